package s3request

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
)

// A bodyKind says what a body holds that bears on the decision.
type bodyKind uint8

const (
	noBody bodyKind = iota
	deleteBody
	tagBody
	retentionBody
	holdBody
	formBody
)

func bodyOf(operation string) bodyKind {
	switch operation {
	case "DeleteObjects":
		return deleteBody
	case "PutObjectTagging":
		return tagBody
	case "PutObjectRetention":
		return retentionBody
	case "PutObjectLegalHold":
		return holdBody
	}
	return noBody
}

// MaxBody is how long a body may be that is read: room for a thousand keys to
// delete, as long as S3 takes them and each byte escaped.
const MaxBody = 8 << 20

// checkBody refuses headers that would make the body another one than it looks.
func (m *mapping) checkBody() error {
	r := &m.out
	if r.body == noBody || r.body == formBody {
		return nil
	}
	if strings.Contains(strings.ToLower(m.fields.contentEncoding), "aws-chunked") || strings.HasPrefix(r.sum, "STREAMING-") {
		return fault("header content-encoding", ErrBody)
	}
	return nil
}

// ReadBody reads what the body has to say, once [Request.NeedsBody] asks for it: of
// a form all up to the file is enough, of the others the whole body. What the
// request was signed for is checked if it is told. An error, an [*Error], leaves
// the request without questions.
func (r *Request) ReadBody(body []byte) error {
	var err error
	switch kind := r.body; {
	case kind == noBody:
		err = ErrNoBody
	case len(body) > MaxBody:
		err = ErrBodySize
	case kind == formBody:
		return r.readForm(body)
	default:
		if err = r.checkSum(body); err == nil {
			err = r.readXML(body)
		}
	}
	if err != nil {
		return fault("body", err)
	}
	r.body = noBody
	return nil
}

// checkSum holds the body to the hash that was signed. Some clients sign none over
// TLS.
func (r *Request) checkSum(body []byte) error {
	if r.sum == "" || r.sum == "UNSIGNED-PAYLOAD" {
		return nil
	}
	sum := sha256.Sum256(body)
	if want, err := hex.DecodeString(r.sum); err != nil || !bytes.Equal(want, sum[:]) {
		return ErrBodyHash
	}
	return nil
}

func (r *Request) readXML(body []byte) (err error) {
	switch r.body {
	case deleteBody:
		var list []Delete
		if list, err = r.readDeletes(body); err == nil {
			r.Deletes = list
		}
	case tagBody:
		var tags []parameter
		if tags, err = readTags(body); err == nil && len(tags) > 0 {
			r.attrs, err = tagKeysOf(tags, r.attrs)
		}
	case retentionBody:
		err = r.readRetention(body)
	case holdBody:
		var status string
		err = readElements(body, "LegalHold", map[string]*string{"Status": &status})
		if err == nil && status != "" {
			r.attrs = append(r.attrs, condition.String("s3:object-lock-legal-hold", status))
		}
	}
	return err
}

func (r *Request) readRetention(body []byte) error {
	var mode, until string
	if err := readElements(body, "Retention", map[string]*string{"Mode": &mode, "RetainUntilDate": &until}); err != nil {
		return err
	}
	if mode != "" {
		r.attrs = append(r.attrs, condition.String("s3:object-lock-mode", mode))
	}
	if until == "" {
		return nil
	}
	attrs, err := r.retention(until, r.attrs)
	if err == nil {
		r.attrs = attrs
	}
	return err
}

// maxDeletes is how many objects one request may delete.
//
// S3 API Reference, DeleteObjects.
const maxDeletes = 1000

func (r *Request) readDeletes(body []byte) (list []Delete, err error) {
	err = walk(body, func(path []string, text string) error {
		switch at := strings.Join(path, "/"); at {
		case "Delete", "Delete/Quiet", "Delete/Object/LastModifiedTime", "Delete/Object/Size":
		case "Delete/Object":
			if n := len(list); n == 0 || list[n-1].Key == "" {
				return ErrBody
			}
		case "Delete/Object/":
			if list = append(list, Delete{}); len(list) > maxDeletes {
				return ErrTooMany
			}
		case "Delete/Object/Key", "Delete/Object/VersionId", "Delete/Object/ETag":
			return list[len(list)-1].set(path[2], text)
		default:
			return beginOrFault(at)
		}
		return nil
	})
	if err == nil && len(list) == 0 {
		err = ErrBody
	}
	for i := 0; err == nil && i < len(list); i++ {
		err = r.server.checkKey(list[i].Key)
	}
	return list, err
}

// set keeps one element of an object to delete. An empty version is not the same
// as none, and S3 takes no such.
func (d *Delete) set(name, text string) error {
	at := &d.Key
	switch name {
	case "VersionId":
		at = &d.Version
	case "ETag":
		at = &d.ETag
	}
	if *at != "" || text == "" {
		return ErrBody
	}
	*at = text
	return nil
}

func readTags(body []byte) (tags []parameter, err error) {
	err = walk(body, func(path []string, text string) error {
		switch at := strings.Join(path, "/"); at {
		case "Tagging", "Tagging/TagSet", "Tagging/TagSet/Tag":
		case "Tagging/TagSet/Tag/":
			if tags = append(tags, parameter{}); len(tags) > maxTags {
				return ErrTooMany
			}
		case "Tagging/TagSet/Tag/Key":
			if t := &tags[len(tags)-1]; t.name == "" && text != "" {
				t.name = text
				return nil
			}
			return ErrBody
		case "Tagging/TagSet/Tag/Value":
			if t := &tags[len(tags)-1]; t.value == "" {
				t.value = text
				return nil
			}
			return ErrBody
		default:
			return beginOrFault(at)
		}
		return nil
	})
	return tags, err
}

// readElements reads a document of one level.
func readElements(body []byte, root string, into map[string]*string) error {
	return walk(body, func(path []string, text string) error {
		switch {
		case path[0] != root:
			return ErrBody
		case len(path) == 1 || path[len(path)-1] == "":
			return nil
		}
		at, ok := into[path[1]]
		if !ok || len(path) != 2 || *at != "" {
			return ErrBody
		}
		*at = text
		return nil
	})
}

// beginOrFault is about what is not named: the beginning of an element tells
// nothing, its end does.
func beginOrFault(at string) error {
	if strings.HasSuffix(at, "/") {
		return nil
	}
	return ErrBody
}

// walk reads an XML document and tells visit of each element when it begins, with
// an empty last name in the path, and when it ends, with its text. Documents of S3
// have four levels at most, and no declarations of types.
func walk(body []byte, visit func(path []string, text string) error) error {
	const maxDepth = 8
	d := xml.NewDecoder(bytes.NewReader(body))
	var path, texts []string
	ended := false
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && ended:
			return nil
		case err != nil:
			return ErrBody
		}
		switch t := token.(type) {
		case xml.StartElement:
			if ended || len(path) == maxDepth {
				return ErrBody
			}
			path, texts = append(path, t.Name.Local), append(texts, "")
			err = visit(append(slices.Clip(path), ""), "")
		case xml.CharData:
			if n := len(texts); n > 0 {
				texts[n-1] += string(t)
			}
		case xml.EndElement:
			n := len(path) - 1
			err = visit(path, texts[n])
			path, texts = path[:n], texts[:n]
			ended = n == 0
		case xml.Directive:
			err = ErrBody
		}
		if err != nil {
			return err
		}
	}
}
