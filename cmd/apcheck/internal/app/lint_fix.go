package app

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/diff"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/report"
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy/lint"
)

// maxRounds is how often files are mended and looked at again: a fix may be in the
// way of another one, or show what was hidden.
const maxRounds = 10

// mendAll makes the fixes, until there are none to make, and keeps what is left.
func (l *lintRun) mendAll() {
	for range maxRounds {
		byFile := make(map[string]*mending)
		for f := range l.report.All() {
			fix := f.FileFix()
			if fix == nil || !f.FixSafe && !l.flags.unsafe {
				continue
			}
			if byFile[f.File] == nil {
				byFile[f.File] = &mending{source: f.Source()}
			}
			if m := byFile[f.File]; m.source == f.Source() {
				m.fixes = append(m.fixes, fix)
			}
		}
		if len(byFile) == 0 {
			return
		}
		for name, m := range byFile {
			l.contents.change(name, m.source, lint.ApplyAll(m.source, m.fixes))
		}
		l.checkAll()
	}
}

// A mending is what was read of a file, and the fixes for it.
type mending struct {
	source string
	fixes  [][]lint.Edit
}

// changedFiles returns the names of the files that fixes changed.
func (l *lintRun) changedFiles() []string {
	return slices.Sorted(maps.Keys(l.contents.changed))
}

// writeMended writes the files that fixes changed.
func (l *lintRun) writeMended() {
	for _, name := range l.changedFiles() {
		if err := l.replace(name, l.contents.changed[name]); err != nil {
			l.faulty(name, "cannot be written: "+reason(err))
			continue
		}
		l.report.Mended++
	}
}

// replace writes a change, unless the file holds something else by now.
func (l *lintRun) replace(name string, c change) error {
	now := contents{files: l.files}
	if held, err := now.read(name); err != nil || string(held) != c.before {
		return cmp.Or(err, errors.New("it was changed since it was read"))
	}
	return l.write(name, []byte(c.after))
}

// faulty tells what is wrong with a file beside what was found in it.
func (l *lintRun) faulty(name, text string) {
	l.report.Files = append(l.report.Files, &report.File{Name: name, Fault: &report.Note{Text: text}})
}

// finishDiff prints what the fixes would change. It ends with 1 if that is anything.
func (l *lintRun) finishDiff() int {
	for _, name := range l.changedFiles() {
		c := l.contents.changed[name]
		if _, err := io.WriteString(l.stdout, diff.Unified(name, c.before, c.after)); err != nil {
			return l.unusable("%v", err)
		}
	}
	for _, f := range l.report.Files {
		if f.Fault != nil {
			fmt.Fprintf(l.stderr, "apcheck: %s: %s\n", f.Name, oneline.Visible(f.Fault.Text))
		}
	}
	switch {
	case l.report.Unusable():
		return exitUnusable
	case len(l.contents.changed) > 0:
		return exitNotOK
	}
	return exitOK
}
