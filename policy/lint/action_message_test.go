package lint

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// Of two actions that are like an operation, the one is meant that the policy takes.
func TestTheActionThatIsMeantByAnOperation(t *testing.T) {
	for operation, want := range map[string]string{
		"s3:ListBuckets":   `"s3:ListBucket"`,
		"s3:ListObjectsV2": `"s3:ListBucket"`,
		"s3:CreateSession": "",
		"s3:CopyObject":    "",
	} {
		src := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"` + operation + `","Resource":"arn:aws:s3:::doc-bucket"}]}`
		report := Check(Policies{Bucket: []byte(src)}, Context{})
		found := of("operation-used-as-action", report.Findings)
		if want == "" {
			for _, f := range found {
				require.Empty(t, f.Fix, operation)
			}
			continue
		}
		require.Len(t, found, 1)
		require.Contains(t, Apply(src, found[0].Fix), `"Action":`+want)
	}
}

// What is listed through an access point is the access point.
func TestReadWithoutListNamesWhatIsListed(t *testing.T) {
	for resource, want := range map[string]string{
		"arn:aws:s3:::doc-bucket/*":                                  "(`s3:ListBucket` on the bucket)",
		"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*": "(`s3:ListBucket` on the access point)",
	} {
		src := []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"` + resource + `"}]}`)
		p := Policies{Bucket: src}
		if splitARN(resource).isAccessPoint() {
			p = Policies{AccessPoint: src}
		}
		report := Check(p, Context{})
		found := of("read-without-list", report.Findings)
		require.Len(t, found, 1)
		require.Contains(t, found[0].Message, want)
	}
}
