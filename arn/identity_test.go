package arn

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// keys are awkward object keys, all of them legal.
var keys = []string{
	"k", "a/b", "/", "//", "/x", "x/", "a:b", ":", ":::", "object/x", "/object/", "/object/x", "x/object/y", "object", "accesspoint/x",
	"a b", " ", "*", "?", "${aws:username}", "%2F", "a//b", "./a", "a/../b", "é", "😀", "\xff", "\x00", "\n", "arn:aws:s3:::b/k",
	"2025/11/report (final).csv", "x/object/y/object/z:1", long[:1024],
}

// An ARN has one representation, however it was made: == compares names.
func TestARNsOfOneNameAreEqual(t *testing.T) {
	ap, bucket := MustParseAccessPoint(testAP), MustParseBucket("arn:aws:s3:::bucket")
	for _, key := range keys {
		for text, made := range map[string]ARN{
			testAP + "/object/" + key:    ap.Object(key),
			"arn:aws:s3:::bucket/" + key: bucket.Object(key),
		} {
			read, err := Parse(text)
			require.NoError(t, err)
			if made != read || made.String() != text || !made.IsValid() {
				t.Errorf("made %q and read %q are not the same", made, read)
			}
			seen := map[ARN]bool{made: true}
			if !seen[read] {
				t.Errorf("%q is not found in a map by the same name", read)
			}
		}
	}
}

func TestObjectsLeadBackToWhereTheyAre(t *testing.T) {
	ap, bucket := MustParseAccessPoint(testAP), MustParseBucket("arn:aws:s3:::bucket")
	for _, key := range keys {
		if got, k, ok := ap.Object(key).AccessPoint(); got != ap || k != key || !ok {
			t.Errorf("%q leads to %q, %q, %v", ap.Object(key), got, k, ok)
		}
		if got, k, ok := bucket.Object(key).Bucket(); got != bucket || k != key || !ok {
			t.Errorf("%q leads to %q, %q, %v", bucket.Object(key), got, k, ok)
		}
	}
	if got, k, ok := ap.ARN().AccessPoint(); got != ap || k != "" || !ok {
		t.Errorf("%q leads to %q, %q, %v", ap.ARN(), got, k, ok)
	}
	if got, k, ok := bucket.ARN().Bucket(); got != bucket || k != "" || !ok {
		t.Errorf("%q leads to %q, %q, %v", bucket.ARN(), got, k, ok)
	}
}

func TestAnEmptyKeyNamesNoObject(t *testing.T) {
	if a := MustParseAccessPoint(testAP).Object(""); a != (ARN{}) {
		t.Errorf("object without a key is %q, want the zero ARN", a)
	}
	if a := MustParseBucket("arn:aws:s3:::bucket").Object(""); a != (ARN{}) {
		t.Errorf("object without a key is %q, want the zero ARN", a)
	}
}

// The same text may be cut in two in many ways; two names never become one.
func TestDifferentNamesAreNotEqual(t *testing.T) {
	ap := MustParseAccessPoint(testAP)
	other := MustParseAccessPoint(testAP + "-2")
	for i, a := range keys {
		for j, b := range keys {
			if equal := ap.Object(a) == ap.Object(b); equal != (i == j) {
				t.Errorf("objects %q and %q are equal: %v", a, b, equal)
			}
		}
		if ap.Object(a) == other.Object(a) {
			t.Errorf("object %q is the same through both access points", a)
		}
	}
}

// What runs on every request must not allocate.
func TestNoAllocations(t *testing.T) {
	ap, bucket := MustParseAccessPoint(testAP), MustParseBucket("arn:aws:s3:::bucket")
	object := ap.Object("a/b")
	fixed, err := ParsePattern(testAP + "/object/a*")
	require.NoError(t, err)
	wild, err := ParsePattern("arn:aws:s3:*:123456789012:accesspoint/*")
	require.NoError(t, err)
	lambda, outposts, directory := MustParseAccessPoint(anyKind[ObjectLambda]), MustParseAccessPoint(anyKind[Outposts]), MustParseAccessPoint(anyKind[Directory])
	var a ARN
	var text string
	var ok bool
	for name, call := range map[string]func(){
		"AccessPoint.Object":       func() { a = ap.Object("a/b") },
		"Bucket.Object":            func() { a = bucket.Object("a/b") },
		"Object of Object Lambda":  func() { a = lambda.Object("a/b") },
		"AccessPoint.OutpostID":    func() { text = outposts.OutpostID() },
		"AccessPoint.Zone":         func() { text = directory.Zone() },
		"ValidName":                func() { ok = Directory.ValidName("test--usw2-az1--xa-s3") },
		"ValidRegion":              func() { ok = ValidRegion("us-west-2", "aws") },
		"AccessPoint.ARN":          func() { a = ap.ARN() },
		"Bucket.ARN":               func() { a = bucket.ARN() },
		"ARN.Pieces":               func() { text, _, _ = object.Pieces() },
		"ARN.Account":              func() { text = object.Account() },
		"AccessPoint.Name":         func() { text = ap.Name() },
		"Bucket.Name":              func() { text = bucket.Name() },
		"Pattern.Match":            func() { ok = fixed.Match(object) },
		"Pattern.Match by parts":   func() { ok = wild.Match(object) },
		"ARN.Compare in one place": func() { ok = object.Compare(ap.Object("a/c")) < 0 },
	} {
		t.Run(name, func(t *testing.T) {
			if n := testing.AllocsPerRun(100, call); n != 0 {
				t.Errorf("allocates %v times", n)
			}
		})
	}
	if !a.IsValid() || text == "" || !ok {
		t.Errorf("the calls answered %q, %q, %v", a, text, ok)
	}
}
