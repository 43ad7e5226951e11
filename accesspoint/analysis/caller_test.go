package analysis

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

const (
	ours   = "111122223333"
	theirs = "444455556666"
)

var (
	entries = []string{
		ours, theirs, "*", "arn:aws:iam::" + ours + ":root",
		"arn:aws:iam::" + ours + ":role/app", "arn:aws:iam::" + ours + ":role/team/app", "arn:aws:iam::" + theirs + ":role/app",
		"arn:aws:sts::" + ours + ":assumed-role/app/s1", "arn:aws:sts::" + ours + ":assumed-role/app/s2", "arn:aws:sts::" + ours + ":assumed-role/app/session", "arn:aws:sts::" + theirs + ":assumed-role/dev/s1",
		"arn:aws:iam::" + ours + ":user/ann", "arn:aws:iam::" + ours + ":user/other", "arn:aws:iam::" + ours + ":user/team/bob", "arn:aws:iam::" + ours + ":user/other", "arn:aws:sts::" + ours + ":federated-user/fed",
	}
	arnPatterns = []string{
		"arn:aws:iam::" + ours + ":role/app", "arn:aws:iam::" + ours + ":role/*", "arn:aws:iam::" + ours + ":role/team/*", "arn:aws:iam::*:role/*app",
		"arn:aws:iam::*:user/a*", "arn:aws:sts::" + ours + ":federated-user/f*", "arn:aws:iam::" + theirs + ":root", "*:root", "*", "arn:aws:iam::*:role/x?/app",
	}
)

func callersToTry(t *testing.T) (list []policy.Principal) {
	add := func(p policy.Principal, err error) {
		require.NoError(t, err)
		list = append(list, p)
	}
	for _, account := range []string{ours, theirs, "777788889999"} {
		iam, sts := "arn:aws:iam::"+account+":", "arn:aws:sts::"+account+":"
		for _, role := range []string{"app", "team/app", "x/app", "xy/app", "dev", "webapp", "team/x/app", "other", "App"} {
			for _, session := range []string{"s1", "s2", "s3", "session"} {
				add(policy.AssumedRole(iam+"role/"+role, session))
			}
		}
		for _, user := range []string{"ann", "bob", "team/bob", "team/ann", "zoe", "abc", "other"} {
			add(policy.ParsePrincipal(iam + "user/" + user))
			for _, name := range []string{"fed", "f", "other"} {
				add(policy.Federated(iam+"user/"+user, name))
			}
		}
		add(policy.ParsePrincipal(iam + "root"))
		_ = sts
	}
	add(policy.ParsePrincipal("logging.s3.amazonaws.com"))
	add(policy.ParsePrincipal("cloudtrail.amazonaws.com"))
	return append(list, policy.Anonymous())
}

// Whoever calls, one of the callers of the space is alike for all principals and all
// tests of who calls.
func TestThereIsACallerForAllWhoMayCall(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	all := callersToTry(t)
	for range 200 {
		src, reason := newSource(callerDocument(r))
		require.Empty(t, reason)
		s, reason := newSpace(Place{Bucket: arn.MustParseBucket("arn:aws:s3:::b1b"), BucketAccount: ours}, Budget{}.orDefault(), src)
		require.Empty(t, reason)
		require.Empty(t, s.gaveUp)
		known := map[string]bool{}
		for _, p := range s.callers {
			known[s.alike(src, p)] = true
		}
		for _, p := range all {
			if !known[s.alike(src, p)] {
				text, _ := src.doc.MarshalJSON()
				t.Fatalf("nobody is like %v, of %v, for %s", p, p.ARN(), text)
			}
		}
	}
}

func callerDocument(r *rand.Rand) *policy.Document {
	doc := &policy.Document{Kind: policy.Bucket}
	for range 1 + r.IntN(3) {
		st := policy.Statement{
			Effect: policy.Deny, Action: policy.Patterns{Items: policy.Texts("*")}, Resource: policy.Patterns{Items: policy.Texts("*")},
			Principal: policy.Principals{Not: r.IntN(3) == 0},
		}
		for range 1 + r.IntN(4) {
			st.Principal.AWS = append(st.Principal.AWS, policy.Text{Value: entries[r.IntN(len(entries))]})
		}
		if r.IntN(4) == 0 {
			st.Principal.Service = policy.Texts("logging.s3.amazonaws.com")
		}
		if r.IntN(2) == 0 {
			st.Condition = append(st.Condition, policy.Condition{
				Operator: policy.Text{Value: []string{"ArnLike", "StringNotLike", "StringLike"}[r.IntN(3)]},
				Key:      policy.Text{Value: "aws:PrincipalArn"}, Values: policy.Texts(arnPatterns[r.IntN(len(arnPatterns))], arnPatterns[r.IntN(len(arnPatterns))]),
			})
		}
		if r.IntN(4) == 0 {
			st.Condition = append(st.Condition, policy.Condition{
				Operator: policy.Text{Value: "StringEquals"}, Key: policy.Text{Value: "aws:PrincipalType"}, Values: policy.Texts([]string{"User", "AssumedRole", "Account"}[r.IntN(3)]),
			})
		}
		doc.Statements = append(doc.Statements, st)
	}
	return doc
}

// alike tells what the statements of a policy say of a caller.
func (s *space) alike(src *source, p policy.Principal) string {
	req := accesspoint.Request{Principal: p, Bucket: s.spot.bucket, BucketAccount: ours}
	asked, _ := req.Asked(accesspoint.NetworkOrigin{})
	var b strings.Builder
	for i := range src.doc.Statements {
		fmt.Fprint(&b, src.compiled.About(i, policy.PrincipalElement, &asked), " ")
		for _, t := range src.tests[i] {
			fmt.Fprint(&b, t.HoldsIn(&asked.Context), " ")
		}
	}
	return b.String()
}
