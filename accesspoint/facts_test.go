package accesspoint

import (
	"errors"
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// tagged is an identity policy that allows everything, as far as a condition
// holds on each leg.
func tagged(t testing.TB, key, value string) func(*Setting) {
	p := compile(t, policy.Identity, statement("Allow", "", "s3:*", "*", "*", `{"StringEquals":{"`+key+`":"`+value+`"}}`))
	return func(s *Setting) { s.Caller.Identity = []*policy.Policy{p} }
}

type tags = map[string]string

func apTags(m tags) func(*Setting) { return func(s *Setting) { s.AccessPoint.Tags = m } }

func callerTags(m tags) func(*Setting) { return func(s *Setting) { s.Caller.Tags = m } }

func bucketTags(m tags, abac bool) func(*Setting) {
	return func(s *Setting) { s.Bucket.Tags, s.Bucket.ABAC = m, abac }
}

func given(key condition.Key, value string) condition.Context {
	return condition.NewContext(condition.String(key, value))
}

// Access-points.md, section 10.1; evaluation.md, section 3.
func TestTagsAreThoseOfTheResourceOfEachLeg(t *testing.T) {
	t.Parallel()
	x, y := tags{"team": "x"}, tags{"team": "y"}
	needsX := tagged(t, "aws:ResourceTag/team", "x")
	runSettings(t, map[string]settingRow{
		"both have the tag":                          {principal: user(accountB), through: accountB, change: changes(needsX, apTags(x), bucketTags(x, true)), allowed: true},
		"the access point lacks it":                  {principal: user(accountB), through: accountB, change: changes(needsX, apTags(tags{}), bucketTags(x, true)), by: AccessPointPolicyLayer},
		"the access point has another":               {principal: user(accountB), through: accountB, change: changes(needsX, apTags(y), bucketTags(x, true)), by: AccessPointPolicyLayer},
		"the bucket has another":                     {principal: user(accountB), through: accountB, change: changes(needsX, apTags(x), bucketTags(y, true)), by: BucketPolicyLayer},
		"the bucket's take no part":                  {principal: user(accountB), through: accountB, change: changes(needsX, apTags(x), bucketTags(x, false)), by: BucketPolicyLayer},
		"what the context says of one leg stays":     {principal: user(accountB), through: accountB, change: changes(needsX, apTags(x), bucketTags(tags{}, true)), context: given("aws:ResourceTag/team", "x"), by: BucketPolicyLayer},
		"and of the other":                           {principal: user(accountB), through: accountB, change: changes(needsX, apTags(tags{}), bucketTags(x, true)), context: given("aws:ResourceTag/team", "x"), by: AccessPointPolicyLayer},
		"the context may repeat what is so":          {principal: user(accountB), through: accountB, change: changes(needsX, apTags(x), bucketTags(x, true)), context: given("aws:ResourceTag/Team", "x"), allowed: true},
		"the context tells both if neither is given": {principal: user(accountB), through: accountB, change: changes(needsX, bucketTags(nil, true)), context: given("aws:ResourceTag/team", "x"), allowed: true},
		"but not the bucket's that take no part":     {principal: user(accountB), through: accountB, change: needsX, context: given("aws:ResourceTag/team", "x"), by: BucketPolicyLayer},
		"directly it is the bucket's":                {principal: user(accountB), change: changes(needsX, bucketTags(x, true)), allowed: true},
		"directly it may be told by the context":     {principal: user(accountB), change: changes(needsX, bucketTags(nil, true)), context: given("aws:ResourceTag/team", "x"), allowed: true},
		"directly it takes no part without ABAC":     {principal: user(accountB), change: changes(needsX, bucketTags(x, false)), by: BucketPolicyLayer},
		"s3:BucketTag is the bucket's on both legs":  {principal: user(accountB), through: accountB, change: changes(tagged(t, "s3:BucketTag/team", "x"), apTags(y), bucketTags(x, true)), allowed: true},
		"if they take part":                          {principal: user(accountB), through: accountB, change: changes(tagged(t, "s3:BucketTag/team", "x"), apTags(y), bucketTags(x, false)), by: AccessPointPolicyLayer},
		"s3:AccessPointTag is so on both legs":       {principal: user(accountB), through: accountB, change: changes(tagged(t, "s3:AccessPointTag/team", "x"), apTags(x), bucketTags(y, true)), allowed: true},
		"and there is none directly":                 {principal: user(accountB), change: tagged(t, "s3:AccessPointTag/team", "x"), by: BucketPolicyLayer},
		"aws:PrincipalTag is the caller's":           {principal: user(accountB), through: accountB, change: changes(tagged(t, "aws:PrincipalTag/team", "x"), callerTags(x)), allowed: true},
		"who may have another":                       {principal: user(accountB), through: accountB, change: changes(tagged(t, "aws:PrincipalTag/team", "x"), callerTags(y)), by: AccessPointPolicyLayer},
		"or be told by the context":                  {principal: user(accountB), through: accountB, change: tagged(t, "aws:PrincipalTag/team", "x"), context: given("aws:PrincipalTag/team", "x"), allowed: true},
		"case of the tag does not count":             {principal: user(accountB), through: accountB, change: changes(tagged(t, "aws:PrincipalTag/TEAM", "x"), callerTags(x)), allowed: true},
		"two tags that differ in case are in doubt":  {principal: user(accountB), through: accountB, change: changes(tagged(t, "aws:PrincipalTag/team", "x"), callerTags(tags{"team": "x", "Team": "x"})), by: AccessPointPolicyLayer},
	})
}

// What is given as the tags of someone are all there are.
func TestFamiliesOfKeysCannotBeForged(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change  func(*Setting)
		direct  bool
		context condition.Context
		refused bool
	}{
		"another value":                      {callerTags(tags{"team": "x"}), false, given("aws:PrincipalTag/team", "y"), true},
		"another tag":                        {callerTags(tags{"team": "x"}), false, given("aws:PrincipalTag/role", "admin"), true},
		"a tag of someone without any":       {callerTags(tags{}), false, given("aws:PrincipalTag/role", "admin"), true},
		"in another spelling":                {callerTags(tags{"team": "x"}), false, given("AWS:PRINCIPALTAG/TEAM", "y"), true},
		"the same value":                     {callerTags(tags{"team": "x"}), false, given("aws:PrincipalTag/team", "x"), false},
		"a tag of which nobody knows":        {callerTags(tags{"team": "x"}), false, condition.NewContext(condition.Unrecorded("aws:PrincipalTag/team")), false},
		"a tag of the access point":          {apTags(tags{"a": "1"}), false, given("s3:AccessPointTag/a", "2"), true},
		"a tag of the bucket":                {bucketTags(tags{"a": "1"}, true), false, given("s3:BucketTag/a", "2"), true},
		"a tag of a bucket without ABAC":     {bucketTags(nil, false), false, given("s3:BucketTag/a", "2"), true},
		"of a bucket that is asked directly": {bucketTags(nil, false), true, given("aws:ResourceTag/a", "2"), true},
		"a tag on neither leg":               {changes(apTags(tags{"a": "1"}), bucketTags(tags{"b": "1"}, true)), false, given("aws:ResourceTag/c", "1"), true},
		"a tag on one leg":                   {changes(apTags(tags{"a": "1"}), bucketTags(tags{"b": "1"}, true)), false, given("aws:ResourceTag/b", "1"), false},
		"the endpoint":                       {endpoint(t), false, given(condition.SourceVPCE, "vpce-2"), true},
		"its VPC":                            {endpoint(t), false, given(condition.SourceVPC, "vpc-2"), true},
		"what they are":                      {endpoint(t), false, condition.NewContext(condition.String(condition.SourceVPCE, "vpce-1a2b3c4d"), condition.String(condition.SourceVPC, vpcID)), false},
		"an endpoint where none is given":    {func(*Setting) {}, false, given(condition.SourceVPCE, "vpce-2"), false},
		"other tags are other keys":          {callerTags(tags{}), false, given("s3:ExistingObjectTag/team", "x"), false},
	} {
		t.Run(name, func(t *testing.T) {
			s := plain(user(accountB), accountB)
			if tt.direct {
				s.AccessPoint = AccessPointSetting{}
			}
			changes(identified(t), tt.change)(&s)
			d := evaluator(t, s).Evaluate(Question{Action: "s3:GetObject", Key: "k", Context: tt.context})
			if refused := errors.Is(d.Err(), ErrForged); refused != tt.refused || !tt.refused && !d.Allowed() {
				t.Errorf("got %v", d)
			}
		})
	}
}

