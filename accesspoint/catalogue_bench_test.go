package accesspoint

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
	"github.com/stretchr/testify/require"
)

// many makes n access points, ten to a bucket and a hundred buckets to an account,
// with names of 20 bytes and, if wanted, aliases of 63. All have the same policies,
// if any: what these weigh is another matter.
func many(t testing.TB, n int, aliases bool) ([]BucketSetting, []AccessPointEntry) {
	rng := rand.New(rand.NewPCG(7, 7))
	buckets := make([]BucketSetting, 0, n/10)
	entries := make([]AccessPointEntry, 0, n)
	for i := range n {
		account := fmt.Sprintf("%012d", 100000000000+i/1000)
		if i%10 == 0 {
			b, err := arn.NewBucket("aws", fmt.Sprintf("example-bucket-%d", i/10))
			require.NoError(t, err)
			buckets = append(buckets, BucketSetting{Bucket: b, Account: account, Region: "us-west-2"})
		}
		ap, err := arn.NewAccessPoint("aws", "us-west-2", account, fmt.Sprintf("example-team-%07d", i))
		require.NoError(t, err)
		e := AccessPointEntry{
			AccessPointSetting: AccessPointSetting{AccessPoint: ap, Origin: VPC(fmt.Sprintf("vpc-%08x", i/1000))},
			Bucket:             buckets[i/10].Bucket, BucketAccount: account,
		}
		if aliases {
			e.Alias = fmt.Sprintf("%s-%s-s3alias", ap.Name(), letters(rng, 34))
		}
		entries = append(entries, e)
	}
	return buckets, entries
}

func letters(rng *rand.Rand, n int) string {
	var s strings.Builder
	for range n {
		s.WriteByte("abcdefghijklmnopqrstuvwxyz0123456789"[rng.IntN(36)])
	}
	return s.String()
}

func load(t testing.TB, buckets []BucketSetting, entries []AccessPointEntry) *Catalogue {
	c, err := (*Catalogue)(nil).Edit(func(d *Draft) error {
		for _, b := range buckets {
			if err := d.AddBucket(b); err != nil {
				return err
			}
		}
		for _, e := range entries {
			if err := d.AddAccessPoint(e); err != nil {
				return err
			}
		}
		return nil
	})
	require.NoError(t, err)
	return c
}

func BenchmarkCatalogueLoad(b *testing.B) {
	buckets, entries := many(b, 100_000, true)
	b.ReportAllocs()
	for b.Loop() {
		load(b, buckets, entries)
	}
	b.ReportMetric(float64(len(entries))*float64(b.N)/b.Elapsed().Seconds(), "accesspoints/s")
}

// BenchmarkCatalogueMemory reports what an access point takes in a catalogue, all
// text counted and policies not: alone in a bucket that is there anyway, with and
// without an alias, and with a tenth of a bucket.
func BenchmarkCatalogueMemory(b *testing.B) {
	const n = 100_000
	for name, tt := range map[string]struct{ aliases, buckets bool }{
		"without alias":             {false, false},
		"with alias":                {true, false},
		"with alias and its bucket": {true, true},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				before := heap()
				c := weigh(b, n, tt.aliases, tt.buckets)
				b.ReportMetric(float64(heap()-before)/n, "bytes/accesspoint")
				runtime.KeepAlive(c)
			}
		})
	}
}

// weigh loads a catalogue and leaves nothing else behind.
func weigh(b *testing.B, n int, aliases, withBuckets bool) *Catalogue {
	buckets, entries := many(b, n, aliases)
	if withBuckets {
		return load(b, buckets, entries)
	}
	for i := range entries {
		entries[i].Bucket, entries[i].BucketAccount = buckets[0].Bucket, buckets[0].Account
	}
	return load(b, nil, entries)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkCatalogueLookup(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		buckets, entries := many(b, n, true)
		c := load(b, buckets, entries)
		random := rand.New(rand.NewPCG(1, 1)).Perm(n)
		for name, find := range map[string]func(e *AccessPointEntry) bool{
			"by ARN": func(e *AccessPointEntry) bool { _, ok := c.AccessPoint(e.AccessPoint); return ok },
			"by name": func(e *AccessPointEntry) bool {
				_, ok := c.LookupAccessPoint("aws", "us-west-2", e.AccessPoint.Account(), e.AccessPoint.Name())
				return ok
			},
			"by alias":            func(e *AccessPointEntry) bool { _, ok := c.LookupAlias(e.Alias); return ok },
			"bucket":              func(e *AccessPointEntry) bool { _, ok := c.LookupBucket(e.Bucket.Name()); return ok },
			"setting":             func(e *AccessPointEntry) bool { _, ok := c.Setting(e.AccessPoint); return ok },
			"access points of it": func(e *AccessPointEntry) bool { return count(c, e.Bucket) == 10 },
		} {
			b.Run(fmt.Sprintf("%s of %d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					i = (i + 1) % n
					if !find(&entries[random[i]]) {
						b.Fatal("not found")
					}
				}
			})
		}
	}
}

func count(c *Catalogue, bucket arn.Bucket) (n int) {
	for range c.AccessPointsOf(bucket) {
		n++
	}
	return n
}

func BenchmarkCatalogueReplacePolicy(b *testing.B) {
	for _, n := range []int{1_000, 1_000_000} {
		b.Run(fmt.Sprintf("among %d", n), func(b *testing.B) {
			buckets, entries := many(b, n, true)
			c := load(b, buckets, entries)
			p := policy.MustCompile(policy.AccessPoint, statements(onAP(accountB, "Allow", aws(userARN(accountB)), "s3:GetObject")))
			i := 0
			b.ReportAllocs()
			for b.Loop() {
				i = (i + 7919) % n
				e, _ := c.AccessPoint(entries[i].AccessPoint)
				e.Policy = p
				var err error
				c, err = c.Edit(func(d *Draft) error { return d.ReplaceAccessPoint(e) })
				require.NoError(b, err)
			}
		})
	}
}
