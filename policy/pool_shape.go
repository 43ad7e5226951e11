package policy

import (
	"bytes"
	"cmp"
	"slices"
)

// A shape is the text of a policy without the texts of its own, which tells its body
// faster than its document does. It is right if policies of the same shape differ in
// these texts alone: each must stand in the text just as often as entries have it, so
// that nothing else is taken out with them, and no escape may hide one.
type shape struct {
	key  []byte
	own  []string // from the longest, since one may stand within another
	seen []int    // how many entries have each
}

// of makes the shape of p, whose own texts are in own. Ok tells that there is one.
func (s *shape) of(src []byte, p *Policy, own string) (ok bool) {
	s.key = append(append(s.key[:0], byte(p.kind), byte(p.names)), src...)
	if bytes.IndexByte(src, '\\') >= 0 {
		return false
	}
	s.collect(own)
	for i, text := range s.own {
		if !s.cut(text, s.seen[i], byte(i)) {
			return false
		}
	}
	return true
}

// collect puts the texts of own in order.
func (s *shape) collect(own string) {
	s.own = s.own[:0]
	for own != "" {
		var text string
		text, own = take(own)
		s.own = append(s.own, text)
	}
	s.seen = s.seen[:0]
	slices.SortStableFunc(s.own, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	kept := s.own[:0]
	for _, text := range s.own {
		if n := len(kept); n > 0 && kept[n-1] == text {
			s.seen[n-1]++
			continue
		}
		kept, s.seen = append(kept, text), append(s.seen, 1)
	}
	s.own = kept
}

// cut puts a mark in the place of a text, and reports whether it stood there the
// number of times. No policy has the characters of a mark.
func (s *shape) cut(text string, times int, mark byte) bool {
	if len(text) < 2 { // which is less than a mark takes
		return false
	}
	for range times {
		at := bytes.Index(s.key, []byte(text))
		if at < 0 {
			return false
		}
		s.key[at], s.key[at+1] = 0, mark
		s.key = slices.Delete(s.key, at+2, at+len(text))
	}
	return !bytes.Contains(s.key, []byte(text))
}
