package policy

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/internal/s3action"
)

// actions are the entries of Action or NotAction.
type actions struct {
	list []action
	not  bool
	// partly tells that some entry is not whole.
	partly bool
}

// An action is one entry. Of the actions that are known by number, it covers none
// but those from first to before last, and all of these if it is whole.
type action struct {
	text        string
	first, last uint16
	whole       bool
}

func newAction(text string) action {
	a := action{text: text}
	i := firstWild(text)
	switch {
	case i == len(text):
		if n := s3action.Number(text); n != s3action.NoNumber {
			a.first, a.last = uint16(n), uint16(n)+1
		}
		a.whole = true
		return a
	case i == 0:
		a.last = uint16(s3action.Count)
	default:
		first, last := s3action.WithPrefix(text[:i])
		a.first, a.last = uint16(first), uint16(last)
	}
	a.whole = onlyStars(text[i:])
	return a
}

// covers tells whether a covers an action with a number.
func (a *action) covers(number int, name string) bool {
	return int(a.first) <= number && number < int(a.last) && (a.whole || a.matches(name))
}

// matches tells whether a covers an action by its name alone.
func (a *action) matches(name string) bool {
	p := glob.CompileFold(a.text)
	return p.Match(name)
}

// actions checks and makes ready the element Action or NotAction.
//
// IAM User Guide, "IAM JSON policy elements: Action" and "… NotAction".
func (c *compiler) actions(a *actions, s *Statement) {
	el := &s.Action
	a.not = el.Not
	if !c.hasEntries(s, el, "Action") {
		return
	}
	if el.Not && c.kind == ResourceControl {
		c.faults.add(el.Pos, c.within("NotAction"), fmt.Errorf("%w: NotAction in a resource control policy", ErrNotInKind))
	}
	a.list = c.room.actions.Take(len(el.Items), c.room.ahead)
	for i := range el.Items {
		t, made := &el.Items[i], &a.list[i]
		if err := c.action(made, t.Value); err != nil {
			c.faults.add(t.Pos, c.within(el.element("Action")).entry(i, len(el.Items)), err)
		}
		a.partly = a.partly || !made.whole
	}
}

// action checks one entry and makes it ready. Policies name few actions, most of them
// again and again.
func (c *compiler) action(made *action, text string) error {
	known := &c.known[glob.HashFold(text)%uint64(len(c.known))]
	if known.text == text && text != "" {
		*made = *known
		return nil
	}
	*made = newAction(text)
	if err := c.actionFault(text); err != nil {
		return err
	}
	*known = *made
	return nil
}

// hasEntries reports whether an element is there and has entries.
func (c *compiler) hasEntries(s *Statement, el *Patterns, name string) bool {
	switch {
	case el.isZero():
		c.faults.add(s.Pos, c.here(), &MissingError{Element: name})
	case len(el.Items) == 0 && !c.reported:
		c.faults.add(el.Pos, c.within(el.element(name)), fmt.Errorf("%w: %s needs at least one entry", ErrEmpty, el.element(name)))
	}
	return len(el.Items) > 0
}

func (c *compiler) actionFault(text string) error {
	service, name, ok := strings.Cut(text, ":")
	switch {
	case onlyStars(text) && text != "", text == "*:*":
		if c.kind == ResourceControl {
			return fmt.Errorf("%w: %s as action of a resource control policy; name the service, as in `s3:*`", ErrNotInKind, oneline.Quote(text))
		}
		return nil
	case !ok || service == "" || name == "" || hasWild(service) || strings.Contains(service, "$"):
		return fmt.Errorf("%w, not %s", ErrAction, oneline.Quote(text))
	case c.kind == ResourceControl && service != strings.ToLower(service):
		return fmt.Errorf("%w: a resource control policy takes the service prefix in lower case, not %s", ErrAction, oneline.Quote(text))
	}
	return nil
}

// covers tells whether the element is about the action of a request. Case does
// not count.
func (a *actions) covers(name string) condition.Truth {
	if !isAction(name) {
		return condition.Unknown
	}
	for i := range a.list {
		if a.list[i].matches(name) {
			return of(!a.not)
		}
	}
	return of(a.not)
}

// coversNumber is covers for an action that may have a number.
func (a *actions) coversNumber(number int, name string) condition.Truth {
	if number == s3action.NoNumber {
		return a.covers(name)
	}
	for i := range a.list {
		if a.list[i].covers(number, name) {
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
