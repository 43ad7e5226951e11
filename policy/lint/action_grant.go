package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

const bypassGovernance = "s3:BypassGovernanceRetention"

// managesPermissions reports whether an action changes who may do what, by a policy of
// a kind. Two whose access level says so do not: one passes over a retention, which has
// a check of its own, and the other gives replicas to the owner of the bucket.
func managesPermissions(a *s3action.Action, k policy.Kind) bool {
	switch {
	case a.Level != s3action.Permissions || a.Name == bypassGovernance || a.Name == "s3:ObjectOwnerOverrideToBucketOwner":
		return false
	case k == policy.AccessPoint:
		return a.AccessPointPolicy
	}
	return a.BucketPolicy
}

func permissionsManagementGrant(p *pass) {
	unknown, outright := false, []denial(nil)
	for s := range p.allows() {
		who, known := p.outsider(s)
		if who == "" && known {
			continue
		}
		if outright == nil {
			outright = p.outright()
		}
		effective := p.permissionsActions(s, outright)
		for _, t := range s.Action.Items {
			action := firstIn(t.Value, &effective)
			switch {
			case action == "":
			case who == "":
				unknown = true
			default:
				p.found(t.Pos, fmt.Sprintf("%s lets %s change who may do what%s", quote(t.Value), who, throughPattern(t.Value, action)))
			}
		}
	}
	if unknown {
		p.skip(Skip{Check: p.check.ID, Policy: p.kind, Needs: needBucketAccount.missing(&Context{}, true)})
	}
}

// permissionsActions returns the actions that change permissions and that a statement
// allows to some effect.
func (p *pass) permissionsActions(s *policy.Statement, outright []denial) (set actionSet) {
	named := thingsNamed(&s.Resource)
	for n := range actionsOf(&s.Action).numbers() {
		a := s3action.Numbered(n)
		if managesPermissions(&a, p.kind) && thingsActedOn(a.Name)&named != 0 && !isTakenAway(a.Name, s, outright) {
			set.add(n)
		}
	}
	return set
}

// firstIn returns the first action of a set that an entry takes.
func firstIn(text string, set *actionSet) string {
	for n := range s3action.MatchingNumbers(text) {
		if set.has(n) {
			return s3action.Numbered(n).Name
		}
	}
	return ""
}

// throughPattern names the action that is meant if an entry is a pattern.
func throughPattern(text, action string) string {
	if strings.EqualFold(text, action) {
		return ""
	}
	return ": it takes `" + action + "`"
}

func governanceBypassGrant(p *pass) {
	for s := range p.allows() {
		if !takes(&s.Action, bypassGovernance) || thingsNamed(&s.Resource)&objectThing == 0 ||
			isTakenAway(bypassGovernance, s, p.outright()) {
			continue
		}
		for _, t := range s.Action.Items {
			if takesAction(t.Value, bypassGovernance) {
				p.found(t.Pos, quote(t.Value)+" lets its principals delete objects and shorten retentions that Object Lock protects in governance mode"+throughPattern(t.Value, bypassGovernance))
			}
		}
	}
}

// policyActions are those with which a principal gets rid of what a policy says. For
// an access point it is not documented whether its own policy may name them.
func policyActions(k policy.Kind) [2]string {
	if k == policy.AccessPoint {
		return [...]string{"s3:PutAccessPointPolicy", "s3:DeleteAccessPointPolicy"}
	}
	return [...]string{"s3:PutBucketPolicy", "s3:DeleteBucketPolicy"}
}

// selfEscalation looks at statements of Deny whose principals and conditions tell
// without a request whom they keep from something: those with no condition but on who
// is not meant.
func selfEscalation(p *pass) {
	denials := p.denials(func(s *policy.Statement) bool {
		return !s.Principal.Not && !slices.ContainsFunc(s.Condition, func(c policy.Condition) bool { return !exempts(&c) })
	})
	if len(denials) == 0 {
		return
	}
	for s := range p.allows() {
		for _, action := range policyActions(p.kind) {
			n := slices.IndexFunc(s.Action.Items, func(t policy.Text) bool { return takesAction(t.Value, action) })
			if n < 0 || thingsNamed(&s.Resource)&bucketThing == 0 {
				continue
			}
			if who, deny := escalates(&s.Principal, denials, action); deny > 0 {
				t := s.Action.Items[n]
				p.found(t.Pos, fmt.Sprintf("statement %d keeps %s from something, and %s lets it do away with that%s; deny that too, or leave it out",
					deny, who, quote(t.Value), throughPattern(t.Value, action)))
				break
			}
		}
	}
}

// exempts reports whether a condition only names callers who are not meant.
func exempts(c *policy.Condition) bool {
	op, err := condition.ParseOperator(c.Operator.Value)
	return err == nil && op.Negated() && condition.Key(c.Key.Value).Fold() == condition.PrincipalARN.Fold()
}

// escalates returns a principal that one of the denials keeps from something while none
// keeps it from the action, and the number of that statement.
func escalates(el *policy.Principals, denials []denial, action string) (who string, deny int) {
	if el.Not {
		return "", 0
	}
	if namesEveryone(el) {
		return "everyone", keptFromOther("*", denials, action)
	}
	for _, t := range el.AWS[:min(len(el.AWS), maxDenies)] {
		if deny := keptFromOther(t.Value, denials, action); deny > 0 {
			return quote(t.Value), deny
		}
	}
	return "", 0
}

// keptFromOther returns the number of the first Deny that keeps a principal from
// something, 0 if one keeps it from the action.
func keptFromOther(principal string, denials []denial, action string) (number int) {
	for i := range denials {
		d := &denials[i]
		if !isKept(principal, d.Statement) {
			continue
		}
		if d.actions.hasName(action) && thingsNamed(&d.Resource)&bucketThing != 0 {
			return 0
		}
		number = cmp.Or(number, d.number)
	}
	return number
}

// isKept reports whether a Deny is for certain about a principal. Of everyone, written
// as a star, and of the principals of an account, some may not be meant.
func isKept(principal string, d *policy.Statement) bool {
	account := accountOf(principal)
	named := namesEveryone(&d.Principal) || slices.ContainsFunc(d.Principal.AWS, func(t policy.Text) bool {
		return t.Value == principal || account != "" && isAccount(t.Value) && accountOf(t.Value) == account
	})
	if !named || len(d.Condition) == 0 {
		return named
	}
	if isAccount(principal) || principal == "*" {
		return false
	}
	caller, err := policy.ParsePrincipal(principal)
	if err != nil || !caller.KnowsARN() {
		return false
	}
	for i := range d.Condition {
		for _, v := range d.Condition[i].Values {
			if !leavesOut(v.Value, caller.ARN()) {
				return false
			}
		}
	}
	return true
}

// leavesOut reports whether a pattern does not take an ARN for certain.
func leavesOut(pattern, name string) bool {
	a, err := arn.Parse(name)
	if err != nil {
		return false
	}
	wide := widened(pattern)
	whole := glob.Compile(wide)
	parts, err := arn.ParsePattern(wide)
	return !whole.Match(name) && (err != nil || !parts.Match(a))
}

// isAccount reports whether an entry under AWS stands for an account.
func isAccount(entry string) bool {
	return arn.ValidAccount(entry) || accountOf(entry) != "" && strings.HasSuffix(entry, ":root")
}
