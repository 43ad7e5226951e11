package policy

import (
	"strconv"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
)

// A sharing is a table of the tests of a policy by what they were made of, so that
// statements that ask the same share one, and it has a number if they do.
type sharing struct {
	few   [16]sharedTest
	many  []sharedTest // in the place of few, when there are more
	tests int
	last  uint16 // the last number that was given
}

// A sharedTest is a test with what it was made of.
type sharedTest struct {
	op    condition.Operator
	raw   string // the key and the values, as they stand in the text
	first *test  // where it was asked first; nil if the place is free
}

func (s *sharing) table() []sharedTest {
	if s.many != nil {
		return s.many
	}
	return s.few[:]
}

// slot returns where a test is, or is to be put. It is nil if there is no place near to
// where the test belongs, though most of the table is free: then the test is not shared,
// so that texts chosen to collide cost no more.
func (s *sharing) slot(op condition.Operator, raw string) *sharedTest {
	for {
		const near = 8
		table := s.table()
		at := glob.HashFold(raw)
		for i := range uint64(near) {
			t := &table[(at+i)%uint64(len(table))]
			if t.first == nil || t.op == op && t.raw == raw {
				return t
			}
		}
		if s.tests < len(table)/4 {
			return nil
		}
		s.grow()
	}
}

// share makes t the test that was made of the same before, and reports whether there is
// one. If there is none, the slot is for t.
func (s *sharing) share(t *test, slot *sharedTest) bool {
	if slot == nil || slot.first == nil {
		return false
	}
	if slot.first.shared == 0 && s.last < maxShared {
		s.last++
		slot.first.shared = s.last
	}
	*t = *slot.first
	return true
}

// put puts a test into its slot.
func (s *sharing) put(slot *sharedTest, made sharedTest) {
	if slot != nil {
		*slot = made
		s.tests++
	}
}

// grow makes the table larger.
func (s *sharing) grow() {
	table := s.table()
	s.many = make([]sharedTest, 4*len(table))
	for i := range table {
		t := &table[i]
		if t.first == nil {
			continue
		}
		if slot := s.slot(t.op, t.raw); slot != nil {
			*slot = *t
		}
	}
}

// rawOf is what a condition was made of, if it was not read from a text.
func rawOf(c *Condition) string {
	var b strings.Builder
	write := func(s string) {
		b.WriteString(strconv.Itoa(len(s)))
		b.WriteByte(':')
		b.WriteString(s)
	}
	write(c.Key.Value)
	for i := range c.Values {
		write(c.Values[i].Value)
	}
	return b.String()
}
