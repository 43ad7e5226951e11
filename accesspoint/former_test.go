package accesspoint

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

func sampleText() Text {
	return Text{
		Principal: userARN(accountB), Action: "s3:GetObject", AccessPoint: apARN(accountB),
		Bucket: "doc-bucket", BucketAccount: accountB, Key: "jane/a.txt",
	}
}

func TestAFormerMakesTheRequestOfItsText(t *testing.T) {
	var f Former
	for range 2 { // the second time from memory
		f.Add(condition.SourceVPC, "vpc-1a2b3c")
		f.AddAll(condition.TagKeys, []string{"a", "b"})
		got, err := f.Form(sampleText())
		require.NoError(t, err)
		require.Equal(t, policy.MustParsePrincipal(userARN(accountB)), got.Principal)
		require.Equal(t, arn.MustParseAccessPoint(apARN(accountB)), got.AccessPoint)
		require.Equal(t, arn.MustParseBucket("arn:aws:s3:::doc-bucket"), got.Bucket)
		require.Equal(t, []condition.Key{condition.SourceVPC, condition.TagKeys}, got.Context.Keys())
		require.Equal(t, []string{"s3:GetObject", accountB, "jane/a.txt"}, []string{got.Action, got.BucketAccount, got.Key})
	}
	direct := sampleText()
	direct.AccessPoint = ""
	got, err := f.Form(direct)
	require.NoError(t, err)
	require.False(t, got.AccessPoint.IsValid())
	require.Empty(t, got.Context.Keys(), "the context of the request before")
}

func TestTheNameOfABucketIsInThePartitionOfTheRest(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*Text)
		want   string
	}{
		"aws":                    {func(*Text) {}, "arn:aws:s3:::doc-bucket"},
		"that of the ARN itself": {func(x *Text) { x.Bucket = "arn:aws-cn:s3:::doc-bucket" }, "arn:aws-cn:s3:::doc-bucket"},
		"that of the caller":     {func(x *Text) { x.Principal, x.AccessPoint = "arn:aws-cn:iam::111122223333:user/u", "" }, "arn:aws-cn:s3:::doc-bucket"},
		"that of the access point": {func(x *Text) {
			x.Principal, x.AccessPoint = "logging.s3.amazonaws.com", "arn:aws-us-gov:s3:us-gov-west-1:111122223333:accesspoint/ap1"
		}, "arn:aws-us-gov:s3:::doc-bucket"},
		"aws if nothing tells": {func(x *Text) { x.Principal, x.AccessPoint = "anonymous", "" }, "arn:aws:s3:::doc-bucket"},
	} {
		t.Run(name, func(t *testing.T) {
			text := sampleText()
			tt.change(&text)
			got, err := new(Former).Form(text)
			require.NoError(t, err)
			require.Equal(t, tt.want, got.Bucket.String())
		})
	}
}

func TestAFormerRefusesWhatItsPartsRefuse(t *testing.T) {
	var f Former
	for name, change := range map[string]func(*Text){
		"no principal":              func(x *Text) { x.Principal = "" },
		"a principal that is none":  func(x *Text) { x.Principal = "jane" },
		"an access point by name":   func(x *Text) { x.AccessPoint = "ap1" },
		"no bucket":                 func(x *Text) { x.Bucket = "" },
		"a bucket that is a path":   func(x *Text) { x.Bucket = "a/b" },
		"an ARN that is no bucket":  func(x *Text) { x.Bucket = apARN(accountB) },
		"a bucket that is an alias": func(x *Text) { x.Bucket = "ap1-abcdefghijklmnopqrstuvwxyz012usw2a-s3alias" },
	} {
		t.Run(name, func(t *testing.T) {
			f.Add(condition.SourceVPC, "vpc-1a2b3c")
			text := sampleText()
			change(&text)
			got, err := f.Form(text)
			require.Error(t, err)
			require.Equal(t, Request{}, got)
			after, err := f.Form(sampleText())
			require.NoError(t, err)
			require.Empty(t, after.Context.Keys(), "what was added before the error")
		})
	}
}

func TestAFormerRemembersOnlySoMuch(t *testing.T) {
	var f Former
	text := sampleText()
	for i := range 2*maxRemembered + 2 {
		text.Principal = fmt.Sprintf("arn:aws:sts::%s:assumed-role/r/s%d", accountB, i)
		got, err := f.Form(text)
		require.NoError(t, err)
		require.Equal(t, text.Principal, got.Principal.String())
		require.LessOrEqual(t, len(f.principals.known), maxRemembered)
	}
}

func TestARequestOfTextIsFormedAndDecidedWithoutAllocating(t *testing.T) {
	bucket, ap := samplePolicies(t)
	text := sampleText()
	var f Former
	n := testing.AllocsPerRun(100, func() {
		f.Add(condition.SecureTransport, "true")
		f.Add("s3:ExistingObjectTag/class", "public")
		req, err := f.Form(text)
		if err != nil || !Evaluate(req, bucket, ap, Internet()).Allowed() {
			t.Error("must be allowed", err)
		}
	})
	require.Zero(t, n)
}

func BenchmarkEvaluateText(b *testing.B) {
	bucket, ap := samplePolicies(b)
	var f Former
	text := sampleText()
	b.ReportAllocs()
	for b.Loop() {
		f.Add(condition.SecureTransport, "true")
		req, _ := f.Form(text)
		Evaluate(req, bucket, ap, Internet())
	}
}
