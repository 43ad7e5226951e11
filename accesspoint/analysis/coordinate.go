package analysis

import (
	"slices"
	"time"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/s3key"
)

// A coordinate is a dimension beside the caller, the way, the action and the object
// key: a condition key, or a question that is not modelled.
type coordinate struct {
	key    string  // folded; empty if it is not modelled
	kinds  []kind  // of values; the first is that the key is absent
	opaque *opaque // what is not modelled, nil if it is a key
}

// A kind stands for all values that the policies do not tell apart. One of no values
// is that the request does not have the key.
type kind struct {
	values []string
	attrs  []condition.Attr
}

// context returns what the evaluator knows of the key in a request with a kind of
// values. The user id of a caller who does not tell it is there, and not known.
func (c *coordinate) context(k int) condition.Context {
	if k == 0 && c.key == condition.UserID.Fold() {
		return condition.NewContext(condition.Unrecorded(condition.UserID))
	}
	return condition.NewContext(c.kinds[k].attrs...)
}

// timeKeys are the two keys that both tell when a request is made.
func isTimeKey(folded string) bool {
	return folded == condition.CurrentTime.Fold() || folded == condition.EpochTime.Fold()
}

// isMultivalued reports whether a request may have several values under a folded key.
func isMultivalued(folded string) bool {
	k, ok := s3key.Lookup(folded)
	return ok && k.Multivalued
}

// isBool reports whether a folded key holds true or false and nothing else.
func isBool(folded string) bool {
	k, ok := s3key.Lookup(folded)
	return ok && k.Type == s3key.Bool
}

// isWhole reports whether a folded key holds whole numbers alone.
func isWhole(folded string) bool {
	switch folded {
	case condition.S3MaxKeys.Fold(), condition.S3SignatureAge.Fold(), condition.MultiFactorAuthAge.Fold(),
		"s3:object-lock-remaining-retention-days":
		return true
	}
	return false
}

// addCoordinates adds a dimension for each key that the tests name, other than those
// that follow from other dimensions.
func (s *space) addCoordinates() {
	for _, t := range s.tests {
		key := t.key
		if isTimeKey(key) {
			key = condition.CurrentTime.Fold()
		}
		if t.variable || s.gaveUp[key] != "" || isCallerKey(key) || isViaKey(key) || isConstant(key) || s.coordinateOf(key) >= 0 {
			continue
		}
		if c, reason := s.newCoordinate(key); reason != "" {
			s.giveUp(key, reason)
		} else {
			s.coordinates = append(s.coordinates, c)
		}
	}
}

// coordinateOf returns the place of a key among the coordinates, -1 if it has none.
func (s *space) coordinateOf(key string) int {
	if isTimeKey(key) {
		key = condition.CurrentTime.Fold()
	}
	return slices.IndexFunc(s.coordinates, func(c coordinate) bool { return c.key == key && c.opaque == nil })
}

// newCoordinate makes a kind of each sort of values that the tests of a key tell
// apart.
func (s *space) newCoordinate(key string) (c coordinate, reason string) {
	c.key = key
	tests := s.testsOf(condition.Key(key))
	if isTimeKey(key) {
		tests = append(s.testsOf(condition.CurrentTime), s.testsOf(condition.EpochTime)...)
	}
	found, reason := s.valuesOf(key, tests)
	if reason != "" {
		return c, reason
	}
	c.kinds = []kind{{}}
	for _, values := range lists(key, found, len(tests), tests) {
		k := kind{values: values, attrs: []condition.Attr{condition.Strings(spelled(tests, key), values...)}}
		if isTimeKey(key) {
			k = timeKind(values[0])
		}
		c.kinds = append(c.kinds, k)
	}
	if len(c.kinds) > maxKinds {
		return c, "the tests of " + string(spelled(tests, key)) + " tell too many kinds of values apart"
	}
	return c, ""
}

// maxKinds bounds the kinds of values of one key.
const maxKinds = 4096

func spelled(tests []*test, key string) condition.Key {
	if len(tests) > 0 {
		return tests[0].Key()
	}
	return condition.Key(key)
}

// timeKind is an instant under both keys that hold it.
func timeKind(value string) kind {
	t, _ := time.Parse(time.RFC3339Nano, value)
	epoch := condition.Int(condition.EpochTime, t.Unix())
	if t.Nanosecond() != 0 {
		epoch = condition.Time(condition.EpochTime, t)
	}
	return kind{[]string{value}, []condition.Attr{condition.Time(condition.CurrentTime, t), epoch}}
}

