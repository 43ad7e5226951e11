package s3request

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"slices"
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
	if err := m.formSignature(); err != nil {
		return err
	}
	if err := m.formKey(); err != nil {
		return err
	}
	if err := m.readAll(); err != nil {
		return err
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
		if err != nil || !isPlain(part) {
			return ErrBody
		}
		name := lowerASCII(part.FormName())
		if name == "file" {
			return m.useFields(form, part)
		}
		value, err := io.ReadAll(io.LimitReader(part, int64(left)+1))
		if left -= len(value); err != nil || left < 0 || len(form) == maxFields {
			return ErrTooMany
		}
		if form, err = addField(form, name, string(value)); err != nil {
			return err
		}
	}
}

// isPlain reports whether all servers read the same in a part of a form. Some decode
// what is said to be encoded, and others do not.
func isPlain(part *multipart.Part) bool {
	for _, name := range [...]string{"Content-Disposition", "Content-Transfer-Encoding"} {
		if len(part.Header[name]) > 1 {
			return false
		}
	}
	switch strings.ToLower(part.Header.Get("Content-Transfer-Encoding")) {
	case "", "7bit", "8bit", "binary":
	default:
		return false
	}
	return part.FormName() != "" && !strings.Contains(part.Header.Get("Content-Disposition"), "name*")
}

// addField keeps a field by the name that a header of the same meaning has.
func addField(form []parameter, name, value string) ([]parameter, error) {
	switch name {
	case "acl":
		name = "x-amz-acl"
	case "tagging":
		tags, err := readTags([]byte(value))
		if err != nil {
			return nil, err
		}
		name, value = "x-amz-tagging", encodeTags(tags)
	case "x-amz-copy-source": // which is for copies, and no form asks for one
		return nil, fault("field "+name, ErrNoOperation)
	}
	if find(form, name) != nil {
		return nil, fault("field "+shown(name), ErrTwice)
	}
	return append(form, parameter{name, value}), nil
}

// useFields takes the fields as if they were headers, and the key with the name of the
// file in it.
//
// S3 API Reference, "POST Object": of the name counts what follows the last slash or
// backslash.
func (m *mapping) useFields(form []parameter, file *multipart.Part) error {
	p := find(form, "key")
	if p == nil || p.value == "" {
		return fault("field key", ErrBody)
	}
	name := file.FileName()
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if len(p.value) > maxKey || len(name) > maxKey {
		return fault("field key", ErrKeyTooLong)
	}
	m.out.Key = strings.ReplaceAll(p.value, "${filename}", name)
	m.query = form
	return m.fields.merge(form)
}

// encodeTags writes tags as x-amz-tagging has them.
func encodeTags(tags []parameter) string {
	escape := strings.NewReplacer("%", "%25", ";", "%3B", "&", "%26", "=", "%3D", "+", "%2B")
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
	case slices.ContainsFunc(m.fields.amz, func(p parameter) bool { return isPresigning(p.name) }):
		if find(m.query, "signature") != nil || find(m.query, "awsaccesskeyid") != nil {
			return fault("signature", ErrTwoSignatures)
		}
		if value("x-amz-signature") == "" {
			return fault("field x-amz-signature", ErrAuthorization)
		}
		if !sig.scope(value("x-amz-algorithm"), value("x-amz-credential")) {
			return fault("field x-amz-credential", ErrAuthorization)
		}
		if sig.Date, err = time.Parse(timeForm, value("x-amz-date")); err != nil || !sig.isOfDay() {
			return fault("field x-amz-date", ErrSigningDate)
		}
	case find(m.query, "signature") != nil || find(m.query, "awsaccesskeyid") != nil:
		p := find(m.query, "awsaccesskeyid")
		if p == nil || find(m.query, "signature") == nil || p.value == "" {
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
	if err := m.server.checkKey(m.out.Key); err != nil {
		return fault("field key", err)
	}
	_, path, _, err := splitTarget(m.in.Target)
	if err != nil {
		return err
	}
	_, err = m.knock(path)
	return err
}
