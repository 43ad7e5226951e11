package accesspoint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// requestChanges are the candidates that change the request and no policy: it is
// sent from the VPC of the access point, without a public ACL, or so that it meets
// the conditions of an Allow that misses it by them alone.
func (p *plea) requestChanges() []candidate {
	var list []candidate
	add := func(ctx condition.Context, words string) {
		for i := range list {
			if list[i].change.added == words {
				return // statements of both legs may ask for the same
			}
		}
		c := Change{Kind: ChangeRequest, Layer: RequestLayer, Context: slices.Collect(ctx.All()), added: words}
		list = append(list, candidate{
			change: c, slot: slot{layer: RequestLayer, number: len(list)}, width: requestWidth,
			elsewhere: ctx.Has(condition.SourceVPC) != condition.False,
		})
	}
	if vpc := p.world.origin.VPCID(); vpc != "" {
		add(throughEndpoint().With(condition.String(condition.SourceVPC, vpc)),
			fmt.Sprintf("send the request from %v, through a VPC endpoint there", p.world.origin))
	}
	if p.world.blocksPublicACLs && setsPublicACL(doubt.Deny, p.action.Name, p.requests[0].Context) {
		add(condition.NewContext(condition.Strings(condition.S3ACL)), "send the request without a public ACL")
	}
	for _, at := range p.places() {
		for _, leg := range p.lacking(at) {
			for _, pol := range p.world.list(at) {
				p.meetConditions(pol, leg, add)
			}
		}
	}
	return list
}

// meetConditions finds the Allows of a policy that miss a leg by conditions alone,
// and what would meet these.
func (p *plea) meetConditions(pol *policy.Policy, leg int, add func(condition.Context, string)) {
	doc := pol.Document()
	for i, t := range pol.Explain(p.requests[leg]) {
		if t.Effect != policy.Allow || t.Near() != allElements-1 || t.Missed() != policy.ConditionElement {
			continue
		}
		if ctx, words, ok := meeting(doc, i, p.requests[leg].Context); ok {
			add(ctx, "send the request so that "+words+" holds")
		}
	}
}

// meeting returns what a request is to have, beside what it has, to meet the
// conditions of a statement, and the conditions in words. It is false if one of
// them is not for the sender to meet.
func meeting(doc *policy.Document, statement int, has condition.Context) (wanted condition.Context, words string, ok bool) {
	language := condition.Language2008
	if doc.Version.Value == version {
		language = condition.Language2012
	}
	var attrs []condition.Attr
	var names []string
	for _, c := range doc.Statements[statement].Condition {
		key, values := condition.Key(c.Key.Value), texts(c.Values)
		// What has been compiled can be made ready again.
		op, _ := condition.ParseOperator(c.Operator.Value)
		test, err := condition.NewTest(language, op, key, values...)
		switch {
		case err != nil || test.Holds(has) == condition.True:
			continue
		case op.Negated() || !isForSender(key):
			return condition.Context{}, "", false
		}
		value := values[0]
		if op.IsIPAddress() {
			value, _, _ = strings.Cut(value, "/")
		}
		if isOfEndpoint(key) {
			wanted = throughEndpoint()
		}
		attrs = append(attrs, condition.String(key, value))
		names = append(names, fmt.Sprintf("%v %s `%s`", op, key, strings.Join(values, "` or `")))
	}
	return wanted.With(attrs...), strings.Join(names, " and "), len(attrs) > 0
}

func texts(list []policy.Text) []string {
	values := make([]string, len(list))
	for i, t := range list {
		values[i] = t.Value
	}
	return values
}

// isForSender reports whether who sends a request chooses what it has there: by
// which network and protocol it goes, and what it asks for.
func isForSender(k condition.Key) bool {
	switch folded := k.Fold(); folded {
	case condition.SecureTransport.Fold(), condition.SourceIP.Fold(), condition.VPCSourceIP.Fold(), condition.MultiFactorAuthPresent.Fold(),
		condition.S3TLSVersion.Fold(), condition.S3AuthType.Fold(), condition.S3SignatureVersion.Fold(),
		condition.S3Prefix.Fold(), condition.S3Delimiter.Fold(), condition.S3MaxKeys.Fold(), condition.S3RequestObjectTagKeys.Fold():
		return true
	default:
		return isOfEndpoint(k) || strings.HasPrefix(folded, "s3:x-amz-") || strings.HasPrefix(folded, "s3:requestobjecttag/")
	}
}

// isOfEndpoint reports whether the VPC endpoint that a request goes through
// decides what it has there.
func isOfEndpoint(k condition.Key) bool {
	return k.Fold() == condition.SourceVPC.Fold() || k.Fold() == condition.SourceVPCE.Fold()
}

// throughEndpoint is what a request has that goes through some VPC endpoint, as
// far as it can be told.
//
// IAM User Guide, "AWS global condition context keys", on properties of the
// network.
func throughEndpoint() condition.Context {
	ctx := condition.NewContext(condition.Strings(condition.SourceIP)) // absent then
	for _, k := range [...]condition.Key{
		condition.SourceVPC, condition.SourceVPCE, condition.VPCSourceIP, condition.SourceVPCARN,
		condition.VPCEAccount, condition.VPCEOrgID, condition.VPCEOrgPaths,
	} {
		ctx = ctx.With(condition.Unrecorded(k))
	}
	return ctx
}
