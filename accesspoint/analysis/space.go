package analysis

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/box"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// A space has a dimension for each thing by which policies tell requests apart, and in
// each dimension one value of each kind that they tell apart. So each request that
// there can be is, for these policies, like one of its points.
type space struct {
	spot     spot
	budget   Budget
	accounts *accounts
	sources  []*source
	tests    []*test // of all statements, those that are the same once
	gaveUp   map[string]string
	// reasonKeys says why the keys of objects are not modelled.
	reasonKeys string
	// reasonCallers says why the space is of no use.
	reasonCallers string

	callers []policy.Principal
	called  map[policy.Principal]bool // those that are among them
	// Names that no policy has: of a session, and of a user who vouches for others.
	session, issuer string

	vias        []via
	actions     []action
	groups      [s3action.Count]int // which of the actions stands for each, -1 if none
	keys        []string
	coordinates []coordinate

	sizes []int
	facts []box.Box
	forms map[*source][][]form // of each statement
	made  map[string]truths    // of elements and tests, by text
}

// The dimensions. Coordinates follow.
const (
	callerAt = iota
	viaAt
	actionAt
	keyAt
	coordinatesAt
)

// newSpace makes the space of some policies. The reason says why there is none.
func newSpace(place Place, budget Budget, sources ...*source) (s *space, reason string) {
	s = &space{
		budget: budget, sources: sources, accounts: accountsOf(place, sources),
		gaveUp: map[string]string{}, called: map[policy.Principal]bool{}, forms: map[*source][][]form{}, made: map[string]truths{},
	}
	if s.spot, reason = spotOf(place, s.accounts, sources); reason != "" {
		return nil, reason
	}
	s.accounts.add(s.spot.accessPoint.Account())
	if !s.spot.ownerMadeUp {
		s.accounts.add(s.spot.bucketAccount)
	}
	s.collectTests()
	s.giveUpOddAccounts()
	s.addVias()
	s.addCallers()
	switch {
	case s.reasonCallers != "":
		return nil, s.reasonCallers
	case len(s.callers) > maxKinds || len(s.vias) > maxKinds:
		return nil, "too many callers and accounts are named"
	}
	s.addActions()
	s.addKeys()
	s.addCoordinates()
	s.addOpaques()
	if len(s.coordinates) > maxCoordinates {
		return nil, "too many keys and policy variables are used"
	}
	s.sizes = []int{len(s.callers), len(s.vias), len(s.actions), len(s.keys)}
	for i := range s.coordinates {
		s.sizes = append(s.sizes, s.coordinates[i].size())
	}
	s.addFacts()
	for _, src := range sources {
		s.addForms(src)
	}
	return s, ""
}

// maxCoordinates bounds the dimensions, of which each box has a set.
const maxCoordinates = 256

func (c *coordinate) size() int {
	if c.opaque != nil {
		return opaqueKinds
	}
	return len(c.kinds)
}

func (s *space) collectTests() {
	seen := map[string]bool{}
	add := func(t *test) {
		if !seen[t.text] {
			seen[t.text] = true
			s.tests = append(s.tests, t)
		}
	}
	for _, src := range s.sources {
		for _, list := range src.tests {
			for _, t := range list {
				add(t)
				if t.wide != nil {
					add(t.wide)
				}
			}
		}
	}
}

// giveUp notes that tests of a folded key are not modelled.
func (s *space) giveUp(key, reason string) {
	if s.gaveUp[key] == "" {
		s.gaveUp[key] = reason
	}
}

// giveUpOddAccounts gives up keys that hold accounts, or ARNs with them, if a test
// tells accounts apart in another way than by naming them.
func (s *space) giveUpOddAccounts() {
	for _, t := range s.tests {
		for _, v := range t.values {
			plain := t.variable || t.family == nullFamily || !isCallerKey(t.key) && !isViaKey(t.key) || s.isPlain(t, v)
			if !plain {
				s.giveUp(t.key, "a value of "+string(t.Key())+" is a pattern of accounts, or written in an unusual way")
			}
		}
	}
}

