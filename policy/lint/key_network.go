package lint

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// networkChecks are those of keys that tell where a request comes from.
func networkChecks() []check {
	return []check{
		{Info: Info{"private-source-ip", Error, AnyPolicy, "A private network under aws:SourceIp, which holds public addresses and is absent behind a VPC endpoint. A suggestion if there are public ones beside it."}, run: privateSourceIP, reads: conditionElement},
		{Info: Info{"vpc-id-format", Error, AnyPolicy, "An id of a VPC or VPC endpoint that has not the form of one, or that of the other."}, run: vpcIDFormat},
		{Info: Info{"missing-paired-key", SecurityWarning, AnyPolicy, "A private address without the VPC it is in: other VPCs have the same."}, run: missingPairedKey, reads: otherStatements},
		{Info: Info{"deny-hits-service-calls", Warning, AnyPolicy, "A Deny of what comes from elsewhere than a network, with no exception for AWS services, whose calls on your behalf lose the key."}, run: denyHitsServiceCalls, reads: principalElement | conditionElement},
	}
}

// isPrivateNetwork reports whether a text is an address or network that no request
// comes from over the internet.
//
// RFC 1918; RFC 6598 (shared address space); RFC 4193; RFC 1122, 3927 and 4291
// (loopback and link-local).
func isPrivateNetwork(s string) bool {
	network, err := netip.ParsePrefix(s)
	if err != nil {
		a, err := netip.ParseAddr(s)
		if err != nil {
			return false
		}
		network = netip.PrefixFrom(a, a.BitLen())
	}
	a, bits := network.Addr(), network.Bits()
	if !a.Is4() {
		return a.IsPrivate() && bits >= 7 || a.IsLinkLocalUnicast() && bits >= 10 || a.IsLoopback() && bits == 128
	}
	b := a.As4()
	switch b[0] {
	case 10, 127:
		return bits >= 8
	case 100:
		return b[1]&0xC0 == 64 && bits >= 10
	case 172:
		return b[1]&0xF0 == 16 && bits >= 12
	case 169:
		return b[1] == 254 && bits >= 16
	case 192:
		return b[1] == 168 && bits >= 16
	}
	return false
}

func privateSourceIP(p *pass) {
	for l := range p.lines() {
		if l.op.compares != addresses || l.name != condition.SourceIP.Fold() {
			continue
		}
		var private []policy.Text
		for _, v := range l.Values {
			if isPrivateNetwork(v.Value) {
				private = append(private, v)
			}
		}
		for _, v := range private {
			f := p.found(v.Pos, fmt.Sprintf("%s is private, and %s holds the public address that a request comes from, if it comes through no VPC endpoint; use `aws:VpcSourceIp` with `aws:SourceVpc`", quote(v.Value), quote(l.Key.Value)))
			if len(private) < len(l.Values) {
				f.lower(Suggestion)
			}
		}
	}
}

// idPrefix returns how the ids begin that a key holds, and the same of the key with
// which it is mixed up.
func idPrefix(name string) (prefix, other string, otherKey condition.Key) {
	switch name {
	case condition.SourceVPC.Fold(), "aws:ec2instancesourcevpc":
		return "vpc-", "vpce-", condition.SourceVPCE
	case condition.SourceVPCE.Fold():
		return "vpce-", "vpc-", condition.SourceVPC
	}
	return "", "", ""
}

func vpcIDFormat(p *pass) {
	for l := range p.lines() {
		prefix, other, otherKey := idPrefix(l.name)
		if prefix == "" || !l.op.compares.isText() {
			continue
		}
		var swap []Edit // for when all values are of the other key
		if p.allIDs(l, other) {
			swap = p.renameKey(l, string(otherKey))
		}
		for _, v := range l.Values {
			switch {
			case p.mayBeID(l, v.Value, prefix):
			case p.mayBeID(l, v.Value, other) && len(v.Value) >= len(other):
				p.found(v.Pos, fmt.Sprintf("%s is an id of the other kind: %s holds `%s…`; use %s", quote(v.Value), quote(l.Key.Value), prefix, quote(string(otherKey))), swap...)
				swap = nil
			default:
				p.found(v.Pos, fmt.Sprintf("%s is no id that %s can have: `%s` with 8 or 17 letters and digits in lower case after it", quote(v.Value), quote(l.Key.Value), prefix))
			}
		}
	}
}

func (p *pass) allIDs(l *line, prefix string) bool {
	for _, v := range l.Values {
		if !p.mayBeID(l, v.Value, prefix) || hasWild(v.Value) {
			return false
		}
	}
	return true
}

