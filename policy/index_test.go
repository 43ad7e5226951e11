package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/slow"
	"github.com/s3ap/s3ap/policy"
)

// crowd makes one policy of the statements of several generated ones, and returns
// it with their requests.
func crowd(t *testing.T, seed []byte, documents int) (*policy.Policy, []policy.Request) {
	t.Helper()
	all := &policy.Document{Version: policy.Text{Value: "2012-10-17"}, Statements: []policy.Statement{}}
	var reqs []policy.Request
	for n := range documents {
		g := slow.NewGenerator(append(seed[:len(seed):len(seed)], byte(n)))
		asked := g.Request()
		doc := g.Document(asked)
		if req, err := asked.Compiled(); err == nil {
			reqs = append(reqs, req)
		}
		all.Kind = policy.Bucket
		for _, s := range doc.Statements {
			if !doc.Kind.NamesPrincipals() {
				s.Principal = policy.Principals{Any: true}
			}
			s.Sid = policy.Text{}
			one := &policy.Document{Kind: all.Kind, Version: all.Version, Statements: []policy.Statement{s}}
			if _, err := one.Compile(); err == nil {
				all.Statements = append(all.Statements, s)
			}
		}
	}
	p, err := all.Compile()
	if err != nil {
		// All statements are sound: there are too many of them.
		require.ErrorIs(t, err, policy.ErrTooLarge)
		return nil, nil
	}
	return p, reqs
}

// disagreement compares the answers by the index with those of all statements.
func disagreement(p *policy.Policy, req *policy.Request) string {
	for _, f := range []doubt.Favour{doubt.Deny, doubt.Allow} {
		if want, got := p.EvaluateEach(f, req), p.EvaluateFavouring(f, req); got != want {
			return fmt.Sprintf("%v\n%+v\nindex: %+v, all statements: %+v", p.Document(), *req, got, want)
		}
	}
	return ""
}

func TestTheIndexAgreesWithAskingAllStatements(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, and shares nothing between goroutines")
	}
	served, asked := 0, 0
	for n := range 300 {
		p, reqs := crowd(t, slow.Seed(n), 2+n%70)
		for i := range reqs {
			asked++
			if p.HasIndex(&reqs[i]) {
				served++
			}
			if diff := disagreement(p, &reqs[i]); diff != "" {
				t.Fatalf("seed %d: %s", n, diff)
			}
		}
	}
	require.Greater(t, served, asked/3, "of %d requests, so many were served by an index", asked)
}

