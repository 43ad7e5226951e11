package archtest

import (
	"go/ast"
	"strings"
	"testing"
)

// internal reports whether the package is none of a user's business.
func (s source) internal() bool { return strings.HasPrefix(s.pkg, "internal/") }

// lacksDoc complains of what a user can name and no comment explains.
func lacksDoc(s source) (complaints []string) {
	if s.internal() {
		return nil
	}
	for _, decl := range s.file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if isExportedFunc(d) && d.Doc == nil {
				complaints = append(complaints, s.at(d.Name, "%s has no doc comment", d.Name.Name))
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				for _, name := range undocumented(d, spec) {
					complaints = append(complaints, s.at(name, "%s has no doc comment", name.Name))
				}
			}
		}
	}
	return complaints
}

// undocumented returns the exported names of a spec without a comment of its
// own, unless a comment above the group speaks for all.
func undocumented(group *ast.GenDecl, spec ast.Spec) (names []*ast.Ident) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		if group.Doc == nil && spec.Doc == nil {
			names = append(names, spec.Name)
		}
	case *ast.ValueSpec:
		if group.Doc == nil && spec.Doc == nil && spec.Comment == nil {
			names = spec.Names
		}
	}
	exported := names[:0:0]
	for _, name := range names {
		if name.IsExported() {
			exported = append(exported, name)
		}
	}
	return exported
}

func TestPackagesHaveADocComment(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range library(t) {
		documented[s.pkg] = documented[s.pkg] || s.file.Doc != nil
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("no file of %s has a comment above its package clause", pkg)
		}
	}
}

func TestLacksDocComplains(t *testing.T) {
	checkFindings(t, lacksDoc, "arn", map[string]finding{
		"a comment above":                     {"// F is.\nfunc F() {}", nil},
		"nobody asks for an unexported name":  {`func f() {}; type t int; const c = 1; func (t) F() {}`, nil},
		"a comment beside a constant":         {"const C = 1 // is one", nil},
		"one comment for a group":             {"// All of them.\nconst (\nA = 1\nB = 2\n)", nil},
		"a function":                          {`func F() {}`, []string{"arn/x.go:2:6: F has no doc comment"}},
		"a method":                            {`func (a *ARN) M() {}`, []string{"arn/x.go:2:15: M has no doc comment"}},
		"a type":                              {`type T int`, []string{"arn/x.go:2:6: T has no doc comment"}},
		"a constant in a group of others'":    {"const (\n// A is.\nA = 1\nB = 2\n)", []string{"arn/x.go:5:1: B has no doc comment"}},
		"a variable":                          {`var ErrV = errors.New("x")`, []string{"arn/x.go:2:5: ErrV has no doc comment"}},
		"a comment that stands off is no doc": {"// F is.\n\nfunc F() {}", []string{"arn/x.go:4:6: F has no doc comment"}},
	})
	checkFindings(t, lacksDoc, "internal/glob", map[string]finding{
		"an internal package is for those who read its source": {`func F() {}`, nil},
	})
}
