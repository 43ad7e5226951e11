package policy

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// characters holds a document to what a text can say, and policies that IAM
// stores to its character set.
//
// IAM User Guide, "IAM and AWS STS quotas".
func (c *compiler) characters() {
	if c.fresh && !c.kind.ofIAM() {
		return
	}
	for t, at := range c.doc.texts() {
		if err := c.characterFault(t.Value); err != nil {
			c.faults.add(t.Pos, at, err)
		}
	}
}

func (c *compiler) characterFault(s string) error {
	switch {
	case !utf8.ValidString(s):
		return ErrUTF8
	case strings.Contains(s, "\x00"):
		if c.fresh {
			return nil
		}
		return ErrNUL
	case !c.kind.ofIAM():
		return nil
	}
	for _, r := range s {
		if r > 0xFF || r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			return fmt.Errorf("%w, not %q", ErrCharacter, r)
		}
	}
	return nil
}
