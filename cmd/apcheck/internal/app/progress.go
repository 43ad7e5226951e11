package app

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"time"
)

// A progress tells whoever watches a terminal that something goes on, once it has
// taken a while.
type progress struct {
	to              io.Writer
	on              bool // whether anybody watches
	files, requests int
	what            string    // what the requests are; requests decided, if empty
	next            time.Time // when to tell
	told            bool
}

// tell tells how far it is, every now and then.
func (p *progress) tell() {
	if !p.on || (p.files+p.requests)%64 != 0 {
		return
	}
	now := time.Now()
	switch {
	case p.next.IsZero():
		p.next = now.Add(time.Second)
	case now.After(p.next):
		p.next = now.Add(200 * time.Millisecond)
		p.told = true
		fmt.Fprintf(p.to, "\r%d files opened, %d %s", p.files, p.requests, cmp.Or(p.what, "requests decided"))
	}
}

// opened counts a file.
func (p *progress) opened() {
	p.files++
	p.tell()
}

// decided counts a request.
func (p *progress) decided() {
	p.requests++
	p.tell()
}

// done takes away what was told.
func (p *progress) done() {
	if p.told {
		fmt.Fprint(p.to, "\r\x1b[K")
		p.told = false
	}
}

// watched are files with a progress that counts those that are opened.
type watched struct {
	fs.FS
	progress *progress
}

func (w watched) Open(name string) (fs.File, error) {
	w.progress.opened()
	return w.FS.Open(name)
}

func (w watched) Stat(name string) (fs.FileInfo, error) { return fs.Stat(w.FS, name) }
