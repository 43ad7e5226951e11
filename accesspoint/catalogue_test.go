package accesspoint

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
	"github.com/stretchr/testify/require"
)

const sampleAlias = "ap1-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias"

// bucketEntry is a bucket of account B.
func bucketEntry(name string) BucketSetting {
	return BucketSetting{Bucket: arn.MustParseBucket("arn:aws:s3:::" + name), Account: accountB, Region: "us-west-2"}
}

// door is an access point of account B, attached to doc-bucket.
func door(name, alias string) AccessPointEntry {
	return doorIn("us-west-2", accountB, name, alias)
}

func doorIn(region, account, name, alias string) AccessPointEntry {
	return AccessPointEntry{
		AccessPointSetting: AccessPointSetting{
			AccessPoint: arn.MustParseAccessPoint(fmt.Sprintf("arn:aws:s3:%s:%s:accesspoint/%s", region, account, name)),
			Origin:      Internet(),
		},
		Alias: alias, Bucket: arn.MustParseBucket(bucketARN), BucketAccount: accountB,
	}
}

// edited makes a catalogue of what edits do to an empty one.
func edited(t testing.TB, edits ...func(*Draft) error) *Catalogue {
	t.Helper()
	c, err := new(Catalogue).Edit(func(d *Draft) error {
		for _, edit := range edits {
			if err := edit(d); err != nil {
				return err
			}
		}
		return nil
	})
	require.NoError(t, err)
	return c
}

func adding(e AccessPointEntry) func(*Draft) error {
	return func(d *Draft) error { return d.AddAccessPoint(e) }
}

func addingBucket(b BucketSetting) func(*Draft) error {
	return func(d *Draft) error { return d.AddBucket(b) }
}

