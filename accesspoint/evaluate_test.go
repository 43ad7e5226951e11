package accesspoint

import (
	"errors"
	"strings"
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
	"github.com/stretchr/testify/require"
)

func TestTheSampleIsAllowed(t *testing.T) {
	bucket, ap := samplePolicies(t)
	if d := Evaluate(sample(), bucket, ap, Internet()); !d.Allowed() || d.Err() != nil {
		t.Errorf("got %v; all that follows takes something away from it", d)
	}
}

func TestQuestionsThatCannotBeDecidedAreDeniedWithTheReason(t *testing.T) {
	bucket, ap := samplePolicies(t)
	china := policy.MustParsePrincipal("arn:aws-cn:iam::111111111111:user/jane")
	misplacedBucket := compile(t, policy.Bucket, onAP(accountB, "Allow", `"*"`, "s3:*"))
	misplacedAP := compile(t, policy.AccessPoint, onBucket("Deny", `"*"`, "s3:*", ""))
	for name, tt := range map[string]struct {
		change     func(*Request)
		bucket, ap *policy.Policy
		origin     NetworkOrigin
		want       error
	}{
		"no principal":                       {func(r *Request) { r.Principal = policy.Principal{} }, bucket, ap, Internet(), ErrPrincipal},
		"no action":                          {func(r *Request) { r.Action = "" }, bucket, ap, Internet(), ErrAction},
		"a pattern as action":                {func(r *Request) { r.Action = "s3:Get*" }, bucket, ap, Internet(), ErrAction},
		"an action of another service":       {func(r *Request) { r.Action = "s3express:CreateSession" }, bucket, ap, Internet(), ErrAction},
		"no access point":                    {func(r *Request) { r.AccessPoint = arn.AccessPoint{} }, bucket, ap, Internet(), ErrNoAccessPoint},
		"no bucket":                          {func(r *Request) { r.Bucket = arn.Bucket{} }, bucket, ap, Internet(), ErrBucket},
		"no owner of the bucket":             {func(r *Request) { r.BucketAccount = "" }, bucket, ap, Internet(), ErrBucketAccount},
		"an owner that is no account":        {func(r *Request) { r.BucketAccount = "11111111111" }, bucket, ap, Internet(), ErrBucketAccount},
		"a principal of another partition":   {func(r *Request) { r.Principal = china }, bucket, ap, Internet(), ErrPartition},
		"a bucket of another partition":      {func(r *Request) { r.Bucket = arn.MustParseBucket("arn:aws-cn:s3:::doc-bucket") }, bucket, ap, Internet(), ErrPartition},
		"an object action without a key":     {func(r *Request) { r.Key = "" }, bucket, ap, Internet(), ErrKeyMissing},
		"a bucket action with a key":         {func(r *Request) { r.Action = "s3:ListBucket" }, bucket, ap, Internet(), ErrKeyNotTaken},
		"a key of 1,025 bytes":               {func(r *Request) { r.Key = strings.Repeat("k", 1025) }, bucket, ap, Internet(), ErrKeyTooLong},
		"the zero origin":                    {func(*Request) {}, bucket, ap, NetworkOrigin{}, ErrOrigin},
		"an origin of what is no VPC":        {func(*Request) {}, bucket, ap, VPC(""), ErrOrigin},
		"the policies in each other's place": {func(*Request) {}, ap, bucket, Internet(), ErrBucketPolicy},
		"the bucket policy twice":            {func(*Request) {}, bucket, bucket, Internet(), ErrAPPolicy},
		"an identity policy for the bucket":  {func(*Request) {}, compile(t, policy.Identity, identity("s3:*", bucketARN)), ap, Internet(), ErrBucketPolicy},
		"a bucket policy on access points":   {func(*Request) {}, misplacedBucket, ap, Internet(), ErrBucketPolicy},
		"an access point policy on a bucket": {func(*Request) {}, bucket, misplacedAP, Internet(), ErrAPPolicy},
	} {
		t.Run(name, func(t *testing.T) {
			req := sample()
			tt.change(&req)
			d := Evaluate(req, tt.bucket, tt.ap, tt.origin)
			if d.Allowed() || d.By != RequestLayer || !errors.Is(d.Err(), tt.want) {
				t.Errorf("got %v by %v, want an error %q", d, d.By, tt.want)
			}
			if e := Explain(req, tt.bucket, tt.ap, tt.origin); e.Decision != d || e.String() == "" {
				t.Errorf("Explain says otherwise: %v", e)
			}
		})
	}
}

func TestActionsOnNeitherBucketNorObjectAreNotDecided(t *testing.T) {
	everything := compile(t, policy.Bucket, onBucket("Allow", `"*"`, "*", ""))
	for _, action := range []string{"s3:CreateAccessPoint", "s3:ListAllMyBuckets", "s3:CreateJob"} {
		req := sample()
		req.AccessPoint, req.Action, req.Key = arn.AccessPoint{}, action, ""
		if d := EvaluateDirect(req, everything); !errors.Is(d.Err(), ErrActionOther) {
			t.Errorf("%s: got %v", action, d)
		}
	}
}

