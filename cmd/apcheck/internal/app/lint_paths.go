package app

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/config"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/report"
	"github.com/s3ap/s3ap/policy"
)

// A lintJob is a file to check, or two that are checked together.
type lintJob struct {
	name   string // as the file system knows it
	named  bool   // whether the user named it, rather than a folder above it
	kind   policy.Kind
	second string // the file of the access point policy, if name is that of its bucket

	config *config.Config
	below  string // its path below the folder of the configuration
}

// extensions are the ends of the names of files that may hold policies.
var extensions = []string{".json", ".yaml", ".yml", ".template", ".tfstate"}

// addJobs lists the files to check, in the order of their paths.
func (l *lintRun) addJobs(paths []string) error {
	f := &l.flags
	if slices.Contains(append(paths, f.bucket, f.accessPoint), "-") {
		var err error
		if l.contents.stdin, err = readLimited("standard input", l.stdin, maxLintBytes); err != nil {
			return err
		}
	}
	switch {
	case f.bucket != "" && f.accessPoint != "":
		l.addJob(&lintJob{name: lintPath(f.bucket), second: lintPath(f.accessPoint), named: true})
	case f.bucket != "":
		l.addJob(&lintJob{name: lintPath(f.bucket), kind: policy.Bucket, named: true})
	case f.accessPoint != "":
		l.addJob(&lintJob{name: lintPath(f.accessPoint), kind: policy.AccessPoint, named: true})
	}
	seen := make(map[string]bool)
	for _, p := range paths {
		l.walk(lintPath(p), seen)
	}
	slices.SortStableFunc(l.jobs, func(a, b *lintJob) int { return strings.Compare(a.name, b.name) })
	return nil
}

// lintPath returns a path as the file system knows it. Standard input keeps its name.
func lintPath(name string) string {
	if name == "-" {
		return name
	}
	return fsPath(name)
}

func (l *lintRun) addJob(job *lintJob) {
	job.config, job.below = l.configOf(job.name)
	l.jobs = append(l.jobs, job)
}

// walk adds a file, or those in a folder and below it. Links to folders are not
// followed, so that no loop of them is.
func (l *lintRun) walk(root string, seen map[string]bool) {
	if root == "-" {
		l.once(seen, &lintJob{name: root, kind: kinds[l.flags.kind], named: true})
		return
	}
	info, err := fs.Stat(l.files, root)
	switch {
	case err != nil:
		l.broken = append(l.broken, &report.File{Name: root, Fault: &report.Note{Text: "cannot be read: " + reason(err)}})
		return
	case !info.IsDir():
		l.once(seen, &lintJob{name: root, kind: kinds[l.flags.kind], named: true})
		return
	}
	for dirs := []string{root}; len(dirs) > 0; {
		dirs = l.list(dirs, seen)
	}
}

// list adds the files of folders, and returns the folders in them.
func (l *lintRun) list(dirs []string, seen map[string]bool) (below []string) {
	type listed struct {
		folders, files []string
		err            error
	}
	all := make([]listed, len(dirs))
	inParallel(len(dirs), func(i int) {
		entries, err := fs.ReadDir(l.files, dirs[i])
		all[i].err = err
		for _, e := range entries {
			switch name := path.Join(dirs[i], e.Name()); {
			case e.IsDir() && !strings.HasPrefix(e.Name(), "."):
				all[i].folders = append(all[i].folders, name)
			case !e.IsDir() && e.Name() != config.Name && l.mayHoldPolicies(name, e):
				all[i].files = append(all[i].files, name)
			}
		}
	}, func(int) {})
	for i, dir := range all {
		if dir.err != nil {
			l.broken = append(l.broken, &report.File{Name: dirs[i], Fault: &report.Note{Text: "cannot be read: " + reason(dir.err)}})
		}
		for _, name := range dir.files {
			l.once(seen, &lintJob{name: name, kind: kinds[l.flags.kind]})
		}
		below = append(below, dir.folders...)
	}
	return below
}

// mayHoldPolicies reports whether an entry of a folder is a file, or a link to one,
// whose name says that there may be policies in it.
func (l *lintRun) mayHoldPolicies(name string, e fs.DirEntry) bool {
	if !slices.Contains(extensions, strings.ToLower(path.Ext(name))) {
		return false
	}
	if e.Type()&fs.ModeSymlink == 0 {
		return e.Type().IsRegular()
	}
	info, err := fs.Stat(l.files, name)
	return err == nil && info.Mode().IsRegular()
}

// once adds a job whose file no other one has.
func (l *lintRun) once(seen map[string]bool, job *lintJob) {
	if !seen[job.name] {
		seen[job.name] = true
		l.addJob(job)
	}
}

// whole returns the whole path of a file, where the file system has more than what
// is below the working directory.
func (l *lintRun) whole(name string) string {
	if d, ok := l.files.(interface{ Abs(string) (string, error) }); ok {
		if abs, err := d.Abs(name); err == nil {
			return abs
		}
	}
	return path.Clean(name)
}

// write replaces what a file holds.
func (l *lintRun) write(name string, data []byte) error {
	d, ok := l.files.(interface{ WriteFile(string, []byte) error })
	if !ok {
		return fmt.Errorf("%s: this file system cannot be written", name)
	}
	return d.WriteFile(name, data)
}
