package condition

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3ap/s3ap/internal/ebnfgen"
)

const grammars = "../testdata/grammar/"

// broken grows sentences and hands out each of them, broken in one to three
// places with pieces of another or with characters that mean something.
func broken(t *testing.T, path, start, near string, check func(whole, broken string)) {
	t.Helper()
	g := ebnfgen.Load(t, path, start)
	random := rand.New(rand.NewPCG(5, 6))
	other := g.Sentence()
	for range 3000 {
		whole := g.Sentence()
		s := whole
		for range 1 + random.IntN(3) {
			from := random.IntN(len(s) + 1)
			to := min(len(s), from+random.IntN(3))
			i := random.IntN(len(near))
			s = [...]string{
				s[:from] + s[to:],
				s[:from] + near[i:i+1] + s[to:],
				s[:to] + s[from:],
				s[:from] + other[min(from, len(other)):],
			}[random.IntN(4)]
		}
		check(whole, s)
		other = whole
	}
}

func TestNumbersOfTheGrammarAreRead(t *testing.T) {
	exponents, accepted := 0, 0
	broken(t, grammars+"number.ebnf", "number", "0.-+eE1_ ", func(whole, broken string) {
		if _, err := parseNumber(whole); err != nil {
			t.Fatal(err)
		}
		hasExponent := strings.ContainsAny(whole, "eE")
		if _, ok := readNumber(whole, false); ok == hasExponent {
			t.Fatalf("%s is read in a request: %v", whole, ok)
		}
		checkNumbers(t, broken, whole)
		checkNumbers(t, whole, broken)
		if hasExponent {
			exponents++
		}
		if _, err := parseNumber(broken); err == nil {
			accepted++
		}
	})
	if exponents < 1000 || accepted < 300 || accepted > 2700 {
		t.Errorf("of 3000 numbers %d have exponents and %d are sound when broken; these tests are blind", exponents, accepted)
	}
}

func TestDatesOfTheGrammarAreRead(t *testing.T) {
	full, accepted := 0, 0
	broken(t, grammars+"date.ebnf", "date", "0:-+TZ.9 ", func(whole, broken string) {
		if !readDate(whole).readable {
			t.Fatalf("%s is not read", whole)
		}
		checkDates(t, broken, whole)
		checkDates(t, whole, broken)
		if fullDate.MatchString(whole) {
			full++
		}
		if readDate(broken).readable {
			accepted++
		}
	})
	if full < 100 || accepted < 100 || accepted > 2900 {
		t.Errorf("of 3000 dates %d are full and %d are sound when broken; these tests are blind", full, accepted)
	}
}

func TestOperatorsOfTheGrammarAreThoseThereAre(t *testing.T) {
	g := ebnfgen.Load(t, grammars+"operator.ebnf", "operator")
	want, got := map[string]bool{}, map[string]bool{}
	for _, name := range allOperators() {
		want[name] = true
	}
	for range 20_000 {
		name := g.Sentence()
		if op, err := ParseOperator(name); err != nil || op.String() != name {
			t.Fatalf("%s is read as %s, %v", name, op, err)
		}
		got[name] = true
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("operators (-of the package +of the grammar):\n%s", diff)
	}
}

func TestTextOfTheGrammarIsRead(t *testing.T) {
	variables, accepted := 0, 0
	broken(t, grammars+"variable.ebnf", "text", "${}'*?:, ", func(whole, broken string) {
		p, err := ParsePattern(Language2012, whole)
		if err != nil {
			t.Fatalf("%s: %v", whole, err)
		}
		if p.HasVariables() {
			variables++
		}
		old, err := ParsePattern(Language2008, whole)
		if err != nil || old.Match(Context{}, whole, "") != True {
			t.Fatalf("before 2012, %s does not match itself: %v", whole, err)
		}
		checkPattern(t, whole, "jane", broken)
		checkPattern(t, broken, "jane", whole)
		if _, err := ParsePattern(Language2012, broken); err == nil {
			accepted++
		}
	})
	if variables < 500 || accepted < 300 || accepted > 2700 {
		t.Errorf("of 3000 texts %d have variables and %d are sound when broken; these tests are blind", variables, accepted)
	}
}