func TestDirectRequestsMustNotNameAnAccessPoint(t *testing.T) {
	bucket, _ := samplePolicies(t)
	if d := EvaluateDirect(sample(), bucket); !errors.Is(d.Err(), ErrAccessPoint) {
		t.Errorf("got %v", d)
	}
}

func TestZeroValuesNeverGrant(t *testing.T) {
	var d Decision
	if d.Allowed() || d.String() == "" {
		t.Errorf("the zero Decision is %v", d)
	}
	if d := Evaluate(Request{}, nil, nil, NetworkOrigin{}); d.Allowed() {
		t.Errorf("zero arguments: %v", d)
	}
	if d := EvaluateDirect(Request{}, nil); d.Allowed() {
		t.Errorf("zero arguments: %v", d)
	}
	if d := Evaluate(sample(), nil, nil, Internet()); d.Allowed() {
		t.Errorf("no policies: %v", d)
	}
}

func TestKeysThatTheEvaluatorSetsCannotBeForged(t *testing.T) {
	bucket, ap := samplePolicies(t)
	for k, right := range map[condition.Key]string{
		condition.PrincipalARN:               userARN(accountB),
		condition.PrincipalAccount:           accountB,
		condition.PrincipalType:              "User",
		condition.Username:                   "jane",
		condition.PrincipalIsAWSService:      "false",
		condition.ResourceAccount:            accountB,
		condition.S3ResourceAccount:          accountB,
		condition.S3DataAccessPointARN:       apARN(accountB),
		condition.S3DataAccessPointAccount:   accountB,
		condition.S3AccessPointNetworkOrigin: "Internet",
		condition.PrincipalServiceName:       "", // a user has none
	} {
		for name, a := range map[string]condition.Attr{
			"a wrong value":                     condition.String(k, "forged"),
			"two values":                        condition.Strings(k, right, "forged"),
			"a wrong value in another spelling": condition.String(condition.Key(strings.ToUpper(string(k))), "forged"),
		} {
			req := sample()
			req.Context = condition.NewContext(a)
			if d := Evaluate(req, bucket, ap, Internet()); !errors.Is(d.Err(), ErrForged) {
				t.Errorf("%s with %s: got %v", k, name, d)
			}
		}
		req := sample()
		req.Context = condition.NewContext(condition.Unrecorded(k))
		if right != "" {
			req.Context = condition.NewContext(condition.String(k, right))
		}
		if d := Evaluate(req, bucket, ap, Internet()); !d.Allowed() {
			t.Errorf("%s with its own value: got %v", k, d)
		}
	}
}

func TestDirectRequestsCannotPretendToBeThroughAnAccessPoint(t *testing.T) {
	bucket, _ := samplePolicies(t)
	req := sample()
	req.AccessPoint = arn.AccessPoint{}
	req.Context = condition.NewContext(condition.String(condition.S3DataAccessPointAccount, accountB))
	if d := EvaluateDirect(req, bucket); !errors.Is(d.Err(), ErrForged) {
		t.Errorf("got %v", d)
	}
	req.Context = condition.NewContext(condition.Unrecorded(condition.S3DataAccessPointAccount))
	if d := EvaluateDirect(req, bucket); d.Allowed() || d.InDoubt {
		t.Errorf("a direct request has no such key for certain: got %v", d)
	}
}

