package s3action

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLookupOperationTakesNamesAsTheyAreSpelled(t *testing.T) {
	for name, found := range map[string]bool{
		"PutObject": true, "AbortMultipartUpload": true, "UploadPartCopy": true, // the first and last of the S3 API
		"CreateAccessPoint": true, // of the control API
		"putobject":         false, "PutObjec": false, "PutObjects": false, "s3.PutObject": false, "s3:PutObject": false, "": false,
		"CreateSession": false, // it needs no action of the service s3
	} {
		got, ok := LookupOperation(name)
		if ok != found || found && got.Name != name {
			t.Errorf("LookupOperation(%q) is %q, %v", name, got.Name, ok)
		}
	}
	for o := range Operations() {
		got, ok := LookupOperation(o.Name)
		if diff := cmp.Diff(o, got); !ok || diff != "" {
			t.Errorf("%s (-want +got):\n%s", o.Name, diff)
		}
	}
}

func TestTheTableOfOperationsIsInSearchOrder(t *testing.T) {
	if !slices.IsSortedFunc(operations[:], func(a, b Operation) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the table is not ordered as LookupOperation compares")
	}
}

func TestAnActionIsNeededByRequestsWithItsParts(t *testing.T) {
	for name, tt := range map[string]struct {
		need          Need
		sure, perhaps Part
		want          bool
	}{
		"always":                      {Need{}, 0, 0, true},
		"with what the request has":   {Need{With: ACL}, ACL | Tags, 0, true},
		"with what it lacks":          {Need{With: ACL}, Tags, 0, false},
		"with what it may have":       {Need{With: ACL}, 0, ACL, true},
		"with both parts":             {Need{With: SourceTags | SourceVersionID}, SourceTags, SourceVersionID, true},
		"with one of both":            {Need{With: SourceTags | SourceVersionID}, SourceTags, 0, false},
		"without what it has":         {Need{Without: VersionID}, VersionID, 0, false},
		"without what it lacks":       {Need{Without: VersionID}, ACL, 0, true},
		"without what it may have":    {Need{Without: VersionID}, 0, VersionID, true},
		"with one, without the other": {Need{With: SourceTags, Without: Tags}, SourceTags | Tags, 0, false},
	} {
		if got := tt.need.IsNeededBy(tt.sure, tt.perhaps); got != tt.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

// No two parts share a bit, and there is room for all.
func TestPartsAreApart(t *testing.T) {
	all := Part(0)
	parts := []Part{VersionID, ACL, Tags, Retention, LegalHold, GovernanceBypass, SourceVersionID, SourceTags, ObjectLock, Ownership, WantedTags, WantedRetention, WantedLegalHold, WantedOwner}
	for _, p := range parts {
		if p == 0 || all&p != 0 {
			t.Errorf("part %b is not apart from %b", p, all)
		}
		all |= p
	}
}

func TestLookupOperationDoesNotAllocate(t *testing.T) {
	for _, name := range []string{"PutObject", "NoSuchOperation"} {
		if n := testing.AllocsPerRun(100, func() { LookupOperation(name) }); n != 0 {
			t.Errorf("LookupOperation(%q) allocates %v times; it runs on every request and must not", name, n)
		}
	}
}
