package lint

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// accessPointChecks are those of the policies of access points, and of statements of
// bucket policies about access points.
func accessPointChecks() []check {
	return []check{
		{Info: Info{"ap-bucket-arn", Error, AccessPointPolicy, "The ARN of a bucket or its objects in an access point policy, which is about the access point and objects under it."}, run: bucketInAccessPointPolicy, form: true},
		{Info: Info{"ap-arn-in-bucket-policy", Error, BucketPolicy, "An access point as resource of a bucket policy. Requests through it are asked about with the ARN of the bucket; a condition on s3:DataAccessPointArn tells them apart."}, run: accessPointInBucketPolicy, form: true},
		{Info: Info{"ap-missing-object-segment", Error, AccessPointPolicy, "The segment object/ is missing between the name of the access point and the key of an object."}, run: missingObjectSegment, form: true},
		{Info: Info{"ap-resource-action-mismatch", Error, AccessPointPolicy, "An action on the access point itself whose statement has only objects as resources, or the other way round."}, run: actionOnOtherResource, reads: actionElement | resourceElement, form: true},
		{Info: Info{"ap-other-access-point", Error, AccessPointPolicy, "The ARN of another access point than the policy is for."}, needs: needAccessPoint, run: otherAccessPoint},
		{Info: Info{"ap-other-account", Error, AccessPointPolicy, "An access point ARN with another account than the access point belongs to."}, needs: needAccessPoint, run: otherAccount},
		{Info: Info{"ap-other-region", Error, AccessPointPolicy, "An access point ARN with another Region than the access point is in."}, needs: needAccessPoint, run: otherRegion},
		{Info: Info{"ap-other-partition", Error, AccessPointPolicy, "An access point ARN with another partition than its Region belongs to."}, run: otherPartition},
		{Info: Info{"ap-arn-incomplete", Error, AccessPointPolicy, "An access point ARN without Region or account."}, run: incompleteARN, form: true},
		{Info: Info{"ap-alias-in-policy", Error, AnyPolicy, "The alias of an access point as resource or in a condition. Aliases work in requests only; policies are asked about ARNs."}, run: aliasInPolicy},
		{Info: Info{"ap-unsupported-action", Error, AccessPointPolicy, "An action that no request through an access point can use. Whether actions on access points themselves may be named is not documented: a warning."}, run: unsupportedAction},
		{Info: Info{"ap-action-not-for-data-source", Error, AccessPointPolicy, "An action that what the access point is attached to, an FSx volume or a backup recovery point, does not support."}, run: actionNotForDataSource},
		{Info: Info{"ap-multi-region-form", Error, AccessPointPolicy, "A Multi-Region Access Point with a Region in its ARN, or by another name than its alias, which ends in .mrap."}, run: multiRegionForm},
		{Info: Info{"ap-anonymous-grant", Warning, AccessPointPolicy, "An Allow for anonymous callers alone. Access points refuse requests that are not signed."}, run: anonymousGrant, reads: conditionElement},
		{Info: Info{"ap-https-condition", Suggestion, AccessPointPolicy, "A condition on aws:SecureTransport. Access points answer over HTTPS only."}, run: httpsCondition},
		{Info: Info{"ap-data-access-point-key", SecurityWarning, AccessPointPolicy, "A condition of an Allow on s3:DataAccessPointArn or s3:DataAccessPointAccount, which for one access point never change: it limits nothing, and with a wildcard in its value S3 calls the policy public."}, run: constantAccessPointKey, reads: principalElement | conditionElement},
		{Info: Info{"ap-vpc-mismatch", Error, AccessPointPolicy, "A condition on aws:SourceVpc that asks for another VPC than the one that the access point takes requests from."}, needs: needOrigin, run: vpcMismatch, reads: conditionElement},
		{Info: Info{"ap-origin-mismatch", Error, AccessPointPolicy, "A condition on s3:AccessPointNetworkOrigin that asks for a network origin which the access point does not have."}, needs: needOrigin, run: originMismatch, reads: conditionElement},
		{Info: Info{"ap-vpc-source-ip", Error, AccessPointPolicy, "A condition on aws:SourceIp where all requests come from a VPC, which do not have it."}, needs: needOrigin, run: sourceIPInVPC, reads: conditionElement},
		{Info: Info{"ap-vpc-open-allow", Warning, AccessPointPolicy, "An Allow for everybody in the VPC: no limit to principals, organizations, endpoints or addresses. S3 does not call it public, and yet credentials of any account will do."}, needs: needOrigin, run: openToVPC, reads: otherStatements},
		{Info: Info{"ap-public-policy-blocked", Warning, AccessPointPolicy, "A public policy for an access point whose settings of Block Public Access, which are on by default and cannot be changed later, refuse it."}, needs: needOrigin | needBlock, run: publicPolicyBlocked, reads: principalElement | conditionElement},
		{Info: Info{"delegation-to-foreign-account", SecurityWarning, BucketPolicy, "Everything is delegated to the access points of another account: their policies decide, about writing and about permissions too."}, needs: needBucketAccount, run: delegationToForeignAccount, reads: principalElement | actionElement | conditionElement},
		{Info: Info{"delegation-to-any-account", SecurityWarning, BucketPolicy, "A delegation to the access points of any account: anybody can make an access point for the bucket."}, run: delegationToAnyAccount, reads: principalElement | conditionElement},
		{Info: Info{"network-origin-deny-blocks-direct", Warning, BucketPolicy, "A Deny of what does not come through an access point for a VPC. Requests to the bucket itself have no network origin and are denied as well."}, run: denyBlocksDirect, reads: conditionElement},
	}
}

