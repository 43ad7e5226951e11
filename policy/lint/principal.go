package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// principalChecks are those of whom statements are about.
func principalChecks() []check {
	return []check{
		{Info: Info{"invalid-principal-key", Error, AnyPolicy, "A kind of principal other than AWS, Service, CanonicalUser and Federated."}},
		{Info: Info{"invalid-principal-format", Error, AnyPolicy, "A principal that AWS cannot resolve: no ARN of one, an account id of another length than 12, a name without its account."}, run: invalidPrincipalFormat, form: true},
		{Info: Info{"principal-partial-wildcard", Error, AnyPolicy, "A wildcard inside a principal. It is no pattern there, and S3 refuses it."}, form: true},
		{Info: Info{"principal-group", Error, AnyPolicy, "A group, policy or instance profile as a principal. Only accounts, users, roles and sessions can be."}, form: true},
		{Info: Info{"principal-partition", Error, AnyPolicy, "A principal of another partition than the resource: it can never call."}, run: principalPartition, reads: resourceElement},
		{Info: Info{"federated-principal", Error, AnyPolicy, "An identity provider as a principal, which policies of S3 do not take."}, run: federatedPrincipal},
		{Info: Info{"service-principal-format", Error, AnyPolicy, "A service principal that does not look like service.amazonaws.com; a warning if only the table does not have it."}, run: servicePrincipalFormat},
		{Info: Info{"service-principal-wildcard", SecurityWarning, AnyPolicy, "A wildcard as the service principal: any service, on behalf of any customer."}},
		{Info: Info{"orphan-principal-id", Warning, AnyPolicy, "The unique id of a user or role in the place of its ARN: it was deleted, or the policy is a copy of a stored one."}, run: orphanPrincipalID},
		{Info: Info{"redundant-principal", Suggestion, AnyPolicy, "A principal that * in the same list covers, or that the list has twice. An account does not cover its roles: naming one grants to it directly."}, run: redundantPrincipal, reads: principalElement},
		{Info: Info{"aws-star-is-everyone", Suggestion, AnyPolicy, "An Allow for {\"AWS\":\"*\"}, as if that left out anonymous callers. For S3 it is the same as *."}, run: awsStarIsEveryone, reads: principalElement},
		{Info: Info{"allow-not-principal", SecurityWarning, AnyPolicy, "An Allow with NotPrincipal: for everybody else, also anonymous callers. AWS does not support it."}},
		{Info: Info{"deny-not-principal-incomplete", Warning, AnyPolicy, "A Deny whose NotPrincipal names a user or role without its account, or a role without its session: who should be exempt is denied as well."}, run: denyNotPrincipalIncomplete, reads: principalElement},
		{Info: Info{"deny-not-principal-star", Warning, AnyPolicy, "A Deny whose NotPrincipal is *: it denies nobody who has an account."}, run: denyNotPrincipalStar, reads: principalElement},
		{Info: Info{"service-principal-without-source", SecurityWarning, AnyPolicy, "A service is allowed without a limit on the resource, account or organization on whose behalf it calls."}, run: servicePrincipalWithoutSource, reads: principalElement | conditionElement},
		{Info: Info{"service-principal-weak-source", Suggestion, AnyPolicy, "A service is limited by a weaker key than aws:SourceArn, aws:SourceAccount, aws:SourceOrgID and aws:SourceOrgPaths."}, run: servicePrincipalWeakSource, reads: principalElement | conditionElement},
		{Info: Info{"condition-never-for-service-principal", Error, AnyPolicy, "A service principal beside a condition on a key that calls of services do not carry."}, run: conditionNeverForServicePrincipal, reads: principalElement},
		{Info: Info{"principal-arn-of-session", Error, AnyPolicy, "aws:PrincipalArn compared with the ARN of a session. The key holds that of the role, so that it never matches."}, run: principalARNOfSession},
		{Info: Info{"principal-arn-of-root", Warning, AnyPolicy, "aws:PrincipalArn compared with the ARN of an account's root: there it is the root user alone, not the account as in Principal."}, run: principalARNOfRoot, reads: conditionElement},
		{Info: Info{"untrusted-account", SecurityWarning, AnyPolicy, "An Allow that reaches an account which is neither trusted nor the owner's. Services are not accounts."}, needs: needTrusted, run: untrustedAccount, reads: principalElement | conditionElement},
		{Info: Info{"public-grant", SecurityWarning, AnyPolicy, "An Allow that is public by the rules of Block Public Access: neither the principal, nor the network, nor the source is fixed."}, run: publicGrantFound, reads: principalElement | conditionElement},
		{Info: Info{"public-write-grant", SecurityWarning, AnyPolicy, "A public Allow for an action that writes, deletes or changes permissions."}, run: publicWriteGrant, reads: principalElement | actionElement | conditionElement},
		{Info: Info{"broad-ip-range", SecurityWarning, AnyPolicy, "A network in aws:SourceIp that is wider than /8, or /32 of IPv6, and so leaves an Allow public."}, run: broadIPRange, reads: principalElement | conditionElement},
		{Info: Info{"public-statement-cuts-cross-account", Warning, AnyPolicy, "A public Allow where RestrictPublicBuckets is on: S3 then drops every grant of the policy to other accounts."}, needs: needBlock | needBucketAccount, run: publicStatementCutsCrossAccount, reads: otherStatements},
		{Info: Info{"public-grant-blocked", Warning, AnyPolicy, "A public Allow where Block Public Access refuses it, or leaves it without effect."}, needs: needBlock, run: publicGrantBlocked, reads: principalElement | conditionElement},
	}
}

