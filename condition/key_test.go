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

// known are the keys that foldKnown has answers for.
var known = []Key{
	PrincipalARN, PrincipalAccount, PrincipalType, PrincipalIsAWSService, PrincipalServiceName, UserID, Username,
	ResourceAccount, SourceVPC, S3DataAccessPointARN, S3DataAccessPointAccount, S3AccessPointNetworkOrigin, S3ResourceAccount,
}

// What is written down for speed must be what folding gives.
func TestKnownKeysFoldAsAllOthersDo(t *testing.T) {
	got, want := map[Key]string{}, map[Key]string{}
	for _, k := range known {
		got[k], want[k] = foldKnown(k), strings.Map(glob.Fold, string(k))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, k := range []Key{"", "aws:sourcevpc", "AWS:SourceVpc", "aws:SourceVpce", "x:y"} {
		if folded := foldKnown(k); folded != "" {
			t.Errorf("foldKnown(%q) = %q, want none", k, folded)
		}
	}
}

// ASCII keys take a shorter way, which must lead to the same place.
func TestASCIIKeysFoldAsAllOthersDo(t *testing.T) {
	for r := rune(1); r < 128; r++ {
		k := Key("x:a" + string(r))
		if got, want := fold(k), strings.Map(glob.Fold, string(k)); got != want {
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