func TestTheRulesOfACatalogue(t *testing.T) {
	held := edited(t, addingBucket(bucketEntry("doc-bucket")), adding(door("ap1", sampleAlias)))
	unheld := edited(t, adding(door("ap1", "")))
	change := func(e AccessPointEntry, edit func(*AccessPointEntry)) AccessPointEntry { edit(&e); return e }
	changeBucket := func(b BucketSetting, edit func(*BucketSetting)) BucketSetting { edit(&b); return b }
	apPolicy := compile(t, policy.AccessPoint, onAP(accountB, "Allow", aws(userARN(accountB)), "s3:GetObject"))
	bucketPolicy := compile(t, policy.Bucket, delegation(accountB, "*"))
	for name, tt := range map[string]struct {
		in   *Catalogue
		edit func(*Draft) error
		want error // nil if it may be
	}{
		"a name may be taken in another region":          {nil, both(adding(door("ap1", "")), adding(change(doorIn("eu-west-1", accountB, "ap1", ""), func(e *AccessPointEntry) { e.Bucket = arn.MustParseBucket("arn:aws:s3:::other-bucket") }))), nil},
		"a name may be taken in another account":         {held, adding(doorIn("us-west-2", accountP, "ap1", "")), nil},
		"a name is taken once in an account and region":  {held, adding(door("ap1", "")), ErrTaken},
		"a bucket's name is taken once":                  {held, addingBucket(bucketEntry("doc-bucket")), ErrTaken},
		"a bucket's name may be taken in a partition":    {held, addingBucket(BucketSetting{Bucket: arn.MustParseBucket("arn:aws-cn:s3:::doc-bucket"), Account: accountB}), nil},
		"an alias is taken once":                         {held, adding(door("ap2", sampleAlias)), ErrAliasTaken},
		"an alias is taken once in all partitions":       {held, adding(AccessPointEntry{AccessPointSetting{AccessPoint: arn.MustParseAccessPoint("arn:aws-cn:s3:cn-north-1:111111111111:accesspoint/ap1"), Origin: Internet()}, sampleAlias, arn.MustParseBucket("arn:aws-cn:s3:::x-bucket"), accountB}), ErrAliasTaken},
		"an alias may not be given on by a replacement":  {held, both(adding(door("ap2", "")), func(d *Draft) error { return d.ReplaceAccessPoint(door("ap2", sampleAlias)) }), ErrAliasTaken},
		"an alias is free when it is replaced":           {held, both(func(d *Draft) error { return d.ReplaceAccessPoint(door("ap1", "")) }, adding(door("ap2", sampleAlias))), nil},
		"an alias is free when its access point is gone": {held, both(func(d *Draft) error { return d.DeleteAccessPoint(door("ap1", "").AccessPoint) }, adding(door("ap2", sampleAlias))), nil},
		"a sample of the guide is an alias":              {held, adding(door("my-ap", "access-point-abcdef0123456789abcdefgh-s3alias")), nil},
		"so is that of an access point on a file system": {held, adding(door("my-ap", "my-ap-aqfqprnstn7aefdfbarligizwgyfouse1a-ext-s3alias")), nil},
		"an alias has the ending of one":                 {held, adding(door("ap2", "doc-bucket")), ErrAlias},
		"an alias has the ending of this kind":           {held, adding(door("ap2", "my-object-lambda-acc-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3")), ErrAlias},
		"an alias is written like a bucket's name":       {held, adding(door("ap2", "a/b-s3alias")), ErrAlias},
		"an alias has capitals nowhere":                  {held, adding(door("ap2", "Ap2-x-s3alias")), ErrAlias},
		"an alias is no longer than a bucket's name":     {held, adding(door("ap2", strings.Repeat("a", 250)+"-s3alias")), ErrAlias},
		"an access point of another kind is refused": {held, adding(change(door("ap2", ""), func(e *AccessPointEntry) {
			e.AccessPoint = arn.MustParseAccessPoint("arn:aws:s3-object-lambda:us-west-2:111111111111:accesspoint/ap2")
		})), ErrKind},
		"no access point is refused": {held, adding(AccessPointEntry{}), ErrKind},
		"a bucket of another kind is refused": {held, addingBucket(changeBucket(bucketEntry("x-bucket"), func(b *BucketSetting) {
			b.Bucket = arn.MustParseBucket("arn:aws:s3express:us-west-2:111111111111:bucket/base--usw2-az1--x-s3")
		})), ErrKind},
		"no bucket is refused":         {held, addingBucket(BucketSetting{}), ErrBucket},
		"an access point has a bucket": {held, adding(change(door("ap2", ""), func(e *AccessPointEntry) { e.Bucket = arn.Bucket{} })), ErrBucket},
		"an access point has the account of its bucket": {unheld, adding(change(door("ap2", ""), func(e *AccessPointEntry) {
			e.Bucket, e.BucketAccount = arn.MustParseBucket("arn:aws:s3:::x-bucket"), ""
		})), ErrBucketAccount},
		"an access point has an origin":                {held, adding(change(door("ap2", ""), func(e *AccessPointEntry) { e.Origin = NetworkOrigin{} })), ErrOrigin},
		"an access point is in its bucket's region":    {held, adding(doorIn("eu-west-1", accountB, "ap2", "")), ErrRegion},
		"an access point is in its sibling's region":   {unheld, adding(doorIn("eu-west-1", accountB, "ap2", "")), ErrRegion},
		"an access point is in its bucket's partition": {held, adding(change(door("ap2", ""), func(e *AccessPointEntry) { e.Bucket = arn.MustParseBucket("arn:aws-cn:s3:::doc-bucket") })), ErrPartition},
		"an access point knows its bucket's owner":     {held, adding(change(door("ap2", ""), func(e *AccessPointEntry) { e.BucketAccount = accountC })), ErrOtherAccount},
		"access points of a bucket agree on its owner": {unheld, adding(change(door("ap2", ""), func(e *AccessPointEntry) { e.BucketAccount = accountC })), ErrOtherAccount},
		"the only access point may correct the owner": {unheld, func(d *Draft) error {
			return d.ReplaceAccessPoint(change(door("ap1", ""), func(e *AccessPointEntry) { e.BucketAccount = accountC }))
		}, nil},
		"a bucket that comes later agrees with them":   {unheld, addingBucket(bucketEntry("doc-bucket")), nil},
		"a bucket that comes later has their owner":    {unheld, addingBucket(changeBucket(bucketEntry("doc-bucket"), func(b *BucketSetting) { b.Account = accountC })), ErrOtherAccount},
		"a bucket that comes later is in their region": {unheld, addingBucket(changeBucket(bucketEntry("doc-bucket"), func(b *BucketSetting) { b.Region = "eu-west-1" })), ErrRegion},
		"a bucket stays in the region of its access point": {held, func(d *Draft) error {
			return d.ReplaceBucket(changeBucket(bucketEntry("doc-bucket"), func(b *BucketSetting) { b.Region = "eu-west-1" }))
		}, ErrRegion},
		"an access point's policy is of that kind":      {held, adding(change(door("ap2", ""), func(e *AccessPointEntry) { e.Policy = bucketPolicy })), ErrPolicyKind},
		"a bucket's policy is of that kind":             {held, addingBucket(changeBucket(bucketEntry("x-bucket"), func(b *BucketSetting) { b.Policy = apPolicy })), ErrPolicyKind},
		"only what is held can be replaced":             {held, func(d *Draft) error { return d.ReplaceAccessPoint(door("ap2", "")) }, ErrNotHeld},
		"only a bucket that is held can be replaced":    {held, func(d *Draft) error { return d.ReplaceBucket(bucketEntry("x-bucket")) }, ErrNotHeld},
		"only what is held can be deleted":              {held, func(d *Draft) error { return d.DeleteAccessPoint(door("ap2", "").AccessPoint) }, ErrNotHeld},
		"only a bucket that is held can be deleted":     {held, func(d *Draft) error { return d.DeleteBucket(arn.MustParseBucket("arn:aws:s3:::x-bucket")) }, ErrNotHeld},
		"a bucket with access points cannot be deleted": {held, func(d *Draft) error { return d.DeleteBucket(arn.MustParseBucket(bucketARN)) }, ErrAttached},
		"a bucket without access points can":            {held, both(func(d *Draft) error { return d.DeleteAccessPoint(door("ap1", "").AccessPoint) }, func(d *Draft) error { return d.DeleteBucket(arn.MustParseBucket(bucketARN)) }), nil},
	} {
		t.Run(name, func(t *testing.T) {
			before := dump(tt.in)
			next, err := tt.in.Edit(tt.edit)
			if diff := cmp.Diff(before, dump(tt.in), comparing); diff != "" {
				t.Errorf("the catalogue that was edited changed (-before +after):\n%s", diff)
			}
			if tt.want == nil {
				require.NoError(t, err)
				require.NotSame(t, tt.in, next)
				return
			}
			require.ErrorIs(t, err, tt.want)
			require.Same(t, tt.in, next, "after an error all is as it was")
			_, ok := errors.AsType[*CatalogueError](err)
			require.True(t, ok)
		})
	}
}

