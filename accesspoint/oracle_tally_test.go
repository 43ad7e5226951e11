package accesspoint_test

import (
	"testing"

	"github.com/s3ap/s3ap/internal/slow"
	"github.com/s3ap/s3ap/policy"
)

// A tally counts what the cases were about, so that a run which tests nothing
// does not pass.
type tally struct {
	allowed, faulty, inDoubt int
	decisive                 map[slow.Layer]int // that alone stands in the way
	denying                  map[slow.Layer]int // that alone has a Deny
	callers                  map[policy.PrincipalType]outcomes
	doors                    map[string]outcomes
}

// outcomes counts how often something is allowed and denied.
type outcomes struct{ allowed, denied int }

func (o outcomes) with(allowed bool) outcomes {
	if allowed {
		return outcomes{o.allowed + 1, o.denied}
	}
	return outcomes{o.allowed, o.denied + 1}
}

func newTally() *tally {
	return &tally{
		decisive: map[slow.Layer]int{}, denying: map[slow.Layer]int{},
		callers: map[policy.PrincipalType]outcomes{}, doors: map[string]outcomes{},
	}
}

// A sight is what a tally sees of a case.
type sight struct {
	caller  policy.PrincipalType
	door    string
	faulty  bool
	verdict slow.Verdict
	inDoubt bool
}

func (c oracleCase) sight() sight {
	v, generous := c.world.Decide(c.ask)
	return sight{
		caller: c.world.Caller.Kind, door: c.door(), faulty: c.world.IsFaulty(), verdict: v,
		inDoubt: v.Allowed() != generous.Allowed(),
	}
}

func (seen *tally) add(s sight) {
	if s.faulty {
		seen.faulty++
		return
	}
	v := s.verdict
	if v.Allowed() {
		seen.allowed++
	}
	if s.inDoubt {
		seen.inDoubt++
	}
	for layer := range v.Blocked {
		if len(v.Blocked.With(v.Perhaps)) == 1 {
			seen.decisive[layer]++
		}
	}
	for layer := range v.Denied {
		if len(v.Blocked) == 1 {
			seen.denying[layer]++
		}
	}
	seen.callers[s.caller] = seen.callers[s.caller].with(v.Allowed())
	seen.doors[s.door] = seen.doors[s.door].with(v.Allowed())
}

// door tells which way a request takes, and who owns what on it.
func (c oracleCase) door() string {
	w := c.world
	ap, door := w.AccessPoint, "direct"
	if ap != nil {
		door = "through"
		if ap.Account != w.Bucket.Account {
			door = "through foreign"
		}
	}
	switch {
	case c.ask.Source != nil && c.ask.Source.World.AccessPoint != nil:
		return door + " copies through"
	case c.ask.Source != nil:
		return door + " copies direct"
	case w.Caller.Account == w.Bucket.Account:
		return door + " by owner"
	case ap != nil && w.Caller.Account == ap.Account:
		return door + " by access point's owner"
	}
	return door + " by other"
}

func (seen *tally) check(t *testing.T, cases int) {
	t.Helper()
	t.Logf("allowed %d, faulty %d, in doubt %d\ndecisive %v\ndenying %v\ncallers %v\ndoors %v",
		seen.allowed, seen.faulty, seen.inDoubt, seen.decisive, seen.denying, seen.callers, seen.doors)
	if seen.allowed < cases/10 {
		t.Errorf("only %d of %d cases are allowed", seen.allowed, cases)
	}
	if seen.faulty == 0 || seen.faulty > cases/10 {
		t.Errorf("%d of %d worlds are faulty", seen.faulty, cases)
	}
	if seen.inDoubt == 0 {
		t.Error("doubt never decides")
	}
	for _, layer := range slow.AllLayers {
		if seen.decisive[layer] == 0 {
			t.Errorf("%s never decides", layer)
		}
		if layer.IsPolicy() && seen.denying[layer] == 0 {
			t.Errorf("a Deny of %s never decides", layer)
		}
	}
	for kind := policy.RootUser; kind <= policy.AnonymousUser; kind++ {
		if o := seen.callers[kind]; o.allowed == 0 || o.denied == 0 {
			t.Errorf("a principal of type %q is allowed %d times and denied %d times", kind, o.allowed, o.denied)
		}
	}
	for _, door := range doors {
		if o := seen.doors[door]; o.allowed == 0 || o.denied == 0 {
			t.Errorf("a request %s is allowed %d times and denied %d times", door, o.allowed, o.denied)
		}
	}
}

var doors = []string{
	"direct by owner", "direct by other", "direct copies direct", "direct copies through",
	"through by owner", "through by other", "through copies direct", "through copies through",
	"through foreign by owner", "through foreign by access point's owner", "through foreign by other",
	"through foreign copies direct", "through foreign copies through",
}
