package s3name

import (
	"errors"
	"strings"

	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

// A Form is the way in which a string names something. The zero Form is that of the
// zero Name.
type Form uint8

// The forms.
const (
	ARN     Form = iota + 1 // as policies write it
	Address                 // an ARN as AWS SDKs take it, with colons for slashes
	HostName
	Alias
	Bare // the name of a bucket; of an access point, if account and region are told apart
)

// String returns the form in a word.
func (f Form) String() string {
	switch f {
	case ARN:
		return "arn"
	case Address:
		return "address"
	case HostName:
		return "host"
	case Alias:
		return "alias"
	case Bare:
		return "name"
	}
	return "invalid"
}

// A Name is what a string names. Names compare with ==; the zero Name names nothing.
type Name struct {
	Text string // the string
	Form Form
	// AccessPoint and Bucket are set where the string says one in full, as ARNs do
	// and some hosts.
	AccessPoint arn.AccessPoint
	Bucket      arn.Bucket
	Key         string // of an object, in an ARN
	// Label is the alias or the name that stands alone or in a host.
	Label string
	Host  Host
}

// Parse tells what a string names: the ARN of an access point, a bucket or an object,
// as policies write it or as SDKs take it; a host; an alias; or a bare name. The error
// is an [ErrorList] of each rule that is broken.
//
// A host of a domain other than AWS's has the form of a bucket's name, and is taken
// for one, but if it has a port.
func Parse(s string) (Name, error) {
	switch {
	case s == "":
		return Name{}, ErrorList{{s, 0, ErrEmpty}}
	case len(s) > arn.MaxLength:
		return Name{}, ErrorList{{s, arn.MaxLength, ErrTooLong}}
	case strings.HasPrefix(s, "arn:"):
		if n, ok := parseARN(s); ok {
			return n, nil
		}
		return Name{}, arnFaults(s)
	}
	h, err := ParseHost(s)
	if err == nil {
		return Name{Text: s, Form: HostName, AccessPoint: h.AccessPoint, Label: h.Label, Host: h}, nil
	}
	if e, ok := errors.AsType[*Error](err); ok && isOfAWS(s) {
		return Name{}, ErrorList{e}
	}
	if err == ErrNotAWS && strings.Contains(s, ":") {
		return Name{}, ErrorList{{s, 0, ErrNotAWS}}
	}
	if faults := labelFaults(s); len(faults) > 0 {
		return Name{}, faults
	}
	form := Bare
	if alias.HasSuffix(s) {
		form = Alias
	}
	return Name{Text: s, Form: form, Label: s}, nil
}

// isOfAWS reports whether s ends like a host of S3, however it begins.
func isOfAWS(s string) bool {
	host, _, _ := strings.Cut(strings.ToLower(s), ":")
	_, _, _, ok := cutDomain(strings.TrimSuffix(host, "."))
	return ok
}

// parseARN reads an ARN in either form.
func parseARN(s string) (n Name, ok bool) {
	n = Name{Text: s, Form: ARN}
	a, err := arn.Parse(s)
	if err != nil {
		return Name{}, false
	}
	if n.AccessPoint, n.Key, ok = a.AccessPoint(); ok {
		return n, true
	}
	if n.Bucket, n.Key, ok = a.Bucket(); ok {
		return n, true
	}
	n.Form = Address
	if n.AccessPoint, err = arn.ParseAddress(s); err != nil {
		return Name{}, false
	}
	return n, true
}

// labelFaults tells what is wrong with a bare name or alias, all at once.
func labelFaults(s string) (faults ErrorList) {
	add := func(at int, err error) { faults = append(faults, &Error{s, at, err}) }
	switch kind := alias.KindOf(s); {
	case kind.IsAlias():
		_, err := alias.Parse(s)
		if e, ok := errors.AsType[*alias.Error](err); ok {
			add(e.Offset, e.Err)
		}
	case kind == alias.DirectoryBucket && !arn.Directory.ValidBucketName(s):
		add(0, ErrDirectory)
	case kind == alias.TableBucket:
		add(len(s)-len(alias.Reserved(s)), ErrNoBucket)
	case kind == alias.Bucket:
		const shortest, longest = 3, 255
		if len(s) < shortest || len(s) > longest {
			add(0, ErrLength)
		}
		if at := strings.IndexFunc(s, func(c rune) bool { return !isBucketRune(c) }); at >= 0 {
			add(at, ErrNameCharacter)
		}
	}
	return faults
}

func isBucketRune(c rune) bool { return c < 0x80 && (isHostByte(byte(c)) || c == '.') }
