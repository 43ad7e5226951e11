package policy

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Policies of one shape share a body: what stands in the body too must not be taken out
// with the texts of the entries, and where that cannot be told there is no shape.
func TestOnlyTextsOfTheirOwnMakeAShape(t *testing.T) {
	const jane, mary = "arn:aws:iam::111122223333:user/jane", "arn:aws:iam::111122223333:user/mary"
	statement := func(principal, condition string) string {
		return `{"Statement":{"Condition":{"StringEquals":{"aws:PrincipalArn":"` + condition + `"}},"Effect":"Allow","Principal":{"AWS":` + principal + `},"Action":"s3:*","Resource":"arn:aws:s3:::b/*"}}`
	}
	for name, tt := range map[string]struct {
		text string
		want bool
	}{
		"a text of its own":                    {statement(`"`+jane+`"`, mary), true},
		"twice in its entries":                 {statement(`["`+jane+`","`+jane+`"]`, mary), true},
		"it stands in a condition too":         {statement(`"`+jane+`"`, jane), false},
		"it begins what stands in a condition": {statement(`"`+jane+`"`, jane+"/x"), false},
		"an escape hides it":                   {statement(`"arn:aws:iam::111122223333:user/j\u0061ne"`, jane), false},
		"an escape elsewhere may hide one":     {statement(`"`+jane+`"`, `m\u0061ry`), false},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Compile(Bucket, []byte(tt.text))
			require.NoError(t, err)
			require.True(t, p.packs())
			require.Equal(t, tt.want, new(shape).of([]byte(tt.text), p, string(p.appendOwn(nil))))
		})
	}
}
