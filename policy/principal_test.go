package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// known is what can be learned of a principal.
type known struct {
	Type                           PrincipalType
	Account, ARN, Name, ID, String string
}

func knownOf(p Principal) known {
	return known{p.Type(), p.Account(), p.ARN(), p.Name(), p.UserID(), p.String()}
}

func TestParsePrincipal(t *testing.T) {
	const access = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"
	for name, tt := range map[string]struct {
		text string
		want known
	}{
		"the root user":           {"arn:aws:iam::123456789012:root", known{RootUser, "123456789012", "arn:aws:iam::123456789012:root", "", "123456789012", "arn:aws:iam::123456789012:root"}},
		"a user":                  {"arn:aws:iam::123456789012:user/Jane", known{User, "123456789012", "arn:aws:iam::123456789012:user/Jane", "Jane", "", "arn:aws:iam::123456789012:user/Jane"}},
		"a user with a path":      {"arn:aws:iam::123456789012:user/a/b/Jane", known{User, "123456789012", "arn:aws:iam::123456789012:user/a/b/Jane", "Jane", "", "arn:aws:iam::123456789012:user/a/b/Jane"}},
		"a user of China":         {"arn:aws-cn:iam::123456789012:user/Jane", known{User, "123456789012", "arn:aws-cn:iam::123456789012:user/Jane", "Jane", "", "arn:aws-cn:iam::123456789012:user/Jane"}},
		"an identity of a CDN":    {access, known{User, "cloudfront", access, "CloudFront Origin Access Identity E1", "", access}},
		"some session of a role":  {"arn:aws:iam::123456789012:role/app/Reader", known{RoleSession, "123456789012", "arn:aws:iam::123456789012:role/app/Reader", "Reader", "", "arn:aws:iam::123456789012:role/app/Reader"}},
		"a session":               {"arn:aws:sts::123456789012:assumed-role/Reader/s1", known{RoleSession, "123456789012", "arn:aws:iam::123456789012:role/Reader", "Reader", "", "arn:aws:sts::123456789012:assumed-role/Reader/s1"}},
		"a federated user":        {"arn:aws:sts::123456789012:federated-user/bob", known{FederatedUser, "123456789012", "arn:aws:sts::123456789012:federated-user/bob", "bob", "123456789012:bob", "arn:aws:sts::123456789012:federated-user/bob"}},
		"a service":               {"logging.s3.amazonaws.com", known{AWSService, "", "", "logging.s3.amazonaws.com", "", "logging.s3.amazonaws.com"}},
		"a service of China":      {"ec2.amazonaws.com.cn", known{AWSService, "", "", "ec2.amazonaws.com.cn", "", "ec2.amazonaws.com.cn"}},
		"who signs nothing":       {"anonymous", known{AnonymousUser, "", "", "", "anonymous", "anonymous"}},
		"a name may hold a colon": {"arn:aws:iam::123456789012:user/a:b", known{User, "123456789012", "arn:aws:iam::123456789012:user/a:b", "a:b", "", "arn:aws:iam::123456789012:user/a:b"}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := ParsePrincipal(tt.text)
			require.NoError(t, err)
			require.True(t, p.IsValid())
			if diff := cmp.Diff(tt.want, knownOf(p)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.text, diff)
			}
			if again := MustParsePrincipal(tt.text); again != p {
				t.Errorf("parsed twice: %v and %v are not equal", p, again)
			}
		})
	}
}

func TestParsePrincipalRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                           "",
		"everybody":                         "*",
		"an account's id":                   "123456789012",
		"a unique id":                       "AIDAEXAMPLE",
		"a name":                            "Jane",
		"anonymous in capitals":             "Anonymous",
		"an ARN cut short":                  "arn:aws:iam::123456789012",
		"an ARN of a bucket":                "arn:aws:s3:::amzn-s3-demo-bucket",
		"an account of 11 digits":           "arn:aws:iam::12345678901:root",
		"an account of letters":             "arn:aws:iam::aws:user/Jane",
		"no account":                        "arn:aws:iam:::user/Jane",
		"a region":                          "arn:aws:iam:us-west-2:123456789012:user/Jane",
		"a wildcard":                        "arn:aws:iam::123456789012:user/*",
		"a wildcard for one":                "arn:aws:iam::123456789012:user/J?ne",
		"a user without a name":             "arn:aws:iam::123456789012:user/",
		"a user without a slash":            "arn:aws:iam::123456789012:user",
		"a path without a name":             "arn:aws:iam::123456789012:user/a/",
		"something below root":              "arn:aws:iam::123456789012:root/x",
		"root in capitals":                  "arn:aws:iam::123456789012:Root",
		"a group":                           "arn:aws:iam::123456789012:group/readers",
		"an instance profile":               "arn:aws:iam::123456789012:instance-profile/web",
		"a role of another service":         "arn:aws:sts::123456789012:role/Reader",
		"a session of another service":      "arn:aws:iam::123456789012:assumed-role/Reader/s1",
		"a session without a name":          "arn:aws:sts::123456789012:assumed-role/Reader/",
		"a session without a slash":         "arn:aws:sts::123456789012:assumed-role/Reader",
		"a session with a path":             "arn:aws:sts::123456789012:assumed-role/app/Reader/s1",
		"a session without a role":          "arn:aws:sts::123456789012:assumed-role//s1",
		"a federated user with a path":      "arn:aws:sts::123456789012:federated-user/a/b",
		"a federated user without a name":   "arn:aws:sts::123456789012:federated-user/",
		"an origin access identity's role":  "arn:aws:iam::cloudfront:role/x",
		"a service without a name":          ".amazonaws.com",
		"a service with a wildcard":         "*.amazonaws.com",
		"a service with a slash":            "a/b.amazonaws.com",
		"a name in another domain":          "logging.example.com",
		"a name that ends like a service's": "evilamazonaws.com",
	} {
		t.Run(name, func(t *testing.T) {
			p, err := ParsePrincipal(text)
			require.ErrorIs(t, err, ErrNotPrincipal)
			require.Equal(t, Principal{}, p)
			require.Panics(t, func() { MustParsePrincipal(text) })
		})
	}
}