func both(a, b func(*Draft) error) func(*Draft) error {
	return func(d *Draft) error {
		if err := a(d); err != nil {
			return fmt.Errorf("the first of two edits, which should not fail: %v", err)
		}
		return b(d)
	}
}

var comparing = cmp.Options{
	cmp.Comparer(func(a, b arn.AccessPoint) bool { return a == b }),
	cmp.Comparer(func(a, b arn.Bucket) bool { return a == b }),
	cmp.Comparer(func(a, b NetworkOrigin) bool { return a == b }),
	cmp.Comparer(func(a, b *policy.Policy) bool { return a == b }),
	cmpopts.EquateEmpty(),
}

// contents is all that a catalogue holds.
type contents struct {
	AccessPoints []AccessPointEntry
	Buckets      []BucketSetting
}

func dump(c *Catalogue) contents {
	return contents{slices.Collect(c.AccessPoints()), slices.Collect(c.Buckets())}
}

func TestAnErrorNamesTheEntry(t *testing.T) {
	_, err := new(Catalogue).Edit(adding(door("ap1", "doc-bucket")))
	require.EqualError(t, err, "arn:aws:s3:us-west-2:111111111111:accesspoint/ap1: "+ErrAlias.Error())
	_, err = new(Catalogue).Edit(addingBucket(BucketSetting{Bucket: arn.MustParseBucket(bucketARN)}))
	require.EqualError(t, err, bucketARN+": Bucket.Account: "+ErrBucketAccount.Error())
}