// valuesOf returns a single value of each kind.
func (s *space) valuesOf(key string, tests []*test) (found []string, reason string) {
	var all []string
	families := map[family]bool{}
	for _, t := range tests {
		if t.family != nullFamily {
			families[t.family] = true
			all = append(all, t.values...)
		}
	}
	text := families[stringFamily] || families[foldedFamily] || families[arnFamily]
	delete(families, stringFamily)
	delete(families, foldedFamily)
	delete(families, arnFamily)
	ok := true
	switch {
	case isBool(key):
		return []string{"true", "false"}, ""
	case len(families) > 1 || len(families) == 1 && text:
		return nil, "the operators on " + string(spelled(tests, key)) + " compare values of several types"
	case len(families) == 0:
		return s.textsOf(key, tests)
	case families[boolFamily]:
		found = []string{"true", "false"}
	case families[numericFamily]:
		found, ok = numbers(all, isWhole(key))
	case families[dateFamily]:
		var times []time.Time
		times, ok = instants(all)
		for _, t := range times {
			found = append(found, t.Format(time.RFC3339Nano))
		}
	case families[ipFamily]:
		found, ok = addresses(all)
	case families[binaryFamily]:
		found = binaries(all)
	}
	if !ok {
		return nil, "a value of " + string(spelled(tests, key)) + " is written in an unusual way"
	}
	return found, ""
}

// textsOf is valuesOf for keys that are compared as text.
func (s *space) textsOf(key string, tests []*test) ([]string, string) {
	var list []glob.Language
	for _, t := range tests {
		languages, ok := t.languages()
		if t.family != nullFamily {
			if !ok {
				return nil, "a value of " + string(t.Key()) + " cannot be modelled"
			}
			list = append(list, languages...)
		}
	}
	for _, text := range s.fixedTexts(key) {
		fixed := glob.Literal(text)
		l, _ := fixed.Language()
		list = append(list, l)
	}
	before, shape := beginning(key), notEmpty
	if before != "" {
		shape = networkID
	}
	found, ok := s.classes(following(list, before), shape)
	for i := range found {
		found[i] = before + found[i]
	}
	if !ok {
		return nil, "the patterns of " + string(spelled(tests, key)) + " tell too many kinds of values apart"
	}
	// The empty text is a value that the evaluator treats in a way of its own.
	if before == "" && slices.ContainsFunc(tests, func(t *test) bool { return slices.Contains(t.values, "") || t.isWild() || t.Operator().ForAllValues() }) {
		found = append(found, "")
	}
	return found, ""
}

// fixedTexts returns values of a key that follow from other dimensions.
func (s *space) fixedTexts(key string) (list []string) {
	switch key {
	case condition.UserID.Fold():
		for _, p := range s.callers {
			if id := p.UserID(); id != "" {
				list = append(list, id)
			}
		}
	case condition.SourceVPC.Fold():
		for _, v := range s.vias {
			if id := v.origin.VPCID(); id != "" && !v.anyVPC {
				list = append(list, id)
			}
		}
	}
	return list
}

// beginning returns the text with which all values of a key begin, if they do.
func beginning(key string) string {
	switch key {
	case condition.SourceVPC.Fold():
		return "vpc-"
	case condition.SourceVPCE.Fold():
		return "vpce-"
	}
	return ""
}

// networkID is the shape of what follows in the id of a VPC or a VPC endpoint.
var networkID = glob.Shape{
	Step: func(_ uint8, r rune) (uint8, bool) {
		return 1, 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	},
	Final: func(s uint8) bool { return s == 1 },
}

// lists returns what a request may have under a key: one of the values, and if the key
// takes several, lists of them. How a test comes out follows from one value of a list,
// whichever decides, and from whether there are several; so that lists of as many
// values as there are tests, and at least two, are enough.
func lists(key string, values []string, tests int, all []*test) (made [][]string) {
	for _, v := range values {
		made = append(made, []string{v})
	}
	if !isMultivalued(key) {
		return made
	}
	last := made
	for range max(tests, 2) - 1 {
		var longer [][]string
		for _, l := range last {
			from := slices.Index(values, l[len(l)-1])
			for _, v := range values[from:] {
				longer = append(longer, append(slices.Clone(l), v))
			}
			if len(made)+len(longer) > maxKinds {
				return append(made, longer...)
			}
		}
		made, last = append(made, longer...), longer
	}
	return made
}

// isConstant reports whether a folded key holds the same in all requests that a policy
// is asked about: the account that owns the bucket or the access point.
func isConstant(folded string) bool {
	return folded == condition.ResourceAccount.Fold() || folded == condition.S3ResourceAccount.Fold()
}
