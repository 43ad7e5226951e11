package analysis

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// By whatever way a request comes, one of the ways of the space is alike for all
// tests of it.
func TestThereIsAWayForAllThatARequestMayTake(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for round := range 300 {
		doc := viaDocument(r)
		src, reason := newSource(doc)
		require.Empty(t, reason)
		place := Place{Bucket: arn.MustParseBucket("arn:aws:s3:::b1b"), BucketAccount: ours}
		regions := []string{"us-west-2", "us-east-1", "eu-west-1"}
		if round%2 == 0 {
			place.AccessPoint = arn.MustParseAccessPoint("arn:aws:s3:us-west-2:" + ours + ":accesspoint/ap1")
			regions = regions[:1]
		}
		s, reason := newSpace(place, Budget{}.orDefault(), src)
		require.Empty(t, reason)
		if len(s.gaveUp) > 0 {
			continue
		}
		known := map[string]bool{}
		for _, v := range s.vias {
			known[s.alikeVia(src, v)] = true
		}
		for _, v := range viasToTry(regions) {
			if !known[s.alikeVia(src, v)] {
				text, _ := doc.MarshalJSON()
				t.Fatalf("no way is like that through %v, origin %v, for %s", v.accessPoint, v.origin, text)
			}
		}
	}
}

func viasToTry(regions []string) (list []via) {
	list = append(list, via{})
	for _, account := range []string{ours, theirs, "777788889999"} {
		for _, region := range regions {
			for _, name := range []string{"ap1", "ap2", "abc", "a-c", "zzz", "prod-x", "production"} {
				ap := arn.MustParseAccessPoint("arn:aws:s3:" + region + ":" + account + ":accesspoint/" + name)
				list = append(list, via{ap, accesspoint.Internet(), false}, via{ap, accesspoint.VPC("vpc-1"), false})
			}
		}
		ap := arn.MustParseAccessPoint("arn:aws:s3::" + account + ":accesspoint/mfzwi23gnjvgw.mrap")
		list = append(list, via{ap, accesspoint.Internet(), false})
	}
	return list
}

func viaDocument(r *rand.Rand) *policy.Document {
	pick := func(items ...string) string { return items[r.IntN(len(items))] }
	doc := &policy.Document{Kind: policy.Bucket}
	for range 1 + r.IntN(3) {
		c := policy.Condition{Operator: policy.Text{Value: pick("StringEquals", "StringNotEquals", "StringLike", "ArnLike", "ArnNotEquals")}, Key: policy.Text{Value: "s3:DataAccessPointArn"}}
		for range 1 + r.IntN(3) {
			c.Values = append(c.Values, policy.Text{Value: pick(
				"arn:aws:s3:us-west-2:"+ours+":accesspoint/ap1", "arn:aws:s3:us-west-2:"+ours+":accesspoint/*", "arn:aws:s3:us-west-2:"+ours+":accesspoint/*p*",
				"arn:aws:s3:us-west-2:*:accesspoint/prod-*", "arn:aws:s3:*:"+theirs+":accesspoint/a*", "arn:aws:s3::"+ours+":accesspoint/*", "*", "arn:aws:s3:*:*:accesspoint/???")})
		}
		switch r.IntN(3) {
		case 0:
			c = policy.Condition{Operator: policy.Text{Value: pick("StringEquals", "StringNotEquals")}, Key: policy.Text{Value: "s3:DataAccessPointAccount"}, Values: policy.Texts(pick(ours, theirs))}
		case 1:
			c = policy.Condition{Operator: policy.Text{Value: pick("StringEquals", "StringNotEquals")}, Key: policy.Text{Value: "s3:AccessPointNetworkOrigin"}, Values: policy.Texts(pick("VPC", "Internet"))}
		}
		doc.Statements = append(doc.Statements, policy.Statement{
			Effect: policy.Deny, Principal: policy.Principals{Any: true}, Condition: []policy.Condition{c},
			Action: policy.Patterns{Items: policy.Texts("*")}, Resource: policy.Patterns{Items: policy.Texts("*")},
		})
	}
	return doc
}

// alikeVia tells what the conditions of a policy say of a way.
func (s *space) alikeVia(src *source, v via) string {
	req := accesspoint.Request{Principal: policy.Anonymous(), Bucket: s.spot.bucket, BucketAccount: ours, AccessPoint: v.accessPoint}
	asked, _ := req.Asked(v.origin)
	var b strings.Builder
	for i := range src.doc.Statements {
		for _, t := range src.tests[i] {
			fmt.Fprint(&b, t.HoldsIn(&asked.Context), " ")
		}
	}
	fmt.Fprint(&b, asked.Context.Has(condition.S3DataAccessPointARN))
	return b.String()
}
