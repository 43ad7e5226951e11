package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// large makes a policy of a statement, one for each of as many users, and white space.
func large(statement string, users, blanks int) []byte {
	list := []string{statement}
	for i := range users {
		list = append(list, fmt.Sprintf(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/u%03d"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/*"}`, i))
	}
	return []byte(`{"Version":"2012-10-17",` + strings.Repeat(" ", blanks) + `"Statement":[` + strings.Join(list, ",") + `]}`)
}

func TestWhatALargePolicyIsToldOfItsSize(t *testing.T) {
	const (
		put  = `{"Sid":"Put","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/put"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::doc-bucket/a-long-key-of-an-object-that-makes-this-statement-the-biggest"}`
		each = "statement 2 (139 bytes) and statement 3 (139 bytes)"
		big  = "statement 1 `Put` (210 bytes)"
	)
	for name, tt := range map[string]struct {
		src         []byte
		check, want string
	}{
		"a large one":                  {large(put, 133, 0), "policy-near-size-limit", "policy has 18869 bytes, S3 takes 20480; the biggest are " + big + ", " + each + "; making one of statement 2 and 132 more saves about 13332"},
		"white space":                  {large(put, 2, 19000), "policy-near-size-limit", "policy has 19529 bytes, S3 takes 20480; without white space it has 529, and it is not documented whether S3 counts that; the biggest are " + big + ", " + each + "; making one of statement 2 and 1 more saves about 101"},
		"one too large":                {large(put, 2, 20000), "policy-too-large", "document is too large: 20529 bytes, a bucket policy has at most 20480; without white space it has 529, and it is not documented whether S3 counts that; the biggest are " + big + ", " + each},
		"one far too large to be read": {large(put, 2, 70000), "policy-too-large", "document is too large: 70529 bytes, at most 65536 are read"},
	} {
		t.Run(name, func(t *testing.T) {
			report := Check(Policies{Bucket: tt.src}, Context{})
			found := of(tt.check, report.Findings)
			require.Len(t, found, 1)
			if diff := cmp.Diff(tt.want, found[0].Message); diff != "" {
				t.Errorf("message (-want +got):\n%s", diff)
			}
		})
	}
}
