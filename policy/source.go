package policy

import (
	"cmp"
	"slices"

	"github.com/s3ap/s3ap/internal/jsondoc"
)

// A source is the text that a document was parsed from. A nil source is none.
type source struct {
	size  int
	lines *jsondoc.Lines
	tree  *jsondoc.Document
	// unread is what the reader found wrong, and left out of the document: an
	// element it did not know, one that stood there twice or was of the wrong type.
	unread ErrorList
}

// position turns a Pos into a line and column.
func (s *source) position(pos Pos) Position {
	if s == nil || pos <= 0 {
		return Position{}
	}
	line, column := s.lines.At(int(pos) - 1)
	return Position{Offset: int(pos) - 1, Line: line, Column: column}
}

// pointer returns the JSON Pointer of the member or item whose name or value
// begins at pos, or that holds what begins there.
func (s *source) pointer(pos Pos) string {
	if s.tree == nil || pos <= 0 {
		return ""
	}
	// Nodes lie in the order of the text.
	offset := int(pos) - 1
	n, _ := slices.BinarySearchFunc(s.tree.Nodes, offset+1, func(n jsondoc.Node, at int) int {
		begin := n.Offset
		if n.KeyOffset > 0 {
			begin = n.KeyOffset
		}
		return cmp.Compare(begin, at)
	})
	return s.tree.Pointer(max(n-1, 0))
}
