package aptest

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Read reads the scenario in a file, and the policies in files that it names. The
// error is an [ErrorList] of everything that is wrong with them.
func Read(fsys fs.FS, name string) (*Scenario, error) {
	s, list := (&folder{fsys: fsys}).file(name)
	return s, list.err()
}

// ReadAll reads scenarios in files and folders, the whole file system if none is
// named. Of a folder it reads all files below whose name ends in .json and that
// have a section of a scenario, such as "requests"; it passes over others, such as
// policies, and over names that begin with a period.
//
// The error is an [ErrorList] of everything that is wrong; the scenarios are those
// that can be used all the same.
func ReadAll(fsys fs.FS, paths ...string) ([]*Scenario, error) {
	f := &folder{fsys: fsys}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var all []*Scenario
	var errs ErrorList
	for _, name := range paths {
		list, err := f.path(name)
		all, errs = append(all, list...), append(errs, err...)
	}
	return all, errs.err()
}

// path reads what a path leads to.
func (f *folder) path(name string) (list []*Scenario, errs ErrorList) {
	info, err := fs.Stat(f.fsys, name)
	switch {
	case err != nil:
		return nil, unreadable(name, err)
	case info.IsDir():
		return f.below(name)
	}
	s, errs := f.file(name)
	if s != nil {
		list = append(list, s)
	}
	return list, errs
}

// below reads the scenarios in a folder.
func (f *folder) below(dir string) (list []*Scenario, errs ErrorList) {
	err := fs.WalkDir(f.fsys, dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			errs = append(errs, unreadable(name, err)...)
		case name != dir && strings.HasPrefix(path.Base(name), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir() && strings.HasSuffix(name, ".json"):
			s, faults := f.fileIfScenario(name)
			if s != nil {
				list = append(list, s)
			}
			errs = append(errs, faults...)
		}
		return nil
	})
	if err != nil {
		errs = append(errs, unreadable(dir, err)...)
	}
	if len(list)+len(errs) == 0 {
		errs = ErrorList{{File: dir, Err: ErrNoScenario}}
	}
	return list, errs
}

func (f *folder) file(name string) (*Scenario, ErrorList) {
	text, err := f.read(name, MaxBytes)
	if err != nil {
		return nil, unreadable(name, err)
	}
	return f.scenario(&source{file: name, text: text})
}

func (f *folder) fileIfScenario(name string) (*Scenario, ErrorList) {
	text, err := f.read(name, MaxBytes)
	if err != nil {
		return nil, unreadable(name, err)
	}
	if !hasSection(text) {
		return nil, nil
	}
	return f.scenario(&source{file: name, text: text})
}

func unreadable(name string, err error) ErrorList {
	return ErrorList{{File: name, Err: fmt.Errorf("%w: %w", ErrFile, reason(err))}}
}

// hasSection reports whether a text has a member with the name of a section. It
// does not take the text for JSON, so that a scenario is not passed over for a
// comma too many.
func hasSection(text string) bool {
	for _, section := range [...]string{"requests", "accounts", "buckets", "accessPoints", "principals", "vpcEndpoints"} {
		for rest := text; ; {
			_, after, ok := strings.Cut(rest, `"`+section+`"`)
			if !ok {
				break
			}
			if rest = strings.TrimLeft(after, " \t\r\n"); strings.HasPrefix(rest, ":") {
				return true
			}
		}
	}
	return false
}
