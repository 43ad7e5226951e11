// Package authorizer is a toy: the part of a storage service that decides who may
// do what, by a table of its own and not by policies. The service means to let
// through what S3 would under the policies beside it, and its test holds it to
// that:
//
//	go test -v ./examples/authorizer
package authorizer

import (
	"errors"
	"strings"
)

// A Request is what the service knows of one.
type Request struct {
	Caller string // ARN
	Action string // such as s3:GetObject
	Bucket string // what stands in the place of a bucket's name
	Key    string
	VPC    string // from which it comes, empty for the internet
}

// A Share is a part of a bucket that goes by names of its own, and that users read:
// each the folder of its name.
type Share struct {
	Names []string // ARN and alias of the access point
	Users map[string]string
	VPC   string // from which alone it takes requests; empty for anywhere
}

// A Service has shares.
type Service []Share

// ErrUnknown is about a name that is none of the service's.
var ErrUnknown = errors.New("there is no such bucket or share")

// Authorize decides a request. Buckets themselves are for nobody.
func (s Service) Authorize(r Request) (bool, error) {
	for _, share := range s {
		for _, name := range share.Names {
			if r.Bucket == name {
				return share.allows(r), nil
			}
		}
	}
	if strings.HasSuffix(r.Bucket, "-s3alias") || strings.HasPrefix(r.Bucket, "arn:") {
		return false, ErrUnknown
	}
	return false, nil
}

func (s *Share) allows(r Request) bool {
	folder, ok := s.Users[r.Caller]
	switch {
	case !ok || s.VPC != "" && r.VPC != s.VPC:
		return false
	case r.Action == "s3:ListBucket":
		return true
	}
	// The slash matters: jane must not read what is janet's.
	return r.Action == "s3:GetObject" && strings.HasPrefix(r.Key, folder+"/")
}
