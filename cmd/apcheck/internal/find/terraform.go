package find

import (
	"cmp"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

// isTerraform reports whether a document is what "terraform show -json" prints.
//
// Terraform documentation, "JSON output format".
func isTerraform(root value) bool {
	return root.member("format_version").ok &&
		(root.member("planned_values").ok || root.member("values").ok || root.member("resource_changes").ok)
}

// A terraform is a plan or a state.
type terraform struct {
	*reader
	resources  []resource
	unknown    map[string]value      // by address, what is known only after the plan is carried out
	configured map[string]configured // by address without indexes
	buckets    map[instance]string
}

// A resource is a managed resource that matters here.
type resource struct {
	instance
	kind          string
	module        instance
	value, values value // the whole, and the arguments
}

// An instance is the address of a resource or module, in which the indexes of it and
// of the modules around it stand apart. Instances of one set share them.
type instance struct {
	address string // without indexes, as in the configuration
	indexes string
}

func (r *reader) terraform(root value) {
	r.file.Format = FormatTerraform
	t := &terraform{reader: r, unknown: map[string]value{}, configured: map[string]configured{}, buckets: map[instance]string{}}
	values := root.at("planned_values", "root_module")
	if !values.ok {
		values = root.at("values", "root_module")
	}
	t.configuration(root.at("configuration", "root_module"))
	for change := range root.member("resource_changes").children {
		t.unknown[change.member("address").text()] = change.at("change", "after_unknown")
	}
	t.module(values)
	r.pair(t.stands(), nil)
}

// module gathers the resources of a module and of those inside it.
func (t *terraform) module(root value) {
	waiting := []value{root}
	for ; len(waiting) > 0; waiting = waiting[1:] {
		m := waiting[0]
		home := instanceOf(m.member("address").text())
		for v := range m.member("resources").children {
			kind := v.member("type").text()
			if v.member("mode").text() == "data" || !strings.HasPrefix(kind, "aws_s3") {
				continue
			}
			r := resource{instanceOf(v.member("address").text()), kind, home, v, v.member("values")}
			t.resources = append(t.resources, r)
			if kind == "aws_s3_bucket" {
				t.buckets[r.instance] = r.values.member("bucket").text()
			}
		}
		for inner := range m.member("child_modules").children {
			waiting = append(waiting, inner)
		}
	}
}

// instanceOf takes an address apart. An index is a number or a string in brackets.
func instanceOf(address string) instance {
	var plain, indexes strings.Builder
	for {
		begin := strings.IndexByte(address, '[')
		if begin < 0 {
			plain.WriteString(address)
			return instance{plain.String(), indexes.String()}
		}
		plain.WriteString(address[:begin])
		end, quoted := begin, false
		for ; end < len(address) && (quoted || address[end] != ']'); end++ {
			switch {
			case quoted && address[end] == '\\':
				end++
			case address[end] == '"':
				quoted = !quoted
			}
		}
		end = min(end+1, len(address))
		indexes.WriteString(address[begin:end])
		address = address[end:]
	}
}

// configuration gathers the expressions of a module and of those that it calls.
func (t *terraform) configuration(root value) {
	type called struct {
		prefix string
		module value
	}
	for waiting := []called{{"", root}}; len(waiting) > 0; {
		m := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		for v := range m.module.member("resources").children {
			expressions := v.member("expressions")
			t.configured[m.prefix+v.member("address").text()] = configured{
				bucket:      firstReference(expressions.member("bucket")),
				accessPoint: firstReference(expressions.member("access_point_arn")),
				policy:      expressions.member("policy").ok,
			}
		}
		for call := range m.module.member("module_calls").children {
			waiting = append(waiting, called{m.prefix + "module." + call.key() + ".", call.member("module")})
		}
	}
}

// A configured is what the configuration says of a resource.
type configured struct {
	bucket, accessPoint string // what these arguments refer to
	policy              bool   // whether it has one
}

// firstReference returns what an expression refers to first, which is the longest
// form.
func firstReference(expression value) string {
	for reference := range expression.member("references").children {
		return reference.text()
	}
	return ""
}

// target returns the address that a resource refers to, and the indexes of the
// instance that may be meant, the likeliest first.
func (r *resource) target(reference string) (address string, indexes []string) {
	if reference == "" {
		return "", nil
	}
	to := instanceOf(reference)
	address = to.address
	for _, attribute := range [...]string{".id", ".bucket", ".arn"} {
		address = strings.TrimSuffix(address, attribute)
	}
	if r.module.address != "" {
		address = r.module.address + "." + address
	}
	return address, []string{r.module.indexes + to.indexes, r.indexes, r.module.indexes}
}

// bucket returns what tells apart the bucket that a resource is about, and its name
// if that is known.
func (t *terraform) bucket(r *resource) (key, name string) {
	if name = r.values.member("bucket").text(); name != "" {
		return name, name
	}
	target, indexes := r.target(t.configured[r.address].bucket)
	for _, i := range indexes {
		if name, ok := t.buckets[instance{target, i}]; ok {
			return cmp.Or(name, "\x00"+target+i), name
		}
	}
	if target == "" {
		return "", ""
	}
	return "\x00" + target + r.indexes, ""
}

// stands returns the buckets and access points that have policies.
func (t *terraform) stands() (stands []stand) {
	blocks := map[string]*lint.BlockPublicAccess{}
	apart := map[string]*resource{} // policies that are resources of their own, by whose they are
	for i := range t.resources {
		switch r := &t.resources[i]; r.kind {
		case "aws_s3_bucket_public_access_block":
			key, _ := t.bucket(r)
			blocks[key] = blockOf(r.values)
		case "aws_s3_bucket_policy":
			key, _ := t.bucket(r)
			apart[key] = r
		case "aws_s3control_access_point_policy":
			for _, owner := range t.owners(r) {
				apart[owner] = r
			}
		}
	}
	for i := range t.resources {
		r := &t.resources[i]
		s := stand{name: r.value.member("address").text(), kind: policy.Bucket}
		s.bucket, s.context.Bucket = t.bucket(r)
		switch r.kind {
		case "aws_s3_bucket_policy":
			s.policy = t.policy(r)
		case "aws_s3_bucket":
			// In a state the bucket has the policy of the other resource too.
			if apart[s.bucket] == nil && r.values.member("policy").ok {
				s.policy = t.policy(r)
			}
		case "aws_s3_access_point":
			t.accessPoint(r, &s, apart)
		}
		if s.policy != nil {
			s.context.BucketBlock = blocks[s.bucket]
			stands = append(stands, s)
		}
	}
	return stands
}

// policy returns the policy of a resource, nil if it has none or it is not known.
func (t *terraform) policy(r *resource) *Policy {
	address := r.value.member("address").text()
	if t.unknown[address].member("policy").isTrue() {
		if c, ok := t.configured[r.address]; ok && !c.policy {
			return nil // the provider will say what it is, and there is none
		}
		t.note(r.value.offset(), "the policy of `"+address+"` is known only after the plan is carried out")
		return nil
	}
	v := r.values.member("policy")
	if text := strings.TrimSpace(v.text()); text == "" || text == "{}" {
		return nil
	}
	return v.embedded()
}

// owners returns the access points that a policy may be of: by ARN, or by address.
func (t *terraform) owners(r *resource) (owners []string) {
	if name := r.values.member("access_point_arn").text(); name != "" {
		return []string{name}
	}
	target, indexes := r.target(t.configured[r.address].accessPoint)
	for _, i := range indexes {
		owners = append(owners, "\x00"+target+i)
	}
	return owners
}

// accessPoint takes the policy of an access point from the resource that has only
// the policy, or from itself.
func (t *terraform) accessPoint(r *resource, s *stand, apart map[string]*resource) {
	s.kind = policy.AccessPoint
	name := r.values.member("arn").text()
	from := r
	if p := apart["\x00"+r.address+r.indexes]; p != nil {
		from = p
	} else if p := apart[name]; p != nil && name != "" {
		from = p
	}
	s.policy = t.policy(from)
	c := &s.context
	c.AccessPoint, _ = arn.ParseAccessPoint(name)
	c.BucketAccount = r.values.member("bucket_account_id").text()
	c.NetworkOrigin = "Internet"
	for configuration := range r.values.member("vpc_configuration").children {
		c.NetworkOrigin, c.VPC = "VPC", configuration.member("vpc_id").text()
	}
	// S3 User Guide, "Managing public access to access points for general purpose
	// buckets": all settings are on unless they are turned off when it is created.
	c.AccessPointBlock = &lint.BlockPublicAccess{BlockPublicPolicy: true, RestrictPublicBuckets: true}
	for block := range r.values.member("public_access_block_configuration").children {
		c.AccessPointBlock = blockOf(block)
	}
}

func blockOf(v value) *lint.BlockPublicAccess {
	return &lint.BlockPublicAccess{
		BlockPublicPolicy:     v.member("block_public_policy").isTrue(),
		RestrictPublicBuckets: v.member("restrict_public_buckets").isTrue(),
	}
}
