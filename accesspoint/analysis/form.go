package analysis

import (
	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/box"
	"github.com/s3ap/s3ap/policy"
)

// A form is a part of the requests that a statement is about: must has those that it is
// about for certain, may also those of which that cannot be told. An Allow has an
// effect on the first, a Deny on the second.
type form struct{ must, may box.Box }

// of returns the requests that a statement with an effect has it on.
func (f form) of(e policy.Effect) box.Box {
	if e == policy.Deny {
		return f.may
	}
	return f.must
}

// truths says for each kind of one dimension whether a test or an element holds.
type truths struct {
	at        int
	must, may box.Set
}

// truthsOf asks for each kind of a dimension.
func (s *space) truthsOf(at int, holds func(i int) condition.Truth) truths {
	t := truths{at, box.None(s.sizes[at]), box.None(s.sizes[at])}
	for i := range s.sizes[at] {
		switch holds(i) {
		case condition.True:
			t.must.Add(i)
			t.may.Add(i)
		case condition.Unknown:
			t.may.Add(i)
		}
	}
	return t
}

// and limits f to where t holds.
func (f form) and(t truths) form {
	g := form{append(box.Box(nil), f.must...), append(box.Box(nil), f.may...)}
	g.must[t.at], g.may[t.at] = g.must[t.at].And(t.must), g.may[t.at].And(t.may)
	return g
}

// cached returns truths that were made before under the same text.
func (s *space) cached(text string, make func() truths) truths {
	t, had := s.made[text]
	if !had {
		t = make()
		s.made[text] = t
	}
	return t
}

// opaqueTruths are those of something that is not modelled.
func (s *space) opaqueTruths(text string, not bool) truths {
	want := opaqueTrue
	if not {
		want = opaqueFalse
	}
	return s.truthsOf(s.opaqueAt(text), func(i int) condition.Truth {
		switch i {
		case want:
			return condition.True
		case opaqueUnknown:
			return condition.Unknown
		}
		return condition.False
	})
}

// addForms makes the forms of the statements of a policy.
func (s *space) addForms(src *source) {
	list := make([][]form, len(src.doc.Statements))
	for i := range list {
		n := len(s.sizes)
		f := form{make(box.Box, n), make(box.Box, n)}
		if src.doc.Kind == policy.AccessPoint {
			f = f.and(s.cached("the access point", func() truths {
				return s.truthsOf(viaAt, func(v int) condition.Truth { return truth(s.isHere(v)) })
			}))
		}
		f = f.and(s.principalTruths(src, i)).and(s.actionTruths(src, i))
		for _, t := range src.tests[i] {
			f = f.and(s.testTruths(t, src))
		}
		list[i] = s.resourceForms(f, src, i)
	}
	s.forms[src] = list
}

// isHere reports whether a way goes through the access point of the place.
func (s *space) isHere(v int) bool {
	return s.vias[v].accessPoint.IsValid() && s.vias[v].accessPoint == s.spot.accessPoint
}

func truth(b bool) condition.Truth {
	if b {
		return condition.True
	}
	return condition.False
}

func (s *space) principalTruths(src *source, i int) truths {
	st := &src.doc.Statements[i]
	if isOpaquePrincipal(&st.Principal) {
		return s.opaqueTruths(opaquePrincipal(&st.Principal), false)
	}
	ask := func() truths {
		return s.truthsOf(callerAt, func(c int) condition.Truth {
			return src.compiled.About(i, policy.PrincipalElement, &policy.Request{Principal: s.callers[c]})
		})
	}
	for _, t := range src.tests[i] {
		if t.key == condition.PrincipalIsAWSService.Fold() || t.key == condition.PrincipalServiceName.Fold() {
			return ask() // they bear on whom `*` means
		}
	}
	text := elementText("principal", st.Effect.String(), opaquePrincipal(&st.Principal))
	if st.Principal.Any {
		text += "*"
	}
	return s.cached(text, ask)
}

func (s *space) actionTruths(src *source, i int) truths {
	el := &src.doc.Statements[i].Action
	text := elementText("action", elementText(values(el.Items)...))
	if el.Not {
		text = "not " + text
	}
	return s.cached(text, func() truths {
		return s.truthsOf(actionAt, func(a int) condition.Truth {
			return elementOf{src, i}.about(s.actions[a].name)
		})
	})
}

