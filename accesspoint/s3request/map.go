package s3request

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/condition"
)

// Map tells what a request asks for. The error, an [*Error], says which part of it
// cannot be mapped; such a request is to be refused.
//
// An operation that the target does not offer is mapped all the same: see
// [Request.Offered].
func (s *Server) Map(in HTTP, c Connection) (*Request, error) {
	m := mapping{server: s, in: in, connection: c}
	if err := m.read(); err != nil {
		return nil, err
	}
	out := m.out // so that nothing else of the request is kept
	return &out, nil
}

// A mapping is a request on its way, from what came in to what it asks for.
type mapping struct {
	server     *Server
	in         HTTP
	connection Connection

	host, path string
	hostRegion string // that the host tells
	query      []parameter
	fields     fields
	out        Request
}

// read does one step after the other. There is no table of them, so that a mapping
// can be on the stack.
func (m *mapping) read() error {
	if err := m.readTarget(); err != nil {
		return err
	}
	if err := m.readHeader(); err != nil {
		return err
	}
	if err := m.readTo(); err != nil {
		return err
	}
	if err := m.route(); err != nil {
		return err
	}
	return m.readAll()
}

// readAll reads what bears on the decision, once the operation is known.
func (m *mapping) readAll() error {
	if err := m.readParts(); err != nil {
		return err
	}
	return m.readKeys()
}

// readTarget takes the request target apart.
func (m *mapping) readTarget() (err error) {
	var raw string
	if m.host, m.path, raw, err = splitTarget(m.in.Target); err != nil {
		return err
	}
	if m.query, err = parseQuery(raw, make([]parameter, 0, 8)); err != nil {
		return err
	}
	for i := range m.query {
		p := &m.query[i]
		if !m.server.AllowInvalidUTF8 && !utf8.ValidString(p.value) {
			return fault("query "+shown(p.name), ErrUTF8)
		}
		if p.name == "prefix" { // which a file system would resolve as it does a key
			if err := m.server.checkSegments(p.value); err != nil {
				return fault("query prefix", err)
			}
		}
	}
	return nil
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
	if err = m.readForwardedHost(); err != nil {
		return err
	}
	m.out.server, m.out.now = m.server, m.connection.Time
	if m.out.Signature, err = m.fields.signature(m.query); err != nil {
		return err
	}
	return m.checkQuery()
}

// readForwardedHost takes the host that a proxy tells, if it is trusted to.
func (m *mapping) readForwardedHost() error {
	if strings.Contains(strings.ToLower(m.fields.forwarded), "host") {
		return fault("header forwarded", ErrForwardedHost)
	}
	if m.fields.forwardedHost == "" {
		return nil
	}
	if !m.server.TrustForwardedHost || !m.server.isProxy(m.connection.Peer) {
		return fault("header x-forwarded-host", ErrForwardedHost)
	}
	m.host = m.fields.forwardedHost
	return nil
}

// readTo finds the target and the key.
func (m *mapping) readTo() error {
	d, err := m.knock(m.path)
	if err != nil {
		return err
	}
	if d.control {
		return m.readControl(&d)
	}
	m.out.Key, err = m.server.key(d.rest)
	return err
}

// knock finds the target and holds the request to what it asks.
func (m *mapping) knock(path string) (door, error) {
	sig := &m.out.Signature
	d, err := m.server.open(m.host, path, sig)
	switch {
	case err != nil:
		return d, err
	case !sig.covers(d.region):
		return d, fault("signature "+shown(sig.Region), ErrScopeRegion)
	case m.server.StrictAccessPoints && d.Place == AccessPoint && !m.secure():
		return d, fault("connection", ErrPlainHTTP)
	}
	m.out.Target, m.out.control, m.hostRegion = d.Target, d.control, d.region
	return d, nil
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
	if err = f.oneOf(); err != nil {
		return err
	}
	if r.keys&aclKeys != 0 {
		op.ACL = hasACL(f.amz)
	}
	if r.keys&tagKeys != 0 {
		_, op.Tags = f.get("x-amz-tagging")
	}
	if r.keys&lockKeys != 0 {
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
	if r.Operation.Name == renameObject {
		return m.readRenamed()
	}
	raw, ok := f.get("x-amz-copy-source")
	if !ok {
		return nil
	}
	switch r.Operation.Name {
	case "PutObject":
		r.Operation.Name, r.keys = "CopyObject", r.keys|copyKeys
	case "UploadPart":
		r.Operation.Name = "UploadPartCopy"
	default:
		return fault("x-amz-copy-source", ErrNoOperation)
	}
	if r.Source, err = m.server.source("x-amz-copy-source", raw); err != nil {
		return err
	}
	r.HasSource, r.Operation.SourceVersion = true, r.Source.Version != ""
	if r.Operation.Name == "UploadPartCopy" {
		return nil
	}
	switch {
	case f.value("x-amz-tagging-directive") == "REPLACE":
	case r.Operation.Tags:
		return fault("x-amz-tagging", ErrTagsNotTaken)
	default:
		r.Operation.SourceTags = true
	}
	return nil
}

// readRenamed reads what an object was called before. It is in the same bucket.
//
// S3 API Reference, RenameObject.
func (m *mapping) readRenamed() (err error) {
	const header = "x-amz-rename-source"
	r := &m.out
	raw, ok := m.fields.get(header)
	if !ok {
		return fault(header, ErrCopySource)
	}
	if r.Target.Place == AccessPoint { // by what name the bucket is called then is not known
		return nil
	}
	if r.Source, err = m.server.source(header, raw); err != nil {
		return err
	}
	if r.Source.Target != r.Target {
		return fault(header, ErrCopySource)
	}
	r.HasSource = true
	return nil
}

// readKeys collects the condition keys.
func (m *mapping) readKeys() (err error) {
	r := &m.out
	r.sum = m.fields.value("x-amz-content-sha256")
	keys := make([]condition.Attr, 0, 16)
	if keys, err = m.fields.common(m.server, &m.connection, &r.Signature, keys); err != nil {
		return err
	}
	if region := m.region(); region != "" {
		keys = append(keys, condition.String(condition.RequestedRegion, region))
	} else {
		keys = append(keys, condition.Unrecorded(condition.RequestedRegion))
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

// region returns where the request was sent to. The client tells only for a server
// that knows no region of its own.
func (m *mapping) region() string {
	return cmp.Or(m.out.Target.AccessPoint.Region(), m.hostRegion, m.server.Region, m.out.Signature.Region)
}

// secure reports whether the request came over TLS, by what the server knows.
func (m *mapping) secure() bool {
	if m.server.isProxy(m.connection.Peer) {
		return strings.EqualFold(m.fields.forwardedProto, "https")
	}
	return m.connection.TLSVersion != 0
}
