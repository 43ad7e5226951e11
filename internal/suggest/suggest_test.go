package suggest

import (
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	elements := []string{"Sid", "Effect", "Action", "NotAction", "Resource", "Condition"}
	for name, tt := range map[string]struct {
		word       string
		candidates []string
		want       string // "" for none
	}{
		"a letter is missing":                       {"Efect", elements, "Effect"},
		"a letter is too many":                      {"Effecct", elements, "Effect"},
		"a letter is wrong":                         {"Effecd", elements, "Effect"},
		"two neighbours are swapped":                {"Cnodition", elements, "Condition"},
		"two swaps are two edits":                   {"Cnoditino", elements, "Condition"},
		"capitals do not count":                     {"EFFECT", elements, "Effect"},
		"nor do those of other alphabets":           {"ÉFFECT", []string{"ÉFFECT", "éffect"}, "ÉFFECT"},
		"a sign whose small letter is of ASCII":     {"StringLi\u212ae", []string{"StringLike"}, "StringLike"},
		"and in a candidate":                        {"stringlike", []string{"StringLi\u212ae"}, "StringLi\u212ae"},
		"two letters are missing of a long word":    {"Cndtion", elements, "Condition"},
		"three letters are too many edits":          {"Cndtin", elements, ""},
		"a short word may have one edit":            {"Sld", elements, "Sid"},
		"a short word may not have two":             {"Sxx", elements, ""},
		"a word of five letters is short":           {"Actxx", []string{"Actio"}, ""},
		"a word of six letters is long":             {"Actixx", []string{"Action"}, "Action"},
		"a swap is one edit for a short word too":   {"Sdi", elements, "Sid"},
		"the closest wins, not the first":           {"NotActon", []string{"NoActions", "NotAction"}, "NotAction"},
		"of equally close ones the first wins":      {"abcdef", []string{"abcdeg", "abcdeh"}, "abcdeg"},
		"the same word is closest":                  {"Effect", []string{"Efect", "Effect"}, "Effect"},
		"no candidates":                             {"Effect", nil, ""},
		"the empty word is one edit from a letter":  {"", []string{"Sid", "A"}, "A"},
		"an empty candidate is never meant":         {"A", []string{""}, ""},
		"letters of several bytes count as several": {"Sidé", elements, ""},
		"a word too long is near nothing":           {strings.Repeat("a", 65), []string{strings.Repeat("a", 65)}, ""},
		"the longest word is still compared":        {strings.Repeat("a", 64), []string{strings.Repeat("a", 62)}, strings.Repeat("a", 62)},
		"the longest candidate is still compared":   {strings.Repeat("a", 62), []string{strings.Repeat("a", 64)}, strings.Repeat("a", 64)},
		"a candidate too long is not looked at":     {"Effect", []string{strings.Repeat("a", 1000), "Effect"}, "Effect"},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := Nearest(tt.word, slices.Values(tt.candidates))
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("Nearest(%q) = %q, %v, want %q", tt.word, got, ok, tt.want)
			}
		})
	}
}

func TestNear(t *testing.T) {
	for name, tt := range map[string]struct {
		word       string
		candidates []string
		want       []string
	}{
		"the closest comes first":             {"GetObject", []string{"GotObjects", "GetObjects", "PutObject"}, []string{"GetObjects", "GotObjects", "PutObject"}},
		"equally close ones keep their order": {"abcdef", []string{"abcdeh", "abcdeg", "abcdei"}, []string{"abcdeh", "abcdeg", "abcdei"}},
		"three are enough":                    {"abcdef", []string{"abcdeh", "abcdeg", "abcdei", "abcdej"}, []string{"abcdeh", "abcdeg", "abcdei"}},
		"a closer one takes the last place":   {"abcdef", []string{"abcdxx", "abcdyy", "abcdzz", "abcdex", "abcdef"}, []string{"abcdef", "abcdex", "abcdxx"}},
		"what is far is not among them":       {"abcdef", []string{"abcdex", "uvwxyz"}, []string{"abcdex"}},
		"an empty candidate is never meant":   {"A", []string{"", "B"}, []string{"B"}},
		"no candidates":                       {"Effect", nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Near(tt.word, slices.Values(tt.candidates)); !slices.Equal(got, tt.want) {
				t.Errorf("Near(%q) = %q, want %q", tt.word, got, tt.want)
			}
		})
	}
}

// slowDistance is optimal string alignment as its recurrence is written.
func slowDistance(a, b string) int {
	if a == "" || b == "" {
		return len(a) + len(b)
	}
	i, j := len(a)-1, len(b)-1
	d := slowDistance(a[:i], b[:j])
	if a[i] != b[j] {
		d++
	}
	d = min(d, slowDistance(a[:i], b)+1, slowDistance(a, b[:j])+1)
	if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
		d = min(d, slowDistance(a[:i-1], b[:j-1])+1)
	}
	return d
}

func TestDistanceAgreesWithTheRecurrenceOnSmallWords(t *testing.T) {
	words := []string{""}
	for i := 0; len(words[i]) < 4; i++ {
		for _, letter := range []string{"a", "b", "c"} {
			words = append(words, words[i]+letter)
		}
	}
	for _, a := range words {
		for _, b := range words {
			if got, want := distance(a, b, maxWord), slowDistance(a, b); got != want {
				t.Errorf("distance(%q, %q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

// Some sequences can be read only once.
func TestNearestReadsASequenceOnce(t *testing.T) {
	asked := 0
	Nearest("Effect", func(yield func(string) bool) {
		asked++
		_ = yield("Effect") && yield("Action")
	})
	if asked != 1 {
		t.Errorf("the candidates were asked for %d times, want once", asked)
	}
}

func TestDecides(t *testing.T) {
	for name, tt := range map[string]struct {
		word string
		near []string
		want bool
	}{
		"nothing is near":               {"abc", nil, false},
		"one is":                        {"abc", []string{"abcd"}, true},
		"one is closer than the others": {"abcd", []string{"abce", "abxy"}, true},
		"two are equally close":         {"abcd", []string{"abce", "abcf"}, false},
		"capitals do not count":         {"ABCD", []string{"abcd", "Abce"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Decides(tt.word, tt.near); got != tt.want {
				t.Errorf("Decides(%q, %q) = %v, want %v", tt.word, tt.near, got, tt.want)
			}
		})
	}
}
