package app

import (
	"bufio"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/s3ap/s3ap/accesspoint/s3name"
	"github.com/s3ap/s3ap/internal/oneline"
)

const nameHelp = `apcheck name tells what strings name: access points, buckets, objects, aliases, hosts.

	apcheck name [FLAG...] [STRING...]

Without a STRING, each line of standard input is one. A string is an ARN, as policies
write it or as AWS SDKs take it, the host of a request, an alias, or a bare name. Printed
is what it names, or each rule that it breaks. Nothing is looked up: whether there is
such an access point or bucket is not known. It ends with 0 if each string names
something, with 1 if some do not, and with 2 if something cannot be read. For example:

	apcheck name arn:aws:s3:us-west-2:111122223333:accesspoint/finance
	cut -f 8 access.tsv | sort -u | apcheck name -format json

`

// maxLine is the length in bytes of the longest line of standard input that is read,
// far more than any name has.
const maxLine = 1 << 16

// A namePrinter prints what a string names, or what is wrong with it.
type namePrinter func(w io.Writer, text string, n s3name.Name, faults s3name.ErrorList)

// namePrinters have the formats of apcheck name.
var namePrinters = map[string]namePrinter{"text": printName, "json": printNameJSON}

// A nameRun is one run of apcheck name.
type nameRun struct {
	*program
	out         *bufio.Writer
	print       namePrinter
	named, none int // strings that name something, and that do not
}

func (p *program) name(args []string) int {
	flags := flag.NewFlagSet("name", flag.ContinueOnError)
	format := flags.String("format", "text", "`how` to print: text, or json, an object a line for each string")
	if code, ok := p.parse(flags, args, nameHelp); !ok {
		return code
	}
	r := &nameRun{program: p, out: bufio.NewWriter(p.stdout)}
	if r.print = namePrinters[*format]; r.print == nil {
		return p.unusable("-format must be text or json, not %q", *format)
	}
	for _, s := range flags.Args() {
		r.tell(s)
	}
	var err error
	if flags.NArg() == 0 {
		err = r.lines()
	}
	if err := cmp.Or(r.out.Flush(), err); err != nil {
		return p.unusable("%v", err)
	}
	switch {
	case r.none > 0:
		return exitNotOK
	case r.named == 0:
		return p.unusable("there was no string to tell of")
	}
	return exitOK
}

// lines tells of each line of standard input, and answers it before the next is
// awaited.
func (r *nameRun) lines() error {
	lines := bufio.NewScanner(&answeringReader{r.stdin, r.out})
	lines.Buffer(nil, maxLine)
	n := 0
	for ; lines.Scan(); n++ {
		r.tell(lines.Text())
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("line %d of standard input is longer than %d bytes", n+1, maxLine)
	}
	return lines.Err()
}

// tell prints what a string names.
func (r *nameRun) tell(text string) {
	n, err := s3name.Parse(text)
	faults, _ := errors.AsType[s3name.ErrorList](err)
	if err != nil {
		r.none++
	} else {
		r.named++
	}
	r.print(r.out, text, n, faults)
}

// printName prints a line, and one more for each fault.
func printName(w io.Writer, text string, n s3name.Name, faults s3name.ErrorList) {
	if len(faults) == 0 {
		fmt.Fprintf(w, "%s: %s\n", oneline.Visible(text), oneline.Visible(n.Describe()))
		return
	}
	const shown = 100
	if len(text) > shown {
		text = text[:shown] + "…"
	}
	fmt.Fprintf(w, "%s: names nothing\n", oneline.Visible(text))
	for _, e := range faults {
		fmt.Fprintf(w, "\tat offset %d: %v\n", e.Offset, e.Err)
	}
}

// A nameJSON is what a string names, as a line of JSON.
type nameJSON struct {
	Input       string         `json:"input"`
	OK          bool           `json:"ok"`
	Form        string         `json:"form,omitempty"`
	Description string         `json:"description,omitempty"`
	AccessPoint string         `json:"accessPoint,omitempty"`
	Bucket      string         `json:"bucket,omitempty"`
	Kind        string         `json:"kind,omitempty"`
	Key         string         `json:"key,omitempty"`
	Label       string         `json:"label,omitempty"`
	Host        *nameHostJSON  `json:"host,omitempty"`
	Faults      []nameFaultRow `json:"faults,omitempty"`
}

// A nameHostJSON is what a host says.
type nameHostJSON struct {
	Service     string `json:"service"`
	Partition   string `json:"partition"`
	Region      string `json:"region,omitempty"`
	Account     string `json:"account,omitempty"`
	Zone        string `json:"zone,omitempty"`
	Outpost     string `json:"outpost,omitempty"`
	FIPS        bool   `json:"fips,omitempty"`
	DualStack   bool   `json:"dualStack,omitempty"`
	Accelerate  bool   `json:"accelerate,omitempty"`
	VPCEndpoint string `json:"vpcEndpoint,omitempty"`
}

// A nameFaultRow is a rule that is broken, and where.
type nameFaultRow struct {
	Offset  int    `json:"offset"`
	Message string `json:"message"`
}

// printNameJSON prints a line of JSON.
func printNameJSON(w io.Writer, text string, n s3name.Name, faults s3name.ErrorList) {
	line := nameJSON{Input: text, OK: len(faults) == 0, Key: n.Key, Label: n.Label}
	for _, e := range faults {
		line.Faults = append(line.Faults, nameFaultRow{e.Offset, e.Err.Error()})
	}
	if line.OK {
		line.Form, line.Description = n.Form.String(), n.Describe()
		line.AccessPoint, line.Bucket = n.AccessPoint.String(), n.Bucket.String()
	}
	switch {
	case n.AccessPoint.IsValid():
		line.Kind = n.AccessPoint.Kind().String()
	case n.Bucket.IsValid():
		line.Kind = n.Bucket.Kind().String()
	}
	if h := n.Host; h != (s3name.Host{}) {
		line.Host = &nameHostJSON{
			h.Service.String(), h.Partition, h.Region, h.Account, h.Zone, h.OutpostID,
			h.FIPS, h.DualStack, h.Accelerate, h.VPCEndpoint,
		}
	}
	printJSON(w, line)
}
