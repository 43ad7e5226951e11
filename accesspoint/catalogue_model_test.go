package accesspoint

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/arn"
	"github.com/stretchr/testify/require"
)

// A model is a catalogue of plain maps, written straight from the rules.
type model struct {
	accessPoints map[arn.AccessPoint]AccessPointEntry
	buckets      map[arn.Bucket]BucketSetting
}

func (m model) clone() model { return model{maps.Clone(m.accessPoints), maps.Clone(m.buckets)} }

// takes reports whether an entry, new or in the place of another, keeps the rules.
func (m model) takes(e AccessPointEntry) bool {
	if b, held := m.buckets[e.Bucket]; held && (b.Account != e.BucketAccount || b.Region != "" && b.Region != e.AccessPoint.Region()) {
		return false
	}
	for ap, other := range m.accessPoints {
		if ap == e.AccessPoint {
			continue
		}
		sameBucket := other.Bucket == e.Bucket
		if e.Alias != "" && other.Alias == e.Alias ||
			sameBucket && (other.BucketAccount != e.BucketAccount || ap.Region() != e.AccessPoint.Region()) {
			return false
		}
	}
	return true
}

func (m model) takesBucket(s BucketSetting) bool {
	for _, e := range m.attached(s.Bucket) {
		if e.BucketAccount != s.Account || s.Region != "" && s.Region != e.AccessPoint.Region() {
			return false
		}
	}
	return true
}

func (m model) attached(b arn.Bucket) []AccessPointEntry {
	return slices.DeleteFunc(m.contents().AccessPoints, func(e AccessPointEntry) bool { return e.Bucket != b })
}

func (m model) contents() contents {
	return contents{
		slices.SortedFunc(maps.Values(m.accessPoints), func(a, b AccessPointEntry) int {
			return strings.Compare(a.Bucket.String()+" "+a.AccessPoint.String(), b.Bucket.String()+" "+b.AccessPoint.String())
		}),
		slices.SortedFunc(maps.Values(m.buckets), func(a, b BucketSetting) int { return a.Bucket.ARN().Compare(b.Bucket.ARN()) }),
	}
}

// edit makes one random change of a draft and of the model, and holds the one to
// the other.
func (m model) edit(t *testing.T, rng *rand.Rand, d *Draft) {
	e, s := randomEntry(rng), BucketSetting{Bucket: randomBucket(rng), Account: randomOwner(rng), Region: []string{"", "us-west-2"}[rng.IntN(2)]}
	_, held := m.accessPoints[e.AccessPoint]
	_, bucketHeld := m.buckets[s.Bucket]
	did := func(what string, err error, may bool, do func()) {
		require.Equal(t, may, err == nil, "%s: %v", what, err)
		if may {
			do()
		}
	}
	put := func() { m.accessPoints[e.AccessPoint] = e }
	putBucket := func() { m.buckets[s.Bucket] = s }
	switch rng.IntN(9) {
	case 0, 1, 2:
		did("add", d.AddAccessPoint(e), !held && m.takes(e), put)
	case 3, 4:
		did("replace", d.ReplaceAccessPoint(e), held && m.takes(e), put)
	case 5:
		did("delete", d.DeleteAccessPoint(e.AccessPoint), held, func() { delete(m.accessPoints, e.AccessPoint) })
	case 6:
		did("add bucket", d.AddBucket(s), !bucketHeld && m.takesBucket(s), putBucket)
	case 7:
		did("replace bucket", d.ReplaceBucket(s), bucketHeld && m.takesBucket(s), putBucket)
	case 8:
		did("delete bucket", d.DeleteBucket(s.Bucket), bucketHeld && len(m.attached(s.Bucket)) == 0, func() { delete(m.buckets, s.Bucket) })
	}
}

// The random names are few, so that they meet.

func randomEntry(rng *rand.Rand) AccessPointEntry {
	e := doorIn([]string{"us-west-2", "us-west-2", "eu-west-1"}[rng.IntN(3)], randomOwner(rng), fmt.Sprintf("ap-%d", rng.IntN(30)), "")
	e.Bucket, e.BucketAccount = randomBucket(rng), randomOwner(rng)
	if n := rng.IntN(100); n < 60 {
		e.Alias = fmt.Sprintf("ap-%d-s3alias", n)
	}
	if rng.IntN(5) == 0 {
		e.Origin, e.Tags = VPC(vpcID), map[string]string{"n": fmt.Sprint(rng.IntN(9))}
	}
	return e
}

func randomBucket(rng *rand.Rand) arn.Bucket {
	return arn.MustParseBucket(fmt.Sprintf("arn:aws:s3:::bucket-%d", rng.IntN(20)))
}

func randomOwner(rng *rand.Rand) string {
	if rng.IntN(8) == 0 {
		return accountP
	}
	return accountB
}

// hold compares all that a catalogue answers with the model.
func (m model) hold(t *testing.T, c *Catalogue) {
	t.Helper()
	want := m.contents()
	if diff := cmp.Diff(want, dump(c), comparing); diff != "" {
		t.Fatalf("contents (-want +got):\n%s", diff)
	}
	require.Equal(t, len(want.AccessPoints), c.Len())
	require.Equal(t, len(want.Buckets), c.BucketLen())
	namesakes, aliases := map[string]int{}, 0
	for ap := range m.accessPoints {
		namesakes[ap.Name()+"-"+ap.Account()]++
	}
	for _, e := range want.AccessPoints {
		ap := e.AccessPoint
		got, ok := c.AccessPoint(ap)
		require.True(t, ok)
		require.Equal(t, ap, got.AccessPoint)
		name, ok := c.LookupAccessPoint("aws", ap.Region(), ap.Account(), ap.Name())
		require.True(t, ok)
		require.Equal(t, ap, name)
		label := ap.Name() + "-" + ap.Account()
		require.Equal(t, namesakes[label] == 1, second(c.LookupLabel(label, "")))
		if e.Alias != "" {
			aliases++
			name, _ = c.LookupAlias(e.Alias)
			require.Equal(t, ap, name)
		}
	}
	require.Equal(t, aliases, c.orEmpty().aliases.Len(), "no alias is left behind")
	for n := range 20 {
		b := arn.MustParseBucket(fmt.Sprintf("arn:aws:s3:::bucket-%d", n))
		_, held := m.buckets[b]
		require.Equal(t, held, second(c.Bucket(b)))
		require.Equal(t, held, second(c.LookupBucket(b.Name())))
		if diff := cmp.Diff(m.attached(b), slices.Collect(c.AccessPointsOf(b)), comparing); diff != "" {
			t.Fatalf("access points of a bucket (-want +got):\n%s", diff)
		}
	}
}

// Whatever is done to a catalogue, it is what plain maps would be, and all the
// catalogues on the way stay what they were.
func TestACatalogueIsMapsAndOldOnesStay(t *testing.T) {
	type snapshot struct {
		catalogue *Catalogue
		model     model
	}
	for seed := range uint64(5) {
		rng := rand.New(rand.NewPCG(seed, 1))
		var c *Catalogue
		m := model{map[arn.AccessPoint]AccessPointEntry{}, map[arn.Bucket]BucketSetting{}}
		var snapshots []snapshot
		for range 30 {
			snapshots = append(snapshots, snapshot{c, m.clone()})
			var err error
			c, err = c.Edit(func(d *Draft) error {
				for range 1 + rng.IntN(40) {
					m.edit(t, rng, d)
				}
				return nil
			})
			require.NoError(t, err)
		}
		for _, s := range append(snapshots, snapshot{c, m}) {
			s.model.hold(t, s.catalogue)
		}
	}
}
