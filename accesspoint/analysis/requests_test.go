package analysis_test

import (
	"fmt"
	"strconv"
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

// requests goes through some requests, each time others.
func (u universe) requests(n int) (list []tried) {
	for range n {
		req, origin := u.request()
		bucket, accessPoint := req.Asked(origin)
		list = append(list, tried{req, origin, bucket, accessPoint})
	}
	return list
}

// request draws a request that there can be, and the origin of its access point.
func (u universe) request() (accesspoint.Request, accesspoint.NetworkOrigin) {
	req := accesspoint.Request{
		Principal: universeCallers[u.IntN(len(universeCallers))], Action: u.pick(universeActions...),
		Bucket: u.place.Bucket, BucketAccount: u.bucketAccount(),
	}
	known, _ := s3action.Lookup(req.Action)
	if known.Resource == s3action.ObjectResource {
		req.Key = u.pick(universeKeys...)
	}
	origin := accesspoint.NetworkOrigin{}
	if t := req.Principal.Type(); u.IntN(3) > 0 && known.ThroughAccessPoint && t != policy.AnonymousUser {
		ap, o := u.way()
		if o.VPCID() == "" || t != policy.AWSService {
			req.AccessPoint, origin = ap, o
		}
	}
	req.Context = u.context(&req, origin)
	return req, origin
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

// A holding is what a request has under its keys.
type holding map[condition.Key][]string

// context draws what a request has under the keys that the policies name, of which it
// may lack some, and adds what all requests have.
func (u universe) context(req *accesspoint.Request, origin accesspoint.NetworkOrigin) condition.Context {
	h := holding{}
	for _, w := range *u.used {
		if w.inRequest != nil && u.IntN(3) > 0 && mayHold(w.key, req) {
			h[condition.Key(w.key)] = u.values(w)
		}
	}
	if id := origin.VPCID(); id != "" {
		h[condition.SourceVPC] = []string{id}
	}
	h.completeNetwork(origin.VPCID() == "" && u.IntN(2) == 0)
	h.complete(req)
	var attrs []condition.Attr
	for key, values := range h {
		attrs = append(attrs, condition.Strings(key, values...))
	}
	return condition.NewContext(attrs...)
}

// values draws one value of a word, or some of one that takes several.
func (u universe) values(w word) []string {
	values := []string{u.pick(w.inRequest...)}
	if k, _ := s3key.Lookup(w.key); k.Multivalued {
		for range u.IntN(3) {
			values = append(values, u.pick(w.inRequest...))
		}
	}
	return values
}

// mayHold reports whether there is a request like req with a key.
func mayHold(key string, req *accesspoint.Request) bool {
	k, ok := s3key.Lookup(key)
	folded := strings.ToLower(key)
	describes := strings.HasPrefix(folded, "aws:principal") || strings.HasPrefix(folded, "aws:multifactor")
	network := strings.HasPrefix(folded, "aws:sourcevpc") || folded == "aws:vpcsourceip" || folded == "aws:sourceip"
	switch {
	case ok && !k.ForAction(s3action.Number(req.Action)):
		return false
	case k.When == s3key.AccessPointHasTag && !req.AccessPoint.IsValid():
		return false
	case req.Principal.Type() == policy.AnonymousUser:
		return !describes
	case req.Principal.Type() == policy.AWSService:
		return !network && !strings.HasPrefix(folded, "aws:principalorg")
	}
	return true
}

// completeNetwork makes a request one through a VPC endpoint or, if it has an address
// of the Internet and that is preferred, one that is not.
func (h holding) completeNetwork(preferInternet bool) {
	endpoint := map[condition.Key]string{condition.SourceVPC: "vpc-9", condition.SourceVPCE: "vpce-9", condition.VPCSourceIP: "192.168.0.1"}
	through := false
	for key := range endpoint {
		through = through || h[key] != nil
	}
	switch {
	case through && preferInternet && h[condition.SourceIP] != nil:
		for key := range endpoint {
			delete(h, key)
		}
	case through:
		delete(h, condition.SourceIP)
		for key, value := range endpoint {
			h.add(key, value)
		}
	}
}

// add gives a request a key that it lacks.
func (h holding) add(key condition.Key, value string) {
	if h[key] == nil {
		h[key] = []string{value}
	}
}

// complete gives a request what all have.
func (h holding) complete(req *accesspoint.Request) {
	h.add(condition.CurrentTime, "2020-06-01T00:00:00Z")
	if at, err := time.Parse(time.RFC3339, h[condition.CurrentTime][0]); err == nil {
		h[condition.EpochTime] = []string{strconv.FormatInt(at.Unix(), 10)}
	}
	if req.AccessPoint.IsValid() && h[condition.SecureTransport] != nil {
		h[condition.SecureTransport] = []string{"true"}
	}
	if id := req.Principal.UserID(); id != "" {
		h[condition.UserID] = []string{id}
	}
	if req.Principal.Type() != policy.AWSService {
		h.add(condition.SecureTransport, "true")
		h.add(condition.ViaAWSService, "false")
		h.add(condition.RequestedRegion, "us-west-2")
		h.add(condition.UserID, "AROAEXAMPLE:s9")
	}
}
