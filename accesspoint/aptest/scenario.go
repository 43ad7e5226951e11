package aptest

import (
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// A Scenario is a setup with the requests that are made in it.
type Scenario struct {
	File                string
	Description, Source string
	Cases               []*Case

	policies []*placed
}

// A Case is a request of a scenario with what it must come to. The fields are
// what the scenario says, for an authorizer to look at; they are not to be
// changed.
type Case struct {
	File string // of the scenario
	At   policy.Position
	Name string

	Principal string // an ARN, the name of a service, or anonymous
	Action    string // such as s3:GetObject
	// Bucket is what stands in the place of a bucket's name: the name of one, or
	// the alias or ARN of an access point.
	Bucket      string
	Key         string
	VPCEndpoint string  // id of the endpoint that the request comes through
	Source      *Source // of a copy, nil if nothing is copied
	// Context has the condition keys that the scenario gives, and those of the
	// VPC endpoint.
	Context map[string][]string

	Expect    Verdict             // empty if the scenario does not say
	BlockedBy []accesspoint.Layer // must be among the layers that deny
	Explicit  *bool               // whether a statement must be; nil if it does not say

	world, source *world
	question      accesspoint.Question
	decision      accesspoint.Decision
}

// A Source is what a copy reads.
type Source struct{ Bucket, Key, Version string }

// A Verdict is what a request comes to. The zero Verdict is none.
type Verdict string

// The verdicts.
const (
	Allow Verdict = "allow"
	Deny  Verdict = "deny"
)

func verdict(allowed bool) Verdict {
	if allowed {
		return Allow
	}
	return Deny
}

// Setting returns all that bears on the request, as the scenario has it.
func (c *Case) Setting() accesspoint.Setting { return c.world.setting }

// Evaluator returns the evaluator of the setting. Requests of one principal through
// one door share it.
func (c *Case) Evaluator() *accesspoint.Evaluator { return c.world.evaluator }

// Question returns what the evaluator is asked.
func (c *Case) Question() accesspoint.Question { return c.question }

// Decision returns what the policies come to.
func (c *Case) Decision() accesspoint.Decision { return c.decision }

// Explain returns the decision with everything that led to it. Places in it are
// those in the text of each policy, wherever that text stands.
func (c *Case) Explain() accesspoint.Explanation { return c.world.evaluator.Explain(c.question) }

// knowEndpoint puts into the context what the VPC endpoint sets.
func (c *Case) knowEndpoint() {
	e := c.world.endpoint
	if e == nil {
		return
	}
	if c.Context == nil {
		c.Context = make(map[string][]string)
	}
	for k := range c.Context {
		// Under another spelling it says the same, which is checked.
		if strings.EqualFold(k, string(condition.SourceVPCE)) || strings.EqualFold(k, string(condition.SourceVPC)) {
			delete(c.Context, k)
		}
	}
	c.Context[string(condition.SourceVPCE)] = []string{e.setting.ID}
	c.Context[string(condition.SourceVPC)] = []string{e.setting.VPC}
}
