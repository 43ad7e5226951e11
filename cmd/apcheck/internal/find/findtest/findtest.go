// Package findtest prints what package find found in a file, for goldens here and in
// the module that reads YAML.
package findtest

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
	"github.com/s3ap/s3ap/internal/jsondoc"
)

// Print prints a file: of each policy all values, and the place in the file that
// each stands at, with what follows there on the line.
func Print(f *find.File, src []byte) string {
	p := &printer{src: src}
	fmt.Fprintf(p, "format: %s\n", f.Format)
	for i := range f.Units {
		p.unit(&f.Units[i])
	}
	for _, n := range f.Notes {
		fmt.Fprintf(p, "note %s: %s\n", p.place(p.src, n.Offset), n.Text)
	}
	return p.String()
}

type printer struct {
	strings.Builder
	src []byte
}

func (p *printer) unit(u *find.Unit) {
	fmt.Fprintf(p, "\nunit %s\n", u.Name)
	c := &u.Context
	for _, line := range []struct{ name, value string }{
		{"told", u.Told}, {"bucket", c.Bucket}, {"bucket account", c.BucketAccount}, {"access point", c.AccessPoint.String()},
		{"origin", strings.TrimSpace(c.NetworkOrigin + " " + c.VPC)},
	} {
		if line.value != "" {
			fmt.Fprintf(p, "  %s: %s\n", line.name, line.value)
		}
	}
	if c.BucketBlock != nil {
		fmt.Fprintf(p, "  bucket block: %+v\n", *c.BucketBlock)
	}
	if c.AccessPointBlock != nil {
		fmt.Fprintf(p, "  access point block: %+v\n", *c.AccessPointBlock)
	}
	p.policy("bucket policy", u.Bucket)
	p.policy("access point policy", u.AccessPoint)
	for _, n := range u.Unresolved {
		kind := ""
		if n.Name {
			kind = " (a name)"
		}
		fmt.Fprintf(p, "  open: %v %s: %s%s\n", n.Policy, n.Pointer, n.Why, kind)
	}
}

func (p *printer) policy(name string, policy *find.Policy) {
	if policy == nil {
		return
	}
	how := ""
	if policy.Verbatim {
		how = ", verbatim"
	}
	if policy.File != "" {
		how += ", in " + policy.File
	}
	fmt.Fprintf(p, "  %s%s\n", name, how)
	tree, fault := jsondoc.ParseTree(policy.Text, jsondoc.Limits{Size: 1 << 20, Depth: 100})
	if fault != nil {
		fmt.Fprintf(p, "    %v at %s\n", fault.Err, p.place(policy.Source, policy.Offset(fault.Offset)))
		return
	}
	for n := range tree.Len() {
		if k := tree.Kind(n); n > 0 && (k == jsondoc.Array || k == jsondoc.Object) {
			continue
		}
		fmt.Fprintf(p, "    %s %q at %s\n", tree.Pointer(n), tree.String(n), p.place(policy.Source, policy.Offset(tree.Offset(n))))
	}
}

// place returns an offset as line and column, and the text there.
func (p *printer) place(src []byte, offset int) string {
	line, column := jsondoc.NewLines(string(src)).At(offset)
	rest, _, _ := strings.Cut(string(src[offset:]), "\n")
	const enough = 30
	if r := []rune(rest); len(r) > enough {
		rest = string(r[:enough]) + "…"
	}
	return fmt.Sprintf("%d:%d %s", line, column, strings.TrimSuffix(rest, "\r"))
}
