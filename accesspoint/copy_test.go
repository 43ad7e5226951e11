package accesspoint

import (
	"errors"
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

const sourceARN = "arn:aws:s3:::source-bucket"

func sourceAP(region string) string {
	return "arn:aws:s3:" + region + ":" + accountB + ":accesspoint/src"
}

// A copyRow is a copy by jane of account B, whose target and source allow it
// unless a change of the setting of one or of the question stands in the way.
type copyRow struct {
	target, source func(*Setting)
	through        string // the account of the target's access point
	sourceThrough  bool
	question       func(*Question)
	allowed        bool
	by             Layer
	blocked        Layers
	err            error
}

const sourceAlias = "src-abcdefghijklmnopqrstuvwxyz01234567-s3alias"

func (r copyRow) decide(t *testing.T) (*Evaluator, Question) {
	t.Helper()
	target, source := plain(user(accountB), r.through), plain(user(accountB), "")
	identified(t)(&target)
	identified(t)(&source)
	source.Bucket.Bucket = arn.MustParseBucket(sourceARN)
	source.Bucket.Region, target.Bucket.Region = "us-west-2", "us-west-2"
	name := "source-bucket"
	if r.sourceThrough {
		name = sourceAP("us-west-2")
		source.AccessPoint = AccessPointSetting{AccessPoint: arn.MustParseAccessPoint(name), Origin: Internet(), BlockPublicAccess: &BlockPublicAccess{}}
	}
	for _, c := range []struct {
		change func(*Setting)
		s      *Setting
	}{{r.target, &target}, {r.source, &source}} {
		if c.change != nil {
			c.change(c.s)
		}
	}
	q := Question{Action: "s3:PutObject", Key: "copy", Source: &Source{Evaluator: evaluator(t, source), Name: name, Key: "dir/original"}}
	if r.question != nil {
		r.question(&q)
	}
	return evaluator(t, target), q
}

func runCopies(t *testing.T, rows map[string]copyRow) {
	for name, r := range rows {
		t.Run(name, func(t *testing.T) {
			e, q := r.decide(t)
			d := e.Evaluate(q)
			if d.Allowed() != r.allowed || d.By != r.by || d.Err() != r.err {
				t.Errorf("got %v, by %v", d, d.By)
			}
			if r.blocked != 0 && d.Blocked != r.blocked {
				t.Errorf("blocked by %v, want %v", d.Blocked, r.blocked)
			}
			if x := e.Explain(q); x.Decision != d || (x.Source == nil) != (d.Err() != nil) {
				t.Errorf("Explain says otherwise: %v, %v", x, x.Source)
			}
		})
	}
}

func layers(list ...Layer) (s Layers) {
	for _, l := range list {
		s = s.with(l)
	}
	return s
}

// denies is a bucket policy that denies an action under a condition.
func denies(t testing.TB, bucket, action, condition string) func(*Setting) {
	return bucketPolicy(t, statement("Deny", `"*"`, action, bucket, bucket+"/*", condition))
}

// only is an identity policy that allows one action under a condition.
func only(t testing.TB, action, condition string) func(*Setting) {
	p := compile(t, policy.Identity, statement("Allow", "", action, "*", "*", condition))
	return func(s *Setting) { s.Caller.Identity = []*policy.Policy{p} }
}

// Evaluation.md, section 6(f): a copy is two requests, each through its own door.
func TestACopyIsAllowedIfBothItsRequestsAre(t *testing.T) {
	t.Parallel()
	noWrite, noRead := denies(t, bucketARN, "s3:PutObject", ""), denies(t, sourceARN, "s3:GetObject", "")
	noVersion := denies(t, sourceARN, "s3:GetObjectVersion", "")
	version := func(q *Question) { q.Source.Version = "v1" }
	nobody := func(s *Setting) { s.Caller.Identity = nil }
	runCopies(t, map[string]copyRow{
		"both are":                            {allowed: true},
		"both through access points":          {through: accountB, sourceThrough: true, allowed: true},
		"the write is not":                    {target: noWrite, by: BucketPolicyLayer},
		"the read is not":                     {source: noRead, by: BucketPolicyLayer},
		"neither is":                          {target: noWrite, source: nobody, by: BucketPolicyLayer, blocked: layers(BucketPolicyLayer, IdentityLayer)},
		"the read has another reason":         {source: nobody, by: BucketPolicyLayer, blocked: layers(BucketPolicyLayer, IdentityLayer)},
		"reading a version is another action": {source: noVersion, allowed: true},
		"which may be denied":                 {source: noVersion, question: version, by: BucketPolicyLayer},
		"where the current one may be read":   {source: noRead, question: version, allowed: true},
		"the origin of the source counts":     {sourceThrough: true, source: originVPC(vpcID), by: NetworkOriginLayer},
		"and that of the target":              {through: accountB, target: originVPC(vpcID), by: NetworkOriginLayer},
	})
}

func TestTheReadOfACopySeesTheRequestButNotTheWrite(t *testing.T) {
	t.Parallel()
	present := func(key string) func(*Setting) {
		return denies(t, sourceARN, "s3:GetObject*", `{"Null":{"`+key+`":"false"}}`)
	}
	carrying := func(keys ...condition.Key) func(*Question) {
		return func(q *Question) {
			for _, k := range keys {
				q.Context = q.Context.With(condition.String(k, "x"))
			}
		}
	}
	rows := map[string]copyRow{
		"the version that is read": {source: only(t, "s3:GetObjectVersion", `{"StringEquals":{"s3:versionid":"v1"}}`), question: func(q *Question) { q.Source.Version = "v1" }, allowed: true},
		"the caller":               {source: only(t, "s3:GetObject", `{"StringEquals":{"aws:username":"jane"}}`), allowed: true},
		"the source and no copy":   {source: present("s3:x-amz-copy-source"), allowed: true},
	}
	for _, k := range []condition.Key{
		"s3:x-amz-acl", "s3:x-amz-grant-read", "s3:x-amz-storage-class", "s3:x-amz-server-side-encryption", "s3:x-amz-metadata-directive",
		"s3:RequestObjectTag/team", "s3:RequestObjectTagKeys", "s3:if-none-match", "s3:object-lock-mode", "s3:ObjectCreationOperation",
	} {
		rows["not "+string(k)] = copyRow{source: present(string(k)), question: carrying(k), allowed: true}
	}
	for _, k := range []condition.Key{"aws:SourceIp", "aws:SecureTransport", "s3:TlsVersion", "s3:authType", "s3:ExistingObjectTag/team"} {
		rows["but "+string(k)] = copyRow{source: present(string(k)), question: carrying(k), by: BucketPolicyLayer}
	}
	runCopies(t, rows)
}

// Access-points.md, section 9.1.
func TestTheWriteOfACopySeesTheSourceAsItIsNamed(t *testing.T) {
	t.Parallel()
	from := func(value string) func(*Setting) {
		return only(t, "s3:PutObject", `{"StringEquals":{"s3:x-amz-copy-source":"`+value+`"}}`)
	}
	source := func(value string) func(*Question) {
		return func(q *Question) { q.Context = given(condition.S3CopySource, value) }
	}
	runCopies(t, map[string]copyRow{
		"by the bucket":                   {target: from("source-bucket/dir/original"), allowed: true},
		"without the version":             {target: from("source-bucket/dir/original"), question: func(q *Question) { q.Source.Version = "v1" }, allowed: true},
		"by the ARN of the access point":  {sourceThrough: true, target: from(sourceAP("us-west-2") + "/object/dir/original"), allowed: true},
		"by an alias":                     {sourceThrough: true, target: from(sourceAlias + "/dir/original"), question: func(q *Question) { q.Source.Name = sourceAlias }, allowed: true},
		"and not by another name":         {target: from("source-bucket/dir/other"), by: BucketPolicyLayer},
		"the context may say the same":    {question: source("source-bucket/dir/original"), allowed: true},
		"and not otherwise":               {question: source("other-bucket/dir/original"), by: RequestLayer, err: ErrForged},
		"a bucket that is not the source": {question: func(q *Question) { q.Source.Name = "other-bucket" }, by: RequestLayer, err: ErrSourceName},
		"no name at all":                  {question: func(q *Question) { q.Source.Name = "" }, by: RequestLayer, err: ErrSourceName},
		"an access point for a bucket":    {question: func(q *Question) { q.Source.Name = sourceAP("us-west-2") }, by: RequestLayer, err: ErrSourceName},
		"a bucket for an access point":    {sourceThrough: true, question: func(q *Question) { q.Source.Name = "source-bucket" }, by: RequestLayer, err: ErrSourceName},
		"another access point":            {sourceThrough: true, question: func(q *Question) { q.Source.Name = apARN(accountB) }, by: RequestLayer, err: ErrSourceName},
	})
}

// Access-points.md, section 9.1; S3 User Guide, "Access point compatibility".
func TestCopiesThroughAccessPointsStayInOneRegion(t *testing.T) {
	t.Parallel()
	region := func(name string) func(*Setting) { return func(s *Setting) { s.Bucket.Region = name } }
	inEast := changes(region(""), func(s *Setting) { s.AccessPoint.AccessPoint = arn.MustParseAccessPoint(sourceAP("us-east-1")) })
	named := func(q *Question) { q.Source.Name = sourceAP("us-east-1") }
	runCopies(t, map[string]copyRow{
		"directly it does not matter":                   {source: region("us-east-1"), allowed: true},
		"the same, from an access point":                {sourceThrough: true, allowed: true},
		"the same, to an access point":                  {through: accountB, allowed: true},
		"another, to an access point":                   {through: accountB, source: region("us-east-1"), by: OperationLayer, blocked: layers(OperationLayer)},
		"another, from an access point":                 {target: region("us-east-1"), sourceThrough: true, by: OperationLayer},
		"between access points, whose ARNs tell it":     {through: accountB, sourceThrough: true, target: region(""), source: inEast, question: named, by: OperationLayer},
		"unknown on one side":                           {through: accountB, source: region(""), by: OperationLayer},
		"no policy is asked then, not even for a Deny":  {through: accountB, source: changes(region("us-east-1"), denies(t, sourceARN, "s3:*", "")), by: OperationLayer, blocked: layers(OperationLayer)},
		"a question that cannot be decided comes first": {through: accountB, source: region("us-east-1"), question: func(q *Question) { q.Source.Key = "" }, by: RequestLayer, err: ErrKeyMissing},
	})
}

func TestCopiesThatCannotBeDecidedAreDenied(t *testing.T) {
	t.Parallel()
	other := evaluator(t, plain(user(accountC), ""))
	runCopies(t, map[string]copyRow{
		"a source without evaluator":      {question: func(q *Question) { q.Source.Evaluator = nil }, by: RequestLayer, err: ErrSource},
		"a source with the zero one":      {question: func(q *Question) { q.Source.Evaluator = new(Evaluator) }, by: RequestLayer, err: ErrSource},
		"the source of another caller":    {question: func(q *Question) { q.Source.Evaluator = other }, by: RequestLayer, err: ErrSource},
		"no key to write":                 {question: func(q *Question) { q.Key = "" }, by: RequestLayer, err: ErrKeyMissing},
		"no key to write, from elsewhere": {through: accountB, source: func(s *Setting) { s.Bucket.Region = "us-east-1" }, question: func(q *Question) { q.Key = "" }, by: RequestLayer, err: ErrKeyMissing},
		"no key to read":                  {question: func(q *Question) { q.Source.Key = "" }, by: RequestLayer, err: ErrKeyMissing},
	})
}

func TestAnAllowedCopyTellsWhatAllowsEither(t *testing.T) {
	write := bucketPolicy(t, onBucket("Allow", aws(userARN(accountB)), "s3:PutObject", ""))
	e, q := copyRow{target: changes(write, func(s *Setting) { s.Caller.Identity = nil })}.decide(t)
	if d, want := e.Evaluate(q), layers(BucketPolicyLayer, IdentityLayer); d.AllowedBy != want {
		t.Errorf("allowed by %v, want %v", d.AllowedBy, want)
	}
	if q.Source.Evaluator = nil; e.Determined(q) != true || !errors.Is(e.Evaluate(q).Err(), ErrSource) {
		t.Error("that nothing can be decided is certain")
	}
}
