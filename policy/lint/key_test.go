package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

// allowKey and denyKey are statements about a bucket and its objects.
func allowKey(action, cond string) string {
	return fmt.Sprintf(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":%s,"Resource":["arn:aws:s3:::doc-bucket","arn:aws:s3:::doc-bucket/*"],"Condition":%s}`, action, cond)
}

func denyKey(action, cond string) string {
	return fmt.Sprintf(`{"Effect":"Deny","Principal":"*","Action":%s,"Resource":["arn:aws:s3:::doc-bucket","arn:aws:s3:::doc-bucket/*"],"Condition":%s}`, action, cond)
}

// A keyCase is a list of statements, and what a check finds in them: severity and the
// JSON string at the place, one finding after the other.
type keyCase struct{ statements, want string }

func checkKeys(t *testing.T, id string, kind policy.Kind, c Context, cases map[string]keyCase) {
	t.Helper()
	require.Contains(t, implemented(), id)
	for name, tt := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, keyFindings(id, kind, c, tt.statements)); diff != "" {
				t.Errorf("%s in %s (-want +got):\n%s", id, tt.statements, diff)
			}
		})
	}
}

func keyFindings(id string, kind policy.Kind, c Context, statements string) string {
	src := `{"Version":"2012-10-17","Statement":[` + statements + `]}`
	p := Policies{Bucket: []byte(src)}
	if kind == policy.AccessPoint {
		p = Policies{AccessPoint: []byte(src)}
	}
	report := Check(p, c)
	var found []string
	for _, f := range of(id, report.Findings) {
		at, _, _ := strings.Cut(src[f.At.Offset+1:], `"`)
		found = append(found, f.Severity.String()+" "+at)
	}
	return strings.Join(found, ", ")
}

func TestUnknownConditionKeys(t *testing.T) {
	get := func(key string) string {
		return allowKey(`"s3:GetObject"`, `{"StringEquals":{"`+key+`":"x"}}`)
	}
	checkKeys(t, "unknown-condition-key", policy.Bucket, Context{}, map[string]keyCase{
		"capitals do not count":                     {get("AWS:sourcevpc"), ""},
		"a misspelt global key":                     {get("aws:SourcVpc"), "error aws:SourcVpc"},
		"a misspelt family":                         {get("aws:PrincipalTags/team"), "error aws:PrincipalTags/team"},
		"a key without the name of its service":     {get("SourceVpc"), "error SourceVpc"},
		"a key of S3 without the name of S3":        {get("x-amz-acl"), "error x-amz-acl"},
		"a key of AWS with the name of S3":          {get("s3:SourceVpce"), "error s3:SourceVpce"},
		"a key of S3 with the name of AWS":          {get("aws:prefix"), "error aws:prefix"},
		"a dot in the place of the colon":           {get("aws.SourceVpce"), "error aws.SourceVpce"},
		"a tag where there are none":                {get("s3:prefix/home"), "error s3:prefix/home"},
		"no name of a service":                      {get("colour"), "error colour"},
		"a blank in it":                             {get("s3:my colour"), "error s3:my colour"},
		"letters that no key has":                   {get("s3:größe"), "error s3:größe"},
		"nothing after the colon":                   {get("colour:"), "error colour:"},
		"perhaps a new key":                         {get("s3:colour-of-object"), "warning s3:colour-of-object"},
		"a key of another service":                  {get("ec2:InstanceType"), "warning ec2:InstanceType"},
		"a key that services put into sessions":     {get("lambda:SourceFunctionArn"), ""},
		"the key of an identity provider":           {get("accounts.google.com:sub"), ""},
		"the key of SAML":                           {get("saml:aud"), ""},
		"an old key has a check of its own":         {get("aws:Arn"), ""},
		"a wildcard has a check of its own":         {get("s3:pref*"), ""},
		"a missing tag has a check of its own":      {get("aws:PrincipalTag"), ""},
		"a variable has a check of its own":         {get("${aws:userid}"), ""},
		"an empty name is an error of the parser":   {get(""), "error "},
		"a tag with any characters":                 {get("aws:PrincipalTag/größe in m²"), ""},
		"the same misspelt key under two operators": {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:SourcVpc":"x"},"StringLike":{"aws:SourcVpc":"x"}}`), "error aws:SourcVpc, error aws:SourcVpc"},
		"also under an operator that there is not":  {allowKey(`"s3:GetObject"`, `{"StringEqual":{"aws:SourcVpc":"x"}}`), "error aws:SourcVpc"},
	})
}

// A fix must not give an operator a key that it has already.
func TestKeysAreNotRenamedToOnesThatAreThere(t *testing.T) {
	for name, tt := range map[string]struct {
		cond string
		fix  bool
	}{
		"alone":                      {`{"StringEquals":{"aws:SourcVpc":"x"}}`, true},
		"the right one is there":     {`{"StringEquals":{"aws:SourcVpc":"x","aws:sourcevpc":"y"}}`, false},
		"under another operator":     {`{"StringEquals":{"aws:SourcVpc":"x"},"StringLike":{"aws:SourceVpc":"y"}}`, true},
		"an operator of the same":    {`{"StringEquals":{"aws:SourcVpc":"x"},"stringequals":{"aws:SourceVpc":"y"}}`, false},
		"a name that is not known":   {`{"StringEquals":{"s3:colour":"x"}}`, false},
		"one that is not a name yet": {`{"StringEquals":{"SourceVpc":"x"}}`, true},
	} {
		t.Run(name, func(t *testing.T) {
			src := `{"Version":"2012-10-17","Statement":[` + allowKey(`"s3:GetObject"`, tt.cond) + `]}`
			report := Check(Policies{Bucket: []byte(src)}, Context{})
			found := of("unknown-condition-key", report.Findings)
			require.NotEmpty(t, found)
			require.Equal(t, tt.fix, found[0].Fix != nil, found[0].Message)
		})
	}
}

func TestNamesOfKeys(t *testing.T) {
	put := func(key string) string {
		return allowKey(`"s3:PutObject"`, `{"StringEquals":{"`+key+`":"x"}}`)
	}
	checkKeys(t, "wildcard-in-condition-key", policy.Bucket, Context{}, map[string]keyCase{
		"in the tag":               {put("s3:RequestObjectTag/te?m"), "error s3:RequestObjectTag/te?m"},
		"in the name":              {put("s3:x-amz-*"), "error s3:x-amz-*"},
		"of a key that is not one": {put("*"), "error *"},
		"in a value":               {allowKey(`"s3:PutObject"`, `{"StringLike":{"aws:PrincipalTag/team":"*"}}`), ""},
	})
	checkKeys(t, "tag-key-missing", policy.Bucket, Context{}, map[string]keyCase{
		"with the slash":             {put("aws:PrincipalTag/"), "error aws:PrincipalTag/"},
		"in other capitals":          {put("s3:requestobjecttag"), "error s3:requestobjecttag"},
		"a key that lists tags":      {put("s3:RequestObjectTagKeys"), ""},
		"a tag of one character":     {put("s3:RequestObjectTag/a"), ""},
		"a key that is no family":    {put("s3:x-amz-acl"), ""},
		"also where it asks nothing": {allowKey(`"s3:PutObject"`, `{"Null":{"aws:PrincipalTag":"true"}}`), "error aws:PrincipalTag"},
	})
	checkKeys(t, "deprecated-key", policy.Bucket, Context{}, map[string]keyCase{
		"in any capitals":    {allowKey(`"s3:PutObject"`, `{"ArnLike":{"AWS:arn":"arn:aws:iam::111122223333:role/*"}}`), "warning AWS:arn"},
		"in a variable only": {allowKey(`"s3:PutObject"`, `{"ArnLike":{"aws:PrincipalArn":"${aws:arn}"}}`), ""},
	})
	checkKeys(t, "irrelevant-key", policy.Bucket, Context{}, map[string]keyCase{
		"the global key":                  {put("aws:ResourceAccount"), "suggestion aws:ResourceAccount"},
		"compared with the caller":        {put(`aws:ResourceAccount":"${aws:PrincipalAccount}","aws:SourceVpc`), ""},
		"a variable under no language":    {put("s3:resourceaccount"), "suggestion s3:resourceaccount"},
		"a bucket can change its owner's": {put("aws:ResourceOrgID"), ""},
	})
}

func TestKeysStandOnceUnderAnOperator(t *testing.T) {
	checkKeys(t, "condition-key-case-twice", policy.Bucket, Context{}, map[string]keyCase{
		"in other capitals":       {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d","AWS:SOURCEVPC":"vpc-0a1b2c3e"}}`), "error AWS:SOURCEVPC"},
		"under another operator":  {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"},"StringLike":{"AWS:SOURCEVPC":"vpc-*"}}`), ""},
		"in another statement":    {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"}}`) + "," + allowKey(`"s3:PutObject"`, `{"StringEquals":{"aws:sourcevpc":"vpc-0a1b2c3d"}}`), ""},
		"one is short of the tag": {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:PrincipalTag/a":"x","aws:PrincipalTag/b":"x"}}`), ""},
	})
}

// What policy.Parse could not read in full must not stop the checks, nor may odd types.
func TestKeyChecksTakeWhatIsFaulty(t *testing.T) {
	for name, cond := range map[string]string{
		"a list":                    `[]`,
		"a text":                    `"x"`,
		"no operators":              `{}`,
		"an operator of a text":     `{"StringEquals":"aws:SourceIp"}`,
		"an operator of nothing":    `{"StringEquals":{}}`,
		"no values":                 `{"IpAddress":{"aws:SourceIp":[]}}`,
		"values of odd types":       `{"IpAddress":{"aws:SourceIp":[null,1,{},[["10.0.0.1"]]]},"StringEquals":{"aws:SourceVpc":[1,true]}}`,
		"an operator there is not":  `{"Foo":{"aws:SourceIp":"10.0.0.1","aws:SourceVpc":"x","s3:x-amz-acl":"y","s3:x-amz-server-side-encryption-aws-kms-key-id":"alias/a"}}`,
		"Null of odd values":        `{"Null":{"aws:SourceVpce":["true","false"],"s3:x-amz-server-side-encryption":7}}`,
		"broken variables":          `{"StringEquals":{"aws:SourceVpc":"${","s3:x-amz-acl":"${aws:","aws:SourceAccount":"${}"}}`,
		"a number where text is":    `{"StringEquals":{"s3:AccessPointNetworkOrigin":5}}`,
		"many stars":                `{"StringLike":{"s3:x-amz-acl":"` + strings.Repeat("*a", 500) + `","aws:SourceVpc":"` + strings.Repeat("?", 500) + `"}}`,
		"a prefix that is none":     `{"IpAddress":{"aws:SourceIp":["10.0.0.0/99","fe80::1%eth0","::ffff:10.0.0.1"]}}`,
		"a key of one long word":    `{"StringEquals":{"` + strings.Repeat("k", 5000) + `":"x"}}`,
		"a key of colons":           `{"StringEquals":{":::":"x","/":"x","aws:/":"x"}}`,
		"empty values of all sorts": `{"StringEquals":{"aws:SourceVpc":"","aws:SourceVpce":"","s3:x-amz-acl":"","aws:SourceAccount":""},"StringLike":{"s3:x-amz-server-side-encryption-aws-kms-key-id":""}}`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, rest := range []string{`"Action":"s3:*","Resource":"*"`, `"NotAction":[],"NotResource":[]`, `"Action":{},"Resource":7`, ``} {
				for _, effect := range []string{"Allow", "Deny", "deny"} {
					src := `{"Version":"2012-10-17","Statement":[{"Effect":"` + effect + `","Principal":"*","Condition":` + cond
					if rest != "" {
						src += "," + rest
					}
					src += `}]}`
					for _, p := range []Policies{{Bucket: []byte(src)}, {AccessPoint: []byte(src)}} {
						report := Check(p, Context{BucketAccount: "111122223333"})
						for _, f := range report.Findings {
							require.NotContains(t, f.Message, "\n")
						}
					}
				}
			}
		})
	}
}

func BenchmarkKeyChecks(b *testing.B) {
	line := denyKey(`["s3:PutObject","s3:Get*"]`, `{"StringNotEquals":{"aws:SourceVpce":"vpce-0a1b2c3d","s3:x-amz-acl":"private"},"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","10.0.0.0/8"]}}`)
	src := []byte(`{"Version":"2012-10-17","Statement":[` + strings.TrimSuffix(strings.Repeat(line+",", 4), ",") + `]}`)
	doc := newText(policy.Bucket, src)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		l := linter{ctx: &Context{}}
		doc.conditions = nil
		for _, c := range keyChecks() {
			if c.run != nil {
				c.run(&pass{doc, &l, &c})
			}
		}
	}
}

// A policy full of what is wrong must not take the square of its size.
func BenchmarkKeysThatAreAllWrong(b *testing.B) {
	list := func(n int, format string) string {
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf(format, i)
		}
		return strings.Join(words, ",")
	}
	for name, statement := range map[string]string{
		"misspelt keys":             denyKey(`"s3:Get*"`, `{"StringEquals":{`+list(2000, `"aws:SourcVpc%03x":"10."`)+`}}`),
		"keys of no action":         denyKey(`[`+list(2000, `"s3:*Get*%03x*"`)+`,"s3:Get*"]`, `{"StringEquals":{`+list(800, `"s3:RequestObjectTag/%03x":"10."`)+`}}`),
		"keys of none of many":      denyKey(`[`+strings.Repeat(`"s3:*Get*",`, 2000)+`"s3:Get*"]`, `{"StringEquals":{`+list(800, `"s3:RequestObjectTag/%03x":"10."`)+`}}`),
		"private addresses":         denyKey(`"s3:Get*"`, `{"IpAddress":{"aws:SourceIp":[`+list(2000, `"10.0.0.0/8 %d"`)+`,"10.0.0.0/8"]}}`),
		"ids of the wrong kind":     denyKey(`"s3:Get*"`, `{"StringEquals":{"aws:SourceVpc":[`+list(2000, `"vpce-%08x"`)+`]}}`),
		"headers that are left out": denyKey(`"s3:PutObject"`, `{"StringEquals":{"s3:x-amz-storage-class":[`+list(2000, `"GLACIER%d"`)+`,"STANDARD"]}}`),
	} {
		b.Run(name, func(b *testing.B) {
			src := []byte(`{"Version":"2012-10-17","Statement":[` + statement + `]}`)
			for b.Loop() {
				l := linter{ctx: &Context{}}
				doc := newText(policy.Bucket, src)
				require.NotNil(b, doc.doc)
				for _, c := range keyChecks() {
					if c.run != nil {
						c.run(&pass{doc, &l, &c})
					}
				}
			}
		})
	}
}
