package aptest

import (
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy"
)

// An endpoint is a VPC endpoint that the scenario lists.
type endpoint struct {
	node    int
	setting accesspoint.EndpointSetting
	policy  *placed
	broken  bool
}

func (r *reader) readEndpoints(section int) {
	r.endpoints = make(map[string]*endpoint)
	for n := range r.section(section) {
		e, id, vpc, before := &endpoint{node: n}, 0, 0, r.told()
		for m := range r.members(n) {
			switch r.name(m) {
			case "id":
				e.setting.ID, id = r.textOf(m), m
			case "vpc":
				e.setting.VPC, vpc = r.textOf(m), m
			case "type":
				// Both types bear on a request alike, see evaluation of Principal in the
				// package policy.
				if kind := r.textOf(m); kind != "Gateway" && kind != "Interface" {
					r.wrong(m, "must be Gateway or Interface, not %s", quote(kind))
				}
			case "policy":
				e.policy = r.policy(m, policy.VPCEndpoint)
				e.setting.Policy = e.policy.of()
			default:
				r.unknown(m, "id", "vpc", "type", "policy")
			}
		}
		e.broken = r.told() > before
		if r.has(n, id, "id") && r.has(n, vpc, "vpc") && once(r, r.endpoints, e.setting.ID, id) {
			r.endpoints[e.setting.ID] = e
		}
	}
}

// readEndpoint returns the endpoint that node n names, nil if it is not listed,
// which is reported.
func (r *reader) readEndpoint(n int) *endpoint {
	id := r.textOf(n)
	e := r.endpoints[id]
	if e == nil && r.is(n, jsondoc.String) {
		r.fault(n, fmt.Errorf("%w: VPC endpoint %s%s", ErrUnlisted, quote(id), meant(id, r.endpoints)))
	}
	return e
}
