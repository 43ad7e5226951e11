package s3request

import (
	"strings"

	"github.com/s3ap/s3ap/condition"
)

// Map tells what a request asks for. The error, an [*Error], says which part of it
// cannot be mapped; such a request is to be refused.
//
// An operation that the target does not offer is mapped all the same: see
// [Request.Offered].
func (s *Server) Map(in HTTP, c Connection) (*Request, error) {
	m := mapping{server: s, in: &in, connection: &c}
	for _, step := range [...]func(*mapping) error{
		(*mapping).readTarget, (*mapping).readHeader, (*mapping).readTo, (*mapping).route, (*mapping).readParts, (*mapping).readKeys,
	} {
		if err := step(&m); err != nil {
			return nil, err
		}
	}
	return &m.out, nil
}

// A mapping is a request on its way, from what came in to what it asks for.
type mapping struct {
	server     *Server
	in         *HTTP
	connection *Connection

	host, path string
	query      []parameter
	fields     fields
	out        Request
}

// readTarget takes the request target apart.
func (m *mapping) readTarget() (err error) {
	var raw string
	if m.host, m.path, raw, err = splitTarget(m.in.Target); err != nil {
		return err
	}
	m.query, err = parseQuery(raw, make([]parameter, 0, 8))
	return err
}

// readHeader reads the headers and finds out to which host the request is.
func (m *mapping) readHeader() (err error) {
	if m.fields, err = readHeader(m.in.Header); err != nil {
		return err
	}
	if err = m.fields.merge(m.query); err != nil {
		return err
	}
	for _, host := range [...]string{m.in.Host, m.fields.host} {
		switch {
		case m.host == "":
			m.host = host
		case host != "" && bareHost(host) != bareHost(m.host):
			return fault("host", ErrTwoHosts)
		}
	}
	if m.fields.forwardedHost != "" {
		if !m.server.TrustForwardedHost || !m.server.isProxy(m.connection.Peer.Unmap()) {
			return fault("header x-forwarded-host", ErrForwardedHost)
		}
		m.host = m.fields.forwardedHost
	}
	m.out.server, m.out.now = m.server, m.connection.Time
	m.out.Signature, err = m.fields.signature(m.query)
	return err
}

// readTo finds the target and the key.
func (m *mapping) readTo() error {
	sig := &m.out.Signature
	d, err := m.server.open(m.host, m.path, sig)
	if err != nil {
		return err
	}
	m.out.Target, m.out.control = d.Target, d.control
	if sig.Region != "" && d.region != "" && sig.Region != d.region {
		return fault("signature "+shown(sig.Region), ErrScopeRegion)
	}
	if d.control {
		return m.readControl(&d)
	}
	if m.server.StrictAccessPoints && d.Place == AccessPoint && !m.secure() {
		return fault("connection", ErrPlainHTTP)
	}
	m.out.Key, err = m.server.key(d.rest)
	return err
}

// route finds the operation.
func (m *mapping) route() error {
	r := &m.out
	if r.control {
		return nil
	}
	if r.Target.Place == Account {
		return m.routeAccount()
	}
	found, err := findRoute(m.in.Method, r.Key != "", m.query)
	if err != nil {
		return err
	}
	if found.operation == "PutObject" && found.method == "POST" {
		return m.routeForm(&found)
	}
	r.Operation.Name, r.keys = found.operation, found.keys
	r.body = bodyOf(found.operation)
	return nil
}

// routeAccount finds the operation of a request that names no bucket: there is but
// one.
func (m *mapping) routeAccount() error {
	sub, err := selector(m.query)
	switch {
	case err != nil:
		return err
	case m.in.Method != "GET" || sub != "" || m.out.Key != "":
		return fault("method "+shown(m.in.Method), ErrNoOperation)
	}
	m.out.Operation.Name = "ListBuckets"
	return nil
}

