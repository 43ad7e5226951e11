package archtest

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/printer"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// apiLines lists what a file exports, in the manner of the api folder of Go's
// own source: a line stands for itself, and says all that a caller relies on.
func apiLines(file *ast.File) (lines []string) {
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if isExportedFunc(d) {
				lines = append(lines, funcLine(d))
			}
		case *ast.GenDecl:
			switch d.Tok {
			case token.CONST:
				lines = append(lines, constLines(d)...)
			case token.VAR:
				lines = append(lines, varLines(d)...)
			case token.TYPE:
				lines = append(lines, typeLines(d)...)
			}
		}
	}
	return lines
}

// isExportedFunc reports whether f is a function that a user can call, or a
// method of a type that a user can name.
func isExportedFunc(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return f.Name.IsExported()
	}
	recv, _, _ := strings.Cut(strings.TrimPrefix(oneLine(f.Recv.List[0].Type), "*"), "[")
	return f.Name.IsExported() && ast.IsExported(recv)
}

// funcLine leaves out the receiver's name, which no caller sees.
func funcLine(f *ast.FuncDecl) string {
	recv := ""
	if f.Recv != nil {
		recv = "(" + oneLine(f.Recv.List[0].Type) + ") "
	}
	return "func " + recv + f.Name.Name + signature(f.Type)
}

func signature(f *ast.FuncType) string { return strings.TrimPrefix(oneLine(f), "func") }

var iotaWord = regexp.MustCompile(`\biota\b`)

// constLines repeats type and value where a group leaves them out, and puts the
// number in the place of iota.
func constLines(group *ast.GenDecl) (lines []string) {
	var said *ast.ValueSpec // the last one with values
	for number, spec := range group.Specs {
		spec := spec.(*ast.ValueSpec)
		if len(spec.Values) > 0 {
			said = spec
		}
		for i, name := range spec.Names {
			if name.IsExported() {
				value := iotaWord.ReplaceAllString(oneLine(said.Values[i]), strconv.Itoa(number))
				lines = append(lines, "const "+name.Name+" "+typed(said)+"= "+value)
			}
		}
	}
	return lines
}

// varLines takes a variable without a type for an error: keepsState sees to it.
func varLines(group *ast.GenDecl) (lines []string) {
	for _, spec := range group.Specs {
		spec := spec.(*ast.ValueSpec)
		for _, name := range spec.Names {
			if name.IsExported() {
				lines = append(lines, "var "+name.Name+" "+strings.TrimSpace(cmp.Or(typed(spec), "error")))
			}
		}
	}
	return lines
}

// typed returns the type of spec and a space, or nothing.
func typed(spec *ast.ValueSpec) string {
	if spec.Type == nil {
		return ""
	}
	return oneLine(spec.Type) + " "
}

// typeLines gives fields and methods lines of their own.
func typeLines(group *ast.GenDecl) (lines []string) {
	for _, spec := range group.Specs {
		spec := spec.(*ast.TypeSpec)
		if !spec.Name.IsExported() {
			continue
		}
		name := "type " + spec.Name.Name + typeParams(spec)
		switch t := spec.Type.(type) {
		case *ast.StructType:
			lines = append(lines, name+" struct")
			lines = append(lines, memberLines(name+" struct, ", t.Fields)...)
		case *ast.InterfaceType:
			lines = append(lines, name+" interface")
			lines = append(lines, memberLines(name+" interface, ", t.Methods)...)
		default:
			if spec.Assign.IsValid() {
				name += " ="
			}
			lines = append(lines, name+" "+oneLine(t))
		}
	}
	return lines
}

func typeParams(spec *ast.TypeSpec) string {
	if spec.TypeParams == nil {
		return ""
	}
	return strings.TrimSuffix(signature(&ast.FuncType{TypeParams: spec.TypeParams, Params: &ast.FieldList{}}), "()")
}

