package arn

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// arnForm is what Parse takes, as one regular expression.
var arnForm = regexp.MustCompile(`(?s)^arn:aws(?:-[a-z0-9]+)*:[a-z0-9-]+:[a-z0-9-]*:(?:|aws|cloudfront|[0-9]{12}):.+$`)

// apForm and bucketForm are GP_AP and BUCKET of access-points.md, section 2.4,
// with the keys that may follow. Regions and reserved endings are apart.
var (
	apForm     = regexp.MustCompile(`(?s)^arn:(aws(?:-[a-z0-9]+)*):s3:([a-z]{2,}(?:-[a-z0-9]+)+-[0-9]+):([0-9]{12}):accesspoint/([a-z0-9][a-z0-9-]{1,48}[a-z0-9])(?:/object/(.+))?$`)
	bucketForm = regexp.MustCompile(`(?s)^arn:(aws(?:-[a-z0-9]+)*):s3:::([a-zA-Z0-9._-]{3,255})(?:/(.+))?$`)
	reserved   = regexp.MustCompile(`-s3alias$|--ol-s3$|\.mrap$|--x-s3$|--xa-s3$|--table-s3$|--op-s3$`)
)

func seeds(f *testing.F) {
	for _, text := range []string{
		// access-points.md, section 2.3.
		"arn:aws:s3:us-west-2:123456789012:accesspoint/test",
		"arn:aws:s3:us-west-2:123456789012:accesspoint/test/object/unit-01",
		"arn:aws:s3express:us-west-2:123456789012:accesspoint/base--usw2-az1--xa-s3/object/k",
		"arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/test",
		"arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap/object/k",
		"arn:aws:s3:us-west-2:123456789012:async-request/mrap/CREATE/token",
		"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-0123456789abcdef0/accesspoint/test/object/k",
		"arn:aws:s3:::b/x:y", "arn:aws-cn:s3:::b", "arn:aws-us-gov:s3:us-gov-east-1:123456789012:accesspoint/test",
		// Patterns of policy-language.md, section 8.
		"*", "arn:aws:s3:::b/*/test/*", "arn:aws:s3:*:123456789012:accesspoint/*", "arn:aws:*:::b/*", "arn:aws:s3", "ap-1a2b-s3alias",
		// Awkward ones.
		"arn:aws:s3:::", "arn:aws:s3:us-west-2:123456789012:accesspoint/test/object/", "arn:aws:s3:::b/\xff\x00", "arn:*:s3:*:*:*",
		"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1",
	} {
		f.Add(text, "arn:aws:s3:us-west-2:123456789012:accesspoint/test/object/a")
	}
}

func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(checkParse)
}

func checkParse(t *testing.T, text, other string) {
	a, err := Parse(text)
	sound := arnForm.MatchString(text) && len(text) <= MaxLength && len(strings.SplitN(text, ":", 3)[1]) <= maxPart
	if (err == nil) != sound {
		t.Fatalf("Parse(%q): %v; want it read: %v", text, err, sound)
	}
	if err != nil {
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Input != text || e.Offset < 0 || e.Offset > len(text) || a != (ARN{}) {
			t.Fatalf("Parse(%q) = %q, %#v", text, a, err)
		}
		return
	}
	if a.String() != text {
		t.Errorf("Parse(%q) is written as %q", text, a)
	}
	if b, err := Parse(other); err == nil && (a == b) != (text == other) {
		t.Errorf("Parse(%q) == Parse(%q): %v", text, other, a == b)
	}
	checkAccessPoint(t, a)
	checkBucket(t, a)
}

func checkAccessPoint(t *testing.T, a ARN) {
	ap, key, ok := a.AccessPoint()
	m := apForm.FindStringSubmatch(a.String())
	if m != nil && (reserved.MatchString(m[4]) || !regionFits(m[2], m[1])) {
		m = nil
	}
	if ok != (m != nil) {
		t.Fatalf("%q is an access point: %v, want %v", a, ok, m != nil)
	}
	if !ok {
		return
	}
	if ap.Partition() != m[1] || ap.Region() != m[2] || ap.Account() != m[3] || ap.Name() != m[4] || key != m[5] {
		t.Errorf("%q is %q with key %q, want %q", a, ap, key, m[1:])
	}
	back := ap.ARN()
	if key != "" {
		back = ap.Object(key)
	}
	if back != a {
		t.Errorf("%q leads back to %q", a, back)
	}
}

func checkBucket(t *testing.T, a ARN) {
	b, key, ok := a.Bucket()
	m := bucketForm.FindStringSubmatch(a.String())
	if m != nil && reserved.MatchString(m[2]) {
		m = nil
	}
	if ok != (m != nil) {
		t.Fatalf("%q is a bucket: %v, want %v", a, ok, m != nil)
	}
	if !ok {
		return
	}
	if b.Partition() != m[1] || b.Name() != m[2] || key != m[3] {
		t.Errorf("%q is %q with key %q, want %q", a, b, key, m[1:])
	}
	back := b.ARN()
	if key != "" {
		back = b.Object(key)
	}
	if back != a {
		t.Errorf("%q leads back to %q", a, back)
	}
}

// slowPattern matches a pattern that ParsePattern has taken, with a regular
// expression for each of the six parts.
func slowPattern(pattern, text string) bool {
	if strings.Trim(pattern, "*") == "" {
		return true
	}
	patterns, parts := strings.SplitN(pattern, ":", 6), strings.SplitN(text, ":", 6)
	for i := range patterns {
		expr := regexp.QuoteMeta(patterns[i])
		expr = strings.ReplaceAll(strings.ReplaceAll(expr, `\*`, `.*`), `\?`, `.`)
		if !regexp.MustCompile(`(?s)^` + expr + `$`).MatchString(parts[i]) {
			return false
		}
	}
	return true
}

func FuzzParsePattern(f *testing.F) {
	seeds(f)
	f.Fuzz(checkPattern)
}

func checkPattern(t *testing.T, text, name string) {
	p, err := ParsePattern(text)
	a, nameErr := Parse(name)
	if err != nil {
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Input != text || e.Offset < 0 || e.Offset > len(text) {
			t.Fatalf("ParsePattern(%q): %#v", text, err)
		}
		if _, err := Parse(text); err == nil {
			t.Errorf("%q is an ARN and no pattern", text)
		}
		return
	}
	if p.String() != text {
		t.Errorf("ParsePattern(%q) is written as %q", text, p.String())
	}
	// regexp takes an invalid byte for U+FFFD; glob has a judge that does not.
	if nameErr == nil && utf8.ValidString(text+" "+name) {
		if got, want := p.Match(a), slowPattern(text, name); got != want {
			t.Errorf("%q matches %q: %v, want %v", text, name, got, want)
		}
	}
}
