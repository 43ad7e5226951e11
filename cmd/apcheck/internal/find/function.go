package find

import (
	"slices"
	"strconv"
	"strings"
)

// sub resolves Fn::Sub: a text, or a text and variables for it.
func (t *template) sub(arg, at *Node) *Node {
	text, variables := arg, (*Node)(nil)
	if arg.Kind == Array && len(arg.Items) == 2 {
		text, variables = arg.Items[0], arg.Items[1]
	}
	if text.Kind != String {
		return t.malformed("Fn::Sub", at)
	}
	var j joint
	rest := 0
	for len(j.text) < maxText {
		begin := strings.Index(text.Text[rest:], "${")
		if begin < 0 {
			break
		}
		begin += rest
		length := strings.IndexByte(text.Text[begin:], '}')
		if length < 0 {
			break
		}
		end := begin + length + 1
		j.slice(text, rest, begin)
		rest = end
		name := text.Text[begin+2 : end-1]
		if strings.HasPrefix(name, "!") {
			j.slice(text, begin, begin+2)
			j.slice(text, begin+3, end)
			continue
		}
		t.variable(&j, text, begin, end, variables)
	}
	j.slice(text, rest, len(text.Text))
	return t.joined(&j, at)
}

// variable appends what stands for a variable of Fn::Sub.
func (t *template) variable(j *joint, text *Node, begin, end int, variables *Node) {
	name := strings.TrimSpace(text.Text[begin+2 : end-1])
	here := &Node{Kind: String, Offset: text.placeOf(begin)}
	var v *Node
	switch {
	case variables.member(name) != nil:
		v = t.resolve(variables.member(name))
	case strings.Contains(name, ":") && !strings.HasPrefix(name, "AWS::"):
		t.say(here.Offset, "`${"+name+"}` is a policy variable, which Fn::Sub takes for one of its own; write `${!"+name+"}`")
		j.slice(text, begin, end)
		return
	case strings.Contains(name, ".") && t.parameters.member(name) == nil:
		v = t.getAtt(&Node{Kind: String, Text: name, Offset: here.Offset}, here)
	default:
		t.steps++
		v = t.ref(name, here)
	}
	if !v.isScalar() {
		v = t.open(here, name, "`${"+name+"}` is no text")
	}
	j.add(v.movedTo(here.Offset))
}

// placeOf returns where in the file an offset of the text of n stands.
func (n *Node) placeOf(offset int) int {
	if len(n.Marks) == 0 {
		return n.Offset
	}
	return place(n.Marks, offset)
}

// joined returns a text that was put together.
func (t *template) joined(j *joint, at *Node) *Node {
	if len(j.text) >= maxText {
		t.steps = maxSteps + 1
		return &Node{Kind: String, Offset: at.Offset}
	}
	return j.node(at.Offset)
}

// malformed stands for the value of a function that has not the arguments it takes.
func (t *template) malformed(name string, at *Node) *Node {
	return t.open(at, "value", name+" has other arguments than it takes")
}

// join resolves Fn::Join: a delimiter, and a list.
func (t *template) join(arg, at *Node) *Node {
	if arg.Kind != Array || len(arg.Items) != 2 || !arg.Items[0].isScalar() {
		return t.malformed("Fn::Join", at)
	}
	delimiter, list := arg.Items[0], t.resolve(arg.Items[1])
	if list.isScalar() && len(list.holes) > 0 {
		return list
	}
	if list == nil || list.Kind != Array {
		return t.malformed("Fn::Join", at)
	}
	var j joint
	for i, item := range list.Items {
		if i > 0 {
			j.add(delimiter)
		}
		if !item.isScalar() {
			return t.malformed("Fn::Join", at)
		}
		if j.add(item); len(j.text) >= maxText {
			break
		}
	}
	return t.joined(&j, at)
}

// split resolves Fn::Split: a delimiter, and a text.
func (t *template) split(arg, at *Node) *Node {
	if arg.Kind != Array || len(arg.Items) != 2 || !arg.Items[0].isScalar() || arg.Items[0].Text == "" {
		return t.malformed("Fn::Split", at)
	}
	text := t.resolve(arg.Items[1])
	switch {
	case !text.isScalar():
		return t.malformed("Fn::Split", at)
	case len(text.holes) > 0:
		return text
	}
	list := &Node{Kind: Array, Offset: at.Offset}
	begin := 0
	for _, piece := range strings.Split(text.Text, arg.Items[0].Text) {
		var j joint
		j.slice(text, begin, begin+len(piece))
		list.Items = append(list.Items, j.node(text.placeOf(begin)))
		begin += len(piece) + len(arg.Items[0].Text)
	}
	t.steps += len(list.Items)
	return list
}

// pick resolves Fn::Select: an index, and a list.
func (t *template) pick(arg, at *Node) *Node {
	if arg.Kind != Array || len(arg.Items) != 2 {
		return t.malformed("Fn::Select", at)
	}
	index, list := t.resolve(arg.Items[0]), t.resolve(arg.Items[1])
	if list.isScalar() && len(list.holes) > 0 {
		return list
	}
	if !index.isScalar() || list == nil {
		return t.malformed("Fn::Select", at)
	}
	i, err := strconv.Atoi(index.Text)
	if err != nil || i < 0 || i >= len(list.Items) {
		return t.malformed("Fn::Select", at)
	}
	return list.Items[i]
}

// choose resolves Fn::If: a condition, and what holds if it does and if not.
func (t *template) choose(arg, at *Node) *Node {
	if arg.Kind != Array || len(arg.Items) != 3 || arg.Items[0].Kind != String {
		return t.malformed("Fn::If", at)
	}
	name, yes, no := arg.Items[0].Text, arg.Items[1], arg.Items[2]
	switch t.conditionNamed(name) {
	case holds:
		return t.resolve(yes)
	case fails:
		return t.resolve(no)
	}
	t.say(at.Offset, "condition `"+name+"` is not known before the stack is made; looked at is what holds if it does")
	if v := t.resolve(yes); v != nil {
		return v
	}
	return t.resolve(no)
}

// findInMap resolves Fn::FindInMap: a mapping, and two keys. If a key is not known,
// the first value that may be meant stands for it.
func (t *template) findInMap(arg, at *Node) *Node {
	if arg.Kind != Array || len(arg.Items) < 3 {
		return t.malformed("Fn::FindInMap", at)
	}
	var keys [3]*Node
	for i := range keys {
		if keys[i] = t.resolve(arg.Items[i]); !keys[i].isScalar() {
			return t.malformed("Fn::FindInMap", at)
		}
	}
	holed := slices.ContainsFunc(keys[:], func(k *Node) bool { return len(k.holes) > 0 })
	mapping := t.mappings.member(keys[0].Text)
	if !holed {
		if v := mapping.member(keys[1].Text).member(keys[2].Text); v != nil {
			return v.movedTo(at.Offset)
		}
		if len(arg.Items) == 4 && arg.Items[3].member("DefaultValue") != nil {
			return t.resolve(arg.Items[3].member("DefaultValue"))
		}
		return t.open(at, keys[2].Text, "mapping `"+keys[0].Text+"` has no `"+keys[1].Text+"` with `"+keys[2].Text+"`")
	}
	why := "which value of mapping `" + keys[0].Text + "` is meant is not known before the stack is made"
	if mapping != nil && len(mapping.Members) > 0 {
		if v := mapping.Members[0].Value.member(keys[2].Text); v.isScalar() && v.Text != "" {
			return t.like(at, keys[2].Text, v.Text, why)
		}
	}
	return t.open(at, keys[2].Text, why)
}