// memberLines says once that there are unexported members: with them a literal
// needs names, and an interface has no implementation elsewhere.
func memberLines(prefix string, members *ast.FieldList) (lines []string) {
	hidden := false
	for _, m := range members.List {
		if len(m.Names) == 0 {
			lines = append(lines, prefix+"embeds "+oneLine(m.Type))
		}
		for _, name := range m.Names {
			if !name.IsExported() {
				hidden = true
				continue
			}
			if f, ok := m.Type.(*ast.FuncType); ok && strings.HasSuffix(prefix, "interface, ") {
				lines = append(lines, prefix+name.Name+signature(f))
				continue
			}
			lines = append(lines, prefix+name.Name+" "+oneLine(m.Type))
		}
	}
	if hidden {
		lines = append(lines, prefix+"unexported members")
	}
	return lines
}

// oneLine prints n without its comments and line breaks. With an empty file set
// the printer knows no lines to keep.
func oneLine(n ast.Node) string {
	var text bytes.Buffer
	if err := printer.Fprint(&text, token.NewFileSet(), n); err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(text.String()), " ")
}

func TestAPILinesListsEachThingOnALine(t *testing.T) {
	for name, tt := range map[string]struct {
		src  string
		want []string
	}{
		"a function":                     {`func Parse(s string) (ARN, error) { return ARN{}, nil }`, []string{"func Parse(s string) (ARN, error)"}},
		"a signature of several lines":   {"func F(\n\ta int, // one\n\tb ...string,\n) {}", []string{"func F(a int, b ...string)"}},
		"a generic function":             {`func F[K comparable](k K) {}`, []string{"func F[K comparable](k K)"}},
		"a method":                       {`func (a ARN) String() string { return "" }`, []string{"func (ARN) String() string"}},
		"a method of a pointer":          {`func (a *Error) Unwrap() error { return nil }`, []string{"func (*Error) Unwrap() error"}},
		"a method of a generic type":     {`func (s *Set[T]) Len() int { return 0 }`, []string{"func (*Set[T]) Len() int"}},
		"a method of an unexported type": {`func (a arn) String() string { return "" }`, nil},
		"unexported names are left out":  {"func f() {}; const c = 1; var v error; type t int", nil},
		"a constant":                     {`const SourceIP Key = "aws:SourceIp"`, []string{`const SourceIP Key = "aws:SourceIp"`}},
		"a constant without a type":      {`const Max = 1 << 20`, []string{`const Max = 1 << 20`}},
		"constants that count":           {"const (\nNone Kind = iota\nOne\n_\nThree\n)", []string{"const None Kind = 0", "const One Kind = 1", "const Three Kind = 3"}},
		"constants that count in a term": {"const (\nA = 1 << iota\nB\n)", []string{"const A = 1 << 0", "const B = 1 << 1"}},
		"an error":                       {`var ErrPrefix = errors.New("x")`, []string{"var ErrPrefix error"}},
		"a variable with a type":         {`var V map[string]int`, []string{"var V map[string]int"}},
		"a defined type":                 {`type Key string`, []string{"type Key string"}},
		"an alias":                       {`type Key = string`, []string{"type Key = string"}},
		"a function type":                {`type F func(int) bool`, []string{"type F func(int) bool"}},
		"a struct":                       {"type Error struct {\n\tAt, To Position // where\n\tErr error\n}", []string{"type Error struct", "type Error struct, At Position", "type Error struct, To Position", "type Error struct, Err error"}},
		"a struct that hides its fields": {`type ARN struct { head, tail string }`, []string{"type ARN struct", "type ARN struct, unexported members"}},
		"a struct that embeds another":   {`type T struct { Position }`, []string{"type T struct", "type T struct, embeds Position"}},
		"a struct that holds a function": {`type T struct { F func() }`, []string{"type T struct", "type T struct, F func()"}},
		"an interface":                   {`type I interface { fmt.Stringer; M(x int) bool; m() }`, []string{"type I interface", "type I interface, embeds fmt.Stringer", "type I interface, M(x int) bool", "type I interface, unexported members"}},
		"a generic type":                 {`type Set[T any] struct{}`, []string{"type Set[T any] struct"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := apiLines(parse(t, "arn/x.go", "package x\n"+tt.src).file)
			if diff := gocmp.Diff(tt.want, got); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}
