package policy

import "github.com/s3ap/s3ap/internal/derived"

// Who returns what Type, Partition, Account and String do. Principals are large, and
// those methods copy them. It is for the other packages of this module.
func (p *Principal) Who() (t PrincipalType, partition, account, name string) {
	return p.kind, p.partition, p.account, p.text()
}

// text returns what String does.
func (p *Principal) text() string {
	switch {
	case p.kind == AnonymousUser:
		return "anonymous"
	case p.kind == AWSService:
		return p.name
	case p.arn == "":
		return p.issuer
	}
	return p.arn
}

// Derive sets the condition keys that follow from who asks. It is for the other
// packages of this module.
//
// IAM User Guide, "AWS global condition context keys" and "IAM policy elements:
// Variables and tags", table of principal key values.
func (p *Principal) Derive(d *derived.Set) {
	signed := p.kind != AnonymousUser
	service := p.kind == AWSService
	switch {
	case service:
		// These are documented as present, but not what they hold.
		d.Leave(derived.PrincipalARN)
		d.Leave(derived.PrincipalAccount)
		d.Leave(derived.PrincipalType)
	case !signed:
		d.Drop(derived.PrincipalARN)
		d.Put(derived.PrincipalAccount, "anonymous")
		d.Put(derived.PrincipalType, p.kind.String())
	default:
		name := p.arn
		if p.kind == RoleSession {
			name = p.issuer
		}
		if name != "" && !p.anyPath {
			d.Put(derived.PrincipalARN, name)
		} else {
			d.Leave(derived.PrincipalARN)
		}
		d.Put(derived.PrincipalAccount, p.account)
		d.Put(derived.PrincipalType, p.kind.String())
	}
	if p.userID != "" {
		d.Put(derived.UserID, p.userID)
	} else {
		d.Leave(derived.UserID)
	}
	isService := "false"
	if service {
		isService = "true"
	}
	d.PutIf(p.kind == User, derived.Username, p.name)
	d.PutIf(signed, derived.PrincipalIsAWSService, isService)
	d.PutIf(service, derived.PrincipalServiceName, p.name)
}
