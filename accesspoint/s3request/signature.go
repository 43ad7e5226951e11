package s3request

import (
	"slices"
	"strings"
	"time"
)

// A SignatureVersion is how a request is signed.
type SignatureVersion uint8

// The versions of the signature. Anonymous requests are not signed.
const (
	Anonymous SignatureVersion = iota
	V2
	V4
	V4A // of the requests to Multi-Region access points
)

// String returns the version.
func (v SignatureVersion) String() string {
	return [...]string{"none", "2", "4", "4A"}[min(v, V4A)]
}

// A Signature is what a request says of its own signature. Whether the signature
// is right is not checked.
//
// S3 API Reference, "Authenticating Requests (AWS Signature Version 4)".
type Signature struct {
	Version     SignatureVersion
	Presigned   bool   // it is in the query
	Form        bool   // it is in a form, which a browser sends
	AccessKeyID string // whose key signed
	// Region and Service are of the scope. Version 4A has no region, and version
	// 2 neither.
	Region, Service string
	Date            time.Time // when it was signed; zero in version 2

	signed  string // the names of the signed headers
	day     string // of the scope
	regions string // that a signature of version 4A is good for
}

const (
	algorithmV4  = "AWS4-HMAC-SHA256"
	algorithmV4A = "AWS4-ECDSA-P256-SHA256"
)

// signature reads what a request says of its signature.
func (f *fields) signature(query []parameter) (s Signature, err error) {
	presigned := slices.ContainsFunc(f.amz, func(p parameter) bool { return isPresigning(p.name) })
	old := find(query, "Signature") != nil || find(query, "AWSAccessKeyId") != nil
	switch {
	case presigned && old, (presigned || old) && f.authorization != "":
		return s, fault("signature", ErrTwoSignatures)
	case presigned:
		return f.presigned(query)
	case old:
		if find(query, "Signature") == nil || find(query, "AWSAccessKeyId") == nil {
			return s, fault("query", ErrAuthorization)
		}
		return Signature{Version: V2, Presigned: true, AccessKeyID: find(query, "AWSAccessKeyId").value}, nil
	case f.authorization != "":
		return f.signedInHeader()
	}
	return s, nil
}

// isPresigning reports whether a parameter is there only if a query is signed. By any
// one of them some servers tell that it is.
func isPresigning(name string) bool {
	switch name {
	case "x-amz-algorithm", "x-amz-credential", "x-amz-expires", "x-amz-signature", "x-amz-signedheaders":
		return true
	}
	return false
}

// presigned reads a signature of version 4 from the query. None of its parameters
// may be a header: then some servers would see it and others not.
func (f *fields) presigned(query []parameter) (s Signature, err error) {
	value := func(name string) string {
		if p := find(query, name); p != nil {
			return p.value
		}
		return ""
	}
	s = Signature{Presigned: true, signed: value("x-amz-signedheaders"), regions: f.value("x-amz-region-set")}
	if value("x-amz-signature") == "" || !s.scope(value("x-amz-algorithm"), value("x-amz-credential")) {
		return s, fault("query", ErrAuthorization)
	}
	if s.Date, err = time.Parse(timeForm, value("x-amz-date")); err != nil || !s.isOfDay() {
		return s, fault("query x-amz-date", ErrSigningDate)
	}
	return s, f.checkSigned(&s, query)
}

const timeForm = "20060102T150405Z"

// signedInHeader reads the header Authorization.
func (f *fields) signedInHeader() (s Signature, err error) {
	algorithm, rest, _ := strings.Cut(f.authorization, " ")
	if algorithm == "AWS" {
		key, signature, ok := strings.Cut(rest, ":")
		if !ok || key == "" || signature == "" {
			return s, fault("header authorization", ErrAuthorization)
		}
		return Signature{Version: V2, AccessKeyID: key}, nil
	}
	var parts [3]string // the credential, the signed headers, the signature
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.Trim(part, " "), "=")
		at := 0
		switch name {
		case "Credential":
		case "SignedHeaders":
			at = 1
		case "Signature":
			at = 2
		default:
			return s, fault("header authorization", ErrAuthorization)
		}
		if parts[at] != "" {
			return s, fault("header authorization", ErrTwice)
		}
		parts[at] = value
	}
	s.signed, s.regions = parts[1], f.value("x-amz-region-set")
	if parts[2] == "" || !s.scope(algorithm, parts[0]) {
		return s, fault("header authorization", ErrAuthorization)
	}
	if s.Date, err = f.signingDate(); err != nil || !s.isOfDay() {
		return s, fault("header x-amz-date", ErrSigningDate)
	}
	return s, f.checkSigned(&s, nil)
}

// isOfDay reports whether the date is that of the scope.
func (s *Signature) isOfDay() bool {
	var day [len("20060102")]byte
	return string(s.Date.AppendFormat(day[:0], "20060102")) == s.day
}

// covers reports whether a signature is good for a region. One of version 4A is for a
// set, in which a star stands for any text.
func (s *Signature) covers(region string) bool {
	if region == "" {
		return true
	}
	if s.Version != V4A {
		return s.Region == "" || s.Region == region
	}
	for one := range strings.SplitSeq(s.regions, ",") {
		beginning, star := strings.CutSuffix(strings.Trim(one, " "), "*")
		if beginning == region || star && strings.HasPrefix(region, beginning) {
			return true
		}
	}
	return false
}

func (f *fields) signingDate() (time.Time, error) {
	if d, ok := f.get("x-amz-date"); ok {
		return time.Parse(timeForm, d)
	}
	t, err := time.Parse(time.RFC1123, f.date)
	return t.UTC(), err
}

// scope reads the scope from a credential, KEY/DATE/REGION/SERVICE/aws4_request,
// in which version 4A has no region.
func (s *Signature) scope(algorithm, credential string) bool {
	rest, ok := strings.CutSuffix(credential, "/aws4_request")
	if !ok {
		return false
	}
	rest, s.Service = cutLast(rest)
	switch algorithm {
	case algorithmV4:
		s.Version = V4
		rest, s.Region = cutLast(rest)
	case algorithmV4A:
		s.Version = V4A
	default:
		return false
	}
	s.AccessKeyID, s.day = cutLast(rest)
	return s.AccessKeyID != "" && s.Service != "" && (s.Region != "") == (s.Version == V4)
}

func cutLast(s string) (before, last string) {
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return "", s
	}
	return s[:i], s[i+1:]
}

// maxSignedHeaders is how long the list of signed headers may be.
const maxSignedHeaders = 8 << 10

// checkSigned refuses headers that count and are not signed: whoever is handed a
// presigned URL could add them. S3 refuses them, too.
func (f *fields) checkSigned(s *Signature, query []parameter) error {
	if len(s.signed) > maxSignedHeaders {
		return fault("signed headers", ErrParametersSize)
	}
	if !s.isSigned("host") {
		return fault("header host", ErrUnsigned)
	}
	for i := range f.amz {
		if name := f.amz[i].name; find(query, name) == nil && !s.isSigned(name) {
			return fault("header "+shown(name), ErrUnsigned)
		}
	}
	return nil
}

func (s *Signature) isSigned(header string) bool {
	for name := range strings.SplitSeq(s.signed, ";") {
		if name == header {
			return true
		}
	}
	return false
}

// find returns a parameter of a query, nil if it is not there.
func find(query []parameter, name string) *parameter {
	for i := range query {
		if query[i].name == name {
			return &query[i]
		}
	}
	return nil
}
