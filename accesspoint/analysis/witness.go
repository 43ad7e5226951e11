package analysis

import (
	"cmp"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/box"
)

// A point is a point of a space, by the numbers of its kinds.
type point struct {
	caller, via, action, key int
	coordinates              []int
}

// has reports whether a request at p has the key of a coordinate, of which -1 is none.
// Points at which only the caller or the way is asked about have no coordinates.
func (p *point) has(coordinate int) bool {
	return coordinate >= 0 && coordinate < len(p.coordinates) && p.coordinates[coordinate] > 0
}

// first returns the first point of a box, which is not empty: that with the kinds that
// read best.
func first(b box.Box) point {
	p := point{caller: b[callerAt].First(), via: b[viaAt].First(), action: b[actionAt].First(), key: b[keyAt].First()}
	for _, set := range b[coordinatesAt:] {
		p.coordinates = append(p.coordinates, set.First())
	}
	return p
}

// request returns the request at a point.
func (s *space) request(p point) accesspoint.Request {
	return s.requestWith(p, nil)
}

// requestWith is request with keys in the place of those that the point has.
func (s *space) requestWith(p point, more []condition.Attr) accesspoint.Request {
	req := accesspoint.Request{
		Principal: s.callers[p.caller], AccessPoint: s.vias[p.via].accessPoint,
		Bucket: s.spot.bucket, BucketAccount: s.spot.bucketAccount,
	}
	if s.actions != nil {
		req.Action = s.actions[p.action].name
	}
	if s.keys != nil {
		req.Key = s.keys[p.key]
	}
	var attrs []condition.Attr
	for i, k := range p.coordinates {
		if c := &s.coordinates[i]; c.opaque == nil && !s.isFixed(c, p.caller) {
			attrs = append(attrs, c.kinds[k].attrs...)
		}
	}
	attrs = append(attrs, s.companions(p)...)
	if len(attrs)+len(more) > 0 {
		req.Context = condition.NewContext(attrs...).With(more...)
	}
	return req
}

// companions returns keys that a request through a VPC endpoint has as well, where no
// policy looks at them.
func (s *space) companions(p point) (attrs []condition.Attr) {
	vpc, endpoint := s.coordinateOf(condition.SourceVPC.Fold()), s.coordinateOf(condition.SourceVPCE.Fold())
	if id := s.vias[p.via].origin.VPCID(); vpc < 0 && (p.has(endpoint) || id != "") {
		attrs = append(attrs, condition.String(condition.SourceVPC, cmp.Or(id, otherVPC)))
	}
	if endpoint < 0 && p.has(vpc) {
		attrs = append(attrs, condition.String(condition.SourceVPCE, otherEndpoint))
	}
	return attrs
}

// otherEndpoint is a VPC endpoint that nothing is known of.
const otherEndpoint = "vpce-00000000"

// isFixed reports whether the evaluator itself sets a key for a caller.
func (s *space) isFixed(c *coordinate, caller int) bool {
	return c.key == condition.UserID.Fold() && s.callers[caller].UserID() != ""
}

// witness makes a witness of a request that takes a way.
func (s *space) witness(req accesspoint.Request, via int) *Witness {
	w := &Witness{Request: req, Origin: s.vias[via].origin}
	if vpc, ok := req.Context.Value(condition.SourceVPC); ok && s.vias[via].anyVPC {
		w.Origin = accesspoint.VPC(vpc)
	}
	w.Bucket, w.AccessPoint = req.Asked(w.Origin)
	return w
}

// implausible says why there can be no such request although the facts allow it, in
// words; it is empty if there can be.
func implausible(req *accesspoint.Request) string {
	ctx := req.Context
	source, ok := ctx.Value(condition.SourceARN)
	account, ok2 := ctx.Value(condition.SourceAccount)
	if fields := strings.SplitN(source, ":", 6); ok && ok2 && len(fields) == 6 && fields[4] != "" && fields[4] != account {
		return "aws:SourceArn and aws:SourceAccount go together, which is not modelled"
	}
	org, ok := ctx.Value(condition.PrincipalOrgID)
	if ctx.Has(condition.PrincipalOrgPaths) == condition.True {
		for _, path := range ctx.Values(condition.PrincipalOrgPaths) {
			if ok && !strings.HasPrefix(path, org+"/") {
				return "aws:PrincipalOrgID and aws:PrincipalOrgPaths go together, which is not modelled"
			}
		}
	}
	return ""
}

