package accesspoint

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// A workload is the policies of testdata/workloads with requests ready to be
// decided. Those without an access point policy are made to the bucket.
type workload struct {
	name       string
	bucket, ap *policy.Policy
	requests   []Request
	want       []policy.Outcome
}

func (w *workload) decide(i int) Decision {
	if w.ap == nil {
		return EvaluateDirect(w.requests[i], w.bucket)
	}
	return Evaluate(w.requests[i], w.bucket, w.ap, Internet())
}

func readWorkload(t testing.TB, name string) []byte {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("..", "testdata", "workloads", name))
	require.NoError(t, err)
	return src
}

func workloads(t testing.TB) []workload {
	t.Helper()
	list := []workload{{name: "workshop"}, {name: "typical"}, {name: "20 KB"}}
	for i, id := range []string{"w1", "w2", "w3"} {
		w := &list[i]
		var err error
		w.bucket, err = policy.Compile(policy.Bucket, readWorkload(t, id+".bucket.json"))
		require.NoError(t, err)
		if id == "w1" {
			w.ap, err = policy.Compile(policy.AccessPoint, readWorkload(t, "w1.ap.json"))
			require.NoError(t, err)
		}
		w.read(t, readWorkload(t, id+".requests.json"))
	}
	return list
}

// read reads requests. All is in one account.
func (w *workload) read(t testing.TB, src []byte) {
	t.Helper()
	const account = "111122223333"
	var requests []struct {
		Principal, Action, Bucket, Key, AccessPoint, Expect string
		Context                                             map[condition.Key][]string
	}
	require.NoError(t, json.Unmarshal(src, &requests))
	outcomes := map[string]policy.Outcome{"Allow": policy.Allowed, "ExplicitDeny": policy.ExplicitDeny, "ImplicitDeny": policy.ImplicitDeny}
	for _, r := range requests {
		var attrs []condition.Attr
		for k, values := range r.Context {
			attrs = append(attrs, condition.Strings(k, values...))
		}
		req := Request{
			Principal:     policy.MustParsePrincipal(r.Principal),
			Action:        r.Action,
			Bucket:        arn.MustParseBucket("arn:aws:s3:::" + r.Bucket),
			BucketAccount: account,
			Key:           r.Key,
			Context:       condition.NewContext(attrs...),
		}
		if r.AccessPoint != "" {
			req.AccessPoint = arn.MustParseAccessPoint("arn:aws:s3:us-west-2:" + account + ":accesspoint/" + r.AccessPoint)
		}
		w.requests = append(w.requests, req)
		w.want = append(w.want, outcomes[r.Expect])
	}
}

func TestWorkloadsComeToWhatTheyMustAndDoNotAllocate(t *testing.T) {
	for _, w := range workloads(t) {
		for i := range w.requests {
			var d Decision
			if n := testing.AllocsPerRun(1, func() { d = w.decide(i) }); n != 0 || d.Outcome != w.want[i] || d.Err() != nil {
				t.Errorf("%s, request %d: %v, want %v; %v allocations", w.name, i, d, w.want[i], n)
			}
		}
	}
}

// An operation is one request, each of the workload's in turn.
func BenchmarkEvaluateWorkload(b *testing.B) {
	for _, w := range workloads(b) {
		b.Run(w.name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				w.decide(i)
				if i++; i == len(w.requests) {
					i = 0
				}
			}
		})
	}
}
