package policy

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

// Callers, all of the account 123456789012.
var (
	rootUser        = MustParsePrincipal("arn:aws:iam::123456789012:root")
	jane            = MustParsePrincipal("arn:aws:iam::123456789012:user/team/Jane")
	appSession, _   = AssumedRole("arn:aws:iam::123456789012:role/app/Reader", "s1")
	pathlessSession = MustParsePrincipal("arn:aws:sts::123456789012:assumed-role/Reader/s1") // path not known
	someSession     = MustParsePrincipal("arn:aws:iam::123456789012:role/app/Reader")        // session not known
	bob, _          = Federated("arn:aws:iam::123456789012:user/team/Jane", "bob")
	bobSession      = MustParsePrincipal("arn:aws:sts::123456789012:federated-user/bob") // issuer not known
	logging         = MustParsePrincipal("logging.s3.amazonaws.com")
)

// outcomes asks a policy of one statement with these elements, once as an Allow
// and once as a Deny.
func outcomes(t *testing.T, version string, k Kind, elements string, req Request) (allow, deny Result) {
	t.Helper()
	ask := func(effect string) Result {
		text := inPolicy(k, `{"Effect":"`+effect+`",…,`+elements+`}`)
		if version == "" {
			text = strings.Replace(text, `"Version":"2012-10-17",`, "", 1)
		}
		p, err := Compile(k, []byte(strings.Replace(text, "2012-10-17", version, 1)))
		require.NoError(t, err)
		checkExplained(t, p, req)
		return p.Evaluate(req)
	}
	return ask("Allow"), ask("Deny")
}

// holdsIn tells whether a statement with these elements is about a request, by
// what its Allow and its Deny come to.
func holdsIn(t *testing.T, version string, k Kind, elements string, req Request) condition.Truth {
	t.Helper()
	allow, deny := outcomes(t, version, k, elements, req)
	switch [2]Outcome{allow.Outcome, deny.Outcome} {
	case [2]Outcome{Allowed, ExplicitDeny}:
		require.False(t, allow.InDoubt || deny.InDoubt, "certain and in doubt")
		return yes
	case [2]Outcome{ImplicitDeny, ImplicitDeny}:
		return no
	case [2]Outcome{ImplicitDeny, ExplicitDeny}:
		require.True(t, deny.InDoubt, "a Deny alone applies and is certain")
		return unsure
	}
	t.Fatalf("the Allow comes to %v, the Deny to %v", allow.Outcome, deny.Outcome)
	return unsure
}

// holds is holdsIn for the new language.
func holds(t *testing.T, k Kind, elements string, req Request) condition.Truth {
	t.Helper()
	return holdsIn(t, "2012-10-17", k, elements, req)
}

// from is a request of p that all statements of a test are about but for their
// principals.
func from(p Principal) Request {
	return Request{Principal: p, Action: "s3:GetObject", Resource: arn.MustParse("arn:aws:s3:::amzn-s3-demo-bucket/k")}
}

const (
	yes    = condition.True
	no     = condition.False
	unsure = condition.Unknown
)

