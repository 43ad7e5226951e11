package s3action

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestLookupTakesNoAccountOfCapitals(t *testing.T) {
	for name, tt := range map[string]struct{ action, want string }{
		"the canonical spelling":            {"s3:GetObject", "s3:GetObject"},
		"all in lower case":                 {"s3:getobject", "s3:GetObject"},
		"all in upper case":                 {"S3:GETOBJECT", "s3:GetObject"},
		"the same name of another service":  {"S3-Outposts:GetObject", "s3-outposts:GetObject"},
		"the first of the table":            {"s3-object-lambda:AbortMultipartUpload", "s3-object-lambda:AbortMultipartUpload"},
		"the last of the table":             {"s3express:UntagResource", "s3express:UntagResource"},
		"an operation that is no action":    {"s3:SelectObjectContent", ""},
		"an operation of another name":      {"s3:HeadObject", ""},
		"the beginning of an action":        {"s3:GetObjec", ""},
		"an action with more behind it":     {"s3:GetObject*", ""},
		"an action without its service":     {"GetObject", ""},
		"the Kelvin sign is not an ASCII k": {"s3:CreateBuc\u212Aet", ""},
		"nothing":                           {"", ""},
		"more than any name":                {"s3z" + strings.Repeat("z", 1000), ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := Lookup(tt.action)
			if ok != (tt.want != "") || got.Name != tt.want {
				t.Errorf("Lookup(%q) is %q, %v; want %q", tt.action, got.Name, ok, tt.want)
			}
		})
	}
}

func TestLookupFindsEveryActionOfTheTable(t *testing.T) {
	for a := range All() {
		got, ok := Lookup(strings.ToUpper(a.Name))
		require.True(t, ok, a.Name)
		if diff := cmp.Diff(a, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", a.Name, diff)
		}
	}
}

// Access point reference, section 9: what a general purpose access point takes.
func TestActionsOfTheCompatibilityTableGoThroughAccessPoints(t *testing.T) {
	for resource, names := range map[Resource]string{
		ObjectResource: `AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectTagging
			DeleteObjectVersion DeleteObjectVersionTagging GetObject GetObjectAcl GetObjectAttributes
			GetObjectLegalHold GetObjectRetention GetObjectTagging GetObjectVersion GetObjectVersionAcl
			GetObjectVersionAttributes GetObjectVersionTagging ListMultipartUploadParts PutObject
			PutObjectAcl PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionAcl
			PutObjectVersionTagging RestoreObject UpdateObjectEncryption`,
		BucketResource: `GetBucketAcl GetBucketCORS GetBucketLocation GetBucketNotification
			GetBucketPolicy ListBucket ListBucketMultipartUploads ListBucketVersions`,
	} {
		for _, name := range strings.Fields(names) {
			want := Action{
				Name:     "s3:" + name,
				Resource: resource, ThroughAccessPoint: true,
				BucketPolicy: true, AccessPointPolicy: true,
			}
			got, _ := Lookup(want.Name)
			want.Level = got.Level
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("s3:%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

func TestOtherActionsDoNot(t *testing.T) {
	for name, want := range map[string]Action{
		"an access point has no policy of its bucket to put": {Name: "s3:PutBucketPolicy", Resource: BucketResource, BucketPolicy: true},
		"no policy exists before the bucket":                 {Name: "s3:CreateBucket", Resource: BucketResource},
		"a bucket's configuration is read from the bucket":   {Name: "s3:GetBucketVersioning", Resource: BucketResource, BucketPolicy: true},
		"torrents are of the bucket alone":                   {Name: "s3:GetObjectTorrent", Resource: ObjectResource, BucketPolicy: true},
		"a list of buckets is of the account":                {Name: "s3:ListAllMyBuckets", Resource: OtherResource},
		"an access point is managed, not reached through":    {Name: "s3:PutAccessPointPolicy", Resource: OtherResource, Management: true},
		"tagging manages buckets and access points":          {Name: "s3:TagResource", Resource: BucketResource, Management: true, BucketPolicy: true},
		"of another service nothing more is known":           {Name: "s3-outposts:GetObject", Resource: ObjectResource},
		"an Object Lambda access point is no bucket":         {Name: "s3-object-lambda:GetObject", Resource: OtherResource},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := Lookup(want.Name)
			want.Level = got.Level
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", want.Name, diff)
			}
		})
	}
}

func TestTheTableHoldsFourServices(t *testing.T) {
	got := map[string]int{}
	for a := range All() {
		service, _, _ := strings.Cut(a.Name, ":")
		got[service]++
		if a.Resource == UnknownResource {
			t.Errorf("what %s acts on is not told", a.Name)
		}
	}
	// The data's own counts.
	want := map[string]int{"s3": 180, "s3express": 28, "s3-object-lambda": 26, "s3-outposts": 48}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("actions by service (-want +got):\n%s", diff)
	}
}

