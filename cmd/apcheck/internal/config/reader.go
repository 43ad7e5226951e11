package config

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/internal/suggest"
)

// Bounds of what is read.
const (
	MaxBytes   = 1 << 20
	maxNesting = 16
)

// An Error is one thing wrong with a file.
type Error struct {
	File         string
	Line, Column int    // from 1; columns count characters
	Pointer      string // the same place as a JSON Pointer, empty for the whole file
	Err          error
}

func (e *Error) Error() string {
	pointer := ""
	if e.Pointer != "" {
		pointer = e.Pointer + ": "
	}
	return fmt.Sprintf("%s:%d:%d: %s%v", e.File, e.Line, e.Column, pointer, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// A reader is a file as JSON, with what was found wrong with it.
type reader struct {
	file string
	*jsondoc.Tree
	lines *jsondoc.Lines
	errs  []error
}

func newReader(file string, src []byte) (*reader, error) {
	r := &reader{file: file, lines: jsondoc.NewLines(string(src))}
	tree, fault := jsondoc.ParseTree(src, jsondoc.Limits{Size: MaxBytes, Depth: maxNesting})
	if fault != nil {
		r.at(fault.Offset, "", fault.Err)
		return nil, r.err()
	}
	r.Tree = tree
	for _, f := range tree.Faults {
		r.at(f.Offset, tree.Pointer(f.Node), f.Err)
	}
	return r, nil
}

func (r *reader) err() error { return errors.Join(r.errs...) }

func (r *reader) at(offset int, pointer string, err error) {
	line, column := r.lines.At(offset)
	r.errs = append(r.errs, &Error{r.file, line, column, pointer, err})
}

// wrong reports what is wrong with the value of node n.
func (r *reader) wrong(n int, format string, args ...any) {
	r.at(r.Offset(n), r.Pointer(n), fmt.Errorf(format, args...))
}

// is reports whether n has a type, and if not, that it should.
func (r *reader) is(n int, k jsondoc.Kind) bool {
	if got := r.Kind(n); got != k {
		r.wrong(n, "must be %v, not %v", k, got)
		return false
	}
	return true
}

func (r *reader) children(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for c := r.Child(n); c != 0 && yield(c); c = r.Next(c) {
		}
	}
}

// members reads an object by what reads each member of it.
func (r *reader) members(n int, known map[string]func(n int)) {
	if !r.is(n, jsondoc.Object) {
		return
	}
	for c := range r.children(n) {
		if read, ok := known[r.Key(c)]; ok {
			read(c)
			continue
		}
		names := make([]string, 0, len(known))
		for name := range known {
			names = append(names, name)
		}
		slices.Sort(names)
		r.at(r.KeyOffset(c), r.Pointer(c), fmt.Errorf("unknown member %s%s", oneline.Quote(r.Key(c)), meant(r.Key(c), names)))
	}
}

// items iterates over the items of n, which must be an array.
func (r *reader) items(n int) iter.Seq[int] {
	if !r.is(n, jsondoc.Array) {
		return func(func(int) bool) {}
	}
	return r.children(n)
}

// text returns what reads a string into a variable.
func (r *reader) text(to *string) func(int) {
	return func(n int) {
		if r.is(n, jsondoc.String) {
			*to = r.String(n)
		}
	}
}

// texts returns what reads an array of strings into a variable, which is not nil
// afterwards: an empty list is a list.
func (r *reader) texts(to *[]string) func(int) {
	return func(n int) {
		*to = []string{}
		for c := range r.items(n) {
			if r.is(c, jsondoc.String) {
				*to = append(*to, r.String(c))
			}
		}
	}
}

// truth returns what reads true or false into a variable.
func (r *reader) truth(to *bool) func(int) {
	return func(n int) {
		if r.is(n, jsondoc.Bool) {
			*to = r.String(n) == "true"
		}
	}
}

// meant proposes the name that is nearest to one that there is not.
func meant(name string, known []string) string {
	near, ok := suggest.Nearest(name, slices.Values(known))
	if !ok {
		return ""
	}
	return "; did you mean `" + near + "`?"
}
