package jsondoc

// A scanner makes the values of a text in one pass.
type scanner struct {
	*Tree
	lexer
	// Where the next value belongs: its parent, which is noNode for the whole, the
	// value before it there, or 0.
	parent, before int
	name           span // of the next value
	depth          int
	seen           map[member]bool // members of large objects
}

// A span is a piece of a text: a name or a value.
type span struct {
	begin, end uint32
	escaped    bool
}

const noNode = -1

// scan reads the whole text. It reports whether that is JSON of no more depth.
func (s *scanner) scan(limit int) bool {
	s.parent = noNode
	for {
		n, ok := s.value()
		if !ok || s.depth > limit {
			return false
		}
		if k := s.values[n].kind; k == Object || k == Array {
			if s.enter(n) {
				if k == Object && !s.member() {
					return false
				}
				continue
			}
			s.pos++ // there is nothing in it
			s.values[n].end = uint32(s.pos)
			s.depth--
		}
		more, ok := s.after(n)
		if !ok || !more {
			return ok
		}
	}
}

// enter makes n the parent of what follows, unless it ends here.
func (s *scanner) enter(n int) bool {
	s.skipBlanks()
	if s.at() == closing(s.values[n].kind) {
		return false
	}
	s.parent, s.before = n, 0
	s.values[n].filled = true
	return true
}

// after reads what follows the value n: a comma and, in an object, a name, or the
// ends of objects and arrays. More is false at the end of the text.
func (s *scanner) after(n int) (more, ok bool) {
	for {
		s.skipBlanks()
		s.before = n
		if s.parent == noNode {
			return false, s.pos == len(s.text)
		}
		kind := s.values[s.parent].kind
		switch s.at() {
		case ',':
			s.pos++
			return true, kind != Object || s.member()
		case closing(kind):
			s.pos++
			s.depth--
			n = s.parent
			s.values[n].end = uint32(s.pos)
			s.parent = int(s.values[n].parent)
			if n == 0 {
				s.parent = noNode
			}
		default:
			return false, false
		}
	}
}

// member reads the name of the next value and its colon.
func (s *scanner) member() (ok bool) {
	s.skipBlanks()
	if s.name, ok = s.checked(len(s.values)); !ok {
		return false
	}
	s.skipBlanks()
	if s.at() != ':' {
		return false
	}
	s.pos++
	return true
}

// value reads a scalar, or the beginning of an object or array, and links it in.
func (s *scanner) value() (n int, ok bool) {
	s.skipBlanks()
	n = len(s.values)
	s.values = append(s.values, value{begin: uint32(s.pos)})
	v := &s.values[n]
	if s.parent != noNode {
		v.parent = uint32(s.parent)
		if s.values[s.parent].kind == Object {
			v.nameBegin, v.nameEnd, v.escapedName = s.name.begin, s.name.end, s.name.escaped
			v.twice = s.twice(n)
		}
		if s.before != 0 {
			s.values[s.before].next = uint32(n)
		}
	}
	switch c := s.at(); c {
	case '"':
		v.kind = String
		var text span
		text, ok = s.checked(n)
		v.end, v.escaped = text.end, text.escaped
	case '{', '[':
		v.kind = Array
		if c == '{' {
			v.kind = Object
		}
		s.pos++
		s.depth++
		ok = true
	default:
		v.kind, ok = s.scalar()
		v.end = uint32(s.pos)
	}
	return n, ok
}

// checked reads a string of the value n, or its name.
func (s *scanner) checked(n int) (span, bool) {
	begin := s.pos
	escaped, ok := s.str()
	if ok && escaped {
		s.checkString(s.text[begin:s.pos], begin, n)
	}
	return span{uint32(begin), uint32(s.pos), escaped}, ok
}