func TestTheTableIsInSearchOrder(t *testing.T) {
	if !slices.IsSortedFunc(table[:], func(a, b Action) int { return compareFold(a.Name, b.Name) }) {
		t.Error("the table is not ordered as Lookup compares")
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	for name, action := range map[string]string{
		"an action in the table":     "S3:getObjectVersionAttributes",
		"an action that is not":      "s3:GetObjectVersionContent",
		"text that is not an action": strings.Repeat("s3:", 100),
	} {
		t.Run(name, func(t *testing.T) {
			var found bool
			if n := testing.AllocsPerRun(1000, func() { _, found = Lookup(action) }); n != 0 {
				t.Errorf("Lookup(%q), found %v, allocates %v times; it runs on every request and must not", action, found, n)
			}
		})
	}
}

func TestWithPrefixFindsWhatBeginsWithIt(t *testing.T) {
	prefixes := []string{"", "s3", "s3:", "S3:GetObject", "s3:z", "s4", "a", "s3:GetObjectTagging", "s3:GetObjectTaggingX", "s3:\u212A"}
	for a := range All() {
		prefixes = append(prefixes, a.Name, a.Name[:len(a.Name)-3], a.Name[:len(a.Name)/2])
	}
	for _, prefix := range prefixes {
		first, last := WithPrefix(prefix)
		for i := range Count {
			name := Numbered(i).Name
			want := len(name) >= len(prefix) && compareFold(name[:len(prefix)], prefix) == 0
			if got := first <= i && i < last; got != want {
				t.Errorf("WithPrefix(%q) has %s: %v, want %v", prefix, name, got, want)
			}
		}
	}
}

func TestNumbersCountTheTable(t *testing.T) {
	i := 0
	for a := range All() {
		if got := Number(a.Name); got != i || Numbered(i) != a {
			t.Errorf("Number(%q) = %d, want %d", a.Name, got, i)
		}
		i++
	}
	if got := Numbered(Number("s3:None")); got != (Action{}) {
		t.Errorf("an action that is not in the table is %v", got)
	}
}

func TestLevelsAreThoseOfTheReference(t *testing.T) {
	for name, want := range map[string]Level{
		"s3:ListBucket": List, "s3:GetObject": Read, "s3:DeleteObject": Write, "s3:PutObjectTagging": Tagging,
		"s3:PutBucketPolicy": Permissions, "s3:PutObjectAcl": Permissions, "s3:None": UnknownLevel,
	} {
		if got, _ := Lookup(name); got.Level != want {
			t.Errorf("%s has level %d, want %d", name, got.Level, want)
		}
	}
	for a := range All() {
		if a.Level == UnknownLevel {
			t.Errorf("%s has no level", a.Name)
		}
	}
}

func TestMatchingYieldsWhatAnEntryTakes(t *testing.T) {
	for name, tt := range map[string]struct {
		pattern string
		want    []string
	}{
		"a name is itself":                     {"S3:getobject", []string{"s3:GetObject"}},
		"an unknown name is nothing":           {"s3:GetObjct", nil},
		"a star at the end":                    {"s3:GetBucketL*", []string{"s3:GetBucketLocation", "s3:GetBucketLogging"}},
		"a star in the middle":                 {"s3:put*policy", []string{"s3:PutAccessGrantsInstanceResourcePolicy", "s3:PutAccessPointPolicy", "s3:PutBucketPolicy", "s3:PutMultiRegionAccessPointPolicy"}},
		"a question mark is one letter":        {"s3:GetJo?Tagging", []string{"s3:GetJobTagging"}},
		"a pattern that nothing is of":         {"s3:Read*", nil},
		"another service, another list":        {"s3express:*Session", []string{"s3express:CreateSession"}},
		"an entry that is empty takes nothing": {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for a := range Matching(tt.pattern) {
				got = append(got, a.Name)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Matching(%q) (-want +got):\n%s", tt.pattern, diff)
			}
		})
	}
}

func TestMatchingAllYieldsTheTable(t *testing.T) {
	n := 0
	for range Matching("*") {
		n++
	}
	require.Equal(t, Count, n)
}
