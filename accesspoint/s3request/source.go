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

// source reads the value of x-amz-copy-source: BUCKET/KEY, ALIAS/KEY or the ARN of an object
// through an access point, percent-encoded, with a slash before it or without, and
// ?versionId=ID behind it or without. A plus sign is one and no blank. A question
// mark or number sign of the key must be encoded: some servers read a URL here, and
// would take what follows for no part of it.
//
// S3 API Reference, CopyObject.
func (s *Server) source(header, value string) (src Source, err error) {
	raw, version, hasVersion := strings.Cut(value, "?")
	if hasVersion {
		var ok bool
		if src.Version, ok = strings.CutPrefix(version, "versionId="); !ok || !isPlainID(src.Version) {
			return src, fault(header, ErrCopySource)
		}
	}
	if strings.Contains(raw, "#") {
		return src, fault(header, ErrCopySource)
	}
	text, err := decode(raw)
	if err != nil {
		return src, fault(header, err)
	}
	text = strings.TrimPrefix(text, "/")
	if strings.HasPrefix(text, "arn:") {
		err = src.throughARN(header, text)
	} else {
		err = s.sourceByName(&src, header, text)
	}
	if err == nil {
		if e := s.checkKey(src.Key); e != nil {
			err = fault(header, e)
		}
	}
	return src, err
}

func (src *Source) throughARN(header, text string) error {
	a, err := arn.Parse(text)
	if err != nil {
		return fault(header, err)
	}
	ap, key, ok := a.AccessPoint()
	if !ok || key == "" {
		return fault(header, ErrCopySource)
	}
	src.Target = Target{Place: AccessPoint, AccessPoint: ap, Name: ap.String()}
	src.Key = key
	return nil
}

func (s *Server) sourceByName(src *Source, header, text string) error {
	name, key, _ := strings.Cut(text, "/")
	if name == "" || key == "" {
		return fault(header, ErrCopySource)
	}
	target, err := s.named(name, s.partition())
	if err != nil {
		return fault(header, err)
	}
	src.Target, src.Key = target, key
	return nil
}

// isPlainID reports whether the id of a version reads the same decoded once, twice or
// not at all, as those that S3 gives out do.
func isPlainID(id string) bool {
	for i := range len(id) {
		c := id[i]
		if (c|0x20 < 'a' || 'z' < c|0x20) && (c < '0' || '9' < c) && !strings.Contains("-._~", id[i:i+1]) {
			return false
		}
	}
	return checkID(id) == nil
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
