// Package app is the program apcheck, for each main that is one: that of the root
// module, and those of modules that read more formats.
package app

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
)

// What a command came to, for those who call it.
const (
	exitOK       = 0 // all as expected, or allowed
	exitNotOK    = 1 // some not as expected, or denied
	exitUnusable = 2 // something given cannot be used
)

// A program is apcheck with all that it sees of the outside.
type program struct {
	files          fs.FS
	stdin          io.Reader
	stdout, stderr io.Writer
	terminal       bool             // whether somebody watches stderr
	now            func() time.Time // the clock, nil if there is none
	find           find.Options     // how policies are found in files
}

// Main runs apcheck on the machine's own files, and returns what to end with. The
// options say what it can read beside JSON.
func Main(args []string, opt find.Options) int {
	p := program{disk{}, os.Stdin, os.Stdout, os.Stderr, isTerminal(os.Stderr), time.Now, opt}
	return p.run(args)
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// disk is the file system under the names that users type, which may begin with a
// slash or lead upwards.
type disk struct{}

func (disk) Open(name string) (fs.File, error)     { return os.Open(filepath.FromSlash(name)) }
func (disk) Stat(name string) (fs.FileInfo, error) { return os.Stat(filepath.FromSlash(name)) }

// Abs returns the whole path of a file.
func (disk) Abs(name string) (string, error) {
	abs, err := filepath.Abs(filepath.FromSlash(name))
	return filepath.ToSlash(abs), err
}

// WriteFile replaces what a file holds, at once or not at all, and keeps who may read
// it. What a link leads to is replaced, not the link.
func (disk) WriteFile(name string, data []byte) (err error) {
	name = filepath.FromSlash(name)
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".apcheck-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	_, err = file.Write(data)
	if err = errors.Join(err, file.Chmod(mode), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

// fsPath returns a path that a user typed as the file system knows it.
func fsPath(name string) string { return filepath.ToSlash(filepath.Clean(name)) }

const usage = `apcheck tests, explains and lints who may do what through S3 access points, without AWS.

	apcheck test PATH...    hold scenarios to what they expect
	apcheck eval FLAG...    decide one request and tell why
	apcheck name STRING...  tell what ARNs, hosts, aliases and names are of
	apcheck lint PATH...    look for mistakes in policies
	apcheck help COMMAND    tell more about a command

`

// run runs the command that the arguments name.
func (p *program) run(args []string) int {
	if len(args) == 0 {
		fmt.Fprint(p.stderr, usage)
		return exitUnusable
	}
	switch command, rest := args[0], args[1:]; command {
	case "test":
		return p.test(rest)
	case "eval":
		return p.eval(rest)
	case "name":
		return p.name(rest)
	case "lint":
		return p.lint(rest)
	case "help", "-h", "-help", "--help":
		return p.help(rest)
	default:
		return p.unusable("%q is no command; must be test, eval, name, lint or help", command)
	}
}

func (p *program) help(args []string) int {
	if len(args) > 0 && args[0] != "help" {
		return p.run([]string{args[0], "-h"})
	}
	fmt.Fprint(p.stdout, usage)
	return exitOK
}

// parse reads the flags of a command. If it is not ok, code is what the program
// ends with: help was asked for, or a flag cannot be used.
func (p *program) parse(flags *flag.FlagSet, args []string, help string) (code int, ok bool) {
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		flags.SetOutput(p.stdout)
		fmt.Fprint(p.stdout, help)
		flags.PrintDefaults()
		return exitOK, false
	case err != nil:
		return p.unusable("%v; see apcheck help %s", err, flags.Name()), false
	}
	return exitOK, true
}

// unusable tells what cannot be used.
func (p *program) unusable(format string, args ...any) int {
	fmt.Fprintf(p.stderr, "apcheck: "+format+"\n", args...)
	return exitUnusable
}

// errors prints an error, each of a list on a line of its own.
func (p *program) errors(err error) {
	if list, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range list.Unwrap() {
			fmt.Fprintln(p.stderr, e)
		}
		return
	}
	fmt.Fprintln(p.stderr, err)
}
