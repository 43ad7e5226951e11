package policy_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/slow"
	"github.com/s3ap/s3ap/policy"
)

// door is the policy of one of many access points.
func door(n int) string {
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Sid":"OwnPrefix","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/user%06d"},
		"Action":"s3:GetObject","Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/ap-%06d/object/user%06d/*"}]}`, n, n, n)
}

func TestPoolMakesTheSamePolicyOnce(t *testing.T) {
	var pool policy.Pool
	a, err := pool.Compile(policy.AccessPoint, []byte(door(1)))
	require.NoError(t, err)
	again, err := pool.Compile(policy.AccessPoint, []byte(strings.ReplaceAll(door(1), "\n", " ")))
	require.NoError(t, err)
	other, err := pool.Compile(policy.AccessPoint, []byte(door(2)))
	require.NoError(t, err)
	if a != again || a == other {
		t.Errorf("the same policy twice is one: %v; two policies are one: %v", a == again, a == other)
	}
}

func TestPoolReportsWhatIsWrong(t *testing.T) {
	_, want := policy.Compile(policy.AccessPoint, []byte(`{"Statement":{}}`))
	_, got := new(policy.Pool).Compile(policy.AccessPoint, []byte(`{"Statement":{}}`))
	if diff := cmp.Diff(want.Error(), got.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What a policy names decides whether it may stand where it stands. Policies that
// differ in their resources alone must not take it from one another.
func TestPooledPoliciesNameWhatTheyName(t *testing.T) {
	for _, first := range []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/x/*", "arn:aws:s3:::bucket/*", "*"} {
		var pool policy.Pool
		for _, resource := range []string{first, "arn:aws:s3:::bucket/*", "arn:aws:s3:us-west-2:111122223333:accesspoint/x/*", "*"} {
			src := []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"` + resource + `"}]}`)
			plain, err := policy.Compile(policy.Bucket, src)
			require.NoError(t, err)
			pooled, err := pool.Compile(policy.Bucket, src)
			require.NoError(t, err)
			require.True(t, pooled.IsPacked())
			require.Equal(t, plain.NamesOnlyBuckets(), pooled.NamesOnlyBuckets(), "buckets alone: %s after %s", resource, first)
			require.Equal(t, plain.NamesOnlyAccessPoints(), pooled.NamesOnlyAccessPoints(), "access points alone: %s after %s", resource, first)
		}
	}
}

// A pool compiles in room of its own, which a policy that stays as it is must not lie in.
func TestPoliciesOfAPoolDoNotChangeWithTheNext(t *testing.T) {
	var pool policy.Pool
	sources := []string{door(1), strings.Replace(door(2), "object/user", "object/a?b*", 1), door(3), `{"Statement":{}}`, strings.Replace(door(4), "object/user", "object/${aws:username}", 1), door(5)}
	var made []*policy.Policy
	var want []string
	for range 2 {
		for i, src := range sources {
			plain, err := policy.Compile(policy.AccessPoint, []byte(src))
			p, pooledErr := pool.Compile(policy.AccessPoint, []byte(src))
			require.Equal(t, err == nil, pooledErr == nil)
			if err != nil {
				continue
			}
			require.Equal(t, i == 0 || i == 2 || i == 5, p.IsPacked())
			made, want = append(made, p), append(want, plain.Document().String())
		}
	}
	for i, p := range made {
		require.Equal(t, want[i], p.Document().String(), "policy %d", i)
	}
}

// withoutPlaces takes the places out of traces, which pooled policies forget.
func withoutPlaces(traces []policy.Trace) []policy.Trace {
	for i := range traces {
		traces[i].Statement.At = policy.Position{}
	}
	return traces
}

