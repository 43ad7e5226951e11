package policy

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// unmark takes the marks out of a text in which «this» is marked, and returns
// what is marked and where.
func unmark(text string) (src string, marks []span) {
	for {
		before, rest, ok := strings.Cut(text, "«")
		src += before
		if !ok {
			return src, marks
		}
		underlined, after, _ := strings.Cut(rest, "»")
		marks = append(marks, span{len(src), len(src), len(src) + len(underlined)})
		src += underlined
		text = after
	}
}

// place counts the line and the column of an offset in src.
func place(src string, offset int) Position {
	before := src[:offset]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return Position{Offset: offset, Line: 1 + strings.Count(before, "\n"), Column: 1 + utf8.RuneCountInString(line)}
}

// checkPlaces holds all errors of a text to the rules of places: each says where
// it is, in the order of the text, and its pointer resolves to what it is in.
func checkPlaces(t *testing.T, src string, err error) {
	t.Helper()
	last := 0
	for _, e := range errorList(t, err) {
		if e.Err == ErrTooManyErrors {
			continue
		}
		offset := e.At.Offset
		if offset < last || len(src) < offset {
			t.Errorf("%v: offset %d, after %d of %d", e, offset, last, len(src))
			return
		}
		last = offset
		if diff := cmp.Diff(place(src, offset), e.At); diff != "" {
			t.Errorf("%v: place (-want +got):\n%s", e, diff)
		}
		// Readers differ on what name half a surrogate pair makes.
		if e.Path != "" && !errors.Is(err, ErrSurrogate) && !isIn(offset, resolve(src, e.Path)) {
			t.Errorf("%v: the offset %d is not in what the pointer means", e, offset)
		}
	}
}

func isIn(offset int, spans []span) bool {
	for _, s := range spans {
		if s.name <= offset && offset < s.end {
			return true
		}
	}
	return false
}

// errorList returns the errors of a policy that must have some.
func errorList(t *testing.T, err error) ErrorList {
	t.Helper()
	list, ok := err.(ErrorList)
	require.True(t, ok, "want an ErrorList, got %T: %v", err, err)
	require.NotEmpty(t, list)
	return list
}

// A fault is an error that a marked text must have: the i-th mark is where the
// i-th fault must be reported.
type fault struct {
	path string
	err  error
}

// checkFaults parses a marked text and compares its errors with the faults: no
// more of them, no fewer, and each at its mark.
func checkFaults(t *testing.T, k Kind, text string, faults ...fault) {
	t.Helper()
	src, marks := unmark(text)
	require.Len(t, marks, len(faults), "marks in %s", text)
	_, err := Parse(k, []byte(src))
	if len(faults) == 0 {
		require.NoError(t, err)
		return
	}
	list := errorList(t, err)
	checkPlaces(t, src, err)
	if len(list) != len(faults) {
		t.Fatalf("%d errors, want %d: %v", len(list), len(faults), list.Unwrap())
	}
	for i, f := range faults {
		e := list[i]
		if e.At != place(src, marks[i].begin) || e.Path != f.path {
			t.Errorf("reported at %v %s, want %v %s, which is %s", e.At, e.Path, place(src, marks[i].begin), f.path, src[marks[i].begin:marks[i].end])
		}
		require.ErrorIs(t, e, f.err)
	}
}

// filled puts in the place of `…` the elements that a statement of a kind needs
// and text does not have.
func filled(k Kind, text string) string {
	var missing []string
	for _, element := range []string{`"Effect":"Deny"`, `"Principal":"*"`, `"Action":"s3:GetObject"`, `"Resource":"*"`} {
		name, _, _ := strings.Cut(element[1:], `":`)
		if strings.Contains(text, `"`+name+`"`) || strings.Contains(text, `"Not`+name+`"`) || name == "Principal" && !k.NamesPrincipals() {
			continue
		}
		missing = append(missing, element)
	}
	if len(missing) == 0 {
		return strings.Replace(text, "…,", "", 1)
	}
	return strings.Replace(text, "…", strings.Join(missing, ","), 1)
}

// inPolicy makes a policy of a statement in which elements may be left out by
// `…`.
func inPolicy(k Kind, statement string) string {
	return `{"Version":"2012-10-17","Statement":` + filled(k, statement) + `}`
}
