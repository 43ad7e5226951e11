package s3request

import (
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// A Source is what a copy reads.
type Source struct {
	Target
	Key     string
	Version string // empty for the current one
}

// source reads x-amz-copy-source: BUCKET/KEY, ALIAS/KEY or the ARN of an object
// through an access point, percent-encoded, with a slash before it or without, and
// ?versionId=ID behind it or without. A plus sign is one and no blank.
//
// S3 API Reference, CopyObject.
func (s *Server) source(header string) (src Source, err error) {
	const name = "x-amz-copy-source"
	raw := header
	if at := strings.LastIndex(raw, "?versionId="); at >= 0 {
		if src.Version, err = decode(raw[at+len("?versionId="):]); err != nil {
			return src, fault(name, err)
		}
		if raw = raw[:at]; src.Version == "" {
			return src, fault(name, ErrValue)
		}
	}
	text, err := decode(raw)
	if err != nil {
		return src, fault(name, err)
	}
	text = strings.TrimPrefix(text, "/")
	if strings.HasPrefix(text, "arn:") {
		err = src.throughARN(text)
	} else {
		err = s.sourceByName(&src, text)
	}
	if err == nil {
		if e := s.checkKey(src.Key); e != nil {
			err = fault(name, e)
		}
	}
	return src, err
}

func (src *Source) throughARN(text string) error {
	a, err := arn.Parse(text)
	if err != nil {
		return fault("x-amz-copy-source", err)
	}
	ap, key, ok := a.AccessPoint()
	if !ok || key == "" {
		return fault("x-amz-copy-source", ErrCopySource)
	}
	src.Target = Target{Place: AccessPoint, AccessPoint: ap, Name: ap.String()}
	src.Key = key
	return nil
}

func (s *Server) sourceByName(src *Source, text string) error {
	name, key, _ := strings.Cut(text, "/")
	if name == "" || key == "" {
		return fault("x-amz-copy-source", ErrCopySource)
	}
	target, err := s.named(name, s.partition(), &Signature{}, false)
	if err != nil {
		return fault("x-amz-copy-source", err)
	}
	src.Target, src.Key = target, key
	return nil
}

// text returns what s3:x-amz-copy-source holds: the source as it was named,
// decoded, without a slash before it and without the version.
//
// S3 User Guide, "Bucket policy examples using condition keys".
func (src *Source) text() string {
	if strings.HasPrefix(src.Name, "arn:") {
		return src.Name + "/object/" + src.Key
	}
	return src.Name + "/" + src.Key
}
