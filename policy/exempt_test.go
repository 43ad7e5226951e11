package policy

import (
	"testing"

	"github.com/s3ap/s3ap/condition"
)

// NotPrincipal exempts a caller only if it lists each stage of it.
func TestWhomANotPrincipalExempts(t *testing.T) {
	const (
		account     = `"123456789012"`
		root        = `"arn:aws:iam::123456789012:root"`
		user        = `"arn:aws:iam::123456789012:user/team/Jane"`
		role        = `"arn:aws:iam::123456789012:role/app/Reader"`
		session     = `"arn:aws:sts::123456789012:assumed-role/Reader/s1"`
		federated   = `"arn:aws:sts::123456789012:federated-user/bob"`
		service     = `"Service":"logging.s3.amazonaws.com"`
		canonically = `"CanonicalUser":"` + canonical + `"`
	)
	known := func(p Principal) Principal { return p.WithCanonicalID(canonical) }
	for name, tt := range map[string]struct {
		list   string
		caller Principal
		denied condition.Truth
	}{
		"the root user by its account":              {`"AWS":` + account, rootUser, no},
		"the root user by its ARN":                  {`"AWS":` + root, rootUser, no},
		"the root user by the canonical id":         {canonically, known(rootUser), no},
		"the root user by an id that is not known":  {canonically, rootUser, unsure},
		"not the root user of another account":      {`"AWS":"111122223333"`, rootUser, yes},
		"a user by account and ARN":                 {`"AWS":[` + account + `,` + user + `]`, jane, no},
		"a user by root and ARN, in any order":      {`"AWS":[` + user + `,` + root + `]`, jane, no},
		"a user by canonical id and unique id":      {canonically + `,"AWS":"AIDAX"`, known(jane.WithUniqueID("AIDAX")), no},
		"not a user without the account":            {`"AWS":` + user, jane, yes},
		"not a user by the account alone":           {`"AWS":` + account, jane, yes},
		"perhaps a user in other letters":           {`"AWS":[` + account + `,"arn:aws:iam::123456789012:user/team/jane"]`, jane, unsure},
		"perhaps a user by unique id":               {`"AWS":[` + account + `,"AIDAX"]`, jane, unsure},
		"not a user by a role's id":                 {`"AWS":[` + account + `,"AROAX"]`, jane.WithUniqueID("AROAX"), yes},
		"a session by account, role and ARN":        {`"AWS":[` + account + `,` + role + `,` + session + `]`, appSession, no},
		"a session by account, role's id and ARN":   {`"AWS":[` + account + `,"AROAX",` + session + `]`, appSession.WithUniqueID("AROAX"), no},
		"not a session without its ARN":             {`"AWS":[` + account + `,` + role + `]`, appSession, yes},
		"not a session without its role":            {`"AWS":[` + account + `,` + session + `]`, appSession, yes},
		"not a session without its account":         {`"AWS":[` + role + `,` + session + `]`, appSession, yes},
		"not another session":                       {`"AWS":[` + account + `,` + role + `,"arn:aws:sts::123456789012:assumed-role/Reader/s2"]`, appSession, yes},
		"perhaps a session, if its path fits":       {`"AWS":[` + account + `,` + role + `,` + session + `]`, pathlessSession, unsure},
		"perhaps some session of a role":            {`"AWS":[` + account + `,` + role + `,` + session + `]`, someSession, unsure},
		"a federated user by account, user and ARN": {`"AWS":[` + account + `,` + user + `,` + federated + `]`, bob, no},
		"not a federated user without the user":     {`"AWS":[` + account + `,` + federated + `]`, bob, yes},
		"not a federated user without its ARN":      {`"AWS":[` + account + `,` + user + `]`, bob, yes},
		"perhaps a federated user of some user":     {`"AWS":[` + account + `,` + user + `,` + federated + `]`, bobSession, unsure},
		"a service by its name":                     {service, logging, no},
		"not another service":                       {`"Service":"cloudtrail.amazonaws.com"`, logging, yes},
		"not a service by a star":                   {`"AWS":"*"`, logging, yes},
		"not an anonymous caller":                   {`"AWS":"*",` + service, Anonymous(), yes},
		"who has an account, by a star":             {`"AWS":"*"`, jane, no},
		"not by an identity provider":               {`"Federated":"cognito-identity.amazonaws.com"`, bob, yes},
		"nobody knows about nobody":                 {`"AWS":` + account, Principal{}, unsure},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Compile(Bucket, []byte(inPolicy(Bucket, `{"Effect":"Deny",…,"NotPrincipal":{`+tt.list+`}}`)))
			if err != nil {
				t.Fatal(err)
			}
			checkExplained(t, p, from(tt.caller))
			got := p.Evaluate(from(tt.caller))
			if want := (tt.denied != no); (got.Outcome == ExplicitDeny) != want || got.InDoubt != (tt.denied == unsure) {
				t.Errorf("NotPrincipal {%s}: %v comes to %v, in doubt: %v, want denied: %v", tt.list, tt.caller, got.Outcome, got.InDoubt, tt.denied)
			}
			bounded := from(tt.caller)
			bounded.Bounded = true
			checkExplained(t, p, bounded)
			if got := p.Evaluate(bounded); got.Outcome != ExplicitDeny {
				t.Errorf("NotPrincipal {%s}: %v with a permissions boundary comes to %v, want explicit deny", tt.list, tt.caller, got.Outcome)
			}
		})
	}
}

