package jsondoc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestParseFindsMembersThatStandTwice(t *testing.T) {
	twice := ErrDuplicate.Error()
	for name, tt := range map[string]struct {
		src  string
		want []string
	}{
		"no member stands twice":               {`{"a":1,"b":2}`, nil},
		"a member that stands twice":           {`{"a":1,"a":2}`, []string{`"a" of /a: ` + twice}},
		"once for each time after the first":   {`{"a":1,"a":2,"a":3}`, []string{`"a" of /a: ` + twice, `"a" of /a: ` + twice}},
		"others between do not hide it":        {`{"a":1,"b":2,"a":3}`, []string{`"a" of /a: ` + twice}},
		"case counts":                          {`{"a":1,"A":2}`, nil},
		"an escape is the letter":              {`{"a":1,"\u0061":2}`, []string{`"\u0061" of /a: ` + twice}},
		"composed letters are not taken apart": {`{"é":1,"e` + "\u0301" + `":2}`, nil},
		"a name without letters":               {`{"":1,"":2}`, []string{`"" of /: ` + twice}},
		"in an object in an object":            {`{"x":{"a":1,"a":2}}`, []string{`"a" of /x/a: ` + twice}},
		"in an object in an array":             {`[{"a":1},{"a":1,"a":2}]`, []string{`"a" of /1/a: ` + twice}},
		"in different objects it may stand":    {`[{"a":1},{"a":2}]`, nil},
		"in an object and one around it":       {`{"a":{"a":{"a":1}}}`, nil},
		"at two depths":                        {`{"a":{"b":1,"b":2},"a":3}`, []string{`"b" of /a/b: ` + twice, `"a" of /a: ` + twice}},
		"in the second of the two":             {`{"a":1,"a":{"b":1,"b":2}}`, []string{`"a" of /a: ` + twice, `"b" of /a/b: ` + twice}},
		"items of an array may be equal":       {`[1,1,"a","a"]`, nil},
		"values are no names":                  {`{"a":"b","b":"a"}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			doc, fault := Parse([]byte(tt.src), roomy)
			require.Nil(t, fault)
			if diff := cmp.Diff(tt.want, blamed(tt.src, doc)); diff != "" {
				t.Errorf("faults of %s (-want +got):\n%s", tt.src, diff)
			}
		})
	}
}

func TestParseFindsDuplicatesAtEveryDepth(t *testing.T) {
	for depth := range 16 {
		src := strings.Repeat(`{"x":[`, depth/2) + `{"a":0,"a":0}` + strings.Repeat(`]}`, depth/2)
		doc, fault := Parse([]byte(src), roomy)
		require.Nil(t, fault)
		want := []string{`"a" of ` + strings.Repeat("/x/0", depth/2) + "/a: " + ErrDuplicate.Error()}
		if diff := cmp.Diff(want, blamed(src, doc)); diff != "" {
			t.Errorf("faults of %s (-want +got):\n%s", src, diff)
		}
	}
}

// The set of names changes its nature as it grows; what it knew must not be
// lost, and many names must not take quadratic time.
func TestParseFindsEachOfTenThousandDuplicates(t *testing.T) {
	const names = 10_000
	var members []string
	for i := range 2 * names {
		members = append(members, fmt.Sprintf(`"%d":0`, i%names))
	}
	doc, fault := Parse([]byte("{"+strings.Join(members, ",")+"}"), roomy)
	require.Nil(t, fault)
	require.Len(t, doc.Faults, names)
	for i, f := range doc.Faults {
		if doc.Nodes[f.Node].Place != names+i || f.Err != ErrDuplicate {
			t.Fatalf("fault %d is %v at member %d, want %v at %d", i, f.Err, doc.Nodes[f.Node].Place, ErrDuplicate, names+i)
		}
	}
}

// Members are looked for in another way where there are many.
func TestNamesAreRememberedWhileAnObjectGrows(t *testing.T) {
	for n := range 40 {
		src := "{"
		for i := range n {
			src += fmt.Sprintf(`"%d":{"0":0},`, i)
		}
		for again := range n {
			doc, fault := Parse([]byte(src+fmt.Sprintf(`"%d":0,"x":0,"x":0}`, again)), roomy)
			require.Nil(t, fault)
			if len(doc.Faults) != 2 || doc.Faults[0].Err != ErrDuplicate || doc.Faults[1].Err != ErrDuplicate {
				t.Errorf("of %d names, %d again: %v", n, again, doc.Faults)
			}
		}
	}
}

func TestNodesAreLinkedToTheirNeighbours(t *testing.T) {
	doc, fault := Parse([]byte(`{"a":[1,{"b":null}],"c":{}}`), roomy)
	require.Nil(t, fault)
	var got []string
	for n, node := range doc.Nodes {
		got = append(got, fmt.Sprint(n, " parent ", node.Parent, " child ", node.Child, " next ", node.Next, " place ", node.Place))
	}
	want := []string{
		"0 parent 0 child 1 next 0 place 0", // the root
		"1 parent 0 child 2 next 5 place 0", // /a
		"2 parent 1 child 0 next 3 place 0", // /a/0
		"3 parent 1 child 4 next 0 place 1", // /a/1
		"4 parent 3 child 0 next 0 place 0", // /a/1/b
		"5 parent 0 child 0 next 0 place 1", // /c
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestChildrenCanBeLeftEarly(t *testing.T) {
	doc, fault := Parse([]byte(`[10,20,30]`), roomy)
	require.Nil(t, fault)
	var seen []string
	for c := range doc.Children(0) {
		seen = append(seen, doc.Nodes[c].Text)
		if doc.Nodes[c].Text == "20" {
			break
		}
	}
	if diff := cmp.Diff([]string{"10", "20"}, seen); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
