package lint

import (
	"fmt"
	"iter"
	"strings"

	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/internal/suggest"
)

// maxAction is far more than any action's name has. What is longer is not compared
// with others of its length.
const maxAction = 128

// cutAction cuts an entry of Action after the service. It fails for those that
// policy.Parse refuses, and those that mean all actions of all services.
func cutAction(text string) (service, name string, ok bool) {
	service, name, ok = strings.Cut(text, ":")
	ok = ok && service != "" && name != "" && !hasWild(service) && !strings.Contains(service, "$")
	return service, name, ok
}

// soundAction is cutAction that also fails for entries with characters that actions
// do not have.
func soundAction(text string) (service, name string, ok bool) {
	service, name, ok = cutAction(text)
	return service, name, ok && allLettersOr(service, "-") && allLettersOr(name, "*?")
}

// allLettersOr reports whether a text has only ASCII letters, digits and others that
// are named.
func allLettersOr(s, others string) bool {
	for i := range len(s) {
		c := lowerASCII(s[i])
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9') && strings.IndexByte(others, s[i]) < 0 {
			return false
		}
	}
	return true
}

// isS3 reports whether a service is S3 or one of those beside it whose buckets and
// access points have policies. Case does not count.
func isS3(service string) bool {
	for _, s := range [...]string{"s3", "s3express", "s3-outposts", "s3-object-lambda"} {
		if len(s) == len(service) && strings.EqualFold(s, service) {
			return true
		}
	}
	return false
}

// namesOf yields the names of the known actions that begin with the service and
// colon of an entry, without these.
func namesOf(service string) iter.Seq[string] {
	return func(yield func(string) bool) {
		first, last := s3action.WithPrefix(service)
		for i := first; i < last; i++ {
			if !yield(s3action.Numbered(i).Name[len(service):]) {
				return
			}
		}
	}
}

func unknownAction(p *pass) {
	for _, t := range p.actions() {
		service, name, ok := soundAction(t.Value)
		if !ok || hasWild(name) || !isS3(service) || s3action.Number(t.Value) != s3action.NoNumber || p.ctx.takesMoreAction(t.Value) {
			continue
		}
		if _, ok := operationNamed(t.Value); ok {
			continue
		}
		prefix := t.Value[:len(service)+1]
		if meant := nearActions(prefix, name); len(meant) > 0 {
			f := p.found(t.Pos, fmt.Sprintf("S3 has no action %s; did you mean %s?", quote(t.Value), anyOf(meant)))
			if suggest.Decides(t.Value, meant) {
				f.Fix = []Edit{p.replace(t.Pos, meant[0])}
			}
			continue
		}
		f := p.found(t.Pos, fmt.Sprintf("S3 had no action %s on %s, the date of the list; an action that does not exist allows and denies nothing", quote(t.Value), s3action.AsOf))
		f.Severity = min(f.Severity, Warning)
	}
}

// nearActions returns the actions that were probably meant: those of names like that,
// or the one that an operation of such a name needs.
func nearActions(prefix, name string) []string {
	if meant := suggest.Near(name, namesOf(prefix)); len(meant) > 0 {
		for i := range meant {
			meant[i] = strings.ToLower(prefix) + meant[i]
		}
		return meant
	}
	if !strings.EqualFold(prefix, "s3:") {
		return nil
	}
	operation, ok := suggest.Nearest(name, operationNames())
	if !ok {
		return nil
	}
	op, _ := s3action.LookupOperation(operation)
	if action := mainAction(&op); action != "" {
		return []string{action}
	}
	return nil
}

func operationNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		for op := range s3action.Operations() {
			if !yield(op.Name) {
				return
			}
		}
	}
}

// operationNamed returns the operation whose name stands where that of an action of
// s3 belongs. Capitals do not count.
func operationNamed(text string) (s3action.Operation, bool) {
	service, name, _ := strings.Cut(text, ":")
	if !strings.EqualFold(service, "s3") || s3action.Number(text) != s3action.NoNumber {
		return s3action.Operation{}, false
	}
	for op := range s3action.Operations() {
		if len(op.Name) == len(name) && strings.EqualFold(op.Name, name) {
			return op, true
		}
	}
	return s3action.Operation{}, false
}

func operationUsedAsAction(p *pass) {
	for _, t := range p.actions() {
		if _, name, ok := soundAction(t.Value); !ok || hasWild(name) {
			continue
		}
		op, ok := operationNamed(t.Value)
		if !ok {
			continue
		}
		var fix []Edit
		message := quote(t.Value) + " names an operation of the API and no action; " + neededBy(&op)
		switch meant := mainAction(&op); {
		case isForNoPolicy(meant):
			message += fmt.Sprintf(", which %s does not take", p.anyPolicy())
			if near := p.nearActionHere(t.Value); near != "" {
				message += "; did you mean " + quote(near) + "?"
				fix = []Edit{p.replace(t.Pos, near)}
			}
		case meant != "" && len(op.Reads) == 0:
			fix = []Edit{p.replace(t.Pos, meant)}
		}
		p.found(t.Pos, message, fix...)
	}
}

