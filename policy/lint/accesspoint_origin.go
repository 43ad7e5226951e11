package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// eachFutile calls a function for the conditions on a key that ask for what no request
// has: in an Allow one that never holds, and in a Deny a negated one that always does,
// so that the statement denies everything. Always is what all requests have, an
// empty context if they lack the key.
func (t *text) eachFutile(key condition.Key, always condition.Context, look func(*policy.Statement, *policy.Condition)) {
	for i := range t.doc.Statements {
		s := &t.doc.Statements[i]
		for _, c := range t.futile(s, key, always) {
			look(s, c)
		}
	}
}

// futile returns those conditions of a statement. If a Deny may not apply for another
// condition on the key, there are none.
func (t *text) futile(s *policy.Statement, key condition.Key, always condition.Context) (list []*policy.Condition) {
	for j := range s.Condition {
		c := &s.Condition[j]
		if !isKey(c, key) {
			continue
		}
		test, ok := t.test(c)
		holds := condition.Unknown
		if ok && !slices.ContainsFunc(c.Values, mayVary) {
			holds = test.Holds(always)
		}
		switch {
		case s.Effect == policy.Deny && holds != condition.True:
			return nil
		case s.Effect == policy.Deny && test.Operator().Negated(),
			s.Effect == policy.Allow && holds == condition.False:
			list = append(list, c)
		}
	}
	return list
}

// mayVary reports whether a value is another for other requests.
func mayVary(t policy.Text) bool { return strings.Contains(t.Value, "${") }

// outcome says in words what a futile condition makes of its statement.
func outcome(s *policy.Statement) string {
	if s.Effect == policy.Deny {
		return "so that the statement denies everything"
	}
	return "so that the statement allows nothing"
}

func vpcMismatch(p *pass) {
	vpc := p.ctx.origin().VPCID()
	if vpc == "" {
		return
	}
	always := condition.NewContext(condition.String(condition.SourceVPC, vpc))
	p.eachFutile(condition.SourceVPC, always, func(s *policy.Statement, c *policy.Condition) {
		f := p.found(c.Values[0].Pos, fmt.Sprintf("all requests that the access point takes come from %s, and the condition asks for another VPC, %s", quote(vpc), outcome(s)))
		op, _ := condition.ParseOperator(c.Operator.Value)
		// An Allow of what comes from anywhere else has no other VPC to write.
		if len(c.Values) == 1 && op.String() != "Null" && op.Negated() == (s.Effect == policy.Deny) {
			f.Fix = []Edit{p.replace(c.Values[0].Pos, vpc)}
		}
	})
}

func originMismatch(p *pass) {
	own := p.ctx.origin().Name()
	p.eachFutile(condition.S3AccessPointNetworkOrigin, condition.NewContext(condition.String(condition.S3AccessPointNetworkOrigin, own)), func(s *policy.Statement, c *policy.Condition) {
		p.found(c.Values[0].Pos, fmt.Sprintf("the access point has the network origin %s for all requests, and the condition asks for another, %s", own, outcome(s)))
	})
}

func sourceIPInVPC(p *pass) {
	if p.ctx.origin().VPCID() == "" {
		return
	}
	p.eachFutile(condition.SourceIP, condition.NewContext(), func(s *policy.Statement, c *policy.Condition) {
		p.found(c.Key.Pos, fmt.Sprintf("requests from a VPC have no %s, %s; write aws:VpcSourceIp", c.Key.Value, outcome(s)))
	})
}

func denyBlocksDirect(p *pass) {
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		if s.Effect != policy.Deny {
			continue
		}
		if c := p.deniesDirect(s); c != nil {
			p.found(c.Values[0].Pos, fmt.Sprintf("requests to the bucket itself have no %s, so that the statement denies them too, as those of replication, of the console and of services; IfExists does not change that, but a condition `Null` of s3:DataAccessPointArn that is `false` leaves them out", c.Key.Value))
		}
	}
}

// deniesDirect returns the condition of a Deny by which everything but what comes
// through certain access points is denied, nil if requests to the bucket itself are
// not, or are meant.
func (t *text) deniesDirect(s *policy.Statement) (found *policy.Condition) {
	for j := range s.Condition {
		c := &s.Condition[j]
		origin := isKey(c, condition.S3AccessPointNetworkOrigin)
		if !origin && !isKey(c, condition.S3DataAccessPointARN) && !isKey(c, condition.S3DataAccessPointAccount) {
			continue
		}
		test, ok := t.test(c)
		if !ok || test.Holds(condition.NewContext()) != condition.True {
			return nil
		}
		if origin && test.Operator().Negated() && !leavesNoOrigin(&test) {
			found = c
		}
	}
	return found
}

// leavesNoOrigin reports whether a negated condition on the network origin holds for no
// access point, so that it must be about requests to the bucket itself.
func leavesNoOrigin(t *condition.Test) bool {
	for _, origin := range [...]string{"Internet", "VPC"} {
		if t.Holds(condition.NewContext(condition.String(condition.S3AccessPointNetworkOrigin, origin))) != condition.False {
			return false
		}
	}
	return true
}
