package app

import (
	"fmt"
	"io"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/internal/oneline"
)

// explanationPrinters have the formats of apcheck eval.
var explanationPrinters = map[string]func(w io.Writer, x accesspoint.Explanation, whole bool) error{
	"text": printExplanation, "json": printExplanationJSON, "mermaid": printMermaid,
}

// printExplanation prints the decision, or the whole of what led to it.
func printExplanation(w io.Writer, x accesspoint.Explanation, whole bool) error {
	text := x.String()
	if !whole {
		verdict := "DENY"
		if x.Decision.Allowed() {
			verdict = "ALLOW"
		}
		text = verdict + ": " + oneline.Visible(x.Decision.String()) + "\n"
	}
	_, err := io.WriteString(w, text)
	return err
}

// printExplanationJSON prints the whole, which a program looks through more easily
// than a person.
func printExplanationJSON(w io.Writer, x accesspoint.Explanation, _ bool) error {
	text, err := x.MarshalJSON()
	if err == nil {
		_, err = fmt.Fprintf(w, "%s\n", text)
	}
	return err
}

// printMermaid prints the whole, for a page that shows diagrams.
func printMermaid(w io.Writer, x accesspoint.Explanation, _ bool) error {
	_, err := io.WriteString(w, x.Mermaid())
	return err
}
