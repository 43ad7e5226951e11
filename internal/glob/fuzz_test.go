package glob

import (
	"strings"
	"testing"
)

func FuzzMatch(f *testing.F) {
	for _, seed := range [][2]string{
		{"b/*/test/*", "b/1/test/object.jpg"},      // policy-language.md case 21
		{"b/*/test/*", "b/1///test///object.jpg"},  // case 25
		{"b/*/test/*", "b/1-test/object.jpg"},      // case 29
		{"accesspoint/test*", "accesspoint/test2"}, // case 40
		{"s3:?etObject", "s3:GetObject"},           // case 7
		{"*\xc3*\xa9x", "ééx"},                     // halves of letters
		{"a*?é*b", "aéé\xff😀b"},
	} {
		f.Add(seed[0], seed[1], uint(len(seed[1])/2))
	}
	f.Fuzz(func(t *testing.T, pattern, text string, cut uint) {
		cut %= uint(len(text)) + 1
		p := Compile(pattern)
		want := slowMatch(wilds(pattern), text)
		if got := p.Match2(text[:cut], text[cut:], nil); got != want {
			t.Errorf("Compile(%q).Match2(%q, %q) = %v, want %v", pattern, text[:cut], text[cut:], got, want)
		}
	})
}

// slowParts reads a text with policy variables, all of which have the same
// value, one piece at a time. The second answer is false if the text is not
// sound.
func slowParts(text, value string) (symbols []symbol, ok bool) {
	before, rest, found := strings.Cut(text, "${")
	symbols = wilds(before)
	if !found {
		return symbols, true
	}
	for end := range len(rest) {
		inner := rest[:end]
		if rest[end] != '}' || strings.Count(inner, "'")%2 != 0 {
			continue
		}
		key, fallback, hasDefault := strings.Cut(inner, ",")
		prefix, name, colon := strings.Cut(key, ":")
		sound := colon && prefix != "" && name != "" && !strings.ContainsAny(key, " \t\r\n${}'*?")
		if hasDefault {
			body := strings.TrimSuffix(strings.TrimPrefix(fallback, " '"), "'")
			sound = sound && fallback == " '"+body+"'" && !strings.Contains(body, "'")
		}
		switch {
		case inner == "*" || inner == "?" || inner == "$":
			symbols = append(symbols, literals(inner)...)
		case sound:
			symbols = append(symbols, literals(value)...)
		default:
			return nil, false
		}
		more, ok := slowParts(rest[end+1:], value)
		return append(symbols, more...), ok
	}
	return nil, false
}

func FuzzParseText(f *testing.F) {
	for _, text := range []string{
		"home/${aws:username}/*",                     // policy-language.md case 74
		"b-${aws:PrincipalTag/team, 'company-wide'}", // case 54
		"b/${*}",                                       // case 61
		"${$}5",                                        // case 146
		"${aws:a, '}'}", "${aws:a, '${aws:b}'}", "${}", // awkward ones
		"${", "${aws:a'b'}", "${aws:${aws:b}}", "$${a:b}}",
	} {
		f.Add(text, "j*ne", "home/j*ne/a")
	}
	f.Fuzz(func(t *testing.T, pattern, value, text string) {
		symbols, sound := slowParts(pattern, value)
		p, offset, err := ParseText(pattern, true)
		if (err == nil) != sound {
			t.Fatalf("ParseText(%q): error %v, sound %v", pattern, err, sound)
		}
		if err != nil {
			if !strings.HasPrefix(pattern[offset:], "${") {
				t.Errorf("ParseText(%q) blames %q, where no variable begins", pattern, pattern[offset:])
			}
			return
		}
		values := make([]string, len(p.Variables()))
		for i := range values {
			values[i] = value
		}
		if got, want := p.Match(text, values...), slowMatch(symbols, text); got != want {
			t.Errorf("%q with %q matches %q: %v, want %v", pattern, value, text, got, want)
		}
	})
}
