package jsondoc

import "errors"

// What can be wrong with a document.
var (
	ErrTooLarge  = errors.New("document is too large")
	ErrTooDeep   = errors.New("document is nested too deeply")
	ErrBOM       = errors.New("document begins with a byte order mark; save it as UTF-8 without one")
	ErrUTF8      = errors.New("document is not valid UTF-8")
	ErrSyntax    = errors.New("not JSON")
	ErrTrailing  = errors.New("text after the end of the document")
	ErrSurrogate = errors.New("half of a surrogate pair: characters beyond U+FFFF take two \\u escapes")
	ErrNUL       = errors.New("NUL character")
	ErrDuplicate = errors.New("member stands twice in the same object")
)

// A Fault is one thing wrong with a document.
type Fault struct {
	Offset int // in bytes
	Node   int // the node it is about, the root if none
	Err    error
}
