package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// usualPolicies returns a bucket policy or one of an access point of about 2 KB, in
// which little is wrong.
func usualPolicy(resource string) []byte {
	var list []string
	for i := range 5 {
		list = append(list, fmt.Sprintf(`    {
      "Sid": "Read%d",
      "Effect": "Allow",
      "Principal": {"AWS": ["arn:aws:iam::111122223333:role/app%d", "arn:aws:iam::444455556666:role/reader"]},
      "Action": ["s3:GetObject", "s3:GetObjectTagging"],
      "Resource": "%s/team%d/*",
      "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}, "Bool": {"aws:SecureTransport": "true"}}
    }`, i, i, resource, i))
	}
	return []byte("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n" + strings.Join(list, ",\n") + "\n  ]\n}\n")
}

func BenchmarkCheckAThousandPolicies(b *testing.B) {
	p := [...]Policies{
		{Bucket: usualPolicy("arn:aws:s3:::doc-bucket")},
		{AccessPoint: usualPolicy("arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object")},
	}
	require.InDelta(b, 2<<10, len(p[0].Bucket), 300)
	c := sampleContext()
	c.AccessPointBlock, c.BucketBlock, c.TrustedAccounts = &BlockPublicAccess{BlockPublicPolicy: true}, &BlockPublicAccess{}, []string{"111122223333"}
	b.SetBytes(int64(1000 * len(p[0].Bucket)))
	b.ReportAllocs()
	for b.Loop() {
		for i := range 1000 {
			Check(p[i%len(p)], c)
		}
	}
}

// What a hostile text makes of one check must not cost more than its length.
func BenchmarkCheckManyFindings(b *testing.B) {
	for _, n := range []int{250, 500, 1000} {
		src := []byte(`{"Statement":[` + strings.TrimSuffix(strings.Repeat(`{"Sid":"a b","Effect":"Deny"},`, n), ",") + `]}`)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Check(Policies{Bucket: src}, Context{})
			}
		})
	}
	for _, n := range []int{1000, 2000, 4000} {
		src := []byte(`{"Statement":[{"Action":[` + strings.TrimSuffix(strings.Repeat(`"s3:PutX",`, n), ",") + `]}]}`)
		b.Run(fmt.Sprint("actions ", n), func(b *testing.B) {
			for b.Loop() {
				Check(Policies{AccessPoint: src}, Context{})
			}
		})
	}
	for _, n := range []int{250, 500, 1000} {
		src := []byte(`{"Statement":[{"Action":[` + strings.TrimSuffix(strings.Repeat(`"s3:PutBucketPolicy",`, n), ",") + `]}]}`)
		b.Run(fmt.Sprint("findings ", n), func(b *testing.B) {
			for b.Loop() {
				Check(Policies{AccessPoint: src}, Context{})
			}
		})
	}
	for _, n := range []int{3750, 7500, 15000} {
		src := []byte(`{"Statement":[{"Effect":"Deny","Principal":{"AWS":[` + strings.TrimSuffix(strings.Repeat(`"*",`, n), ",") + `]}}]}`)
		b.Run(fmt.Sprint("principals ", n), func(b *testing.B) {
			for b.Loop() {
				Check(Policies{Bucket: src}, Context{})
			}
		})
	}
}
