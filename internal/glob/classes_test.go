package glob

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// shortTexts are all texts of up to n characters.
func shortTexts(alphabet []string, n int) []string {
	all := []string{""}
	for last := all; n > 0; n-- {
		var next []string
		for _, w := range last {
			for _, c := range alphabet {
				next = append(next, w+c)
			}
		}
		all, last = append(all, next...), next
	}
	return all
}

// class tells which of the patterns match a text.
func class(patterns []Pattern, text string) string {
	var b strings.Builder
	for i := range patterns {
		fmt.Fprint(&b, patterns[i].Match(text), " ")
	}
	return b.String()
}

func languages(t testing.TB, patterns []Pattern) []Language {
	list := make([]Language, len(patterns))
	for i, p := range patterns {
		l, ok := p.Language()
		require.True(t, ok)
		list[i] = l
	}
	return list
}

// Each short text is of a class that is found, and each text that is found is of
// another class.
func TestClassesAreAllThereAre(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, and shares nothing between goroutines")
	}
	alphabet := []string{"a", "b", "A", ":", "é"}
	texts := shortTexts(alphabet, 5)
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		var patterns []Pattern
		var written []string
		for range 1 + r.IntN(4) {
			text := ""
			for range r.IntN(5) {
				text += []string{"a", "b", "A", ":", "é", "*", "*", "?"}[r.IntN(8)]
			}
			p := Compile(text)
			switch r.IntN(6) {
			case 0:
				p = CompileFold(text)
			case 1:
				p = Literal(text).IgnoreCase()
			}
			patterns, written = append(patterns, p), append(written, text)
		}
		budget := 100_000
		found, ok := Classes(languages(t, patterns), Shape{}, 1000, &budget)
		require.True(t, ok)
		want := map[string]bool{}
		for _, w := range found {
			c := class(patterns, w)
			require.False(t, want[c], "%q: %q is of a class that another is of", written, w)
			want[c] = true
		}
		for _, w := range texts {
			require.True(t, want[class(patterns, w)], "%q: nothing is of the class of %q", written, w)
		}
	}
}

func TestFieldsDoNotCrossColons(t *testing.T) {
	parts := []Pattern{Compile("a*"), Compile("*"), Compile("*b")}
	l, ok := Fields(parts)
	require.True(t, ok)
	budget := 10_000
	found, ok := Classes([]Language{l}, Shape{}, 1000, &budget)
	require.True(t, ok)
	matches := func(s string) bool {
		f := strings.SplitN(s, ":", len(parts))
		return len(f) == len(parts) && parts[0].Match(f[0]) && parts[1].Match(f[1]) && parts[2].Match(f[2])
	}
	n := 0
	for _, w := range found {
		if matches(w) {
			n++
		}
	}
	if len(found) != 2 || n != 1 {
		t.Errorf("found %q, of which %d match", found, n)
	}
	for _, w := range shortTexts([]string{"a", "b", ":"}, 6) {
		after := l.After(w)
		if got := after.accepts(after.start); got != matches(w) {
			t.Errorf("%q: %v, want %v", w, got, matches(w))
		}
	}
}

func TestWhatFollowsAText(t *testing.T) {
	for name, tt := range map[string]struct {
		pattern, after string
		want           []string // of the texts of up to 2 letters
	}{
		"a literal that goes on":     {"ab", "a", []string{"b"}},
		"a literal that ends":        {"ab", "ab", []string{""}},
		"a literal that is another":  {"ab", "b", nil},
		"a star goes on":             {"a*b", "aab", []string{"", "b", "ab", "bb"}},
		"a question mark is used up": {"?b", "a", []string{"b"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := Compile(tt.pattern)
			l, _ := p.Language()
			l = l.After(tt.after)
			var got []string
			for _, w := range shortTexts([]string{"a", "b"}, 2) {
				if after := l.After(w); after.accepts(after.start) {
					got = append(got, w)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestClassesKeepToAShape(t *testing.T) {
	twoDigits := Shape{
		Step:  func(s uint8, r rune) (uint8, bool) { return s + 1, s < 2 && '0' <= r && r <= '9' },
		Final: func(s uint8) bool { return s == 2 },
	}
	budget := 1000
	patterns := []Pattern{Compile("1*"), Compile("?2"), Compile("a*")}
	got, ok := Classes(languages(t, patterns), twoDigits, 1000, &budget)
	require.True(t, ok)
	slices.Sort(got)
	if diff := cmp.Diff([]string{"00", "02", "10", "12"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestClassesOfTextsThatEndAlike(t *testing.T) {
	budget := 1000
	patterns := []Pattern{Compile("a*b"), Compile("*/app"), Compile("x/app")}
	shape := Shape{Suffix: "app"}
	got, ok := Classes(languages(t, patterns), shape, 1000, &budget)
	require.True(t, ok)
	slices.Sort(got)
	if diff := cmp.Diff([]string{"", "/", "x/"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestClassesStopWhenTheBudgetIsUsedUp(t *testing.T) {
	var patterns []Pattern
	for c := 'a'; c < 'z'; c++ {
		patterns = append(patterns, Compile("*"+string(c)+"*"))
	}
	budget := 1000
	_, ok := Classes(languages(t, patterns), Shape{}, 1000, &budget)
	require.False(t, ok)
	budget = 100_000
	_, ok = Classes(languages(t, patterns), Shape{}, 100, &budget)
	require.False(t, ok)
	require.Positive(t, budget)
}

func TestVariablesHaveNoLanguage(t *testing.T) {
	p, _, err := ParseText("home/${aws:username}/*", true)
	require.NoError(t, err)
	_, ok := p.Language()
	require.False(t, ok)
}

func BenchmarkClasses(b *testing.B) {
	var patterns []Pattern
	for i := range 90 {
		patterns = append(patterns, Compile(fmt.Sprintf("t%03d/*", i)), Compile(fmt.Sprintf("t%03d/hold/*", i)))
	}
	list := languages(b, patterns)
	b.ReportAllocs()
	for b.Loop() {
		budget := 100_000
		Classes(list, Shape{}, 1000, &budget)
	}
}
