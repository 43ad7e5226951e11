package policy

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
)

// actions are the entries of Action or NotAction.
type actions struct {
	not  bool
	list []glob.Pattern
}

// actions checks and makes ready the element Action or NotAction.
//
// IAM User Guide, "IAM JSON policy elements: Action" and "… NotAction".
func (c *compiler) actions(s *Statement, path string) actions {
	el := &s.Action
	a := actions{not: el.Not, list: make([]glob.Pattern, 0, len(el.Items))}
	path, ok := c.patterns(s, el, path, "Action")
	if !ok {
		return a
	}
	if el.Not && c.doc.Kind == ResourceControl {
		c.faults.add(el.Pos, path, fmt.Errorf("%w: NotAction in a resource control policy", ErrNotInKind))
	}
	for i, t := range el.Items {
		if err := c.actionFault(t.Value); err != nil {
			c.faults.add(t.Pos, item(path, i, len(el.Items)), err)
		}
		a.list = append(a.list, glob.CompileFold(t.Value))
	}
	return a
}

// patterns checks that an element is there and has entries. It returns its path.
func (c *compiler) patterns(s *Statement, el *Patterns, path, name string) (string, bool) {
	switch {
	case el.isZero():
		c.faults.add(s.Pos, path, fmt.Errorf("%w `%s` or `Not%s`", ErrMissingElement, name, name))
		return path, false
	case len(el.Items) == 0 && !c.fresh:
		c.faults.add(el.Pos, path+"/"+el.element(name), fmt.Errorf("%w: %s needs at least one entry", ErrEmpty, el.element(name)))
	}
	return path + "/" + el.element(name), len(el.Items) > 0
}

func (c *compiler) actionFault(text string) error {
	service, name, ok := strings.Cut(text, ":")
	switch {
	case strings.Trim(text, "*") == "" && text != "", text == "*:*":
		if c.doc.Kind == ResourceControl {
			return fmt.Errorf("%w: %s as action of a resource control policy; name the service, as in `s3:*`", ErrNotInKind, quote(text))
		}
		return nil
	case !ok || service == "" || name == "" || strings.ContainsAny(service, "*?$"):
		return fmt.Errorf("%w, not %s", ErrAction, quote(text))
	case c.doc.Kind == ResourceControl && service != strings.ToLower(service):
		return fmt.Errorf("%w: a resource control policy takes the service prefix in lower case, not %s", ErrAction, quote(text))
	}
	return nil
}

// covers tells whether the element is about the action of a request. Case does
// not count.
func (a *actions) covers(action string) condition.Truth {
	if !isAction(action) {
		return condition.Unknown
	}
	for i := range a.list {
		if a.list[i].Match(action) {
			return of(!a.not)
		}
	}
	return of(a.not)
}

// isAction reports whether s names one action, without wildcards.
func isAction(s string) bool {
	service, name, ok := strings.Cut(s, ":")
	for i := range len(service) {
		if !isAlphanumeric(rune(service[i])) && service[i] != '-' {
			return false
		}
	}
	for i := range len(name) {
		if !isAlphanumeric(rune(name[i])) {
			return false
		}
	}
	return ok && service != "" && name != ""
}

// of turns what is certain into a Truth.
func of(b bool) condition.Truth {
	if b {
		return condition.True
	}
	return condition.False
}
