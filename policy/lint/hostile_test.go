package lint

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// What could be read of a broken policy is checked, and the rest does no harm.
func TestChecksOfActionsAndResourcesTakeWhateverIsThere(t *testing.T) {
	values := []string{
		`""`, `":"`, `"::"`, `"s3:"`, `":x"`, `"*"`, `"**"`, `"?"`, `"s3:*?*?"`, `"${"`, `"${}"`, `"arn:"`, `"arn:::::"`, `"arn:aws:s3:::"`,
		`"arn:aws:s3:::/"`, `"arn:aws:s3:::*"`, `"arn:aws:s3:::${*}"`, `"arn:aws:s3:::${"`, `"arn:aws:s3:::accesspoint/"`, `"arn:aws:s3:::accesspoint//object/"`,
		`"arn:aws:s3express:::bucket/"`, `"\ud83d\ude00*"`, `"arn:aws:s3:::\u00e9?"`, `null`, `7`, `true`, `{}`, `[]`, `[[]]`, `[null,"s3:GetObject"]`, `{"AWS":[]}`, `["*","*","?*","*?"]`,
	}
	for _, element := range []string{"Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Sid", "Condition"} {
		for _, v := range values {
			for _, kind := range []string{"", "ap:"} {
				for _, effect := range []string{"", `"Effect":"Deny",`} {
					if element == "Effect" {
						effect = ""
					}
					p := borderPolicies(kind + effect + `"` + element + `":` + v)
					report := Check(p, borderContext())
					for _, f := range report.Findings {
						require.NotEmpty(t, f.Message)
						for _, e := range f.Fix {
							require.True(t, 0 <= e.Offset && e.Offset <= e.End && e.End <= len(p.Bucket)+len(p.AccessPoint), "edit of %v", f)
						}
					}
				}
			}
		}
	}
}

// The greatest policies that are read at all take no time that anybody would notice.
func TestHostileActionsAndResourcesAreChecked(t *testing.T) {
	fill := func(each string) string {
		return strings.TrimSuffix(strings.Repeat(each+",", 19000/(len(each)+1)), ",")
	}
	for name, members := range map[string]string{
		"patterns that cover none of the others": `"Action":[` + fill(`"s3:*a*b*?"`) + `]`,
		"the same action many times":             `"Action":[` + fill(`"s3:GetObject"`) + `]`,
		"every action many times":                `"Effect":"Allow","Principal":"*","Action":[` + fill(`"s3:*"`) + `]`,
		"unknown actions":                        `"Action":[` + fill(`"s3:GetObjectVersionTagginggg"`) + `]`,
		"denied actions without twin":            `"Effect":"Deny","Action":[` + fill(`"s3:GetObject"`) + `]`,
		"one long pattern and its like":          `"Action":["s3:` + strings.Repeat("*a", 4000) + `","s3:` + strings.Repeat("a", 8000) + `"]`,
		"many resources":                         `"Principal":"*","Action":["s3:PutObjectAcl"],"Resource":[` + fill(`"arn:aws:s3:::doc-bucket/a*b*"`) + `]`,
		"long resources":                         `"Effect":"Deny","Action":"s3:*","NotResource":["arn:aws:s3:::` + strings.Repeat("*d", 8000) + `"]`,
		"many statements":                        strings.TrimSuffix(strings.Repeat(`"Action":"s3:*","Resource":"*" | "Effect":"Deny","Principal":"*","Action":["s3:GetObject","s3:Del*"] | `, 55), " | "),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			Check(borderPolicies(members), borderContext())
			require.Less(t, time.Since(start), time.Minute, "what grows faster than the text takes longer")
		})
	}
}

// An entry goes from its list with one comma, and comes in with one.
func TestFixesOfListsKeepThemLists(t *testing.T) {
	for name, tt := range map[string]struct{ id, before, after string }{
		"the first goes":                                {"redundant-action", `"Action":["s3:GetObject", "s3:Get*"]`, `"Action":["s3:Get*"]`},
		"the last goes":                                 {"redundant-action", `"Action":["s3:Get*" , "s3:GetObject" ]`, `"Action":["s3:Get*" ]`},
		"one in the middle goes":                        {"redundant-action", `"Action":["s3:Get*","s3:GetObject","s3:PutObject"]`, `"Action":["s3:Get*","s3:PutObject"]`},
		"a resource goes":                               {"resource-without-action", `"Resource":["arn:aws:s3:::doc-bucket","arn:aws:s3:::doc-bucket/*"]`, `"Resource":["arn:aws:s3:::doc-bucket/*"]`},
		"what is no string stays":                       {"redundant-action", `"Action":["s3:Get*",7,"s3:GetObject"]`, `"Action":["s3:Get*",7]`},
		"quotes may stand in a value":                   {"redundant-action", `"Action":["s3:Get*","s3:Get\u002a"]`, `"Action":["s3:Get*"]`},
		"a twin makes a list":                           {"deny-leaves-version-twin", `"Effect":"Deny","Action" : "s3:GetObject"`, `"Effect":"Deny","Action" : ["s3:GetObject", "s3:GetObjectVersion"]`},
		"a twin joins a list":                           {"deny-leaves-version-twin", `"Effect":"Deny","Action":["s3:GetObject","s3:PutObject"]`, `"Effect":"Deny","Action":["s3:GetObject", "s3:GetObjectVersion","s3:PutObject"]`},
		"the prefix gets its delimiter":                 {"prefix-without-delimiter", `"Resource":"arn:aws:s3:::doc-bucket/home/al**"`, `"Resource":"arn:aws:s3:::doc-bucket/home/al/*"`},
		"an operation is its action":                    {"operation-used-as-action", `"Action":"s3:HeadObject"`, `"Action":"s3:GetObject"`},
		"a copy is more than one":                       {"operation-used-as-action", `"Action":"s3:CopyObject"`, `"Action":"s3:CopyObject"`},
		"a Region and an account may be something else": {"bucket-arn-with-region", `"Resource":"arn:aws:s3:us-west-2:111122223333:new/x"`, `"Resource":"arn:aws:s3:us-west-2:111122223333:new/x"`},
		"a blank goes":                                  {"action-format", `"Action":"s3:GetObject "`, `"Action":"s3:GetObject"`},
	} {
		t.Run(name, func(t *testing.T) {
			p := borderPolicies(tt.before)
			found := of(tt.id, Check(p, borderContext()).Findings)
			require.NotEmpty(t, found)
			if diff := cmp.Diff(string(borderPolicies(tt.after).Bucket), Apply(string(p.Bucket), found[0].Fix)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
