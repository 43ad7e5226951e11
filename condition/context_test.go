package condition

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// what is known of one key.
type what struct {
	Has    Truth
	Values []string
	Value  string
	OK     bool
}

func ask(c Context, k Key) what {
	value, ok := c.Value(k)
	return what{c.Has(k), c.Values(k), value, ok}
}

func TestContextAnswers(t *testing.T) {
	var (
		absent = what{False, nil, "", false}
		doubt  = what{Unknown, nil, "", false}
		one    = func(v string) what { return what{True, []string{v}, v, true} }
		many   = func(v ...string) what { return what{True, v, "", false} }
		base   = NewContext(String("x:y", "a"), String("x:z", "z"))
	)
	for name, tt := range map[string]struct {
		ctx  Context
		want what // of the key x:y
	}{
		"the zero context has no key":                {Context{}, absent},
		"a context of nothing has no key":            {NewContext(), absent},
		"a key that is not given":                    {NewContext(String("x:z", "a")), absent},
		"a key with a value":                         {NewContext(String("x:y", "a")), one("a")},
		"a key with an empty value":                  {NewContext(String("x:y", "")), one("")},
		"a key in other letters":                     {NewContext(String("X:Y", "a")), one("a")},
		"a key of one value among many":              {NewContext(Strings("x:y", "a")), one("a")},
		"a key of several values":                    {NewContext(Strings("x:y", "a", "b")), many("a", "b")},
		"a key without values":                       {NewContext(Strings("x:y")), absent},
		"a key that nobody recorded":                 {NewContext(Unrecorded("x:y")), doubt},
		"a key that is given twice":                  {NewContext(String("x:y", "a"), String("x:y", "a")), doubt},
		"a key that is given in two cases":           {NewContext(String("x:y", "a"), String("x:z", "z"), String("X:y", "b")), doubt},
		"a key that is given three times":            {NewContext(String("x:y", "a"), String("X:y", "a"), String("x:Y", "a")), doubt},
		"a key with and without values":              {NewContext(String("x:y", "a"), Strings("x:y")), doubt},
		"a zero Attr is none":                        {NewContext(Attr{}, String("x:y", "a"), Attr{}), one("a")},
		"an Attr of no key is none":                  {NewContext(String("", "b"), String("x:y", "a")), one("a")},
		"among many keys":                            {NewContext(String("x:x", "x"), String("x:z", "z"), String("x:y", "a"), String("a:a", "a")), one("a")},
		"With adds a key":                            {Context{}.With(String("x:y", "a")), one("a")},
		"With keeps the others":                      {base.With(String("x:w", "w")), one("a")},
		"With replaces a key":                        {base.With(String("X:Y", "b")), one("b")},
		"With can take a key away":                   {base.With(Strings("x:y")), absent},
		"With can put a key in doubt":                {base.With(Unrecorded("x:y")), doubt},
		"With can take doubt away":                   {NewContext(Unrecorded("x:y")).With(String("x:y", "a")), one("a")},
		"With of a key twice is doubt":               {base.With(String("x:y", "a"), String("x:y", "b")), doubt},
		"With of nothing changes nothing":            {base.With(), one("a")},
		"an overlay hides what is below":             {base.Overlay([]Attr{String("x:y", "b")}, nil), one("b")},
		"an overlay in other letters":                {base.Overlay([]Attr{String("X:Y", "b")}, nil), one("b")},
		"an overlay of another key hides nothing":    {base.Overlay([]Attr{String("x:z", "b")}, nil), one("a")},
		"an overlay can take a key away":             {base.Overlay([]Attr{Strings("x:y")}, nil), absent},
		"an overlay can put a key in doubt":          {base.Overlay([]Attr{Unrecorded("x:y")}, nil), doubt},
		"an overlay over nothing":                    {Context{}.Overlay([]Attr{String("x:y", "b")}, nil), one("b")},
		"an empty overlay":                           {base.Overlay(nil, nil), one("a")},
		"an overlay replaces another":                {base.Overlay([]Attr{String("x:y", "b")}, nil).Overlay([]Attr{String("x:z", "c")}, nil), one("a")},
		"With goes over an overlay":                  {base.Overlay([]Attr{String("x:y", "b")}, nil).With(String("x:y", "c")), one("c")},
		"With keeps an overlay":                      {base.Overlay([]Attr{String("x:y", "b")}, nil).With(String("x:z", "c")), one("b")},
		"With keeps what an overlay took away":       {base.Overlay([]Attr{Strings("x:y")}, nil).With(String("x:z", "c")), absent},
		"an overlay goes over With":                  {base.With(String("x:y", "b")).Overlay([]Attr{String("x:y", "c")}, nil), one("c")},
		"what is laid under is for keys that lack":   {base.Overlay(nil, []Attr{String("x:y", "b")}), one("a")},
		"a key that lacks is taken from below":       {NewContext(String("x:z", "z")).Overlay(nil, []Attr{String("X:Y", "b")}), one("b")},
		"a key that is taken away does not lack":     {NewContext(Strings("x:y")).Overlay(nil, []Attr{String("x:y", "b")}), absent},
		"nor does a key in doubt":                    {NewContext(Unrecorded("x:y")).Overlay(nil, []Attr{String("x:y", "b")}), doubt},
		"what is laid over goes over what is under":  {Context{}.Overlay([]Attr{String("x:y", "a")}, []Attr{String("x:y", "b")}), one("a")},
		"With goes over what is laid under":          {Context{}.Overlay(nil, []Attr{String("x:y", "b")}).With(String("x:y", "c")), one("c")},
		"With keeps what is laid under":              {Context{}.Overlay(nil, []Attr{String("x:y", "b")}).With(String("x:z", "c")), one("b")},
		"an overlay replaces what was laid under":    {Context{}.Overlay(nil, []Attr{String("x:y", "b")}).Overlay(nil, nil), absent},
		"a hidden key is absent":                     {base.Hide([]string{"x:y"}), absent},
		"a key whose beginning is hidden is absent":  {base.Hide([]string{"a:", "x:"}), absent},
		"what is hidden stays so":                    {base.Hide([]string{"x:y"}).Hide([]string{"x:z"}), absent},
		"hidden again it is still hidden":            {base.Hide([]string{"x:y"}).Hide([]string{"x:y"}), absent},
		"hidden after others it is hidden":           {base.Hide([]string{"x:z"}).Hide([]string{"x:z", "x:y"}), absent},
		"nothing to hide hides nothing":              {base.Hide([]string{"x:z"}).Hide(nil), one("a")},
		"the second laid under is found":             {Context{}.Overlay(nil, []Attr{String("x:z", "z"), String("x:y", "b")}), one("b")},
		"another beginning hides nothing":            {base.Hide([]string{"y", "x:yy"}), one("a")},
		"what is laid over is not hidden":            {base.Hide([]string{"x:"}).Overlay([]Attr{String("x:y", "b")}, nil), one("b")},
		"what is laid under a hidden key shows":      {base.Hide([]string{"x:y"}).Overlay(nil, []Attr{String("x:y", "b")}), one("b")},
		"With does not bring a hidden key back":      {base.Hide([]string{"x:y"}).With(String("x:z", "c")), absent},
		"With adds a key that was hidden":            {base.Hide([]string{"x:y"}).With(String("x:y", "c")), one("c")},
		"With keeps what is laid under a hidden key": {base.Hide([]string{"x:y"}).Overlay(nil, []Attr{String("x:y", "b")}).With(), one("b")},
		"the last of an overlay's keys is found":     {base.Overlay([]Attr{String("x:1", ""), String("x:2", ""), String("x:y", "b")}, nil), one("b")},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, ask(tt.ctx, "x:y")); diff != "" {
				t.Errorf("what is known of x:y (-want +got):\n%s", diff)
			}
		})
	}
}

