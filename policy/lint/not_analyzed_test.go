package lint

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

func TestWhatCannotBeToldIsSaid(t *testing.T) {
	little := borderContext()
	little.Budget = 4
	for name, tt := range map[string]struct {
		statements string
		context    Context
		want       string // pointer and the end of the message of each
	}{
		"nothing":                         {`"Resource":["$B/a*","$B/b"] | ` + denyAll + `,` + onlyVPC, borderContext(), ""},
		"nothing, of home folders":        {`"Principal":{"AWS":"111122223333"},"Resource":"$B/home/${aws:username}/*" | "Principal":{"AWS":"111122223333"},"Action":"s3:ListBucket","Resource":"$B","Condition":{"StringLike":{"s3:prefix":"home/${aws:username}/*"}} | ` + denyAll + `,` + withoutTLS, borderContext(), ""},
		"whom a canonical id names":       {`"Principal":{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}`, borderContext(), "/Statement/0/Principal Principal has a unique id or a canonical id, which does not tell whom it names"},
		"too little to go on":             {` | ` + denyPut, little, " too many callers are named"},
		"whether a Deny takes all away":   {` | "Effect":"Deny","Principal":"*","Action":"s3:*","NotResource":"$B/${aws:username}/*"`, borderContext(), "/Statement/0 Resource has a policy variable"},
		"whether a folder covers another": {`"Principal":{"AWS":"111122223333"},"Resource":"$B/a/x${aws:username}/*" | "Principal":{"AWS":"111122223333"},"Resource":"$B/a/${aws:username}/*"`, borderContext(), ""},
		"whether all meet a condition":    {`"Principal":{"AWS":"111122223333"},"Condition":{"StringLikeIfExists":{"aws:SourceVpce":"${aws:PrincipalTag/x}*"}}`, borderContext(), "/Statement/0/Condition/StringLikeIfExists/aws:SourceVpce a value of aws:SourceVpce has a policy variable"},
		"what a variable could cover":     {`"Principal":{"AWS":"111122223333"},"Resource":["$B/a${aws:username}*","$B/a${aws:userid}x*"]`, borderContext(), ""},
	} {
		t.Run(name, func(t *testing.T) {
			report := Check(borderPolicies(tt.statements), tt.context)
			var got []string
			for _, f := range of("not-analyzed", report.Findings) {
				require.Equal(t, Suggestion, f.Severity)
				_, reason, _ := strings.Cut(f.Message, ": ")
				got = append(got, f.Pointer+" "+reason)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("(-want +got):\n%s\nall: %v", diff, report.Findings)
			}
		})
	}
}

// A check that is off leaves nothing to tell, and what is told is told once.
func TestStops(t *testing.T) {
	c := borderContext()
	const two = ` | "Effect":"Deny","Principal":"*","Action":"s3:*","NotResource":"$B/${aws:username}/*"`
	c.Grades = map[string]Severity{"allow-fully-denied": Off}
	report := Check(borderPolicies(two), c)
	require.Empty(t, of("not-analyzed", report.Findings))

	c.Grades = nil
	report = Check(borderPolicies(two), c)
	require.Len(t, of("not-analyzed", report.Findings), 1)

	l := linter{ctx: new(Context)}
	text := newText(policy.Bucket, borderPolicies(``).Bucket)
	for _, id := range []string{"a", "b", "b", "c"} {
		l.stopped(id, text, 1, "r")
	}
	require.Len(t, l.stops, 1)
	require.Equal(t, "`a` and `b` and `c` could not decide: r", l.stops[0].message())
	for i := range 1000 {
		l.stopped("a", text, policy.Pos(i+1), "r")
	}
	require.Len(t, l.stops, 64)
}

