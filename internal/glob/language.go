package glob

import (
	"unicode"
	"unicode/utf8"
)

// A Language is the set of texts that a pattern matches, made ready for [Classes]. The
// zero Language has no text.
type Language struct {
	units []unit
	// start are the positions where matching begins: see closed.
	start []uint16
}

// A unit is a character of a pattern, or a wildcard.
type unit struct {
	kind unitKind
	r    rune
}

type unitKind uint8

const (
	oneRune   unitKind = iota // r
	anyCase                   // what equals r under simple folding
	asciiCase                 // r, or the other case of it if it is an ASCII letter
	oneAny                    // any character
	runAny                    // any run of characters
	oneInside                 // any character but a colon
	runInside                 // any run without a colon
)

// maxUnits bounds the length of a pattern, so that positions fit their type.
const maxUnits = 1 << 15

// Language returns the texts that p matches. It is not ok for a pattern with policy
// variables, and for one that is longer than any policy.
func (p Pattern) Language() (l Language, ok bool) {
	ok = l.add(&p, oneAny, runAny)
	return l.begun(), ok
}

// Fields returns the texts whose parts, which colons set apart, match patterns: of the
// last part, a colon is an ordinary character. ARNs are compared so.
func Fields(parts []Pattern) (l Language, ok bool) {
	for i := range parts {
		if i == len(parts)-1 {
			ok = l.add(&parts[i], oneAny, runAny)
			break
		}
		if !l.add(&parts[i], oneInside, runInside) {
			return l, false
		}
		l.units = append(l.units, unit{oneRune, ':'})
	}
	return l.begun(), ok
}

// add adds the units of a pattern, with these for its wildcards.
func (l *Language) add(p *Pattern, one, run unitKind) (ok bool) {
	kind := oneRune
	switch {
	case p.equal:
		kind = anyCase
	case p.fold:
		kind = asciiCase
	}
	if p.form == exact || p.form == prefix {
		l.addText(p.text, kind)
		if p.form == prefix {
			l.units = append(l.units, unit{kind: run})
		}
		return len(l.units) < maxUnits
	}
	for at := place(0); len(l.units) < maxUnits; {
		t, after, more := p.next(at)
		switch {
		case !more:
			return true
		case t.kind == variable:
			return false
		case t.kind == anyOne:
			l.units = append(l.units, unit{kind: one})
		case t.kind == anyRun:
			l.units = append(l.units, unit{kind: run})
		default:
			l.addText(t.text, kind)
		}
		at = after
	}
	return false
}

func (l *Language) addText(text string, kind unitKind) {
	for _, r := range text {
		l.units = append(l.units, unit{kind, r})
	}
}

// begun returns l with the positions where matching begins.
func (l Language) begun() Language {
	l.start = l.closed(nil, []uint16{0})
	return l
}

// After returns what follows text in the texts of l that begin with it.
func (l Language) After(text string) Language {
	for _, r := range text {
		l.start = l.closed(nil, l.step(nil, l.start, r))
	}
	return l
}

// IsEmpty reports whether l has no text at all.
func (l *Language) IsEmpty() bool { return len(l.start) == 0 }

// has reports whether a unit takes a character.
func (u unit) has(r rune) bool {
	switch u.kind {
	case oneRune:
		return r == u.r
	case anyCase:
		return Fold(r) == Fold(u.r)
	case asciiCase:
		return r == u.r || r < utf8.RuneSelf && u.r < utf8.RuneSelf && lowerASCII(byte(r)) == lowerASCII(byte(u.r))
	case oneInside, runInside:
		return r != ':'
	}
	return true
}

func (u unit) isRun() bool { return u.kind == runAny || u.kind == runInside }

// step appends the positions after a character to to, which is not closed.
func (l *Language) step(to, positions []uint16, r rune) []uint16 {
	for _, p := range positions {
		if int(p) == len(l.units) || !l.units[p].has(r) {
			continue
		}
		if !l.units[p].isRun() {
			p++
		}
		if n := len(to); n == 0 || to[n-1] != p {
			to = append(to, p)
		}
	}
	return to
}

// closed appends to to the positions, which are sorted, with those that follow a run,
// which may take nothing. Positions before the last run are left out: the run can take
// all that was to come before it. That is so inside of fields too, since all positions
// lie in the same one.
func (l *Language) closed(to, positions []uint16) []uint16 {
	begin := len(to)
	for _, p := range positions {
		for {
			if n := len(to); n == begin || to[n-1] < p {
				if int(p) < len(l.units) && l.units[p].isRun() {
					to = to[:begin]
				}
				to = append(to, p)
			}
			if int(p) == len(l.units) || !l.units[p].isRun() {
				break
			}
			p++
		}
	}
	return to
}

// accepts reports whether the text may end at one of the positions.
func (l *Language) accepts(positions []uint16) bool {
	n := len(positions)
	return n > 0 && int(positions[n-1]) == len(l.units)
}

// acceptsAfter is accepts for a text that goes on.
func (l *Language) acceptsAfter(positions []uint16, text string) bool {
	for _, r := range text {
		positions = l.closed(nil, l.step(nil, positions, r))
	}
	return l.accepts(positions)
}

// isFull reports whether all that may follow at the positions belongs to l.
func (l *Language) isFull(positions []uint16) bool {
	n := len(l.units)
	return n > 0 && l.units[n-1].kind == runAny && len(positions) > 0 && int(positions[0]) == n-1
}

// tells appends the characters that units at the positions tell from others.
func (l *Language) tells(to []rune, positions []uint16) []rune {
	for _, p := range positions {
		if int(p) == len(l.units) {
			continue
		}
		switch u := l.units[p]; u.kind {
		case oneRune:
			to = append(to, u.r)
		case anyCase, asciiCase:
			to = append(to, u.r)
			for f := unicode.SimpleFold(u.r); f != u.r; f = unicode.SimpleFold(f) {
				to = append(to, f)
			}
		case oneInside, runInside:
			to = append(to, ':')
		}
	}
	return to
}

// Has reports whether a text belongs to l.
func (l Language) Has(text string) bool {
	after := l.After(text)
	return after.accepts(after.start)
}
