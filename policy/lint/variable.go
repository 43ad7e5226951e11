package lint

import (
	"fmt"
	"slices"

	"github.com/s3ap/s3ap/policy"
)

// variableInWrongElement finds the policy variables that policy.Parse lets pass.
//
// IAM User Guide, "IAM policy elements: Variables and tags".
func variableInWrongElement(p *pass) {
	p.lookForVariable(p.doc.ID, "Id")
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		p.lookForVariable(s.Sid, "Sid")
		for _, list := range [...][]policy.Text{s.Principal.AWS, s.Principal.CanonicalUser, s.Principal.Service, s.Principal.Federated} {
			for _, t := range list {
				p.lookForVariable(t, "Principal")
			}
		}
		for _, t := range s.Action.Items {
			p.lookForVariable(t, "Action")
		}
		for j := range s.Condition {
			p.lookForVariable(s.Condition[j].Key, "the name of a condition key")
		}
	}
}

func (p *pass) lookForVariable(t policy.Text, where string) {
	if v, ok := firstVariable(t.Value); ok && !p.isRefused(t.Pos) {
		p.found(t.Pos, fmt.Sprintf("%s is plain text in %s: policy variables are replaced in resources and in values of conditions alone", quote(v), where))
	}
}

// isRefused reports whether policy.Parse found fault with what stands at a place.
func (t *text) isRefused(pos policy.Pos) bool {
	at := int(pos) - 1
	return slices.ContainsFunc(t.errs, func(e *policy.Error) bool { return e.At.IsValid() && e.At.Offset == at })
}
