package aptest

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy"
)

// readContext returns the condition keys of a request, and the same for the test.
func (r *reader) readContext(n int) (map[string][]string, []condition.Attr) {
	var attrs []condition.Attr
	keys := make(map[string][]string)
	folded := make(map[string]bool)
	for m := range r.members(n) {
		key, values := r.name(m), r.readValues(m)
		if !strings.Contains(key, ":") {
			r.wrong(m, "a condition key is written as aws:SourceIp or s3:prefix, not %s", quote(key))
		}
		r.onceFolded(folded, m)
		keys[key] = values
		attrs = append(attrs, condition.Strings(condition.Key(key), values...))
	}
	return keys, attrs
}

func (r *reader) readValues(n int) []string {
	switch node := r.node(n); node.Kind {
	case jsondoc.String:
		return []string{node.Text}
	case jsondoc.Array:
		return r.textsOf(n)
	default:
		r.fault(n, fmt.Errorf("%w: a condition key has a string or an array of strings, not %v; put it in quotes", policy.ErrType, node.Kind))
	}
	return nil
}
