package find

import (
	"slices"

	"github.com/s3ap/s3ap/internal/jsondoc"
)

// A Kind is the type of a Node, as JSON has them.
type Kind = jsondoc.Kind

// The kinds of nodes.
const (
	Null   = jsondoc.Null
	Bool   = jsondoc.Bool
	Number = jsondoc.Number
	String = jsondoc.String
	Array  = jsondoc.Array
	Object = jsondoc.Object
)

// A Node is a value of a file that has structure, read from JSON or YAML. An alias
// of YAML is the node of its anchor, so that a node may have more than one parent,
// but never itself below it.
type Node struct {
	Kind    Kind
	Tag     string // a tag of YAML that is not of the language, such as !Sub
	Offset  int    // where the value begins
	Text    string // the value of a String, and any other scalar as it is written
	Marks   []Mark // where the bytes of Text stand; if there are none, at Offset
	Members []Member
	Items   []*Node

	holes []hole           // pieces of Text that stand for what the file leaves open
	byKey map[string]*Node // the members, once they were asked for and are many
	open  string           // the name of what all of Text stands for, if it can take another form
}

// A Member is a member of an Object.
type Member struct {
	Key       string
	KeyOffset int
	Value     *Node
}

// A Mark says where a piece of a text stands in the file it comes from. It holds up
// to the next one.
type Mark struct {
	Text int  // where the piece begins in the text
	File int  // where that is in the file
	Same bool // whether the bytes that follow are the same in both
}

// place returns where in the file an offset of a text stands. Marks are in the order
// of the text.
func place(marks []Mark, offset int) int {
	i, ok := slices.BinarySearchFunc(marks, offset, func(m Mark, at int) int { return m.Text - at })
	if !ok {
		i--
	}
	switch {
	case i < 0:
		return 0
	case marks[i].Same:
		return marks[i].File + offset - marks[i].Text
	}
	return marks[i].File
}

// member returns the value of a member, nil if there is none. The last of a name
// counts, as in most readers.
func (n *Node) member(key string) *Node {
	const few = 16
	switch {
	case n == nil:
		return nil
	case len(n.Members) > few && n.byKey == nil:
		n.byKey = make(map[string]*Node, len(n.Members))
		for _, m := range n.Members {
			n.byKey[m.Key] = m.Value
		}
	}
	if n.byKey != nil {
		return n.byKey[key]
	}
	for _, m := range slices.Backward(n.Members) {
		if m.Key == key {
			return m.Value
		}
	}
	return nil
}