func TestTheOwnerOfTheResourceIsThatOfTheLeg(t *testing.T) {
	foreign := func(account string) string {
		return `{"StringNotEquals":{"aws:ResourceAccount":"` + account + `"}}`
	}
	req := sample()
	req.AccessPoint = arn.MustParseAccessPoint(apARN(accountP))
	ap := compile(t, policy.AccessPoint, onAP(accountP, "Allow", `"*"`, "s3:*"))
	w := req.world(nil)
	w.accessPointPolicy, w.origin = ap, Internet()
	for name, tt := range map[string]struct {
		bucketOwner string
		want        Outcomes
	}{
		"a Deny of foreign buckets spares its own": {accountB, Outcomes{policy.Allowed, policy.Allowed}},
		"and holds for others":                     {accountP, Outcomes{policy.Allowed, policy.ExplicitDeny}},
	} {
		bucket := compile(t, policy.Bucket, delegation(accountP, "*"), onBucket("Deny", `"*"`, "s3:*", foreign(tt.bucketOwner)))
		e := Explain(req, bucket, ap, Internet())
		require.Len(t, e.Legs, 2)
		if got := (Outcomes{e.Legs[0].Policies[0].Result.Outcome, e.Legs[1].Policies[0].Result.Outcome}); got != tt.want {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
		if d := Evaluate(req, bucket, ap, Internet()); (d.Outcome == policy.ExplicitDeny) != (tt.want[1] == policy.ExplicitDeny) {
			t.Errorf("%s: got %v", name, d)
		}
	}
}

func TestADirectRequestHasNoTagOfAnAccessPoint(t *testing.T) {
	const tag = "s3:AccessPointTag/team"
	bucket := compile(t, policy.Bucket, onBucket("Allow", `"*"`, "*", ""), onBucket("Deny", `"*"`, "*", `{"StringEquals":{"`+tag+`":"x"}}`))
	req := sample()
	req.AccessPoint = arn.AccessPoint{}
	for name, tt := range map[string]struct {
		context condition.Context
		allowed bool
		err     error
	}{
		"as is known of the request":   {condition.NewContext(condition.Unrecorded(tag)), true, nil},
		"and one that is given is not": {condition.NewContext(condition.String(tag, "x")), false, ErrForged},
		"whatever it is said to be":    {condition.NewContext(condition.String(tag, "y")), false, ErrForged},
		"nor is one of another name":   {condition.NewContext(condition.String("s3:accesspointtag/other", "x")), false, ErrForged},
	} {
		req.Context = tt.context
		if d := EvaluateDirect(req, bucket); d.Allowed() != tt.allowed || !errors.Is(d.Err(), tt.err) || d.InDoubt {
			t.Errorf("%s: got %v", name, d)
		}
	}
}

// Outcomes are those of the two resource policies.
type Outcomes [2]policy.Outcome

func TestActionsThatAccessPointsDoNotOffer(t *testing.T) {
	bucket := compile(t, policy.Bucket, onBucket("Allow", `"*"`, "*", ""))
	ap := compile(t, policy.AccessPoint, onAP(accountB, "Allow", `"*"`, "*"))
	for action, offered := range map[string]bool{
		"s3:ListBucket": true, "s3:GetBucketLocation": true, "S3:LISTBUCKETMULTIPARTUPLOADS": true,
		"s3:PutBucketPolicy": false, "s3:DeleteBucket": false, "s3:PutLifecycleConfiguration": false, "s3:NewerThanTheTable": false,
	} {
		req := sample()
		req.Action, req.Key = action, ""
		d := Evaluate(req, bucket, ap, Internet())
		if d.Allowed() != offered || !offered && d.By != OperationLayer {
			t.Errorf("%s: got %v by %v", action, d, d.By)
		}
		req.AccessPoint = arn.AccessPoint{}
		if d := EvaluateDirect(req, bucket); !d.Allowed() {
			t.Errorf("%s made to the bucket: got %v", action, d)
		}
	}
}

func TestDoubtRemovesAnAllowAndKeepsADeny(t *testing.T) {
	bucket, ap := samplePolicies(t)
	denySource := compile(t, policy.Bucket, delegation(accountB, "*"), onBucket("Deny", `"*"`, "s3:*", `{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`))
	allowSource := compile(t, policy.Bucket, onBucket("Allow", `"*"`, "s3:*", `{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`))
	for name, tt := range map[string]struct {
		bucket     *policy.Policy
		origin     NetworkOrigin
		context    condition.Context
		allowed    bool
		determined bool
	}{
		"no condition":                {bucket, Internet(), condition.Context{}, true, true},
		"a Deny on a key not there":   {denySource, Internet(), condition.Context{}, true, true},
		"a Deny on a key not known":   {denySource, Internet(), condition.NewContext(condition.Unrecorded(condition.SourceIP)), false, false},
		"an Allow on a key not there": {allowSource, Internet(), condition.Context{}, false, true},
		"an Allow on a key not known": {allowSource, Internet(), condition.NewContext(condition.Unrecorded(condition.SourceIP)), false, false},
		"an unknown VPC":              {bucket, VPC(vpcID), condition.NewContext(condition.Unrecorded(condition.SourceVPC)), false, false},
		"another VPC":                 {bucket, VPC(vpcID), vpcContext("vpc-2"), false, true},
	} {
		t.Run(name, func(t *testing.T) {
			req := sample()
			req.Context = tt.context
			if d := Evaluate(req, tt.bucket, ap, tt.origin); d.Allowed() != tt.allowed {
				t.Errorf("got %v", d)
			}
			if got := Determined(req, tt.bucket, ap, tt.origin); got != tt.determined {
				t.Errorf("Determined is %v", got)
			}
		})
	}
}

func TestEvaluateDoesNotAllocate(t *testing.T) {
	bucket, ap := samplePolicies(t)
	requests := map[string]Request{"allowed": sample(), "implicit deny": sample(), "no principal": sample()}
	denied, invalid := sample(), sample()
	denied.Key, invalid.Principal = "other/a", policy.Principal{}
	requests["implicit deny"], requests["no principal"] = denied, invalid
	withContext := sample()
	withContext.Context = condition.NewContext(
		condition.String(condition.SourceVPC, vpcID), condition.Bool(condition.SecureTransport, true),
		condition.String(condition.PrincipalARN, userARN(accountB)))
	requests["with a context"] = withContext
	for name, req := range requests {
		var d Decision
		if n := testing.AllocsPerRun(200, func() { d = Evaluate(req, bucket, ap, Internet()) }); n != 0 {
			t.Errorf("%s: Evaluate allocates %v times; it runs on every request and must not: %v", name, n, d)
		}
		req.AccessPoint = arn.AccessPoint{}
		if n := testing.AllocsPerRun(200, func() { d = EvaluateDirect(req, bucket) }); n != 0 {
			t.Errorf("%s: EvaluateDirect allocates %v times: %v", name, n, d)
		}
	}
}