func FuzzTheIndexAgreesWithAskingAllStatements(f *testing.F) {
	for n := range 20 {
		f.Add(slow.Seed(n), byte(n))
	}
	f.Fuzz(func(t *testing.T, seed []byte, documents byte) {
		p, reqs := crowd(t, seed, 1+int(documents%80))
		for i := range reqs {
			if diff := disagreement(p, &reqs[i]); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// Texts that begin alike, end early or are each other's beginnings lead through
// all parts of the tree.
func TestTheIndexFindsResourcesByTheirBeginning(t *testing.T) {
	var statements []string
	entries := []string{"*", "arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::*", "arn:aws:s3:::b/a", "arn:aws:s3:::b/a*", "arn:aws:s3:::b/ab/*",
		"arn:aws:s3:::b/ab/?", "arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/é*", "arn:aws:s3:*:*:accesspoint/*", "arn:aws:s3:::bb/*", "arn:*:s3:::b/c"}
	for i := range 26 {
		entries = append(entries, fmt.Sprintf("arn:aws:s3:::b/%c%c", 'a'+i, 'a'+i), fmt.Sprintf("arn:aws:s3:::b/%c/*", 'z'-i))
	}
	for _, e := range entries {
		statements = append(statements, fmt.Sprintf(`{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":%q}`, e))
		statements = append(statements, fmt.Sprintf(`{"Effect":"Deny","Principal":"*","Action":"s3:*","NotResource":%q}`, e))
	}
	resources := []string{"arn:aws:s3:::b", "arn:aws:s3:::bb", "arn:aws:s3:::bb/", "arn:aws-cn:s3:::b/c", "arn:aws:s3:us-west-2:123456789012:accesspoint/ap/object/x"}
	for _, key := range []string{"a", "ab", "abc", "ab/", "ab/x", "ab/xy", "é", "\xc3", "\xc3\xa9x", "jane/1", "zz", "z/", "z/z", "zzz", "A"} {
		resources = append(resources, "arn:aws:s3:::b/"+key)
	}
	for n := range len(statements) {
		// Each statement is the only one that may be found, once.
		list := slices.Clone(statements)
		for i := range list {
			if i != n {
				list[i] = strings.Replace(list[i], `"Action":"s3:*"`, `"Action":"s3:ListBucket"`, 1)
			}
		}
		p := policy.MustCompile(policy.Bucket, `{"Version":"2012-10-17","Statement":[`+strings.Join(list, ",")+`]}`)
		for _, r := range resources {
			req := policy.Request{Principal: policy.Anonymous(), Action: "s3:GetObject", Resource: arn.MustParse(r)}
			require.True(t, p.HasIndex(&req))
			if diff := disagreement(p, &req); diff != "" {
				t.Errorf("%s on %s: %s", statements[n], r, diff)
			}
		}
	}
}

// Long lists are worth an index in a single statement too.
func TestTheIndexFindsWhatStandsInLongLists(t *testing.T) {
	principals, resources := make([]string, 12), make([]string, 12)
	for i := range principals {
		principals[i] = fmt.Sprintf(`"arn:aws:iam::123456789012:role/r%d"`, i)
		resources[i] = fmt.Sprintf(`"arn:aws:s3:::b/%d/*"`, i)
	}
	for _, form := range []string{
		`{"Effect":"Allow","Principal":{"AWS":[%s]},"Action":"s3:Get*","Resource":[%s]}`,
		`{"Effect":"Deny","Principal":{"AWS":[%s]},"NotAction":"s3:Put*","NotResource":[%s]}`,
		`{"Effect":"Deny","NotPrincipal":{"AWS":[%s]},"Action":"s3:*","Resource":[%s]}`,
	} {
		statement := fmt.Sprintf(form, strings.Join(principals, ","), strings.Join(resources, ","))
		p := policy.MustCompile(policy.Bucket, `{"Version":"2012-10-17","Statement":`+statement+`}`)
		for i := range 14 {
			req := policy.Request{
				Principal: policy.MustParsePrincipal(fmt.Sprintf("arn:aws:iam::123456789012:role/r%d", i)),
				Action:    "s3:GetObject", Resource: arn.MustParse(fmt.Sprintf("arn:aws:s3:::b/%d/k", (i+1)%14)),
			}
			require.True(t, p.HasIndex(&req))
			if diff := disagreement(p, &req); diff != "" {
				t.Error(diff)
			}
		}
	}
}

// Names that differ in case alone are in doubt, and found.
func TestTheIndexFindsCallersByTheirNames(t *testing.T) {
	entries := []string{`"*"`, `{"AWS":"*"}`, `{"AWS":"123456789012"}`, `{"AWS":"arn:aws:iam::123456789012:root"}`,
		`{"AWS":"arn:aws:iam::123456789012:user/jane"}`, `{"AWS":"arn:aws:iam::123456789012:user/JANE"}`, `{"AWS":"arn:aws:iam::123456789012:user/team/jane"}`,
		`{"AWS":"arn:aws:iam::123456789012:role/app"}`, `{"AWS":"arn:aws:iam::123456789012:role/path/App"}`, `{"AWS":"arn:aws:iam::123456789012:user/\u212Aim"}`,
		`{"AWS":"arn:aws:sts::123456789012:assumed-role/app/s"}`, `{"AWS":"arn:aws:sts::123456789012:assumed-role/app/S"}`,
		`{"AWS":"arn:aws:sts::123456789012:federated-user/jane"}`, `{"AWS":"AIDAX"}`, `{"AWS":"AROAX"}`, `{"Service":"logging.s3.amazonaws.com"}`,
		`{"CanonicalUser":"` + strings.Repeat("a", 64) + `"}`, `{"AWS":["arn:aws:iam::210987654321:root","arn:aws:iam::123456789012:role/app"]}`,
		`{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}`}
	var statements []string
	for _, e := range entries {
		for _, form := range []string{`{"Effect":"Allow","Principal":%s,"Action":"s3:*","Resource":"*"}`, `{"Effect":"Deny","Principal":%s,"Action":"s3:*","Resource":"*"}`,
			`{"Effect":"Deny","NotPrincipal":%s,"Action":"s3:*","Resource":"*"}`} {
			statements = append(statements, fmt.Sprintf(form, e))
		}
	}
	for _, s := range statements {
		none := `{"Effect":"Deny","Principal":"*","Action":"s3:ListBucket","Resource":"*"}`
		p := policy.MustCompile(policy.Bucket, `{"Version":"2012-10-17","Statement":[`+none+","+none+","+s+`]}`)
		for _, who := range callers(t) {
			req := policy.Request{Principal: who, Action: "s3:GetObject", Resource: arn.MustParse("arn:aws:s3:::b/k")}
			if diff := disagreement(p, &req); diff != "" {
				t.Errorf("%s by %v: %s", s, who, diff)
			}
		}
	}
}

func callers(t *testing.T) []policy.Principal {
	t.Helper()
	list := []policy.Principal{{}, policy.Anonymous()}
	for _, name := range []string{"arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:user/jane", "arn:aws:iam::123456789012:user/Jane",
		"arn:aws:iam::123456789012:user/kim", "arn:aws:iam::123456789012:user/\u212Aim", "arn:aws:iam::123456789012:role/app", "arn:aws:iam::123456789012:role/path/app",
		"arn:aws:sts::123456789012:assumed-role/app/s", "arn:aws:sts::123456789012:assumed-role/APP/s", "arn:aws:sts::123456789012:federated-user/jane",
		"logging.s3.amazonaws.com", "Logging.s3.amazonaws.com", "arn:aws:iam::210987654321:user/jane", "arn:aws-cn:iam::123456789012:user/jane",
		"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"} {
		p := policy.MustParsePrincipal(name)
		list = append(list, p, p.WithUniqueID("AIDAX"), p.WithUniqueID("AROAX"), p.WithCanonicalID(strings.Repeat("A", 64)))
	}
	session, err := policy.AssumedRole("arn:aws:iam::123456789012:role/path/app", "s")
	require.NoError(t, err)
	federated, err := policy.Federated("arn:aws:iam::123456789012:user/jane", "bob")
	require.NoError(t, err)
	return append(list, session, federated)
}

// A look-up of a caller who is not there ends, however many keys there are.
func TestTheIndexOfManySessionsIsNeverFull(t *testing.T) {
	for n := 1; n <= 140; n++ {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf(`"arn:aws:sts::111122223333:assumed-role/r%d/s%d"`, i, i))
		}
		p := policy.MustCompile(policy.Bucket, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[`+strings.Join(list, ",")+
			`]},"Action":"s3:*","Resource":"*"},{"Effect":"Deny","Principal":{"AWS":`+list[0]+`},"Action":"s3:PutObject","Resource":"*"},{"Effect":"Deny","Principal":{"AWS":`+list[0]+`},"Action":"s3:DeleteObject","Resource":"*"}]}`)
		for _, who := range []string{"r0/s0", fmt.Sprintf("r%d/s%d", n-1, n-1), "q/s", "r0/q"} {
			req := policy.Request{Principal: policy.MustParsePrincipal("arn:aws:sts::111122223333:assumed-role/" + who), Action: "s3:GetObject", Resource: arn.MustParse("arn:aws:s3:::b/k")}
			require.True(t, p.HasIndex(&req))
			if diff := disagreement(p, &req); diff != "" {
				t.Errorf("%d sessions, %s: %s", n, who, diff)
			}
		}
	}
}

// Long lists are looked through by keys.
func TestLongListsOfPrincipalsNameWhomTheyName(t *testing.T) {
	var filler []string
	for i := range 20 {
		filler = append(filler, fmt.Sprintf(`"arn:aws:iam::444455556666:role/r%d"`, i))
	}
	for _, e := range []string{"123456789012", "arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:user/jane", "arn:aws:iam::123456789012:user/JANE",
		"arn:aws:iam::123456789012:role/app", "arn:aws:iam::123456789012:role/path/App", "arn:aws:iam::123456789012:user/\u212Aim",
		"arn:aws:sts::123456789012:assumed-role/app/s", "arn:aws:sts::123456789012:federated-user/jane", "AIDAX", "AROAX", "*"} {
		p := policy.MustCompile(policy.Bucket, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":[`+strings.Join(filler, ",")+`,"`+e+`"]},"Action":"s3:*","Resource":"*"}}`)
		for _, who := range callers(t) {
			req := policy.Request{Principal: who, Action: "s3:GetObject", Resource: arn.MustParse("arn:aws:s3:::b/k")}
			if diff := disagreement(p, &req); diff != "" {
				t.Errorf("%s by %v: %s", e, who, diff)
			}
		}
	}
}