func TestWhomAPrincipalNames(t *testing.T) {
	for name, tt := range map[string]struct {
		principal string
		caller    Principal
		want      condition.Truth
		grants    Grants // of the Allow
	}{
		"everybody: the root user":                {`"*"`, rootUser, yes, Wildcard},
		"everybody: a user":                       {`"*"`, jane, yes, Wildcard},
		"everybody: a session":                    {`{"AWS":"*"}`, appSession, yes, Wildcard},
		"everybody: a federated user":             {`{"AWS":["*"]}`, bob, yes, Wildcard},
		"everybody: an anonymous caller":          {`"*"`, Anonymous(), yes, Wildcard},
		"everybody is not nobody":                 {`"*"`, Principal{}, unsure, 0},
		"an account: its root user":               {`{"AWS":"123456789012"}`, rootUser, yes, Account},
		"an account: a user":                      {`{"AWS":"123456789012"}`, jane, yes, Account},
		"an account: a session":                   {`{"AWS":"arn:aws:iam::123456789012:root"}`, appSession, yes, Account},
		"an account: a federated user":            {`{"AWS":"arn:aws:iam::123456789012:root"}`, bob, yes, Account},
		"an account: no service":                  {`{"AWS":"123456789012"}`, logging, no, 0},
		"an account: no anonymous caller":         {`{"AWS":"123456789012"}`, Anonymous(), no, 0},
		"another account":                         {`{"AWS":"111122223333"}`, jane, no, 0},
		"an account of another partition":         {`{"AWS":"arn:aws-cn:iam::123456789012:root"}`, jane, no, 0},
		"an account's id has no partition":        {`{"AWS":"123456789012"}`, MustParsePrincipal("arn:aws-cn:iam::123456789012:user/x"), yes, Account},
		"a user":                                  {`{"AWS":"arn:aws:iam::123456789012:user/team/Jane"}`, jane, yes, Direct},
		"a user of another path":                  {`{"AWS":"arn:aws:iam::123456789012:user/Jane"}`, jane, no, 0},
		"a user in other letters":                 {`{"AWS":"arn:aws:iam::123456789012:user/team/jane"}`, jane, unsure, 0},
		"a user of another account":               {`{"AWS":"arn:aws:iam::111122223333:user/team/Jane"}`, jane, no, 0},
		"a user is not the root user":             {`{"AWS":"arn:aws:iam::123456789012:user/team/Jane"}`, rootUser, no, 0},
		"a user is no role":                       {`{"AWS":"arn:aws:iam::123456789012:user/app/Reader"}`, appSession, no, 0},
		"an origin access identity":               {`{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}`, MustParsePrincipal("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"), yes, Direct},
		"a role: its sessions":                    {`{"AWS":"arn:aws:iam::123456789012:role/app/Reader"}`, appSession, yes, Role},
		"a role: whatever session":                {`{"AWS":"arn:aws:iam::123456789012:role/app/Reader"}`, someSession, yes, Role},
		"a role: a session without a path":        {`{"AWS":"arn:aws:iam::123456789012:role/Reader"}`, pathlessSession, yes, Role},
		"a role: a session of some path":          {`{"AWS":"arn:aws:iam::123456789012:role/app/Reader"}`, pathlessSession, unsure, 0},
		"a role of another path":                  {`{"AWS":"arn:aws:iam::123456789012:role/Reader"}`, appSession, no, 0},
		"a role in other letters":                 {`{"AWS":"arn:aws:iam::123456789012:role/app/READER"}`, appSession, unsure, 0},
		"a role in other letters and of any path": {`{"AWS":"arn:aws:iam::123456789012:role/x/READER"}`, pathlessSession, unsure, 0},
		"a role of another name":                  {`{"AWS":"arn:aws:iam::123456789012:role/app/Writer"}`, pathlessSession, no, 0},
		"a role of another account":               {`{"AWS":"arn:aws:iam::111122223333:role/app/Reader"}`, pathlessSession, no, 0},
		"a role is no user":                       {`{"AWS":"arn:aws:iam::123456789012:role/team/Jane"}`, jane, no, 0},
		"a session":                               {`{"AWS":"arn:aws:sts::123456789012:assumed-role/Reader/s1"}`, appSession, yes, Direct},
		"a session, whatever its path":            {`{"AWS":"arn:aws:sts::123456789012:assumed-role/Reader/s1"}`, pathlessSession, yes, Direct},
		"a session in other letters":              {`{"AWS":"arn:aws:sts::123456789012:assumed-role/Reader/S1"}`, appSession, unsure, 0},
		"another session":                         {`{"AWS":"arn:aws:sts::123456789012:assumed-role/Reader/s2"}`, appSession, no, 0},
		"a session of another role":               {`{"AWS":"arn:aws:sts::123456789012:assumed-role/Writer/s1"}`, appSession, no, 0},
		"a session: some session":                 {`{"AWS":"arn:aws:sts::123456789012:assumed-role/Reader/s1"}`, someSession, unsure, 0},
		"a session: some session of another role": {`{"AWS":"arn:aws:sts::123456789012:assumed-role/Writer/s1"}`, someSession, no, 0},
		"a federated user":                        {`{"AWS":"arn:aws:sts::123456789012:federated-user/bob"}`, bob, yes, Direct},
		"a federated user in other letters":       {`{"AWS":"arn:aws:sts::123456789012:federated-user/Bob"}`, bob, unsure, 0},
		"another federated user":                  {`{"AWS":"arn:aws:sts::123456789012:federated-user/eve"}`, bob, no, 0},
		"a federated user is no user":             {`{"AWS":"arn:aws:sts::123456789012:federated-user/Jane"}`, jane, no, 0},
		"a user: whom it vouches for":             {`{"AWS":"arn:aws:iam::123456789012:user/team/Jane"}`, bob, yes, Issuer},
		"a user: whom another vouches for":        {`{"AWS":"arn:aws:iam::123456789012:user/team/Joe"}`, bob, no, 0},
		"a user: whom somebody vouches for":       {`{"AWS":"arn:aws:iam::123456789012:user/team/Jane"}`, bobSession, unsure, 0},
		"a user of another account: the same":     {`{"AWS":"arn:aws:iam::111122223333:user/team/Jane"}`, bobSession, no, 0},
		"a user's id":                             {`{"AWS":"AIDAEXAMPLE"}`, jane.WithUniqueID("AIDAEXAMPLE"), yes, Direct},
		"a user's id in other letters":            {`{"AWS":"AIDAexample"}`, jane.WithUniqueID("AIDAEXAMPLE"), unsure, 0},
		"another user's id":                       {`{"AWS":"AIDAEXAMPLE"}`, jane.WithUniqueID("AIDAOTHER"), no, 0},
		"a user's id, and the user's not known":   {`{"AWS":"AIDAEXAMPLE"}`, jane, unsure, 0},
		"a user's id, and a session":              {`{"AWS":"AIDAEXAMPLE"}`, appSession, no, 0},
		"a user's id, and whom it vouches for":    {`{"AWS":"AIDAEXAMPLE"}`, bob, no, 0},
		"a role's id: its sessions":               {`{"AWS":"AROAEXAMPLE"}`, appSession.WithUniqueID("AROAEXAMPLE"), yes, Role},
		"a role's id: some session":               {`{"AWS":"AROAEXAMPLE"}`, someSession.WithUniqueID("AROAEXAMPLE"), yes, Role},
		"another role's id":                       {`{"AWS":"AROAEXAMPLE"}`, appSession.WithUniqueID("AROAOTHER"), no, 0},
		"a role's id, and the role's not known":   {`{"AWS":"AROAEXAMPLE"}`, appSession, unsure, 0},
		"a role's id, and a user":                 {`{"AWS":"AROAEXAMPLE"}`, jane, no, 0},
		"a canonical id":                          {`{"CanonicalUser":"` + canonical + `"}`, jane.WithCanonicalID(canonical), yes, Account},
		"a canonical id: the root user":           {`{"CanonicalUser":"` + canonical + `"}`, rootUser.WithCanonicalID(canonical), yes, Account},
		"another canonical id":                    {`{"CanonicalUser":"` + canonical + `"}`, jane.WithCanonicalID("8" + canonical[1:]), no, 0},
		"a canonical id, and none is known":       {`{"CanonicalUser":"` + canonical + `"}`, jane, unsure, 0},
		"a canonical id, and no account":          {`{"CanonicalUser":"` + canonical + `"}`, Anonymous(), no, 0},
		"a canonical id, and a service":           {`{"CanonicalUser":"` + canonical + `"}`, logging, no, 0},
		"a service":                               {`{"Service":"logging.s3.amazonaws.com"}`, logging, yes, Service},
		"a service in other letters":              {`{"Service":"Logging.s3.amazonaws.com"}`, logging, unsure, 0},
		"another service":                         {`{"Service":"cloudtrail.amazonaws.com"}`, logging, no, 0},
		"a service is no user":                    {`{"Service":"logging.s3.amazonaws.com"}`, jane, no, 0},
		"an identity provider names nobody":       {`{"Federated":"cognito-identity.amazonaws.com"}`, bob, no, 0},
		"one of a list":                           {`{"AWS":["111122223333","arn:aws:iam::123456789012:user/team/Jane"]}`, jane, yes, Direct},
		"one of several lists":                    {`{"Service":"logging.s3.amazonaws.com","AWS":"111122223333"}`, logging, yes, Service},
		"twice in a list":                         {`{"AWS":["123456789012","arn:aws:iam::123456789012:user/team/Jane","*"]}`, jane, yes, Direct | Account | Wildcard},
		"doubt in a list adds nothing":            {`{"AWS":["AIDAEXAMPLE","123456789012"]}`, jane, yes, Account},
		"doubt in a list remains":                 {`{"AWS":["AIDAEXAMPLE","111122223333"]}`, jane, unsure, 0},
	} {
		t.Run(name, func(t *testing.T) {
			elements := `"Principal":` + tt.principal
			if got := holds(t, Bucket, elements, from(tt.caller)); got != tt.want {
				t.Errorf("Principal %s names %v: %v, want %v", tt.principal, tt.caller, got, tt.want)
			}
			if allow, _ := outcomes(t, "2012-10-17", Bucket, elements, from(tt.caller)); allow.Grants != tt.grants {
				t.Errorf("Principal %s grants %v: %v, want %v", tt.principal, tt.caller, allow.Grants, tt.grants)
			}
		})
	}
}
