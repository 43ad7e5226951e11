package condition

import "testing"

// A decision asks many tests for each request.
func TestHoldsDoesNotAllocate(t *testing.T) {
	overlay := []Attr{String(PrincipalARN, "arn:aws:iam::123456789012:role/app"), String("x:y", "203.0.113.1")}
	under := []Attr{String(S3ResourceAccount, "123456789012")}
	for op, v := range samples {
		for form := range answers {
			name := formOf(form, op)
			test := newTest(t, name, "X:y", v.policy)
			for situation, attr := range map[string]Attr{
				"a value that matches": String("x:y", v.hit),
				"one that does not":    String("x:y", v.miss),
				"several":              Strings("x:y", v.hit, v.miss),
				"none":                 Strings("x:y"),
				"doubt":                Unrecorded("x:y"),
			} {
				checkNoAllocs(t, name+" with "+situation, &test, NewContext(attr, String("a:a", ""), String("z:z", "")))
			}
			checkNoAllocs(t, name+" with an overlay", &test, NewContext(String("x:y", v.hit)).Overlay(overlay, under))
		}
	}
}

// Whoever sends requests must not be able to make them costly. Only netip makes
// an error of what is no address.
func TestHoldsDoesNotAllocateForWhatCannotBeRead(t *testing.T) {
	for op, v := range samples {
		test := newTest(t, op, "x:y", v.policy)
		if test.Operator().IsIPAddress() {
			continue
		}
		for _, value := range []string{"", "\xff${", "over", "1e5", "1ex", "9999999999999999999999", "2020-99-99T99:99:99Z", "QQ", "QUJ\n", "arn:", "${x:y}"} {
			checkNoAllocs(t, op+" with "+value, &test, NewContext(String("x:y", value)))
		}
	}
}

func TestHoldsWithVariablesDoesNotAllocate(t *testing.T) {
	overlay := []Attr{String(Username, "jane"), String(PrincipalAccount, "123456789012")}
	ctx := NewContext(String("x:y", "home/jane/a"), Strings("x:many", "a", "b"), String("x:arn", "arn:aws:iam::123456789012:user/jane"))
	for name, condition := range map[string]string{
		"a name":               "StringLike x:y = home/${aws:username}/*",
		"a default":            "StringLike x:y = home/${x:none, 'jane'}/*",
		"a missing value":      "StringNotLike x:y = ${x:none} | a",
		"a value in doubt":     "StringEquals x:y = ${x:many}",
		"without case":         "StringEqualsIgnoreCase x:y = HOME/${aws:username}/A",
		"parts of an ARN":      "ArnLike x:arn = arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}",
		"eight variables":      "StringEquals x:y = ${x:1, 'h'}${x:2, 'o'}${x:3, 'm'}${x:4, 'e'}${x:5, '/'}${x:6, 'j'}${x:7, 'a'}${x:8, 'n'}e/a",
		"the key as its value": "ForAllValues:StringEquals x:many = ${x:y} | a | b",
	} {
		test := tests(t, condition)[0]
		checkNoAllocs(t, name, &test, ctx.Overlay(overlay, nil))
	}
}

func TestPatternMatchDoesNotAllocate(t *testing.T) {
	p, err := ParsePattern(Language2012, "b/${aws:username}/*")
	if err != nil {
		t.Fatal(err)
	}
	ctx := Context{}.Overlay([]Attr{String(Username, "jane")}, nil)
	var answer Truth
	if n := testing.AllocsPerRun(10, func() { answer = p.Match(ctx, "b/", "jane/a") }); n != 0 || answer != True {
		t.Errorf("Match is %v and allocates %v times", answer, n)
	}
}

// The keys that the evaluator asks for have constants; they are found for free.
func TestContextDoesNotAllocate(t *testing.T) {
	ctx := NewContext(String(SourceVPC, "vpc-1"), Strings(PrincipalOrgPaths, "a", "b"))
	overlay := []Attr{String(PrincipalARN, "arn:aws:iam::123456789012:role/app")}
	var has Truth
	var value string
	for name, call := range map[string]func(){
		"Has":     func() { has = ctx.Has(SourceVPC) },
		"Value":   func() { value, _ = ctx.Value(SourceVPC) },
		"Overlay": func() { value, _ = ctx.Overlay(overlay, nil).Value(PrincipalARN) },
		"String":  func() { a := String(SourceVPC, "vpc-1"); value = a.one },
	} {
		if n := testing.AllocsPerRun(10, call); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
	if has != True || value == "" {
		t.Errorf("the calls answered %v, %q", has, value)
	}
}

func checkNoAllocs(t *testing.T, name string, test *Test, ctx Context) {
	t.Helper()
	var answer Truth
	if n := testing.AllocsPerRun(10, func() { answer = test.Holds(ctx) }); n != 0 {
		t.Errorf("%s: Holds is %v and allocates %v times", name, answer, n)
	}
}
