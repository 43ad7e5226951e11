package alias

import (
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// An Alias is a well-formed access point alias. Aliases compare with ==; the zero
// Alias is not valid and names nothing.
type Alias struct {
	text   string
	prefix string // follows from text, as kind does
	kind   Kind
}

// IsValid reports whether a is an alias, which all but the zero Alias are.
func (a Alias) IsValid() bool { return a.text != "" }

// String returns the text of a, "" for the zero Alias.
func (a Alias) String() string { return a.text }

// Kind returns what sort of access point a belongs to.
func (a Alias) Kind() Kind { return a.kind }

// Prefix returns what a shows of the access point's name: for most kinds its
// beginning, the whole name if it is short; for a directory bucket's access point
// the name, which is the alias; and "" for a Multi-Region Access Point.
func (a Alias) Prefix() string { return a.prefix }

// OutpostID returns the id of the outpost, such as op-01ac5d28a6a232904, that an
// alias of kind [Outposts] carries, and "" for other kinds.
//
// Endpoint rules that AWS SDKs ship, as [Alias.Hardware].
func (a Alias) OutpostID() string {
	if a.kind != Outposts {
		return ""
	}
	return "op-" + a.metadata()[1:1+outpostLength]
}

// Hardware returns the letter that says what the outpost runs on, in an alias of
// kind [Outposts], and 0 for other kinds. The letter decides the host name: with
// 'o' it holds the outpost's id, with 'e' it holds "ec2" instead.
func (a Alias) Hardware() byte {
	if a.kind != Outposts {
		return 0
	}
	return a.metadata()[0]
}

// metadata returns what follows the prefix, up to the end.
func (a Alias) metadata() string { return a.text[len(a.prefix)+len("-"):] }

// Names reports whether a can be an alias of ap. An alias of a general purpose
// bucket's access point, or of an external one, of one of Object Lambda and of one on
// Outposts shows the beginning of ap's name, its first 20 characters (if External,
// 16, on Outposts, 12), and on Outposts it shows the outpost too. The alias of a
// directory bucket's access point or of a Multi-Region Access Point is its name.
//
// True does not mean that a is an alias of ap: names of other accounts and
// Regions, and longer names, may begin the same. That takes a lookup.
func (a Alias) Names(ap arn.AccessPoint) bool {
	ofKind := false
	switch ap.Kind() {
	case arn.GeneralPurpose:
		ofKind = a.kind == AccessPoint || a.kind == External
	case arn.ObjectLambda:
		ofKind = a.kind == ObjectLambda
	case arn.Outposts:
		// On some hardware "ec2" stands in the place of the outpost's id.
		ofKind = a.kind == Outposts && (a.OutpostID() == ap.OutpostID() || a.Hardware() == 'e' && ap.OutpostID() == "ec2")
	case arn.Directory, arn.MultiRegion:
		return a.text == ap.Name()
	}
	return ofKind && a.prefix == beginning(ap.Name(), a.kind)
}

// beginning returns what an alias of kind k shows of an access point's name. A
// long name is cut wherever the cut falls. If that is after a hyphen, the alias
// has two in a row; what S3 does then was not observed.
func beginning(name string, k Kind) string {
	shown, _ := k.shape()
	return name[:min(len(name), shown)]
}

// MarshalText returns the text of a, so that aliases can stand in JSON.
func (a Alias) MarshalText() ([]byte, error) { return []byte(a.text), nil }

// UnmarshalText is [Parse]; empty text gives the zero Alias.
func (a *Alias) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*a = Alias{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err == nil {
		*a = parsed
	}
	return err
}

const (
	letters  = "abcdefghijklmnopqrstuvwxyz"
	alphabet = letters + "0123456789" // what metadata are made of
)

// madeOf reports whether s holds only characters of chars.
func madeOf(s, chars string) bool { return strings.Trim(s, chars) == "" }
