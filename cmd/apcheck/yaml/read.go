package yaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
)

// Limits of what Read takes. CloudFormation takes templates of a megabyte.
const (
	maxSize   = 1 << 20
	maxDepth  = 100
	maxMerged = 1 << 16 // members that merge keys may add
)

// Read reads the first document of a YAML file. A text without one gives nil. The
// error is a *find.Error.
func Read(src []byte) (*find.Node, error) {
	if len(src) > maxSize {
		return nil, &find.Error{Offset: maxSize, Err: fmt.Errorf("%w: %d bytes of YAML, at most %d are read", find.ErrTooLarge, len(src), maxSize)}
	}
	places := newPlaces(string(src))
	document, err := load(src)
	switch {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, refused(err, places)
	case len(document.Content) == 0:
		return nil, nil
	}
	t := &translator{places: places, done: map[*yaml.Node]*find.Node{}}
	root := t.node(document.Content[0])
	if t.err != nil {
		return nil, t.err
	}
	return root, nil
}

func load(src []byte) (*yaml.Node, error) {
	limit := loaderlimits.New(loaderlimits.DepthValue(maxDepth))
	loader, err := yaml.NewLoader(bytes.NewReader(src), yaml.WithV3Defaults(), yaml.WithPlugin(limit))
	if err != nil {
		return nil, err
	}
	document := new(yaml.Node)
	return document, loader.Load(document)
}

// refused returns what the library says as an error of package find.
func refused(err error, places *places) error {
	kind, offset, message := find.ErrSyntax, 0, err.Error()
	if e, ok := errors.AsType[*yaml.LoadError](err); ok {
		message = e.Message
		if e.Mark.Line > 0 {
			offset = places.at(e.Mark.Line, max(e.Mark.Column, 1))
		}
	}
	if bytes.Contains([]byte(message), []byte("exceeded max depth")) {
		kind = find.ErrTooDeep
	}
	return &find.Error{Offset: offset, Err: fmt.Errorf("%w: not YAML: %s", kind, message)}
}
