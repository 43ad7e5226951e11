package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// decode reads one JSON value into v. Members that v does not have, members that
// stand twice, and anything after the value are errors: a policy that is
// misspelt or written twice must not be one that is not there.
func decode(src []byte, v any) error {
	if err := unique(json.NewDecoder(bytes.NewReader(src))); err != nil {
		return at(src, err)
	}
	dec := json.NewDecoder(bytes.NewReader(src))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return at(src, err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("there is more after the end of the JSON value")
	}
	return nil
}

// decodeList reads a section of the configuration, so that an error tells in
// which entry it is.
func decodeList[T any](section string, src []json.RawMessage) ([]T, error) {
	list := make([]T, len(src))
	var errs []error
	for i := range src {
		if err := decode(src[i], &list[i]); err != nil {
			errs = append(errs, fmt.Errorf("%s[%d]: %w", section, i, err))
		}
	}
	return list, errors.Join(errs...)
}

// unique reports the first member that stands twice in an object. Case does not
// count, as it does not where encoding/json looks for the field of a member.
func unique(dec *json.Decoder) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	delim, ok := token.(json.Delim)
	if !ok {
		return nil
	}
	seen := make(map[string]bool)
	for dec.More() {
		if delim == '{' {
			name, err := dec.Token()
			if err != nil {
				return err
			}
			folded := strings.ToLower(fmt.Sprint(name))
			if seen[folded] {
				return fmt.Errorf("member %q stands twice", name)
			}
			seen[folded] = true
		}
		if err := unique(dec); err != nil {
			return err
		}
	}
	_, err = dec.Token()
	return err
}

// at puts the line before errors that know their place.
func at(src []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	offset := int64(-1)
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	}
	if offset < 0 || offset > int64(len(src)) {
		return err
	}
	return fmt.Errorf("line %d: %w", 1+bytes.Count(src[:offset], []byte("\n")), err)
}
