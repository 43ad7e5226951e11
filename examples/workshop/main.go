// The program workshop replays, without AWS, the workshop "Create Amazon S3
// access point and test the connection": a bucket that delegates to its access
// points, an access point that lets each user read a folder of their own, and
// the requests that show what this allows and what not.
//
//	go run ./examples/workshop
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Stdout, isTerminal(os.Stdout) && os.Getenv("NO_COLOR") == ""); err != nil {
		fmt.Fprintln(os.Stderr, "workshop:", err)
		os.Exit(1)
	}
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// run replays the workshop and prints each request with its decision.
func run(out io.Writer, colour bool) error {
	w, err := newWorkshop()
	if err != nil {
		return err
	}
	p := printer{out: out, colour: colour}
	p.setting(w)
	for _, s := range w.sections() {
		p.section(s)
	}
	return p.err
}
