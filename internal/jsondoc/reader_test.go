package jsondoc

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// walk reads whatever there is as nodes, with their places in Parent and Next.
func walk(r *Reader, depth int, nodes []Node) []Node {
	k := r.Next()
	n := Node{Kind: k, Offset: r.Offset()}
	n.Parent, n.Next = r.Place()
	if k != Object && k != Array {
		n.Text = r.Scalar(k)
		return append(nodes, n)
	}
	nodes = append(nodes, n)
	if depth == 0 {
		r.Fail()
	}
	for more := r.Open(k); more; more = r.More(k) {
		var name string
		at := 0
		if k == Object {
			name, at = r.Name()
		}
		first := len(nodes)
		nodes = walk(r, depth-1, nodes)
		nodes[first].Key, nodes[first].KeyOffset = name, at
	}
	return nodes
}

// What a Reader takes is what Parse takes, and it says the same of it.
func checkReader(t *testing.T, src string) (taken bool) {
	t.Helper()
	const depth = 20
	r := NewReader([]byte(src), 1<<20)
	nodes := walk(&r, depth, nil)
	if !r.End() {
		r.Fail()
		require.False(t, r.Open(Object) || r.More(Array), "a reader that has failed ends every loop")
		return false
	}
	doc, fault := Parse([]byte(src), Limits{Size: 1 << 20, Depth: depth + 1})
	require.Nil(t, fault)
	lines := NewLines(src)
	for i := range doc.Nodes {
		n := &doc.Nodes[i]
		n.Parent, n.Next = lines.At(n.Offset)
		n.Child, n.Place, n.Twice = 0, 0, false
	}
	for _, f := range doc.Faults {
		require.ErrorIs(t, f.Err, ErrDuplicate, "no other faults are left to the caller")
	}
	if diff := cmp.Diff(doc.Nodes, nodes); diff != "" {
		t.Errorf("%q (-tree +reader):\n%s", src, diff)
	}
	return true
}

func TestReaderReadsWhatATreeHas(t *testing.T) {
	for _, src := range []string{
		`{}`, `[]`, ` [ ] `, `{"a":1}`, `{ "a" : [ 1 , -2.5e+3 , "x" , true , false , null , { } ] , "b" : { "c" : "" } }`,
		"\r\n\t[\n\n\"é\",  \"ü\" ,\n \"€😀\", 1]\n", `["\u00e9\"\\\/\b\f\n\r\t\ud83d\ude00"]`, `"alone"`, `0`, `{"a":1,"a":2}`,
	} {
		require.True(t, checkReader(t, src), src)
	}
	for _, name := range []string{"w1.ap", "w1.bucket", "w2.bucket", "w3.bucket"} {
		src, err := os.ReadFile("../../testdata/workloads/" + name + ".json")
		require.NoError(t, err)
		require.True(t, checkReader(t, string(src)), name)
	}
}

func TestReaderFailsAtWhatIsWrong(t *testing.T) {
	for _, src := range []string{
		``, ` `, `{`, `[`, `}`, `[1`, `[1,`, `[1,]`, `[,1]`, `{,}`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{"a" 1}`, `{"a":1]`, `[1}`, `[1 2]`, `{}{}`, `{} x`,
		`{a:1}`, `["`, `["a`, `["\`, `{"\`, `["\u12"]`, `["\x"]`, "[\"\n\"]", "[\"\x00\"]", `["\u0000"]`, `["\ud83d"]`, `{"\u0061":1}`, "[\"\xff\"]", "\ufeff{}", "[1]\x00",
		`[01]`, `[1.]`, `[.5]`, `[1e]`, `[+1]`, `[-]`, `[tru]`, `[truee]`, `[nul]`, `[NaN]`, "\v[]", "[\f1]", "[\x01]",
	} {
		require.False(t, checkReader(t, src), src)
	}
}

func FuzzReader(f *testing.F) {
	for _, src := range []string{`{"a":[1,{"b":"c"}],"d":""}`, "[\"é\",\n\"\\u00e9\"]", `[1,]`, `{"a":1,"a":2}`, ` [ -1.5e3 , null ] `} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) { checkReader(t, src) })
}
