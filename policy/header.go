package policy

import (
	"fmt"

	"github.com/s3ap/s3ap/internal/oneline"
)

const (
	version2008 = "2008-10-17"
	version2012 = "2012-10-17"
)

// header checks what does not belong to a statement.
//
// IAM User Guide, "IAM JSON policy elements: Version" and "… Id".
func (c *compiler) header(d *Document) {
	switch v := d.Version; {
	case d.Kind == ResourceControl && v == Text{}:
		c.faults.add(c.top(), path{}, &MissingError{"Version", "a resource control policy needs it"})
	case v == Text{} || v.Value == version2012:
	case v.Value == version2008 && (d.Kind == ResourceControl || d.Kind == ServiceControl):
		c.faults.add(v.Pos, path{}.member("Version"), fmt.Errorf("%w: Version %s in %v, which needs %s", ErrNotInKind, v.Value, article(d.Kind), version2012))
	case v.Value != version2008:
		c.faults.add(v.Pos, path{}.member("Version"), fmt.Errorf("%w; it is %s", ErrVersion, oneline.Quote(v.Value)))
	}
	if !d.Kind.IsValid() {
		c.faults.add(c.top(), path{}, ErrKind)
	}
	if d.ID != (Text{}) && d.Kind.IsValid() && !d.Kind.NamesPrincipals() {
		c.faults.add(d.ID.Pos, path{}.member("Id"), fmt.Errorf("%w: Id in %v", ErrNotInKind, article(d.Kind)))
	}
	if d.Statements == nil {
		c.faults.add(c.top(), path{}, &MissingError{Element: "Statement"})
	}
	if len(d.Statements) > MaxStatements {
		c.faults.add(d.Statements[MaxStatements].Pos, inStatement(MaxStatements), fmt.Errorf("%w: %d, at most %d", ErrTooMany, len(d.Statements), MaxStatements))
		d.Statements = d.Statements[:MaxStatements]
	}
}

// top is the place of the whole document.
func (c *compiler) top() Pos {
	if c.faults.source == nil {
		return 0
	}
	return Pos(c.faults.source.start() + 1)
}

// size holds a text to the limit of its kind, and a document, which may have
// been edited, as it would be printed.
func (c *compiler) size() {
	limit := c.kind.MaxSize()
	var size int
	if c.fresh {
		size = len(c.faults.source.text)
	} else {
		size = len(c.doc.appendJSON(nil))
	}
	if size > limit {
		c.faults.add(c.top(), path{}, fmt.Errorf("%w: %d bytes, %v has at most %d", ErrTooLarge, size, article(c.kind), limit))
	}
}

// article returns the kind of a policy with its article.
func article(k Kind) string {
	if k == AccessPoint || k == Identity {
		return "an " + k.String()
	}
	return "a " + k.String()
}
