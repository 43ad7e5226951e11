package app

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/s3ap/s3ap/accesspoint/aptest"
	"github.com/s3ap/s3ap/internal/oneline"
)

// A resultPrinter prints what a request came to. What the writer cannot take is
// told when it is flushed.
type resultPrinter func(w io.Writer, r aptest.Result)

// resultPrinters and printCoverage have the formats of apcheck test.
var (
	resultPrinters = map[string]resultPrinter{"text": printFailure, "json": printResult}
	printCoverage  = map[string]func(io.Writer, []aptest.Statement){"text": printUncovered, "json": printUncoveredJSON}
)

// printFailure prints a line if the request is not as expected.
func printFailure(w io.Writer, r aptest.Result) {
	if !r.OK() {
		c := r.Case
		fmt.Fprintln(w, oneline.Visible(fmt.Sprintf("%s:%v: %s: %s, %s", c.File, c.At, c.Name, r.Wrong, c.Explain().Reason())))
	}
}

func printResult(w io.Writer, r aptest.Result) {
	line, err := r.MarshalJSON() // by json.Encoder it would be read once more
	if err != nil {
		line = strconv.AppendQuote(nil, err.Error())
	}
	w.Write(append(line, '\n'))
}

func printUncovered(w io.Writer, list []aptest.Statement) {
	if len(list) == 0 {
		fmt.Fprintln(w, "each statement applied to some request")
	}
	for _, s := range list {
		fmt.Fprintf(w, "%v applied to no request\n", oneline.Visible(s.String()))
	}
}

// uncovered is a statement that applied to no request, as a line of JSON.
type uncovered struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	Policy    string `json:"policy"`
	Statement int    `json:"statement"`
	Sid       string `json:"sid,omitempty"`
}

func printUncoveredJSON(w io.Writer, list []aptest.Statement) {
	for _, s := range list {
		printJSON(w, map[string]uncovered{
			"uncovered": {s.File, s.At.Line, s.At.Column, s.Policy.String(), s.Ref.Number, s.Ref.Sid},
		})
	}
}

// printJSON prints a value on a line, in the letters that policies are written in:
// no browser reads this.
func printJSON(w io.Writer, v any) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		fmt.Fprintf(w, "%q\n", err)
	}
}
