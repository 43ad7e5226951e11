package condition

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3ap/s3ap/internal/glob"
)

func TestKeysAreEqualInAnyCase(t *testing.T) {
	for name, tt := range map[string]struct {
		a, b string
		want bool
	}{
		"the same key":                       {"aws:SourceVpc", "aws:SourceVpc", true},
		"capitals":                           {"aws:SourceVpc", "AWS:SOURCEVPC", true},
		"no capitals":                        {"aws:SourceVpc", "aws:sourcevpc", true},
		"another key":                        {"aws:SourceVpc", "aws:SourceVpce", false},
		"capitals in a tag key":              {"s3:ExistingObjectTag/Team", "s3:existingobjecttag/team", true},
		"another tag key":                    {"s3:ExistingObjectTag/team", "s3:ExistingObjectTag/teams", false},
		"a tag key of another script":        {"aws:PrincipalTag/ΣΊΣΥΦΟΣ", "aws:principaltag/σίσυφος", true},
		"a Kelvin sign in a tag key":         {"aws:PrincipalTag/\u212a", "aws:PrincipalTag/k", true},
		"a long s in a tag key":              {"aws:PrincipalTag/ſ", "AWS:PRINCIPALTAG/S", true},
		"a dotted capital I in a tag key":    {"aws:PrincipalTag/İ", "aws:PrincipalTag/i", false},
		"a sharp s in a tag key":             {"aws:PrincipalTag/ß", "aws:PrincipalTag/ss", false},
		"composed letters in a tag key":      {"aws:PrincipalTag/é", "aws:PrincipalTag/e\u0301", false},
		"an invalid byte in a tag key":       {"aws:PrincipalTag/\xff", "AWS:PrincipalTag/\xff", true},
		"another invalid byte":               {"aws:PrincipalTag/\xff", "aws:PrincipalTag/\xfe", false},
		"the replacement of an invalid byte": {"aws:PrincipalTag/\xff", "aws:PrincipalTag/\ufffd", false},
		"letters and a letter of many bytes": {"AWS:PrincipalTag/KÉ", "aws:principaltag/ké", true},
		"a blank in a tag key counts":        {"aws:PrincipalTag/a b", "aws:PrincipalTag/ab", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Key(tt.a).Fold() == Key(tt.b).Fold(); got != tt.want {
				t.Errorf("%q and %q are the same key: %v, want %v", tt.a, tt.b, got, tt.want)
			}
			if got := NewContext(String(Key(tt.a), "v")).Has(Key(tt.b)); got != truth(tt.want) {
				t.Errorf("a context of %q has %q: %v, want %v", tt.a, tt.b, got, tt.want)
			}
		})
	}
}

// What is written down for speed must be what folding gives, in any spelling.
func TestKnownKeysFoldAsAllOthersDo(t *testing.T) {
	for i, k := range knownKeys {
		want := name{strings.Map(glob.Fold, string(k)), uint8(i)}
		for _, spelled := range []Key{k, Key(strings.ToUpper(string(k))), Key(want.folded)} {
			if got := fold(spelled); got != want {
				t.Errorf("fold(%q) = %v, want %v", spelled, got, want)
			}
		}
		if got := fold(k + "x"); got.number != noNumber {
			t.Errorf("fold(%q) has the number %d, want none", k+"x", got.number)
		}
	}
}

// Kelvin's sign is three bytes and folds to a letter of ASCII.
func TestKnownKeysMayBeSpelledInOtherLetters(t *testing.T) {
	if got, want := fold("s3:max-\u212Aeys"), fold(S3MaxKeys); got != want {
		t.Errorf("fold = %v, want %v", got, want)
	}
}

// A number is a bit of a word.
func TestKnownKeysAreFewEnough(t *testing.T) {
	if len(knownKeys) > 64 || len(knownKeys) >= noNumber || len(knownKeys) > slotCount/2 {
		t.Errorf("there are %d known keys", len(knownKeys))
	}
}

// ASCII keys take a shorter way, which must lead to the same place.
func TestASCIIKeysFoldAsAllOthersDo(t *testing.T) {
	for r := rune(1); r < 128; r++ {
		k := Key("x:a" + string(r))
		if got, want := fold(k).folded, strings.Map(glob.Fold, string(k)); got != want {
			t.Errorf("fold(%q) = %q, want %q", k, got, want)
		}
	}
}

func TestKeysOfTags(t *testing.T) {
	want := []Key{"aws:PrincipalTag/team", "s3:ExistingObjectTag/Team", "s3:RequestObjectTag/a b"}
	got := []Key{PrincipalTag("team"), S3ExistingObjectTag("Team"), S3RequestObjectTag("a b")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