func (s *space) testTruths(t *test, src *source) truths {
	if s.opaqueReason(t, src) != "" {
		return s.opaqueTruths(opaqueTest(t, src), false)
	}
	text := t.text
	if isConstant(t.key) {
		text = elementText(text, src.doc.Kind.String())
	}
	return s.cached(text, func() truths {
		switch {
		case isConstant(t.key):
			holds := t.Holds(s.context(src.doc.Kind))
			return s.truthsOf(viaAt, func(int) condition.Truth { return holds })
		case isCallerKey(t.key):
			return s.truthsOf(callerAt, func(c int) condition.Truth {
				ctx := s.asked(point{caller: c}).Context
				return t.HoldsIn(&ctx)
			})
		case isViaKey(t.key):
			return s.truthsOf(viaAt, func(v int) condition.Truth {
				ctx := s.asked(point{via: v}).Context
				return t.HoldsIn(&ctx)
			})
		}
		at := s.coordinateOf(t.key)
		return s.truthsOf(coordinatesAt+at, func(k int) condition.Truth {
			return t.Holds(s.coordinates[at].context(k))
		})
	})
}

// asked returns what the bucket policy is asked at a point.
func (s *space) asked(p point) policy.Request {
	bucket, _ := s.request(p).Asked(s.vias[p.via].origin)
	return bucket
}

// context returns what a policy of a kind is asked about something, with the account
// of its resource.
func (s *space) context(k policy.Kind) condition.Context {
	req := s.request(point{})
	if k == policy.AccessPoint {
		req.AccessPoint = s.spot.accessPoint
		_, asked := req.Asked(s.spot.origin)
		return asked.Context
	}
	asked, _ := req.Asked(accesspoint.Internet())
	return asked.Context
}

// resourceForms returns f limited to the resources of a statement: a form for all
// entries without policy variables, and one for each with some.
func (s *space) resourceForms(f form, src *source, i int) []form {
	el := &src.doc.Statements[i].Resource
	if s.reasonKeys != "" {
		none := s.truthsOf(keyAt, func(k int) condition.Truth {
			if k > 0 {
				return condition.False
			}
			return s.aboutResource(src.compiled, i, src.doc.Kind, k)
		})
		some := s.truthsOf(keyAt, func(k int) condition.Truth { return truth(k > 0) })
		return []form{f.and(none), f.and(some).and(s.opaqueTruths(opaqueResource(src, el), false))}
	}
	plain, opaques := src.withoutVariables(i)
	var all []form
	if plain != nil {
		text := elementText(opaqueResource(src, el), "plain")
		t := s.cached(text, func() truths {
			return s.truthsOf(keyAt, func(k int) condition.Truth { return s.aboutResource(plain.compiled, plain.at, src.doc.Kind, k) })
		})
		if el.Not {
			f = f.and(t)
		} else {
			all = append(all, f.and(t))
		}
	}
	for _, entry := range opaques {
		if t := s.opaqueTruths(opaqueEntry(src, entry), el.Not); el.Not {
			f = f.and(t)
		} else {
			all = append(all, f.and(t))
		}
	}
	if el.Not {
		return []form{f}
	}
	return all
}

// aboutResource asks the element Resource of a statement about a key.
func (s *space) aboutResource(p *policy.Policy, i int, kind policy.Kind, k int) condition.Truth {
	return p.About(i, policy.ResourceElement, &policy.Request{Resource: s.resource(kind, k)})
}

// resource returns what a policy of a kind is asked about for a key.
func (s *space) resource(kind policy.Kind, k int) arn.ARN {
	switch key := s.keys[k]; {
	case kind == policy.AccessPoint && key == "":
		return s.spot.accessPoint.ARN()
	case kind == policy.AccessPoint:
		return s.spot.accessPoint.Object(key)
	case key == "":
		return s.spot.bucket.ARN()
	default:
		return s.spot.bucket.Object(key)
	}
}

// A plainPart is a statement without the entries of Resource that have policy
// variables.
type plainPart struct {
	compiled *policy.Policy
	at       int
}

// withoutVariables divides the entries of Resource. Plain is nil if all have policy
// variables.
func (src *source) withoutVariables(i int) (plain *plainPart, opaques []string) {
	el := &src.doc.Statements[i].Resource
	for _, t := range el.Items {
		if src.isVariable(t.Value) {
			opaques = append(opaques, t.Value)
		}
	}
	switch len(opaques) {
	case 0:
		return &plainPart{src.compiled, i}, nil
	case len(el.Items):
		return nil, opaques
	}
	doc := policy.Document{Kind: src.doc.Kind, Version: src.doc.Version, Statements: src.doc.Statements[i : i+1]}
	reduced := doc.Clone()
	items := &reduced.Statements[0].Resource.Items
	*items = nil
	for _, t := range el.Items {
		if !src.isVariable(t.Value) {
			*items = append(*items, t)
		}
	}
	p, err := reduced.Compile()
	if err != nil {
		return nil, opaques // it has compiled with them, so that it does without
	}
	return &plainPart{p, 0}, opaques
}