// A pooled policy answers as any other does, also where it is packed.
func TestPooledPoliciesAgreeWithOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, and shares nothing between goroutines")
	}
	var pool policy.Pool
	packed := 0
	for n := range 3000 {
		g := slow.NewGenerator(slow.Seed(n))
		asked := g.Request()
		doc := g.Document(asked)
		src, err := doc.MarshalJSON()
		require.NoError(t, err)
		plain, err := policy.Compile(doc.Kind, src)
		if err != nil {
			continue
		}
		pooled, err := pool.Compile(doc.Kind, src)
		require.NoError(t, err)
		if pooled.IsPacked() {
			packed++
		}
		if diff := cmp.Diff(plain.Document().String(), pooled.Document().String()); diff != "" {
			t.Fatalf("document of %s (-plain +pooled):\n%s", src, diff)
		}
		req, err := asked.Compiled()
		require.NoError(t, err)
		want, got := plain.Evaluate(req), pooled.Evaluate(req)
		want.Statement.At, got.Statement.At = policy.Position{}, policy.Position{}
		if want != got || pooled.Kind() != plain.Kind() ||
			pooled.NamesOnlyBuckets() != plain.NamesOnlyBuckets() || pooled.NamesOnlyAccessPoints() != plain.NamesOnlyAccessPoints() {
			t.Fatalf("%s\n%v: plain %+v, pooled %+v", src, asked, want, got)
		}
		if diff := cmp.Diff(withoutPlaces(plain.Explain(req)), withoutPlaces(pooled.Explain(req))); diff != "" {
			t.Fatalf("explanation of %s (-plain +pooled):\n%s", src, diff)
		}
	}
	require.Greater(t, packed, 100, "packed policies")
}

// Policies that differ in the texts of their own alone are told by their shape, and no
// others are taken for such.
func TestPooledPoliciesOfOneShapeAgreeWithOthers(t *testing.T) {
	user := func(name string) string { return "arn:aws:iam::111122223333:user/" + name }
	statement := func(principal, resource, rest string) string {
		return `{"Effect":"Allow","Principal":{"AWS":` + principal + `},"Action":"s3:GetObject","Resource":` + resource + rest + `}`
	}
	equals := func(value string) string { return `,"Condition":{"StringEquals":{"aws:PrincipalArn":"` + value + `"}}` }
	jane, mary, bucket := `"`+user("jane")+`"`, `"`+user("mary")+`"`, `"arn:aws:s3:::bucket/*"`
	texts := []string{
		statement(jane, bucket, ""), statement(mary, bucket, ""), statement(mary, `"arn:aws:s3:::other/*"`, ""), statement(mary, `"arn:aws:s3:::other/x"`, ""),
		// The same text in a condition belongs to the body.
		statement(jane, bucket, equals(user("jane"))), statement(mary, bucket, equals(user("mary"))), statement(mary, bucket, equals(user("jane"))), statement(jane, bucket, equals(user("mary"))),
		// It is the only time that the text stands there as it is.
		statement(strings.Replace(jane, "jane", `j\u0061ne`, 1), bucket, equals(user("jane"))), statement(strings.Replace(mary, "mary", `m\u0061ry`, 1), bucket, equals(user("mary"))),
		statement(`[`+jane+`,`+mary+`]`, bucket, ""), statement(`[`+mary+`,`+jane+`]`, bucket, ""), statement(`[`+jane+`,`+jane+`]`, bucket, ""),
		statement(jane, `["arn:aws:s3:::bucket","arn:aws:s3:::bucket/*"]`, ""), statement(jane, `["arn:aws:s3:::other","arn:aws:s3:::other/*"]`, ""),
		statement(jane, `"*"`, ""), statement(`"arn:aws:iam::111122223333:role/jane"`, bucket, ""),
		`{"Resource":` + bucket + `,"Effect":"Allow","Principal":{"AWS":` + jane + `},"Action":"s3:GetObject"}`,
	}
	var pool policy.Pool
	for range 2 { // the second time in a pool that knows them all
		for _, text := range texts {
			src := []byte(`{"Version":"2012-10-17","Statement":` + text + `}`)
			plain, err := policy.Compile(policy.Bucket, src)
			require.NoError(t, err)
			pooled, err := pool.Compile(policy.Bucket, src)
			require.NoError(t, err)
			require.Equal(t, plain.Document().String(), pooled.Document().String())
			for _, who := range []string{user("jane"), user("mary"), "arn:aws:iam::111122223333:role/jane"} {
				for _, on := range []string{"arn:aws:s3:::bucket", "arn:aws:s3:::bucket/x", "arn:aws:s3:::other", "arn:aws:s3:::other/x", "arn:aws:s3:::other/y"} {
					req := policy.Request{
						Principal: policy.MustParsePrincipal(who), Action: "s3:GetObject", Resource: arn.MustParse(on),
						Context: condition.NewContext(condition.String(condition.PrincipalARN, who)),
					}
					if want, got := plain.Evaluate(req).Outcome, pooled.Evaluate(req).Outcome; want != got {
						t.Errorf("%s\n%s on %s: plain %v, pooled %v", src, who, on, want, got)
					}
				}
			}
		}
	}
}