func TestAssumedRole(t *testing.T) {
	p, err := AssumedRole("arn:aws:iam::123456789012:role/app/Reader", "s1")
	require.NoError(t, err)
	want := known{RoleSession, "123456789012", "arn:aws:iam::123456789012:role/app/Reader", "Reader", "", "arn:aws:sts::123456789012:assumed-role/Reader/s1"}
	if diff := cmp.Diff(want, knownOf(p)); diff != "" {
		t.Errorf("session (-want +got):\n%s", diff)
	}
	if got := p.WithUniqueID("AROAX").UserID(); got != "AROAX:s1" {
		t.Errorf("its user id is %q", got)
	}
}

func TestFederated(t *testing.T) {
	p, err := Federated("arn:aws-cn:iam::123456789012:user/team/Jane", "bob")
	require.NoError(t, err)
	want := known{FederatedUser, "123456789012", "arn:aws-cn:sts::123456789012:federated-user/bob", "bob", "123456789012:bob", "arn:aws-cn:sts::123456789012:federated-user/bob"}
	if diff := cmp.Diff(want, knownOf(p)); diff != "" {
		t.Errorf("federated user (-want +got):\n%s", diff)
	}
}

func TestSessionsAreOfRolesAndUsers(t *testing.T) {
	const role, user = "arn:aws:iam::123456789012:role/app/Reader", "arn:aws:iam::123456789012:user/Jane"
	for name, err := range map[string]error{
		"a session of no role":                    second(AssumedRole("Reader", "s1")),
		"a session of a user":                     second(AssumedRole(user, "s1")),
		"a session of a service":                  second(AssumedRole("logging.s3.amazonaws.com", "s1")),
		"a session of a session":                  second(AssumedRole("arn:aws:sts::123456789012:assumed-role/Reader/s1", "s1")),
		"a session without a name":                second(AssumedRole(role, "")),
		"a session with a path":                   second(AssumedRole(role, "a/b")),
		"a session with a wildcard":               second(AssumedRole(role, "*")),
		"a federated user of nobody":              second(Federated("", "bob")),
		"a federated user of a role":              second(Federated(role, "bob")),
		"a federated user of a root user":         second(Federated("arn:aws:iam::123456789012:root", "bob")),
		"a federated user of an anonymous caller": second(Federated("anonymous", "bob")),
		"a federated user without a name":         second(Federated(user, "")),
		"a federated user with a path":            second(Federated(user, "a/b")),
		"a federated user with a wildcard":        second(Federated(user, "b?b")),
	} {
		if err == nil {
			t.Errorf("%s is made", name)
		}
	}
}

func second(_ Principal, err error) error { return err }

func TestThePrincipalThatIsNobody(t *testing.T) {
	var p Principal
	require.False(t, p.IsValid())
	if diff := cmp.Diff(known{}, knownOf(p)); diff != "" {
		t.Errorf("the zero Principal (-want +got):\n%s", diff)
	}
	require.Equal(t, "invalid", p.Type().String())
	require.Empty(t, p.Partition())
}

func TestWhatIsAddedToAPrincipal(t *testing.T) {
	require.Equal(t, "AIDAX", jane.WithUniqueID("AIDAX").UserID())
	require.Empty(t, someSession.WithUniqueID("AROAX").UserID(), "the session's name is not known")
	require.Equal(t, rootUser, rootUser.WithUniqueID("AIDAX"), "a root user has none")
	require.Equal(t, logging, logging.WithUniqueID("AIDAX"), "nor has a service")
	require.NotEqual(t, jane, jane.WithCanonicalID(canonical))

	require.True(t, appSession.AsServiceLinked().ServiceLinked())
	require.False(t, appSession.ServiceLinked())
	require.False(t, jane.AsServiceLinked().ServiceLinked(), "a user is no session of a role")
	require.Equal(t, "aws", jane.Partition())
}

// What a policy may compare with aws:PrincipalArn must be certain.
func TestWhoseARNIsKnown(t *testing.T) {
	for p, want := range map[Principal]bool{
		rootUser: true, jane: true, appSession: true, someSession: true, bob: true, bobSession: true,
		pathlessSession: false, logging: false, Anonymous(): false, {}: false,
	} {
		if got := p.KnowsARN(); got != want {
			t.Errorf("the ARN of %v, %q, is known: %v, want %v", p, p.ARN(), got, want)
		}
	}
}

func TestPrincipalTypesAreWrittenAsAWSDoes(t *testing.T) {
	for p, want := range map[Principal]string{
		rootUser: "Account", jane: "User", appSession: "AssumedRole", bob: "FederatedUser", logging: "Service", Anonymous(): "Anonymous",
	} {
		if got := p.Type().String(); got != want {
			t.Errorf("the type of %v is %s, want %s", p, got, want)
		}
	}
}
