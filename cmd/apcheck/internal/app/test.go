package app

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"

	"github.com/s3ap/s3ap/accesspoint/aptest"
)

const testHelp = `apcheck test holds scenarios to what they expect.

	apcheck test [FLAG...] PATH...

A PATH is a scenario, a folder (all *.json files below it that are scenarios), or -
for scenarios on standard input, one a line. Printed is a line for each request that
is not as expected. It ends with 0 if all are, with 1 if some are not, and with 2 if
something cannot be used. For example:

	apcheck test -coverage scenarios/
	jq -c . jane.json | apcheck test -format json -

`

// A testRun is one run of apcheck test.
type testRun struct {
	*program
	out      *bufio.Writer
	print    resultPrinter
	names    *regexp.Regexp
	progress progress

	passed, failed, unchecked int
	unused                    bool // something cannot be used
}

func (p *program) test(args []string) int {
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	format := flags.String("format", "text", "`how` to print: text, or json, an object a line for each request")
	coverage := flags.Bool("coverage", false, "also print the statements that applied to no request")
	names := flags.String("run", "", "decide only the requests whose name matches the `regexp`")
	if code, ok := p.parse(flags, args, testHelp); !ok {
		return code
	}
	t := &testRun{program: p, out: bufio.NewWriter(p.stdout), progress: progress{to: p.stderr, on: p.terminal}}
	var err error
	if t.names, err = regexp.Compile(*names); err != nil {
		return p.unusable("-run: %v", err)
	}
	if t.print = resultPrinters[*format]; t.print == nil {
		return p.unusable("-format must be text or json, not %q", *format)
	}
	paths := flags.Args()
	switch {
	case len(paths) == 0:
		return p.unusable("nothing to test; name scenarios or folders, or - for standard input")
	case *coverage && slices.Contains(paths, "-"):
		return p.unusable("-coverage is for files, not for -, whose lines repeat their policies")
	}
	all := t.paths(paths)
	t.progress.done()
	if *format == "text" {
		t.summary()
	}
	if *coverage {
		printCoverage[*format](t.out, aptest.Uncovered(all...))
	}
	return t.finish()
}

// paths tests what the paths lead to and returns the scenarios in files.
func (t *testRun) paths(paths []string) (all []*aptest.Scenario) {
	for _, name := range paths {
		if name == "-" {
			t.stream()
			continue
		}
		list, err := aptest.ReadAll(watched{t.files, &t.progress}, fsPath(name))
		t.cannotUse(err)
		for _, s := range list {
			t.scenario(s)
		}
		all = append(all, list...)
	}
	return all
}

// stream tests scenarios from JSON lines. A line that cannot be used does not keep
// those after it from being tested.
func (t *testRun) stream() {
	for s := aptest.NewStream(&answeringReader{t.stdin, t.out}, "-"); ; {
		scenario, err := s.Next()
		if err == io.EOF {
			return
		}
		t.cannotUse(err)
		if _, ofLine := errors.AsType[aptest.ErrorList](err); err != nil && !ofLine {
			return
		}
		if err == nil {
			t.scenario(scenario)
		}
	}
}

// An answeringReader writes what was answered before it waits for more: whoever is
// at the other end may do the same.
type answeringReader struct {
	from io.Reader
	out  *bufio.Writer
}

func (r *answeringReader) Read(p []byte) (int, error) {
	if err := r.out.Flush(); err != nil {
		return 0, err // nobody reads the answers
	}
	return r.from.Read(p)
}

func (t *testRun) cannotUse(err error) {
	if err != nil {
		t.unused = true
		t.progress.done()
		t.errors(err)
	}
}

// scenario decides the requests of a scenario that were asked for, and leaves it
// with them.
func (t *testRun) scenario(s *aptest.Scenario) {
	s.Cases = slices.DeleteFunc(s.Cases, func(c *aptest.Case) bool { return !t.names.MatchString(c.Name) })
	for _, c := range s.Cases {
		r := c.Decide()
		switch {
		case !r.OK():
			t.failed++
		case c.Expect == "":
			t.unchecked++
		default:
			t.passed++
		}
		t.print(t.out, r)
		t.progress.decided()
	}
}

func (t *testRun) summary() {
	fmt.Fprintf(t.out, "%d passed, %d failed", t.passed, t.failed)
	if t.unchecked > 0 {
		fmt.Fprintf(t.out, ", %d without anything expected", t.unchecked)
	}
	fmt.Fprintln(t.out)
}

// finish returns what the program ends with. A run that tested nothing passed
// nothing.
func (t *testRun) finish() int {
	if err := t.out.Flush(); err != nil {
		return t.program.unusable("%v", err)
	}
	switch {
	case t.unused:
		return exitUnusable
	case t.failed > 0:
		return exitNotOK
	case t.passed+t.unchecked > 0:
		return exitOK
	case t.names.String() != "":
		return t.unusable("no request has a name that matches %q", t.names)
	}
	return t.unusable("there was no request to decide")
}
