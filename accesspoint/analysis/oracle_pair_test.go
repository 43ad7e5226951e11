package analysis_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

func rounds(few, many int) int {
	if testing.Short() {
		return few
	}
	return many
}

func TestAnswersAboutPairsAgreeWithTheEvaluator(t *testing.T) {
	n := newTally(t)
	for seed := range rounds(10, 40) {
		u := newUniverse(uint64(1000 + seed))
		u.checkPair(n, u.document(policy.Bucket, 2+u.IntN(3)), u.document(policy.AccessPoint, 1+u.IntN(3)))
	}
	n.report()
}

// isOwner reports whether a caller is a root user who needs no policy.
func (u universe) isOwner(p policy.Principal) bool {
	return p.Type() == policy.RootUser && (p.Account() == owner || p.Account() == u.accessPoint.Account())
}

func (u universe) checkPair(n *tally, bucket, ap *policy.Document) {
	n.of = []*policy.Document{bucket, ap}
	p := analysis.NewPair(bucket, ap, u.place, analysis.Budget{})
	bp, err := bucket.Compile()
	require.NoError(n, err)
	app, err := ap.Compile()
	require.NoError(n, err)
	var through, direct []tried
	for _, r := range u.requests(2000) {
		switch {
		case u.isOwner(r.req.Principal):
		case !r.req.AccessPoint.IsValid():
			direct = append(direct, r)
		case r.req.AccessPoint == u.accessPoint:
			through = append(through, r)
		}
	}
	for i := range ap.Statements {
		if ap.Statements[i].Effect != policy.Allow {
			continue
		}
		own := one(n, ap, i)
		of := func(r tried) bool {
			return !u.isOwner(r.req.Principal) && applies(own, r.accessPoint) && app.Evaluate(r.accessPoint).Outcome == policy.Allowed
		}
		for part, has := range map[analysis.Part]func(r tried) bool{
			analysis.Whole:     func(tried) bool { return true },
			analysis.OnObjects: func(r tried) bool { return r.req.Key != "" },
			analysis.OnBucket:  func(r tried) bool { return r.req.Key == "" },
		} {
			n.holds("Ineffective", p.Ineffective(i, part), through, func(r tried) bool {
				d := accesspoint.Evaluate(r.req, bp, app, r.origin)
				return has(r) && of(r) && bp.Evaluate(r.bucket).Outcome == policy.ImplicitDeny && !d.Allowed()
			})
			n.holds("Effective", p.Effective(i, part), through, func(r tried) bool {
				return has(r) && of(r) && bp.Evaluate(r.bucket).Outcome == policy.Allowed
			})
		}
		n.holds("SurvivesBucket", p.SurvivesBucket(i), through, func(r tried) bool {
			return applies(own, r.accessPoint) && bp.Evaluate(r.bucket).Outcome != policy.ExplicitDeny
		})
		for j := range bucket.Statements {
			if deny := one(n, bucket, j); bucket.Statements[j].Effect == policy.Deny {
				n.holds("SurvivesBucketOne", p.SurvivesBucketOne(i, j), through, func(r tried) bool {
					return applies(own, r.accessPoint) && !applies(deny, r.bucket)
				})
			}
		}
	}
	for j := range bucket.Statements {
		if own := one(n, bucket, j); bucket.Statements[j].Effect == policy.Allow {
			n.holds("Bypass", p.Bypass(j), direct, func(r tried) bool {
				return !u.isOwner(r.req.Principal) && applies(own, r.bucket) && bp.Evaluate(r.bucket).Outcome == policy.Allowed && u.passesBy(n, ap, r)
			})
		}
	}
}

// passesBy reports whether a direct request could be one through the access point, of
// an origin that it may have, would be allowed there without the conditions of one
// statement, and is not.
func (u universe) passesBy(t testing.TB, ap *policy.Document, r tried) bool {
	known, _ := s3action.Lookup(r.req.Action)
	return known.ThroughAccessPoint && slices.ContainsFunc(u.origins(u.place.Origin), func(o accesspoint.NetworkOrigin) bool {
		req := r.req
		req.AccessPoint = u.accessPoint
		_, asked := req.Asked(o)
		return isConditional(t, ap, asked)
	})
}

// isConditional reports whether a request is one that no Allow is about, but one would
// be without its conditions.
func isConditional(t testing.TB, ap *policy.Document, asked policy.Request) bool {
	named := false
	for i := range ap.Statements {
		if ap.Statements[i].Effect == policy.Deny {
			continue
		}
		own := one(t, ap, i)
		if applies(own, asked) {
			return false
		}
		about := func(e policy.Element) bool { return own.About(0, e, &asked) == condition.True }
		named = named || len(ap.Statements[i].Condition) > 0 && about(policy.PrincipalElement) && about(policy.ActionElement) && about(policy.ResourceElement)
	}
	return named
}

