package condition

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/s3ap/s3ap/internal/glob"
)

// To fill in variables and then match is wrong only where a value holds what is
// special in a pattern: where it does not, it is the judge.
func FuzzParsePattern(f *testing.F) {
	for _, text := range []string{
		"home/${aws:username}/*", "b-${aws:PrincipalTag/team, 'company-wide'}", "b/${*}", "${$}5", "a${?}b", "*${x:y}?", "${x:y, '}'}", "${x:y}${X:Y}", "${", "${}", "${x}",
	} {
		f.Add(text, "jane", "home/jane/a")
	}
	f.Fuzz(checkPattern)
}

func checkPattern(t *testing.T, text, value, subject string) {
	p, err := ParsePattern(Language2012, text)
	if err != nil {
		return
	}
	parsed, _, _ := glob.ParseText(text, true)
	var attrs []Attr
	for _, v := range parsed.Variables() {
		attrs = append(attrs, String(Key(v.Key), value))
	}
	filled := text
	for _, v := range parsed.Variables() {
		name := v.Key
		if v.HasDefault {
			name += ", '" + v.Default + "'"
		}
		filled = strings.Replace(filled, "${"+name+"}", value, 1)
	}
	got := p.Match(Context{}.Overlay(attrs, nil), subject, "")
	if len(attrs) > 0 && !utf8.ValidString(value) {
		if got != Unknown {
			t.Errorf("%q with an invalid value %q is %v", text, value, got)
		}
		return
	}
	if plain := utf8.ValidString(text+subject) && !strings.ContainsAny(value, "*?$") && !strings.Contains(filled, "${"); plain {
		judge := glob.Compile(filled)
		if want := truth(judge.Match(subject)); got != want {
			t.Errorf("%q with %q matches %q: %v, want %v", text, value, subject, got, want)
		}
	}
	none := p.Match(Context{}, subject, "")
	for _, v := range parsed.Variables() {
		if !v.HasDefault && none != False {
			t.Errorf("%q without a value of %s matches %q: %v", text, v.Key, subject, none)
		}
	}
	if cut := len(subject) / 2; p.Match(Context{}, subject[:cut], subject[cut:]) != none {
		t.Errorf("%q matches %q otherwise in two pieces", text, subject)
	}
}

// Whatever a policy and a request say, these must hold.
func FuzzHolds(f *testing.F) {
	for op, v := range samples {
		f.Add(op, v.policy, v.hit)
		f.Add("ForAllValues:"+op+"IfExists", v.policy, v.miss)
	}
	f.Add("Null", "true", "")
	f.Add("StringLike", "${x:z}*", "\xff")
	f.Add("Bool", "${x:z}", "true")
	f.Add("ArnLike", "arn:aws:s3:${a:b, '}:'}::x", "arn:aws:s3:::x")
	f.Fuzz(func(t *testing.T, name, value, given string) {
		op, err := ParseOperator(name)
		if err != nil {
			return
		}
		for _, language := range []Language{Language2008, Language2012} {
			test, err := NewTest(language, op, "x:y", value, value)
			if err != nil {
				continue
			}
			checkHolds(t, op, &test, given)
		}
	})
}

func checkHolds(t *testing.T, op Operator, test *Test, given string) {
	one := test.Holds(NewContext(String("x:y", given), String("x:z", "z")))
	absent := test.Holds(NewContext(String("x:z", "z")))
	if got := test.Holds(NewContext(Unrecorded("x:y"))); got != Unknown {
		t.Errorf("%s is %v for a key that nobody recorded", op, got)
	}
	if got := test.Holds(NewContext(Strings("x:y"), String("x:z", "z"))); got != absent {
		t.Errorf("%s is %v for a key without values, %v for none", op, got, absent)
	}
	if op.NeedsKey() && absent != False {
		t.Errorf("%s needs the key, and is %v without it", op, absent)
	}
	if op.IfExists() && absent == False {
		t.Errorf("%s is false without the key", op)
	}
	if op.base == null {
		return
	}
	two := test.Holds(NewContext(Strings("x:y", given, given), String("x:z", "z")))
	switch {
	case op.set == noSet && two != Unknown:
		t.Errorf("%s is %v for two values", op, two)
	case op.set != noSet && given != "" && two != one:
		t.Errorf("%s is %v for %q, and %v for it twice", op, one, given, two)
	}
}