// readParts finds the parts of the request that need actions of their own.
func (m *mapping) readParts() (err error) {
	r, f := &m.out, &m.fields
	op := &r.Operation
	if p := find(m.query, "versionId"); p != nil {
		r.Version, op.Version = p.value, r.keys&versionKey != 0
	}
	if r.keys&aclKeys != 0 {
		op.ACL = hasACL(f.amz)
	}
	if r.keys&writeKeys != 0 {
		_, op.Tags = f.get("x-amz-tagging")
		_, mode := f.get("x-amz-object-lock-mode")
		_, until := f.get("x-amz-object-lock-retain-until-date")
		op.Retention = mode || until
		_, op.LegalHold = f.get("x-amz-object-lock-legal-hold")
	}
	switch bypass := f.value("x-amz-bypass-governance-retention"); {
	case strings.EqualFold(bypass, "true"):
		op.BypassGovernance = true
	case bypass != "" && !strings.EqualFold(bypass, "false"):
		return fault("x-amz-bypass-governance-retention", ErrValue)
	}
	if op.Name == "CreateBucket" {
		op.ObjectLock = strings.EqualFold(f.value("x-amz-bucket-object-lock-enabled"), "true")
		_, op.Ownership = f.get("x-amz-object-ownership")
	}
	return m.readSource()
}

func hasACL(amz []parameter) bool {
	for i := range amz {
		if amz[i].name == "x-amz-acl" || strings.HasPrefix(amz[i].name, "x-amz-grant-") {
			return true
		}
	}
	return false
}

// readSource makes a copy of a write that names a source.
func (m *mapping) readSource() (err error) {
	r, f := &m.out, &m.fields
	raw, ok := f.get("x-amz-copy-source")
	if !ok {
		return nil
	}
	switch r.Operation.Name {
	case "PutObject":
		r.Operation.Name = "CopyObject"
	case "UploadPart":
		r.Operation.Name = "UploadPartCopy"
	default:
		return fault("x-amz-copy-source", ErrNoOperation)
	}
	if r.Source, err = m.server.source(raw); err != nil {
		return err
	}
	r.HasSource, r.Operation.SourceVersion = true, r.Source.Version != ""
	if r.Operation.Name == "UploadPartCopy" {
		return nil
	}
	switch directive := f.value("x-amz-tagging-directive"); {
	case directive != "" && directive != "COPY" && directive != "REPLACE":
		return fault("x-amz-tagging-directive", ErrValue)
	case directive == "REPLACE":
	case r.Operation.Tags:
		return fault("x-amz-tagging", ErrTagsNotTaken)
	default:
		r.Operation.SourceTags = true
	}
	return nil
}

// readKeys collects the condition keys.
func (m *mapping) readKeys() (err error) {
	r := &m.out
	r.sum = m.fields.value("x-amz-content-sha256")
	keys := make([]condition.Attr, 0, 16)
	if keys, err = m.fields.common(m.server, m.connection, &r.Signature, keys); err != nil {
		return err
	}
	if region := m.region(); region != "" {
		keys = append(keys, condition.String(condition.RequestedRegion, region))
	}
	r.common = len(keys)
	if r.Operation.Version {
		keys = append(keys, condition.String(condition.S3VersionID, r.Version))
	}
	if r.attrs, err = r.own(&m.fields, keys, m.query); err != nil {
		return err
	}
	return m.checkBody()
}

// region returns where the request was sent to.
func (m *mapping) region() string {
	r := &m.out
	if ap := r.Target.AccessPoint; ap.Region() != "" {
		return ap.Region()
	}
	if r.Signature.Region != "" {
		return r.Signature.Region
	}
	return m.server.Region
}

// secure reports whether the request came over TLS, by what the server knows.
func (m *mapping) secure() bool {
	if m.fields.forwardedProto != "" && m.server.isProxy(m.connection.Peer.Unmap()) {
		return strings.EqualFold(m.fields.forwardedProto, "https")
	}
	return m.connection.TLSVersion != 0
}
