package aptest

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/internal/suggest"
	"github.com/s3ap/s3ap/policy"
)

// A tree is a scenario as JSON, with what was found wrong with it. Its methods
// take what is expected of a node and report what is not so.
type tree struct {
	*source
	doc *jsondoc.Document
	faults
}

func (t *tree) node(n int) *jsondoc.Node { return &t.doc.Nodes[n] }

// name returns the name of member n.
func (t *tree) name(n int) string { return t.node(n).Key }

// fault reports an error at the value of node n.
func (t *tree) fault(n int, err error) { t.add(fault{offset: t.node(n).Offset, node: n, err: err}) }

// wrong reports that the value of node n is not what it must be.
func (t *tree) wrong(n int, format string, args ...any) {
	t.fault(n, fmt.Errorf("%w: "+format, append([]any{ErrValue}, args...)...))
}

// is reports whether n has a type, and if not, that it should.
func (t *tree) is(n int, k jsondoc.Kind) bool {
	if got := t.node(n).Kind; got != k {
		t.fault(n, fmt.Errorf("%w: must be %v, not %v", policy.ErrType, k, got))
		return false
	}
	return true
}

// members iterates over the members of n, which must be an object. Of two with
// one name, which is reported elsewhere, the first counts.
func (t *tree) members(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		if !t.is(n, jsondoc.Object) {
			return
		}
		for c := range t.doc.Children(n) {
			if !t.node(c).Twice && !yield(c) {
				return
			}
		}
	}
}

// items iterates over the items of n, which must be an array.
func (t *tree) items(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		if t.is(n, jsondoc.Array) {
			t.doc.Children(n)(yield)
		}
	}
}

// unknown reports a member that there is not.
func (t *tree) unknown(n int, known ...string) {
	key := t.name(n)
	err := fmt.Errorf("%w %s", ErrUnknownMember, quote(key))
	if near, ok := suggest.Nearest(key, slices.Values(known)); ok {
		err = fmt.Errorf("%w; did you mean `%s`?", err, near)
	}
	t.add(fault{offset: t.node(n).KeyOffset, node: n, err: err})
}

// has reports whether node n has a member that it must have, and that is a text.
// That there is none is a fault.
func (t *tree) has(n, member int, name string) bool {
	if member == 0 {
		if t.node(n).Kind == jsondoc.Object {
			t.fault(n, fmt.Errorf("%w `%s`", ErrMissingMember, name))
		}
		return false
	}
	return t.node(member).Kind == jsondoc.String
}

// meant proposes the listed name that is nearest to one that is not. It looks
// through few, so that a long scenario with many such names is read in time.
func meant[V any](name string, listed map[string]V) string {
	const few = 100
	if len(listed) > few {
		return ""
	}
	near, ok := suggest.Nearest(name, slices.Values(slices.Sorted(maps.Keys(listed))))
	if !ok {
		return ""
	}
	return "; did you mean `" + near + "`?"
}

// onceFolded reports a member whose name differs from an earlier one only in case,
// where names stand for condition keys, which have no case.
func (t *tree) onceFolded(seen map[string]bool, n int) {
	folded := condition.Key(t.name(n)).Fold()
	if seen[folded] {
		t.add(fault{offset: t.node(n).KeyOffset, node: n, err: fmt.Errorf("%w: %s, as a condition key, which has no case", ErrTwice, quote(t.name(n)))})
	}
	seen[folded] = true
}

// textOf returns the text of n, which must be a string.
func (t *tree) textOf(n int) string {
	if !t.is(n, jsondoc.String) {
		return ""
	}
	return t.node(n).Text
}

// boolOf returns the value of n, which must be true or false.
func (t *tree) boolOf(n int) bool { return t.is(n, jsondoc.Bool) && t.node(n).Text == "true" }

// textsOf returns the texts of n, which must be an array of strings.
func (t *tree) textsOf(n int) []string {
	list := []string{}
	for c := range t.items(n) {
		list = append(list, t.textOf(c))
	}
	return list
}

// end returns where the value of node n ends, which is an object or an array. The
// text is known to be JSON.
func (t *tree) end(n int) int {
	depth, quoted := 0, false
	for i := t.node(n).Offset; i < len(t.text); i++ {
		switch c := t.text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(t.text)
}

// quote shows a text of the scenario in a message, cut if it is long. What would
// not show is escaped where the message is printed.
func quote(s string) string {
	const shown = 80
	if len(s) > shown {
		s = strings.ToValidUTF8(s[:shown], "") + "…"
	}
	return "`" + s + "`"
}
