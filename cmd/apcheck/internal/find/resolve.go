package find

import "strings"

// maxSteps bounds how many values the functions and aliases of one template may lead
// to, where each bytesPerStep of a text count for one more, and maxText how long one
// text may get.
const (
	maxSteps     = 1 << 19
	bytesPerStep = 64
	maxText      = 1 << 20
)

// function returns the function that a value is a call of, and its argument; no name
// if it is none.
//
// CloudFormation Template Reference, "Intrinsic function reference".
func function(n *Node) (name string, arg *Node) {
	if n == nil {
		return "", nil
	}
	if short, ok := strings.CutPrefix(n.Tag, "!"); ok {
		plain := *n
		plain.Tag = ""
		if short == "Ref" || short == "Condition" {
			return short, &plain
		}
		return "Fn::" + short, &plain
	}
	if n.Kind == Object && len(n.Members) == 1 {
		if key := n.Members[0].Key; key == "Ref" || strings.HasPrefix(key, "Fn::") {
			return key, n.Members[0].Value
		}
	}
	return "", nil
}

// resolve returns a value without functions, nil for one that is to be left out.
func (t *template) resolve(n *Node) *Node {
	if n == nil {
		return nil
	}
	t.steps++
	if t.steps > maxSteps || t.depth >= maxDepth {
		return t.open(n, "value", "functions are nested too deeply, or refer to each other in a circle")
	}
	t.depth++
	defer func() { t.depth-- }()
	if name, arg := function(n); name != "" {
		t.calls++
		v := t.call(name, arg, n)
		if v != nil {
			t.steps += len(v.Text) / bytesPerStep
		}
		return v
	}
	switch n.Kind {
	case Object:
		return t.object(n)
	case Array:
		list := &Node{Kind: Array, Offset: n.Offset}
		for _, item := range n.Items {
			if v := t.resolve(item); v != nil {
				list.Items = append(list.Items, v)
			}
		}
		return list
	}
	t.steps += len(n.Text) / bytesPerStep
	return n
}

func (t *template) object(n *Node) *Node {
	object := &Node{Kind: Object, Offset: n.Offset}
	for _, m := range n.Members {
		t.path = append(t.path, m.Key)
		v := t.resolve(m.Value)
		t.path = t.path[:len(t.path)-1]
		if v != nil {
			object.Members = append(object.Members, Member{m.Key, m.KeyOffset, v})
		}
	}
	return object
}

// open returns what stands for a value that the file leaves open, and notes why.
// Name is of what the value is.
func (t *template) open(at *Node, name, why string) *Node {
	t.say(at.Offset, why)
	text := standIn(name, t.key())
	return &Node{Kind: String, Offset: at.Offset, Text: text, open: name, holes: []hole{{0, len(text), why, t.isName(name)}}}
}

// like returns a value that is no more than an example of what the named one may be.
func (t *template) like(at *Node, name, example, why string) *Node {
	t.say(at.Offset, why)
	return &Node{Kind: String, Offset: at.Offset, Text: example, open: name, holes: []hole{{0, len(example), why, t.isName(name)}}}
}

// key returns the name of the member that is resolved.
func (t *template) key() string {
	if len(t.path) == 0 {
		return ""
	}
	return t.path[len(t.path)-1]
}

// call resolves a function.
func (t *template) call(name string, arg, at *Node) *Node {
	switch name {
	case "Ref":
		return t.ref(arg.Text, at)
	case "Fn::GetAtt":
		return t.getAtt(arg, at)
	case "Fn::Sub":
		return t.sub(arg, at)
	case "Fn::Join":
		return t.join(arg, at)
	case "Fn::Split":
		return t.split(arg, at)
	case "Fn::Select":
		return t.pick(arg, at)
	case "Fn::If":
		return t.choose(arg, at)
	case "Fn::FindInMap":
		return t.findInMap(arg, at)
	case "Fn::ImportValue":
		export := "an export"
		if v := t.resolve(arg); v.isScalar() {
			export = "the export `" + v.Text + "`"
		}
		return t.open(at, "Import"+lastWord(arg), export+" of another stack is not in this file")
	}
	return t.open(at, strings.TrimPrefix(name, "Fn::"), "the value of "+name+" is not known before the stack is made")
}

// lastWord returns the end of a literal, which tells what it is of.
func lastWord(n *Node) string {
	if !n.isScalar() {
		return ""
	}
	return n.Text[strings.LastIndexAny(n.Text, ":-")+1:]
}

// ref resolves the name of a parameter, pseudo parameter or resource.
func (t *template) ref(name string, at *Node) *Node {
	if v, ok := t.pseudo(name, at); ok {
		return v
	}
	if p := t.parameters.member(name); p != nil {
		return t.parameter(name, p, at)
	}
	resource := t.resource(name)
	switch {
	case resource == nil:
		return t.open(at, name, "`"+name+"` is no parameter or resource of this template")
	case nameProperty(resource) != "":
		return t.nameAt(name, at)
	}
	return t.open(at, name+typeWord(resource), "the id of `"+name+"` is made with the stack")
}

// typeWord returns the last word of a resource's type.
func typeWord(resource *Node) string {
	t := resource.member("Type")
	if t == nil {
		return ""
	}
	return t.Text[strings.LastIndexByte(t.Text, ':')+1:]
}

// pseudo resolves a pseudo parameter.
//
// CloudFormation Template Reference, "Pseudo parameters reference".
func (t *template) pseudo(name string, at *Node) (*Node, bool) {
	given := ""
	switch name {
	case "AWS::NoValue":
		return nil, true
	case "AWS::Partition":
		if given = t.opt.Partition; given == "" {
			given = "aws"
		}
	case "AWS::AccountId":
		given = t.opt.Account
	case "AWS::Region":
		given = t.opt.Region
	case "AWS::URLSuffix":
		given = "amazonaws.com"
	default:
		if !strings.HasPrefix(name, "AWS::") {
			return nil, false
		}
	}
	if given != "" {
		return &Node{Kind: String, Offset: at.Offset, Text: given}, true
	}
	return t.open(at, name, name+" is not known before the stack is made"), true
}

// parameter resolves a parameter by its default.
func (t *template) parameter(name string, p, at *Node) *Node {
	kind := p.member("Type")
	standard := p.member("Default")
	switch {
	case kind != nil && strings.HasPrefix(kind.Text, "AWS::SSM::"):
		return t.open(at, name, "parameter `"+name+"` is read from Systems Manager when the stack is made")
	case standard.isScalar() && standard.Text != "" && standard.Kind != Null:
		if kind != nil && (strings.HasPrefix(kind.Text, "List<") || kind.Text == "CommaDelimitedList") {
			return listOf(strings.Split(standard.Text, ","), at.Offset)
		}
		return &Node{Kind: String, Offset: at.Offset, Text: standard.Text}
	}
	if allowed := p.member("AllowedValues"); allowed != nil && len(allowed.Items) > 0 && allowed.Items[0].isScalar() {
		return t.like(at, name, allowed.Items[0].Text, "parameter `"+name+"` has no default; looked at is the first value that it may have")
	}
	what := name
	if kind != nil && strings.HasPrefix(kind.Text, "AWS::") {
		what += kind.Text // such as AWS::EC2::VPC::Id
	}
	return t.open(at, what, "parameter `"+name+"` has no default")
}

// listOf returns the strings of a list that is one text.
func listOf(items []string, offset int) *Node {
	list := &Node{Kind: Array, Offset: offset}
	for _, item := range items {
		list.Items = append(list.Items, &Node{Kind: String, Offset: offset, Text: strings.TrimSpace(item)})
	}
	return list
}
