package s3request

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// A visitor is told of each element of a document when it begins, and when it ends
// with its text. The path is of the names of the elements that it is in and its own,
// such as Delete/Object/Key.
type visitor func(path, text string, begins bool) error

// walk reads an XML document. It refuses what parsers differ on, so that none sees
// another document: declarations of types, instructions and comments, text in several
// pieces or beside elements, and names of several namespaces.
func walk(body []byte, visit visitor) error {
	w := walker{visit: visit}
	d := xml.NewDecoder(bytes.NewReader(body))
	for first := true; ; first = false {
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && w.ended && len(w.open) == 0:
			return nil
		case err != nil:
			return ErrBody
		}
		switch t := token.(type) {
		case xml.ProcInst:
			if !first || t.Target != "xml" {
				return ErrBody
			}
		case xml.StartElement:
			err = w.begin(t)
		case xml.CharData:
			err = w.text(t)
		case xml.EndElement:
			err = w.end(t.Name)
		default:
			return ErrBody
		}
		if err != nil {
			return err
		}
	}
}

type walker struct {
	visit visitor
	path  string
	open  []opened
	ended bool // the root has been there
}

// opened is an element that has begun.
type opened struct {
	name     xml.Name
	text     string
	pieces   int  // of text, since the last element in it
	isParent bool // has elements in it
}

// namespaces of S3, which a document may have for its root and all in it.
func isNamespace(s string) bool {
	return s == "http://s3.amazonaws.com/doc/2006-03-01/" || s == "http://doc.s3.amazonaws.com/2006-03-01"
}

func (w *walker) begin(t xml.StartElement) error {
	const maxDepth = 4 // which documents of S3 have at most
	if len(w.open) == maxDepth || w.ended || t.Name.Space != "" {
		return ErrBody
	}
	for _, a := range t.Attr {
		if len(w.open) > 0 || a.Name.Space != "" || a.Name.Local != "xmlns" || !isNamespace(a.Value) {
			return ErrBody
		}
	}
	if n := len(w.open); n > 0 {
		parent := &w.open[n-1]
		if !isBlank(parent.text) {
			return ErrBody
		}
		parent.text, parent.pieces, parent.isParent = "", 0, true
		w.path += "/"
	}
	w.path += t.Name.Local
	w.open = append(w.open, opened{name: t.Name})
	return w.visit(w.path, "", true)
}

func (w *walker) text(t xml.CharData) error {
	n := len(w.open)
	if n == 0 {
		if !isBlank(string(t)) {
			return ErrBody
		}
		return nil
	}
	at := &w.open[n-1]
	if at.pieces++; at.pieces > 1 {
		return ErrBody
	}
	at.text = string(t)
	return nil
}

func (w *walker) end(name xml.Name) error {
	n := len(w.open)
	if n == 0 || w.open[n-1].name != name || w.open[n-1].isParent && !isBlank(w.open[n-1].text) {
		return ErrBody
	}
	err := w.visit(w.path, w.open[n-1].text, false)
	w.open, w.ended = w.open[:n-1], n == 1
	w.path = w.path[:max(0, len(w.path)-len(name.Local)-1)]
	return err
}

func isBlank(s string) bool { return strings.Trim(s, " \t\r\n") == "" }
