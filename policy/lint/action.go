package lint

import (
	"iter"
	"strings"

	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/policy"
)

// actionChecks are those of Action and NotAction.
func actionChecks() []check {
	return []check{
		{Info: Info{"unknown-action", Error, AnyPolicy, "An action that S3 does not have. Block Public Access counts such actions too."}, run: unknownAction},
		{Info: Info{"operation-used-as-action", Error, AnyPolicy, "The name of an API operation whose action has another name, such as ListObjectsV2."}, run: operationUsedAsAction},
		{Info: Info{"action-format", Error, AnyPolicy, "An action without the prefix of its service, or with characters that actions do not have."}, run: actionFormat},
		{Info: Info{"foreign-service-action", Error, AnyPolicy, "An action of another service than S3."}, run: foreignServiceAction},
		{Info: Info{"action-pattern-matches-nothing", Error, AnyPolicy, "An action pattern that no action of S3 matches."}, run: actionPatternMatchesNothing},
		{Info: Info{"wildcard-in-service", Suggestion, AnyPolicy, "A wildcard in the service part of an action."}, run: wildcardInService},
		{Info: Info{"all-actions-allowed", SecurityWarning, AnyPolicy, "An Allow of all actions, other than one that leaves the decision to access points."}, run: allActionsAllowed, reads: principalElement | actionElement | conditionElement},
		{Info: Info{"allow-not-action", SecurityWarning, AnyPolicy, "An Allow with NotAction: of every action that there is or will be, but for those listed."}, run: allowNotAction, reads: principalElement | actionElement | conditionElement},
		{Info: Info{"redundant-action", Suggestion, AnyPolicy, "An action or pattern that another one of the list covers."}, run: redundantAction, reads: actionElement},
		{Info: Info{"action-not-for-buckets", Error, BucketPolicy, "An action on neither buckets nor objects: S3 refuses the policy."}, run: actionNotForBuckets},
		{Info: Info{"permissions-management-grant", SecurityWarning, AnyPolicy, "An Allow of actions that change permissions (policy, ACL, ownership, public access block) to another account or to everyone."}, run: permissionsManagementGrant, reads: otherStatements},
		{Info: Info{"self-escalation", SecurityWarning, AnyPolicy, "A principal that a Deny of the policy keeps from something may replace or delete the policy."}, run: selfEscalation, reads: otherStatements},
		{Info: Info{"governance-bypass-grant", SecurityWarning, AnyPolicy, "An Allow of s3:BypassGovernanceRetention, by name or through a pattern."}, run: governanceBypassGrant, reads: otherStatements},
		{Info: Info{"deny-leaves-version-twin", Warning, AnyPolicy, "A Deny names an action and not the one for requests with a version id, which walk around it."}, run: denyLeavesVersionTwin, reads: otherStatements},
		{Info: Info{"read-without-list", Suggestion, AnyPolicy, "s3:GetObject is allowed and s3:ListBucket is not: a missing key is answered with 403 and not with 404, which hides mistyped keys."}, run: readWithoutList, reads: otherStatements},
	}
}

// actions yields the entries of Action and NotAction with their statements.
func (p *pass) actions() iter.Seq2[*policy.Statement, policy.Text] {
	return func(yield func(*policy.Statement, policy.Text) bool) {
		for i := range p.doc.Statements {
			s := &p.doc.Statements[i]
			for _, t := range s.Action.Items {
				if !yield(s, t) {
					return
				}
			}
		}
	}
}

// isEveryAction reports whether an entry takes every action of every service, or of
// the service s3.
func isEveryAction(text string) bool {
	return onlyStars(text) || text == "*:*" || len(text) <= maxAction && covers(text, "s3:*", true)
}

// takes reports whether an Action or NotAction is about an action.
func takes(el *policy.Patterns, action string) bool {
	for _, t := range el.Items {
		if takesAction(t.Value, action) {
			return !el.Not
		}
	}
	return el.Not
}

// takesAction reports whether an entry is about an action.
func takesAction(text, action string) bool {
	p := glob.CompileFold(text)
	return p.Match(action)
}

func allActionsAllowed(p *pass) {
	for s, t := range p.actions() {
		if s.Effect == policy.Allow && !s.Action.Not && isEveryAction(t.Value) && !p.delegates(s) {
			p.found(t.Pos, quote(t.Value)+" allows every action that there is or will be; write those that are needed")
		}
	}
}

func allowNotAction(p *pass) {
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		if s.Effect == policy.Allow && s.Action.Not && !p.delegates(s) {
			p.found(s.Action.Pos, "`NotAction` allows every action that there is or will be, but for "+listed(s.Action.Items)+"; write `Action` with those that are needed")
		}
	}
}

// listed returns the first entries of a list for a message.
func listed(items []policy.Text) string {
	const shown = 3
	var words []string
	for i, t := range items {
		if i == shown {
			words = append(words, "others")
			break
		}
		words = append(words, quote(t.Value))
	}
	return joined(words, "and")
}

// joined joins words as a sentence does.
func joined(words []string, last string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " " + last + " " + words[n-1]
	}
	return strings.Join(words, "")
}
