package archtest

import (
	"go/ast"
	"go/token"
	"strings"
	"testing"
)

// readOnlyTables are the package variables that would be constants if Go had
// constants of their type. Nothing writes to them.
var readOnlyTables = map[string]bool{
	"arn.partitionOfRegion":                   true,
	"condition.baseNames":                     true,
	"condition.knownKeys":                     true,
	"condition.names":                         true,
	"condition.numberSlots":                   true,
	"condition.setPrefixes":                   true,
	"policy.nobody":                           true,
	"policy/lint.serviceDomains":              true,
	"policy/lint.serviceNames":                true,
	"accesspoint.layerNames":                  true,
	"accesspoint.writeKeys":                   true,
	"accesspoint.directLayer":                 true,
	"accesspoint.nothing":                     true,
	"accesspoint.nothingDirect":               true,
	"accesspoint.withoutTags":                 true,
	"accesspoint/s3request.byDirectory":       true,
	"accesspoint/s3request.byMultiRegion":     true,
	"accesspoint/s3request.byObjectLambda":    true,
	"accesspoint/s3request.byOutposts":        true,
	"accesspoint/s3request.controlRoutes":     true,
	"accesspoint/s3request.headerKeys":        true,
	"accesspoint/s3request.neutral":           true,
	"accesspoint/s3request.oneValue":          true,
	"accesspoint/s3request.routes":            true,
	"accesspoint/s3request.usual":             true,
	"internal/s3action.operations":            true,
	"internal/s3action.slots":                 true,
	"internal/s3action.table":                 true,
	"internal/s3resource.formats":             true,
	"internal/s3resource.partitions":          true,
	"internal/s3key.slots":                    true,
	"internal/s3key.table":                    true,
	"internal/suffix.reserved":                true,
	"policy/lint.omissions":                   true,
	"accesspoint/analysis.accessPointName":    true,
	"accesspoint/analysis.actionName":         true,
	"accesspoint/analysis.iamName":            true,
	"accesspoint/analysis.iamNameWithoutPath": true,
	"accesspoint/analysis.iamPath":            true,
	"accesspoint/analysis.multiRegionName":    true,
	"accesspoint/analysis.networkID":          true,
	"accesspoint/analysis.notEmpty":           true,
	"accesspoint/analysis.preferred":          true,
}

// keepsState complains of package variables other than the tables, blank ones
// and errors: what one call leaves there another would find.
func keepsState(s source) (complaints []string) {
	for _, decl := range s.file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}
		for _, spec := range gen.Specs {
			spec := spec.(*ast.ValueSpec)
			for i, name := range spec.Names {
				if fault := variableFault(s, spec, i); fault != "" {
					complaints = append(complaints, s.at(name, "package variable %s %s", name.Name, fault))
				}
			}
		}
	}
	return complaints
}

// variableFault says what is wrong with the i-th variable of spec, if anything.
func variableFault(s source, spec *ast.ValueSpec, i int) string {
	name := spec.Names[i]
	switch {
	case name.Name == "_", readOnlyTables[s.pkg+"."+name.Name] && !name.IsExported():
		return ""
	case len(spec.Values) != len(spec.Names) || !isError(spec.Values[i]):
		return "is neither an error nor in readOnlyTables"
	case name.IsExported() && !strings.HasPrefix(name.Name, "Err"):
		return "is exported and does not begin with Err"
	}
	return ""
}

// isError reports whether e is errors.New(…), fmt.Errorf(…), or an error that
// another package exports, such as jsondoc.ErrSyntax.
func isError(e ast.Expr) bool {
	call, isCall := e.(*ast.CallExpr)
	if isCall {
		e = call.Fun
	}
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	if !isCall {
		return strings.HasPrefix(sel.Sel.Name, "Err")
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && (pkg.Name == "errors" && sel.Sel.Name == "New" || pkg.Name == "fmt" && sel.Sel.Name == "Errorf")
}

// writesTables complains of assignments to a read-only table of the package. It
// goes by name: a local variable should not have a table's name anyway.
func writesTables(s source) (complaints []string) {
	complain := func(e ast.Expr) {
		if name := rootName(e); readOnlyTables[s.pkg+"."+name] {
			complaints = append(complaints, s.at(e, "table %s is written to", name))
		}
	}
	for n := range ast.Preorder(s.file) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				complain(e)
			}
		case *ast.IncDecStmt:
			complain(n.X)
		case *ast.CallExpr:
			if f := called(n); len(n.Args) > 0 && (f == "clear" || f == "delete" || f == "copy") {
				complain(n.Args[0])
			}
		}
	}
	return complaints
}