func TestContextKeys(t *testing.T) {
	for name, tt := range map[string]struct {
		ctx  Context
		want []Key
	}{
		"the zero context has none":          {Context{}, nil},
		"keys are sorted without their case": {NewContext(String("x:b", ""), String("X:C", ""), String("x:A", "")), []Key{"x:A", "x:b", "X:C"}},
		"a key without values is not there":  {NewContext(Strings("x:a"), String("x:b", "")), []Key{"x:b"}},
		"a key in doubt may be there":        {NewContext(Unrecorded("x:b"), String("x:a", "")), []Key{"x:a", "x:b"}},
		"a key that is given twice is once":  {NewContext(String("x:a", ""), String("X:A", "")), []Key{"x:a"}},
		"an overlay's keys are there":        {NewContext(String("x:b", "")).Overlay([]Attr{String("x:a", "")}, nil), []Key{"x:a", "x:b"}},
		"an overlay's spelling is the key's": {NewContext(String("x:a", "")).Overlay([]Attr{String("X:A", "")}, nil), []Key{"X:A"}},
		"an overlay takes a key away":        {NewContext(String("x:a", "")).Overlay([]Attr{Strings("x:a")}, nil), nil},
		"what is laid under is there":        {NewContext(String("x:b", "")).Overlay(nil, []Attr{String("x:a", ""), String("X:B", "")}), []Key{"x:a", "x:b"}},
		"a key of no name is none":           {NewContext(String("", "a"), Attr{}), nil},
		"a hidden key is not there":          {NewContext(String("x:b", ""), String("y:b", "")).Hide([]string{"x:"}), []Key{"y:b"}},
		"With adds and keeps them sorted":    {NewContext(String("x:b", "")).With(String("x:a", ""), String("x:c", "")), []Key{"x:a", "x:b", "x:c"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.ctx.Keys()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestContextContradicts(t *testing.T) {
	ctx := NewContext(String("x:one", "a"), Strings("x:many", "a", "b"), Strings("x:none"), Unrecorded("x:doubt"))
	for name, tt := range map[string]struct {
		attr Attr
		want bool
	}{
		"the same value":                        {String("X:ONE", "a"), false},
		"another value":                         {String("x:one", "b"), true},
		"no value, and there is one":            {Strings("x:one"), true},
		"several values, and there is one":      {Strings("x:one", "a", "a"), true},
		"one value, and there are several":      {String("x:many", "a"), true},
		"no value, and there are several":       {Strings("x:many"), true},
		"a value, and there is none":            {String("x:none", "a"), false},
		"no value, and there is none":           {Strings("x:none"), false},
		"a value, and there is no key":          {String("x:other", "a"), false},
		"a value, and nobody recorded the key":  {String("x:doubt", "a"), false},
		"no value, and nobody recorded the key": {Strings("x:doubt"), false},
		"nobody recorded what there is":         {Unrecorded("x:one"), true},
		"a key that is laid over counts":        {String("x:over", "b"), true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ctx.Overlay([]Attr{String("x:over", "a")}, nil).Contradicts(tt.attr); got != tt.want {
				t.Errorf("contradicts: %v, want %v", got, tt.want)
			}
		})
	}
}

func TestContextWithPrefix(t *testing.T) {
	ctx := NewContext(String("s3:b", ""), String("aws:PrincipalTag/B", ""), String("aws:PrincipalTag/a", ""), String("aws:PrincipalTagx", ""), String("aws:a", ""))
	ctx = ctx.Overlay([]Attr{String("aws:PrincipalTag/over", "")}, []Attr{String("aws:PrincipalTag/under", "")})
	for prefix, want := range map[string][]Key{
		"aws:principaltag/": {"aws:PrincipalTag/a", "aws:PrincipalTag/B"},
		"aws:":              {"aws:a", "aws:PrincipalTag/a", "aws:PrincipalTag/B", "aws:PrincipalTagx"},
		"":                  {"aws:a", "aws:PrincipalTag/a", "aws:PrincipalTag/B", "aws:PrincipalTagx", "s3:b"},
		"s3:b":              {"s3:b"},
		"s3:bb":             nil,
		"a":                 {"aws:a", "aws:PrincipalTag/a", "aws:PrincipalTag/B", "aws:PrincipalTagx"},
		"zz":                nil,
	} {
		var got []Key
		for _, a := range ctx.WithPrefix(prefix) {
			got = append(got, a.Key())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("keys that begin with %q (-want +got):\n%s", prefix, diff)
		}
	}
}

func TestContextWithPrefixGivesNoHiddenKeys(t *testing.T) {
	ctx := NewContext(String("aws:PrincipalTag/a", ""), String("s3:b", "")).Hide([]string{"aws:principaltag/"})
	for prefix, want := range map[string]int{"aws:principaltag/": 0, "aws:principaltag/a": 0, "s3:": 1} {
		if got := ctx.WithPrefix(prefix); len(got) != want {
			t.Errorf("%d keys begin with %q, want %d", len(got), prefix, want)
		}
	}
}

// A context is shared by all goroutines; nothing that is done with it changes it.
func TestContextsDoNotChange(t *testing.T) {
	given := []Attr{String("x:z", "z"), String("x:y", "a"), Strings("x:m", "1", "2")}
	before := slices.Clone(given)
	ctx := NewContext(given...)
	if diff := cmp.Diff(before, given, cmp.AllowUnexported(Attr{}, name{}, held{})); diff != "" {
		t.Errorf("NewContext changed what it was given (-want +got):\n%s", diff)
	}
	given[1] = String("x:y", "changed")
	ctx.With(String("x:y", "b"), String("x:a", "a"))
	ctx.Overlay([]Attr{String("x:y", "c")}, nil)
	ctx.Values("x:m")[0] = "changed"
	ctx.Values("x:y")[0] = "changed"
	ctx.Keys()[0] = "changed"
	want := map[Key][]string{"x:m": {"1", "2"}, "x:y": {"a"}, "x:z": {"z"}}
	got := map[Key][]string{}
	for _, k := range ctx.Keys() {
		got[k] = ctx.Values(k)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The search must find each of any number of keys, and none between them.
func TestContextFindsEveryKey(t *testing.T) {
	for count := range 20 {
		var attrs []Attr
		for i := range count {
			attrs = append(attrs, String(Key("x:"+string(rune('b'+2*i))), "v"))
		}
		ctx := NewContext(attrs...)
		for i := range 2*count + 1 {
			k := Key("x:" + string(rune('a'+i)))
			if got, want := ctx.Has(k), truth(i%2 == 1); got != want {
				t.Errorf("of %d keys, has %s: %v, want %v", count, k, got, want)
			}
		}
	}
}

// Keys that have a constant are kept by number, and are in doubt likewise.
func TestAKnownKeyThatIsGivenTwiceIsInDoubt(t *testing.T) {
	for name, c := range map[string]Context{
		"with one value":        NewContext(String(SourceIP, "192.0.2.1"), String(SourceIP, "192.0.2.1")),
		"in two cases":          NewContext(String("AWS:sourceip", "192.0.2.1"), String(SourceVPC, "vpc-1"), String(SourceIP, "192.0.2.2")),
		"first without a value": NewContext(Strings(SourceIP), String(SourceIP, "192.0.2.1")),
		"then without a value":  NewContext(String(SourceIP, "192.0.2.1"), Strings(SourceIP)),
	} {
		t.Run(name, func(t *testing.T) {
			if got := ask(c, SourceIP); got.Has != Unknown || got.OK || got.Values != nil {
				t.Errorf("got %+v", got)
			}
		})
	}
}
