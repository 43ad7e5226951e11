package lint

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

const (
	someAccount = "111122223333"
	someRoot    = "arn:aws:iam::111122223333:root"
	someUser    = "arn:aws:iam::111122223333:user/team/jane"
	someRole    = "arn:aws:iam::111122223333:role/app/reader"
	someSession = "arn:aws:sts::111122223333:assumed-role/reader/s1"
	someBody    = "arn:aws:sts::111122223333:federated-user/bob"
)

// What the check says of a caller is what the evaluator decides: it is denied though
// NotPrincipal names it.
func TestNotPrincipalThatExemptsNobodyItNames(t *testing.T) {
	session, err := policy.AssumedRole(someRole, "s1")
	require.NoError(t, err)
	federated, err := policy.Federated(someUser, "bob")
	require.NoError(t, err)
	callers := map[string]policy.Principal{
		someUser: policy.MustParsePrincipal(someUser), someRole: session, someSession: session, someBody: federated,
	}
	entries := []string{someAccount, someRoot, someUser, someRole, someSession, someBody, "444455556666"}
	for set := 1; set < 1<<len(entries); set++ {
		var list []string
		for i, e := range entries {
			if set&(1<<i) != 0 {
				list = append(list, e)
			}
		}
		src, _ := marked(policy.Bucket, `{"Effect":"Deny",…,"NotPrincipal":{"AWS":["`+strings.Join(list, `","`)+`"]}}`)
		report := Check(Policies{Bucket: []byte(src)}, place())
		blamed := make(map[string]bool)
		for _, f := range of("deny-not-principal-incomplete", report.Findings) {
			text, _, _ := strings.Cut(src[f.At.Offset+1:], `"`)
			blamed[text] = true
		}
		p, err := policy.Compile(policy.Bucket, []byte(src))
		require.NoError(t, err)
		for _, e := range list {
			caller, ok := callers[e]
			if !ok {
				require.False(t, blamed[e], "%s is blamed in %s", e, src)
				continue
			}
			req := policy.Request{Principal: caller, Action: "s3:GetObject", Resource: arn.MustParse("arn:aws:s3:::doc-bucket/a")}
			denied := p.Evaluate(req).Outcome == policy.ExplicitDeny
			if blamed[e] != denied {
				t.Errorf("%s is blamed: %v; denied: %v, in %s", e, blamed[e], denied, src)
			}
		}
	}
}

func TestNotPrincipalWithIDsAndOthers(t *testing.T) {
	marking{
		"a unique id needs an account too":     `{"Effect":"Deny",…,"NotPrincipal":{"AWS":«"AIDAX"»}}`,
		"and has it":                           `{"Effect":"Deny",…,"NotPrincipal":{"AWS":["AIDAX","111122223333"]}}`,
		"a role's id needs a session":          `{"Effect":"Deny",…,"NotPrincipal":{"AWS":[«"AROAX"»,"111122223333"]}}`,
		"and serves for its role":              `{"Effect":"Deny",…,"NotPrincipal":{"AWS":["AROAX","111122223333","` + someSession + `"]}}`,
		"a canonical id is an account":         `{"Effect":"Deny",…,"NotPrincipal":{"AWS":"` + someUser + `","CanonicalUser":"` + strings.Repeat("ab", 32) + `"}}`,
		"an account alone names no other":      `{"Effect":"Deny",…,"NotPrincipal":{"AWS":"111122223333"}}`,
		"a service has no stages":              `{"Effect":"Deny",…,"NotPrincipal":{"Service":"ses.amazonaws.com"}}`,
		"the session of another role":          `{"Effect":"Deny",…,"NotPrincipal":{"AWS":["111122223333",«"` + someRole + `"»,«"arn:aws:sts::111122223333:assumed-role/other/s1"»]}}`,
		"an account of another":                `{"Effect":"Deny",…,"NotPrincipal":{"AWS":["444455556666",«"` + someUser + `"»]}}`,
		"an origin access identity has none":   `{"Effect":"Deny",…,"NotPrincipal":{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}}`,
		"Principal names whom it denies":       `{"Effect":"Deny",…,"Principal":{"AWS":"` + someUser + `"}}`,
		"an entry that is none is not one":     `{"Effect":"Deny",…,"NotPrincipal":{"AWS":["arn:aws:iam::1:user/a","x:y"]}}`,
		"beside a star it is all of no matter": `{"Effect":"Deny",…,"NotPrincipal":{"AWS":["*","` + someUser + `"]}}`,
	}.check(t, "deny-not-principal-incomplete", place())
}
