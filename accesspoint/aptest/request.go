package aptest

import (
	"fmt"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy"
)

// requestNodes tells where the members of a request are, 0 for those it lacks.
type requestNodes struct {
	request, principal, action, bucket, key, endpoint, context int
	source, sourceBucket, sourceKey                            int
	blockedBy, explicit                                        int
}

func (r *reader) readRequests(section int) {
	if section == 0 {
		r.has(0, 0, "requests")
		return
	}
	r.worlds = make(map[setup]*world)
	c := r.cursor()
	for n := range r.items(section) {
		if read := r.readRequest(n); read != nil {
			read.At = c.position(r.node(n).Offset)
			r.scenario.Cases = append(r.scenario.Cases, read)
		}
	}
	if r.node(section).Kind == jsondoc.Array && r.node(section).Child == 0 {
		r.fault(section, fmt.Errorf("requests %w", policy.ErrEmpty))
	}
}

// readRequest returns nil for a request that cannot be decided, which is reported.
func (r *reader) readRequest(n int) *Case {
	c := &Case{File: r.file, Name: fmt.Sprintf("request %d", r.node(n).Place+1)}
	at := requestNodes{request: n}
	for m := range r.members(n) {
		switch r.name(m) {
		case "name":
			c.Name = r.textOf(m)
		case "principal":
			c.Principal, at.principal = r.textOf(m), m
		case "action":
			c.Action, at.action = r.textOf(m), m
		case "bucket":
			c.Bucket, at.bucket = r.textOf(m), m
		case "key":
			c.Key, at.key = r.textOf(m), m
		case "vpcEndpoint":
			c.VPCEndpoint, at.endpoint = r.textOf(m), m
		case "context":
			at.context = m
		case "source":
			c.Source, at.source = r.readSource(m, &at), m
		case "expect":
			c.Expect = r.readVerdict(m)
		case "blockedBy":
			c.BlockedBy, at.blockedBy = r.readLayers(m), m
		case "explicit":
			explicit := r.boolOf(m)
			c.Explicit, at.explicit = &explicit, m
		default:
			r.unknown(m, "name", "principal", "action", "bucket", "key", "vpcEndpoint", "context", "source", "expect", "blockedBy", "explicit")
		}
	}
	r.checkExpectation(c, &at)
	complete := r.has(n, at.principal, "principal")
	complete = r.has(n, at.action, "action") && complete
	complete = r.has(n, at.bucket, "bucket") && complete
	// What is named is looked up even if something else is missing.
	if linked := r.link(c, &at); !linked || !complete {
		return nil
	}
	return c
}

func (r *reader) readSource(n int, at *requestNodes) *Source {
	s := new(Source)
	for m := range r.members(n) {
		switch r.name(m) {
		case "bucket":
			s.Bucket, at.sourceBucket = r.textOf(m), m
		case "key":
			s.Key, at.sourceKey = r.textOf(m), m
		case "version":
			s.Version = r.textOf(m)
		default:
			r.unknown(m, "bucket", "key", "version")
		}
	}
	r.has(n, at.sourceBucket, "bucket")
	r.has(n, at.sourceKey, "key")
	return s
}
