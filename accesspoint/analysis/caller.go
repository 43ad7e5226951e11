package analysis

import (
	"slices"
	"strings"
	"unicode"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/policy"
)

// isCallerKey reports whether the value of a folded key follows from who calls.
func isCallerKey(folded string) bool {
	switch folded {
	case condition.PrincipalARN.Fold(), condition.PrincipalAccount.Fold(), condition.PrincipalType.Fold(),
		condition.PrincipalIsAWSService.Fold(), condition.PrincipalServiceName.Fold(), condition.Username.Fold():
		return true
	}
	return false
}

// addCallers makes one caller of each kind that the policies can tell apart: whom they
// name; in each account that occurs, and in one that does not, the root user and users,
// sessions of roles and federated users that nobody names; services; and nobody, who
// has signed nothing.
//
// IAM keeps names unique regardless of case. A name in another case than a policy has
// it is in doubt for the evaluator, so that there is a caller with one, too.
func (s *space) addCallers() {
	s.session, s.issuer = s.madeUp(otherSession), s.madeUp(otherName)
	named := s.named()
	for _, p := range named {
		if p.Type() != policy.FederatedUser { // addAccount knows who vouches for them
			s.addCaller(p)
		}
	}
	arns, usernames := append(s.languagesOf(condition.PrincipalARN), namedLanguages(named)...), s.languagesOf(condition.Username)
	for _, account := range append(slices.Clone(s.accounts.ids), s.accounts.stranger(0)) {
		s.addAccount(account, named, arns, usernames)
	}
	s.addParsed(policy.ParsePrincipal(s.issuer + serviceSuffix))
	s.addCaller(policy.Anonymous())
	for _, p := range named {
		if p.Type() == policy.RoleSession && sessionOf(p) != s.session {
			s.addParsed(policy.AssumedRole(swapName(p.ARN()), sessionOf(p)))
			s.addParsed(policy.AssumedRole(p.ARN(), swapCase(sessionOf(p))))
		}
	}
}

// addAccount adds the callers of an account. The ARN of a session does not tell the
// path of its role, and that of a federated user not the user who vouches for it, so
// that these come in each kind.
func (s *space) addAccount(account string, named []policy.Principal, arns, usernames []glob.Language) {
	partition := s.spot.bucket.Partition()
	iam, sts := "arn:"+partition+":iam::"+account+":", "arn:"+partition+":sts::"+account+":"
	for _, name := range s.names(iam+"role/", arns, nil, iamName) {
		s.addParsed(policy.AssumedRole(iam+"role/"+name, s.session))
	}
	shape := iamName
	if len(usernames) > 0 {
		shape = iamNameWithoutPath
	}
	for _, name := range s.names(iam+"user/", arns, usernames, shape) {
		s.addParsed(policy.ParsePrincipal(iam + "user/" + name))
	}
	s.addParsed(policy.ParsePrincipal(iam + "root"))
	federated := s.names(sts+"federated-user/", arns, nil, iamNameWithoutPath)
	issuers := []string{iam + "user/" + s.issuer}
	for _, p := range named {
		switch {
		case p.Account() != account:
		case p.Type() == policy.User:
			issuers = append(issuers, p.ARN())
		case p.Type() == policy.RoleSession:
			s.addSessions(p, named, arns)
		}
	}
	for _, issuer := range issuers {
		for _, name := range federated {
			s.addParsed(policy.Federated(issuer, name))
		}
	}
}

// addSessions adds sessions, with a name that is known, of roles of one name with each
// kind of path.
func (s *space) addSessions(p policy.Principal, named []policy.Principal, arns []glob.Language) {
	session := sessionOf(p)
	if session == s.session {
		return
	}
	before := strings.TrimSuffix(p.ARN(), p.Name())
	before = before[:strings.IndexByte(before, '/')+1]
	shape := iamPath
	shape.Suffix = p.Name()
	for _, path := range s.names(before, arns, nil, shape) {
		s.addParsed(policy.AssumedRole(before+path+p.Name(), session))
	}
	for _, q := range named {
		if q.Type() == policy.RoleSession && q.Account() == p.Account() && q.Name() == p.Name() {
			s.addParsed(policy.AssumedRole(q.ARN(), session))
		}
	}
}

// sessionOf returns the name of a session.
func sessionOf(p policy.Principal) string {
	text := p.String()
	return text[strings.LastIndexByte(text, '/')+1:]
}

func (s *space) addParsed(p policy.Principal, err error) {
	if err == nil {
		s.addCaller(p)
	}
}

func (s *space) addCaller(p policy.Principal) {
	if !s.called[p] {
		s.called[p] = true
		s.callers = append(s.callers, p)
	}
}

// names returns what may follow a text in the ARN of a principal, of each kind that is
// told apart. If the search costs too much, the tests of aws:PrincipalArn are no longer
// modelled.
func (s *space) names(before string, arns, usernames []glob.Language, shape glob.Shape) []string {
	list := append(following(arns, before), usernames...)
	if len(list) == 0 && shape.Suffix == "" {
		return []string{otherName}
	}
	if found, ok := s.classes(list, shape); ok {
		return found
	}
	s.giveUp(condition.PrincipalARN.Fold(), "too many kinds of callers are told apart by aws:PrincipalArn")
	s.giveUp(condition.Username.Fold(), "too many kinds of callers are told apart by aws:username")
	found, ok := s.classes(following(namedLanguages(s.named()), before), shape)
	if !ok {
		s.reasonCallers = "too many callers are named"
	}
	return found
}

// following returns what may follow a text in languages that can go on after it.
func following(languages []glob.Language, text string) (list []glob.Language) {
	for _, l := range languages {
		if l = l.After(text); !l.IsEmpty() {
			list = append(list, l)
		}
	}
	return list
}

// iamName is the shape of a name with its path.
//
// IAM User Guide, "IAM and AWS STS quotas", name requirements. A path may hold more
// characters, which no pattern names: see isPlainName.
var (
	iamName            = glob.Shape{Step: stepName, Special: "/", Final: func(s uint8) bool { return s == 1 }}
	iamPath            = glob.Shape{Step: stepName, Special: "/", Final: func(s uint8) bool { return s == 0 }}
	iamNameWithoutPath = glob.Shape{Step: stepNameAlone, Final: func(s uint8) bool { return s == 1 }}
)

func stepName(_ uint8, r rune) (uint8, bool) {
	if r == '/' {
		return 0, true
	}
	return stepNameAlone(0, r)
}

func stepNameAlone(_ uint8, r rune) (uint8, bool) {
	return 1, r < unicode.MaxASCII && (isAlphanumeric(byte(r)) || strings.ContainsRune("+=,.@_-", r))
}

func isAlphanumeric(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// isPlainName reports whether all characters of a pattern of ARNs of principals are
// those of names and their paths, or of ARNs before them.
func isPlainName(value string) bool {
	for i := range len(value) {
		if !isAlphanumeric(value[i]) && !strings.ContainsRune("+=,.@_-/:*?", rune(value[i])) {
			return false
		}
	}
	return true
}

// isOpaquePrincipal reports whether an element has entries that do not tell whom they
// name: unique ids and canonical ids.
func isOpaquePrincipal(p *policy.Principals) bool {
	if len(p.CanonicalUser) > 0 {
		return true
	}
	for _, t := range p.AWS {
		if strings.HasPrefix(t.Value, "AIDA") || strings.HasPrefix(t.Value, "AROA") {
			return true
		}
	}
	return false
}
