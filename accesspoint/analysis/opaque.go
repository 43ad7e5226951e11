package analysis

import (
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/box"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/policy"
)

// An opaque is a test or an element that is not modelled. It has a dimension of its
// own, which says how it comes out. That leaves points that no request is like, and
// none out: what all points agree on is so for all requests.
type opaque struct {
	text   string
	reason string
	// What it is, if a request might be made that it comes out for: a test, or an
	// entry of Resource.
	test  *test
	src   *source
	entry string
}

// The ways in which something opaque comes out.
const (
	opaqueFalse = iota
	opaqueTrue
	opaqueUnknown
	opaqueKinds
)

// addOpaques adds a dimension for each test or element that is not modelled.
func (s *space) addOpaques() {
	for _, src := range s.sources {
		for i := range src.doc.Statements {
			st := &src.doc.Statements[i]
			for _, t := range src.tests[i] {
				if reason := s.opaqueReason(t, src); reason != "" {
					s.addOpaque(opaque{text: opaqueTest(t, src), reason: reason, test: t, src: src})
				}
			}
			if isOpaquePrincipal(&st.Principal) {
				s.addOpaque(opaque{text: opaquePrincipal(&st.Principal), reason: "Principal has a unique id or a canonical id, which does not tell whom it names"})
			}
			s.addOpaqueResource(src, i)
		}
	}
}

func (s *space) addOpaqueResource(src *source, i int) {
	el := &src.doc.Statements[i].Resource
	if s.reasonKeys != "" {
		s.addOpaque(opaque{text: opaqueResource(src, el), reason: s.reasonKeys})
		return
	}
	for _, t := range el.Items {
		if src.isVariable(t.Value) {
			s.addOpaque(opaque{text: opaqueEntry(src, t.Value), reason: "Resource has a policy variable", src: src, entry: t.Value})
		}
	}
}

func (s *space) addOpaque(o opaque) {
	if s.opaqueAt(o.text) < 0 {
		s.coordinates = append(s.coordinates, coordinate{opaque: &o})
	}
}

// addOpaqueFacts limits what is opaque only for a policy variable by what it would be
// with a `*` in its place.
func (s *space) addOpaqueFacts() {
	for i := range s.coordinates {
		o := s.coordinates[i].opaque
		at := coordinatesAt + i
		switch {
		case o == nil:
		case o.test != nil && o.test.wide != nil && s.opaqueReason(o.test.wide, o.src) == "":
			b := make(box.Box, len(s.sizes))
			if t := s.testTruths(o.test.wide, o.src); o.test.wide.Operator().Negated() {
				b[t.at] = t.must
				s.rulesOut(b, at, opaqueFalse, o.test.values)
			} else {
				b[t.at] = box.All(s.sizes[t.at]).Minus(t.may)
				s.rulesOut(b, at, opaqueTrue, o.test.values)
			}
		case o.entry != "":
			if wide := o.src.widened(o.entry); wide != "" {
				s.rulesOut(s.some(keyAt, func(k int) bool {
					return o.src.covers([]string{wide}, s.resource(o.src.doc.Kind, k).String()) == condition.False
				}), at, opaqueTrue, []string{o.entry})
			}
		}
	}
}

// rulesOut notes that in a box something opaque does not come out in a way, nor in
// doubt. The evaluator is in doubt of a policy variable whatever stands beside it if the
// key may have several values, or does not follow from which service calls.
func (s *space) rulesOut(b box.Box, at, outcome int, texts []string) {
	s.never(s.and(b, at, func(k int) bool { return k == outcome }))
	doubt := s.and(b, at, func(k int) bool { return k == opaqueUnknown })
	for _, key := range variablesOf(texts) {
		switch {
		case isMultivalued(key):
			return
		case isCallerKey(key) || key == condition.UserID.Fold():
			doubt = s.and(doubt, callerAt, func(c int) bool { return !s.isService(c) })
		}
	}
	s.never(doubt)
}

// variablesOf returns the folded keys that texts have policy variables of.
func variablesOf(texts []string) (list []string) {
	for _, text := range texts {
		p, _, err := glob.ParseText(text, true)
		if err != nil {
			continue
		}
		for _, v := range p.Variables() {
			list = append(list, condition.Key(v.Key).Fold())
		}
	}
	return list
}

// opaqueAt returns the dimension of something opaque, -1 if it has none.
func (s *space) opaqueAt(text string) int {
	for i := range s.coordinates {
		if o := s.coordinates[i].opaque; o != nil && o.text == text {
			return coordinatesAt + i
		}
	}
	return -1
}

// opaqueTest tells the tests of the two policies apart where they look at what is not
// the same for the bucket and the access point, also by a policy variable.
func opaqueTest(t *test, src *source) string {
	for _, text := range append([]string{t.key}, t.values...) {
		text = strings.ToLower(text)
		if strings.Contains(text, "resourceaccount") || strings.Contains(text, bucketTag) {
			return elementText("test", t.text, src.doc.Kind.String())
		}
	}
	return elementText("test", t.text)
}

// bucketTag is how the folded keys of tags of the bucket begin.
const bucketTag = "s3:buckettag/"

func opaquePrincipal(p *policy.Principals) string {
	text := "principal"
	if p.Not {
		text = "not principal"
	}
	for _, list := range [][]policy.Text{p.AWS, p.CanonicalUser, p.Service, p.Federated} {
		text = elementText(append([]string{text, ""}, values(list)...)...)
	}
	return text
}

func opaqueResource(src *source, el *policy.Patterns) string {
	text := elementText("resource", src.doc.Kind.String(), elementText(values(el.Items)...), string(rune('0'+src.language)))
	if el.Not {
		return "not " + text
	}
	return text
}

func opaqueEntry(src *source, entry string) string {
	return elementText("entry", src.doc.Kind.String(), entry)
}
