package policy

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// seedPolicies gives f the policies of testdata and the fragments of the worked
// cases.
func seedPolicies(f *testing.F) {
	for _, dir := range []string{"parse", "print"} {
		for _, file := range policyFiles(f, dir) {
			f.Add(uint8(file.kind), string(file.src))
		}
	}
	for _, w := range workloads[:3] { // on the large one the fuzzer would spend its time
		f.Add(uint8(w.kind), string(readWorkload(f, w.policy)))
	}
	for _, c := range workedDocuments {
		src, _ := unmark(c.text)
		f.Add(uint8(c.kind), src)
	}
	elements := []string{everyOperator}
	for _, c := range workedActions {
		elements = append(elements, c.element)
	}
	for _, c := range workedResources {
		elements = append(elements, c.element)
	}
	for _, c := range workedVariables {
		elements = append(elements, c.element)
	}
	for _, c := range workedConditions {
		elements = append(elements, `"Condition":`+c.condition)
	}
	for _, e := range elements {
		f.Add(uint8(Bucket), inPolicy(Bucket, `{…,`+e+`}`))
	}
}

// Whatever the text is: errors have places, and what has none is a policy that
// prints, compiles and explains itself.
func FuzzParse(f *testing.F) {
	seedPolicies(f)
	f.Fuzz(func(t *testing.T, kind uint8, src string) {
		k := Kind(kind)
		doc, err := Parse(k, []byte(src))
		noJSON := errors.Is(err, ErrSyntax) || errors.Is(err, ErrTrailing)
		if noJSON && json.Valid([]byte(src)) || err == nil && !json.Valid([]byte(src)) {
			t.Fatalf("%q is JSON: %v, and the error is %v", src, json.Valid([]byte(src)), err)
		}
		checkSound(t, k, []byte(src))
		p, again := Compile(k, []byte(src))
		if err != nil {
			require.Nil(t, p)
			require.EqualError(t, again, err.Error())
			checkPlaces(t, src, err)
			require.False(t, noJSON && doc != nil)
			return
		}
		require.NoError(t, again)
		checkExplained(t, p, from(jane))
		checkExplained(t, p, Request{})
		checkPrinted(t, doc)
	})
}

// checkPrinted holds a sound document to its printed form.
func checkPrinted(t *testing.T, doc *Document) {
	t.Helper()
	line, err := doc.MarshalJSON()
	require.NoError(t, err)
	if len(line) > doc.Kind.MaxSize() {
		return // quotes around numbers can make it larger than it was
	}
	_, err = doc.Compile()
	require.NoError(t, err)
	again := parsed(t, doc.Kind, string(line))
	if diff := cmp.Diff(doc, again, unplaced); diff != "" {
		t.Errorf("printed as %s (-want +got):\n%s", line, diff)
	}
	twice, _ := again.MarshalJSON()
	require.Equal(t, string(line), string(twice))
}

// A principal is who its name says, and a policy that names it means it.
func FuzzParsePrincipal(f *testing.F) {
	for _, p := range []Principal{rootUser, jane, appSession, pathlessSession, someSession, bob, bobSession, logging, Anonymous()} {
		f.Add(p.String())
	}
	f.Add("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1")
	f.Add("arn:aws:iam::123456789012:group/readers")
	f.Fuzz(func(t *testing.T, name string) {
		p, err := ParsePrincipal(name)
		if err != nil {
			require.Equal(t, Principal{}, p)
			require.ErrorIs(t, err, ErrNotPrincipal)
			return
		}
		require.True(t, p.IsValid())
		require.Equal(t, name, p.String())
		if p == Anonymous() || !utf8.ValidString(name) || strings.Contains(name, "\x00") {
			return
		}
		d, want := built(Bucket), Direct
		d.Statements[0].Principal = Principals{AWS: Texts(name)}
		switch {
		case p.Type() == AWSService:
			d.Statements[0].Principal, want = Principals{Service: Texts(name)}, Service
		case p.Type() == RootUser:
			want = Account
		case p.Type() == RoleSession && p.ARN() == name:
			want = Role
		}
		d.Statements = d.Statements[:1]
		policy, err := d.Compile()
		require.NoError(t, err)
		got := policy.Evaluate(from(p))
		if got.Outcome != Allowed || got.Grants != want {
			t.Errorf("an Allow that names %q comes to %v by %v, want allowed by %v", name, got.Outcome, got.Grants, want)
		}
		other := policy.Evaluate(from(MustParsePrincipal("arn:aws:iam::999999999999:user/nobody")))
		if other.Outcome == Allowed && p.Account() != "999999999999" {
			t.Errorf("an Allow that names %q allows somebody else", name)
		}
	})
}
