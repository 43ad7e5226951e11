package lint

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3ap/s3ap/policy"
)

// Whatever stands in a policy, the report is the same twice, places are in the text,
// and fixes fit it.
func FuzzPrincipals(f *testing.F) {
	for _, statements := range []string{
		`{"Effect":"Allow",…,"Principal":{"AWS":["*","111122223333","arn:aws:iam::111122223333:root"]}}`,
		`{"Effect":"Deny",…,"NotPrincipal":{"AWS":["AROAX","arn:aws:sts::111122223333:assumed-role/a/s"]}}`,
		`{"Effect":"Allow",…,"Principal":{"AWS":[],"Service":["x","*",""],"Federated":"a","CanonicalUser":1}}`,
		`{"Effect":"Allow",…,"Principal":{"AWS":{}},"Condition":{"ArnLike":{"aws:PrincipalArn":["a:b:c:d:e:root",null]}}}`,
		`{"Effect":"Allow","Action":[],"NotAction":{},"Principal":[],"Condition":[]}`,
		`{"Effect":"Allow",…,"Principal":{"AWS":["*"` + "\n" + `]},"Condition":{"IpAddress":{"aws:SourceIp":"::/0"}}},{}`,
		`{"Effect":"Allow",…,"Principal":{"Service":"ses.amazonaws.com"},"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:x::${aws:ResourceAccount}:y"}}},3,"x",[]`,
	} {
		src, _ := marked(policy.Bucket, statements)
		f.Add(src)
		f.Add(src[:len(src)-2])
	}
	c := place()
	c.TrustedAccounts = []string{"222233334444"}
	c.BucketBlock = &BlockPublicAccess{true, true}
	c.AccessPointBlock = c.BucketBlock
	f.Fuzz(func(t *testing.T, src string) {
		report := Check(Policies{[]byte(src), []byte(src)}, c)
		if diff := cmp.Diff(places(t, src, report), places(t, src, Check(Policies{[]byte(src), []byte(src)}, c))); diff != "" {
			t.Errorf("two reports on %q differ:\n%s", src, diff)
		}
	})
}

func places(t *testing.T, src string, r Report) (lines []string) {
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.At.Offset < 0 || f.At.Offset > len(src) {
			t.Errorf("%v is not in a text of %d bytes", f, len(src))
		}
		done := 0
		for _, e := range f.Fix {
			if e.Offset < done || e.End < e.Offset || e.End > len(src) {
				t.Errorf("the fix of %v does not fit a text of %d bytes: %v", f, len(src), f.Fix)
			}
			done = e.End
		}
		lines = append(lines, f.String())
	}
	return lines
}

func BenchmarkPrincipals(b *testing.B) {
	const statements = `{"Sid":"Read","Effect":"Allow",…,"Principal":{"AWS":["111122223333","arn:aws:iam::444455556666:role/app/reader","arn:aws:iam::444455556666:user/jane"]},"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}},
{"Effect":"Allow",…,"Principal":{"Service":["cloudtrail.amazonaws.com","logging.s3.amazonaws.com"]},"Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"},"ArnLike":{"aws:SourceArn":"arn:aws:cloudtrail:*:111122223333:trail/*"}}},
{"Effect":"Allow",…,"Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","198.51.100.0/24"]},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}},
{"Effect":"Deny",…,"NotPrincipal":{"AWS":["111122223333","arn:aws:iam::111122223333:role/a","arn:aws:sts::111122223333:assumed-role/a/s"]}},
{"Effect":"Deny",…,"Principal":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}`
	src, _ := marked(policy.Bucket, statements)
	t := newText(policy.Bucket, []byte(src))
	c := place()
	c.TrustedAccounts = []string{"444455556666"}
	c.BucketBlock = &BlockPublicAccess{true, true}
	all := principalChecks()
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		l := linter{ctx: &c}
		for i := range all {
			if all[i].run != nil {
				all[i].run(&pass{t, &l, &all[i]})
			}
		}
	}
}