// The names of buckets and aliases cannot meet: what ends like an alias is no
// bucket's name, and an alias must end so.
func TestNoBucketHasTheNameOfAnAlias(t *testing.T) {
	_, err := arn.NewBucket("aws", sampleAlias)
	require.ErrorIs(t, err, arn.ErrReserved)
	_, err = edited(t, addingBucket(bucketEntry("doc-bucket"))).Edit(adding(door("ap1", "doc-bucket")))
	require.ErrorIs(t, err, ErrAlias)
}

func TestAnEmptyCatalogueHoldsNothing(t *testing.T) {
	emptied, err := edited(t, adding(door("ap1", sampleAlias))).Edit(func(d *Draft) error { return d.DeleteAccessPoint(door("ap1", "").AccessPoint) })
	require.NoError(t, err)
	for name, c := range map[string]*Catalogue{"nil": nil, "zero": {}, "emptied": emptied} {
		t.Run(name, func(t *testing.T) {
			ap := door("ap1", "").AccessPoint
			require.Zero(t, c.Len()+c.BucketLen())
			require.Equal(t, contents{}, dump(c))
			for _, ok := range []bool{
				second(c.AccessPoint(ap)), second(c.AccessPoint(arn.AccessPoint{})), second(c.Setting(ap)),
				second(c.Bucket(arn.MustParseBucket(bucketARN))), second(c.Bucket(arn.Bucket{})),
				second(c.LookupAccessPoint("aws", "us-west-2", accountB, "ap1")), second(c.LookupAccessPoint("", "", "", "")),
				second(c.LookupAlias(sampleAlias)), second(c.LookupAlias("")),
				second(c.LookupBucket("doc-bucket")), second(c.LookupLabel("ap1-"+accountB, "")),
			} {
				require.False(t, ok)
			}
			require.Empty(t, slices.Collect(c.AccessPointsOf(arn.MustParseBucket(bucketARN))))
		})
	}
}

func second[T any](_ T, ok bool) bool { return ok }

