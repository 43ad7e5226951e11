package lint

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3ap/s3ap/arn"
)

// A border is a policy at the edge of what a check finds: statements set apart by bars,
// each laid over one that reads objects, and the values at fault. In front of the
// policy of an access point stands "ap:". A severity that is not the check's own stands
// behind the value.
type border struct{ statements, want string }

// borderContext is what is known of the policies of borders.
func borderContext() Context {
	return Context{
		Bucket: "doc-bucket", BucketAccount: "111122223333", NetworkOrigin: "Internet",
		AccessPoint: arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/ap1"),
	}
}

func checkBorders(t *testing.T, c Context, borders map[string]map[string]border) {
	t.Helper()
	have := implemented()
	for id, cases := range borders {
		for name, tt := range cases {
			t.Run(id+"/"+name, func(t *testing.T) {
				p := borderPolicies(tt.statements)
				report := Check(p, c)
				var got []string
				for _, f := range of(id, report.Findings) {
					words := valueAt(p, &f)
					if f.Severity != have[id].Severity {
						words += fmt.Sprintf(" (%v)", f.Severity)
					}
					got = append(got, words)
				}
				if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
					t.Errorf("findings of %s in %s (-want +got):\n%s\nall: %v", id, p.Bucket, diff, report.Findings)
				}
			})
		}
	}
}

func borderPolicies(statements string) Policies {
	rest, isAccessPoint := strings.CutPrefix(statements, "ap:")
	resource := "$B/*"
	if isAccessPoint {
		resource = "$A/object/*"
	}
	var list []string
	for s := range strings.SplitSeq(rest, " | ") {
		list = append(list, "{"+strings.TrimSpace(s)+overBase(s, resource)+"}")
	}
	text := strings.NewReplacer(
		"$B", "arn:aws:s3:::doc-bucket", "$A", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1", "$R", "arn:aws:iam::111122223333:role/app",
	).Replace(`{"Version":"2012-10-17","Statement":[` + strings.Join(list, ",") + `]}`)
	if isAccessPoint {
		return Policies{AccessPoint: []byte(text)}
	}
	return Policies{Bucket: []byte(text)}
}

// overBase returns the members of the base statement that are not given.
func overBase(members, resource string) (rest string) {
	for _, m := range [...]struct{ name, value string }{
		{"Effect", `"Allow"`}, {"Principal", `{"AWS":"$R"}`}, {"Action", `"s3:GetObject"`}, {"Resource", `"` + resource + `"`},
	} {
		if !strings.Contains(members, `"`+m.name+`":`) && !strings.Contains(members, `"Not`+m.name+`":`) {
			if strings.TrimSpace(members+rest) != "" {
				rest += ","
			}
			rest += `"` + m.name + `":` + m.value
		}
	}
	return rest
}

// valueAt returns the string at the place of a finding, or the bracket there.
func valueAt(p Policies, f *Finding) string {
	src := p.Bucket
	if src == nil {
		src = p.AccessPoint
	}
	var s string
	if json.NewDecoder(strings.NewReader(string(src[f.At.Offset:]))).Decode(&s) != nil {
		return string(src[f.At.Offset])
	}
	return s
}
