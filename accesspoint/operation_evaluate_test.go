package accesspoint

import (
	"errors"
	"testing"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// granted is an identity policy that allows some actions on everything.
func granted(t testing.TB, actions ...string) func(*Setting) {
	var list []string
	for _, a := range actions {
		list = append(list, statement("Allow", "", a, "*", "*", ""))
	}
	p := compile(t, policy.Identity, list...)
	return func(s *Setting) { s.Caller.Identity = []*policy.Policy{p} }
}

func TestAnOperationIsAllowedIfAllItsActionsAre(t *testing.T) {
	t.Parallel()
	onlyRead := granted(t, "s3:GetObject")
	noTags := bucketPolicy(t, onBucket("Deny", `"*"`, "s3:PutObjectTagging", ""))
	version := given(condition.S3VersionID, "v1")
	for name, tt := range map[string]struct {
		change  func(*Setting)
		op      Operation
		context condition.Context
		allowed bool
		by      Layer
		action  string // that is named
		blocked Layers
	}{
		"one action":                        {change: onlyRead, op: Operation{Name: "GetObject"}, allowed: true, action: "s3:GetObject"},
		"both of two":                       {change: granted(t, "s3:PutObject", "s3:PutObjectAcl"), op: Operation{Name: "PutObject", ACL: true}, allowed: true, action: "s3:PutObject"},
		"the second is not":                 {change: granted(t, "s3:PutObject"), op: Operation{Name: "PutObject", ACL: true}, by: AccessPointPolicyLayer, action: "s3:PutObjectAcl"},
		"the first is not":                  {change: granted(t, "s3:PutObjectAcl"), op: Operation{Name: "PutObject", ACL: true}, by: AccessPointPolicyLayer, action: "s3:PutObject"},
		"the first that is denied is named": {change: changes(granted(t, "s3:PutObject"), noTags), op: Operation{Name: "PutObject", ACL: true, Tags: true}, by: AccessPointPolicyLayer, action: "s3:PutObjectAcl", blocked: layers(AccessPointPolicyLayer, IdentityLayer, BucketPolicyLayer)},
		"a version takes another action":    {change: onlyRead, op: Operation{Name: "GetObject", Version: true}, by: AccessPointPolicyLayer, action: "s3:GetObjectVersion"},
		"also if only the context has it":   {change: onlyRead, op: Operation{Name: "GetObject"}, context: version, by: AccessPointPolicyLayer, action: "s3:GetObjectVersion"},
		"and only that":                     {change: granted(t, "s3:GetObjectVersion"), op: Operation{Name: "GetObject"}, context: version, allowed: true, action: "s3:GetObjectVersion"},
		"perhaps a version may need both":   {change: granted(t, "s3:GetObjectVersion"), op: Operation{Name: "GetObject"}, context: condition.NewContext(condition.Unrecorded(condition.S3VersionID)), by: AccessPointPolicyLayer, action: "s3:GetObject"},
		"and both are enough":               {change: granted(t, "s3:GetObjectVersion", "s3:GetObject"), op: Operation{Name: "GetObject"}, context: condition.NewContext(condition.Unrecorded(condition.S3VersionID)), allowed: true, action: "s3:GetObject"},
		"an ACL in the context":             {change: granted(t, "s3:PutObject"), op: Operation{Name: "PutObject"}, context: given(condition.S3ACL, "private"), by: AccessPointPolicyLayer, action: "s3:PutObjectAcl"},
		"an ACL of which nothing is known":  {change: granted(t, "s3:PutObject"), op: Operation{Name: "PutObject"}, context: condition.NewContext(condition.Unrecorded(condition.S3ACL)), by: AccessPointPolicyLayer, action: "s3:PutObjectAcl"},
		"a grant in the context":            {change: granted(t, "s3:PutObject"), op: Operation{Name: "PutObject"}, context: given("s3:x-amz-grant-read", "x"), by: AccessPointPolicyLayer, action: "s3:PutObjectAcl"},
		"tags in the context":               {change: granted(t, "s3:PutObject"), op: Operation{Name: "PutObject"}, context: given("s3:RequestObjectTag/team", "x"), by: AccessPointPolicyLayer, action: "s3:PutObjectTagging"},
		"keys of tags in the context":       {change: granted(t, "s3:PutObject"), op: Operation{Name: "PutObject"}, context: given(condition.S3RequestObjectTagKeys, "team"), by: AccessPointPolicyLayer, action: "s3:PutObjectTagging"},
		"a retention mode in the context":   {change: granted(t, "s3:PutObject"), op: Operation{Name: "PutObject"}, context: given("s3:object-lock-mode", "GOVERNANCE"), by: AccessPointPolicyLayer, action: "s3:PutObjectRetention"},
		"a retention date in the context":   {change: granted(t, "s3:PutObject"), op: Operation{Name: "PutObject"}, context: given("s3:object-lock-retain-until-date", "2030-01-01T00:00:00Z"), by: AccessPointPolicyLayer, action: "s3:PutObjectRetention"},
		"a legal hold in the context":       {change: granted(t, "s3:PutObject"), op: Operation{Name: "PutObject"}, context: given("s3:object-lock-legal-hold", "ON"), by: AccessPointPolicyLayer, action: "s3:PutObjectLegalHold"},
		"what the operation does not have":  {change: granted(t, "s3:PutObject"), op: Operation{Name: "UploadPart"}, context: given(condition.S3ACL, "private"), allowed: true, action: "s3:PutObject"},
		"access points do not offer it":     {change: granted(t, "s3:*"), op: Operation{Name: "SelectObjectContent"}, by: OperationLayer, action: "SelectObjectContent", blocked: layers(OperationLayer)},
		"though they do its action":         {change: granted(t, "s3:*"), op: Operation{Name: "GetObject"}, allowed: true, action: "s3:GetObject"},
		"nor what manages them":             {change: granted(t, "s3:*"), op: Operation{Name: "CreateAccessPoint"}, by: OperationLayer, action: "CreateAccessPoint"},
	} {
		t.Run(name, func(t *testing.T) {
			s := plain(user(accountB), accountB)
			tt.change(&s)
			d := evaluator(t, s).EvaluateOperation(tt.op, Question{Key: "k", Context: tt.context})
			if d.Err() != nil || d.Allowed() != tt.allowed || d.By != tt.by || d.action != tt.action {
				t.Errorf("got %v by %v", d, d.By)
			}
			if tt.blocked != 0 && d.Blocked != tt.blocked {
				t.Errorf("blocked by %v, want %v", d.Blocked, tt.blocked)
			}
		})
	}
}

func TestOperationsOnTheBucketAreAskedWithoutAKey(t *testing.T) {
	s := plain(user(accountB), "")
	identified(t)(&s)
	e := evaluator(t, s)
	for name, tt := range map[string]struct {
		op   Operation
		key  string
		want error
	}{
		"a list":                            {Operation{Name: "ListObjectsV2"}, "", nil},
		"what no access point offers":       {Operation{Name: "PutBucketPolicy"}, "", nil},
		"a list has no key":                 {Operation{Name: "ListObjectsV2"}, "k", ErrKeyNotTaken},
		"the owner is of each object":       {Operation{Name: "ListObjectsV2", WantOwner: true}, "", ErrKeyMissing},
		"a get has a key":                   {Operation{Name: "GetObject"}, "", ErrKeyMissing},
		"buckets are not in a bucket":       {Operation{Name: "ListBuckets"}, "", ErrOperationElsewhere},
		"nor are access points":             {Operation{Name: "CreateAccessPoint"}, "", ErrOperationElsewhere},
		"an operation that is none":         {Operation{Name: "PutObjct"}, "k", ErrOperation},
		"an action instead of an operation": {Operation{Name: "s3:PutObject"}, "k", ErrOperation},
		"the zero operation":                {Operation{}, "k", ErrOperation},
		"a copy without source":             {Operation{Name: "CopyObject"}, "k", ErrSource},
	} {
		d := e.EvaluateOperation(tt.op, Question{Action: "s3:ListBucket", Key: tt.key})
		if !errors.Is(d.Err(), tt.want) || d.Allowed() != (tt.want == nil) || d.Blocked.Has(RequestLayer) != (tt.want != nil) {
			t.Errorf("%s: got %v", name, d)
		}
	}
	withSource := Question{Key: "k", Source: &Source{Evaluator: e, Name: "doc-bucket", Key: "k"}}
	if d := e.EvaluateOperation(Operation{Name: "PutObject"}, withSource); d.Err() != ErrSourceNotTaken {
		t.Errorf("a source that is not copied: got %v", d)
	}
	if d := new(Evaluator).EvaluateOperation(Operation{Name: "GetObject"}, Question{Key: "k"}); d.Allowed() || d.Err() != ErrNoSetting {
		t.Errorf("the zero evaluator: got %v", d)
	}
}

func TestCopiesNeedWhatTheyTakeAlong(t *testing.T) {
	t.Parallel()
	write := granted(t, "s3:PutObject", "s3:PutObjectTagging")
	version := func(q *Question) { q.Source.Version = "v1" }
	for name, tt := range map[string]struct {
		copyRow
		op     Operation
		action string
	}{
		"a copy":                              {copyRow{target: write, source: granted(t, "s3:GetObject"), allowed: true}, Operation{}, "s3:PutObject"},
		"a copy with its tags":                {copyRow{target: write, source: granted(t, "s3:GetObject", "s3:GetObjectTagging"), allowed: true}, Operation{SourceTags: true}, "s3:PutObject"},
		"tags that must not be read":          {copyRow{target: write, source: granted(t, "s3:GetObject"), by: BucketPolicyLayer}, Operation{SourceTags: true}, "s3:GetObjectTagging"},
		"tags that must not be written":       {copyRow{target: granted(t, "s3:PutObject"), source: granted(t, "s3:*"), by: BucketPolicyLayer}, Operation{SourceTags: true}, "s3:PutObjectTagging"},
		"a version, which the source names":   {copyRow{target: write, source: granted(t, "s3:GetObject"), question: version, by: BucketPolicyLayer}, Operation{}, "s3:GetObjectVersion"},
		"a version and its tags":              {copyRow{target: write, source: granted(t, "s3:GetObjectVersion", "s3:GetObjectVersionTagging"), question: version, allowed: true}, Operation{SourceTags: true}, "s3:PutObject"},
		"the wrong name of the source":        {copyRow{target: write, question: func(q *Question) { q.Source.Name = "x" }, by: RequestLayer, err: ErrSourceName}, Operation{}, "CopyObject"},
		"another region":                      {copyRow{target: write, through: accountB, source: func(s *Setting) { s.Bucket.Region = "us-east-1" }, by: OperationLayer}, Operation{}, "CopyObject"},
		"the write of a copy sees the source": {copyRow{target: only(t, "s3:PutObject", `{"StringEquals":{"s3:x-amz-copy-source":"source-bucket/dir/original"}}`), allowed: true}, Operation{}, "s3:PutObject"},
	} {
		t.Run(name, func(t *testing.T) {
			e, q := tt.decide(t)
			tt.op.Name = "CopyObject"
			d := e.EvaluateOperation(tt.op, q)
			if d.Allowed() != tt.allowed || d.By != tt.by || d.Err() != tt.err || d.action != tt.action {
				t.Errorf("got %v by %v", d, d.By)
			}
		})
	}
}
