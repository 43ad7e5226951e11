package archtest

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// The library answers from its arguments alone: the same question has the same
// answer on every machine, at every hour.
var (
	// impure packages reach the outside, or around the type system; what is below
	// them does too. reflect is for tests.
	impure = []string{"C", "crypto/rand", "log", "math/rand", "net", "os", "plugin", "reflect", "syscall", "unsafe"}
	// pureAllTheSame are below an impure one, and only know the form of text.
	pureAllTheSame = []string{"net/netip", "net/url"}
	// clock is what package time reads from the machine.
	clock = []string{
		"Now", "Since", "Until", "After", "Tick", "Sleep",
		"NewTimer", "NewTicker", "AfterFunc", "Local", "LoadLocation",
	}
)

func touchesOutside(s source) (complaints []string) {
	times := map[string]bool{} // the names of package time in this file
	for _, spec := range s.file.Imports {
		p := importPath(spec.Path.Value)
		if isImpure(p) {
			complaints = append(complaints, s.at(spec, "the library must not import %s", p))
		}
		switch {
		case p != "time":
		case spec.Name == nil:
			times["time"] = true
		case spec.Name.Name == ".":
			complaints = append(complaints, s.at(spec, "a dot import of time hides the clock"))
		default:
			times[spec.Name.Name] = true
		}
	}
	for n := range ast.Preorder(s.file) {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains(clock, sel.Sel.Name) {
			continue
		}
		if x, ok := sel.X.(*ast.Ident); ok && times[x.Name] {
			complaints = append(complaints, s.at(n, "time.%s reads the machine's clock or zone; take the time as an argument", sel.Sel.Name))
		}
	}
	return complaints
}

// isImpure reports whether p, or what p is below, is impure.
func isImpure(p string) bool {
	if slices.Contains(pureAllTheSame, p) {
		return false
	}
	for ; p != "."; p = path.Dir(p) {
		if slices.Contains(impure, p) {
			return true
		}
	}
	return false
}

// runsBeside complains of what runs without being called, or at the same time.
func runsBeside(s source) (complaints []string) {
	complain := func(n ast.Node, what string) {
		complaints = append(complaints, s.at(n, "%s; a decision is one call of one goroutine", what))
	}
	for n := range ast.Preorder(s.file) {
		switch n := n.(type) {
		case *ast.GoStmt:
			complain(n, "a go statement")
		case *ast.ChanType:
			complain(n, "a channel")
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				complain(n, "an init function")
			}
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				complain(n, "a receive")
			}
		}
	}
	return complaints
}

func TestTouchesOutsideComplains(t *testing.T) {
	for _, p := range strings.Fields(`os os/exec net net/http log log/slog syscall math/rand math/rand/v2 crypto/rand
		unsafe reflect plugin C`) {
		checkFindings(t, touchesOutside, "arn", map[string]finding{
			p + " is impure": {`import _ "` + p + `"`, []string{"arn/x.go:2:8: the library must not import " + p}},
		})
	}
	for _, p := range strings.Fields(`net/netip net/url math math/bits crypto/sha256 io/fs logic`) {
		checkFindings(t, touchesOutside, "arn", map[string]finding{p + " is pure": {`import _ "` + p + `"`, nil}})
	}
	checkFindings(t, touchesOutside, "arn", map[string]finding{
		"a time is taken from the caller":  {`import "time"; func f(t time.Time) int { return t.Year() }`, nil},
		"a method may have a clock's name": {`import "time"; type u struct{}; func (u) Now() {}; func f(x u, _ time.Time) { x.Now() }`, nil},
		"the clock is read": {`import "time"; var t = time.Now()`,
			[]string{"arn/x.go:2:24: time.Now reads the machine's clock or zone; take the time as an argument"}},
		"the clock is kept for later": {`import "time"; var sleep = time.Sleep`,
			[]string{"arn/x.go:2:28: time.Sleep reads the machine's clock or zone; take the time as an argument"}},
		"the clock goes by another name": {`import clk "time"; var t = clk.Now()`,
			[]string{"arn/x.go:2:28: time.Now reads the machine's clock or zone; take the time as an argument"}},
		"the clock goes by no name": {`import . "time"; var t = Now()`,
			[]string{"arn/x.go:2:8: a dot import of time hides the clock"}},
		"the zone is the machine's": {`import "time"; var l = time.Local`,
			[]string{"arn/x.go:2:24: time.Local reads the machine's clock or zone; take the time as an argument"}},
	})
}

func TestRunsBesideComplains(t *testing.T) {
	checkFindings(t, runsBeside, "arn", map[string]finding{
		"a deferred call is still the caller's": {`func f() { defer f() }`, nil},
		"a method may be named init":            {`type u struct{}; func (u) init() {}`, nil},
		"a goroutine": {`func f() { go f() }`,
			[]string{"arn/x.go:2:12: a go statement; a decision is one call of one goroutine"}},
		"an init function": {`func init() {}`,
			[]string{"arn/x.go:2:1: an init function; a decision is one call of one goroutine"}},
		"a channel": {`type u struct { done chan int }`,
			[]string{"arn/x.go:2:22: a channel; a decision is one call of one goroutine"}},
		"a receive from someone's channel": {`func f(u v) { <-u.done }`,
			[]string{"arn/x.go:2:15: a receive; a decision is one call of one goroutine"}},
	})
}