// candidates calls try with requests at points of a box until it returns true, and
// reports whether it did. If nothing opaque is to come out in a certain way, the first
// point speaks for all. Else it tries callers of several kinds, and fills in what is
// opaque.
func (s *space) candidates(b box.Box, try func(w *Witness) bool) bool {
	p := first(b)
	if !s.wantsOpaque(p) {
		return try(s.witness(s.request(p), p.via))
	}
	const most = 12
	tried := 0
	for c := range s.callers {
		if !b[callerAt].Has(c) || s.seenType(b, c) {
			continue
		}
		if tried++; tried > most {
			break
		}
		p.caller = c
		if try(s.witness(s.request(p), p.via)) || try(s.witness(s.fill(p), p.via)) {
			return true
		}
	}
	return false
}

// seenType reports whether a caller of the box before c is of the same type and
// account.
func (s *space) seenType(b box.Box, c int) bool {
	for d := range c {
		if b[callerAt].Has(d) && s.callers[d].Type() == s.callers[c].Type() && s.callers[d].Account() == s.callers[c].Account() {
			return true
		}
	}
	return false
}

// wantsOpaque reports whether the space has anything opaque.
func (s *space) wantsOpaque(p point) bool {
	for i := range p.coordinates {
		if s.coordinates[i].opaque != nil {
			return true
		}
	}
	return false
}

// fill returns the request at a point with values such that what is opaque may come out
// as the point has it: a value of the policy, with the variables filled in.
func (s *space) fill(p point) accesspoint.Request {
	var more []condition.Attr
	req := s.request(p)
	for i, k := range p.coordinates {
		o := s.coordinates[i].opaque
		if o == nil {
			continue
		}
		switch matches := (k == opaqueTrue) != (o.test != nil && o.test.Operator().Negated()); {
		case o.test != nil && (matches || k == opaqueTrue):
			value := "unlike-any"
			if matches {
				value = s.filled(o.test.values[0], p, &more)
			}
			if !isCallerKey(o.test.key) && !isViaKey(o.test.key) && !isConstant(o.test.key) {
				more = replace(more, condition.String(o.test.Key(), value))
			}
		case o.test == nil && o.src != nil && matches:
			text := s.filled(o.entry, p, &more)
			if key, ok := strings.CutPrefix(text, s.beforeKey(o.src.doc.Kind)); ok && req.Key != "" {
				req.Key = key
			}
		}
	}
	key := req.Key
	req = s.requestWith(p, more)
	req.Key = key
	return req
}

func replace(list []condition.Attr, a condition.Attr) []condition.Attr {
	for i := range list {
		if list[i].Key().Fold() == a.Key().Fold() {
			list[i] = a
			return list
		}
	}
	return append(list, a)
}

// filled returns a text of a policy with its variables and wildcards filled in. Keys
// that the request lacks are given to it.
func (s *space) filled(text string, p point, more *[]condition.Attr) string {
	ctx := s.requestWith(p, *more)
	asked, _ := ctx.Asked(s.vias[p.via].origin)
	var b strings.Builder
	for text != "" {
		before, after, found := strings.Cut(text, "${")
		b.WriteString(strings.NewReplacer("*", "", "?", "x").Replace(before))
		if !found {
			break
		}
		inner, rest, _ := strings.Cut(after, "}")
		text = rest
		name, fallback, _ := strings.Cut(inner, ",")
		value, ok := asked.Context.Value(condition.Key(name))
		switch {
		case len(inner) == 1:
			b.WriteString(inner)
		case ok:
			b.WriteString(value)
		case fallback != "":
			b.WriteString(strings.Trim(fallback, " '"))
		default:
			const some = "x"
			if !isCallerKey(condition.Key(name).Fold()) {
				*more = replace(*more, condition.String(condition.Key(name), some))
			}
			b.WriteString(some)
		}
	}
	return b.String()
}

// isFuture reports whether a witness is about actions that nobody knows yet.
func (w *Witness) isFuture() bool { return w.Request.Action == FutureAction }
