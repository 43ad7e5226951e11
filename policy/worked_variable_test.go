package policy

import (
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

const (
	home    = `"Resource":"arn:aws:s3:::b/${aws:username}/*"`
	notHome = `"NotResource":"arn:aws:s3:::b/${aws:username}/*"`
	byTeam  = `"Resource":"arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}"`
	byTag   = `"Resource":"arn:aws:s3:::b/${aws:PrincipalTag/p}/*"`
	escaped = `"Resource":"arn:aws:s3:::b/${*}"`
	whole   = `"Resource":"arn:aws:s3:::${aws:username}"`
)

var (
	nothing = condition.Attr{}
	david   = condition.String(condition.Username, "david")
	davids  = condition.Strings(condition.Username, "david", "goliath")
	unknown = condition.Unrecorded(condition.Username)
	empty   = condition.String(condition.Username, "")
	yellow  = condition.String("AWS:principaltag/TEAM", "yellow")
	star    = condition.String(condition.PrincipalTag("p"), "*")
)

// workedVariables are cases of policy variables in Resource and NotResource.
// Those without a number are section 5 of policy-language.md.
var workedVariables = []struct {
	number   int
	name     string
	version  string
	element  string
	context  condition.Attr
	resource string
	want     condition.Truth
}{
	{51, "a variable stands for its value", "2012-10-17", home, david, "arn:aws:s3:::b/david/a", yes},
	{51, "and for no other", "2012-10-17", home, david, "arn:aws:s3:::b/eve/a", no},
	{52, "without a value it matches nothing", "2012-10-17", home, nothing, "arn:aws:s3:::b/david/a", no},
	{53, "nor does it leave out anything", "2012-10-17", notHome, nothing, "arn:aws:s3:::b/x", yes},
	{54, "a default stands for a value that is missing", "2012-10-17", byTeam, nothing, "arn:aws:s3:::b-company-wide", yes},
	{55, "a value comes before the default", "2012-10-17", byTeam, yellow, "arn:aws:s3:::b-yellow", yes},
	{56, "the default then counts for nothing", "2012-10-17", byTeam, yellow, "arn:aws:s3:::b-company-wide", no},
	{57, "the old language has no variables", "2008-10-17", home, david, "arn:aws:s3:::b/david/a", no},
	{58, "nor has a policy without a Version", "", home, david, "arn:aws:s3:::b/david/a", no},
	{59, "there they are text", "", home, david, "arn:aws:s3:::b/${aws:username}/a", yes},
	{60, "a star in a value is no wildcard", "2012-10-17", byTag, star, "arn:aws:s3:::b/other/a", no},
	{60, "it is a star", "2012-10-17", byTag, star, "arn:aws:s3:::b/*/a", yes},
	{61, "a star can be escaped", "2012-10-17", escaped, nothing, "arn:aws:s3:::b/anything", no},
	{61, "then it is a star", "2012-10-17", escaped, nothing, "arn:aws:s3:::b/*", yes},
	{0, "in the old language the escape is text and a wildcard", "2008-10-17", escaped, nothing, "arn:aws:s3:::b/${anything}", yes},
	{62, "a variable may be all of the sixth part", "2012-10-17", whole, david, "arn:aws:s3:::david", yes},
	{0, "several values are in doubt", "2012-10-17", home, davids, "arn:aws:s3:::b/david/a", unsure},
	{0, "left out, too", "2012-10-17", notHome, davids, "arn:aws:s3:::b/david/a", unsure},
	{0, "a value that nobody recorded is in doubt", "2012-10-17", home, unknown, "arn:aws:s3:::b/david/a", unsure},
	{0, "an empty value is a value", "2012-10-17", home, empty, "arn:aws:s3:::b//a", yes},
}

func TestWorkedVariables(t *testing.T) {
	for _, tt := range workedVariables {
		t.Run(tt.name, func(t *testing.T) {
			req := from(jane)
			req.Resource, req.Context = arn.MustParse(tt.resource), condition.NewContext(tt.context)
			if got := holdsIn(t, tt.version, Bucket, tt.element, req); got != tt.want {
				t.Errorf("case %d: %s is about %s: %v, want %v", tt.number, tt.element, tt.resource, got, tt.want)
			}
		})
	}
}
