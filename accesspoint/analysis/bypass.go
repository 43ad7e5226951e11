package analysis

import (
	"slices"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/box"
	"github.com/s3ap/s3ap/policy"
)

// Bypass asks whether there is a request sent to the bucket itself that statement j of
// the bucket policy, an Allow, is about and the bucket policy allows, while the access
// point policy has an Allow with conditions for the caller, the action and the object,
// which the request does not meet, and allows it by no other. No: nobody gets around
// the conditions of the access point policy by j.
func (p *Pair) Bypass(j int) Answer {
	if reason := p.fault(p.theBucket, j); reason != "" {
		return Answer{Reason: reason}
	}
	a := Answer{Verdict: No}
	for v := range p.space.vias {
		if p.space.isHere(v) {
			a = worse(a, p.bypass(j, v))
		}
	}
	return a
}

// bypass is Bypass for an access point of the network origin of a way.
func (p *Pair) bypass(j, via int) Answer {
	s := p.space
	direct := s.and(p.withoutOwners(), viaAt, func(v int) bool { return !s.isThrough(v) })
	direct = s.and(direct, actionAt, func(a int) bool { return s.actions[a].through })
	var conditional []int
	var cores []box.Box
	for i := range p.accessPoint.doc.Statements {
		st := &p.accessPoint.doc.Statements[i]
		if st.Effect == policy.Allow && len(st.Condition) > 0 {
			conditional = append(conditional, i)
			cores = append(cores, s.cores(p.accessPoint, i)...)
		}
	}
	ds := s.boxesOf(p.bucket, policy.Deny)
	for _, b := range s.boxesOf(p.accessPoint, policy.Allow) {
		if b[viaAt].Has(via) {
			ds = append(ds, anyVia(b))
		}
	}
	return s.ask(question{
		xs: meets(meets(s.boxes(p.bucket, j), []box.Box{direct}), cores), ds: ds,
		confirm: func(w *Witness) bool {
			return p.bucket.applies(j, w) && p.bucket.outcome(w) == policy.Allowed && p.passesBy(w, s.vias[via].origin, conditional)
		},
	})
}

// cores returns what the principals, actions and resources of a statement are about,
// by whatever way.
func (s *space) cores(src *source, i int) (list []box.Box) {
	n := len(s.sizes)
	f := form{make(box.Box, n), make(box.Box, n)}
	f = f.and(s.principalTruths(src, i)).and(s.actionTruths(src, i))
	for _, f := range s.resourceForms(f, src, i) {
		list = append(list, f.must)
	}
	return list
}

// anyVia returns a box of the access point policy without the way that it asks for.
// What it says of the access point's own keys is left out with that: they are the same
// in all requests through an access point of one origin.
func anyVia(b box.Box) box.Box {
	b = slices.Clone(b)
	b[viaAt] = nil
	return b
}

// passesBy reports whether the request of a witness, sent through the access point
// instead, would be one that one of the Allows names by all but its conditions, and
// that no Allow is about.
func (p *Pair) passesBy(w *Witness, origin accesspoint.NetworkOrigin, conditional []int) bool {
	req := w.Request
	req.AccessPoint = p.space.spot.accessPoint
	through := &Witness{Request: req, Origin: origin}
	_, through.AccessPoint = req.Asked(origin)
	named := slices.ContainsFunc(conditional, func(i int) bool {
		for _, e := range [...]policy.Element{policy.PrincipalElement, policy.ActionElement, policy.ResourceElement} {
			if p.accessPoint.compiled.About(i, e, &through.AccessPoint) != condition.True {
				return false
			}
		}
		return true
	})
	return named && !p.accessPoint.appliesAny(policy.Allow, through)
}
