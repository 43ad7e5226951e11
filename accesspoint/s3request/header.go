package s3request

import (
	"slices"
	"strings"
)

// fields are the headers of a request that have a bearing on the decision. Each
// is empty if the request does not have it.
type fields struct {
	host, authorization, date, contentType, contentEncoding string
	userAgent, referer, ifMatch, ifNoneMatch                string
	forwarded, forwardedFor, forwardedHost, forwardedProto  string

	amz []parameter // those that begin with x-amz-, in lower case
}

// maxAmz is how many parameters may begin with x-amz-, those of user metadata
// among them, which S3 bounds to 2 KB.
const maxAmz = 256

// field returns where the value of a header is kept, nil if it has no bearing. The
// name is in lower case.
func (f *fields) field(name string) *string {
	switch name {
	case "host":
		return &f.host
	case "authorization":
		return &f.authorization
	case "date":
		return &f.date
	case "content-type":
		return &f.contentType
	case "content-encoding":
		return &f.contentEncoding
	case "user-agent":
		return &f.userAgent
	case "referer":
		return &f.referer
	case "if-match":
		return &f.ifMatch
	case "if-none-match":
		return &f.ifNoneMatch
	case "forwarded":
		return &f.forwarded
	case "x-forwarded-for":
		return &f.forwardedFor
	case "x-forwarded-host":
		return &f.forwardedHost
	case "x-forwarded-proto":
		return &f.forwardedProto
	}
	return nil
}

// readHeader collects the headers that have a bearing. One that stands there
// twice is refused: servers differ on which would count. Lists may be sent in
// several lines.
func readHeader(header map[string][]string) (f fields, err error) {
	f.amz = make([]parameter, 0, 8)
	for name, values := range header {
		name = lower(name)
		at := f.field(name)
		if at == nil && !isAmz(name) {
			continue
		}
		value := ""
		switch {
		case len(values) == 0:
			continue
		case len(values) == 1 || name == "content-encoding" || name == "forwarded" || name == "x-forwarded-for":
			value = strings.Join(values, ",")
		default:
			return f, fault("header "+shown(name), ErrTwice)
		}
		value = strings.Trim(value, " \t")
		if err := checkNUL(value); err != nil {
			return f, fault("header "+shown(name), err)
		}
		switch {
		case at == nil:
			err = f.add(name, value)
		case *at != "":
			err = fault("header "+name, ErrTwice)
		default:
			*at = value
		}
		if err != nil {
			return f, err
		}
	}
	return f, nil
}

// lower returns the name of a header in lower case. It does not allocate for those
// that most requests have.
func lower(name string) string {
	n := len(name)
	for _, known := range &usual {
		if len(known) == n && known[n-1] == name[n-1]|0x20 && strings.EqualFold(known, name) {
			return known
		}
	}
	return lowerASCII(name)
}

// usual are the headers that most requests have.
var usual = [...]string{
	"accept", "accept-encoding", "amz-sdk-invocation-id", "amz-sdk-request", "authorization", "connection",
	"content-length", "content-md5", "content-type", "expect", "if-match", "if-none-match", "range", "referer",
	"user-agent", "x-amz-acl", "x-amz-checksum-crc32", "x-amz-checksum-mode", "x-amz-content-sha256",
	"x-amz-copy-source", "x-amz-date", "x-amz-metadata-directive", "x-amz-sdk-checksum-algorithm", "x-amz-security-token",
	"x-amz-server-side-encryption", "x-amz-storage-class", "x-amz-tagging", "x-amz-tagging-directive", "x-amz-user-agent", "x-forwarded-for",
	"x-forwarded-proto",
}

func (f *fields) add(name, value string) error {
	if len(f.amz) == maxAmz {
		return fault("header", ErrTooMany)
	}
	if strings.HasPrefix(name, "x-amz-meta-") {
		value = "" // no key tells user metadata, and what does not tell may be large
	}
	for i := range f.amz {
		if f.amz[i].name == name {
			return fault("header "+shown(name), ErrTwice)
		}
	}
	f.amz = append(f.amz, parameter{name, value})
	return nil
}

// merge adds the parameters of a query that might be headers: a client that signs
// the query puts some of them there. S3 takes both, so that one given in both
// places must be the same.
func (f *fields) merge(query []parameter) error {
	n := len(f.amz)
	for _, p := range query {
		if !isAmz(p.name) {
			continue
		}
		i := slices.IndexFunc(f.amz[:n], func(h parameter) bool { return h.name == p.name })
		switch {
		case i < 0:
			f.amz = append(f.amz, p)
		case f.amz[i].value != p.value && !strings.HasPrefix(p.name, "x-amz-meta-"):
			return fault(shown(p.name), ErrConflict)
		}
	}
	return f.checkSingle()
}

// checkQuery refuses parameters in a query that count in headers alone. S3 takes what
// else begins with x-amz- from a query that is signed: from others no client is known
// to send it, and servers differ.
func (m *mapping) checkQuery() error {
	for i := range m.query {
		name := m.query[i].name
		if !isAmz(name) || isPresigning(name) {
			continue
		}
		headerAlone := name == "x-amz-account-id" || strings.HasPrefix(name, "x-amz-server-side-encryption")
		if headerAlone || !m.out.Signature.Presigned || m.server.HeadersOnly && counts(name) {
			return fault("query "+shown(name), ErrInQuery)
		}
	}
	return nil
}

// counts reports whether a parameter has a bearing on the decision beside those of the
// signature.
func counts(name string) bool {
	for _, prefix := range [...]string{
		"x-amz-acl", "x-amz-bucket-object-lock-", "x-amz-bypass-", "x-amz-copy-source", "x-amz-grant-", "x-amz-metadata-directive",
		"x-amz-object-", "x-amz-rename-source", "x-amz-storage-class", "x-amz-tagging", "x-amz-website-redirect-location",
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// oneValue are the parameters that have one value, which never holds a comma: two
// lines of a header may have been joined by one.
var oneValue = [...]string{
	"x-amz-account-id", "x-amz-acl", "x-amz-bucket-object-lock-enabled", "x-amz-bypass-governance-retention", "x-amz-content-sha256", "x-amz-date",
	"x-amz-metadata-directive", "x-amz-object-lock-legal-hold", "x-amz-object-lock-mode",
	"x-amz-object-lock-retain-until-date", "x-amz-object-ownership", "x-amz-server-side-encryption",
	"x-amz-server-side-encryption-aws-kms-key-id", "x-amz-server-side-encryption-customer-algorithm",
	"x-amz-storage-class", "x-amz-tagging-directive",
}

func (f *fields) checkSingle() error {
	for i := range f.amz {
		p := &f.amz[i]
		if strings.Contains(p.value, ",") && slices.Contains(oneValue[:], p.name) {
			return fault(p.name, ErrTwice)
		}
	}
	return nil
}

// get returns a parameter that begins with x-amz-.
func (f *fields) get(name string) (value string, ok bool) {
	for i := range f.amz {
		if f.amz[i].name == name {
			return f.amz[i].value, true
		}
	}
	return "", false
}

// value is get for where an absent one is as good as an empty one.
func (f *fields) value(name string) string {
	value, _ := f.get(name)
	return value
}
