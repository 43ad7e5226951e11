package s3key

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/internal/s3action"
)

func TestLookupTakesNoAccountOfCapitals(t *testing.T) {
	for name, tt := range map[string]struct {
		key, want string
		ok        bool
	}{
		"the canonical spelling":               {"s3:prefix", "s3:prefix", true},
		"all in upper case":                    {"S3:PREFIX", "s3:prefix", true},
		"a global key":                         {"aws:sourcevpce", "aws:SourceVpce", true},
		"the same name of another service":     {"s3-outposts:prefix", "s3-outposts:prefix", true},
		"a key of a family":                    {"aws:PrincipalTag/team", "aws:PrincipalTag/", true},
		"in other capitals":                    {"AWS:principaltag/Team", "aws:PrincipalTag/", true},
		"with a slash in the tag key":          {"s3:ExistingObjectTag/a/b", "s3:ExistingObjectTag/", true},
		"the placeholder of the documents":     {"s3:ExistingObjectTag/<key>", "s3:ExistingObjectTag/", true},
		"a family without tag key":             {"s3:ExistingObjectTag/", "s3:ExistingObjectTag/", false},
		"a family without slash":               {"s3:existingobjecttag", "s3:ExistingObjectTag/", false},
		"a family that is longer":              {"s3:ExistingObjectTags/team", "", false},
		"a key that is no family, with a tag":  {"s3:prefix/home", "", false},
		"a key that is no family, with slash":  {"s3:prefix/", "", false},
		"a key of two services":                {"ec2:RoleDelivery", "ec2:RoleDelivery", true},
		"a key that is no more":                {"aws:ARN", "", false},
		"the beginning of a key":               {"s3:pref", "", false},
		"a key with more behind it":            {"s3:prefix*", "", false},
		"a key without its service":            {"prefix", "", false},
		"the long s is not an ASCII s":         {"aw\u017F:userid", "", false},
		"the Kelvin sign is not an ASCII k":    {"aws:Tag\u212Aeys", "", false},
		"a slash alone":                        {"/", "", false},
		"nothing":                              {"", "", false},
		"more than any name, in a family":      {"aws:RequestTag/" + strings.Repeat("z", 1000), "aws:RequestTag/", true},
		"more than any name, and in no family": {strings.Repeat("z", 1000), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := Lookup(tt.key)
			if ok != tt.ok || got.Name != tt.want {
				t.Errorf("Lookup(%q) is %q, %v; want %q, %v", tt.key, got.Name, ok, tt.want, tt.ok)
			}
		})
	}
}

// A dataKey is what the data says of a key, read here anew.
type dataKey struct {
	Key, Scope, Type string
	Prefix           *string
	Multivalued      bool
	Template         bool
	Values           []string
	ValuesClosed     bool `json:"values_closed"`
	Sensitive        bool
	Redacted         bool `json:"redacted_in_service_calls"`
	Actions          []string
}

func dataKeys(t testing.TB) (service, global []dataKey) {
	t.Helper()
	src, err := os.ReadFile("s3-condition-keys.json")
	require.NoError(t, err)
	var file struct {
		Service []dataKey `json:"service_keys"`
		Global  []dataKey `json:"global_keys"`
	}
	require.NoError(t, json.Unmarshal(src, &file))
	require.Len(t, file.Service, 103)
	require.Len(t, file.Global, 59)
	return file.Service, file.Global
}

func TestLookupFindsEveryKeyOfTheData(t *testing.T) {
	service, global := dataKeys(t)
	names := make(map[string]bool)
	for _, want := range append(service, global...) {
		got, ok := Lookup(strings.ToUpper(want.Key))
		require.True(t, ok, want.Key)
		names[got.Name] = true
		if want.Prefix != nil {
			want.Key = *want.Prefix
		}
		require.Equal(t, want.Key, got.Name)
		require.Equal(t, want.Multivalued, got.Multivalued, want.Key)
		require.Equal(t, want.Template, got.Family, want.Key)
		require.Equal(t, want.Scope != "service", got.Global, want.Key)
		require.Equal(t, want.Sensitive, got.Sensitive, want.Key)
		require.Equal(t, want.Redacted, got.RedactedInServiceCalls, want.Key)
		require.Equal(t, want.Values, got.Values, want.Key)
		require.Equal(t, want.ValuesClosed, got.Closed, want.Key)
		require.Equal(t, want.Type == "ArrayOfString", got.Multivalued, want.Key)
		require.NotEqual(t, UnknownType, got.Type, want.Key)
		require.NotEqual(t, UnknownPresence, got.When, want.Key)
	}
	require.Len(t, names, len(table), "keys of the table that the data has")
}