func (s *space) isPlain(t *test, v string) bool {
	text := t.family == stringFamily || t.family == foldedFamily || t.family == arnFamily
	switch condition.Key(t.key) {
	case condition.Key(condition.PrincipalAccount.Fold()), condition.Key(condition.S3DataAccessPointAccount.Fold()):
		return text && t.family != arnFamily && isPlainAccount(v, t.isWild())
	case condition.Key(condition.PrincipalARN.Fold()):
		return text && isPlainARN(v, t) && isPlainName(v)
	case condition.Key(condition.S3DataAccessPointARN.Fold()):
		return text && isPlainARN(v, t) && isPlainRegion(v, s.spot.accessPoint.IsValid())
	case condition.Key(condition.PrincipalServiceName.Fold()):
		return text && (!t.isWild() || isPlainAccount(v, true))
	case condition.Key(condition.Username.Fold()):
		return text && isPlainName(v) && len(s.testsOf(condition.PrincipalARN)) == 0
	}
	return true // few values are possible, and each caller and way is asked about
}

// testsOf returns the tests of a key that are modelled.
func (s *space) testsOf(key condition.Key) (list []*test) {
	folded := key.Fold()
	for _, t := range s.tests {
		if t.key == folded && !t.variable && s.gaveUp[folded] == "" {
			list = append(list, t)
		}
	}
	return list
}

func (s *space) hasTest(of func(folded string) bool) bool {
	return slices.ContainsFunc(s.tests, func(t *test) bool { return of(t.key) && !t.variable })
}

// languagesOf returns the texts that the tests of a key match.
func (s *space) languagesOf(key condition.Key) (list []glob.Language) {
	for _, t := range s.testsOf(key) {
		if t.family == nullFamily {
			continue
		}
		languages, ok := t.languages()
		if !ok {
			s.giveUp(t.key, "a value of "+string(t.Key())+" cannot be modelled")
			return nil
		}
		list = append(list, languages...)
	}
	return list
}

// classes is [glob.Classes] within the budget of the space.
func (s *space) classes(list []glob.Language, shape glob.Shape) ([]string, bool) {
	states := s.budget.States
	found, ok := glob.Classes(list, shape, maxKinds, &states)
	return found, ok
}

// opaqueReason says why a test is not modelled; it is empty if the test is.
func (s *space) opaqueReason(t *test, src *source) string {
	switch {
	case src.doc.Kind == policy.AccessPoint && strings.HasPrefix(t.key, bucketTag):
		return "tags of the bucket are not told of the access point itself"
	case t.family == nullFamily && s.gaveUp[t.key] == "":
		return ""
	case t.variable:
		return "a value of " + string(t.Key()) + " has a policy variable"
	case isConstant(t.key) && s.spot.ownerMadeUp && src.doc.Kind == policy.Bucket:
		return "the account of the bucket is not known, and " + string(t.Key()) + " is compared"
	case isTimeKey(t.key):
		return s.gaveUp[condition.CurrentTime.Fold()]
	}
	return s.gaveUp[t.key]
}

// full returns b with sets in the place of those that are nil.
func (s *space) full(b box.Box) box.Box {
	b = slices.Clone(b)
	for i := range b {
		if b[i] == nil {
			b[i] = box.All(s.sizes[i])
		}
	}
	return b
}

// some returns a box that is limited in one dimension to what is asked for.
func (s *space) some(at int, has func(i int) bool) box.Box {
	b := make(box.Box, len(s.sizes))
	return s.and(b, at, has)
}

// and limits b in one dimension to what is asked for, too.
func (s *space) and(b box.Box, at int, has func(i int) bool) box.Box {
	b = slices.Clone(b)
	set := box.None(s.sizes[at])
	for i := range s.sizes[at] {
		if has(i) {
			set.Add(i)
		}
	}
	b[at] = b[at].And(set)
	return b
}

func elementText(parts ...string) string { return strings.Join(parts, "\x00") }
