package s3request

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"time"
)

// Bounds of a form.
//
// S3 API Reference, "POST Object".
const (
	maxFields     = 128
	maxFieldBytes = 32 << 10 // of all fields before the file
)

// routeForm takes a request for an upload from a browser: all that it says is in
// the fields of a form. A header that says something of the same kind is not
// covered by the signature of the form.
func (m *mapping) routeForm(found *route) error {
	kind, parameters, err := mime.ParseMediaType(m.fields.contentType)
	if err != nil || kind != "multipart/form-data" || parameters["boundary"] == "" {
		return fault("method POST", ErrNoOperation)
	}
	if len(m.fields.amz) > 0 {
		return fault(shown(m.fields.amz[0].name), ErrUnsigned)
	}
	r := &m.out
	r.Operation.Name, r.keys, r.body = found.operation, found.keys, formBody
	kept := *m
	r.form = &kept
	return nil
}

// readForm reads the fields of a form and maps the request again, as if they had
// been headers.
func (r *Request) readForm(body []byte) error {
	m := *r.form
	if err := m.readFields(body); err != nil {
		return fault("body", err)
	}
	for _, step := range [...]func(*mapping) error{
		(*mapping).formSignature, (*mapping).formKey, (*mapping).readParts, (*mapping).readKeys,
	} {
		if err := step(&m); err != nil {
			return err
		}
	}
	m.out.body = noBody
	*r = m.out
	return nil
}

// readFields adds the fields before the file to the parameters. What follows the
// file counts for nothing.
func (m *mapping) readFields(body []byte) error {
	_, parameters, err := mime.ParseMediaType(m.fields.contentType)
	if err != nil {
		return ErrBody
	}
	reader := multipart.NewReader(bytes.NewReader(body), parameters["boundary"])
	var form []parameter
	for left := maxFieldBytes; ; {
		part, err := reader.NextRawPart()
		if err != nil {
			return ErrBody
		}
		name := strings.ToLower(part.FormName())
		if name == "file" {
			return m.useFields(form, part.FileName())
		}
		value, err := io.ReadAll(io.LimitReader(part, int64(left)+1))
		if left -= len(value); err != nil || left < 0 || len(form) == maxFields {
			return ErrTooMany
		}
		if find(form, name) != nil {
			return fault("field "+shown(name), ErrTwice)
		}
		form = append(form, parameter{name, string(value)})
	}
}

// useFields puts the fields where the headers of the same meaning would be.
func (m *mapping) useFields(form []parameter, file string) error {
	m.query = nil
	for _, p := range form {
		switch {
		case p.name == "acl":
			p.name = "x-amz-acl"
		case p.name == "tagging":
			tags, err := readTags([]byte(p.value))
			if err != nil {
				return err
			}
			if p.name, p.value = "x-amz-tagging", encodeTags(tags); len(tags) == 0 {
				continue
			}
		case p.name == "key":
			m.path = strings.ReplaceAll(p.value, "${filename}", file)
		}
		m.query = append(m.query, p)
	}
	return m.fields.merge(m.query)
}

// encodeTags writes tags as x-amz-tagging has them.
func encodeTags(tags []parameter) string {
	escape := strings.NewReplacer("%", "%25", "&", "%26", "=", "%3D", "+", "%2B")
	var list []string
	for _, t := range tags {
		list = append(list, escape.Replace(t.name)+"="+escape.Replace(t.value))
	}
	return strings.Join(list, "&")
}

// formSignature reads the signature from the fields. It covers the policy of the
// form, and no headers.
func (m *mapping) formSignature() (err error) {
	sig := Signature{Form: true}
	value := m.fields.value
	switch {
	case m.out.Signature.Version != Anonymous:
		return fault("signature", ErrTwoSignatures)
	case value("x-amz-signature") != "":
		if !sig.scope(value("x-amz-algorithm"), value("x-amz-credential")) {
			return fault("field x-amz-credential", ErrAuthorization)
		}
		if sig.Date, err = time.Parse(timeForm, value("x-amz-date")); err != nil {
			return fault("field x-amz-date", ErrSigningDate)
		}
	case find(m.query, "signature") != nil:
		p := find(m.query, "awsaccesskeyid")
		if p == nil || p.value == "" {
			return fault("field awsaccesskeyid", ErrAuthorization)
		}
		sig.Version, sig.AccessKeyID = V2, p.value
	default:
		sig = Signature{}
	}
	m.out.Signature = sig
	return nil
}

// formKey takes the key from its field, and asks again where the request goes, now
// that the scope of the signature is known.
func (m *mapping) formKey() error {
	key := m.path
	if find(m.query, "key") == nil || key == "" {
		return fault("field key", ErrBody)
	}
	if err := m.server.checkKey(key); err != nil {
		return fault("field key", err)
	}
	_, path, _, err := splitTarget(m.in.Target)
	if err != nil {
		return err
	}
	d, err := m.server.open(m.host, path, &m.out.Signature)
	if err != nil {
		return err
	}
	m.out.Target, m.out.Key = d.Target, key
	return nil
}