// statements iterates over those that a family looks at, by place.
func (p *pass) statements(yield func(int, *policy.Statement) bool) {
	for i := range p.doc.Statements {
		if !yield(i, &p.doc.Statements[i]) {
			return
		}
	}
}

// everyone returns where an element means everybody: its lone star, one among the
// entries under AWS, or itself if it says who is not meant.
func everyone(ps *policy.Principals) (policy.Pos, bool) {
	if ps.Any || ps.Not {
		return ps.Pos, true
	}
	if i := starAt(ps.AWS); i >= 0 {
		return ps.AWS[i].Pos, true
	}
	return 0, false
}

// starAt returns the place of the first star in a list, -1 if there is none.
func starAt(list []policy.Text) int {
	for i, t := range list {
		if t.Value == "*" {
			return i
		}
	}
	return -1
}

// partition returns the partition of a statement's resources, or if they do not tell
// of one, that of the access point.
func (p *pass) partition(s *policy.Statement) (string, bool) {
	home := ""
	for _, t := range s.Resource.Items {
		n := splitARN(t.Value)
		switch {
		case !n.ok || !arn.ValidPartition(n.partition):
		case home == "":
			home = n.partition
		case home != n.partition:
			return "", false
		}
	}
	if home == "" && p.ctx.AccessPoint.IsValid() {
		home = p.ctx.AccessPoint.Partition()
	}
	return home, home != ""
}

// IAM User Guide, "IAM identifiers", on partitions: they share nothing.
func principalPartition(p *pass) {
	for _, s := range p.statements {
		home, ok := p.partition(s)
		if !ok {
			continue
		}
		for _, t := range s.Principal.AWS {
			n := splitARN(t.Value)
			if n.ok && n.partition != home && arn.ValidPartition(n.partition) {
				p.found(t.Pos, fmt.Sprintf("%s is of the partition %s and can make no request to the resource, which is of %s", quote(t.Value), n.partition, home))
			}
		}
	}
}

// federatedPrincipal leaves to policy.Parse what no provider is named like.
func federatedPrincipal(p *pass) {
	for _, s := range p.statements {
		for _, t := range s.Principal.Federated {
			if t.Value != "" && !hasWild(t.Value) {
				p.found(t.Pos, fmt.Sprintf("identity provider %s makes no requests to S3; name the role that its users assume, under AWS", quote(t.Value)))
			}
		}
	}
}

