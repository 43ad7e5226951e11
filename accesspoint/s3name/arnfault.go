package s3name

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// arnFaults returns each rule that the text of an ARN breaks, from left to right. The parsers of arn tell
// the first: so what is at fault is told and mended, and the rest is read again, until
// it can be read or what is at fault cannot be mended.
func arnFaults(s string) (faults ErrorList) {
	const sections = 6
	given, parts := strings.SplitN(s, ":", sections), strings.SplitN(s, ":", sections)
	if len(parts) < sections {
		_, err := arn.Parse(s)
		e, _ := errors.AsType[*arn.Error](err) // which Parse promises
		return ErrorList{{s, e.Offset, e.Err}}
	}
	read := readerOf(parts)
	if read == nil {
		return ErrorList{{s, offset(given, 2), ErrService}}
	}
	after := withoutKey(parts)
	for range sections {
		e, ok := errors.AsType[*arn.Error](read(strings.Join(parts, ":")))
		if !ok {
			break
		}
		n := partOf(e.Offset, parts)
		at := offset(given, n) + e.Offset - offset(parts, n)
		faults = append(faults, &Error{s, at, e.Err})
		if !mend(n, parts) {
			break
		}
	}
	slices.SortStableFunc(faults, func(a, b *Error) int { return cmp.Compare(a.Offset, b.Offset) })
	if after != nil {
		faults = append(faults, &Error{s, offset(given, 5) + len(parts[5]), after})
	}
	return faults
}

// readerOf returns the parser for what an ARN seems to be of, nil if S3 has no access
// points or buckets of the service.
func readerOf(parts []string) func(string) error {
	resource := parts[5]
	switch service := parts[2]; {
	case service != "s3" && service != "s3express" && service != "s3-object-lambda" && service != "s3-outposts":
		return nil
	case service == "s3" && parts[3] == "" && parts[4] == "" && !strings.HasPrefix(resource, "accesspoint:"),
		strings.HasPrefix(resource, "bucket/"),
		strings.HasPrefix(resource, "outpost/") && strings.Contains(resource, "/bucket/"):
		return func(s string) error { _, err := arn.ParseBucket(s); return err }
	case strings.Contains(resource, ":") && !strings.Contains(resource, "/object/"):
		return func(s string) error { _, err := arn.ParseAddress(s); return err }
	}
	return func(s string) error { _, err := arn.ParseAccessPoint(s); return err }
}

// withoutKey cuts the key of an object off the resource, and tells what is wrong with
// the place where it stands.
func withoutKey(parts []string) error {
	infix := "/object/"
	if parts[2] == "s3" && parts[3] == "" && parts[4] == "" {
		infix = "/"
	}
	holder, key, ok := strings.Cut(parts[5], infix)
	if !ok {
		return nil
	}
	parts[5] = holder
	switch {
	case parts[2] == "s3-object-lambda" || strings.HasPrefix(holder, "bucket/"):
		return ErrNoObjects
	case key == "":
		return ErrNoKey
	}
	return nil
}

// partOf returns the number of the part that an offset is in.
func partOf(at int, parts []string) int {
	n := len(parts) - 1
	for n > 0 && offset(parts, n) > at {
		n--
	}
	return n
}

// offset returns where a part begins in the whole.
func offset(parts []string, n int) int {
	at := 0
	for _, p := range parts[:n] {
		at += len(p) + len(":")
	}
	return at
}

// mend puts something right in place of a part. It is not ok if nothing is known to
// be right there.
func mend(n int, parts []string) (ok bool) {
	switch n {
	case 1:
		parts[1] = "aws"
		for _, d := range domains() {
			if arn.ValidRegion(parts[3], d.partition) {
				parts[1] = d.partition
			}
		}
	case 3:
		parts[1], parts[3] = "aws", "us-east-1"
	case 4:
		parts[4] = "000000000000"
	default:
		return false
	}
	return true
}
