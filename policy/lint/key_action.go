package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// keyActionChecks are those of keys that do not come with the actions of a statement.
func keyActionChecks() []check {
	return []check{
		{Info: Info{"condition-key-not-for-action", Error, AnyPolicy, "A condition key that no request for the action has: an Allow never matches and a Deny never does, or the condition always holds."}, run: keyNotForAction, reads: actionElement},
		{Info: Info{"tag-condition-unsupported", SecurityWarning, AnyPolicy, "A condition on tags of the bucket, while attribute based access control is off for it, or on an action that passes no tags. A suggestion if it is not known whether it is on."}, run: tagConditionUnsupported, reads: actionElement},
		{Info: Info{"acl-key-without-acl-action", Error, AnyPolicy, "A condition on an ACL header of s3:PutObject without s3:PutObjectAcl, which such a request needs as well. A warning if the statement leaves it to the policies of callers what they may do, as one for an account or for everybody does, and in a Deny, which s3:PutObjectAcl walks around."}, run: aclKeyWithoutACLAction, reads: otherStatements},
	}
}

// Carriers say which action entries of a statement have requests with a key.
type carriers struct {
	some    bool          // there is one, or one of which it is not known
	without []policy.Text // the first of those whose requests never have it
}

// carriers returns which of the actions carry the key of l. Of the services beside s3
// it is not known.
//
// Service Authorization Reference, "Actions, resources, and condition keys for Amazon
// S3".
func (l *line) carriers() (c carriers) {
	if l.block.Action.Not || l.key.ForAction(s3action.NoNumber) {
		return carriers{some: true}
	}
	var carry actionSet
	first, last := s3action.WithPrefix("s3:")
	for n := range s3action.Count {
		if n < first || n >= last || l.key.ForAction(n) {
			carry.add(n)
		}
	}
	const shown = 4 // more than a message does
	for i, set := range l.block.actionSets() {
		switch {
		case set == actionSet{} || set.meets(&carry):
			c.some = true
		case len(c.without) < shown:
			c.without = append(c.without, l.block.Action.Items[i])
		}
	}
	return c
}

// actionSets returns the known actions that each entry of Action takes, which are
// looked up once.
func (b *block) actionSets() []actionSet {
	if b.actions == nil {
		b.actions = make([]actionSet, len(b.Action.Items))
		for i, t := range b.Action.Items {
			for n := range s3action.MatchingNumbers(t.Value) {
				b.actions[i].add(n)
			}
		}
	}
	return b.actions
}

// meets reports whether two sets have an action in common.
func (s *actionSet) meets(o *actionSet) bool {
	for i := range s {
		if s[i]&o[i] != 0 {
			return true
		}
	}
	return false
}

// holdsWithout reports whether l holds for requests that lack the key, and fails says
// whether it fails for them. An operator that there is not does neither, and of
// ForAnyValue with IfExists the documents say both.
func (l *line) holdsWithout() (holds, fails bool) {
	switch {
	case l.op.compares == noComparison, l.op.prefix == forAnyValue && l.op.IfExists():
		return false, false
	case l.op.compares == presence:
		return l.asksPresence("true"), l.asksPresence("false")
	}
	return !l.op.NeedsKey(), l.op.NeedsKey()
}

// isBucketTag reports whether l is about tags of the bucket, which are not looked at
// unless that is turned on. The tags of an access point always are.
//
// S3 User Guide, "Using tags for attribute-based access control (ABAC)".
func (p *pass) isBucketTag(l *line) bool {
	return l.key.When == s3key.BucketHasTag || l.key.When == s3key.ResourceHasTag && p.kind == policy.Bucket
}

// keyNotForAction is about a whole statement, or about those of its actions for which
// nobody can have meant the condition. A condition that holds without the key may be
// meant for the others: IfExists says so.
func keyNotForAction(p *pass) {
	for l := range p.lines() {
		holds, fails := l.holdsWithout()
		if !l.isKnown() || !holds && !fails || p.isBucketTag(l) {
			continue
		}
		c := l.carriers()
		if len(c.without) == 0 || c.some && holds && !l.deniesWithout() {
			continue
		}
		p.found(l.Key.Pos, fmt.Sprintf("requests for %s never have %s, so that %s; %s",
			listed(c.without), quote(l.Key.Value), l.outcomeWithout(holds), l.insteadOfKey(c.some)))
	}
}

