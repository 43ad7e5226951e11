package s3name

import (
	"strings"
	"testing"
)

func TestSplitLabelSplitsAtTheLastHyphen(t *testing.T) {
	fifty := strings.Repeat("k", 50)
	for name, tt := range map[string]struct {
		label, name, account string
	}{
		"a name and an account":           {"my-ap-111122223333", "my-ap", "111122223333"},
		"a name that ends in an account":  {"my-444455556666-111122223333", "my-444455556666", "111122223333"},
		"a name that is an account":       {"444455556666-111122223333", "444455556666", "111122223333"},
		"two hyphens inside":              {"a--b-111122223333", "a--b", "111122223333"},
		"the longest name":                {fifty + "-111122223333", fifty, "111122223333"},
		"a name of 51 characters":         {"k" + fifty + "-111122223333", "", ""},
		"a name of 2 characters":          {"ab-111122223333", "", ""},
		"a hyphen at the end of the name": {"my-ap--111122223333", "", ""},
		"a hyphen at the beginning":       {"-my-ap-111122223333", "", ""},
		"eleven digits":                   {"my-ap-11112222333", "", ""},
		"thirteen digits":                 {"my-ap-1111222233334", "", ""},
		"a letter in the account":         {"my-ap-11112222333a", "", ""},
		"no hyphen":                       {"111122223333", "", ""},
		"no name":                         {"-111122223333", "", ""},
		"a capital":                       {"My-ap-111122223333", "", ""},
		"a period":                        {"my.ap-111122223333", "", ""},
		"a reserved ending of the name":   {"my-s3alias-111122223333", "", ""},
		"a bucket of a regional account":  {"ledger-111122223333-us-west-2-an", "", ""},
		"nothing":                         {"", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, account, ok := SplitLabel(tt.label)
			if got != tt.name || account != tt.account || ok != (tt.name != "") {
				t.Errorf("SplitLabel(%q) = %q, %q, %v", tt.label, got, account, ok)
			}
		})
	}
}
