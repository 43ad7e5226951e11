package archtest

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport says what of this module a package may import: packages, and below
// a name that ends in a slash all of them. Imports go down, never up.
var mayImport = map[string][]string{
	"internal/":            {"internal/"},
	"internal/publicgrant": {"policy", "condition"},

	"arn":       {"internal/"},
	"alias":     {"arn", "internal/"},
	"condition": {"arn", "internal/"},
	"policy":    {"condition", "arn", "internal/"},

	"policy/lint": {"accesspoint/analysis", "accesspoint", "policy", "condition", "arn", "alias", "internal/"},
	"accesspoint": {"policy", "condition", "arn", "alias", "internal/"},

	"accesspoint/s3name":    {"arn", "alias", "internal/"},
	"accesspoint/s3request": {"accesspoint", "accesspoint/s3name", "policy", "condition", "arn", "alias", "internal/"},
	"accesspoint/analysis":  {"accesspoint", "policy", "condition", "arn", "alias", "internal/"},
	"accesspoint/aptest":    {"accesspoint", "policy", "condition", "arn", "alias", "internal/"},
}

// foreign names the one package that may import each package of another module.
var foreign = map[string]string{
	"github.com/tidwall/gjson": "internal/jsondoc",
}

func importsGoDown(s source) (complaints []string) {
	row := s.pkg
	if _, own := mayImport[row]; !own && strings.HasPrefix(row, "internal/") {
		row = "internal/"
	}
	allowed, ok := mayImport[row]
	if !ok {
		complaints = append(complaints, s.at(s.file, "package %s has no row in mayImport", s.pkg))
	}
	for _, spec := range s.file.Imports {
		imported, ours := strings.CutPrefix(importPath(spec.Path.Value), module+"/")
		if ours && !slices.ContainsFunc(allowed, func(a string) bool { return covers(a, imported) }) {
			complaints = append(complaints, s.at(spec, "%s must not import %s", s.pkg, imported))
		}
	}
	return complaints
}

// covers reports whether an entry of mayImport stands for the package.
func covers(entry, pkg string) bool {
	return entry == pkg || strings.HasSuffix(entry, "/") && strings.HasPrefix(pkg, entry)
}

func importsForeign(s source) (complaints []string) {
	for _, spec := range s.file.Imports {
		p := importPath(spec.Path.Value)
		first, _, _ := strings.Cut(p, "/")
		standard := !strings.Contains(first, ".")
		if standard || strings.HasPrefix(p, module+"/") || foreign[p] == s.pkg {
			continue
		}
		complaints = append(complaints, s.at(spec, "%s must not import %s", s.pkg, p))
	}
	return complaints
}

func importPath(literal string) string {
	p, _ := strconv.Unquote(literal) // the parser has seen that it is a string
	return p
}

func TestImportsGoDownComplains(t *testing.T) {
	checkFindings(t, importsGoDown, "policy", map[string]finding{
		"the standard library is no matter of order": {`import "strings"`, nil},
		"a package below":     {`import "github.com/s3ap/s3ap/condition"`, nil},
		"an internal package": {`import "github.com/s3ap/s3ap/internal/glob"`, nil},
		"a package above": {`import "github.com/s3ap/s3ap/accesspoint"`,
			[]string{"policy/x.go:2:8: policy must not import accesspoint"}},
		"a package above under another name": {`import arn "github.com/s3ap/s3ap/policy/lint"`,
			[]string{"policy/x.go:2:8: policy must not import policy/lint"}},
		"a package beside": {`import "github.com/s3ap/s3ap/alias"`,
			[]string{"policy/x.go:2:8: policy must not import alias"}},
		"a package that is not listed at all": {`import "github.com/s3ap/s3ap/arn/arnutil"`,
			[]string{"policy/x.go:2:8: policy must not import arn/arnutil"}},
	})
	checkFindings(t, importsGoDown, "internal/glob", map[string]finding{
		"internal packages serve each other": {`import "github.com/s3ap/s3ap/internal/suffix"`, nil},
		"they do not know the library": {`import "github.com/s3ap/s3ap/arn"`,
			[]string{"internal/glob/x.go:2:8: internal/glob must not import arn"}},
	})
	checkFindings(t, importsGoDown, "internal/publicgrant", map[string]finding{
		"but one with a row of its own may": {`import "github.com/s3ap/s3ap/policy"`, nil},
	})
	checkFindings(t, importsGoDown, "policy/extra", map[string]finding{
		"a new package needs a row first": {``, []string{"policy/extra/x.go:1:1: package policy/extra has no row in mayImport"}},
	})
}

func TestImportsForeignComplains(t *testing.T) {
	checkFindings(t, importsForeign, "internal/jsondoc", map[string]finding{
		"gjson in its one place": {`import "github.com/tidwall/gjson"`, nil},
		"its relatives not even there": {`import "github.com/tidwall/match"`,
			[]string{"internal/jsondoc/x.go:2:8: internal/jsondoc must not import github.com/tidwall/match"}},
	})
	checkFindings(t, importsForeign, "policy", map[string]finding{
		"the standard library": {`import "encoding/json"`, nil},
		"this module":          {`import "github.com/s3ap/s3ap/arn"`, nil},
		"gjson elsewhere": {`import "github.com/tidwall/gjson"`,
			[]string{"policy/x.go:2:8: policy must not import github.com/tidwall/gjson"}},
		"what is standard only by name": {`import "golang.org/x/exp/maps"`,
			[]string{"policy/x.go:2:8: policy must not import golang.org/x/exp/maps"}},
	})
}