func TestNamesAreLookedUp(t *testing.T) {
	other := doorIn("eu-west-1", accountB, "ap1", "")
	other.Bucket = arn.MustParseBucket("arn:aws:s3:::eu-bucket")
	c := edited(t,
		addingBucket(bucketEntry("doc-bucket")), addingBucket(bucketEntry("Old_Bucket")),
		addingBucket(BucketSetting{Bucket: arn.MustParseBucket("arn:aws-cn:s3:::Old_Bucket"), Account: accountB}),
		adding(door("ap1", sampleAlias)), adding(other), adding(doorIn("us-west-2", accountP, "my-ap-2", "")),
	)
	ap1, ap2 := door("ap1", "").AccessPoint, doorIn("us-west-2", accountP, "my-ap-2", "").AccessPoint
	accessPoint := func(ap arn.AccessPoint, ok bool) string { return fmt.Sprint(ap, ok) }
	bucket := func(b arn.Bucket, ok bool) string { return fmt.Sprint(b, ok) }
	for name, tt := range map[string]struct{ got, want string }{
		"all parts are given":                       {accessPoint(c.LookupAccessPoint("aws", "us-west-2", accountB, "ap1")), accessPoint(ap1, true)},
		"the region tells the partition":            {accessPoint(c.LookupAccessPoint("", "eu-west-1", accountB, "ap1")), accessPoint(other.AccessPoint, true)},
		"a partition is not the other":              {accessPoint(c.LookupAccessPoint("aws-cn", "us-west-2", accountB, "ap1")), " false"},
		"two regions leave it open":                 {accessPoint(c.LookupAccessPoint("aws", "", accountB, "ap1")), " false"},
		"one region does not":                       {accessPoint(c.LookupAccessPoint("", "", accountP, "my-ap-2")), accessPoint(ap2, true)},
		"an account is not any":                     {accessPoint(c.LookupAccessPoint("aws", "us-west-2", "", "ap1")), " false"},
		"a label":                                   {accessPoint(c.LookupLabel("my-ap-2-"+accountP, "us-west-2")), accessPoint(ap2, true)},
		"a label in any region":                     {accessPoint(c.LookupLabel("my-ap-2-"+accountP, "")), accessPoint(ap2, true)},
		"a label in another region":                 {accessPoint(c.LookupLabel("my-ap-2-"+accountP, "eu-west-1")), " false"},
		"a label in several regions":                {accessPoint(c.LookupLabel("ap1-"+accountB, "")), " false"},
		"a label without a hyphen":                  {accessPoint(c.LookupLabel("ap1"+accountB, "us-west-2")), " false"},
		"a label that is an account":                {accessPoint(c.LookupLabel(accountB, "")), " false"},
		"a label that is nearly one":                {accessPoint(c.LookupLabel("-"+accountB, "")), " false"},
		"no label":                                  {accessPoint(c.LookupLabel("", "")), " false"},
		"an alias":                                  {accessPoint(c.LookupAlias(sampleAlias)), accessPoint(ap1, true)},
		"an alias that nobody has":                  {accessPoint(c.LookupAlias("x" + sampleAlias)), " false"},
		"no alias, which most have":                 {accessPoint(c.LookupAlias("")), " false"},
		"a bucket":                                  {bucket(c.LookupBucket("doc-bucket")), bucketARN + " true"},
		"a bucket that is not held":                 {bucket(c.LookupBucket("eu-bucket")), " false"},
		"a bucket in another case":                  {bucket(c.LookupBucket("Doc-bucket")), " false"},
		"a bucket in two partitions leaves it open": {bucket(c.LookupBucket("Old_Bucket")), " false"},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tt.want, tt.got) })
	}
}

func TestEntriesComeBackWhole(t *testing.T) {
	bucket := bucketEntry("doc-bucket")
	bucket.BlockPublicAccess, bucket.Tags, bucket.ABAC = &BlockPublicAccess{IgnorePublicACLs: true}, map[string]string{"a": "b"}, true
	bucket.Policy = compile(t, policy.Bucket, delegation(accountB, "*"))
	full := door("ap1", sampleAlias)
	full.Origin, full.BlockPublicAccess, full.Tags = VPC(vpcID), &BlockPublicAccess{BlockPublicPolicy: true}, map[string]string{"c": "d"}
	full.Policy = compile(t, policy.AccessPoint, onAP(accountB, "Allow", aws(userARN(accountB)), "s3:GetObject"))
	foreign := doorIn("us-west-2", accountP, "ap2", "")
	foreign.Bucket, foreign.BucketAccount = arn.MustParseBucket("arn:aws:s3:::foreign-bucket"), accountC
	c := edited(t, addingBucket(bucket), adding(full), adding(foreign))

	want := contents{[]AccessPointEntry{full, foreign}, []BucketSetting{bucket}}
	if diff := cmp.Diff(want, dump(c), comparing); diff != "" {
		t.Errorf("contents (-want +got):\n%s", diff)
	}
	setting, ok := c.Setting(full.AccessPoint)
	require.True(t, ok)
	if diff := cmp.Diff(Setting{Bucket: bucket, AccessPoint: full.AccessPointSetting}, setting, comparing, cmpopts.IgnoreFields(Setting{}, "Caller")); diff != "" {
		t.Errorf("setting (-want +got):\n%s", diff)
	}
	setting, ok = c.Setting(foreign.AccessPoint)
	require.True(t, ok)
	require.Equal(t, BucketSetting{Bucket: foreign.Bucket, Account: accountC}, setting.Bucket, "nothing more is known of it")

	bucket.Tags["a"], full.Tags["c"], full.BlockPublicAccess.BlockPublicACLs = "x", "x", true
	require.Equal(t, "b", dump(c).Buckets[0].Tags["a"], "the caller's map is the caller's")
	require.Equal(t, "d", dump(c).AccessPoints[0].Tags["c"])
	require.False(t, dump(c).AccessPoints[0].BlockPublicAccess.BlockPublicACLs)
}

