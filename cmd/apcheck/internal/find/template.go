package find

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

// The types of resources that are looked at, as CloudFormation and SAM name them.
const (
	bucketType       = "AWS::S3::Bucket"
	bucketPolicyType = "AWS::S3::BucketPolicy"
	accessPointType  = "AWS::S3::AccessPoint"
)

// errNotUTF8 is said of YAML; JSON has its own word for it.
var errNotUTF8 = errors.New("file is not valid UTF-8")

// A template is a template of CloudFormation or SAM.
//
// CloudFormation User Guide, "Template anatomy".
type template struct {
	*reader
	text string // the file if it is JSON, of which pieces can be taken as they are

	resources, parameters, mappings, conditions *Node

	steps, depth int
	calls        int      // functions that were resolved
	path         []string // names of the members around what is resolved
	names        map[string]*Node
	buckets      map[string]string // see bucketsByName
	givenAsName  map[string]bool   // see isName
	said         map[string]bool   // notes
	quiet        bool              // whether there are to be none
}

// isTemplate reports whether a document is a template.
func isTemplate(root value) bool {
	if root.member("AWSTemplateFormatVersion").ok {
		return true
	}
	for resource := range root.member("Resources").children {
		if strings.Contains(resource.member("Type").text(), "::") {
			return true
		}
	}
	return false
}

// template reads a template in JSON.
func (r *reader) template(root value) error {
	if len(r.src) > maxTemplate {
		return tooLarge(len(r.src), maxTemplate)
	}
	return r.stackOf(root.node(), root.tree.Text)
}

// stack reads a template in YAML.
func (r *reader) stack(root *Node) error { return r.stackOf(root, "") }

func (r *reader) stackOf(root *Node, text string) error {
	r.file.Format = FormatCloudFormation
	t := &template{
		reader: r, text: text,
		resources: root.member("Resources"), parameters: root.member("Parameters"),
		mappings: root.member("Mappings"), conditions: root.member("Conditions"),
		names: map[string]*Node{}, said: map[string]bool{},
	}
	stands := t.find()
	if t.steps > maxSteps {
		return &Error{0, fmt.Errorf("%w: its functions and aliases lead to more than %d values", ErrTooLarge, maxSteps)}
	}
	r.pair(stands, t.place)
	return nil
}

// find reads the resources that have policies.
func (t *template) find() (stands []stand) {
	if t.resources == nil {
		return nil
	}
	for _, m := range t.resources.Members {
		if t.steps > maxSteps {
			return nil
		}
		properties := m.Value.member("Properties")
		switch kind := m.Value.member("Type"); {
		case strings.HasPrefix(m.Key, "Fn::ForEach"):
			t.say(m.KeyOffset, "resources of Fn::ForEach are not looked at")
		case kind == nil || properties == nil:
		case kind.Text == bucketPolicyType:
			stands = append(stands, t.bucketPolicy(m.Key, properties))
		case kind.Text == accessPointType:
			stands = append(stands, t.accessPoint(m.Key, properties))
		}
	}
	return stands
}

// say adds a note once.
func (t *template) say(offset int, text string) {
	if !t.quiet && !t.said[text] {
		t.said[text] = true
		t.note(offset, text)
	}
}

func (t *template) bucketPolicy(id string, properties *Node) stand {
	s := stand{name: id, kind: policy.Bucket}
	t.bucket(&s, properties.member("Bucket"))
	s.context.BucketAccount = t.opt.Account
	t.policyAt(&s, properties.member("PolicyDocument"))
	return s
}

func (t *template) accessPoint(id string, properties *Node) stand {
	s := stand{name: id, kind: policy.AccessPoint}
	t.bucket(&s, properties.member("Bucket"))
	c := &s.context
	c.BucketAccount = t.opt.Account
	if owner := properties.member("BucketAccountId"); owner != nil {
		c.BucketAccount, s.elsewhere = t.known(owner), true
	}
	s.own = t.own(id)
	if t.opt.Account != "" && t.opt.Region != "" {
		c.AccessPoint = s.own
	}
	c.NetworkOrigin, c.VPC = t.origin(properties)
	// S3 User Guide, "Managing public access to access points for general purpose
	// buckets": all settings are on unless they are turned off when it is created.
	c.AccessPointBlock = &lint.BlockPublicAccess{BlockPublicPolicy: true, RestrictPublicBuckets: true}
	if block := properties.member("PublicAccessBlockConfiguration"); block != nil {
		c.AccessPointBlock = t.block(block)
	}
	t.policyAt(&s, properties.member("Policy"))
	return s
}