func TestTheEndpointShowsInTheContext(t *testing.T) {
	t.Parallel()
	runSettings(t, map[string]settingRow{
		"its id":               {principal: user(accountB), through: accountB, change: changes(tagged(t, "aws:SourceVpce", "vpce-1a2b3c4d"), endpoint(t)), allowed: true},
		"its VPC":              {principal: user(accountB), through: accountB, change: changes(tagged(t, "aws:SourceVpc", vpcID), endpoint(t)), allowed: true},
		"not if there is none": {principal: user(accountB), through: accountB, change: tagged(t, "aws:SourceVpce", "vpce-1a2b3c4d"), by: AccessPointPolicyLayer},
	})
}

// The tags of a setting are copied when it is made ready.
func TestTagsThatChangeLaterDoNotCount(t *testing.T) {
	m := tags{"team": "x"}
	s := plain(user(accountB), "")
	changes(tagged(t, "aws:PrincipalTag/team", "x"), callerTags(m))(&s)
	e := evaluator(t, s)
	m["team"] = "y"
	if d := e.Evaluate(Question{Action: "s3:GetObject", Key: "k"}); !d.Allowed() {
		t.Errorf("got %v", d)
	}
	if e.AccessPoint() != (arn.AccessPoint{}) {
		t.Errorf("requests to the bucket go through no access point, not %v", e.AccessPoint())
	}
}
