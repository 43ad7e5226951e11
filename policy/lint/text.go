package lint

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy"
)

// A text is a policy as it was written, with what could be read of it.
type text struct {
	kind   policy.Kind
	source string
	doc    *policy.Document // nil if the text is no JSON
	tree   *jsondoc.Tree    // likewise
	errs   policy.ErrorList
	spans  []span

	// What is made when it is first asked for.
	pointers   *jsondoc.Pointers
	conditions []block
	denied     map[string][]*policy.Statement
	meaning    *meaning
}

// A span is where a statement stands: from its brace to what follows it.
type span struct {
	begin, end int
	ref        policy.Ref
}

func newText(k policy.Kind, src []byte) *text {
	t := &text{kind: k, source: string(src)}
	doc, err := policy.Parse(k, src)
	t.errs, _ = errors.AsType[policy.ErrorList](err)
	if doc == nil {
		return t
	}
	t.tree, _ = jsondoc.ParseTree(src, jsondoc.Limits{Size: policy.MaxBytes, Depth: policy.MaxNesting})
	if t.tree != nil {
		t.doc = doc
		t.mark()
	}
	return t
}

// mark fills in spans. Statements stand in the order of the text, so that each ends
// where the next one begins, the last of them with the list.
func (t *text) mark() {
	end := len(t.source)
	for n := t.tree.Child(0); n != 0; n = t.tree.Next(n) {
		if t.tree.Key(n) == "Statement" && t.tree.Next(n) != 0 {
			end = t.tree.KeyOffset(t.tree.Next(n))
			break
		}
	}
	for i := range t.doc.Statements {
		s := &t.doc.Statements[i]
		at := t.doc.Position(s.Pos)
		if i > 0 {
			t.spans[i-1].end = at.Offset
		}
		t.spans = append(t.spans, span{at.Offset, end, policy.Ref{Number: i + 1, Sid: s.Sid.Value, At: at}})
	}
}

// finding returns a finding with the place filled in.
func (t *text) finding(pos policy.Pos) Finding {
	f := Finding{Policy: t.kind}
	if t.doc == nil || pos <= 0 {
		return f
	}
	f.At = t.doc.Position(pos)
	if t.pointers == nil {
		t.pointers = jsondoc.NewPointers(t.tree)
	}
	f.Pointer = t.pointers.At(t.tree.At(f.At.Offset))
	f.Statement = t.statementAt(f.At.Offset)
	return f
}

func (t *text) statementAt(offset int) policy.Ref {
	after, _ := slices.BinarySearchFunc(t.spans, offset+1, func(s span, at int) int { return cmp.Compare(s.begin, at) })
	if after == 0 || offset >= t.spans[after-1].end {
		return policy.Ref{}
	}
	return t.spans[after-1].ref
}

func quoteJSON(s string) string {
	// A string always encodes.
	b, _ := json.Marshal(s)
	return string(b)
}

// quote shows a text of the policy in a message, cut if it is long.
func quote(s string) string { return oneline.Quote(s) }

// anyOf shows one of several texts in a message, such as a, b or c.
func anyOf(list []string) string {
	var words []string
	for _, s := range list {
		words = append(words, quote(s))
	}
	return joined(words, "or")
}

// anyPolicy names the kind of t with its article.
func (t *text) anyPolicy() string {
	if t.kind == policy.AccessPoint {
		return "an " + t.kind.String()
	}
	return "a " + t.kind.String()
}
