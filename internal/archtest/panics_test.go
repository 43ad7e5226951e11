package archtest

import (
	"go/ast"
	"strings"
	"testing"
)

// panics complains of panic and recover, and of a call to a Must function: it
// panics as well. Functions named Must may; their name warns the caller.
func panics(s source) (complaints []string) {
	for _, decl := range s.file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Must") {
			continue
		}
		for n := range ast.Preorder(decl) {
			switch n := n.(type) {
			case *ast.Ident:
				if n.Name == "panic" || n.Name == "recover" {
					complaints = append(complaints, s.at(n, "%s outside a function named Must", n.Name))
				}
			case *ast.CallExpr:
				if name := called(n); strings.HasPrefix(name, "Must") {
					complaints = append(complaints, s.at(n, "%s, which panics, is called outside a function named Must", name))
				}
			}
		}
	}
	return complaints
}

// called returns the name of the function or method that is called, if it has one.
func called(call *ast.CallExpr) string {
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func TestPanicsComplains(t *testing.T) {
	checkFindings(t, panics, "arn", map[string]finding{
		"a Must function panics":         {`func MustParse() { panic("x") }`, nil},
		"a Must method panics":           {`func (a ARN) MustBe() { panic("x") }`, nil},
		"a Must function calls another":  {`func MustParse() { MustBe() }`, nil},
		"a comment may speak of a panic": {"// panic(\"x\")\nfunc f() {}", nil},
		"another function panics": {`func parse() { panic("x") }`,
			[]string{"arn/x.go:2:16: panic outside a function named Must"}},
		"a function inside another panics": {`func f() func() { return func() { (panic)("x") } }`,
			[]string{"arn/x.go:2:36: panic outside a function named Must"}},
		"a variable's function panics": {`var f = func() { panic("x") }`,
			[]string{"arn/x.go:2:18: panic outside a function named Must"}},
		"a panic is caught": {`func f() { defer func() { _ = recover() }() }`,
			[]string{"arn/x.go:2:31: recover outside a function named Must"}},
		"a Must function is called on input": {`func f(s string) { _ = arn.MustParse(s) }`,
			[]string{"arn/x.go:2:24: MustParse, which panics, is called outside a function named Must"}},
		"a Must function of the same package too": {`func f(s string) { MustParse(s) }`,
			[]string{"arn/x.go:2:20: MustParse, which panics, is called outside a function named Must"}},
	})
}
