package find

import "sort"

// A joint is a text that is put together of pieces, which keeps where they stand.
type joint struct {
	text  []byte
	marks []Mark
	holes []hole
}

// add appends the text of a scalar.
func (j *joint) add(n *Node) {
	if n.open != "" {
		n = n.fitted(string(j.text))
	}
	for _, h := range n.holes {
		j.holes = append(j.holes, hole{len(j.text) + h.begin, len(j.text) + h.end, h.why, h.name})
	}
	if len(n.Marks) == 0 {
		j.fixed(n.Text, n.Offset)
		return
	}
	j.slice(n, 0, len(n.Text))
}

// slice appends a piece of the text of a scalar that has no holes.
func (j *joint) slice(n *Node, begin, end int) {
	if begin == end {
		return
	}
	if len(n.Marks) == 0 {
		j.fixed(n.Text[begin:end], n.Offset)
		return
	}
	i := sort.Search(len(n.Marks), func(i int) bool { return n.Marks[i].Text > begin }) - 1
	for i = max(i, 0); i < len(n.Marks) && n.Marks[i].Text < end; i++ {
		m := n.Marks[i]
		if m.Text < begin {
			if m.Same {
				m.File += begin - m.Text
			}
			m.Text = begin
		}
		j.marks = append(j.marks, Mark{len(j.text) + m.Text - begin, m.File, m.Same})
	}
	j.text = append(j.text, n.Text[begin:end]...)
}

// fixed appends a text that stands in the file in another form.
func (j *joint) fixed(s string, file int) {
	j.marks = append(j.marks, Mark{len(j.text), file, false})
	j.text = append(j.text, s...)
}

// node returns the text as a scalar that begins at an offset.
func (j *joint) node(offset int) *Node {
	return &Node{Kind: String, Offset: offset, Text: string(j.text), Marks: j.marks, holes: j.holes}
}

// isScalar reports whether n has a text of its own.
func (n *Node) isScalar() bool { return n != nil && n.Kind != Object && n.Kind != Array }

// movedTo returns a value as it stands at a reference to it.
func (n *Node) movedTo(offset int) *Node {
	moved := *n
	moved.Offset, moved.Marks, moved.Tag = offset, nil, ""
	if n.Kind == Array {
		moved.Items = make([]*Node, len(n.Items))
		for i, item := range n.Items {
			moved.Items[i] = item.movedTo(offset)
		}
	}
	return &moved
}
