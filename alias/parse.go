package alias

import (
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/suffix"
)

// Parse reads an alias of any kind. No alias is longer than 79 bytes. The error
// is an [*Error] that wraps ErrSuffix, ErrName, ErrMetadata, ErrHardware, ErrZone
// or ErrMultiRegion.
//
// The lengths are stricter than what AWS documents: an alias that S3 has given
// out parses, as far as they are known, and an example made up for a document
// need not. To tell aliases from buckets use [HasSuffix].
func Parse(s string) (Alias, error) {
	a, offset, err := read(s)
	if err != nil {
		return Alias{}, &Error{s, offset, err}
	}
	return a, nil
}

// MustParse is Parse for constants and tests. It panics on an error.
func MustParse(s string) Alias {
	a, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return a
}

// read is Parse with the parts of an Error, so that Is need not allocate one.
func read(s string) (a Alias, offset int, err error) {
	ending, _ := suffix.Of(s)
	kind, body := KindOf(s), s[:len(s)-len(ending)]
	prefix := ""
	switch kind {
	case AccessPoint, External, ObjectLambda, Outposts:
		prefix, offset, err = readCut(body, kind)
	case DirectoryAccessPoint:
		prefix = s
		offset, err = directoryFault(s)
	case MultiRegion:
		if !arn.MultiRegion.ValidName(s) {
			err = ErrMultiRegion
		}
	default:
		offset, err = len(body), ErrSuffix
	}
	if err != nil {
		return Alias{}, offset, err
	}
	return Alias{text: s, prefix: prefix, kind: kind}, 0, nil
}

// shape returns the form PREFIX-METADATA of the kinds that have it: how much of
// the access point's name they show at most, and the length of the metadata. An
// alias is a bucket's name, so what is left of 63 characters bounds the prefix;
// the 16 of External is computed so, the others were observed.
func (k Kind) shape() (shown, metadata int) {
	switch k {
	case AccessPoint:
		return 20, uniqueLength + tagLength
	case External:
		return 16, uniqueLength + tagLength
	case ObjectLambda:
		return 20, 29
	case Outposts:
		// hardware, outpost, 20 of no known meaning, code of the Region, and a 0
		return 12, 1 + outpostLength + 20 + 4 + 1
	}
	return 0, 0
}

const (
	uniqueLength  = 29 // what tells aliases apart
	tagLength     = 5  // code of the Region and a letter
	outpostLength = 17 // id of an outpost without op-
)

// readCut reads PREFIX-METADATA. The metadata hold no hyphen, so the last one
// ends the prefix.
func readCut(body string, kind Kind) (prefix string, offset int, err error) {
	at := strings.LastIndexByte(body, '-') + 1
	prefix, metadata := body[:max(at-1, 0)], body[at:]
	shown, length := kind.shape()
	switch {
	case len(metadata) != length || !madeOf(metadata, alphabet):
		return "", at, ErrMetadata
	case kind == Outposts && metadata[0] != 'o' && metadata[0] != 'e':
		return "", at, ErrHardware
	case !beginsName(prefix, shown):
		return "", 0, ErrName
	}
	return prefix, 0, nil
}

// beginsName reports whether s can be the beginning of an access point's name or
// the whole of it. A beginning may end in a hyphen.
//
// S3 User Guide, "Access points naming rules, restrictions, and limitations".
func beginsName(s string, longest int) bool {
	return 3 <= len(s) && len(s) <= longest && s[0] != '-' && madeOf(s, alphabet+"-")
}

// directoryFault tells what is wrong with BASE--ZONE and the ending, where the last
// two hyphens together divide. BASE is held to the rules of an access point's whole
// name.
func directoryFault(name string) (offset int, err error) {
	base, zone, ok := arn.CutZone(name)
	switch {
	case !ok:
		return len(name) - len("--xa-s3"), ErrZone
	case !arn.GeneralPurpose.ValidName(base):
		return 0, ErrName
	case !arn.ValidZone(zone):
		return len(base) + len("--"), ErrZone
	}
	return 0, nil
}
