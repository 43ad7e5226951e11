// Package suffix knows the endings that S3 reserves in the namespace that
// buckets, access points and aliases share.
package suffix

import "strings"

// A Kind is what a name's ending says the name belongs to.
type Kind uint8

const (
	None Kind = iota // no reserved ending: an ordinary bucket
	MultiRegion
	DirectoryAccessPoint
	DirectoryBucket
	ObjectLambda
	Outposts
	External
	AccessPoint
	TableBucket
)

// reserved is in the order of recognition: an alias of an access point on a
// file system ends in -ext-s3alias and so in -s3alias too.
//
// S3 User Guide, "General purpose bucket naming rules" and "Access points
// naming rules, restrictions, and limitations".
var reserved = [...]struct {
	text string
	kind Kind
}{
	{".mrap", MultiRegion},
	{"--xa-s3", DirectoryAccessPoint},
	{"--x-s3", DirectoryBucket},
	{"--ol-s3", ObjectLambda},
	{"--op-s3", Outposts},
	{"-ext-s3alias", External},
	{"-s3alias", AccessPoint},
	{"--table-s3", TableBucket},
}

// Of returns the reserved ending of name and what it stands for.
func Of(name string) (text string, kind Kind) {
	for _, r := range reserved {
		if strings.HasSuffix(name, r.text) {
			return r.text, r.kind
		}
	}
	return "", None
}
