package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

// maxLintBytes is how large a file may be that is looked at.
const maxLintBytes = 64 << 20

var errTooLarge = errors.New("file is too large")

// contents are what files hold, with what was changed in them and is not written yet.
type contents struct {
	files fs.FS

	mu      sync.Mutex
	changed map[string]change // by name
	stdin   []byte
}

// A change is what a file held and what it shall hold.
type change struct{ before, after string }

// read returns what a file holds.
func (c *contents) read(name string) ([]byte, error) { return c.limited(name, maxLintBytes) }

// limited returns what a file of at most limit bytes holds.
func (c *contents) limited(name string, limit int) ([]byte, error) {
	c.mu.Lock()
	changed, ok := c.changed[name]
	c.mu.Unlock()
	switch {
	case ok:
		return []byte(changed.after), nil
	case name == "-":
		return c.stdin, nil
	}
	file, err := c.files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
	case info.Size() > int64(limit):
		return nil, tooLarge(name, limit)
	}
	return readLimited(name, file, limit)
}

// readLimited reads what does not tell its size, as a pipe, or may be growing.
func readLimited(name string, r io.Reader, limit int) ([]byte, error) {
	src, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err == nil && len(src) > limit {
		err = tooLarge(name, limit)
	}
	if err != nil {
		return nil, err
	}
	return src, nil
}

func tooLarge(name string, limit int) error {
	return &fs.PathError{Op: "read", Path: name, Err: fmt.Errorf("%w: at most %d bytes are read", errTooLarge, limit)}
}

// change changes what a file holds, for all who read it from now on.
func (c *contents) change(name, before, after string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if earlier, ok := c.changed[name]; ok {
		before = earlier.before
	}
	if c.changed == nil {
		c.changed = make(map[string]change)
	}
	c.changed[name] = change{before, after}
}

// reason returns why a file cannot be read, without its name, which stands before.
func reason(err error) string {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err.Error()
	}
	return err.Error()
}
