package alias

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
)

// chacha is a source of random bytes that is the same in each run.
func chacha() io.Reader { return rand.NewChaCha8([32]byte{1}) }

func TestNewMakesAliasesOfTheAccessPoint(t *testing.T) {
	for name, tt := range map[string]struct{ accessPoint, wantPrefix string }{
		"the shortest name":                {"abc", "abc"},
		"a name of 20 characters":          {"abcdefghijklmnopqrst", "abcdefghijklmnopqrst"},
		"a name of 21":                     {"abcdefghijklmnopqrstu", "abcdefghijklmnopqrst"},
		"the longest name":                 {strings.Repeat("a", 50), strings.Repeat("a", 20)},
		"a name with a hyphen at the cut":  {"abcdefghijklmnopqrs-tuv", "abcdefghijklmnopqrs-"},
		"a name with hyphens over the cut": {"abcdefghijklmnopqrs--uv", "abcdefghijklmnopqrs-"},
	} {
		t.Run(name, func(t *testing.T) {
			ap := accessPoint(t, tt.accessPoint)
			random, err := New(ap, "usw2a", chacha())
			require.NoError(t, err)
			derived, err := Derive(ap, "usw2a", make([]byte, 16))
			require.NoError(t, err)
			for _, a := range []Alias{random, derived} {
				if diff := cmp.Diff(parts{Kind: AccessPoint, Prefix: tt.wantPrefix}, partsOf(a)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", a, diff)
				}
				if !a.Names(ap) || !strings.HasSuffix(a.String(), "usw2a-s3alias") || len(a.String()) > 63 {
					t.Errorf("%s (%d characters) is made for %s", a, len(a.String()), ap)
				}
			}
		})
	}
}

// Of the values of a byte, 252 give a character, each as often, and 4 none.
func TestNewFavoursNoCharacter(t *testing.T) {
	got := map[byte]int{}
	for value := range 256 {
		a, err := New(accessPoint(t, "abc"), "usw2a", bytes.NewReader(bytes.Repeat([]byte{byte(value)}, 64)))
		if value >= 252 {
			require.ErrorIs(t, err, ErrRandom)
			continue
		}
		require.NoError(t, err)
		unique := strings.TrimSuffix(strings.TrimPrefix(a.String(), "abc-"), "usw2a-s3alias")
		if unique != strings.Repeat(unique[:1], 29) {
			t.Errorf("value %d gives %s", value, unique)
		}
		got[unique[0]]++
	}
	want := map[byte]int{}
	for i := range len(alphabet) {
		want[alphabet[i]] = 7
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("how often each character was given (-want +got):\n%s", diff)
	}
}

