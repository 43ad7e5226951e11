package aptest_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/policy"
)

// principalsCase reads a scenario with these principals and one request of who.
func principalsCase(principals, who string) string {
	return scenario(`"principals": [`+principals+`]`, `"requests": [`+request(`"principal": "`+who+`"`)+`]`)
}

const (
	roleARN    = "arn:aws:iam::111122223333:role/team/app"
	sessionARN = "arn:aws:sts::111122223333:assumed-role/app/alice"
	otherRole  = "arn:aws:iam::111122223333:role/app"
	fedARN     = "arn:aws:sts::111122223333:federated-user/bob"
	getAll     = `{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}`
)

func TestPrincipalsAreWhatTheyAreListedAs(t *testing.T) {
	role, err := policy.AssumedRole(roleARN, "alice")
	if err != nil {
		t.Fatal(err)
	}
	fed, err := policy.Federated(janeARN, "bob")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		principals, who string
		want            policy.Principal
		identity        int // policies
		boundary        bool
		session         int
		tags            map[string]string
	}{
		"a user that is not listed":    {``, janeARN, policy.MustParsePrincipal(janeARN), 0, false, 0, nil},
		"a session that is not listed": {``, sessionARN, policy.MustParsePrincipal(sessionARN), 0, false, 0, nil},
		"a session of a listed role": {
			`{"arn": "` + roleARN + `", "identityPolicies": [` + getAll + `], "permissionsBoundary": ` + getAll + `, "uniqueId": "AROA1", "tags": {"a": "1"}}`,
			sessionARN, role.WithUniqueID("AROA1"), 1, true, 0, map[string]string{"a": "1"}},
		"a listed session of a listed role": {
			`{"arn": "` + roleARN + `", "identityPolicies": [` + getAll + `], "tags": {"a": "1", "b": "1"}},
			 {"arn": "` + sessionARN + `", "sessionPolicies": [` + getAll + `, ` + getAll + `], "tags": {"A": "2"}}`,
			sessionARN, role, 1, false, 2, map[string]string{"A": "2", "b": "1"}},
		"a session whose issuer is not listed": {
			`{"arn": "` + sessionARN + `", "issuer": "` + roleARN + `"}`, sessionARN, role, 0, false, 0, nil},
		"a session of one of two roles of its name": {
			`{"arn": "` + otherRole + `"}, {"arn": "` + roleARN + `"}, {"arn": "` + sessionARN + `", "issuer": "` + roleARN + `"}`,
			sessionARN, role, 0, false, 0, nil},
		"a session of a service-linked role": {
			`{"arn": "` + roleARN + `", "serviceLinked": true}`, sessionARN, role.AsServiceLinked(), 0, false, 0, nil},
		"some session of a role": {
			`{"arn": "` + roleARN + `", "identityPolicies": [` + getAll + `]}`, roleARN, policy.MustParsePrincipal(roleARN), 1, false, 0, nil},
		"a federated user": {
			`{"arn": "` + janeARN + `", "identityPolicies": [` + getAll + `], "tags": {"a": "1"}}, {"arn": "` + fedARN + `", "issuer": "` + janeARN + `", "sessionPolicies": [` + getAll + `]}`,
			fedARN, fed, 1, false, 1, map[string]string{"a": "1"}},
		"a service":  {``, "logging.s3.amazonaws.com", policy.MustParsePrincipal("logging.s3.amazonaws.com"), 0, false, 0, nil},
		"an account": {``, "arn:aws:iam::111122223333:root", policy.MustParsePrincipal("arn:aws:iam::111122223333:root"), 0, false, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := read(t, principalsCase(tt.principals, tt.who))
			got := s.Cases[0].Setting().Caller
			if got.Principal != tt.want {
				t.Errorf("principal %v, want %v", got.Principal, tt.want)
			}
			if len(got.Identity) != tt.identity || (got.Boundary != nil) != tt.boundary || len(got.Session) != tt.session {
				t.Errorf("%d identity-based policies, boundary %v, %d session policies; want %d, %v, %d",
					len(got.Identity), got.Boundary != nil, len(got.Session), tt.identity, tt.boundary, tt.session)
			}
			if diff := cmp.Diff(tt.tags, got.Tags); diff != "" {
				t.Errorf("tags (-want +got)\n%s", diff)
			}
		})
	}
}

func TestTheCanonicalIDIsThatOfTheAccount(t *testing.T) {
	const id = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
	s := read(t, scenario(`"accounts": [{"id": "111122223333", "canonicalId": "`+id+`"}]`))
	if got, want := s.Cases[0].Setting().Caller.Principal, policy.MustParsePrincipal(janeARN).WithCanonicalID(id); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPrincipalsThatCannotBe(t *testing.T) {
	for name, tt := range map[string]struct {
		principals, who string
		want            []string
	}{
		"a session of two roles of its name": {`{"arn": "` + otherRole + `"}, {"arn": "` + roleARN + `"}`, sessionARN,
			[]string{`"arn:aws:sts | /requests/0/principal | wrong value: 2 listed roles have the name of this session's; say which by ` + "`issuer`"}},
		"a session of a role of another name": {`{"arn": "` + sessionARN + `", "issuer": "` + roleARN + `2"}`, sessionARN,
			[]string{`{"arn": "arn | /principals/0 | wrong value: the issuer of a session is the role that its ARN names, and not ` + "`" + roleARN + "2`"}},
		"a session of a user": {`{"arn": "` + sessionARN + `", "issuer": "` + janeARN + `"}`, sessionARN,
			[]string{`{"arn": "arn | /principals/0 | session ` + "`alice`"}},
		"a user with an issuer": {`{"arn": "` + janeARN + `", "issuer": "` + roleARN + `"}`, janeARN,
			[]string{`{"arn": "arn | /principals/0 | wrong value: only sessions and federated users have an issuer`}},
		"a federated user of another account": {`{"arn": "` + fedARN + `", "issuer": "arn:aws:iam::444455556666:user/jane"}`, fedARN,
			[]string{`{"arn": "arn | /principals/0 | wrong value: the issuer of a federated user is a user of the same account`}},
		"a session with a second boundary": {`{"arn": "` + roleARN + `", "permissionsBoundary": ` + getAll + `}, {"arn": "` + sessionARN + `", "permissionsBoundary": ` + getAll + `}`, sessionARN,
			[]string{`{"arn": "arn | /principals/1 | wrong value: the permissions boundary is that of the issuer, which has one`}},
		"a session of a role with session policies": {`{"arn": "` + roleARN + `", "sessionPolicies": [` + getAll + `]}`, sessionARN,
			[]string{`"arn:aws:sts | /requests/0/principal | wrong value: session policies are passed to one session; list them with its ARN, not with that of its issuer`}},
		"a service with policies": {`{"arn": "logging.s3.amazonaws.com", "identityPolicies": [` + getAll + `]}`, "logging.s3.amazonaws.com",
			[]string{`{"arn": "log | /principals/0 | this principal cannot have such a policy`}},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"s.json": {Data: []byte(principalsCase(tt.principals, tt.who))}}
			if diff := diffBlamed(tt.want, blamed(t, files, "s.json")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
