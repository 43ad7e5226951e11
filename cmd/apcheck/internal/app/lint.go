package app

import (
	"cmp"
	"flag"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/config"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/report"
	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

const lintHelp = `apcheck lint looks for mistakes in the policies of buckets and access points.

	apcheck lint [FLAG...] PATH...
	apcheck lint [FLAG...] -bucket FILE -access-point FILE
	apcheck lint -explain CHECK

A PATH is a file, a folder (all files below it that hold policies), or - for standard
input. A file is a policy, what an AWS command answered, a CloudFormation template, a
plan or state of Terraform, or a scenario. How it is checked says .apcheck.json in its
folder or one above; flags go first. It ends with 0 if nothing was found, with 1 if
something of the severity of -severity or worse was, and with 2 if something cannot be
used. For example:

	apcheck lint policies/
	apcheck lint -diff bucket.json
	aws s3api get-bucket-policy --bucket finance-data | apcheck lint -
	apcheck lint -format sarif -severity error . > apcheck.sarif

`

// A lintRun is one run of apcheck lint.
type lintRun struct {
	*program
	flags lintFlags

	context  lint.Context // of -context and flags
	disabled []string     // checks, by flag
	enabled  []string     // likewise
	level    lint.Severity
	configs  map[string]*foundConfig // by folder
	broken   []*report.File          // configurations that cannot be used

	contents contents
	jobs     []*lintJob
	report   report.Report
}

// lintFlags are the flags as they were given.
type lintFlags struct {
	kind, bucket, accessPoint string

	format, severity, enable, disable string
	verbose                           bool
	fix, unsafe, diff                 bool
	baseline, writeBaseline           string
	explain                           string

	contextFile                           string
	bucketName, bucketAccount             string
	accessPointARN, networkOrigin, vpc    string
	trustedAccounts, trustedOrganizations string
	account, region, now                  string
}

func (f *lintFlags) define(flags *flag.FlagSet) {
	flags.StringVar(&f.kind, "kind", "", "`what` a file is that holds a policy alone: bucket or access-point")
	flags.StringVar(&f.bucket, "bucket", "", "`file` with a bucket policy")
	flags.StringVar(&f.accessPoint, "access-point", "", "`file` with an access point policy; with -bucket, both are checked together")

	flags.StringVar(&f.format, "format", "text", "`how` to print: "+strings.Join(report.Formats(), ", "))
	flags.StringVar(&f.severity, "severity", "warning", "the least `severity` that fails: suggestion, warning, security-warning or error")
	flags.StringVar(&f.disable, "disable", "", "`checks` not to make, separated by commas; name-* are all that begin with name-")
	flags.StringVar(&f.enable, "enable", "", "`checks` to make, whatever disables them")
	flags.BoolVar(&f.verbose, "v", false, "also print what is silenced or known, and the checks that were skipped")
	flags.BoolVar(&f.fix, "fix", false, "make fixes that keep every decision")
	flags.BoolVar(&f.unsafe, "unsafe", false, "with -fix or -diff, also make fixes that may change decisions")
	flags.BoolVar(&f.diff, "diff", false, "print what -fix would change, and change nothing")
	flags.StringVar(&f.baseline, "baseline", "", "`file` of known findings, which do not fail")
	flags.StringVar(&f.writeBaseline, "write-baseline", "", "write the findings to a `file` for -baseline")
	flags.StringVar(&f.explain, "explain", "", "tell what a `check` looks for, with examples")

	flags.StringVar(&f.contextFile, "context", "", "`file` of what is known about the bucket and the access point")
	flags.StringVar(&f.bucketName, "bucket-name", "", "`name` of the bucket")
	flags.StringVar(&f.bucketAccount, "bucket-account", "", "`account` of the bucket")
	flags.StringVar(&f.accessPointARN, "access-point-arn", "", "`ARN` of the access point")
	flags.StringVar(&f.networkOrigin, "network-origin", "", "`origin` that the access point takes requests from: Internet or VPC")
	flags.StringVar(&f.vpc, "vpc", "", "`id` of the VPC of the access point")
	flags.StringVar(&f.trustedAccounts, "trusted-accounts", "", "`accounts` that may be granted to, separated by commas")
	flags.StringVar(&f.trustedOrganizations, "trusted-organizations", "", "`organizations` that may be granted to, separated by commas")
	flags.StringVar(&f.account, "account", "", "`account` that templates are meant for")
	flags.StringVar(&f.region, "region", "", "`region` that templates are meant for")
	flags.StringVar(&f.now, "now", "", "`time` to compare with dates in policies and silences; the clock's if not given")
}

func (p *program) lint(args []string) int {
	l := &lintRun{program: p, contents: contents{files: p.files}}
	flags := flag.NewFlagSet("lint", flag.ContinueOnError)
	l.flags.define(flags)
	if code, ok := p.parse(flags, args, lintHelp); !ok {
		return code
	}
	if l.flags.explain != "" {
		return l.explain(l.flags.explain)
	}
	if code, ok := l.settings(flags.Args()); !ok {
		return code
	}
	if err := l.addJobs(flags.Args()); err != nil {
		return p.unusable("%v", err)
	}
	l.checkAll()
	if l.flags.fix || l.flags.diff {
		l.mendAll()
	}
	return l.finish()
}

// settings reads the flags other than those of paths. If it is not ok, code is what
// the program ends with.
func (l *lintRun) settings(paths []string) (code int, ok bool) {
	f := &l.flags
	if message := f.conflict(paths); message != "" {
		return l.unusable("%s", message), false
	}
	if !slices.Contains(report.Formats(), f.format) {
		return l.unusable("-format must be one of %s, not %q", strings.Join(report.Formats(), ", "), f.format), false
	}
	if _, ok := kinds[f.kind]; !ok {
		return l.unusable("-kind must be bucket or access-point, not %q", f.kind), false
	}
	var err error
	if l.level, err = config.Severity(f.severity); err != nil {
		return l.unusable("-severity: %v", err), false
	}
	if l.level == lint.Off {
		return l.unusable("-severity must not be off; nothing would fail"), false
	}
	for _, list := range [...]struct {
		name, text string
		to         *[]string
	}{{"disable", f.disable, &l.disabled}, {"enable", f.enable, &l.enabled}} {
		for _, pattern := range fields(list.text) {
			ids, err := config.Checks(pattern)
			if err != nil {
				return l.unusable("-%s: %v", list.name, err), false
			}
			*list.to = append(*list.to, ids...)
		}
	}
	if l.context, err = l.givenContext(); err != nil {
		l.errors(err)
		return exitUnusable, false
	}
	return exitOK, true
}

// kinds are the kinds of policies by their names as a flag.
var kinds = map[string]policy.Kind{"": 0, "bucket": policy.Bucket, "access-point": policy.AccessPoint}

// conflict tells which flags and paths cannot stand together, if any.
func (f *lintFlags) conflict(paths []string) string {
	pair := f.bucket != "" || f.accessPoint != ""
	for _, p := range paths {
		if len(p) > 1 && p[0] == '-' {
			return "flag " + p + " must stand before the paths"
		}
	}
	switch stdin := slices.Contains(paths, "-") || f.bucket == "-" || f.accessPoint == "-"; {
	case len(paths) == 0 && !pair:
		return "nothing to lint; name files or folders, or - for standard input"
	case len(paths) > 0 && pair:
		return "-bucket and -access-point name what is checked; paths cannot stand beside them"
	case pair && f.kind != "":
		return "-kind cannot stand beside -bucket and -access-point, which tell the kind"
	case f.bucket == "-" && f.accessPoint == "-":
		return "-bucket and -access-point cannot both be standard input"
	case f.fix && stdin && !f.diff:
		return "-fix writes files; use -diff for standard input"
	case f.unsafe && !f.fix && !f.diff:
		return "-unsafe needs -fix or -diff"
	case f.diff && f.format != "text":
		return "-diff prints a diff, which has no other -format"
	case f.diff && f.writeBaseline != "":
		return "-write-baseline cannot stand beside -diff"
	}
	return ""
}

// finish prints what was found, and returns what the program ends with.
func (l *lintRun) finish() int {
	r := &l.report
	r.Level, r.Whole = l.level, l.flags.verbose
	if l.flags.diff {
		return l.finishDiff()
	}
	if l.flags.fix {
		l.writeMended()
	}
	report.Mark(r.Files)
	if err := l.compareBaseline(); err != nil {
		return l.unusable("%v", err)
	}
	if err := report.Write(l.stdout, l.flags.format, r); err != nil {
		return l.unusable("%v", err)
	}
	written := false
	if l.flags.writeBaseline != "" {
		if err := l.saveBaseline(); err != nil {
			return l.unusable("-write-baseline: %v", err)
		}
		written = true
	}
	switch {
	case r.Unusable():
		return exitUnusable
	case r.Failed() && !written:
		return exitNotOK
	case len(r.Files) == 0:
		return l.unusable("there was no policy to check")
	}
	return exitOK
}

// fields returns the parts of a list that commas separate.
func fields(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// byName orders files as they are printed.
func byName(a, b *report.File) int { return cmp.Compare(a.Name, b.Name) }
