package main

import (
	"context"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/s3name"
	"github.com/s3ap/s3ap/arn"
)

// Regions of all partitions, with their partitions.
var regions = map[string]string{
	"us-east-1": "aws", "us-west-2": "aws", "ap-southeast-7": "aws", "mx-central-1": "aws",
	"cn-north-1": "aws-cn", "cn-northwest-1": "aws-cn", "us-gov-west-1": "aws-us-gov", "us-gov-east-1": "aws-us-gov",
	"us-iso-east-1": "aws-iso", "us-isob-east-1": "aws-iso-b", "eu-isoe-west-1": "aws-iso-e",
	"us-isof-south-1": "aws-iso-f", "eusc-de-east-1": "aws-eusc",
}

// A variant is what a client can be set to.
type variant struct {
	region                                    string
	fips, dualStack, useARNRegion, accelerate bool

	endpoint *string // nil for AWS's own
}

// variants calls f with every client there is.
func variants(f func(variant)) {
	for region := range regions {
		for flags := range 16 {
			f(variant{region, flags&1 != 0, flags&2 != 0, flags&4 != 0, flags&8 != 0, nil})
		}
	}
}

// host returns the host that the SDK's own rules give for what stands in the place
// of a bucket's name, and false if they refuse.
func (v variant) host(bucket string) (string, bool) {
	e, err := s3.NewDefaultEndpointResolverV2().ResolveEndpoint(context.Background(), s3.EndpointParameters{
		Bucket: &bucket, Region: &v.region, UseFIPS: &v.fips, UseDualStack: &v.dualStack,
		UseArnRegion: &v.useARNRegion, Accelerate: &v.accelerate, DisableMultiRegionAccessPoints: aws.Bool(false),
		Endpoint: v.endpoint,
	})
	if err != nil {
		return "", false
	}
	return e.URI.Host, true
}

func (v variant) options() s3name.Options {
	return s3name.Options{FIPS: v.fips, DualStack: v.dualStack, Accelerate: v.accelerate}
}

// accessPointARNs returns an ARN of each kind in a region.
func accessPointARNs(region, partition string) []string {
	at := "arn:" + partition + ":%:" + region + ":111122223333:"
	return []string{
		strings.Replace(at, "%", "s3", 1) + "accesspoint/my-ap",
		strings.Replace(at, "%", "s3", 1) + "accesspoint/a-1-444455556666",
		strings.Replace(at, "%", "s3-object-lambda", 1) + "accesspoint/my-ap",
		strings.Replace(at, "%", "s3-outposts", 1) + "outpost/op-01234567890123456/accesspoint/my-ap",
		"arn:" + partition + ":s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap",
	}
}

// The SDK's rules say to which host a request for an ARN goes. Parsing it must give
// the ARN back: a server then takes requests for what they are for.
func TestTheHostThatTheSDKMakesOfAnARNTellsTheARN(t *testing.T) {
	accepted, refused := 0, 0
	for region, partition := range regions {
		for _, text := range accessPointARNs(region, partition) {
			ap, err := arn.ParseAccessPoint(text)
			require.NoError(t, err)
			variants(func(v variant) {
				ours, err := s3name.HostOf(ap, v.options()).Text()
				host, ok := v.host(text)
				if !ok {
					refused++
					require.True(t, err != nil || v.isRefusedForTheClient(ap), "%s %+v: the SDK refuses, and %s is ours", text, v, ours)
					return
				}
				accepted++
				h, parseErr := s3name.ParseHost(host)
				require.NoError(t, parseErr, "%s for %s %+v", host, text, v)
				require.Equal(t, v.options(), h.Options, host)
				if ap.Kind() == arn.MultiRegion { // the host has no account
					require.Equal(t, ap.Name(), h.Label, host)
					return
				}
				require.Equal(t, ap, h.AccessPoint, "%s for %s %+v", host, text, v)
				require.NoError(t, err, "%s %+v", text, v)
				require.Equal(t, host, ours)
			})
		}
	}
	t.Logf("%d hosts read, %d refused", accepted, refused)
	require.Greater(t, accepted, 400)
	require.Greater(t, refused, 10_000)
}

// isRefusedForTheClient reports whether the SDK refuses what has a host because
// of what the client is set to.
func (v variant) isRefusedForTheClient(ap arn.AccessPoint) bool {
	partition := regions[v.region]
	switch {
	case ap.Partition() != partition: // a client keeps to its partition
		return true
	case ap.Kind() == arn.MultiRegion:
		return false
	}
	return ap.Region() != v.region && !v.useARNRegion // and to its region, if not told otherwise
}

// Buckets and aliases stand in the host as they are, and the host tells neither
// the account nor, if it is an alias, whose.
func TestTheHostThatTheSDKMakesOfABucketOrAliasTellsIt(t *testing.T) {
	read := make(map[string]int)
	for _, name := range []string{
		"amzn-s3-demo-bucket", "foo-111122223333", "my-ap-abcdefghij1234567890abcdefghijuse1a-s3alias",
		"amzn-s3-demo-bucket--usw2-az1--x-s3", "my-ap--usw2-az1--xa-s3",
		"test-accessp-o0b1d075431d83bebde8xz5w8ijx1qzlbp3i3kuse10--op-s3", "my.bucket.example",
	} {
		variants(func(v variant) {
			host, ok := v.host(name)
			if !ok {
				return
			}
			h, err := s3name.ParseHost(host)
			require.NoError(t, err, "%s for %s %+v", host, name, v)
			require.False(t, h.AccessPoint.IsValid(), host)
			if h.Label == "" { // the path begins with it
				require.Equal(t, "my.bucket.example", name, host)
			} else {
				require.Equal(t, name, h.Label, host)
			}
			if !h.Accelerate { // such a host has no region
				require.Equal(t, v.region, h.Region, host)
				require.Equal(t, regions[v.region], h.Partition, host)
			}
			if h.Service != s3name.Outposts { // for which the SDK passes over the options
				require.Equal(t, v.options(), h.Options, "%s for %s", host, name)
			}
			read[name]++
		})
	}
	require.Len(t, read, 7, "hosts of each: %v", read)
}

// At an endpoint of one's own all that is left of an ARN is the label before it.
func TestBeforeACustomEndpointStandTheNameAndTheAccount(t *testing.T) {
	const region = "us-west-2"
	for _, endpoint := range []string{"http://s3.example.com", "http://127.0.0.1", "https://vpce-1a2b3c4d-5e6f7g8h.s3.us-west-2.vpce.amazonaws.com"} {
		for _, text := range accessPointARNs(region, "aws") {
			ap, err := arn.ParseAccessPoint(text)
			require.NoError(t, err)
			host, ok := variant{region: region, endpoint: &endpoint}.host(text)
			require.True(t, ok, "%s at %s", text, endpoint)
			if ap.Kind() == arn.MultiRegion { // AWS's own host, whatever the endpoint
				require.Equal(t, ap.Name()+".accesspoint.s3-global.amazonaws.com", host)
				continue
			}
			label, rest, _ := strings.Cut(host, ".")
			name, account, ok := s3name.SplitLabel(label)
			require.True(t, ok, host)
			require.Equal(t, [2]string{ap.Name(), ap.Account()}, [2]string{name, account})
			_, domain, _ := strings.Cut(endpoint, "://")
			if ap.Kind() == arn.Outposts {
				domain = ap.OutpostID() + "." + domain
			}
			require.Equal(t, domain, rest)
		}
	}
}