// bucket sets what is known about the bucket that a resource names.
func (t *template) bucket(s *stand, n *Node) {
	if n == nil {
		return
	}
	name := t.silently(n)
	if !name.isScalar() {
		return
	}
	s.bucket = name.Text
	id := t.bucketReferred(n)
	if len(name.holes) == 0 || id != "" && t.resource(id).member("Properties").member("BucketName") == nil {
		// A name that CloudFormation will make is no other bucket's.
		s.context.Bucket = name.Text
	}
	for _, h := range name.holes {
		s.bucket += "\x00" + h.why
	}
	if block := t.resource(id).member("Properties").member("PublicAccessBlockConfiguration"); block != nil {
		s.context.BucketBlock = t.block(block)
	}
}

// bucketReferred returns the logical id of the bucket that a value names, empty if
// it names none of this template.
func (t *template) bucketReferred(n *Node) string {
	if name, arg := function(n); name == "Ref" && t.resource(arg.Text).typeIs(bucketType) {
		return arg.Text
	}
	return t.bucketsByName()[t.known(n)]
}

// bucketsByName returns the logical ids of the buckets whose names are known.
func (t *template) bucketsByName() map[string]string {
	if t.buckets != nil || t.resources == nil {
		return t.buckets
	}
	t.buckets = map[string]string{}
	for _, m := range t.resources.Members {
		if !m.Value.typeIs(bucketType) {
			continue
		}
		if name := t.nameOf(m.Key); len(name.holes) == 0 {
			t.buckets[name.Text] = m.Key
		}
	}
	return t.buckets
}

func (n *Node) typeIs(kind string) bool {
	t := n.member("Type")
	return t != nil && t.Text == kind
}

func (t *template) resource(id string) *Node { return t.resources.member(id) }

// known returns the text of a value if the file leaves nothing of it open.
func (t *template) known(n *Node) string {
	v := t.silently(n)
	if !v.isScalar() || len(v.holes) > 0 {
		return ""
	}
	return v.Text
}

// origin tells the network origin of an access point and its VPC.
func (t *template) origin(properties *Node) (origin, vpc string) {
	configuration := properties.member("VpcConfiguration")
	if configuration == nil {
		return "Internet", ""
	}
	switch v := t.silently(configuration); {
	case v == nil:
		return "Internet", ""
	case v.member("VpcId") == nil:
		return "", ""
	}
	return "VPC", t.known(configuration.member("VpcId"))
}

// block returns settings of Block Public Access, nil if they are not known. What is
// not set is off.
func (t *template) block(n *Node) *lint.BlockPublicAccess {
	v := t.silently(n)
	if v == nil || v.Kind != Object {
		return nil
	}
	var b lint.BlockPublicAccess
	for _, setting := range []struct {
		name string
		to   *bool
	}{{"BlockPublicPolicy", &b.BlockPublicPolicy}, {"RestrictPublicBuckets", &b.RestrictPublicBuckets}} {
		is := v.member(setting.name)
		if is != nil && len(is.holes) > 0 {
			return nil
		}
		*setting.to = is != nil && strings.EqualFold(is.Text, "true")
	}
	return &b
}

// policyAt takes the policy of a resource.
func (t *template) policyAt(s *stand, n *Node) {
	if n == nil {
		return
	}
	before := t.calls
	v := t.resolve(n)
	switch {
	case v == nil || t.steps > maxSteps:
		return
	case v.isScalar() && slices.ContainsFunc(v.holes, func(h hole) bool { return h.begin == 0 && h.end == len(v.Text) }):
		return // a note has been made of why
	case v.Kind == Object && t.calls == before && t.text != "":
		s.policy = slicePolicy(t.text, n.Offset, extent(t.text, n.Offset))
		if len(s.policy.Text) <= s.kind.MaxSize() {
			return
		}
		// CloudFormation leaves out the blanks.
	}
	s.policy, s.unresolved = policyOf(v, s.kind)
}