func TestNewSkipsBytesItCannotUse(t *testing.T) {
	for name, tt := range map[string]struct{ random, want string }{
		"unusable bytes first":        {strings.Repeat("\xff", 35) + strings.Repeat("\x01", 29), strings.Repeat("b", 29)},
		"unusable bytes between":      {strings.Repeat("\xfc\x00\xfd\x23", 16), strings.Repeat("a9", 14) + "a"},
		"one usable byte too few":     {strings.Repeat("\xff", 36) + strings.Repeat("\x01", 28), ""},
		"usable bytes past the 64th":  {strings.Repeat("\xff", 64) + strings.Repeat("\x01", 64), ""},
		"what is left over is not it": {strings.Repeat("\x00", 29) + strings.Repeat("\x01", 35), strings.Repeat("a", 29)},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := New(accessPoint(t, "abc"), "usw2a", strings.NewReader(tt.random))
			if tt.want == "" {
				require.ErrorIs(t, err, ErrRandom)
				return
			}
			require.NoError(t, err)
			if diff := cmp.Diff("abc-"+tt.want+"usw2a-s3alias", a.String()); diff != "" {
				t.Errorf("alias (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNewTakesBytesHoweverTheyCome(t *testing.T) {
	want, err := New(accessPoint(t, "abc"), "usw2a", chacha())
	require.NoError(t, err)
	for name, random := range map[string]io.Reader{
		"one at a time":              iotest.OneByteReader(chacha()),
		"half of what is asked for":  iotest.HalfReader(chacha()),
		"the last with the end":      iotest.DataErrReader(io.LimitReader(chacha(), 64)),
		"through a buffer":           bufio.NewReaderSize(chacha(), 4096),
		"with pauses, never for two": &pausing{Reader: iotest.OneByteReader(chacha()), every: 2},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := New(accessPoint(t, "abc"), "usw2a", random)
			require.NoError(t, err)
			if got != want {
				t.Errorf("alias is %s, want %s", got, want)
			}
		})
	}
}

func TestNewUsesEachByteOnce(t *testing.T) {
	random := bufio.NewReaderSize(chacha(), 4096)
	seen := map[Alias]bool{}
	for range 1000 {
		a, err := New(accessPoint(t, "abc"), "usw2a", random)
		require.NoError(t, err)
		if seen[a] {
			t.Fatalf("%s is made twice", a)
		}
		seen[a] = true
	}
}

func TestNewGivesUpOnABadSource(t *testing.T) {
	broken := errors.New("broken")
	for name, tt := range map[string]struct {
		random io.Reader
		want   error
	}{
		"none":                       {nil, ErrRandom},
		"one that is empty":          {strings.NewReader(""), io.EOF},
		"one that ends a byte early": {io.LimitReader(chacha(), 63), io.EOF},
		"one that fails":             {iotest.ErrReader(broken), broken},
		"one that never gives":       {&pausing{every: 1}, io.ErrNoProgress},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := New(accessPoint(t, "abc"), "usw2a", tt.random)
			require.ErrorIs(t, err, ErrRandom)
			require.ErrorIs(t, err, tt.want)
			if a.IsValid() {
				t.Errorf("with the error comes %s", a)
			}
		})
	}
}

// pausing reads nothing every so often, and gives no error.
type pausing struct {
	io.Reader
	every, reads int
}

func (p *pausing) Read(b []byte) (int, error) {
	if p.reads++; p.reads%p.every == 0 {
		return 0, nil
	}
	return p.Reader.Read(b)
}

func TestPartsThatMakeNoAlias(t *testing.T) {
	valid := accessPoint(t, "abc")
	for name, tt := range map[string]struct {
		accessPoint arn.AccessPoint
		tag         string
		want        error
		offset      int // -1 if the tag is not to blame
	}{
		"the zero access point":       {arn.AccessPoint{}, "usw2a", ErrAccessPoint, -1},
		"no tag":                      {valid, "", ErrTag, 0},
		"a tag too short":             {valid, "usw2", ErrTag, 0},
		"a tag too long":              {valid, "usw2aa", ErrTag, 0},
		"a Region in place of a tag":  {valid, "us-west-2", ErrTag, 0},
		"a tag with a capital":        {valid, "USW2a", ErrTag, 0},
		"a tag with a hyphen":         {valid, "us-2a", ErrTag, 0},
		"a tag that ends in a c":      {valid, "usw2c", ErrTag, 4},
		"a tag that ends in a number": {valid, "usw20", ErrTag, 4},
	} {
		t.Run(name, func(t *testing.T) {
			random := strings.NewReader("untouched")
			_, newErr := New(tt.accessPoint, tt.tag, random)
			_, deriveErr := Derive(tt.accessPoint, tt.tag, make([]byte, 16))
			for _, err := range []error{newErr, deriveErr} {
				require.ErrorIs(t, err, tt.want)
				e, ok := errors.AsType[*Error](err)
				if ok != (tt.offset >= 0) || ok && (e.Offset != tt.offset || e.Input != tt.tag) {
					t.Errorf("error is %#v, want it at offset %d", err, tt.offset)
				}
			}
			if random.Len() != len("untouched") {
				t.Error("New read random bytes that it could not use")
			}
		})
	}
}
