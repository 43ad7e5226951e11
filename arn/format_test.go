package arn_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/s3resource"
)

// The formats that AWS publishes, with sample names in them.
func TestARNsOfAllFormatsAreRead(t *testing.T) {
	names := map[string]string{
		"${Partition}": "aws", "${Region}": "us-west-2", "${Account}": "111122223333", "${ObjectName}": "a/b.txt",
		"${AccessPointName}": "my-point", "${AccessPointAlias}": "mfzwi23gnjvgw.mrap", "${BucketName}": "my-bucket", "${OutpostId}": "op-01ac5d28a6a232904",
		"${Token}": "t", "${JobId}": "j", "${Operation}": "create", "${ConfigId}": "c", "${Name}": "n", "${EndpointId}": "e",
	}
	points := map[string]arn.Kind{
		"s3 accesspoint": arn.GeneralPurpose, "s3 accesspointobject": arn.GeneralPurpose, "s3 multiregionaccesspoint": arn.MultiRegion, "s3 multiregionaccesspointobject": arn.MultiRegion,
		"s3 objectlambdaaccesspoint": arn.ObjectLambda, "s3-object-lambda objectlambdaaccesspoint": arn.ObjectLambda, "s3express accesspoint": arn.Directory, "s3-outposts accesspoint": arn.Outposts,
	}
	buckets := map[string]arn.Kind{
		"s3 bucket": arn.GeneralPurpose, "s3 object": arn.GeneralPurpose, "s3express bucket": arn.Directory, "s3-outposts bucket": arn.Outposts, "s3-outposts object": arn.Outposts,
	}
	for f := range s3resource.All() {
		t.Run(f.Service+" "+f.Type, func(t *testing.T) {
			text := f.ARN
			for from, to := range names {
				if f.Service == "s3express" && (from == "${AccessPointName}" || from == "${BucketName}") {
					to += map[string]string{"${AccessPointName}": "--usw2-az1--xa-s3", "${BucketName}": "--usw2-az1--x-s3"}[from]
				}
				text = strings.ReplaceAll(text, from, to)
			}
			require.NotContains(t, text, "$", "every placeholder has a name")
			a, err := arn.Parse(text)
			require.NoError(t, err)
			ap, apKey, isPoint := a.AccessPoint()
			require.Equal(t, points[f.Service+" "+f.Type] != 0, isPoint, "an access point")
			require.Equal(t, points[f.Service+" "+f.Type], ap.Kind())
			b, key, isBucket := a.Bucket()
			require.Equal(t, buckets[f.Service+" "+f.Type] != 0, isBucket, "a bucket")
			require.Equal(t, buckets[f.Service+" "+f.Type], b.Kind())
			require.Equal(t, strings.Contains(f.ARN, "${ObjectName}"), apKey+key == "a/b.txt", "an object")
		})
	}
}