func TestAnswersAboutTwoPoliciesAgreeWithTheEvaluator(t *testing.T) {
	n := newTally(t)
	for seed := range rounds(10, 40) {
		u := newUniverse(uint64(2000 + seed))
		u.checkTwo(n, u.document(policy.Bucket, 2+u.IntN(3)))
	}
	n.report()
}

// checkTwo asks about a document and another with some of its statements, and about an
// access.
func (u universe) checkTwo(n *tally, doc *policy.Document) {
	reference := u.document(policy.Bucket, 1)
	reference.Version = doc.Version
	for i := range doc.Statements {
		if u.IntN(3) > 0 {
			reference.Statements = append(reference.Statements, doc.Statements[i])
		}
	}
	n.of = []*policy.Document{doc, reference}
	p, err := doc.Compile()
	require.NoError(n, err)
	q, err := reference.Compile()
	if err != nil {
		return // a variable under the other version
	}
	all := u.requests(2000)
	n.holds("Beyond", analysis.New(doc, u.place, analysis.Budget{}).Beyond(reference), all, func(r tried) bool {
		return p.Evaluate(r.bucket).Outcome == policy.Allowed && q.Evaluate(r.bucket).Outcome != policy.Allowed
	})
	u.checkAccess(n, doc, p, all)
}

func (u universe) checkAccess(n *tally, doc *policy.Document, p *policy.Policy, all []tried) {
	a := analysis.New(doc, u.place, analysis.Budget{})
	access := analysis.Access{
		Principals: []string{u.pick(owner, role(owner, "app"), "*", foreign, "logging.s3.amazonaws.com")},
		Actions:    []string{u.pick("s3:GetObject", "s3:Get*", "s3:*", "s3:ListBucket")},
		Resources:  []string{"arn:aws:s3:::b1b/" + u.pick("a*", "ab", "*"), "arn:aws:s3:::b1b"},
	}
	st := policy.Statement{Effect: policy.Allow, Action: policy.Patterns{Items: policy.Texts(access.Actions...)}, Resource: policy.Patterns{Items: policy.Texts(access.Resources...)}}
	st.Principal.AWS = policy.Texts(access.Principals...)
	if access.Principals[0] == "logging.s3.amazonaws.com" {
		st.Principal = policy.Principals{Service: policy.Texts(access.Principals...)}
	}
	of := one(n, &policy.Document{Kind: policy.Bucket, Statements: []policy.Statement{st}}, 0)
	n.holds("Allows", a.Allows(access), all, func(r tried) bool {
		return applies(of, r.bucket) && p.Evaluate(r.bucket).Outcome == policy.Allowed
	})
	n.holds("Lacks", a.Lacks(access), all, func(r tried) bool {
		return applies(of, r.bucket) && p.Evaluate(r.bucket).Outcome != policy.Allowed
	})
}

// checkOwner asks whether the owner is locked out.
func (u universe) checkOwner(n *tally, doc *policy.Document) {
	n.of = []*policy.Document{doc}
	whole, err := doc.Compile()
	require.NoError(n, err)
	looksAtIP := slices.ContainsFunc(*u.used, func(w word) bool { return w.key == "aws:SourceIp" })
	all := u.requests(2000)
	for _, action := range []string{"s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:GetObject"} {
		n.holds("KeepsOwner", analysis.New(doc, u.place, analysis.Budget{}).KeepsOwner(action), all, func(r tried) bool {
			t := r.req.Principal.Type()
			return r.req.Action == action && !r.req.AccessPoint.IsValid() && r.req.Principal.Account() == owner &&
				(t == policy.User || t == policy.RoleSession || t == policy.FederatedUser) && r.req.Context.Has("aws:SourceVpc") == condition.False &&
				(!looksAtIP || r.req.Context.Has("aws:SourceIp") == condition.True) && whole.Evaluate(r.bucket).Outcome != policy.ExplicitDeny
		})
	}
}

func TestAnswersAboutTheOwnerAgreeWithTheEvaluator(t *testing.T) {
	n := newTally(t)
	for seed := range rounds(10, 40) {
		u := newUniverse(uint64(5000 + seed))
		u.checkOwner(n, u.document(policy.Bucket, 1+u.IntN(4)))
	}
	n.report()
}
