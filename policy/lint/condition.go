package lint

import (
	"iter"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// A block is the Condition of a statement.
type block struct {
	*policy.Statement
	lines []line
	// operators are the names of all operators in it.
	operators map[string]bool
	actions   []actionSet // see actionSets
	// demanded are the folded keys without which no request meets it, and together the
	// kinds of presence whose keys are there with them.
	demanded map[string]bool
	together map[s3key.Presence]bool
}

// A line is one key under one operator, with what is known of both.
type line struct {
	*policy.Condition
	block *block
	op    operator  // the zero operator if there is none of that name
	key   s3key.Key // the zero Key if the table does not have it
	name  string    // of the key, folded
	alone bool      // the operator has no other key
}

// isKnown reports whether the table has the key.
func (l *line) isKnown() bool { return l.key.Type != s3key.UnknownType }

// blocks returns the Conditions of the policy, which are read once.
func (t *text) blocks() []block {
	if t.conditions == nil && len(t.doc.Statements) > 0 {
		t.conditions = make([]block, len(t.doc.Statements))
		for i := range t.conditions {
			t.conditions[i].read(&t.doc.Statements[i])
		}
	}
	return t.conditions
}

// lines iterates over all that the Conditions of the policy ask.
func (t *text) lines() iter.Seq[*line] {
	return func(yield func(*line) bool) {
		blocks := t.blocks()
		for i := range blocks {
			for j := range blocks[i].lines {
				if !yield(&blocks[i].lines[j]) {
					return
				}
			}
		}
	}
}

func (b *block) read(s *policy.Statement) {
	b.Statement = s
	if len(s.Condition) == 0 {
		return
	}
	b.lines = make([]line, len(s.Condition))
	b.operators, b.demanded, b.together = make(map[string]bool), make(map[string]bool), make(map[s3key.Presence]bool)
	for i := range s.Condition {
		c, l := &s.Condition[i], &b.lines[i]
		*l = line{Condition: c, block: b, alone: true, name: condition.Key(c.Key.Value).Fold()}
		if i > 0 && s.Condition[i-1].Operator == c.Operator {
			l.op, l.alone, b.lines[i-1].alone = b.lines[i-1].op, false, false
		} else {
			l.op = readOperator(c.Operator.Value)
			b.operators[strings.ToLower(c.Operator.Value)] = true
		}
		if k, ok := s3key.Lookup(c.Key.Value); ok {
			l.key = k
		}
		if l.op.NeedsKey() || l.asksPresence("false") {
			b.demand(l)
		}
	}
}

// demand notes that no request meets the Condition without the key of l, nor without
// others that come with it.
func (b *block) demand(l *line) {
	b.demanded[l.name] = true
	if comesTogether(l.key.When) {
		b.together[l.key.When] = true
	}
	if l.key.NamesPrincipal || l.key.When == s3key.Signed || l.key.When == s3key.TemporaryCredentials {
		b.together[s3key.Signed] = true // anonymous callers have no such key, or no such value
	}
}

// asksPresence reports whether l is a Null with just that value, true or false.
func (l *line) asksPresence(value string) bool {
	return l.op.compares == presence && l.asksOnly(value)
}

// asksOnly reports whether all values of l are the one, in any case.
func (l *line) asksOnly(value string) bool {
	for _, v := range l.Values {
		if !strings.EqualFold(v.Value, value) {
			return false
		}
	}
	return len(l.Values) > 0
}

// hasVariables reports whether the policy is of the language that has policy variables.
func (t *text) hasVariables() bool { return t.doc.Version.Value == version2012 }

// withoutVariables returns a value with a character that is no wildcard in the place of each
// policy variable and of each escape such as ${*}: what they stand for is taken
// literally.
func (t *text) withoutVariables(value string) string {
	if !strings.Contains(value, "${") || !t.hasVariables() {
		return value
	}
	var b strings.Builder
	quoted, inside := false, false
	for i := 0; i < len(value); i++ {
		switch {
		case inside:
			// A default may hold braces.
			quoted = quoted != (value[i] == '\'')
			inside = quoted || value[i] != '}'
		case strings.HasPrefix(value[i:], "${"):
			inside = true
			b.WriteByte('x')
		default:
			b.WriteByte(value[i])
		}
	}
	return b.String()
}
