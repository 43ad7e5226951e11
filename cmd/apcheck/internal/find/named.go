package find

import (
	"slices"
	"strings"
)

// nameProperty returns the property with the name of what a resource makes, for the
// types whose Ref is that name.
func nameProperty(resource *Node) string {
	switch typeText(resource) {
	case bucketType:
		return "BucketName"
	case accessPointType:
		return "Name"
	case "AWS::IAM::Role":
		return "RoleName"
	case "AWS::IAM::User":
		return "UserName"
	case "AWS::Lambda::Function", "AWS::Serverless::Function":
		return "FunctionName"
	}
	return ""
}

// nameAt returns the name of a resource at a reference to it, and notes what of it is
// not known.
func (t *template) nameAt(id string, at *Node) *Node {
	name := t.nameOf(id).movedTo(at.Offset)
	for _, h := range name.holes {
		t.say(at.Offset, h.why)
	}
	return name
}

// nameOf returns the name of a resource, which is asked for often. While it is looked
// for it is not known, should it lead to itself.
func (t *template) nameOf(id string) *Node {
	if name := t.names[id]; name != nil {
		return name
	}
	resource := t.resource(id)
	unknown := func(why string) *Node {
		text := nameLike(id)
		return &Node{Kind: String, Offset: resource.Offset, Text: text, holes: []hole{{0, len(text), why, true}}}
	}
	t.names[id] = unknown("the name of `" + id + "` refers to itself")
	name := t.silently(resource.member("Properties").member(nameProperty(resource)))
	if !name.isScalar() || name.Text == "" {
		name = unknown("the name of `" + id + "` is made with the stack")
	}
	name = name.asName()
	t.names[id] = name
	return name
}

// asName returns a value whose open pieces are pieces of a name.
func (n *Node) asName() *Node {
	named := *n
	named.holes = slices.Clone(n.holes)
	for i := range named.holes {
		named.holes[i].name = true
	}
	return &named
}

// isName reports whether what a name in the template stands for can only be a name: that
// of the stack, its account or region, or a parameter that is given as one to a bucket or
// access point.
func (t *template) isName(name string) bool {
	switch name {
	case "AWS::AccountId", "AWS::Region", "AWS::StackName":
		return true
	}
	if t.givenAsName == nil {
		t.givenAsName = map[string]bool{}
		t.eachNameGiven(func(parameter string) { t.givenAsName[parameter] = true })
	}
	return t.givenAsName[name]
}

// eachNameGiven calls a function for what names of buckets and access points refer to.
func (t *template) eachNameGiven(see func(string)) {
	if t.resources == nil {
		return
	}
	for _, m := range t.resources.Members {
		properties := m.Value.member("Properties")
		var names []string
		switch typeText(m.Value) {
		case bucketType:
			names = []string{"BucketName"}
		case bucketPolicyType:
			names = []string{"Bucket"}
		case accessPointType:
			names = []string{"Bucket", "Name"}
		}
		for _, name := range names {
			if call, arg := function(properties.member(name)); call == "Ref" && t.parameters.member(arg.Text) != nil {
				see(arg.Text)
			}
		}
	}
}

// silently resolves a value that is no part of a policy, of which nothing is said.
func (t *template) silently(n *Node) *Node {
	quiet := t.quiet
	t.quiet = true
	v := t.resolve(n)
	t.quiet = quiet
	return v
}

// nameLike returns a name that a bucket or access point may have from a logical id.
func nameLike(id string) string {
	name := strings.ToLower(id)
	if len(name) > 40 {
		name = name[:40]
	}
	return "stack-" + strings.Trim(strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return '-'
	}, name), "-") + "-0example"
}

// getAtt resolves Fn::GetAtt: a resource and an attribute, in a list or with a dot
// between them.
func (t *template) getAtt(arg, at *Node) *Node {
	var id, attribute string
	switch {
	case arg.isScalar():
		id, attribute, _ = strings.Cut(arg.Text, ".")
	case len(arg.Items) == 2 && arg.Items[0].isScalar() && arg.Items[1].isScalar():
		id, attribute = arg.Items[0].Text, arg.Items[1].Text
	default:
		return t.malformed("Fn::GetAtt", at)
	}
	resource := t.resource(id)
	switch {
	case resource == nil:
		return t.open(at, id+attribute, "`"+id+"` is no resource of this template")
	case resource.typeIs(bucketType) && attribute == "Arn":
		return t.made(at, "arn:", t.pseudoText("AWS::Partition", at), ":s3:::", t.nameAt(id, at))
	case resource.typeIs(accessPointType) && attribute == "Name":
		return t.nameAt(id, at)
	case resource.typeIs(accessPointType) && attribute == "Arn":
		return t.made(at, "arn:", t.pseudoText("AWS::Partition", at), ":s3:", t.pseudoText("AWS::Region", at), ":",
			t.pseudoText("AWS::AccountId", at), ":accesspoint/", t.nameAt(id, at))
	case resource.typeIs(accessPointType) && attribute == "NetworkOrigin":
		if origin, _ := t.origin(resource.member("Properties")); origin != "" {
			return &Node{Kind: String, Offset: at.Offset, Text: origin}
		}
	case strings.HasSuffix(attribute, "Arn") && strings.HasPrefix(typeText(resource), "AWS::IAM::"):
		return t.made(at, "arn:", t.pseudoText("AWS::Partition", at), ":iam::", t.pseudoText("AWS::AccountId", at), ":",
			strings.ToLower(typeWord(resource)), "/", t.ref(id, at))
	}
	return t.open(at, id+typeWord(resource)+attribute, "`"+id+"."+attribute+"` is made with the stack")
}

func typeText(resource *Node) string {
	if t := resource.member("Type"); t != nil {
		return t.Text
	}
	return ""
}

// pseudoText returns the value of a pseudo parameter that has one always.
func (t *template) pseudoText(name string, at *Node) *Node {
	v, _ := t.pseudo(name, at)
	return v
}

// made returns a text of strings and nodes, all of which stands at a reference.
func (t *template) made(at *Node, pieces ...any) *Node {
	var j joint
	for _, piece := range pieces {
		switch piece := piece.(type) {
		case string:
			j.fixed(piece, at.Offset)
		case *Node:
			j.add(piece.movedTo(at.Offset))
		}
	}
	return j.node(at.Offset)
}