// Nothing is proven of a statement that is not known, nor against what it may hold.
func TestMeaningOfWhatIsNotKnown(t *testing.T) {
	for name, tt := range map[string]struct {
		statements, open string
		check            string
		want             string
	}{
		"a duplicate that is open":             {` | `, "/Statement/1/Action", "duplicate-statement", ""},
		"a duplicate of an open statement":     {` | `, "/Statement/0/Resource", "duplicate-statement", ""},
		"another statement is open":            {` |  "Action":"s3:PutObject" | `, "/Statement/1/Action", "duplicate-statement", "/Statement/2"},
		"its Sid is open":                      {` | "Sid":"A"`, "/Statement/1/Sid", "duplicate-statement", "/Statement/1"},
		"the language is open":                 {` | `, "/Version", "duplicate-statement", ""},
		"the whole policy is open":             {` | `, "", "duplicate-statement", ""},
		"a shadow of an open statement":        {` | "Action":"s3:Get*"`, "/Statement/1/Principal", shadowed, ""},
		"an Allow with an open Deny":           {` | ` + denyGet, "/Statement/1/Resource", "allow-fully-denied", ""},
		"an Allow with an open Deny and one":   {` | ` + denyGet + ` | ` + denyGet, "/Statement/1/Resource", "allow-fully-denied", "/Statement/0"},
		"an Allow that is open":                {` | ` + denyGet, "/Statement/0/Resource", "allow-fully-denied", ""},
		"a lock that is open":                  {denyAll, "/Statement/0/Resource/0", "deny-locks-out-owner", ""},
		"a statement to be merged":             {` | "Action":"s3:PutObject"`, "/Statement/1/Action", "mergeable-statements", ""},
		"a list with an open entry":            {`"Resource":["$B/*","$B/a","$B/b"]`, "/Statement/0/Resource/1", "redundant-resource", ""},
		"a condition with an open value":       {`"Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","203.0.113.1"]}}`, "/Statement/0/Condition/IpAddress/aws:SourceIp/1", "redundant-condition-value", ""},
		"contradictions of an open value":      {`"Condition":{"StringEquals":{"aws:UserAgent":"a"},"StringLike":{"aws:UserAgent":"b*"}}`, "/Statement/0/Condition/StringEquals/aws:UserAgent", "condition-never-true", ""},
		"an open value that is any":            {`"Condition":{"ForAllValues:StringLike":{"aws:TagKeys":"*"}}`, "/Statement/0/Condition/ForAllValues:StringLike/aws:TagKeys", "condition-always-true", ""},
		"the value of another statement":       {`"Condition":{"ForAllValues:StringLike":{"aws:TagKeys":"*"}} | `, "/Statement/1/Action", "condition-always-true", "/Statement/0/Condition/ForAllValues:StringLike/aws:TagKeys"},
		"the access point policy is no matter": {` | `, "ap", "duplicate-statement", "/Statement/1"},
	} {
		t.Run(name, func(t *testing.T) {
			c := borderContext()
			u := Unresolved{policy.Bucket, tt.open, "a parameter", false}
			if tt.open == "ap" {
				u = Unresolved{policy.AccessPoint, "", "a parameter", false}
			}
			c.Unresolved = []Unresolved{u}
			report := Check(borderPolicies(tt.statements), c)
			var got []string
			for _, f := range of(tt.check, report.Findings) {
				got = append(got, f.Pointer)
			}
			require.Equal(t, tt.want, strings.Join(got, ", "))
			if tt.want == "" && tt.check != "mergeable-statements" {
				require.Contains(t, report.Skipped, Skip{tt.check, policy.Bucket, "a parameter", tt.open})
			}
		})
	}
}