// IAM User Guide, "AWS JSON policy elements: Principal": IAM stores the unique id of
// a user or role, and shows it once there is no ARN for it any more.
func orphanPrincipalID(p *pass) {
	for _, s := range p.statements {
		for _, t := range s.Principal.AWS {
			what := "user"
			switch {
			case isUniqueID(t.Value, "AROA"):
				what = "role"
			case !isUniqueID(t.Value, "AIDA"):
				continue
			}
			p.found(t.Pos, fmt.Sprintf("%s is the unique id of a %s that was deleted, or of one in a policy that was copied; write the ARN of the %s that is meant", quote(t.Value), what, what))
		}
	}
}

func isUniqueID(s, prefix string) bool {
	rest, ok := strings.CutPrefix(s, prefix)
	return ok && rest != "" && strings.IndexFunc(rest, isNoLetterOrDigit) < 0
}

func isNoLetterOrDigit(r rune) bool {
	return !('0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
}

func redundantPrincipal(p *pass) {
	for _, s := range p.statements {
		ps := &s.Principal
		if star := starAt(ps.AWS); star >= 0 && !ps.Not {
			for i, t := range ps.AWS {
				if i != star {
					p.found(t.Pos, fmt.Sprintf("%s is covered by `*` in the same list", quote(t.Value)), p.remove(t.Pos))
				}
			}
		} else {
			p.listedTwice(ps.AWS, s, p.sameAccount)
		}
		p.listedTwice(ps.Service, s, nil)
		p.listedTwice(ps.CanonicalUser, s, nil)
	}
}

// listedTwice reports entries that stand in a list before, if need be in the
// spelling that same gives.
func (p *pass) listedTwice(list []policy.Text, s *policy.Statement, same func(string, *policy.Statement) string) {
	if len(list) < 2 {
		return
	}
	first := make(map[string]int, len(list))
	for i, t := range list {
		name := t.Value
		if same != nil {
			name = same(name, s)
		}
		at, ok := first[name]
		switch {
		case !ok:
			first[name] = i
		case list[at].Value == t.Value:
			p.found(t.Pos, fmt.Sprintf("%s stands in the list before", quote(t.Value)), p.remove(t.Pos)).FixSafe = true
		default:
			p.found(t.Pos, fmt.Sprintf("%s names the same account as %s, which stands in the list before", quote(t.Value), quote(list[at].Value)), p.remove(t.Pos)).FixSafe = true
		}
	}
}

// sameAccount writes the root of an account as the account. The two mean the same:
// IAM User Guide, "AWS JSON policy elements: Principal", on account principals.
func (p *pass) sameAccount(entry string, s *policy.Statement) string {
	n := splitARN(entry)
	if !n.ok || n.service != "iam" || n.rest != "root" || !arn.ValidAccount(n.account) {
		return entry
	}
	if home, ok := p.partition(s); ok && home != n.partition {
		return entry
	}
	return n.account
}

// Only where nothing else is named can `*` stand in the place of the object.
func awsStarIsEveryone(p *pass) {
	for _, s := range p.statements {
		ps := &s.Principal
		if s.Effect != policy.Allow || ps.Not || len(ps.AWS) != 1 || ps.AWS[0].Value != "*" ||
			len(ps.Service)+len(ps.CanonicalUser)+len(ps.Federated) > 0 {
			continue
		}
		var fix []Edit
		if end, ok := p.closes(p.stringEnd(int(ps.AWS[0].Pos) - 1)); ok {
			fix = []Edit{{int(ps.Pos) - 1, end, `"*"`}}
		}
		p.found(ps.AWS[0].Pos, "`*` under AWS is everybody, also anonymous callers and not only those with an account; write `\"Principal\": \"*\"`, which says so", fix...).FixSafe = fix != nil
	}
}

// closes returns the end of an object that holds no more than what ends at an
// offset, alone in a list or not.
func (p *pass) closes(offset int) (end int, ok bool) {
	rest := strings.TrimLeft(p.source[offset:], " \t\r\n")
	if inner, list := strings.CutPrefix(rest, "]"); list {
		rest = strings.TrimLeft(inner, " \t\r\n")
	}
	return len(p.source) - len(rest) + 1, strings.HasPrefix(rest, "}")
}
