package lint

import (
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/publicgrant"
	"github.com/s3ap/s3ap/policy"
)

// A sourceLimit says how well a statement limits on whose behalf a service calls.
type sourceLimit uint8

const (
	noSource sourceLimit = iota
	weakSource
	fixedSource
)

// source returns the best limit on the source among conditions, and the condition
// that comes nearest to one.
//
// IAM User Guide, "The confused deputy problem", "Cross-service confused deputy
// prevention".
func source(list []policy.Condition) (best sourceLimit, nearest *policy.Condition) {
	for i := range list {
		c := &list[i]
		op, err := condition.ParseOperator(c.Operator.Value)
		limit, isFixed := sourceKey(condition.Key(c.Key.Value))
		if err != nil || limit == noSource {
			continue
		}
		if !publicgrant.DemandsKey(op, c, list) || !publicgrant.ComparesText(op) || !publicgrant.Every(c.Values, isFixed) {
			limit = noSource
		}
		if nearest == nil || limit > best {
			best, nearest = limit, c
		}
	}
	return best, nearest
}

// sourceKey returns how well a key can limit the source, and what its values have to
// be for that. aws:Referer and aws:SourceOwner are what a few services carried before
// the others were there.
func sourceKey(k condition.Key) (limit sourceLimit, isFixed func(string) bool) {
	switch k.Fold() {
	case condition.SourceARN.Fold():
		return fixedSource, isOfOneOwner
	case condition.SourceAccount.Fold(), condition.SourceOrgID.Fold():
		return fixedSource, isOneSource
	case condition.SourceOrgPaths.Fold():
		return fixedSource, func(v string) bool { return orgOfPath(v) != "" }
	case condition.Referer.Fold(), "aws:sourceowner":
		return weakSource, isOneSource
	}
	return noSource, nil
}

// isOneSource reports whether a value is one account or organization: written out, or
// that of the resource itself.
func isOneSource(value string) bool { return publicgrant.IsFixed(value) || isOwnVariable(value) }

// isOwnVariable reports whether a value is a variable for the owner of the resource.
func isOwnVariable(value string) bool {
	name, ok := strings.CutPrefix(value, "${")
	name, closed := strings.CutSuffix(name, "}")
	if !ok || !closed {
		return false
	}
	switch condition.Key(name).Fold() {
	case condition.ResourceAccount.Fold(), condition.S3ResourceAccount.Fold(), condition.ResourceOrgID.Fold():
		return true
	}
	return false
}

// isOfOneOwner reports whether an ARN with wildcards is of one account, or of one
// bucket, whose ARN does not tell its account.
func isOfOneOwner(value string) bool {
	n := splitARN(value)
	if n.account == "" {
		bucket, _, _ := n.bucket()
		return n.ok && publicgrant.IsFixed(bucket)
	}
	return arn.ValidAccount(n.account) || n.isOwn()
}

// isOwn reports whether the account is a variable for the owner of the resource. The
// colon of the variable is taken for one of the ARN.
func (n name) isOwn() bool {
	rest, _, closed := strings.Cut(n.rest, "}")
	return closed && isOwnVariable(n.account+":"+rest+"}")
}

// orgOfPath returns the organization of a value of a key of paths in one, the empty
// text if a wildcard leaves it open.
func orgOfPath(value string) string {
	org, _, ok := strings.Cut(value, "/")
	if !ok || !publicgrant.IsFixed(org) {
		return ""
	}
	return org
}
