package jsondoc

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// misplaced tells of the first node whose offset is not where its text stands.
// The judge is encoding/json, which reads one value from the offset on.
func misplaced(src string, d *Document) error {
	for n := range d.Nodes {
		node := &d.Nodes[n]
		text, err := valueAt(src, node.Offset)
		if err != nil {
			return fmt.Errorf("node %s begins at %q: %w", d.Pointer(n), src[node.Offset:], err)
		}
		if node.Kind == String {
			err = sameString(text, node.Text)
		} else if node.Text != "" && node.Text != text {
			err = fmt.Errorf("text %q, want %q", node.Text, text)
		}
		if err == nil && !strings.HasPrefix(text, firstOf[node.Kind]) {
			err = fmt.Errorf("%v stands at %q", node.Kind, text)
		}
		if err == nil && n > 0 && d.Nodes[node.Parent].Kind == Object {
			err = keyMisplaced(src, node)
		}
		if err != nil {
			return fmt.Errorf("node %s: %w", d.Pointer(n), err)
		}
	}
	return nil
}

// firstOf has how a value of a kind begins, where that is one way.
var firstOf = map[Kind]string{Null: "null", String: `"`, Array: "[", Object: "{"}

func keyMisplaced(src string, node *Node) error {
	key, err := valueAt(src, node.KeyOffset)
	if err != nil {
		return err
	}
	return sameString(key, node.Key)
}

// valueAt returns the text of the one value that begins at offset.
func valueAt(src string, offset int) (string, error) {
	if strings.ContainsAny(src[offset:offset+1], " \t\r\n") {
		return "", fmt.Errorf("a blank stands at %d", offset)
	}
	var raw json.RawMessage
	err := json.NewDecoder(strings.NewReader(src[offset:])).Decode(&raw)
	return string(raw), err
}

func sameString(raw, want string) error {
	var s string
	if err := json.Unmarshal([]byte(raw), &s); err != nil {
		return err
	}
	if s != want {
		return fmt.Errorf("text %q, want %q", want, s)
	}
	return nil
}

func TestOffsetsAreWhereTheTextStands(t *testing.T) {
	for name, src := range map[string]string{
		"a policy":                ` {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:Get*"]}]} `,
		"blanks everywhere":       " \t\r\n{ \"a\" : [ 1 , { } , [ ] ] , \"b\"\n:\nnull } \n",
		"no blanks at all":        `{"a":[1,{},[]],"b":null,"c":{"d":true,"e":false}}`,
		"letters of the world":    `{"é":"😀","😀":["é",{"é":"x"}]}`,
		"escapes":                 `{"\u00e9":"\ud83d\ude00","\"":["\\","\"",{"\\\"":"x"}]}`,
		"names that stand twice":  `{"a":1,"a":[2,{"a":3,"a":4}]}`,
		"brackets in strings":     `{"{[":"]}",",:":["[",{",":":"}]}`,
		"arrays in arrays":        `[[[1],[2]],[[3]],[]]`,
		"a string by itself":      "\n \"a\" ",
		"a number by itself":      " -1.5e3 ",
		"the first item is at 1":  `[{"a":[{"b":[{"c":0}]}]}]`,
		"an object of one member": `{"a":{"b":{"c":{"d":0}}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			doc, fault := Parse([]byte(src), roomy)
			require.Nil(t, fault)
			require.NoError(t, misplaced(src, doc))

			tree, fault := ParseTree([]byte(src), roomy)
			require.Nil(t, fault)
			pointers := NewPointers(tree)
			for n := range tree.Len() {
				text, err := valueAt(src, tree.Offset(n))
				require.NoError(t, err)
				require.Equal(t, text, src[tree.Offset(n):tree.End(n)], "what stands at %s", doc.Pointer(n))
				require.Equal(t, doc.Nodes[n].Parent, tree.Parent(n), "parent of %s", doc.Pointer(n))
				require.Equal(t, doc.Pointer(n), tree.Pointer(n), "pointer")
				require.Equal(t, doc.Pointer(n), pointers.At(n), "pointer of many")
			}
		})
	}
}

// The judge itself must see when an offset is off by one.
func TestMisplacedComplains(t *testing.T) {
	src := `{"aa": [11, "bb"]}`
	for n := 1; n < 4; n++ {
		doc, fault := Parse([]byte(src), roomy)
		require.Nil(t, fault)
		doc.Nodes[n].Offset++
		require.Error(t, misplaced(src, doc))
	}
	doc, fault := Parse([]byte(src), roomy)
	require.Nil(t, fault)
	doc.Nodes[1].KeyOffset++
	require.Error(t, misplaced(src, doc))
}