// Generated policies, each with other names in the place of its own.
func TestPooledPoliciesWithOtherNamesAgreeWithOthers(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, and shares nothing between goroutines")
	}
	var pool policy.Pool
	renamed := strings.NewReplacer("user/", "user/x", "role/", "role/y", "bucket", "tekcub", "111", "222")
	for n := range 1500 {
		g := slow.NewGenerator(slow.Seed(n))
		asked := g.Request()
		doc := g.Document(asked)
		first, err := doc.MarshalJSON()
		require.NoError(t, err)
		for _, src := range [][]byte{first, []byte(renamed.Replace(string(first))), first} {
			plain, err := policy.Compile(doc.Kind, src)
			if err != nil {
				continue
			}
			pooled, err := pool.Compile(doc.Kind, src)
			require.NoError(t, err)
			if diff := cmp.Diff(plain.Document().String(), pooled.Document().String()); diff != "" {
				t.Fatalf("document of %s (-plain +pooled):\n%s", src, diff)
			}
			req, err := asked.Compiled()
			require.NoError(t, err)
			if want, got := plain.Evaluate(req), pooled.Evaluate(req); want.Outcome != got.Outcome || want.Grants != got.Grants || want.InDoubt != got.InDoubt {
				t.Fatalf("%s\n%v: plain %+v, pooled %+v", src, asked, want, got)
			}
		}
	}
}

// A policy of a pool that knows its template.
func BenchmarkPoolCompile(b *testing.B) {
	var pool policy.Pool
	srcs := make([][]byte, 10_000)
	for i := range srcs {
		srcs[i] = []byte(door(i))
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		_, err := pool.Compile(policy.AccessPoint, srcs[i%len(srcs)])
		require.NoError(b, err)
		i++
	}
}

// Of ten million access points in four gigabytes, less than half is for policies.
func TestPooledPoliciesAreSmall(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, and shares nothing between goroutines")
	}
	const count = 20_000
	var pool policy.Pool
	policies := make([]*policy.Policy, count)
	srcs := make([][]byte, count)
	for i := range srcs {
		srcs[i] = []byte(door(i))
	}
	before := heap()
	for i := range policies {
		var err error
		policies[i], err = pool.Compile(policy.AccessPoint, srcs[i])
		require.NoError(t, err)
	}
	pool = policy.Pool{}
	each := (heap() - before) / count
	t.Logf("%d bytes each", each)
	if each > 200 {
		t.Errorf("a policy takes %d bytes", each)
	}
	runtime.KeepAlive(policies)
	runtime.KeepAlive(srcs)
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestEvaluateDoesNotAllocateForPooledPolicies(t *testing.T) {
	p, err := new(policy.Pool).Compile(policy.AccessPoint, []byte(door(7)))
	require.NoError(t, err)
	require.True(t, p.IsPacked())
	req := policy.Request{
		Principal: policy.MustParsePrincipal("arn:aws:iam::111122223333:user/user000007"), Action: "s3:GetObject",
		Resource: arn.MustParse("arn:aws:s3:us-west-2:111122223333:accesspoint/ap-000007/object/user000007/a"),
	}
	require.Equal(t, policy.Allowed, p.Evaluate(req).Outcome)
	if n := testing.AllocsPerRun(100, func() { p.Evaluate(req) }); n != 0 {
		t.Errorf("Evaluate allocates %v times", n)
	}
}

func BenchmarkEvaluatePooled(b *testing.B) {
	p, err := new(policy.Pool).Compile(policy.AccessPoint, []byte(door(7)))
	require.NoError(b, err)
	req := policy.Request{
		Principal: policy.MustParsePrincipal("arn:aws:iam::111122223333:user/user000007"), Action: "s3:GetObject",
		Resource: arn.MustParse("arn:aws:s3:us-west-2:111122223333:accesspoint/ap-000007/object/user000007/a"),
	}
	b.ReportAllocs()
	for b.Loop() {
		p.Evaluate(req)
	}
}

// The policies of two access points differ in whom they name and in a resource.
func ExamplePool() {
	var pool policy.Pool
	for n := range 2 {
		p, err := pool.Compile(policy.AccessPoint, []byte(door(n)))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(p.Document().Statements[0].Resource.Items[0].Value)
	}
	// Output:
	// arn:aws:s3:us-west-2:111122223333:accesspoint/ap-000000/object/user000000/*
	// arn:aws:s3:us-west-2:111122223333:accesspoint/ap-000001/object/user000001/*
}