// deniesWithout reports whether l denies what lacks the key, and not because the key
// says by being absent that the request comes on another way.
func (l *line) deniesWithout() bool {
	return l.block.Effect == policy.Deny && !l.op.IfExists() && !l.op.ForAllValues() && l.key.When != s3key.AccessPointRequest
}

// outcomeWithout says what becomes of requests without the key.
func (l *line) outcomeWithout(holds bool) string {
	switch {
	case holds:
		return "the condition always holds for them"
	case l.block.Effect == policy.Deny:
		return "they are not denied"
	}
	return "they are not allowed"
}

func (l *line) insteadOfKey(some bool) string {
	if some {
		return "put them into a statement of their own"
	}
	return "use a key that they have, or the action that was meant"
}

func tagConditionUnsupported(p *pass) {
	for l := range p.lines() {
		holds, fails := l.holdsWithout()
		if !p.isBucketTag(l) || !holds && !fails {
			continue
		}
		enabled := p.ctx.AttributeBasedAccess
		c := l.carriers()
		switch {
		case len(c.without) > 0 && !c.some:
			p.found(l.Key.Pos, fmt.Sprintf("requests for %s pass no tags to conditions, so that %s; use a key that they have", listed(c.without), l.outcomeWithout(holds)))
		case enabled == nil:
			p.found(l.Key.Pos, quote(l.Key.Value)+" counts only if attribute based access control is on for the bucket; see to it that it is").lower(Suggestion)
		case !*enabled:
			p.found(l.Key.Pos, fmt.Sprintf("attribute based access control is off for the bucket: requests never have %s, so that %s; turn it on%s", quote(l.Key.Value), l.outcomeWithout(holds), l.objectTag()))
		}
	}
}

// objectTag says what to write if tags of objects are meant.
func (l *line) objectTag() string {
	if l.key.When != s3key.ResourceHasTag {
		return ""
	}
	return ", or use `s3:ExistingObjectTag/…` if tags of objects are meant"
}

const putObjectACL = "s3:PutObjectAcl"

// aclKeyWithoutACLAction leaves out what AWS services write, which need no
// s3:PutObjectAcl of their own, a Deny unless the header is there, and policies that
// have another statement of the same effect with the action. An Allow for a user or role
// is enough by itself in the account of the bucket, and callers of other accounts need
// one here: such a statement lets no request pass as it is. One for the account or for
// everybody, or whose callers' account is not known, as in the S3 User Guide itself, may
// count on their own policies.
//
// S3 User Guide, "Required permissions for Amazon S3 API operations", on PutObject.
func aclKeyWithoutACLAction(p *pass) {
	has := make(map[policy.Effect]bool)
	for i := range p.doc.Statements {
		if s := &p.doc.Statements[i]; takes(&s.Action, putObjectACL) {
			has[s.Effect] = true
		}
	}
	for l := range p.lines() {
		b := l.block
		if has[b.Effect] || !isACLKey(l.name) || !l.op.NeedsKey() || onlyServices(&b.Principal) || b.Action.Not || !takes(&b.Action, "s3:PutObject") {
			continue
		}
		if b.Effect == policy.Deny {
			p.found(l.Key.Pos, fmt.Sprintf("whoever may do `%s` gives the object such an ACL afterwards, which is not denied; add the action to the statement", putObjectACL)).lower(Warning)
			continue
		}
		f := p.found(l.Key.Pos, fmt.Sprintf("a request with the header of %s needs `%s` as well, which the policy does not allow; add the action to the statement", quote(l.Key.Value), putObjectACL))
		if !p.isComplete(&b.Principal) {
			f.lower(Warning)
		}
	}
}

// onlyServices reports whether a statement is about AWS services and nobody else.
func onlyServices(ps *policy.Principals) bool {
	return len(ps.Service) > 0 && !ps.Any && !ps.Not && len(ps.AWS)+len(ps.CanonicalUser)+len(ps.Federated) == 0
}

// isComplete reports whether a statement has to allow a principal all that it needs:
// one that is known to be of another account than the bucket, or a user or role of it.
func (p *pass) isComplete(ps *policy.Principals) bool {
	if p.ctx.BucketAccount == "" || ps.Not {
		return false
	}
	for _, t := range ps.AWS {
		if account := accountOf(t.Value); account != "" && (account != p.ctx.BucketAccount || !isAccount(t.Value)) {
			return true
		}
	}
	return false
}

// isACLKey reports whether a folded name is that of a key for a header that sets ACLs.
func isACLKey(name string) bool {
	return name == "s3:x-amz-acl" || strings.HasPrefix(name, "s3:x-amz-grant-")
}
