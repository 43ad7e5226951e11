package analysis_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

var (
	universeCallers = []policy.Principal{
		mustRole(role(owner, "app"), "session"), mustRole(role(owner, "app"), "s1"), mustRole(role(owner, "team/app"), "s1"),
		mustRole(role(owner, "App"), "s2"), mustFederated("arn:aws:iam::"+owner+":user/ann", "fed"), mustRole(role(owner, "dev"), "s"), mustRole(role(foreign, "app"), "s"),
		policy.MustParsePrincipal("arn:aws:iam::" + owner + ":user/ann"), policy.MustParsePrincipal("arn:aws:iam::" + owner + ":user/team/bob"),
		policy.MustParsePrincipal("arn:aws:iam::" + foreign + ":root"), policy.MustParsePrincipal("arn:aws:iam::" + owner + ":root"),
		mustRole(role("999988887777", "app"), "s1"), policy.MustParsePrincipal("logging.s3.amazonaws.com"),
		policy.MustParsePrincipal("cloudtrail.amazonaws.com"), policy.Anonymous(),
	}
	universeActions = []string{"s3:GetObject", "s3:PutObject", "s3:GetObjectTagging", "s3:DeleteObject", "s3:ListBucket", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"}
)

func mustFederated(user, name string) policy.Principal {
	p, err := policy.Federated(user, name)
	if err != nil {
		panic(err)
	}
	return p
}

func mustRole(arn, session string) policy.Principal {
	p, err := policy.AssumedRole(arn, session)
	if err != nil {
		panic(err)
	}
	return p
}

// universeKeys are all short ones, and some that policy variables make.
var universeKeys = func() []string {
	list := []string{"ann", "*", "a?", owner}
	last := []string{""}
	for range 3 {
		var next []string
		for _, w := range last {
			for _, c := range []string{"a", "b", "c"} {
				next = append(next, w+c)
			}
		}
		list, last = append(list, next...), next
	}
	return list
}()

// A tried request is what the policies are asked, and what is known of the request.
type tried struct {
	req                 accesspoint.Request
	origin              accesspoint.NetworkOrigin
	bucket, accessPoint policy.Request
}

func (r tried) String() string {
	text := fmt.Sprintf("%v (%v) %v %v by %v, origin %v, account %v", r.req.Principal, r.req.Principal.ARN(), r.req.Action, r.bucket.Resource, r.req.AccessPoint, r.origin, r.req.BucketAccount)
	for _, k := range r.req.Context.Keys() {
		text += fmt.Sprintf(" %v=%q", k, r.req.Context.Values(k))
	}
	return text
}

// requests goes through some thousand requests, each time others.
func (u universe) requests(n int) (list []tried) {
	for range 20 * n {
		req := accesspoint.Request{
			Principal: universeCallers[u.IntN(len(universeCallers))], Action: u.pick(universeActions...),
			Bucket: u.place.Bucket, BucketAccount: u.bucketAccount(), Context: u.context(),
		}
		known, _ := s3action.Lookup(req.Action)
		if known.Resource == s3action.ObjectResource {
			req.Key = u.pick(universeKeys...)
		}
		origin := accesspoint.NetworkOrigin{}
		if u.IntN(3) > 0 {
			req.AccessPoint, origin = u.way()
		}
		if plausible(&req, origin) {
			bucket, accessPoint := req.Asked(origin)
			list = append(list, tried{req, origin, bucket, accessPoint})
		}
		if len(list) == n {
			break
		}
	}
	return list
}

func (u universe) bucketAccount() string {
	if u.place.BucketAccount == "" {
		return u.pick(owner, foreign, "999988887777")
	}
	return u.place.BucketAccount
}

// way draws an access point of the bucket, more often than not that of the place, and
// its origin.
func (u universe) way() (arn.AccessPoint, accesspoint.NetworkOrigin) {
	if u.IntN(4) > 0 {
		return u.accessPoint, u.pickOrigin()
	}
	for {
		ap := arn.MustParseAccessPoint("arn:aws:s3:us-west-2:" + u.pick(owner, foreign, "999988887777") + ":accesspoint/" + u.pick("abc", "xyz", "ap1"))
		if ap != u.accessPoint {
			return ap, u.origins(accesspoint.NetworkOrigin{})[u.IntN(2)]
		}
	}
}

// origins are those that an access point may have.
func (u universe) origins(o accesspoint.NetworkOrigin) []accesspoint.NetworkOrigin {
	if o.IsValid() {
		return []accesspoint.NetworkOrigin{o}
	}
	return []accesspoint.NetworkOrigin{accesspoint.Internet(), accesspoint.VPC("vpc-1")}
}

func (u universe) pickOrigin() accesspoint.NetworkOrigin {
	list := u.origins(u.place.Origin)
	return list[u.IntN(len(list))]
}

// plausible reports whether there can be a request. It completes one that comes from a
// VPC, and others that lack what all have.
func plausible(req *accesspoint.Request, origin accesspoint.NetworkOrigin) bool {
	if id := origin.VPCID(); id != "" {
		req.Context = req.Context.With(condition.String(condition.SourceVPC, id))
	}
	has := func(k condition.Key) bool { return req.Context.Has(k) == condition.True }
	t, through := req.Principal.Type(), req.AccessPoint.IsValid()
	endpoint := has(condition.SourceVPC) || has(condition.SourceVPCE) || has(condition.VPCSourceIP)
	complete(req, endpoint)
	tls, _ := req.Context.Value(condition.SecureTransport)
	for _, key := range req.Context.Keys() {
		folded := key.Fold()
		k, ok := s3key.Lookup(folded)
		switch {
		case ok && !k.ForAction(s3action.Number(req.Action)),
			(k.When == s3key.AccessPointHasTag || k.When == s3key.AccessPointRequest) && !through,
			t == policy.AnonymousUser && (strings.HasPrefix(folded, "aws:principal") || strings.HasPrefix(folded, "aws:multifactor")),
			t == policy.AWSService && strings.HasPrefix(folded, "aws:principalorg"):
			return false
		}
	}
	known, _ := s3action.Lookup(req.Action)
	return !(through && (t == policy.AnonymousUser || !known.ThroughAccessPoint || tls == "false")) &&
		!(endpoint && has(condition.SourceIP)) && !(t == policy.AWSService && (has(condition.SourceIP) || endpoint))
}

// complete gives a request what goes with what it has.
func complete(req *accesspoint.Request, endpoint bool) {
	var more []condition.Attr
	add := func(needed bool, key condition.Key, value string) {
		if needed && req.Context.Has(key) == condition.False {
			more = append(more, condition.String(key, value))
		}
	}
	add(endpoint, condition.SourceVPC, "vpc-9")
	add(endpoint, condition.SourceVPCE, "vpce-9")
	add(endpoint, condition.VPCSourceIP, "192.168.0.1")
	add(true, condition.CurrentTime, "2020-06-01T00:00:00Z")
	if req.Principal.Type() != policy.AWSService {
		add(true, condition.SecureTransport, "true")
		add(true, condition.ViaAWSService, "false")
		add(true, condition.RequestedRegion, "us-west-2")
		if req.Principal.UserID() == "" {
			add(true, condition.UserID, "AROAEXAMPLE:s9")
		}
	}
	req.Context = req.Context.With(more...)
	if id := req.Principal.UserID(); id != "" && req.Context.Has(condition.UserID) == condition.True {
		req.Context = req.Context.With(condition.String(condition.UserID, id))
	}
	now, _ := req.Context.Value(condition.CurrentTime)
	if at, err := time.Parse(time.RFC3339, now); err == nil {
		req.Context = req.Context.With(condition.Int(condition.EpochTime, at.Unix()))
	}
}