// rootName returns the name that an expression such as table[i].field begins with.
func rootName(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return ""
		}
	}
}

func TestReadOnlyTablesExist(t *testing.T) {
	found := map[string]bool{}
	for _, s := range library(t) {
		for _, decl := range s.file.Decls {
			if gen, ok := decl.(*ast.GenDecl); ok && gen.Tok == token.VAR {
				for _, spec := range gen.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						found[s.pkg+"."+name.Name] = true
					}
				}
			}
		}
	}
	for table := range readOnlyTables {
		if !found[table] {
			t.Errorf("%s is in readOnlyTables and nowhere else", table)
		}
	}
}

func TestKeepsStateComplains(t *testing.T) {
	checkFindings(t, keepsState, "internal/suffix", map[string]finding{
		"an exported error":                {`var ErrPrefix = errors.New("x")`, nil},
		"an error of this package alone":   {`var errPrefix = fmt.Errorf("%w: x", ErrPrefix)`, nil},
		"an error of another package":      {`var ErrSyntax = jsondoc.ErrSyntax`, nil},
		"a blank variable is an assertion": {`var _ fmt.Stringer = ARN{}`, nil},
		"a listed table":                   {`var reserved = [...]string{"x"}`, nil},
		"a variable in a function":         {`func f() { var n int; _ = n }`, nil},
		"a constant":                       {`const n = 1`, nil},
		"a table that is not listed": {`var table = [...]string{"x"}`,
			[]string{"internal/suffix/x.go:2:5: package variable table is neither an error nor in readOnlyTables"}},
		"a variable without a value": {`var (ErrLast error; n int)`, []string{
			"internal/suffix/x.go:2:6: package variable ErrLast is neither an error nor in readOnlyTables",
			"internal/suffix/x.go:2:21: package variable n is neither an error nor in readOnlyTables"}},
		"a value of another package": {`var mode = jsondoc.Strict`,
			[]string{"internal/suffix/x.go:2:5: package variable mode is neither an error nor in readOnlyTables"}},
		"an error made when asked": {`var ErrSyntax = jsondoc.ErrSyntax()`,
			[]string{"internal/suffix/x.go:2:5: package variable ErrSyntax is neither an error nor in readOnlyTables"}},
		"a cache": {`var cache sync.Map`,
			[]string{"internal/suffix/x.go:2:5: package variable cache is neither an error nor in readOnlyTables"}},
		"an error made by someone else": {`var ErrPrefix = oops.New("x")`,
			[]string{"internal/suffix/x.go:2:5: package variable ErrPrefix is neither an error nor in readOnlyTables"}},
		"two variables of one call": {`var a, b = f()`, []string{
			"internal/suffix/x.go:2:5: package variable a is neither an error nor in readOnlyTables",
			"internal/suffix/x.go:2:8: package variable b is neither an error nor in readOnlyTables"}},
		"an exported error by another name": {`var Prefix = errors.New("x")`,
			[]string{"internal/suffix/x.go:2:5: package variable Prefix is exported and does not begin with Err"}},
	})
	checkFindings(t, keepsState, "policy", map[string]finding{
		"another package's table": {`var reserved = 1`,
			[]string{"policy/x.go:2:5: package variable reserved is neither an error nor in readOnlyTables"}},
	})
}

func TestWritesTablesComplains(t *testing.T) {
	checkFindings(t, writesTables, "internal/suffix", map[string]finding{
		"reading": {`func f() { for _, r := range reserved { x = r.text } }`, nil},
		"an element": {`func f() { reserved[0].text = "x" }`,
			[]string{"internal/suffix/x.go:2:12: table reserved is written to"}},
		"the whole":   {`func f() { reserved, x = nil, 1 }`, []string{"internal/suffix/x.go:2:12: table reserved is written to"}},
		"a count":     {`func f() { (reserved[i])++ }`, []string{"internal/suffix/x.go:2:12: table reserved is written to"}},
		"all of them": {`func f() { clear(reserved[1:]) }`, []string{"internal/suffix/x.go:2:18: table reserved is written to"}},
	})
}
