package main

import (
	"fmt"
	"io"
	"strings"
)

// A printer prints for people to read at a glance. It keeps the first error.
type printer struct {
	out    io.Writer
	colour bool
	err    error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.out, format, args...)
	}
}

// setting prints what steps 2 to 5 have made.
func (p *printer) setting(w *workshop) {
	p.printf("bucket        %v, owned by %s\n", w.bucket, account)
	for _, ap := range []accessPoint{w.open, w.inVPC} {
		p.printf("access point  %v\n", ap.arn)
		p.printf("              takes requests from %v, alias %v\n", ap.origin, ap.alias)
	}
	p.printf("caller        %v, who has no identity-based policies\n", w.jane)
}

// section prints requests in columns, and below each why it was decided so.
func (p *printer) section(s section) {
	p.printf("\n%s\n", p.paint(bold, s.title))
	if s.note != "" {
		for line := range strings.Lines(s.note) {
			p.printf("%s\n", strings.TrimRight("  "+line, " \n"))
		}
	}
	width, keyWidth := 0, 0
	for _, a := range s.answer {
		width = max(width, len(a.request.title))
		keyWidth = max(keyWidth, len(a.request.key))
	}
	for _, a := range s.answer {
		verdict := p.paint(red, "DENY ")
		if a.explanation.Decision.Allowed() {
			verdict = p.paint(green, "ALLOW")
		}
		row := fmt.Sprintf("  %s  %-*s  %-13s  %-*s", verdict, width, a.request.title, a.request.action, keyWidth, a.request.key)
		p.printf("%s\n", strings.TrimRight(row, " "))
		for _, line := range wrap(a.explanation.Reason(), textWidth-len(reasonIndent)) {
			p.printf("%s%s\n", reasonIndent, p.paint(dim, line))
		}
	}
}

const (
	textWidth    = 100
	reasonIndent = "         "
)

// wrap breaks text between words.
func wrap(s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, line)
}

const (
	bold  = "1"
	dim   = "2"
	red   = "31"
	green = "32"
)

func (p *printer) paint(colour, s string) string {
	if !p.colour {
		return s
	}
	return "\x1b[" + colour + "m" + s + "\x1b[0m"
}
