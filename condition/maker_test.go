package condition

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// added is what is added to a Maker in a test.
type added struct {
	key    Key
	values []string
}

func TestAMakerMakesWhatNewContextDoes(t *testing.T) {
	var m Maker
	for name, list := range map[string][]added{
		"nothing":                  nil,
		"keys with a number":       {{SourceIP, []string{"192.0.2.1"}}, {CurrentTime, []string{"2026-11-25T00:00:00Z"}}},
		"tags":                     {{"s3:ExistingObjectTag/b", []string{"1"}}, {"s3:ExistingObjectTag/a", []string{"2"}}},
		"a key twice":              {{SourceIP, []string{"1"}}, {"AWS:SOURCEIP", []string{"2"}}, {"x:y", []string{"1"}}, {"X:y", []string{"1"}}, {"X:Y", nil}},
		"none and several values":  {{TagKeys, []string{"a", "b"}}, {UserAgent, nil}, {"x:z", []string{"a", "b"}}},
		"a key without a name":     {{"", []string{"a"}}, {"x:y", []string{"b"}}},
		"letters that fold to one": {{"aws:to\u212Aenissuetime", []string{"a"}}, {TokenIssueTime, []string{"b"}}},
	} {
		t.Run(name, func(t *testing.T) {
			var attrs []Attr
			for _, a := range list {
				attrs = append(attrs, Strings(a.key, a.values...))
				m.AddAll(a.key, a.values)
			}
			want, got := NewContext(attrs...), m.Context()
			if diff := cmp.Diff(fmt.Sprintf("%+v", want.attrs()), fmt.Sprintf("%+v", got.attrs())); diff != "" || want.known() != got.known() {
				t.Errorf("-NewContext +Maker:\n%s", diff)
			}
		})
	}
}

func TestAMakerDoesNotMistakeKeysGivenInAnotherOrder(t *testing.T) {
	keys := []Key{SourceIP, "AWS:SourceVpc", "", "s3:ExistingObjectTag/a", "S3:existingobjecttag/A", UserAgent, "x:y", SourceIP, PrincipalARN}
	var m Maker
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		random.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		given := keys[:random.IntN(len(keys)+1)]
		var attrs []Attr
		for i, k := range given {
			value := fmt.Sprint(i)
			attrs = append(attrs, String(k, value))
			m.Add(k, value)
		}
		want, got := NewContext(attrs...), m.Context()
		if diff := cmp.Diff(fmt.Sprintf("%+v", want.attrs()), fmt.Sprintf("%+v", got.attrs())); diff != "" {
			t.Fatalf("%q: -NewContext +Maker:\n%s", given, diff)
		}
	}
	var steady Maker
	for range 3 {
		steady.Add(UserAgent, "v")
		steady.Context()
	}
	require.Len(t, steady.order, 1)
	for range 2 * maxOrder {
		m.Add(UserAgent, "v")
	}
	require.LessOrEqual(t, len(m.order), maxOrder)
}

func TestAMakerDoesNotAllocateOnceItIsWarm(t *testing.T) {
	var m Maker
	n := testing.AllocsPerRun(100, func() {
		m.Add(SourceIP, "192.0.2.1")
		m.Add("s3:ExistingObjectTag/team", "a")
		m.Add("s3:ExistingObjectTag/class", "b")
		c := m.Context()
		if c.Has("s3:existingobjecttag/team") != True {
			t.Error("the tag is there")
		}
	})
	require.Zero(t, n)
}

func TestAMakerForgets(t *testing.T) {
	var m Maker
	for i := range 3 * maxNames {
		m.Add(S3ExistingObjectTag(fmt.Sprint(i)), "v")
		c := m.Context()
		require.Equal(t, True, c.Has(S3ExistingObjectTag(fmt.Sprint(i))))
		require.LessOrEqual(t, len(m.names), maxNames)
	}
	var long Maker
	k := S3ExistingObjectTag(strings.Repeat("k", maxName))
	long.Add(k, "v")
	c := long.Context()
	require.Equal(t, True, c.Has(k))
	require.Empty(t, long.names, "a long name is not kept")
}
