package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
)

// A drawing is an SVG in the making. It has a background of its own, so that it can
// be read on light and dark pages.
type drawing struct {
	body          bytes.Buffer
	width, height float64
}

const (
	paper  = "#ffffff"
	ink    = "#1f2328"
	faint  = "#59636e"
	rule   = "#d1d9e0"
	accent = "#0969da"
	muted  = "#8c959f"
)

func (d *drawing) rect(x, y, width, height float64, fill string) {
	fmt.Fprintf(&d.body, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n", x, y, width, height, fill)
}

func (d *drawing) line(x1, y1, x2, y2 float64, colour string, width float64) {
	fmt.Fprintf(&d.body, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>\n", x1, y1, x2, y2, colour, width)
}

// anchors of text.
const (
	begin  = "start"
	middle = "middle"
	end    = "end"
)

func (d *drawing) text(x, y float64, anchor, colour string, size float64, bold bool, s string) {
	weight := "normal"
	if bold {
		weight = "bold"
	}
	fmt.Fprintf(&d.body, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\" font-size=\"%.0f\" font-weight=\"%s\">", x, y, anchor, colour, size, weight)
	xml.EscapeText(&d.body, []byte(s)) // writing to a buffer does not fail
	d.body.WriteString("</text>\n")
}

// bytes returns the whole file.
func (d *drawing) bytes(title string) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" font-family=\"system-ui, sans-serif\" role=\"img\">\n",
		d.width, d.height, d.width, d.height)
	out.WriteString("<title>")
	xml.EscapeText(&out, []byte(title))
	fmt.Fprintf(&out, "</title>\n<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"%s\"/>\n", paper)
	out.Write(d.body.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}
