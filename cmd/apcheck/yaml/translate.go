package yaml

import (
	"encoding/json"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
)

// A translator makes nodes of find of those of the library. The depth of a document
// bounds it: an alias comes after the node that it stands for.
type translator struct {
	places *places
	done   map[*yaml.Node]*find.Node // nil while the node is being translated
	merged int
	err    error
}

// node translates a node, once.
func (t *translator) node(n *yaml.Node) *find.Node {
	at := t.places.at(n.Line, n.Column)
	if n.Kind == yaml.AliasNode {
		target := t.done[n.Alias]
		if target == nil {
			t.fail(at, "alias `*"+n.Value+"` stands for something that it is part of")
			return &find.Node{Kind: find.Null, Offset: at, Text: "null"}
		}
		return target
	}
	node := &find.Node{Offset: at}
	if strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!") && n.Tag != "!" {
		node.Tag = n.Tag
	}
	switch n.Kind {
	case yaml.MappingNode:
		node.Kind = find.Object
		t.members(n, node)
	case yaml.SequenceNode:
		node.Kind = find.Array
		for _, item := range n.Content {
			node.Items = append(node.Items, t.node(item))
		}
	default:
		t.scalar(n, node)
	}
	if n.Anchor != "" {
		t.done[n] = node
	}
	return node
}

func (t *translator) fail(offset int, message string) {
	if t.err == nil {
		t.err = &find.Error{Offset: offset, Err: fmt.Errorf("%w: %s", find.ErrSyntax, message)}
	}
}

// members translates a mapping. What it merges comes last and does not replace what
// it has itself.
//
// YAML working draft, "Merge Key Language-Independent Type for YAML".
func (t *translator) members(n *yaml.Node, to *find.Node) {
	var merges []*find.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		offset := t.places.at(key.Line, key.Column)
		k := t.node(key)
		v := t.node(n.Content[i+1])
		if key.Tag == "!!merge" {
			merges = append(merges, v)
			continue
		}
		to.Members = append(to.Members, find.Member{Key: k.Text, KeyOffset: offset, Value: v})
	}
	if len(merges) == 0 {
		return
	}
	has := map[string]bool{}
	for _, m := range to.Members {
		has[m.Key] = true
	}
	for _, from := range merges {
		t.merge(from, to, has)
		for _, item := range from.Items {
			t.merge(item, to, has)
		}
	}
}

func (t *translator) merge(from, to *find.Node, has map[string]bool) {
	for _, m := range from.Members {
		if has[m.Key] {
			continue
		}
		if t.merged++; t.merged > maxMerged {
			t.err = &find.Error{Offset: to.Offset, Err: fmt.Errorf("%w: merge keys add more than %d members", find.ErrTooLarge, maxMerged)}
			return
		}
		has[m.Key] = true
		to.Members = append(to.Members, m)
	}
}

// scalar translates a scalar. CloudFormation takes a date for a string.
func (t *translator) scalar(n *yaml.Node, to *find.Node) {
	to.Kind, to.Text = find.String, n.Value
	switch n.Tag {
	case "!!null":
		to.Kind, to.Text = find.Null, "null"
	case "!!bool":
		to.Kind, to.Text = find.Bool, strings.ToLower(n.Value)
	case "!!int", "!!float":
		// Digits as many as an account has are an account, and what JSON has no
		// number for is a text as well.
		const accountDigits = 12
		if len(n.Value) != accountDigits && json.Valid([]byte(n.Value)) {
			to.Kind = find.Number
		}
	}
	if to.Kind == find.String {
		to.Marks = t.places.marks(n, to.Offset)
	}
}