// A permissions boundary is of no interest to Principal.
func TestABoundaryChangesNoPrincipal(t *testing.T) {
	req := from(jane)
	req.Bounded = true
	if got := holds(t, Bucket, `"Principal":{"AWS":"arn:aws:iam::123456789012:user/team/Jane"}`, req); got != yes {
		t.Errorf("the user is named: %v", got)
	}
}

// Allow in a VPC endpoint's policy takes an account for its root user alone.
func TestAnAccountInTheAllowOfAVPCEndpoint(t *testing.T) {
	for name, tt := range map[string]struct {
		principal string
		caller    Principal
		want      Outcome
	}{
		"a user of the account":           {`{"AWS":"123456789012"}`, jane, ImplicitDeny},
		"a session":                       {`{"AWS":"arn:aws:iam::123456789012:root"}`, appSession, ImplicitDeny},
		"a user, by canonical id":         {`{"CanonicalUser":"` + canonical + `"}`, jane.WithCanonicalID(canonical), ImplicitDeny},
		"the root user":                   {`{"AWS":"123456789012"}`, rootUser, Allowed},
		"the root user, by canonical id":  {`{"CanonicalUser":"` + canonical + `"}`, rootUser.WithCanonicalID(canonical), Allowed},
		"a user who is named":             {`{"AWS":"arn:aws:iam::123456789012:user/team/Jane"}`, jane, Allowed},
		"everybody, a user of an account": {`"*"`, jane, Allowed},
	} {
		t.Run(name, func(t *testing.T) {
			allow, deny := outcomes(t, "2012-10-17", VPCEndpoint, `"Principal":`+tt.principal, from(tt.caller))
			if allow.Outcome != tt.want || deny.Outcome != ExplicitDeny {
				t.Errorf("an Allow comes to %v, want %v; a Deny to %v, want explicit deny", allow.Outcome, tt.want, deny.Outcome)
			}
		})
	}
}

func TestPoliciesThatNameNoPrincipalsAreAboutEverybody(t *testing.T) {
	for _, k := range withoutPrincipals {
		for _, p := range []Principal{{}, Anonymous(), rootUser, jane, appSession, bob, logging} {
			allow, deny := outcomes(t, "2012-10-17", k, `"Sid":"a"`, from(p))
			if allow.Outcome != Allowed || allow.Grants != 0 || deny.Outcome != ExplicitDeny {
				t.Errorf("%v: an Allow for %v comes to %v by %v, a Deny to %v", k, p, allow.Outcome, allow.Grants, deny.Outcome)
			}
		}
	}
}
