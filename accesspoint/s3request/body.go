package s3request

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
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

// readXML reads all of a body before it keeps any of it.
func (r *Request) readXML(body []byte) (err error) {
	keys := slices.Clone(r.attrs)
	switch r.body {
	case deleteBody:
		var list []Delete
		if list, err = r.readDeletes(body); err != nil {
			return err
		}
		r.Deletes = list
	case tagBody:
		var tags []parameter
		if tags, err = readTags(body); err == nil && len(tags) > 0 {
			keys, err = tagKeysOf(tags, keys)
		}
	case retentionBody:
		keys, err = r.readRetention(body, keys)
	case holdBody:
		var status string
		if err = readElements(body, "LegalHold", []element{{"Status", &status}}); err == nil && !isHold(status) {
			err = ErrBody
		}
		keys = append(keys, condition.String(lockHold, status))
	}
	if err == nil {
		r.attrs = keys
	}
	return err
}

// readRetention reads a retention, which has a mode and a date, or neither to end one.
func (r *Request) readRetention(body []byte, keys []condition.Attr) ([]condition.Attr, error) {
	var mode, until string
	err := readElements(body, "Retention", []element{{"Mode", &mode}, {"RetainUntilDate", &until}})
	switch {
	case err != nil:
		return nil, err
	case mode == "" && until == "":
		return keys, nil
	case !isMode(mode):
		return nil, ErrBody
	}
	return r.retention(until, append(keys, condition.String(lockMode, mode)))
}

// maxDeletes is how many objects one request may delete.
//
// S3 API Reference, DeleteObjects.
const maxDeletes = 1000

func (r *Request) readDeletes(body []byte) (list []Delete, err error) {
	err = walk(body, func(path, text string, begins bool) error {
		switch path {
		case "Delete", "Delete/Quiet", "Delete/Object/LastModifiedTime", "Delete/Object/Size":
		case "Delete/Object":
			switch n := len(list); {
			case begins && n == maxDeletes:
				return ErrTooMany
			case begins:
				list = append(list, Delete{})
			case list[n-1].Key == "":
				return ErrBody
			}
		case "Delete/Object/Key":
			return fill(&list[len(list)-1].Key, text, begins)
		case "Delete/Object/VersionId":
			return fill(&list[len(list)-1].Version, text, begins)
		case "Delete/Object/ETag":
			return fill(&list[len(list)-1].ETag, text, begins)
		default:
			return ErrBody
		}
		return nil
	})
	if err == nil && len(list) == 0 {
		err = ErrBody
	}
	for i := 0; err == nil && i < len(list); i++ {
		if err = r.server.checkKey(list[i].Key); err == nil && list[i].Version != "" {
			err = checkID(list[i].Version)
		}
	}
	return list, err
}

// fill keeps the text of an element that ends. S3 takes none that is empty or stands
// there twice, and an empty version is not the same as none.
func fill(to *string, text string, begins bool) error {
	if begins {
		return nil
	}
	if *to != "" || text == "" {
		return ErrBody
	}
	*to = text
	return nil
}

func readTags(body []byte) (tags []parameter, err error) {
	sets, values := 0, 0
	err = walk(body, func(path, text string, begins bool) error {
		switch path {
		case "Tagging":
		case "Tagging/TagSet":
			if begins {
				sets++
			}
		case "Tagging/TagSet/Tag":
			if begins {
				tags, values = append(tags, parameter{}), 0
			}
		case "Tagging/TagSet/Tag/Key":
			return fill(&tags[len(tags)-1].name, text, begins)
		case "Tagging/TagSet/Tag/Value": // which may be empty
			if tags[len(tags)-1].value = text; begins {
				values++
			}
		default:
			return ErrBody
		}
		switch {
		case sets > 1 || values > 1:
			return ErrBody
		case len(tags) > maxTags:
			return ErrTooMany
		}
		return nil
	})
	return tags, err
}

// An element of a document of one level has a name, and a place for its text.
type element struct {
	name string
	text *string
}

// readElements reads a document of one level.
func readElements(body []byte, root string, elements []element) error {
	return walk(body, func(path, text string, begins bool) error {
		name, below := strings.CutPrefix(path, root+"/")
		if !below {
			if path != root {
				return ErrBody
			}
			return nil
		}
		at := slices.IndexFunc(elements, func(e element) bool { return e.name == name })
		if at < 0 {
			return ErrBody
		}
		return fill(elements[at].text, text, begins)
	})
}
