package jsondoc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits bound what Parse takes.
type Limits struct {
	Size  int // bytes
	Depth int // objects and arrays inside each other
}

// Parse reads a document. If the text as a whole cannot be read, the document is
// nil and the fault says why; faults of single strings and members stand in
// Document.Faults.
func Parse(src []byte, limits Limits) (*Document, *Fault) {
	t, fault := ParseTree(src, limits)
	if fault != nil {
		return nil, fault
	}
	return t.document(), nil
}

// ParseTree is Parse for a tree.
func ParseTree(src []byte, limits Limits) (*Tree, *Fault) {
	if len(src) > limits.Size || len(src) > math.MaxInt32 {
		return nil, &Fault{limits.Size, 0, fmt.Errorf("%w: %d bytes, at most %d are read", ErrTooLarge, len(src), limits.Size)}
	}
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		return nil, &Fault{0, 0, ErrBOM}
	}
	if i := invalidUTF8(src); i >= 0 {
		return nil, &Fault{i, 0, ErrUTF8}
	}
	t := &Tree{Text: string(src)}
	if t.parse(limits.Depth) {
		return t, nil
	}
	if i := tooDeep(src, limits.Depth); i >= 0 {
		return nil, &Fault{i, 0, fmt.Errorf("%w: at most %d objects and arrays inside each other", ErrTooDeep, limits.Depth)}
	}
	return nil, syntaxFault(src)
}

func invalidUTF8(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// tooDeep returns where the text first nests deeper than limit, or -1. In text
// that is not JSON the count may be off, but never by less than the nesting a
// parser would see before it gives up.
func tooDeep(src []byte, limit int) int {
	depth, quoted := 0, false
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case quoted:
			if c == '\\' {
				i++
			} else if c == '"' {
				quoted = false
			}
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
			if depth > limit {
				return i
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return -1
}

// wholeCharacter returns a message of the standard library, which names the first byte of
// a character as if it were one, with the character that the text begins with.
func wholeCharacter(message string, text []byte) string {
	r, size := utf8.DecodeRune(text)
	if size < 2 {
		return message
	}
	of := func(r rune) string { return "'" + strings.Trim(strconv.Quote(string(r)), `"`) + "'" }
	return strings.Replace(message, of(rune(text[0])), of(r), 1)
}

// syntaxFault finds the place of an error that gjson does not tell.
func syntaxFault(src []byte) *Fault {
	dec := json.NewDecoder(bytes.NewReader(src))
	var whole json.RawMessage
	err := dec.Decode(&whole)
	if err == nil {
		// The first value is sound, so that the fault is in what follows.
		end := int(dec.InputOffset())
		rest := bytes.TrimLeft(src[end:], " \t\r\n")
		return &Fault{len(src) - len(rest), 0, ErrTrailing}
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		at := max(int(syntax.Offset)-1, 0)
		return &Fault{at, 0, fmt.Errorf("%w: %s", ErrSyntax, wholeCharacter(err.Error(), src[at:]))}
	}
	if errors.Is(err, io.EOF) {
		err = errors.New("there is no text")
	} else {
		err = errors.New("the text ends too early")
	}
	return &Fault{len(src), 0, fmt.Errorf("%w: %w", ErrSyntax, err)}
}