// Whatever is written, what is asked of one policy or pair takes no time that anybody
// would notice, and most of it none.
func TestHostileMeaning(t *testing.T) {
	many := func(n int, format string) string {
		var list []string
		for i := range n {
			list = append(list, strings.ReplaceAll(format, "#", fmt.Sprint(i)))
		}
		return strings.Join(list, ",")
	}
	statements := func(n int, members string) string {
		return strings.ReplaceAll(many(n, "{"+members+overBase(members, "$B/*")+"}"), "$R", "arn:aws:iam::111122223333:role/app")
	}
	for name, list := range map[string]string{
		"patterns of one list":        statements(1, `"Resource":[`+many(380, `"$B/*a#*b*c*"`)+`]`),
		"patterns of many statements": statements(95, `"Resource":"$B/*a#*b*c*"`),
		"questions":                   statements(90, `"Resource":"$B/*a#`+strings.Repeat("?", 60)+`"`),
		"keys":                        statements(60, `"Condition":{"StringNotLike":{"aws:PrincipalTag/t#":"*a*b","aws:RequestTag/t#":["x*","y"]}}`),
		"keys of one statement":       statements(1, `"Condition":{"StringNotLike":{`+many(400, `"aws:PrincipalTag/t#":"*a*b"`)+`}}`),
		"values":                      statements(1, `"Condition":{"NumericLessThan":{"s3:max-keys":[`+many(1500, `"#"`)+`]}}`),
		"networks":                    statements(1, `"Condition":{"IpAddress":{"aws:SourceIp":[`+many(900, `"203.0.#.0/9"`)+`]}}`),
		"patterns of one key":         statements(1, `"Condition":{"StringLike":{"aws:UserAgent":[`+many(1000, `"#*"`)+`]}}`),
		"ARNs of principals":          statements(1, `"Condition":{"ArnLike":{"aws:PrincipalArn":[`+many(350, `"arn:aws:iam::111122223333:role/*a#*"`)+`]}}`),
		"ARNs of access points":       statements(1, `"Condition":{"ArnLike":{"s3:DataAccessPointArn":[`+many(300, `"arn:aws:s3:us-west-2:111122223333:accesspoint/*a#*"`)+`]}}`),
		"variables":                   statements(90, `"Resource":"$B/${aws:PrincipalTag/t#}/*"`),
		"contradictions":              statements(45, `"Condition":{"StringEquals":{"aws:PrincipalTag/t#":"a","aws:x":"c"},"StringLike":{"aws:PrincipalTag/t#":"b*"}}`),
		"the same":                    statements(110, `"Sid":"s#"`),
		"lists of tags":               statements(50, `"Condition":{"ForAllValues:StringLike":{"aws:TagKeys":["a#*b","c#*d"]}}`),
	} {
		t.Run(name, func(t *testing.T) {
			text := `{"Version":"2012-10-17","Statement":[` + expand(list) + `]}`
			require.Less(t, len(text), 20480)
			p := Policies{Bucket: []byte(text), AccessPoint: []byte(strings.ReplaceAll(text, "arn:aws:s3:::doc-bucket/", expand("$A/object/")))}
			start := time.Now()
			report := Check(p, borderContext())
			took := time.Since(start)
			require.Less(t, took, time.Minute)
			require.Less(t, len(of("not-analyzed", report.Findings)), 140)
			t.Log(took)
		})
	}
}

// The finding of a group has the fix for all of it, in one.
func TestFixesOfStatements(t *testing.T) {
	for name, tt := range map[string]struct {
		id, before, after string
		safe              bool
	}{
		"a duplicate goes":                 {"duplicate-statement", ` | `, ``, true},
		"the first goes if it is narrower": {shadowed, `"Resource":"$B/a/*" | `, ``, true},
		"one by an account of everyone":    {shadowed, `"Principal":"*" | `, `"Principal":"*"`, false},
		"one by meaning alone":             {"duplicate-statement", `"Resource":["$B/?*","$B/a"] | "Resource":"$B/?*","Action":["s3:getobject"]`, `"Resource":["$B/?*","$B/a"]`, true},
		"all are merged at once":           {"mergeable-statements", ` | "Action":"s3:PutObject" | "Action":"s3:DeleteObject"`, `"Action":["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]`, true},
		"into a list":                      {"mergeable-statements", `"Action":["s3:GetObject"] | "Action":"s3:PutObject"`, `"Action":["s3:GetObject", "s3:PutObject"]`, true},
		"principals":                       {"mergeable-statements", ` | "Principal":{"AWS":["444455556666"]}`, ` "Principal":{"AWS":["$R", "444455556666"]}`, true},
		"a Sid is not lost":                {"mergeable-statements", ` | "Action":"s3:PutObject","Sid":"Write"`, ` | "Action":"s3:PutObject","Sid":"Write"`, false},
		"services are left alone":          {"mergeable-statements", ` | "Principal":{"Service":"cloudtrail.amazonaws.com"}`, ` | "Principal":{"Service":"cloudtrail.amazonaws.com"}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := borderPolicies(tt.before)
			report := Check(p, borderContext())
			found := of(tt.id, report.Findings)
			require.NotEmpty(t, found)
			require.Equal(t, tt.safe, found[0].FixSafe)
			want, err := policy.Parse(policy.Bucket, borderPolicies(tt.after).Bucket)
			require.NoError(t, err)
			got, err := policy.Parse(policy.Bucket, []byte(Apply(string(p.Bucket), found[0].Fix)))
			require.NoError(t, err)
			if diff := cmp.Diff(want.String(), got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
