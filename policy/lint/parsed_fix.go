package lint

import (
	"errors"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// faultFix returns what would mend an error of policy.Parse where the text alone
// tells, nil where it does not. It is never safe: what is refused decides nothing yet.
func (t *text) faultFix(f *fault) []Edit {
	switch {
	case errors.Is(f.err, policy.ErrBOM):
		return []Edit{{0, len("\uFEFF"), ""}}
	case errors.Is(f.err, policy.ErrTrailing):
		return []Edit{{f.at, len(t.source), ""}}
	case t.tree == nil:
	case errors.Is(f.err, policy.ErrUnknownElement):
		if unknown, ok := errors.AsType[*policy.UnknownError](f.err); ok {
			return t.rename(f, unknown.Near)
		}
	case errors.Is(f.err, condition.ErrOperator):
		near, _ := condition.NearestOperator(f.key)
		return t.rename(f, near)
	case errors.Is(f.err, policy.ErrDuplicate) && f.twice && t.isSaidBefore(f.node):
		return []Edit{t.removeNode(f.node)}
	case errors.Is(f.err, policy.ErrVersion):
		return []Edit{t.replaceNode(f.node, version2012)}
	case errors.Is(f.err, policy.ErrEffect):
		for _, e := range [...]policy.Effect{policy.Allow, policy.Deny} {
			if strings.EqualFold(strings.TrimSpace(f.value), e.String()) {
				return []Edit{t.replaceNode(f.node, e.String())}
			}
		}
	case errors.Is(f.err, policy.ErrEmpty) && f.in("Condition") && len(f.path) <= 2:
		return []Edit{t.removeNode(t.alone(f.node))}
	}
	return nil
}

// rename gives a member the name that was probably meant, if it is known and not there.
func (t *text) rename(f *fault, meant string) []Edit {
	if meant == "" {
		return nil
	}
	for n := t.tree.Child(t.tree.Parent(f.node)); n != 0; n = t.tree.Next(n) {
		if t.tree.Key(n) == meant {
			return nil
		}
	}
	begin := t.tree.KeyOffset(f.node)
	return []Edit{{begin, t.stringEnd(begin), quoteJSON(meant)}}
}

// isSaidBefore reports whether the first member of the same name has the same value,
// written alike.
func (t *text) isSaidBefore(node int) bool {
	written := func(n int) string { return t.source[t.tree.Offset(n):t.tree.End(n)] }
	for n := t.tree.Child(t.tree.Parent(node)); n != 0; n = t.tree.Next(n) {
		if t.tree.Key(n) == t.tree.Key(node) {
			return written(n) == written(node)
		}
	}
	return false
}

// alone returns the element Condition if nothing else is in it.
func (t *text) alone(node int) int {
	parent := t.tree.Parent(node)
	if t.tree.Key(parent) == "Condition" && t.tree.Child(parent) == node && t.tree.Next(node) == 0 {
		return parent
	}
	return node
}

// replaceNode returns the edit that puts a string in the place of a value.
func (t *text) replaceNode(n int, value string) Edit {
	return Edit{t.tree.Offset(n), t.tree.End(n), quoteJSON(value)}
}
