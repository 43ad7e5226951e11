package aptest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"github.com/s3ap/s3ap/policy"
)

// A Stream reads scenarios as JSON lines: each line is a whole scenario, whose
// policies stand in it. Lines may be [MaxBytes] long.
type Stream struct {
	from   *bufio.Reader
	name   string
	folder folder
	line   int // lines read
	offset int // bytes read
	buffer []byte
}

// NewStream returns a stream that reads from r. Errors have the name in place of
// a file's.
func NewStream(r io.Reader, name string) *Stream {
	return &Stream{from: bufio.NewReaderSize(r, 64<<10), name: name}
}

// Next returns the scenario in the next line that is not blank, and [io.EOF] after
// the last. An [ErrorList] is about that line alone, and Next may be called again;
// after another error it may not.
func (s *Stream) Next() (*Scenario, error) {
	for {
		offset := s.offset
		text, err := s.nextLine()
		if err != nil {
			return nil, err
		}
		if len(bytes.TrimSpace(text)) > 0 {
			scenario, list := s.folder.scenario(&source{file: s.name, text: string(text), offset: offset, line: s.line - 1})
			return scenario, list.err()
		}
	}
}

// nextLine returns the next line without its end. It is good until the next call.
func (s *Stream) nextLine() ([]byte, error) {
	s.buffer = s.buffer[:0]
	begin := policy.Position{Offset: s.offset, Line: s.line + 1, Column: 1}
	for long := false; ; {
		part, err := s.from.ReadSlice('\n')
		s.offset += len(part)
		if long = long || len(s.buffer)+len(part) > MaxBytes+1; !long {
			s.buffer = append(s.buffer, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && s.offset > begin.Offset:
		case err != nil:
			return nil, err
		}
		s.line++
		if long {
			return nil, ErrorList{{File: s.name, At: begin, Err: fmt.Errorf("%w: a scenario may have %d bytes", ErrLineTooLong, MaxBytes)}}
		}
		return bytes.TrimSuffix(s.buffer, []byte("\n")), nil
	}
}
