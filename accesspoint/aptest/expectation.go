package aptest

import (
	"maps"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/internal/jsondoc"
)

func (r *reader) readVerdict(n int) Verdict {
	v := Verdict(r.textOf(n))
	if v != Allow && v != Deny {
		r.wrong(n, "must be allow or deny, not %s", quote(string(v)))
	}
	return v
}

func (r *reader) readLayers(n int) (list []accesspoint.Layer) {
	for c := range r.items(n) {
		if r.is(c, jsondoc.String) {
			list = append(list, r.readLayer(c))
		}
	}
	return list
}

// readLayer reads the name of a layer. There is none for a question that cannot be
// decided, which is an error of the scenario.
func (r *reader) readLayer(n int) accesspoint.Layer {
	name := r.node(n).Text
	layers := map[string]bool{}
	for l := range (^accesspoint.Layers(0)).All() {
		switch {
		case l == accesspoint.RequestLayer:
		case l.String() == name:
			return l
		default:
			layers[l.String()] = true
		}
	}
	r.wrong(n, "must be one of %s, not %s%s", strings.Join(slices.Sorted(maps.Keys(layers)), ", "), quote(name), meant(name, layers))
	return accesspoint.NoLayer
}

// checkExpectation reports what an allowed request cannot come to, and what would
// never be looked at.
func (r *reader) checkExpectation(c *Case, at *requestNodes) {
	const denied = "goes with `\"expect\": \"deny\"`"
	if at.blockedBy != 0 && c.Expect != Deny {
		r.wrong(at.blockedBy, "blockedBy %s", denied)
	}
	if at.explicit != 0 && (c.Expect == "" || c.Expect == Allow && *c.Explicit) {
		r.wrong(at.explicit, "explicit %s", denied)
	}
}