func TestADraftSeesItsChangesAndIsOverAfterTheEdit(t *testing.T) {
	var kept *Draft
	c := edited(t, addingBucket(bucketEntry("doc-bucket")), adding(door("ap1", "")), func(d *Draft) error {
		kept = d
		require.True(t, second(d.AccessPoint(door("ap1", "").AccessPoint)))
		require.True(t, second(d.Bucket(arn.MustParseBucket(bucketARN))))
		require.False(t, second(d.AccessPoint(door("ap2", "").AccessPoint)))
		return nil
	})
	before := dump(c)
	require.NoError(t, kept.AddAccessPoint(door("ap2", sampleAlias)))
	require.NoError(t, kept.DeleteAccessPoint(door("ap1", "").AccessPoint))
	require.Equal(t, before, dump(c))
	require.False(t, second(c.LookupAlias(sampleAlias)))
}

func TestLookingUpDoesNotAllocate(t *testing.T) {
	buckets, entries := many(t, 2000, true)
	c := load(t, buckets, entries)
	e := entries[777]
	for name, look := range map[string]func() bool{
		"by ARN":  func() bool { return second(c.AccessPoint(e.AccessPoint)) },
		"setting": func() bool { return second(c.Setting(e.AccessPoint)) },
		"bucket":  func() bool { return second(c.Bucket(e.Bucket)) },
		"by name": func() bool {
			return second(c.LookupAccessPoint("aws", "us-west-2", e.AccessPoint.Account(), e.AccessPoint.Name()))
		},
		"by alias":       func() bool { return second(c.LookupAlias(e.Alias)) },
		"by label":       func() bool { return second(c.LookupLabel("example-team-0000777-100000000000", "")) },
		"bucket by name": func() bool { return second(c.LookupBucket("example-bucket-77")) },
		"of a bucket":    func() bool { return count(c, e.Bucket) == 10 },
		"nothing":        func() bool { return !second(c.LookupAlias("x")) },
		"nothing in nil": func() bool { return !second((*Catalogue)(nil).LookupAlias("x")) },
		"all access points": func() bool {
			for range c.AccessPoints() {
				return true
			}
			return false
		},
	} {
		t.Run(name, func(t *testing.T) {
			require.Zero(t, testing.AllocsPerRun(100, func() {
				if !look() {
					t.Fatal("not as expected")
				}
			}))
		})
	}
}

// Readers load the newest catalogue while a writer replaces it. In every catalogue
// they see, as many access points have an alias as have none.
func TestReadersNeverSeeAChangeHalfDone(t *testing.T) {
	var newest atomic.Pointer[Catalogue]
	newest.Store(edited(t, addingBucket(bucketEntry("doc-bucket"))))
	var done atomic.Bool
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for !done.Load() {
				c := newest.Load()
				withAlias := 0
				for e := range c.AccessPoints() {
					ap, ok := c.LookupAlias(e.Alias)
					if ok {
						withAlias++
					}
					if ok && ap != e.AccessPoint || !second(c.Setting(e.AccessPoint)) {
						t.Error("an access point is not found by its names")
					}
				}
				if 2*withAlias != c.Len() {
					t.Errorf("%d of %d have an alias", withAlias, c.Len())
				}
			}
		})
	}
	for i := range 300 {
		next, err := newest.Load().Edit(both(
			adding(door(fmt.Sprintf("ap-%d", i), fmt.Sprintf("ap-%d-x-s3alias", i))),
			adding(door(fmt.Sprintf("ap-%d-plain", i), "")),
		))
		if err != nil {
			t.Error(err)
			break
		}
		newest.Store(next)
	}
	done.Store(true)
	readers.Wait()
	require.Equal(t, 600, newest.Load().Len())
}
