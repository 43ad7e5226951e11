package lint

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

func TestWitnesses(t *testing.T) {
	bucket := arn.MustParseBucket("arn:aws:s3:::doc-bucket")
	point := arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/ap1")
	for name, tt := range map[string]struct {
		witness    Witness
		text, json string
	}{
		"to the bucket itself": {
			Witness{Request: accesspoint.Request{Principal: policy.Anonymous(), Action: "s3:ListBucket", Bucket: bucket}},
			"s3:ListBucket in doc-bucket by anonymous",
			`{"principal":"anonymous","action":"s3:ListBucket","bucket":"doc-bucket"}`,
		},
		"through an access point": {
			Witness{accesspoint.Request{
				Principal: policy.MustParsePrincipal("arn:aws:iam::111122223333:role/app"), Action: "s3:GetObject",
				AccessPoint: point, Bucket: bucket, BucketAccount: "111122223333", Key: "a\nb",
				Context: condition.NewContext(
					condition.String(condition.SourceVPC, "vpc-1"), condition.Strings("aws:TagKeys", "a", "b"), condition.Unrecorded("aws:UserAgent")),
			}, accesspoint.VPC("vpc-1")},
			"s3:GetObject of `a\\nb` in doc-bucket through arn:aws:s3:us-west-2:111122223333:accesspoint/ap1 by arn:aws:iam::111122223333:role/app, aws:SourceVpc `vpc-1`, aws:TagKeys `a` and `b`, aws:UserAgent of some value",
			`{"principal":"arn:aws:iam::111122223333:role/app","action":"s3:GetObject","accessPoint":"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1","networkOrigin":"VPC","vpc":"vpc-1","bucket":"doc-bucket","bucketAccount":"111122223333","key":"a\nb","context":{"aws:SourceVpc":["vpc-1"],"aws:TagKeys":["a","b"],"aws:UserAgent":null}}`,
		},
		"of nothing": {Witness{}, " in  by ", `{"principal":"","action":"","bucket":""}`},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.text, tt.witness.String())
			for _, v := range []any{tt.witness, &tt.witness} {
				got, err := json.Marshal(v)
				require.NoError(t, err)
				if diff := cmp.Diff(tt.json, string(got)); diff != "" {
					t.Errorf("JSON (-want +got):\n%s", diff)
				}
			}
		})
	}
}
