package find

// A truth is what a condition of a template comes to.
type truth uint8

const (
	undecided truth = iota
	holds
	fails
)

func truthOf(b bool) truth {
	if b {
		return holds
	}
	return fails
}

func (a truth) not() truth {
	switch a {
	case holds:
		return fails
	case fails:
		return holds
	}
	return undecided
}

// conditionNamed decides a condition by the defaults of the parameters.
func (t *template) conditionNamed(name string) truth {
	c := t.conditions.member(name)
	if c == nil {
		return undecided
	}
	return t.condition(c)
}

// condition decides a condition.
//
// CloudFormation Template Reference, "Condition functions".
func (t *template) condition(n *Node) truth {
	t.steps++
	if t.steps > maxSteps || t.depth >= maxDepth {
		return undecided
	}
	t.depth++
	defer func() { t.depth-- }()
	name, arg := function(n)
	if name == "" && n.Kind == Object && len(n.Members) == 1 && n.Members[0].Key == "Condition" {
		name, arg = "Condition", n.Members[0].Value
	}
	switch name {
	case "Condition":
		return t.conditionNamed(arg.Text)
	case "Fn::Equals":
		return t.equal(arg)
	case "Fn::Not":
		if len(arg.Items) == 1 {
			return t.condition(arg.Items[0]).not()
		}
	case "Fn::And":
		return t.all(arg.Items, holds)
	case "Fn::Or":
		return t.all(arg.Items, fails)
	}
	return undecided
}

// all decides conditions of which one that does not come to what is wanted decides:
// with holds that is Fn::And, and with fails Fn::Or.
func (t *template) all(list []*Node, want truth) truth {
	result := want
	for _, n := range list {
		switch got := t.condition(n); got {
		case want:
		case undecided:
			result = undecided
		default:
			return got
		}
	}
	return result
}

// equal decides Fn::Equals. A parameter whose default is empty is equal to nothing
// here, which is how templates ask whether it was given.
func (t *template) equal(arg *Node) truth {
	if len(arg.Items) != 2 {
		return undecided
	}
	var texts [2]string
	for i, n := range arg.Items {
		text, ok := t.compared(n)
		if !ok {
			return undecided
		}
		texts[i] = text
	}
	return truthOf(texts[0] == texts[1])
}

// compared returns a side of Fn::Equals.
func (t *template) compared(n *Node) (string, bool) {
	if name, arg := function(n); name == "Ref" {
		if d := t.parameters.member(arg.Text).member("Default"); d.isScalar() && d.Text == "" {
			return "", true
		}
	}
	v := t.silently(n)
	if !v.isScalar() || len(v.holes) > 0 {
		return "", false
	}
	return v.Text, true
}
