package accesspoint

import (
	"fmt"
	"iter"
	"strings"

	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/internal/suggest"
	"github.com/s3ap/s3ap/policy"
)

// actions checks Action or NotAction of a statement, whose resources can be the
// bucket or access point, and objects. What NotAction names need not apply to
// them.
//
// S3 answers "Policy has invalid action" and "Action does not apply to any
// resource(s) in statement". Of a pattern, one action that fits is enough: that is
// what was seen, and is not documented.
func (p *put) actions(i int, holder, objects bool) {
	el := &p.doc.Statements[i].Action
	for _, t := range el.Items {
		err := p.actionFault(t.Value)
		if err == nil && !el.Not {
			err = p.fits(t.Value, holder, objects)
		}
		if err != nil {
			p.fault(i, t.Pos, err)
		}
	}
}

// actionFault tells what is wrong with an action by itself.
func (p *put) actionFault(text string) error {
	service, name, ok := strings.Cut(text, ":")
	switch _, known := s3action.Lookup(text); {
	case !ok || service == "*", known && strings.EqualFold(service, "s3"):
		return nil
	case !strings.EqualFold(service, "s3"):
		return fmt.Errorf("%w: %.64q is not of the service s3", ErrActionPlace, text)
	case strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789*?") != "":
		return fmt.Errorf("%w %.64q: the name of an action is letters and digits", ErrUnknownAction, text)
	case strings.ContainsAny(name, "*?"):
		return nil
	}
	return unknownAction(text, name)
}

// unknownAction is an error only for a name that is known to be another's:
// the table may be older than the action.
func unknownAction(text, name string) error {
	if o, ok := s3action.LookupOperation(name); ok {
		return fmt.Errorf("%w %.64q, which is an operation; did you mean `%s`?", ErrUnknownAction, text, o.Needs[0].Action)
	}
	if near, ok := suggest.Nearest(name, actionNames()); ok {
		return fmt.Errorf("%w %.64q; did you mean `s3:%s`?", ErrUnknownAction, text, near)
	}
	return nil
}

// actionNames yields the names of the actions of the service s3, without it.
func actionNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		for a := range s3action.All() {
			if name, ok := strings.CutPrefix(a.Name, "s3:"); ok && !yield(name) {
				return
			}
		}
	}
}

// fits tells why an action, or each that a pattern stands for, is of no use in the
// statement. One that nothing is known of fits.
func (p *put) fits(text string, holder, objects bool) error {
	pattern := glob.CompileFold(text)
	known, placed := false, false
	for a := range s3action.All() {
		if !pattern.Match(a.Name) {
			continue
		}
		known = true
		if !p.takes(&a) {
			continue
		}
		placed = true
		if holder && a.Resource == s3action.BucketResource || objects && a.Resource == s3action.ObjectResource {
			return nil
		}
	}
	switch {
	case !known:
		return nil
	case !placed:
		return fmt.Errorf("%w: %.64q", ErrActionPlace, text)
	}
	return fmt.Errorf("%w: %.64q", ErrActionResource, text)
}

// takes reports whether a statement about the action can have an effect in such a
// policy.
func (p *put) takes(a *s3action.Action) bool {
	if p.kind == policy.AccessPoint {
		return a.AccessPointPolicy
	}
	return a.BucketPolicy
}
