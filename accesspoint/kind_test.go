package accesspoint

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// Whatever the policies allow, access points and buckets of other kinds have
// further rules, which are not known here.
func TestOtherKindsAreNotDecided(t *testing.T) {
	t.Parallel()
	open := compile(t, policy.Bucket, onBucket("Allow", `"*"`, "s3:*", ""), statement("Allow", `"*"`, "s3:*", "*", "*", ""))
	openAP := compile(t, policy.AccessPoint, statement("Allow", `"*"`, "s3:*", "*", "*", ""))
	req := Request{
		Principal: user("111111111111"), Action: "s3:GetObject", Key: "k",
		AccessPoint: arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111111111111:accesspoint/test"),
		Bucket:      arn.MustParseBucket("arn:aws:s3:::data"), BucketAccount: "111111111111",
	}
	require.True(t, Evaluate(req, open, openAP, Internet()).Allowed(), "general purpose")

	for name, ap := range map[string]string{
		"a directory bucket's access point": "arn:aws:s3express:us-west-2:111111111111:accesspoint/test--usw2-az1--xa-s3",
		"an Object Lambda Access Point":     "arn:aws:s3-object-lambda:us-west-2:111111111111:accesspoint/test",
		"a Multi-Region Access Point":       "arn:aws:s3::111111111111:accesspoint/mfzwi23gnjvgw.mrap",
		"an access point on Outposts":       "arn:aws:s3-outposts:us-west-2:111111111111:outpost/op-01ac5d28a6a232904/accesspoint/test",
	} {
		t.Run(name, func(t *testing.T) {
			other := req
			other.AccessPoint = arn.MustParseAccessPoint(ap)
			d := Evaluate(other, open, openAP, Internet())
			require.False(t, d.Allowed())
			require.ErrorIs(t, d.Err(), ErrKind)

			s := Setting{
				Bucket:      BucketSetting{Bucket: req.Bucket, Account: "111111111111", Policy: open},
				AccessPoint: AccessPointSetting{AccessPoint: other.AccessPoint, Origin: Internet(), Policy: openAP},
				Caller:      CallerSetting{Principal: req.Principal},
			}
			_, err := NewEvaluator(s)
			require.ErrorIs(t, err, ErrKind)
			require.Equal(t, []string{"AccessPoint.AccessPoint"}, fields(err))
			require.ErrorIs(t, MayPutAccessPointPolicy([]byte(`{}`), s.AccessPoint, s.Bucket), ErrKind)
		})
	}
	for name, bucket := range map[string]string{
		"a directory bucket":   "arn:aws:s3express:us-west-2:111111111111:bucket/data--usw2-az1--x-s3",
		"a bucket on Outposts": "arn:aws:s3-outposts:us-west-2:111111111111:outpost/op-01ac5d28a6a232904/bucket/data",
	} {
		t.Run(name, func(t *testing.T) {
			other := req
			other.Bucket = arn.MustParseBucket(bucket)
			d := Evaluate(other, open, openAP, Internet())
			require.False(t, d.Allowed())
			require.ErrorIs(t, d.Err(), ErrKind)
			other.AccessPoint = arn.AccessPoint{}
			d = EvaluateDirect(other, open)
			require.False(t, d.Allowed())
			require.ErrorIs(t, d.Err(), ErrKind)

			b := BucketSetting{Bucket: other.Bucket, Account: "111111111111", Policy: open}
			_, err := NewEvaluator(Setting{Bucket: b, Caller: CallerSetting{Principal: req.Principal}})
			require.ErrorIs(t, err, ErrKind)
			require.ErrorIs(t, MayPutBucketPolicy([]byte(`{}`), b), ErrKind)
		})
	}
}
