package lint

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

func TestNamesOfPrincipals(t *testing.T) {
	marking{
		"a blank behind the name":         `{"Effect":"Allow",…,"Principal":{"AWS":["111122223333",«"arn:aws:iam::111122223333:role/app "»]}}`,
		"a blank in the name":             `{"Effect":"Deny",…,"NotPrincipal":{"AWS":«"arn:aws:iam::111122223333:user/my app"»}}`,
		"a blank in a session's name":     `{"Effect":"Allow",…,"Principal":{"AWS":«"arn:aws:sts::111122223333:assumed-role/app/my session"»}}`,
		"letters that are not ASCII":      `{"Effect":"Allow",…,"Principal":{"AWS":«"arn:aws:iam::111122223333:role/größe"»}}`,
		"a colon in the name":             `{"Effect":"Allow",…,"Principal":{"AWS":«"arn:aws:iam::111122223333:user/a:b"»}}`,
		"all that names may have":         `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:iam::111122223333:user/a_b+c=d,e.f@g-h"}}`,
		"a path has more":                 `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:iam::111122223333:role/a:b!c/app"}}`,
		"an origin access identity":       `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}}`,
		"an account":                      `{"Effect":"Allow",…,"Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:root"]}}`,
		"a policy variable has its check": `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:iam::111122223333:user/${aws:username}"}}`,
	}.check(t, "invalid-principal-format", place())
}

func TestBlanksAroundAPrincipal(t *testing.T) {
	for value, want := range map[string]string{
		"arn:aws:iam::111122223333:role/app ":    `"AWS":"arn:aws:iam::111122223333:role/app"`,
		"arn:aws:iam::111122223333:role/my app ": "",
	} {
		src, _ := marked(policy.Bucket, `{"Effect":"Allow",…,"Principal":{"AWS":"`+value+`"}}`)
		report := Check(Policies{Bucket: []byte(src)}, place())
		found := of("invalid-principal-format", report.Findings)
		require.Len(t, found, 1)
		if want == "" {
			require.Empty(t, found[0].Fix)
			continue
		}
		require.Contains(t, Apply(src, found[0].Fix), want)
	}
}