// test makes a condition ready. It is not ok if the condition cannot be read, which is
// reported as such.
func (t *text) test(c *policy.Condition) (test condition.Test, ok bool) {
	op, err := condition.ParseOperator(c.Operator.Value)
	if err != nil || len(c.Values) == 0 {
		return test, false
	}
	language := condition.Language2008
	if t.doc.Version.Value == version2012 {
		language = condition.Language2012
	}
	values := make([]string, len(c.Values))
	for i, v := range c.Values {
		values[i] = v.Value
	}
	test, err = condition.NewTest(language, op, condition.Key(c.Key.Value), values...)
	return test, err == nil
}

// isKey reports whether a condition is on a key. Case does not count.
func isKey(c *policy.Condition, k condition.Key) bool {
	return strings.EqualFold(c.Key.Value, string(k))
}

// limitsCallers reports whether one of the conditions leaves only certain callers,
// organizations, endpoints or addresses: it must hold, and needs a key that tells who
// calls or from where.
func limitsCallers(list []policy.Condition) bool {
	return slices.ContainsFunc(list, func(c policy.Condition) bool {
		op, err := condition.ParseOperator(c.Operator.Value)
		return err == nil && op.NeedsKey() && tellsCaller(c.Key.Value) && !slices.ContainsFunc(c.Values, takesAll)
	})
}

// takesAll reports whether a value has nothing but wildcards.
func takesAll(t policy.Text) bool { return strings.Trim(t.Value, "*?") == "" }

// tellsCaller reports whether a condition key is about who calls, or from where within
// a VPC.
//
// IAM User Guide, "AWS global condition context keys", properties of the principal,
// the role session and the network.
func tellsCaller(key string) bool {
	folded := condition.Key(key).Fold()
	switch condition.Key(folded) {
	case "aws:userid", "aws:username", "aws:sourcevpce", "aws:sourceip", "aws:vpcsourceip",
		"aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths",
		"aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths", "aws:sourceidentity", "aws:federatedprovider":
		return true
	}
	return strings.HasPrefix(folded, "aws:principal")
}

// removeCondition returns the edit that takes a condition out of its statement, with
// the operator or the whole element if nothing else is in it.
func (t *text) removeCondition(c *policy.Condition) Edit {
	n := t.tree.At(int(c.Key.Pos) - 1)
	for t.tree.Key(n) != "Condition" {
		parent := t.tree.Parent(n)
		if parent == 0 || t.tree.Child(parent) != n || t.tree.Next(n) != 0 {
			break
		}
		n = parent
	}
	return t.removeNode(n)
}
