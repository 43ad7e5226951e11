package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// formOf returns what the values of a key of the table are like, in words, and whether
// a value is; no words if nothing is known of them.
//
// IAM User Guide, "AWS global condition context keys". Organizations API Reference,
// "Organization", on ids.
func formOf(key string) (form string, fits func(value string) bool) {
	switch condition.Key(key) {
	case condition.PrincipalAccount:
		// What is not signed has this account.
		return "an account id of 12 digits", func(v string) bool { return arn.ValidAccount(v) || v == "anonymous" }
	case condition.SourceAccount, condition.ResourceAccount, condition.S3ResourceAccount, condition.S3DataAccessPointAccount, condition.VPCEAccount:
		return "an account id of 12 digits", arn.ValidAccount
	case condition.PrincipalOrgID, condition.SourceOrgID, condition.ResourceOrgID, condition.VPCEOrgID:
		return "the id of an organization, `o-` with letters and digits in lower case after it", isOrganization
	case condition.S3DataAccessPointARN:
		return "an ARN like `arn:aws:s3:us-west-2:111122223333:accesspoint/NAME`, without an object", isBareAccessPoint
	case condition.PrincipalARN:
		return "an ARN like `arn:aws:iam::111122223333:role/NAME`", isARN
	case condition.SourceARN:
		return "an ARN, of six parts with colons between them", isARN
	}
	return "", nil
}

// isARN reports whether a value has the form of ARNs. Some belong to no account, or to
// one that AWS calls by a name.
func isARN(value string) bool {
	n := splitARN(value)
	isName := strings.Trim(n.account, "0123456789") == n.account
	return n.ok && arn.ValidPartition(n.partition) && n.service != "" && n.rest != "" && (isName || arn.ValidAccount(n.account))
}

func isOrganization(value string) bool {
	rest, ok := strings.CutPrefix(value, "o-")
	return ok && rest != "" && rest == strings.ToLower(rest) && allLettersOr(rest, "")
}

// isBareAccessPoint reports whether a value is like the ARN of an access point, and
// not of an object behind it.
func isBareAccessPoint(value string) bool {
	n := splitARN(value)
	_, _, slash := n.accessPoint()
	return n.isAccessPoint() && !slash
}

// impossibleForm finds values that are not of the form that all values of their key
// have. A pattern may be of that form, and aliases have a check of their own.
func (p *pass) impossibleForm(l *line) {
	form, fits := formOf(l.key.Name)
	if form == "" || !l.op.compares.isText() && l.op.compares != arns {
		return
	}
	for _, v := range l.Values {
		switch {
		case strings.Contains(v.Value, "${"), hasWild(v.Value), isAlias(v.Value), fits(v.Value):
		case l.op.compares == foldedText && fits(strings.ToLower(v.Value)):
		default:
			p.found(v.Pos, fmt.Sprintf("%s never has the value %s: it is %s", quote(l.Key.Value), quote(v.Value), form), p.trimmedValue(v, fits)...)
		}
	}
}

// trimmedValue returns the edit that takes blanks from both ends of a value, nil if that
// does not mend it.
func (p *pass) trimmedValue(v policy.Text, fits func(string) bool) []Edit {
	meant := strings.TrimSpace(v.Value)
	if meant == v.Value || !fits(meant) {
		return nil
	}
	return []Edit{p.replace(v.Pos, meant)}
}
