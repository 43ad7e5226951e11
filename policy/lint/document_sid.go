package lint

import (
	"fmt"
	"strconv"
	"strings"
)

func duplicateSid(p *pass) {
	first, names := make(map[string]int), p.sids()
	copies := make(map[string]int)
	for i := range p.doc.Statements {
		sid := p.doc.Statements[i].Sid
		if sid.Value == "" {
			continue
		}
		at, ok := first[sid.Value]
		if !ok {
			first[sid.Value] = i
			continue
		}
		own := names.next(sid.Value, copies)
		p.found(sid.Pos, fmt.Sprintf("statement %d has the Sid %s as well; whether S3 takes that is not documented", at+1, quote(sid.Value)),
			p.replace(sid.Pos, own)).FixSafe = true
	}
}

func sidCharacters(p *pass) {
	names := p.sids()
	for i := range p.doc.Statements {
		sid := p.doc.Statements[i].Sid
		plain := plainSid(sid.Value)
		if plain == sid.Value {
			continue
		}
		f := p.found(sid.Pos, fmt.Sprintf("Sid %s has other characters than letters and digits; IAM would refuse it", quote(sid.Value)))
		if plain != "" && names.add(plain) {
			f.Fix, f.FixSafe = []Edit{p.replace(sid.Pos, plain)}, true
		}
	}
}

func emptySid(p *pass) {
	for i := range p.doc.Statements {
		if sid := p.doc.Statements[i].Sid; sid.Pos > 0 && sid.Value == "" {
			p.found(sid.Pos, "Sid is empty; leave it out, or say what the statement is for", p.remove(sid.Pos)).FixSafe = true
		}
	}
}

// plainSid returns a Sid without what IAM would refuse, each word with a capital.
func plainSid(sid string) string {
	var b strings.Builder
	word := false
	for _, r := range sid {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		switch {
		case !letter && (r < '0' || '9' < r):
			word = true
			continue
		case word && 'a' <= r:
			r -= 'a' - 'A'
		}
		word = false
		b.WriteRune(r)
	}
	return b.String()
}

// sidSet are the Sids of a policy, and those that fixes bring in.
type sidSet map[string]bool

func (t *text) sids() sidSet {
	set := make(sidSet)
	for i := range t.doc.Statements {
		set[t.doc.Statements[i].Sid.Value] = true
	}
	return set
}

// add reports whether a Sid was free, and takes it.
func (s sidSet) add(sid string) bool {
	free := !s[sid]
	s[sid] = true
	return free
}

// next takes the first free Sid of those that a Sid gives with a number. Copies has
// the numbers that were tried.
func (s sidSet) next(sid string, copies map[string]int) string {
	for {
		copies[sid]++
		if own := sid + strconv.Itoa(copies[sid]+1); s.add(own) {
			return own
		}
	}
}
