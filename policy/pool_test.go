package policy_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
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

// withoutPlaces takes the places out of traces, which pooled policies forget.
func withoutPlaces(traces []policy.Trace) []policy.Trace {
	for i := range traces {
		traces[i].Statement.At = policy.Position{}
	}
	return traces
}

// A pooled policy answers as any other does, also where it is packed.
func TestPooledPoliciesAgreeWithOthers(t *testing.T) {
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

// Of ten million access points in four gigabytes, less than half is for policies.
func TestPooledPoliciesAreSmall(t *testing.T) {
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
