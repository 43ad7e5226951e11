// Package ebnfgen grows sentences from the grammars in testdata/grammar, which
// the parsers must then accept. It is for tests alone.
package ebnfgen

import (
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/exp/ebnf"
)

// A Generator grows sentences. The same grammar gives the same ones in each run.
type Generator struct {
	grammar ebnf.Grammar
	start   string
	height  map[string]int // of each production, see heightOf
	random  *rand.Rand
	room    int // how many more productions this sentence may take
}

// Load reads the grammar in a file and verifies that from start each production
// is reached and none is missing, and that it has sentences at all.
func Load(t testing.TB, path, start string) *Generator {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	grammar, err := ebnf.Parse(path, file)
	require.NoError(t, err)
	require.NoError(t, ebnf.Verify(grammar, start))
	g := &Generator{
		grammar: grammar,
		start:   start,
		height:  heights(grammar),
		random:  rand.New(rand.NewPCG(1, 2)),
	}
	require.Less(t, g.height[start], endless, "no sentence of %s ever ends", start)
	return g
}

// A sentence grows as chance will have it until it is depth productions deep or
// has taken room of them in all. From there on it takes the shortest way to the
// end of each.
const (
	depth = 24
	room  = 1000
)

// Sentence grows the next sentence. Tokens follow one another without a space.
func (g *Generator) Sentence() string {
	var b strings.Builder
	g.room = room
	g.grow(&b, g.grammar[g.start].Expr, depth)
	return b.String()
}

// grow writes a sentence of e that may roam for so many productions below.
func (g *Generator) grow(b *strings.Builder, e ebnf.Expression, below int) {
	switch e := e.(type) {
	case ebnf.Alternative:
		g.grow(b, g.choose(e, below), below)
	case ebnf.Sequence:
		for _, part := range e {
			g.grow(b, part, below)
		}
	case *ebnf.Name:
		g.room--
		g.grow(b, g.grammar[e.String].Expr, below-1)
	case *ebnf.Token:
		b.WriteString(e.String)
	case *ebnf.Range:
		first, last := []rune(e.Begin.String)[0], []rune(e.End.String)[0]
		b.WriteRune(first + g.random.Int32N(last-first+1))
	case *ebnf.Group:
		g.grow(b, e.Body, below)
	case *ebnf.Option:
		g.repeat(b, e.Body, below, 1)
	case *ebnf.Repetition:
		g.repeat(b, e.Body, below, 3)
	}
}

// repeat grows e up to most times, but not at all where the way is to be short.
func (g *Generator) repeat(b *strings.Builder, e ebnf.Expression, below, most int) {
	if g.heightOf(e) == endless {
		return
	}
	for range g.random.IntN(most + 1) {
		if g.mayRoam(below) {
			g.grow(b, e, below)
		}
	}
}

func (g *Generator) mayRoam(below int) bool { return below > 0 && g.room > 0 }

// choose takes one of the choices that end, by chance or the least high.
func (g *Generator) choose(choices ebnf.Alternative, below int) ebnf.Expression {
	var able []ebnf.Expression
	least, lowest := endless, choices[0]
	for _, c := range choices {
		h := g.heightOf(c)
		if h < endless {
			able = append(able, c)
		}
		if h < least {
			least, lowest = h, c
		}
	}
	if !g.mayRoam(below) || len(able) == 0 {
		return lowest
	}
	return able[g.random.IntN(len(able))]
}

// endless is the height of what has no sentence, as x in x = "a" x.
const endless = math.MaxInt

// heights finds for each production how deep its flattest sentence nests. It
// begins with endless for all and repeats until nothing gets lower.
func heights(grammar ebnf.Grammar) map[string]int {
	g := Generator{height: map[string]int{}}
	for name := range grammar {
		g.height[name] = endless
	}
	for changed := true; changed; {
		changed = false
		for name, production := range grammar {
			if h := g.heightOf(production.Expr); h < g.height[name] {
				g.height[name], changed = h, true
			}
		}
	}
	return g.height
}

// heightOf returns how many productions deep the flattest sentence of e nests.
func (g *Generator) heightOf(e ebnf.Expression) int {
	h := 0
	switch e := e.(type) {
	case ebnf.Alternative:
		h = endless
		for _, c := range e {
			h = min(h, g.heightOf(c))
		}
	case ebnf.Sequence:
		for _, part := range e {
			h = max(h, g.heightOf(part))
		}
	case *ebnf.Group:
		h = g.heightOf(e.Body)
	case *ebnf.Name:
		if h = g.height[e.String]; h < endless {
			h++
		}
	}
	return h // options and repetitions can be left out
}
