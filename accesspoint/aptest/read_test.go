package aptest_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/accesspoint/aptest"
	"github.com/s3ap/s3ap/policy"
	"github.com/stretchr/testify/require"
)

func TestReadTellsWhatIsWrongAndWhere(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"nothing": {scenario(), nil},
		"an unknown section": {scenario(`"request": []`),
			[]string{"\"request\": [ | /request | unknown member `request`; did you mean `requests`?"}},
		"no requests":            {`{"buckets": []}`, []string{`{"buckets":  |  | missing member ` + "`requests`"}},
		"requests that are none": {`{"requests": []}`, []string{`[]} | /requests | requests must not be empty`}},
		"no object at all":       {`[]`, []string{`[] |  | wrong type: must be an object, not an array`}},
		"no JSON": {`{"requests": [,]}`,
			[]string{`,]} |  | not JSON: invalid character ',' looking for beginning of value`}},
		"a section of another type": {scenario(`"buckets": {}`, `"accessPoints": []`), []string{
			`{}, | /buckets | wrong type: must be an array, not an object`,
			`"arn:aws:s3: | /requests/0/bucket | not listed in the scenario: access point ` + "`" + doorARN + "`",
		}},
		"a member twice": {scenario(`"principals": [{"arn": "anonymous", "arn": "anonymous"}]`),
			[]string{`"arn": "anon | /principals/0/arn | member stands twice in the same object`}},
		"a member without a value": {scenario(`"description": null`),
			[]string{`null, | /description | wrong type: must be a string, not null`}},
		"an account without an id": {scenario(`"accounts": [{"management": true}]`),
			[]string{`{"management | /accounts/0 | missing member ` + "`id`"}},
		"an account with a number for an id": {scenario(`"accounts": [{"id": 111122223333}]`),
			[]string{`111122223333 | /accounts/0/id | wrong type: must be a string, not a number`}},
		"an account id that is too short": {scenario(`"accounts": [{"id": "1111"}]`),
			[]string{`"1111"}], | /accounts/0/id | wrong value: an account id is 12 digits in quotes, not ` + "`1111`"}},
		"an account twice": {scenario(`"accounts": [{"id": "111122223333"}, {"id": "111122223333"}]`),
			[]string{`"11112222333 | /accounts/1/id | listed twice: ` + "`111122223333`"}},
		"a canonical id that is none": {scenario(`"accounts": [{"id": "111122223333", "canonicalId": "abc"}]`),
			[]string{`"abc"}], | /accounts/0/canonicalId | wrong value: a canonical id is 64 digits and letters a to f, not ` + "`abc`"}},
		"a setting of Block Public Access that there is not": {scenario(`"accounts": [{"id": "111122223333", "blockPublicAccess": {"blockPublicAcl": true}}]`),
			[]string{"\"blockPublic | /accounts/0/blockPublicAccess/blockPublicAcl | unknown member `blockPublicAcl`; did you mean `blockPublicAcls`?"}},
		"a setting of another type": {scenario(`"accounts": [{"id": "111122223333", "management": "yes"}]`),
			[]string{`"yes"}], | /accounts/0/management | wrong type: must be a boolean, not a string`}},
		"policies of an organization without levels": {scenario(`"accounts": [{"id": "111122223333", "serviceControlPolicies": [{}]}]`),
			[]string{`{}]}], | /accounts/0/serviceControlPolicies/0 | wrong type: must be an array, not an object`}},
		"a bucket without an owner": {scenario(`"buckets": [{"name": "data"}]`, `"accessPoints": []`, `"requests": [`+request(`"bucket": "data"`)+`]`), []string{
			`{"name": "da | /buckets/0 | missing member ` + "`account`",
		}},
		"a bucket whose name cannot be": {scenario(`"buckets": [{"name": "x", "account": "111122223333"}, {"name": "data", "account": "111122223333"}]`),
			[]string{`"x", "accoun | /buckets/0/name | "arn:aws:s3:::x" at offset 13`}},
		"a region that is none": {scenario(`"buckets": [{"name": "data", "account": "111122223333", "region": "Oregon"}]`), []string{
			`"Oregon"}], | /buckets/0/region | wrong value: must be a region such as us-west-2, not ` + "`Oregon`",
		}},
		"another region than that of the access point": {scenario(`"buckets": [{"name": "data", "account": "111122223333", "region": "eu-west-1"}]`), []string{
			`{"arn": "arn | /accessPoints/0 | an access point is in the same region as its bucket`,
		}},
		"an access point of a bucket that is not listed": {scenario(`"accessPoints": [{"arn": "` + doorARN + `", "bucket": "dat"}]`), []string{
			"\"dat\"}], | /accessPoints/0/bucket | not listed in the scenario: bucket `dat`; did you mean `data`?",
		}},
		"an access point that is for no VPC": {scenario(`"accessPoints": [{"arn": "` + doorARN + `", "bucket": "data", "vpc": "Internet"}]`), []string{
			`"Internet"}] | /accessPoints/0/vpc | wrong value: must be the id of a VPC, such as vpc-1a2b3c4d, not ` + "`Internet`" + `; an access point that takes requests from the internet has no such member`,
		}},
		"an alias that does not end as one": {scenario(`"accessPoints": [{"arn": "` + doorARN + `", "bucket": "data", "alias": "door"}]`),
			[]string{`"door"}], | /accessPoints/0/alias | wrong value: an alias ends in -s3alias, not as ` + "`door` does"}},
		"a principal that is none": {scenario(`"principals": [{"arn": "jane"}]`),
			[]string{`"jane"}], | /principals/0/arn | principal ` + "`jane` " + policy.ErrNotPrincipal.Error()}},
		"a session policy of a user": {scenario(`"principals": [{"arn": "` + janeARN + `", "sessionPolicies": [{"Version": "2012-10-17", "Statement": []}]}]`),
			[]string{`{"arn": "arn | /principals/0 | this principal cannot have such a policy`}},
		"a user that is a service-linked role": {scenario(`"principals": [{"arn": "` + janeARN + `", "serviceLinked": true}]`),
			[]string{`true}], | /principals/0/serviceLinked | wrong value: only a role can be a service-linked role`}},
		"an endpoint that is of no type": {scenario(`"vpcEndpoints": [{"id": "vpce-1a", "vpc": "vpc-1a", "type": "gateway"}]`),
			[]string{`"gateway"}], | /vpcEndpoints/0/type | wrong value: must be Gateway or Interface, not ` + "`gateway`"}},
		"tags that differ in case alone": {scenario(`"principals": [{"arn": "` + janeARN + `", "tags": {"team": "a", "Team": "b"}}]`),
			[]string{`"Team": "b"} | /principals/0/tags/Team | listed twice: ` + "`Team`, as a condition key, which has no case"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := blamed(t, fstest.MapFS{"s.json": {Data: []byte(tt.text)}}, "s.json")
			if diff := diffBlamed(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestReadTellsWhatIsWrongWithARequest(t *testing.T) {
	for name, tt := range map[string]struct {
		members string
		want    []string
	}{
		"nothing":                         {`"expect": "allow"`, nil},
		"an unknown member":               {`"acton": "s3:GetObject"`, []string{"\"acton\": \"s3 | /requests/0/acton | unknown member `acton`; did you mean `action`?"}},
		"a number for an action":          {`"action": 7`, []string{`7, "name": " | /requests/0/action | wrong type: must be a string, not a number`}},
		"an action that is none of S3":    {`"action": "ec2:RunInstances"`, []string{`"ec2:RunInst | /requests/0/action | ` + accesspoint.ErrAction.Error()}},
		"a key for an action on a bucket": {`"action": "s3:ListBucket"`, []string{`"jane/a.txt" | /requests/0/key | ` + accesspoint.ErrKeyNotTaken.Error()}},
		"no key for an action on an object": {`"key": ""`,
			[]string{`"", "name":  | /requests/0/key | ` + accesspoint.ErrKeyMissing.Error()}},
		"an access point by the ARN of an object": {`"bucket": "` + doorARN + `/object/a"`,
			[]string{`"arn:aws:s3: | /requests/0/bucket | "` + doorARN + `/object/a" at offset 46`}},
		"an alias that is not listed": {`"bucket": "door-s3alias"`,
			[]string{`"door-s3alia | /requests/0/bucket | not listed in the scenario: access point ` + "`door-s3alias`"}},
		"an endpoint that is not listed": {`"vpcEndpoint": "vpce-1a"`,
			[]string{`"vpce-1a", " | /requests/0/vpcEndpoint | not listed in the scenario: VPC endpoint ` + "`vpce-1a`"}},
		"a principal in another partition": {`"principal": "arn:aws-cn:iam::111122223333:user/jane"`,
			[]string{`"arn:aws-cn: | /requests/0/principal | ` + accesspoint.ErrPartition.Error()}},
		"names of another type": {`"principal": 1, "bucket": [], "vpcEndpoint": {}`, []string{
			`1, "bucket": | /requests/0/principal | wrong type: must be a string, not a number`,
			`[], "vpcEndp | /requests/0/bucket | wrong type: must be a string, not an array`,
			`{}, "name":  | /requests/0/vpcEndpoint | wrong type: must be a string, not an object`,
		}},
		"another verdict": {`"expect": "permit"`,
			[]string{`"permit", "n | /requests/0/expect | wrong value: must be allow or deny, not ` + "`permit`"}},
		"a layer that there is not": {`"expect": "deny", "blockedBy": ["bucket-polcy"]`,
			[]string{`"bucket-polc | /requests/0/blockedBy/0 | wrong value: must be one of access-point-policy, block-public-access, bucket-policy, ` +
				`identity-policy, network-origin, operation, permissions-boundary, resource-control-policy, ` +
				"service-control-policy, session-policy, vpc-endpoint-policy, not `bucket-polcy`; did you mean `bucket-policy`?"}},
		"layers that block what is allowed": {`"expect": "allow", "blockedBy": ["bucket-policy"]`,
			[]string{`["bucket-pol | /requests/0/blockedBy | wrong value: blockedBy goes with ` + "`\"expect\": \"deny\"`"}},
		"an explicit deny that nobody expects": {`"explicit": true`,
			[]string{`true, "name" | /requests/0/explicit | wrong value: explicit goes with ` + "`\"expect\": \"deny\"`"}},
		"a condition key without quotes": {`"context": {"aws:SecureTransport": true}`,
			[]string{`true}, "name | /requests/0/context/aws:SecureTransport | wrong type: a condition key has a string or an array of strings, not a boolean; put it in quotes`}},
		"a condition key that is none": {`"context": {"SourceIp": "203.0.113.7"}`,
			[]string{`"203.0.113.7 | /requests/0/context/SourceIp | wrong value: a condition key is written as aws:SourceIp or s3:prefix, not ` + "`SourceIp`"}},
		"a condition key twice": {`"context": {"aws:SourceIp": "203.0.113.7", "AWS:sourceip": "203.0.113.8"}`,
			[]string{`"AWS:sourcei | /requests/0/context/AWS:sourceip | listed twice: ` + "`AWS:sourceip`, as a condition key, which has no case"}},
		"keys that S3 sets by itself": {`"context": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/mateo", "aws:SourceIp": "203.0.113.7", "s3:DataAccessPointAccount": "444455556666"}`, []string{
			`"arn:aws:iam | /requests/0/context/aws:PrincipalArn | ` + accesspoint.ErrForged.Error() + ": `aws:PrincipalArn`",
			`"44445555666 | /requests/0/context/s3:DataAccessPointAccount | ` + accesspoint.ErrForged.Error() + ": `s3:DataAccessPointAccount`",
		}},
		"keys that S3 sets by itself, as it sets them": {`"context": {"aws:PrincipalArn": "` + janeARN + `", "s3:DataAccessPointAccount": "111122223333"}`, nil},
		"a source without a key": {`"action": "s3:PutObject", "key": "jane/a", "bucket": "data", "source": {"bucket": "data"}`,
			[]string{`{"bucket": " | /requests/0/source | missing member ` + "`key`"}},
		"a source that is not listed": {`"action": "s3:PutObject", "key": "jane/a", "bucket": "data", "source": {"bucket": "other", "key": "a"}`,
			[]string{`"other", "ke | /requests/0/source/bucket | not listed in the scenario: bucket ` + "`other`"}},
		"a source that cannot be read": {`"action": "s3:PutObject", "key": "jane/a", "bucket": "data", "source": {"bucket": "data", "key": ""}`,
			[]string{`{"bucket": " | /requests/0/source | ` + accesspoint.ErrKeyMissing.Error()}},
		"all at once": {`"principal": "jane", "action": [], "bucket": "dta", "expect": "maybe"`, []string{
			`"jane", "act | /requests/0/principal | principal ` + "`jane` " + policy.ErrNotPrincipal.Error(),
			`[], "bucket" | /requests/0/action | wrong type: must be a string, not an array`,
			"\"dta\", \"expe | /requests/0/bucket | not listed in the scenario: bucket `dta`; did you mean `data`?",
			`"maybe", "na | /requests/0/expect | wrong value: must be allow or deny, not ` + "`maybe`",
		}},
		"all that is named": {`"principal": "jane", "bucket": "dta", "vpcEndpoint": "vpce-1a"`, []string{
			`"jane", "buc | /requests/0/principal | principal ` + "`jane` " + policy.ErrNotPrincipal.Error(),
			"\"dta\", \"vpcE | /requests/0/bucket | not listed in the scenario: bucket `dta`; did you mean `data`?",
			`"vpce-1a", " | /requests/0/vpcEndpoint | not listed in the scenario: VPC endpoint ` + "`vpce-1a`",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			text := scenario(`"requests": [` + request(tt.members) + `]`)
			got := blamed(t, fstest.MapFS{"s.json": {Data: []byte(text)}}, "s.json")
			if diff := diffBlamed(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestReadTellsWhatIsWrongWithPolicies(t *testing.T) {
	const bad = `{"Version": "2012-10-17",
  "Statement": {"Effect": "allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}}`
	files := fstest.MapFS{
		"ok/policy.json":         {Data: []byte(delegation)},
		"dir/bad.json":           {Data: []byte(bad)},
		"dir/policies/good.json": {Data: []byte(delegation)},
	}
	effect := policy.ErrEffect.Error()
	for name, tt := range map[string]struct {
		policy string
		want   []string
	}{
		"in the scenario": {bad, []string{`"allow", "Pr | /buckets/0/policy/Statement/Effect | ` + effect}},
		"of another kind": {`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}`,
			[]string{`{"Effect": " | /buckets/0/policy/Statement | ` + policy.ErrMissingElement.Error()}},
		"a member twice is told once": {`{"Version": "2012-10-17", "Version": "2012-10-17", "Statement": []}`,
			[]string{`"Version": " | /buckets/0/policy/Version | member stands twice in the same object`}},
		"in a file":                             {`"file:bad.json"`, []string{`"allow", "Pr | /Statement/Effect | ` + effect}},
		"in a folder below":                     {`"file:policies/good.json"`, nil},
		"a text that is no file":                {`"bad.json"`, []string{"\"bad.json\"}] | /buckets/0/policy | wrong value: a policy must be an object, or a text such as file:bucket-policy.json, not `bad.json`"}},
		"a file that is not there":              {`"file:worse.json"`, []string{"\"file:worse. | /buckets/0/policy | policy file cannot be used: `dir/worse.json`: file does not exist"}},
		"a folder":                              {`"file:policies"`, []string{"\"file:polici | /buckets/0/policy | policy file cannot be used: `dir/policies`: invalid argument"}},
		"a file in another folder":              {`"file:../ok/policy.json"`, []string{"\"file:../ok/ | /buckets/0/policy | policy file cannot be used: `../ok/policy.json` is not in the folder of the scenario or below it"}},
		"a file by a way that leads out and in": {`"file:policies/../../dir/bad.json"`, []string{"\"file:polici | /buckets/0/policy | policy file cannot be used: `policies/../../dir/bad.json` is not in the folder of the scenario or below it"}},
		"a file by an absolute path":            {`"file:/dir/bad.json"`, []string{"\"file:/dir/b | /buckets/0/policy | policy file cannot be used: `/dir/bad.json` is not in the folder of the scenario or below it"}},
		"a list":                                {`[]`, []string{"[]}], | /buckets/0/policy | wrong type: a policy must be an object, or a text such as file:bucket-policy.json, not an array"}},
	} {
		t.Run(name, func(t *testing.T) {
			files["dir/s.json"] = &fstest.MapFile{Data: []byte(scenario(`"buckets": [{"name": "data", "account": "111122223333", "policy": ` + tt.policy + `}]`))}
			if diff := diffBlamed(tt.want, blamed(t, files, "dir/s.json")); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestErrorsNameFileLineAndColumn(t *testing.T) {
	text := scenario(`"requests": [` + request(`"expect": "permit", "é": 1`) + `]`)
	_, err := aptest.Read(fstest.MapFS{"dir/s.json": {Data: []byte(text)}}, "dir/s.json")
	list, ok := errors.AsType[aptest.ErrorList](err)
	require.True(t, ok)
	want := []string{
		"dir/s.json:6:26: /requests/0/expect: wrong value: must be allow or deny, not `permit`",
		"dir/s.json:6:36: /requests/0/é: unknown member `é`",
	}
	var got []string
	for _, e := range list {
		got = append(got, e.Error())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	require.Equal(t, want[0]+" (and 1 more error)", err.Error())
	require.ErrorIs(t, err, aptest.ErrValue)
	require.ErrorIs(t, err, aptest.ErrUnknownMember)
}

func TestErrorsOfPoliciesAreThoseOfThePackagePolicy(t *testing.T) {
	text := scenario(`"accessPoints": [{"arn": "` + doorARN + `", "bucket": "data", "policy": {"Statement": [{"Effect": "Deny"}]}}]`)
	_, err := aptest.Read(fstest.MapFS{"s.json": {Data: []byte(text)}}, "s.json")
	require.ErrorIs(t, err, policy.ErrMissingElement)
}

func TestReadAllReadsTheScenariosOfAFolder(t *testing.T) {
	ok, broken := []byte(scenario()), []byte(`{"requests": [`)
	files := fstest.MapFS{
		"a.json": {Data: ok}, "b/c.json": {Data: ok}, "b/policy.json": {Data: []byte(delegation)},
		"b/notes.txt": {Data: ok}, ".hidden/d.json": {Data: broken}, "broken/e.json": {Data: broken},
		"policies/p.json": {Data: []byte(grant)},
	}
	for name, tt := range map[string]struct {
		paths, want []string
		err         string
	}{
		"all that there is":     {nil, []string{"a.json", "b/c.json"}, "broken/e.json:1:15: not JSON: the text ends too early"},
		"one folder":            {[]string{"b"}, []string{"b/c.json"}, ""},
		"one file":              {[]string{"a.json"}, []string{"a.json"}, ""},
		"a file and a folder":   {[]string{"a.json", "b"}, []string{"a.json", "b/c.json"}, ""},
		"what is not there":     {[]string{"x", "a.json"}, []string{"a.json"}, "x: file cannot be read: file does not exist"},
		"no scenario at all":    {[]string{"policies"}, nil, "policies: " + aptest.ErrNoScenario.Error()},
		"a policy by its name":  {[]string{"policies/p.json"}, nil, "policies/p.json:1:1: missing member `requests` (and 2 more errors)"},
		"a file that is broken": {[]string{"broken/e.json", "a.json"}, []string{"a.json"}, "broken/e.json:1:15: not JSON: the text ends too early"},
	} {
		t.Run(name, func(t *testing.T) {
			scenarios, err := aptest.ReadAll(files, tt.paths...)
			var got []string
			for _, s := range scenarios {
				got = append(got, s.File)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			message := ""
			if err != nil {
				message = err.Error()
			}
			if diff := cmp.Diff(tt.err, message); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Text that nobody reads to its end must not be read to its end.
func TestFilesThatAreTooLongAreNotRead(t *testing.T) {
	files := fstest.MapFS{"s.json": {Data: []byte(strings.Repeat(" ", aptest.MaxBytes+1))}}
	_, err := aptest.Read(files, "s.json")
	require.ErrorIs(t, err, aptest.ErrFile)
	require.EqualError(t, err, "s.json: file cannot be read: longer than 4194304 bytes")
	_, err = aptest.Read(fstest.MapFS{"s.json": {Mode: fs.ModeDir}}, "s.json")
	require.ErrorIs(t, err, aptest.ErrFile)
}

func TestTheContextMustNotContradictTheEndpoint(t *testing.T) {
	text := scenario(`"vpcEndpoints": [{"id": "vpce-1a", "vpc": "vpc-1a"}]`,
		`"requests": [`+request(`"vpcEndpoint": "vpce-1a", "context": {"aws:SourceVpce": "vpce-1a", "aws:SourceVpc": "vpc-2b"}`)+`]`)
	want := []string{`"vpc-2b"}, " | /requests/0/context/aws:SourceVpc | ` + accesspoint.ErrForged.Error()}
	got := blamed(t, fstest.MapFS{"s.json": {Data: []byte(text)}}, "s.json")
	if diff := diffBlamed(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