// mayBeID reports whether a value takes an id with a prefix. Of one with a policy
// variable it is not known, and a wildcard that is none is for another check. That there are 8 or 17 characters after the prefix is what
// Access Analyzer asks for.
//
// IAM User Guide, "Access Analyzer policy check reference", "Invalid VPC format".
func (p *pass) mayBeID(l *line, value, prefix string) bool {
	switch l.op.compares {
	case foldedText:
		value = strings.ToLower(value)
	case wildText:
		if at := strings.IndexAny(value, "*?"); at >= 0 {
			head, start := value[:at], min(at, len(prefix))
			return head[:start] == prefix[:start] && at <= len(prefix)+17 && !strings.ContainsFunc(head[start:], isNoIDCharacter)
		}
	}
	if hasWild(value) || p.holdsVariable(policy.Text{Value: value}) {
		return true
	}
	rest, ok := strings.CutPrefix(value, prefix)
	return ok && (len(rest) == 8 || len(rest) == 17) && !strings.ContainsFunc(rest, isNoIDCharacter)
}

func isNoIDCharacter(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'z') }

// pairedKeys returns whether a key needs another one beside it to say where a request
// comes from, in words, and tells the keys that do.
func pairedKeys(name string) (words string, isPair func(*line) bool) {
	switch name {
	case condition.VPCSourceIP.Fold():
		return "`aws:SourceVpc` or `aws:SourceVpce`", func(l *line) bool {
			return l.name != name && (l.key.When == s3key.ThroughVPCEndpoint || l.key.When == s3key.SomeThroughVPCEndpoint)
		}
	case "aws:ec2instancesourceprivateipv4":
		return "`aws:Ec2InstanceSourceVpc`", func(l *line) bool { return l.name == "aws:ec2instancesourcevpc" }
	}
	return "", nil
}

// missingPairedKey looks for the other key in the same statement, and in every Deny,
// which limits this statement too. Under an access point of one VPC, that is the VPC.
func missingPairedKey(p *pass) {
	for l := range p.lines() {
		words, isPair := pairedKeys(l.name)
		if words == "" || !l.isGrant() || p.isVPCOnly() && l.name == condition.VPCSourceIP.Fold() ||
			anyLine(l.block, isPair) || p.anyDenyLine(isPair) {
			continue
		}
		p.found(l.Key.Pos, fmt.Sprintf("other VPCs have the same private addresses, also those of other accounts, so that %s says little; add %s", quote(l.Key.Value), words))
	}
}

// isGrant reports whether what l takes is what may be done: it is what an Allow
// demands, or what a Deny lets pass.
func (l *line) isGrant() bool {
	if l.op.compares == noComparison || l.op.compares == presence {
		return false
	}
	return (l.block.Effect == policy.Deny) == l.op.Negated()
}

// isVPCOnly reports whether the policy is that of an access point which takes requests
// from one VPC alone.
func (p *pass) isVPCOnly() bool { return p.kind == policy.AccessPoint && p.ctx.NetworkOrigin == "VPC" }

func anyLine(b *block, is func(*line) bool) bool {
	for i := range b.lines {
		if is(&b.lines[i]) {
			return true
		}
	}
	return false
}

// anyDenyLine looks at the first Deny statements.
func (p *pass) anyDenyLine(is func(*line) bool) bool {
	blocks, seen := p.blocks(), 0
	for i := range blocks {
		if blocks[i].Effect != policy.Deny || len(blocks[i].lines) == 0 {
			continue
		}
		if seen++; seen > maxDenies {
			return false
		}
		if anyLine(&blocks[i], is) {
			return true
		}
	}
	return false
}

// denyHitsServiceCalls is about a Deny of everyone, as far as its Condition tells.
//
// S3 User Guide, "Bucket policies", on calls that services make on your behalf; IAM
// User Guide, "AWS global condition context keys".
func denyHitsServiceCalls(p *pass) {
	blocks := p.blocks()
	for i := range blocks {
		b := &blocks[i]
		if b.Effect != policy.Deny || !isEverybody(&b.Principal) || p.isVPCOnly() || anyLine(b, sparesServices) {
			continue
		}
		for j := range b.lines {
			l := &b.lines[j]
			if holds, _ := l.holdsWithout(); holds && losesInServiceCalls(l) {
				p.found(l.Key.Pos, fmt.Sprintf("what AWS services do on your behalf comes without %s and is denied too; if it should not be, add `\"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"false\", \"aws:ViaAWSService\": \"false\"}`", quote(l.Key.Value)))
				break
			}
		}
	}
}

// losesInServiceCalls reports whether calls of AWS services lack the key of l, or do
// not have it from the network of whom they are for.
func losesInServiceCalls(l *line) bool {
	return l.isNetwork() || l.key.When == s3key.SomeThroughVPCEndpoint || l.key.RedactedInServiceCalls
}

// sparesServices reports whether a line of a Deny keeps it from calls of AWS services:
// it asks who calls or for a key that such calls lack, or is about them.
func sparesServices(l *line) bool {
	_, fails := l.holdsWithout()
	switch l.key.When {
	case s3key.ServicePrincipal, s3key.ServiceOnBehalf, s3key.Forwarded:
		return true
	}
	if l.name == condition.PrincipalIsAWSService.Fold() || l.name == condition.ViaAWSService.Fold() {
		return true
	}
	return fails && (l.key.NamesPrincipal || losesInServiceCalls(l))
}
