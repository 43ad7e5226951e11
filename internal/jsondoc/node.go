package jsondoc

// A Kind is the JSON type of a value.
type Kind uint8

const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String returns the type with its article, for messages.
func (k Kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an array", "an object"}[k]
}

// A Node is a value. Nodes lie in one slice, each before its children, and link
// to each other by index; index 0 is the root, which is no one's child or
// sibling, so 0 stands for none.
type Node struct {
	Kind   Kind
	Offset int // where the value begins
	// Text is the value of a string, and any other scalar as it is written.
	Text string
	// Key is the name of a member of an object; Place counts the items of an
	// array from 0.
	Key       string
	KeyOffset int
	Twice     bool // an earlier member of the object has the same name
	Place     int

	Parent, Child, Next int
}

// A Document is a parsed text.
type Document struct {
	Nodes  []Node
	Faults []Fault // of strings and members; others leave no Document
}

// Children iterates over the members or items of node n, in order.
func (d *Document) Children(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for c := d.Nodes[n].Child; c != 0 && yield(c); c = d.Nodes[c].Next {
		}
	}
}

// Pointer returns the place of node n as an RFC 6901 JSON Pointer.
func (d *Document) Pointer(n int) string {
	if n == 0 {
		return ""
	}
	node := &d.Nodes[n]
	parent := d.Pointer(node.Parent)
	if d.Nodes[node.Parent].Kind == Array {
		return PointerItem(parent, node.Place)
	}
	return PointerMember(parent, node.Key)
}
