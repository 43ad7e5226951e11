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

// apForms and bucketForms are those of access-points.md, section 2.4, with the keys
// that may follow. The groups are partition, region, account, name and key. Regions
// and reserved endings are apart.
var (
	home    = `(?s)^arn:(aws(?:-[a-z0-9]+)*):SERVICE:([a-z]{2,}(?:-[a-z0-9]+)+-[0-9]+):([0-9]{12}):`
	apName  = `([a-z0-9][a-z0-9-]{1,48}[a-z0-9])`
	zone    = `(?:[a-z0-9](?:-?[a-z0-9]){2,19})`
	apForms = [...]*regexp.Regexp{
		GeneralPurpose: form("s3", home+`accesspoint/`+apName+`(?:/object/(.+))?$`),
		Directory:      form("s3express", home+`accesspoint/([a-z0-9][a-z0-9-]{1,48}[a-z0-9]--`+zone+`--xa-s3)(?:/object/(.+))?$`),
		ObjectLambda:   form("s3-object-lambda", home+`accesspoint/([a-z0-9][a-z0-9-]{1,43}[a-z0-9])()$`),
		MultiRegion:    form("s3", `(?s)^arn:(aws(?:-[a-z0-9]+)*):SERVICE:():([0-9]{12}):accesspoint/([a-z][a-z0-9]{0,57}[.]mrap)(?:/object/(.+))?$`),
		Outposts:       form("s3-outposts", home+`outpost/(?:op-[a-f0-9]{17}|ec2)/accesspoint/`+apName+`(?:/object/(.+))?$`),
	}
	bucketForms = [...]*regexp.Regexp{
		GeneralPurpose: form("s3", `(?s)^arn:(aws(?:-[a-z0-9]+)*):SERVICE:():():([a-zA-Z0-9._-]{3,255})(?:/(.+))?$`),
		Directory:      form("s3express", home+`bucket/([a-z0-9][a-z0-9-]*--`+zone+`--x-s3)()$`),
		Outposts:       form("s3-outposts", home+`outpost/(?:op-[a-f0-9]{17}|ec2)/bucket/([a-zA-Z0-9._-]{3,255})(?:/object/(.+))?$`),
	}
	reserved = regexp.MustCompile(`-s3alias$|--ol-s3$|\.mrap$|--x-s3$|--xa-s3$|--table-s3$|--op-s3$`)
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
		"arn:aws:s3-outposts:us-west-2:123456789012:outpost/ec2/bucket/bbb/object/k", "arn:aws:s3express:us-west-2:123456789012:bucket/a--usw2-az1--x-s3",
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

func form(service, expr string) *regexp.Regexp {
	return regexp.MustCompile(strings.Replace(expr, "SERVICE", service, 1))
}

// slowRead returns the kind of the one form that has the text, and what it found.
func slowRead(forms []*regexp.Regexp, text string) (Kind, []string) {
	for i, f := range forms {
		kind := Kind(i)
		if f == nil {
			continue
		}
		m := f.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		base := m[4]
		if kind == Directory { // the last two hyphens before the ending end the base
			base = base[:strings.LastIndex(base, "--")]
			base = base[:strings.LastIndex(base, "--")]
		}
		switch {
		case m[2] != "" && !ValidRegion(m[2], m[1]):
		case kind == Directory && strings.HasSuffix(m[4], "--x-s3"):
			if len(m[4]) <= 63 {
				return kind, m
			}
		case kind != MultiRegion && reserved.MatchString(base), strings.HasSuffix(base, "-") && kind == Directory, len(base) < 3:
		default:
			return kind, m
		}
	}
	return 0, nil
}

func checkAccessPoint(t *testing.T, a ARN) {
	ap, key, ok := a.AccessPoint()
	kind, m := slowRead(apForms[:], a.String())
	if ok != (m != nil) || ap.Kind() != kind {
		t.Fatalf("%q is an access point: %v, %v, want %v", a, ok, ap.Kind(), kind)
	}
	if !ok {
		return
	}
	if ap.Partition() != m[1] || ap.Region() != m[2] || ap.Account() != m[3] || ap.Name() != m[4] || key != m[5] {
		t.Errorf("%q is %q with key %q, want %q", a, ap, key, m[1:])
	}
	if !kind.ValidName(ap.Name()) || (ap.OutpostID() != "") != (kind == Outposts) || (ap.Zone() != "") != (kind == Directory) {
		t.Errorf("%q has the name %q, outpost %q, zone %q", a, ap.Name(), ap.OutpostID(), ap.Zone())
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
	kind, m := slowRead(bucketForms[:], a.String())
	if ok != (m != nil) || b.Kind() != kind {
		t.Fatalf("%q is a bucket: %v, %v, want %v", a, ok, b.Kind(), kind)
	}
	if !ok {
		return
	}
	if b.Partition() != m[1] || b.Name() != m[4] || key != m[5] {
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

func FuzzParseAccessPoint(f *testing.F) {
	seeds(f)
	f.Fuzz(checkParseAccessPoint)
}

func checkParseAccessPoint(t *testing.T, text, _ string) {
	ap, err := ParseAccessPoint(text)
	kind, m := slowRead(apForms[:], text)
	if (err == nil) != (m != nil && m[5] == "" && len(text) <= MaxLength && len(m[1]) <= maxPart) {
		t.Fatalf("ParseAccessPoint(%q): %v; want kind %v", text, err, kind)
	}
	if err == nil && (ap.String() != text || ap != MustParseAccessPoint(ap.ARN().String())) {
		t.Errorf("ParseAccessPoint(%q) is written as %q", text, ap)
	}
}

func FuzzParseAddress(f *testing.F) {
	seeds(f)
	for _, text := range []string{
		"arn:aws:s3:us-west-2:123456789012:accesspoint:test", "arn:aws:s3::123456789012:accesspoint:a.mrap",
		"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-0123456789abcdef0:accesspoint:test",
	} {
		f.Add(text, "")
	}
	f.Fuzz(checkParseAddress)
}

func checkParseAddress(t *testing.T, text, _ string) {
	ap, err := ParseAddress(text)
	if err != nil {
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Input != text || e.Offset < 0 || e.Offset > len(text) || ap != (AccessPoint{}) {
			t.Fatalf("ParseAddress(%q) = %q, %#v", text, ap, err)
		}
		// What policies may name, SDKs take; but for directory buckets.
		if ap, err := ParseAccessPoint(text); err == nil && ap.Kind() != Directory {
			t.Errorf("ParseAddress(%q) refuses %v: %v", text, ap, e)
		}
		return
	}
	parts := strings.SplitN(text, ":", 6)
	parts[5] = strings.ReplaceAll(parts[5], ":", "/")
	if want := strings.Join(parts, ":"); ap.String() != want {
		t.Errorf("ParseAddress(%q) is %q, want %q", text, ap, want)
	}
	if again, err := ParseAddress(ap.String()); err != nil || again != ap {
		t.Errorf("ParseAddress(%q) is %q, %v", ap, again, err)
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