func TestKeysGoWithTheActionsOfTheData(t *testing.T) {
	service, global := dataKeys(t)
	for _, want := range service {
		got, ok := Lookup(want.Key)
		require.True(t, ok, want.Key)
		for n := range s3action.Count {
			action := s3action.Numbered(n).Name
			if slices.Contains(want.Actions, action) != got.ForAction(n) {
				t.Errorf("%s with %s: %v", want.Key, action, got.ForAction(n))
			}
		}
		require.False(t, got.ForAction(s3action.NoNumber), "%s with an unknown action", want.Key)
		require.False(t, got.ForAction(s3action.Count), "%s with more than there are", want.Key)
	}
	for _, want := range global {
		if slices.ContainsFunc(service, func(k dataKey) bool { return k.Key == want.Key }) {
			continue // services say with which of their actions it comes
		}
		got, _ := Lookup(want.Key)
		for n := s3action.NoNumber; n < s3action.Count; n++ {
			require.True(t, got.ForAction(n), want.Key)
		}
	}
}

func TestKeysAreWhatTheDocumentsSay(t *testing.T) {
	for name, want := range map[string]Key{
		"a key of a list request": {Name: "s3:max-keys", Type: Numeric, When: RequestParameter, RelevantInResourcePolicy: true},
		"a network key": {Name: "aws:SourceIp", Type: IP, When: NotThroughVPCEndpoint, Global: true, RedactedInServiceCalls: true,
			RelevantInResourcePolicy: true, LimitsPublic: true},
		"the page on public access lists the access point": {Name: "s3:DataAccessPointArn", Type: ARN, When: AccessPointRequest,
			RelevantInResourcePolicy: true, LimitsPublic: true},
		"paths of organizations name principals": {Name: "aws:PrincipalOrgPaths", Type: String, When: PrincipalInOrganization,
			Multivalued: true, Global: true, NamesPrincipal: true, RelevantInResourcePolicy: true, LimitsPublic: true},
		"a bucket has one account":    {Name: "s3:ResourceAccount", Type: String, When: Always},
		"so the global key says":      {Name: "aws:ResourceAccount", Type: String, When: Always, Global: true, Sensitive: true},
		"a browser may say anything":  {Name: "aws:referer", Type: String, When: BrowserRequest, Global: true, Spoofable: true, RelevantInResourcePolicy: true},
		"a key of several values":     {Name: "s3:RequestObjectTagKeys", Type: String, When: RequestTags, Multivalued: true, RelevantInResourcePolicy: true},
		"a key with a closed set":     {Name: "s3:AccessPointNetworkOrigin", Type: String, When: AccessPointRequest, Values: []string{"Internet", "VPC"}, Closed: true, RelevantInResourcePolicy: true},
		"a key with a set that grows": {Name: "s3:TlsVersion", Type: Numeric, When: TLSNotServiceCall, Values: []string{"1.0", "1.1", "1.2", "1.3"}, RedactedInServiceCalls: true, RelevantInResourcePolicy: true},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := Lookup(want.Name)
			got.every, got.actions = false, want.actions
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(Key{})); diff != "" {
				t.Errorf("%s (-want +got):\n%s", want.Name, diff)
			}
		})
	}
}

func TestTheClientChoosesWhatItSends(t *testing.T) {
	for name, want := range map[string]bool{
		"s3:x-amz-storage-class": true, "s3:prefix": true, "s3:RequestObjectTag/a": true, "aws:referer": true, "s3:signatureAge": true,
		"aws:SourceVpce": false, "aws:SourceIp": false, "aws:PrincipalTag/team": false, "s3:TlsVersion": false, "s3:ExistingObjectTag/a": false,
	} {
		k, ok := Lookup(name)
		require.True(t, ok, name)
		require.Equal(t, want, k.When.ByClient(), name)
	}
}

func TestTheTableIsInOrderAndFitsItsSlots(t *testing.T) {
	require.True(t, slices.IsSortedFunc(table[:], func(a, b Key) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	}))
	require.Equal(t, len(table), len(slices.Collect(All())))
	require.Less(t, len(table), slotCount/2)
	require.Regexp(t, `^20\d\d-\d\d-\d\d$`, AsOf)
}

func TestTypesHaveWords(t *testing.T) {
	seen := make(map[string]bool)
	for k := range Binary + 1 {
		require.False(t, seen[k.String()], k.String())
		seen[k.String()] = true
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	for name, key := range map[string]string{
		"a key in the table": "AWS:sourcevpce",
		"a key of a family":  "aws:principalTag/team",
		"a key that is not":  "s3:prefx",
		"text that is none":  strings.Repeat("s3:", 100),
	} {
		t.Run(name, func(t *testing.T) {
			var found bool
			if n := testing.AllocsPerRun(1000, func() {
				var k Key
				k, found = Lookup(key)
				found = found && k.ForAction(1)
			}); n != 0 {
				t.Errorf("Lookup(%q), found %v, allocates %v times", key, found, n)
			}
		})
	}
}

func BenchmarkLookup(b *testing.B) {
	for name, key := range map[string]string{
		"as documented": "s3:prefix",
		"in lower case": "s3:x-amz-server-side-encryption-aws-kms-key-id",
		"of a family":   "aws:principaltag/team",
		"not a key":     "s3:prefx",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Lookup(key)
			}
		})
	}
}
