package accesspoint

import (
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// A row is a row of a decision table of evaluation.md, section 6: lists of
// statements for each policy, none for a policy that is not there.
type row struct {
	principal          policy.Principal
	action, key        string // s3:GetObject on jane/a.txt if empty
	through            string // the account of the access point, "" for direct
	origin             NetworkOrigin
	identity           []string
	ap, bucket         []string
	boundary, sessions []string
	context            condition.Context
	allowed            bool
	blocked            []Layer
}

func (r row) world(t *testing.T) (*world, *Request) {
	req := &Request{
		Principal: r.principal, Action: r.action, Key: r.key, Context: r.context,
		Bucket: arn.MustParseBucket(bucketARN), BucketAccount: accountB,
	}
	if r.action == "" {
		req.Action, req.Key = "s3:GetObject", "jane/a.txt"
	}
	if r.through != "" {
		req.AccessPoint = arn.MustParseAccessPoint(apARN(r.through))
	}
	w := req.world(compile(t, policy.Bucket, r.bucket...))
	w.own()
	w.accessPointPolicy = compile(t, policy.AccessPoint, r.ap...)
	if w.origin = r.origin; r.through != "" && !w.origin.IsValid() {
		w.origin = Internet()
	}
	if p := compile(t, policy.Identity, r.identity...); p != nil {
		w.identity = []*policy.Policy{p}
	}
	w.boundary = compile(t, policy.Boundary, r.boundary...)
	if p := compile(t, policy.Session, r.sessions...); p != nil {
		w.sessions = []*policy.Policy{p}
	}
	return &w, req
}

func runRows(t *testing.T, rows map[string]row) {
	for name, r := range rows {
		t.Run(name, func(t *testing.T) {
			w, req := r.world(t)
			if err := w.fault(req, w.through()); err != nil {
				t.Fatalf("the row cannot be decided: %v", err)
			}
			legs, n := w.legs(req.Key)
			keys := w.legKeys(legs[:n])
			got := w.decide(doubt.Deny, req.Action, req.Key, req.Context, &keys)
			if got.Allowed() != r.allowed {
				t.Errorf("got %v", got)
			}
			for _, l := range r.blocked {
				if !got.Blocked.Has(l) {
					t.Errorf("%v must be among what stood in the way, got %v: %v", l, got.Blocked, got)
				}
			}
			checkRemedies(t, w, req, got)
			if len(r.identity)+len(r.boundary)+len(r.sessions) == 0 {
				if public := ask(w, req); public != got {
					t.Errorf("the exported functions decide otherwise: %v", public)
				}
			}
		})
	}
}

// ask decides through the exported functions.
func ask(w *world, req *Request) Decision {
	if w.through() {
		return Evaluate(*req, w.bucketPolicy, w.accessPointPolicy, w.origin)
	}
	return EvaluateDirect(*req, w.bucketPolicy)
}

var (
	idAP     = []string{identity("s3:*", apARN(accountB))}
	idBucket = []string{identity("s3:*", bucketARN)}
	idBoth   = []string{identity("s3:*", apARN(accountB)), identity("s3:*", bucketARN)}
	noAction = []string{identity("s3:PutObject", apARN(accountB)), identity("s3:PutObject", bucketARN)}
	delB     = []string{delegation(accountB, "*")}
)

func TestDirectRequestsFollowTableA(t *testing.T) {
	t.Parallel()
	bk := func(principal string) []string { return []string{onBucket("Allow", principal, "s3:GetObject", "")} }
	runRows(t, map[string]row{
		"a1 an identity policy is enough":                    {principal: user(accountB), identity: idBucket, allowed: true},
		"a2 so is naming the user":                           {principal: user(accountB), bucket: bk(aws(userARN(accountB))), allowed: true},
		"a3 naming the account delegates to identity":        {principal: user(accountB), bucket: bk(aws(rootARN(accountB))), blocked: []Layer{IdentityLayer}},
		"a4 naming the role is enough without limits":        {principal: session(t, accountB), bucket: bk(aws(roleARN(accountB))), allowed: true},
		"a5 a boundary cuts a grant to the role":             {principal: session(t, accountB), bucket: bk(aws(roleARN(accountB))), boundary: noAction, blocked: []Layer{BoundaryLayer}},
		"a6 but not one to the session":                      {principal: session(t, accountB), bucket: bk(aws(session(t, accountB).String())), boundary: noAction, allowed: true},
		"a7 nor one to everyone, by aws:PrincipalArn":        {principal: session(t, accountB), bucket: []string{onBucket("Allow", `"*"`, "s3:GetObject", `{"ArnEquals":{"aws:PrincipalArn":"`+roleARN(accountB)+`"}}`)}, boundary: noAction, sessions: noAction, allowed: true},
		"a8 a boundary cuts identity":                        {principal: user(accountB), identity: idBucket, boundary: noAction, blocked: []Layer{BoundaryLayer}},
		"a9 delegation is for access points":                 {principal: user(accountB), bucket: delB, blocked: []Layer{BucketPolicyLayer, IdentityLayer}},
		"a10 a foreign principal needs the bucket policy":    {principal: user(accountC), identity: idBucket, blocked: []Layer{BucketPolicyLayer}},
		"a11 and its own account's":                          {principal: user(accountC), bucket: bk(aws(rootARN(accountC))), blocked: []Layer{IdentityLayer}},
		"a12 with both it passes":                            {principal: user(accountC), identity: idBucket, bucket: bk(aws(rootARN(accountC))), allowed: true},
		"a13 a boundary cuts across accounts":                {principal: session(t, accountC), identity: idBucket, bucket: bk(aws(roleARN(accountC))), boundary: noAction, blocked: []Layer{BoundaryLayer}},
		"a14 the owner's root user needs no policy":          {principal: root(accountB), allowed: true},
		"a15 but a Deny stops it":                            {principal: root(accountB), bucket: []string{onBucket("Deny", `"*"`, "s3:GetObject", "")}, blocked: []Layer{BucketPolicyLayer}},
		"a16 a foreign root user needs the bucket policy":    {principal: root(accountC), blocked: []Layer{BucketPolicyLayer}},
		"a17 a Deny of all but VPC origins hits direct ones": {principal: user(accountB), identity: idBucket, bucket: []string{onBucket("Deny", `"*"`, "s3:*", `{"StringNotEquals":{"s3:AccessPointNetworkOrigin":"VPC"}}`)}, blocked: []Layer{BucketPolicyLayer}},
	})
}

func TestAccessPointsOfTheBucketsAccountFollowTableB(t *testing.T) {
	t.Parallel()
	ap := func(principal string) []string { return []string{onAP(accountB, "Allow", principal, "s3:*")} }
	jane := ap(aws(userARN(accountB)))
	cUser := ap(aws(userARN(accountC)))
	unlessAP := func(arn string) []string {
		return []string{onBucket("Deny", `"*"`, "s3:*", `{"StringNotEquals":{"s3:DataAccessPointArn":"`+arn+`"}}`)}
	}
	other := "arn:aws:s3:us-west-2:" + accountB + ":accesspoint/other"
	runRows(t, map[string]row{
		"b1 identity on both is enough":                {through: accountB, principal: user(accountB), identity: idBoth, allowed: true},
		"b2 on the access point alone it is not":       {through: accountB, principal: user(accountB), identity: idAP, blocked: []Layer{BucketPolicyLayer, IdentityLayer}},
		"b3 nor is the access point policy alone":      {through: accountB, principal: user(accountB), ap: jane, blocked: []Layer{BucketPolicyLayer}},
		"b4 with delegation it is":                     {through: accountB, principal: user(accountB), ap: jane, bucket: delB, allowed: true},
		"b5 or with the same in the bucket policy":     {through: accountB, principal: user(accountB), ap: jane, bucket: []string{onBucket("Allow", aws(userARN(accountB)), "s3:GetObject", "")}, allowed: true},
		"b6 identity and delegation":                   {through: accountB, principal: user(accountB), identity: idAP, bucket: delB, allowed: true},
		"b7 identity may look at the access point":     {through: accountB, principal: session(t, accountB), ap: ap(aws(roleARN(accountB))), identity: []string{statement("Allow", "", "s3:*", bucketARN, bucketARN+"/*", `{"StringEquals":{"s3:DataAccessPointArn":"`+apARN(accountB)+`"}}`)}, allowed: true},
		"b8 the access point leg needs its own":        {through: accountB, principal: user(accountB), identity: idBucket, bucket: delB, blocked: []Layer{AccessPointPolicyLayer, IdentityLayer}},
		"b8 and not just another prefix":               {through: accountB, principal: session(t, accountB), identity: idBucket, action: "s3:GetObject", key: "bar/x", ap: []string{`{"Effect":"Allow","Principal":` + aws(roleARN(accountB)) + `,"Action":"s3:GetObject","Resource":"` + apARN(accountB) + `/object/foo/*"}`}, blocked: []Layer{AccessPointPolicyLayer}},
		"b9 naming the account there delegates":        {through: accountB, principal: user(accountB), ap: ap(aws(rootARN(accountB))), bucket: delB, blocked: []Layer{AccessPointPolicyLayer, IdentityLayer}},
		"b10 to identity":                              {through: accountB, principal: user(accountB), identity: idAP, ap: ap(aws(rootARN(accountB))), bucket: delB, allowed: true},
		"b11 a Deny there wins":                        {through: accountB, principal: user(accountB), identity: idBoth, ap: []string{onAP(accountB, "Deny", aws(userARN(accountB)), "s3:*")}, blocked: []Layer{AccessPointPolicyLayer}},
		"b12 a boundary cuts a grant to the role":      {through: accountB, principal: session(t, accountB), ap: ap(aws(roleARN(accountB))), bucket: delB, boundary: idBucket, blocked: []Layer{BoundaryLayer}},
		"b13 a session policy cuts none to everyone":   {through: accountB, principal: session(t, accountB), ap: ap(`"*"`), bucket: delB, sessions: idBucket, allowed: true},
		"b14 but one to the role":                      {through: accountB, principal: session(t, accountB), identity: idBoth, ap: ap(aws(roleARN(accountB))), sessions: idBucket, blocked: []Layer{SessionLayer}},
		"b15 a foreign caller with all":                {through: accountB, principal: user(accountC), identity: idBoth, ap: cUser, bucket: delB, allowed: true},
		"b16 without the bucket in its identity":       {through: accountB, principal: user(accountC), identity: idAP, ap: cUser, bucket: delB, blocked: []Layer{IdentityLayer}},
		"b17 without the access point policy":          {through: accountB, principal: user(accountC), identity: idBoth, bucket: delB, blocked: []Layer{AccessPointPolicyLayer}},
		"b18 without the access point in its identity": {through: accountB, principal: user(accountC), identity: idBucket, ap: cUser, bucket: delB, blocked: []Layer{IdentityLayer}},
		"b19 with the bucket policy naming it":         {through: accountB, principal: user(accountC), identity: idBoth, ap: cUser, bucket: []string{onBucket("Allow", aws(userARN(accountC)), "s3:*", "")}, allowed: true},
		"b20 a Deny of all but this access point":      {through: accountB, principal: user(accountB), identity: idBoth, bucket: unlessAP(apARN(accountB)), allowed: true},
		"b21 and of all but another":                   {through: accountB, principal: user(accountB), identity: idBoth, bucket: unlessAP(other), blocked: []Layer{BucketPolicyLayer}},
		"b22 the owner's root user":                    {through: accountB, principal: root(accountB), allowed: true},
		"b26 from the VPC of the access point":         {through: accountB, principal: user(accountB), identity: idBoth, origin: VPC(vpcID), context: vpcContext(vpcID), allowed: true},
		"b27 from another VPC":                         {through: accountB, principal: root(accountB), identity: idBoth, ap: jane, bucket: delB, origin: VPC(vpcID), context: vpcContext("vpc-other"), blocked: []Layer{NetworkOriginLayer}},
		"b27 from none":                                {through: accountB, principal: root(accountB), identity: idBoth, ap: jane, bucket: delB, origin: VPC(vpcID), blocked: []Layer{NetworkOriginLayer}},
		"b28 listing is not on objects":                {through: accountB, principal: user(accountB), action: "s3:ListBucket", identity: []string{`{"Effect":"Allow","Action":"s3:*","Resource":"` + apARN(accountB) + `/object/*"}`, identity("s3:*", bucketARN)}, blocked: []Layer{AccessPointPolicyLayer, IdentityLayer}},
	})
}

func TestAccessPointsOfAnotherAccountFollowTableC(t *testing.T) {
	t.Parallel()
	idAP := []string{identity("s3:*", apARN(accountP))}
	idBoth := append([]string{identity("s3:*", bucketARN)}, idAP...)
	delP := []string{delegation(accountP, "*")}
	ap := func(account string) []string { return []string{onAP(accountP, "Allow", aws(userARN(account)), "s3:*")} }
	runRows(t, map[string]row{
		"c1 the bucket's owner must agree":           {through: accountP, principal: user(accountP), identity: idBoth, blocked: []Layer{BucketPolicyLayer}},
		"c2 by delegation":                           {through: accountP, principal: user(accountP), identity: idBoth, bucket: delP, allowed: true},
		"c3 identity must cover the bucket":          {through: accountP, principal: user(accountP), identity: idAP, bucket: delP, blocked: []Layer{IdentityLayer}},
		"c4 the access point policy may name it":     {through: accountP, principal: user(accountP), identity: idBucket, ap: ap(accountP), bucket: delP, allowed: true},
		"c5 delegation to another account is none":   {through: accountP, principal: user(accountP), identity: idBoth, bucket: []string{delegation(accountC, "*")}, blocked: []Layer{BucketPolicyLayer}},
		"c6 a caller of the bucket's account":        {through: accountP, principal: user(accountB), identity: idAP, ap: ap(accountB), bucket: delP, allowed: true},
		"c7 needs the access point policy":           {through: accountP, principal: user(accountB), identity: idAP, bucket: delP, blocked: []Layer{AccessPointPolicyLayer}},
		"c8 and a bucket policy that allows":         {through: accountP, principal: user(accountB), identity: idBoth, ap: ap(accountB), blocked: []Layer{BucketPolicyLayer}},
		"c9 a third account with all":                {through: accountP, principal: user(accountC), identity: idBoth, ap: ap(accountC), bucket: delP, allowed: true},
		"c10 delegation of another action":           {through: accountP, principal: user(accountC), action: "s3:PutObject", key: "a", identity: idBoth, ap: ap(accountC), bucket: []string{delegation(accountP, "s3:GetObject")}, blocked: []Layer{BucketPolicyLayer}},
		"c11 the bucket policy may name the account": {through: accountP, principal: user(accountP), identity: idBoth, bucket: []string{onBucket("Allow", aws(rootARN(accountP)), "s3:*", "")}, allowed: true},
		"c12 the access point owner's root user":     {through: accountP, principal: root(accountP), bucket: delP, allowed: true},
	})
}

func TestAnonymousCallersFollowTableD(t *testing.T) {
	t.Parallel()
	public := func(condition string) []string { return []string{onBucket("Allow", `"*"`, "s3:GetObject", condition)} }
	runRows(t, map[string]row{
		"d1 never through an access point":           {through: accountB, principal: policy.Anonymous(), ap: []string{onAP(accountB, "Allow", `"*"`, "s3:*")}, bucket: public(""), blocked: []Layer{OperationLayer}},
		"d2 directly where all may":                  {principal: policy.Anonymous(), bucket: public(""), allowed: true},
		"d4 they are of no organization":             {principal: policy.Anonymous(), bucket: public(`{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3"}}`), blocked: []Layer{BucketPolicyLayer}},
		"d5 their account is the text anonymous":     {principal: policy.Anonymous(), bucket: public(`{"StringNotEquals":{"aws:PrincipalAccount":"` + accountC + `"}}`), allowed: true},
		"d6 through a fixed VPC endpoint":            {principal: policy.Anonymous(), bucket: public(`{"StringEquals":{"aws:SourceVpce":"vpce-1a2b"}}`), context: condition.NewContext(condition.String(condition.SourceVPCE, "vpce-1a2b")), allowed: true},
		"d7 they are not what an account stands for": {principal: policy.Anonymous(), bucket: []string{onBucket("Allow", aws(rootARN(accountB)), "s3:*", "")}, blocked: []Layer{BucketPolicyLayer}},
	})
}

func TestServicesFollowTableE(t *testing.T) {
	t.Parallel()
	trail := policy.MustParsePrincipal("cloudtrail.amazonaws.com")
	allow := func(condition string) []string { return []string{onBucket("Allow", service, "s3:*", condition)} }
	deny := func(condition string) []string { return append(allow(""), onBucket("Deny", `"*"`, "s3:*", condition)) }
	runRows(t, map[string]row{
		"e1 named by the bucket policy":                {principal: trail, bucket: allow(""), allowed: true},
		"e3 for another source":                        {principal: trail, bucket: allow(`{"ArnEquals":{"aws:SourceArn":"arn:aws:cloudtrail:us-west-2:111111111111:trail/x"}}`), context: condition.NewContext(condition.String(condition.SourceARN, "arn:aws:cloudtrail:us-west-2:111111111111:trail/y")), blocked: []Layer{BucketPolicyLayer}},
		"e4 a Deny with IfExists holds without key":    {principal: trail, bucket: deny(`{"BoolIfExists":{"aws:SecureTransport":"false"}}`), blocked: []Layer{BucketPolicyLayer}},
		"e4 one without does not":                      {principal: trail, bucket: deny(`{"Bool":{"aws:SecureTransport":"false"}}`), allowed: true},
		"e5 a negated one does":                        {principal: trail, bucket: deny(`{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`), blocked: []Layer{BucketPolicyLayer}},
		"e6 everyone in a delegation is not a service": {through: accountB, principal: trail, ap: []string{onAP(accountB, "Allow", service, "s3:*")}, bucket: delB, blocked: []Layer{BucketPolicyLayer}},
		"e7 named by both policies":                    {through: accountB, principal: trail, ap: []string{onAP(accountB, "Allow", service, "s3:*")}, bucket: allow(""), allowed: true},
	})
}

// Evaluation.md, section 4.2: what a policy passed for a session does to one.
func TestFederatedUsersHaveOnlyWhatTheirSessionPolicyPasses(t *testing.T) {
	t.Parallel()
	fed, err := policy.Federated(userARN(accountB), "bob")
	if err != nil {
		t.Fatal(err)
	}
	named := []string{onBucket("Allow", aws(userARN(accountB)), "s3:*", "")}
	runRows(t, map[string]row{
		"no session policy, no identity":            {principal: fed, identity: idBucket, blocked: []Layer{IdentityLayer}},
		"a session policy passes the user's":        {principal: fed, identity: idBucket, sessions: idBucket, allowed: true},
		"and no more than that":                     {principal: fed, identity: idBucket, sessions: noAction, blocked: []Layer{SessionLayer}},
		"naming the user names its federated users": {principal: fed, bucket: named, allowed: true},
		"as far as the session policy lets":         {principal: fed, bucket: named, sessions: noAction, blocked: []Layer{SessionLayer}},
	})
}
