package find

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

// isScenario reports whether a document is a scenario of apcheck test.
func isScenario(root value) bool {
	return root.member("requests").is(Array) && (root.member("buckets").is(Array) || root.member("accessPoints").is(Array))
}

// scenario reads the world of a scenario. A setting of Block Public Access that it
// does not give is off.
func (r *reader) scenario(root value) {
	r.file.Format = FormatScenario
	var stands []stand
	owners := map[string]string{}
	for v := range root.member("buckets").children {
		name, account := v.member("name").text(), v.member("account").text()
		owners[name] = account
		stands = append(stands, stand{
			name: name, kind: policy.Bucket, bucket: name, policy: r.scenarioPolicy(v.member("policy")),
			context: lint.Context{Bucket: name, BucketAccount: account, BucketBlock: scenarioBlock(v)},
		})
	}
	for v := range root.member("accessPoints").children {
		s := stand{name: v.member("arn").text(), kind: policy.AccessPoint, bucket: v.member("bucket").text()}
		s.policy = r.scenarioPolicy(v.member("policy"))
		s.context = lint.Context{
			Bucket: s.bucket, BucketAccount: owners[s.bucket],
			NetworkOrigin: "Internet", VPC: v.member("vpc").text(), AccessPointBlock: scenarioBlock(v),
		}
		if s.context.VPC != "" {
			s.context.NetworkOrigin = "VPC"
		}
		s.context.AccessPoint, _ = arn.ParseAccessPoint(s.name)
		s.name = cmp.Or(s.context.AccessPoint.Name(), s.name)
		stands = append(stands, s)
	}
	r.pair(stands, nil)
}

func scenarioBlock(v value) *lint.BlockPublicAccess {
	block := v.member("blockPublicAccess")
	return &lint.BlockPublicAccess{
		BlockPublicPolicy:     block.member("blockPublicPolicy").isTrue(),
		RestrictPublicBuckets: block.member("restrictPublicBuckets").isTrue(),
	}
}

// scenarioPolicy returns a policy that stands in a scenario, or in a file beside it.
func (r *reader) scenarioPolicy(v value) *Policy {
	name, other := strings.CutPrefix(v.text(), "file:")
	switch {
	case v.is(Object):
		return v.slice()
	case !other:
		return nil
	case r.opt.Open == nil:
		r.note(v.offset(), fmt.Sprintf("the policy in file %s is not looked at", name))
		return nil
	}
	src, err := r.opt.Open(name)
	if err != nil {
		r.note(v.offset(), fmt.Sprintf("the policy in file %s cannot be read: %v", name, err))
		return nil
	}
	p := slicePolicy(string(src), 0, len(src))
	p.File, p.Source = name, src
	return p
}
