package s3request

import (
	"strings"
	"unicode/utf8"
)

// maxTarget is how long a request target may be: a key and every parameter that
// there is, all percent-encoded.
const maxTarget = 32 << 10

// splitTarget takes a request target apart into the host of its absolute form,
// the path and the query.
//
// RFC 9112, section 3.2.
func splitTarget(target string) (host, path, query string, err error) {
	if len(target) > maxTarget {
		return "", "", "", fault("target", ErrParametersSize)
	}
	rest := target
	if !strings.HasPrefix(rest, "/") {
		scheme, after, ok := strings.Cut(rest, "://")
		if !ok || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
			return "", "", "", fault("target", ErrTarget)
		}
		end := strings.IndexAny(after, "/?")
		if end < 0 {
			end = len(after)
		}
		host, rest = after[:end], after[end:]
		if host == "" || strings.ContainsAny(host, "@#\\") {
			return "", "", "", fault("target", ErrTarget)
		}
	}
	for i := range len(rest) {
		if c := rest[i]; c <= ' ' || c == '#' || c == 0x7f { // which no request line holds
			return "", "", "", fault("target", ErrTarget)
		}
	}
	path, query, _ = strings.Cut(rest, "?")
	if path == "" {
		path = "/"
	}
	return host, path, query, nil
}

// splitBucket cuts the first segment, the name of the bucket in path style, from
// a path. Names of buckets need no percent sign, so that one hides something: a
// slash, if a server decodes the path before it splits.
func splitBucket(path string) (bucket, rest string, err error) {
	bucket, rest, _ = strings.Cut(path[1:], "/")
	switch {
	case isARN(bucket):
		return "", "", fault("path", ErrARNInPath)
	case strings.Contains(bucket, "%"):
		return "", "", fault("path "+shown(bucket), ErrBucketName)
	case bucket == "" && rest != "":
		return "", "", fault("path", ErrBucketName)
	}
	return bucket, "/" + rest, nil
}

// isARN reports whether a segment begins like an ARN, encoded or not.
func isARN(segment string) bool {
	if len(segment) < len("arn:") || !strings.EqualFold(segment[:3], "arn") {
		return false
	}
	return segment[3] == ':' || strings.HasPrefix(strings.ToLower(segment[3:]), "%3a")
}

// key decodes the rest of a path, which begins with a slash, to a key; "" is none.
func (s *Server) key(path string) (string, error) {
	key, err := decode(path[1:])
	if err == nil {
		err = s.checkKey(key)
	}
	if err != nil {
		return "", fault("path", err)
	}
	return key, nil
}

// maxKey is how long a key may be.
//
// S3 User Guide, "Naming Amazon S3 objects".
const maxKey = 1024

// checkKey tells what is wrong with a key that a request names.
func (s *Server) checkKey(key string) error {
	if len(key) > maxKey {
		return ErrKeyTooLong
	}
	if err := checkNUL(key); err != nil {
		return err
	}
	if !s.AllowInvalidUTF8 && !utf8.ValidString(key) {
		return ErrUTF8
	}
	return s.checkSegments(key)
}

// checkSegments refuses what a file system would resolve. A backslash parts segments
// there, too: on some systems it does.
func (s *Server) checkSegments(key string) error {
	if !s.AllowEmptySegments && (strings.HasPrefix(key, "/") || strings.Contains(key, "//")) {
		return ErrEmptySegment
	}
	if s.AllowDotSegments {
		return nil
	}
	for rest := key; ; {
		end := strings.IndexAny(rest, `/\`)
		segment := rest
		if end >= 0 {
			segment = rest[:end]
		}
		if segment == "." || segment == ".." {
			return ErrDotSegment
		}
		if end < 0 {
			return nil
		}
		rest = rest[end+1:]
	}
}

// checkID tells what is wrong with the id of a version or of an upload. S3 gives out
// none that are long or hold a slash, and a file system might look one up as a path.
func checkID(id string) error {
	if id == "" || len(id) > 1024 || id == "." || id == ".." || strings.ContainsAny(id, `/\`) || !utf8.ValidString(id) {
		return ErrValue
	}
	return nil
}
