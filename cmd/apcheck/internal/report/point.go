package report

import "github.com/s3ap/s3ap/internal/jsondoc"

// A Point is a place in a file. The zero Point is none.
type Point struct {
	Offset int // in bytes
	Line   int // from 1
	Column int // in characters, from 1
}

// A Source is a file with the places in it.
type Source struct {
	Name  string
	Text  string
	lines *jsondoc.Lines
}

// NewSource prepares for places in a file.
func NewSource(name, text string) *Source {
	return &Source{name, text, jsondoc.NewLines(text)}
}

// At returns the point of an offset; one past the end is at the end.
func (s *Source) At(offset int) Point {
	offset = max(0, min(offset, len(s.Text)))
	line, column := s.lines.At(offset)
	return Point{offset, line, column}
}
