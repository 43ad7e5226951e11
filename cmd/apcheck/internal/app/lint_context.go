package app

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/config"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/report"
	"github.com/s3ap/s3ap/policy/lint"
)

// givenContext returns the context that the flags give: the file, and over it what
// has flags of its own.
func (l *lintRun) givenContext() (c lint.Context, err error) {
	f := &l.flags
	if f.contextFile != "" {
		name := fsPath(f.contextFile)
		src, err := l.contents.limited(name, config.MaxBytes)
		if err != nil {
			return c, fmt.Errorf("apcheck: -context: %w", err)
		}
		if c, err = config.Context(f.contextFile, src, l.beside(name)); err != nil {
			return c, err
		}
	}
	var over lint.Context
	var errs []error
	check := func(name, value string, read func() error) {
		if value == "" {
			return
		}
		if err := read(); err != nil {
			errs = append(errs, fmt.Errorf("apcheck: -%s: %w", name, err))
		}
	}
	check("bucket-name", f.bucketName, func() error { over.Bucket = f.bucketName; return config.CheckBucket(f.bucketName) })
	check("bucket-account", f.bucketAccount, func() error { over.BucketAccount = f.bucketAccount; return config.CheckAccount(f.bucketAccount) })
	check("account", f.account, func() error { return config.CheckAccount(f.account) })
	check("access-point-arn", f.accessPointARN, func() (err error) { over.AccessPoint, err = arn.ParseAccessPoint(f.accessPointARN); return err })
	check("network-origin", f.networkOrigin+f.vpc, func() error { return config.SetOrigin(&over, f.networkOrigin, f.vpc) })
	check("trusted-accounts", f.trustedAccounts, func() error {
		over.TrustedAccounts = fields(f.trustedAccounts)
		for _, a := range over.TrustedAccounts {
			if err := config.CheckAccount(a); err != nil {
				return err
			}
		}
		return nil
	})
	check("trusted-organizations", f.trustedOrganizations, func() error { over.TrustedOrganizations = fields(f.trustedOrganizations); return nil })
	check("now", f.now, func() (err error) { over.Now, err = config.ParseTime(f.now); return err })
	return config.Over(c, over), errors.Join(errs...)
}

// A foundConfig is the configuration of a folder, with where it stands.
type foundConfig struct {
	*config.Config
	folder string // by its whole path
}

// configOf returns the configuration for a file, and the path of the file below the
// folder that it stands in.
func (l *lintRun) configOf(name string) (*config.Config, string) {
	if name == "-" {
		name = "stdin" // as if it stood in the working directory
	}
	whole := l.whole(name)
	found := l.configAbove(path.Dir(whole))
	return found.Config, below(found.folder, whole)
}

// below returns the path of a file below a folder that it stands in.
func below(folder, file string) string {
	return strings.TrimPrefix(strings.TrimPrefix(file, folder), "/")
}

// configAbove returns the configuration of a folder: its own, or that of the nearest
// folder above it up to the root of the repository or of the file system.
func (l *lintRun) configAbove(folder string) *foundConfig {
	var passed []string
	found := &foundConfig{&config.Config{}, ""}
	for dir := folder; ; dir = path.Dir(dir) {
		if known, ok := l.configs[dir]; ok {
			found = known
			break
		}
		passed = append(passed, dir)
		if c, ok := l.readConfig(path.Join(dir, config.Name)); ok {
			found = &foundConfig{c, strings.TrimPrefix(dir, ".")}
			break
		}
		if _, err := fs.Stat(l.files, path.Join(dir, ".git")); err == nil || dir == path.Dir(dir) {
			break
		}
	}
	if l.configs == nil {
		l.configs = make(map[string]*foundConfig)
	}
	for _, dir := range passed {
		l.configs[dir] = found
	}
	return found
}

// readConfig reads a configuration, if there is one. With one that cannot be used
// the run fails, and the files are checked as if it said nothing.
func (l *lintRun) readConfig(name string) (c *config.Config, ok bool) {
	src, err := l.contents.limited(name, config.MaxBytes)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false
	}
	if err == nil {
		c, err = config.Read(name, src, l.beside(name))
	}
	if err == nil {
		return c, true
	}
	shown := strings.TrimPrefix(name, strings.TrimSuffix(l.whole("."), "/")+"/")
	for _, fault := range configFaults(err) {
		l.broken = append(l.broken, &report.File{Name: shown, Fault: fault})
	}
	return &config.Config{}, true
}

// configFaults returns what is wrong with a configuration, each thing by itself.
func configFaults(err error) (list []*report.Note) {
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	for _, err := range errs {
		if e, ok := errors.AsType[*config.Error](err); ok {
			text := e.Err.Error()
			if e.Pointer != "" {
				text = e.Pointer + ": " + text
			}
			list = append(list, &report.Note{At: report.Point{Line: e.Line, Column: e.Column}, Text: text})
			continue
		}
		list = append(list, &report.Note{Text: reason(err)})
	}
	return list
}

// beside returns what opens files by names that are relative to a file.
func (l *lintRun) beside(name string) func(string) ([]byte, error) {
	return func(other string) ([]byte, error) {
		if !path.IsAbs(other) {
			other = path.Join(path.Dir(name), other)
		}
		return l.contents.read(other)
	}
}

// contextOf returns what is known for the policies of a unit: of its folder, of the
// file, and of the flags, of which each goes before the one before.
func (l *lintRun) contextOf(job *lintJob, unit lint.Context) lint.Context {
	c := lint.Context{}
	if l.now != nil {
		c.Now = l.now()
	}
	c = config.Over(c, job.config.For(job.below))
	unit.Grades, unit.Silences = nil, nil
	c = config.Over(config.Over(c, unit), l.context)
	c.Grades = l.grades(c.Grades)
	return c
}

// grades returns the grades of checks with those that flags disable or enable.
func (l *lintRun) grades(configured map[string]lint.Severity) map[string]lint.Severity {
	grades := make(map[string]lint.Severity, len(configured)+len(l.disabled))
	for id, grade := range configured {
		grades[id] = grade
	}
	for _, id := range l.disabled {
		grades[id] = lint.Off
	}
	for _, id := range l.enabled {
		delete(grades, id)
		if grade, ok := configured[id]; ok && grade != lint.Off {
			grades[id] = grade
		}
	}
	return grades
}
