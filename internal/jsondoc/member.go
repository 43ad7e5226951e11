package jsondoc

// A member is a name in an object.
type member struct {
	object int
	name   string
}

// twice reports whether an earlier member of the object has the name of the value n,
// which is not linked in yet.
func (s *scanner) twice(n int) bool {
	const few = 16
	had, others := false, 0
	if s.before != 0 && s.seen == nil {
		for c := s.parent + 1; c != 0 && others <= few; c, others = int(s.values[c].next), others+1 {
			had = had || s.sameName(c)
		}
	}
	if others > few || s.seen != nil {
		had = s.remembered(n)
	}
	if had {
		s.Faults = append(s.Faults, Fault{int(s.name.begin), n, ErrDuplicate})
	}
	return had
}

// sameName reports whether the value c has the name of the next one.
func (s *scanner) sameName(c int) bool {
	v := &s.values[c]
	if !v.escapedName && !s.name.escaped {
		return s.text[v.nameBegin:v.nameEnd] == s.text[s.name.begin:s.name.end]
	}
	return s.Key(c) == s.string(s.name.begin, s.name.end, s.name.escaped)
}

// remembered is twice for texts with an object of many members, from the first such
// on. The members of all objects are in one set.
func (s *scanner) remembered(n int) bool {
	if s.seen == nil {
		s.seen = make(map[member]bool)
		for c := 1; c < n; c++ {
			if v := &s.values[c]; s.values[v.parent].kind == Object {
				s.seen[member{int(v.parent), s.Key(c)}] = true
			}
		}
	}
	m := member{s.parent, s.Key(n)}
	had := s.seen[m]
	s.seen[m] = true
	return had
}
