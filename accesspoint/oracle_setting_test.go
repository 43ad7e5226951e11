package accesspoint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/slow"
	"github.com/s3ap/s3ap/policy"
)

// setting makes the setting of a world.
func setting(t *testing.T, w slow.World) accesspoint.Setting {
	t.Helper()
	principal, err := w.Caller.Principal()
	require.NoError(t, err)
	s := accesspoint.Setting{
		Bucket: accesspoint.BucketSetting{
			Bucket: arn.MustParseBucket("arn:aws:s3:::" + w.Bucket.Name), Account: w.Bucket.Account, Region: w.Bucket.Region,
			Policy: compiled(t, w.Bucket.Policy), BlockPublicAccess: block(w.Bucket.Block), Tags: w.Bucket.Tags, ABAC: w.Bucket.ABAC,
		},
		Caller: accesspoint.CallerSetting{
			Principal: principal, Identity: allCompiled(t, w.Identity), Boundary: compiled(t, w.Boundary),
			Session: allCompiled(t, w.Session), Tags: w.CallerTags,
		},
	}
	if ap := w.AccessPoint; ap != nil {
		s.AccessPoint = accesspoint.AccessPointSetting{
			AccessPoint: arn.MustParseAccessPoint(ap.ARN()), Origin: accesspoint.Internet(), Policy: compiled(t, ap.Policy),
			BlockPublicAccess: block(ap.Block), Tags: ap.Tags,
		}
		if ap.VPC != "" {
			s.AccessPoint.Origin = accesspoint.VPC(ap.VPC)
		}
	}
	if e := w.Endpoint; e != nil {
		s.Endpoint = accesspoint.EndpointSetting{ID: e.ID, VPC: e.VPC, Policy: compiled(t, e.Policy)}
	}
	for _, a := range w.Accounts {
		s.Accounts = append(s.Accounts, account(t, a))
	}
	return s
}

func account(t *testing.T, a slow.Account) accesspoint.Account {
	t.Helper()
	account := accesspoint.Account{ID: a.ID, BlockPublicAccess: *block(&a.Block), Management: a.Management}
	for _, level := range a.ServiceControl {
		account.ServiceControl = append(account.ServiceControl, allCompiled(t, level))
	}
	for _, level := range a.ResourceControl {
		account.ResourceControl = append(account.ResourceControl, allCompiled(t, level))
	}
	return account
}

func block(b *slow.Block) *accesspoint.BlockPublicAccess {
	if b == nil {
		return nil
	}
	return &accesspoint.BlockPublicAccess{
		BlockPublicACLs: b.BlockPublicACLs, IgnorePublicACLs: b.IgnorePublicACLs,
		BlockPublicPolicy: b.BlockPublicPolicy, RestrictPublicBuckets: b.RestrictPublicBuckets,
	}
}

func compiled(t *testing.T, doc *policy.Document) *policy.Policy {
	t.Helper()
	if doc == nil {
		return nil
	}
	p, err := doc.Compile()
	require.NoError(t, err, doc)
	return p
}

func allCompiled(t *testing.T, docs []*policy.Document) (policies []*policy.Policy) {
	t.Helper()
	for _, doc := range docs {
		if doc != nil {
			policies = append(policies, compiled(t, doc))
		}
	}
	return policies
}

// question makes the question for an Evaluator. A source that cannot be has none.
func question(t *testing.T, ask slow.Ask) accesspoint.Question {
	t.Helper()
	q := accesspoint.Question{Action: ask.Action, Key: ask.Key, Context: ask.Context()}
	if s := ask.Source; s != nil {
		e, err := accesspoint.NewEvaluator(setting(t, s.World))
		require.Equal(t, s.World.IsFaulty(), err != nil, "%v: %v", s.World, err)
		q.Source = &accesspoint.Source{Evaluator: e, Name: s.Name, Key: s.Key, Version: s.Version}
	}
	return q
}

// request makes the request for the functions of four arguments.
func request(ask slow.Ask, s accesspoint.Setting) accesspoint.Request {
	return accesspoint.Request{
		Principal: s.Caller.Principal, Action: ask.Action, AccessPoint: s.AccessPoint.AccessPoint, Bucket: s.Bucket.Bucket,
		BucketAccount: s.Bucket.Account, Key: ask.Key, Context: ask.Context(),
	}
}