// isForNoPolicy reports whether an action is on neither buckets nor objects.
func isForNoPolicy(action string) bool {
	a, ok := s3action.Lookup(action)
	return ok && a.Resource != s3action.BucketResource && a.Resource != s3action.ObjectResource
}

// nearActionHere returns the action with a name like an entry's that policies of buckets
// and access points take, empty if there is none.
func (p *pass) nearActionHere(entry string) string {
	const s3 = "s3:"
	near, _ := suggest.Nearest(entry[len(s3):], func(yield func(string) bool) {
		for name := range namesOf(s3) {
			if !isForNoPolicy(s3+name) && !yield(name) {
				return
			}
		}
	})
	if near == "" {
		return ""
	}
	return s3 + near
}

// mainAction returns the action that plain requests for an operation need.
func mainAction(op *s3action.Operation) string {
	for i := range op.Needs {
		if op.Needs[i].IsNeededBy(0, 0) {
			return op.Needs[i].Action
		}
	}
	return ""
}

// neededBy says what requests for an operation need, without what they need only if
// they carry more than a version.
func neededBy(op *s3action.Operation) string {
	var words []string
	add := func(needs []s3action.Need, version s3action.Part, place string) {
		for i := range needs {
			switch n := &needs[i]; {
			case n.IsNeededBy(0, 0):
				words = append(words, "`"+n.Action+"`"+place)
			case n.With == version:
				words = append(words, "`"+n.Action+"`"+place+" if they name a version")
			}
		}
	}
	add(op.Needs, s3action.VersionID, "")
	add(op.Reads, s3action.SourceVersionID, " on the source")
	return "its requests need " + joined(words, "and")
}

func actionFormat(p *pass) {
	for _, t := range p.actions() {
		_, _, ok := cutAction(t.Value)
		_, _, sound := soundAction(t.Value)
		_, variable := firstVariable(t.Value)
		if !ok || sound || variable {
			continue
		}
		hint, fix := "", []Edit(nil)
		if meant := strings.Join(strings.Fields(t.Value), ""); s3action.Number(meant) != s3action.NoNumber {
			hint, fix = fmt.Sprintf("; did you mean `%s`?", meant), []Edit{p.replace(t.Pos, meant)}
		}
		p.found(t.Pos, "action "+quote(t.Value)+" may have only letters, digits and wildcards after the colon, and no wildcards before it"+hint, fix...)
	}
}

// actionHint says what was probably meant by an action without a service, or with a
// wildcard in it.
func actionHint(text string) string {
	service, name, ok := strings.Cut(text, ":")
	switch {
	case !ok:
		name = text
	case !hasWild(service):
		return ""
	}
	if n := s3action.Number("s3:" + name); n != s3action.NoNumber {
		return fmt.Sprintf("; did you mean `%s`?", s3action.Numbered(n).Name)
	}
	return ""
}

func foreignServiceAction(p *pass) {
	for _, t := range p.actions() {
		service, name, ok := soundAction(t.Value)
		if !ok || isS3(service) {
			continue
		}
		hint := ""
		if _, ok := suggest.Nearest(service, func(yield func(string) bool) { yield("s3") }); ok {
			if n := s3action.Number("s3:" + name); n != s3action.NoNumber {
				hint = fmt.Sprintf("; did you mean `%s`?", s3action.Numbered(n).Name)
			}
		}
		p.found(t.Pos, fmt.Sprintf("%s is no action of S3, and %s takes no others%s", quote(t.Value), p.anyPolicy(), hint))
	}
}

func actionPatternMatchesNothing(p *pass) {
	for _, t := range p.actions() {
		service, name, ok := soundAction(t.Value)
		if !ok || !hasWild(name) || !isS3(service) || matchesAny(t.Value) || p.ctx.takesMoreAction(t.Value) {
			continue
		}
		hint := ""
		if begin := strings.TrimRight(name, "*"); !hasWild(begin) {
			if meant, ok := suggest.Nearest(begin, namesOf(t.Value[:len(service)+1])); ok {
				hint = fmt.Sprintf("; did you mean `%s`?", strings.ToLower(service)+":"+meant+"*")
			}
		}
		p.found(t.Pos, fmt.Sprintf("no action that S3 had on %s, the date of the list, matches %s%s", s3action.AsOf, quote(t.Value), hint))
	}
}

func matchesAny(pattern string) bool {
	for range s3action.Matching(pattern) {
		return true
	}
	return false
}

// What else policy.Parse takes has no wildcard there.
func wildcardInService(p *pass) {
	for _, t := range p.actions() {
		if t.Value == "*:*" {
			p.found(t.Pos, "`*:*` means the same as `*`, which says it plainly", p.replace(t.Pos, "*")).FixSafe = true
		}
	}
}
