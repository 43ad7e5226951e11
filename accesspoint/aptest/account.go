package aptest

import (
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// An account is one that the scenario lists.
type account struct {
	setting     accesspoint.Account
	canonicalID string
	broken      bool
	// The policies of its organization, level by level.
	serviceControl, resourceControl [][]*placed
}

func (r *reader) readAccounts(section int) {
	r.accounts = make(map[string]*account)
	for n := range r.section(section) {
		a, id, before := new(account), 0, r.told()
		for m := range r.members(n) {
			switch r.name(m) {
			case "id":
				a.setting.ID, id = r.accountID(m), m
			case "blockPublicAccess":
				a.setting.BlockPublicAccess = r.readBlockPublicAccess(m)
			case "management":
				a.setting.Management = r.boolOf(m)
			case "canonicalId":
				a.canonicalID = r.readCanonicalID(m)
			case "serviceControlPolicies":
				a.serviceControl = r.levels(m, policy.ServiceControl)
				a.setting.ServiceControl = compiledLevels(a.serviceControl)
			case "resourceControlPolicies":
				a.resourceControl = r.levels(m, policy.ResourceControl)
				a.setting.ResourceControl = compiledLevels(a.resourceControl)
			default:
				r.unknown(m, "id", "blockPublicAccess", "management", "canonicalId", "serviceControlPolicies", "resourceControlPolicies")
			}
		}
		a.broken = r.told() > before
		if r.has(n, id, "id") && once(r, r.accounts, a.setting.ID, id) {
			r.accounts[a.setting.ID] = a
		}
	}
}

// accountID returns the text of n, which must be the id of an account.
func (r *reader) accountID(n int) string {
	id := r.textOf(n)
	if id != "" && !arn.ValidAccount(id) {
		r.wrong(n, "an account id is 12 digits in quotes, not %s", quote(id))
	}
	return id
}

func (r *reader) readCanonicalID(n int) string {
	id := r.textOf(n)
	if len(id) != 64 || strings.Trim(id, "0123456789abcdefABCDEF") != "" {
		r.wrong(n, "a canonical id is 64 digits and letters a to f, not %s", quote(id))
	}
	return id
}

func compiledLevels(levels [][]*placed) (list [][]*policy.Policy) {
	for _, level := range levels {
		list = append(list, compiled(level))
	}
	return list
}
