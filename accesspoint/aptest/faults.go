package aptest

import (
	"cmp"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy"
)

// Bounds of what a hostile text can make its errors cost: each has a path, which
// may be as long as the text.
const (
	maxErrors = 256
	maxPath   = 1024
)

// A fault is an error whose line, column and path are still to be found.
type fault struct {
	offset int
	node   int
	below  string // the rest of the path, below the node
	err    error
}

// faults collects what is wrong with one text, each thing once: what requests
// share is found wrong by each of them.
type faults struct {
	list []fault
	seen map[faultKey]bool
	more bool // there were too many
}

type faultKey struct {
	offset  int
	message string
}

func (f *faults) add(x fault) {
	if len(f.list) == maxErrors {
		f.more = true
		return
	}
	key := faultKey{x.offset, x.err.Error()}
	if f.seen[key] {
		return
	}
	if f.seen == nil {
		f.seen = make(map[faultKey]bool)
	}
	f.seen[key] = true
	f.list = append(f.list, x)
}

// errors returns the faults in the order of the text. The document may be nil if
// the text is none.
func (f *faults) errors(s *source, doc *jsondoc.Document) (list ErrorList) {
	slices.SortStableFunc(f.list, func(a, b fault) int { return cmp.Compare(a.offset, b.offset) })
	c := s.cursor()
	for _, x := range f.list {
		path := doc.Pointer(x.node) + x.below
		if len(path) > maxPath {
			path = strings.Clone(path[:maxPath])
		}
		list = append(list, &Error{File: s.file, At: c.position(x.offset), Path: path, Err: x.err})
	}
	if f.more {
		list = append(list, &Error{File: s.file, Err: policy.ErrTooManyErrors})
	}
	return list
}
