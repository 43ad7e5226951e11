package find

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

// summary tells the format of a file, and of each unit which policies it has.
func summary(f *File) string {
	s := f.Format
	for _, u := range f.Units {
		if u.Bucket != nil {
			s += ", bucket"
		}
		if u.AccessPoint != nil {
			s += ", access point"
		}
	}
	for _, n := range f.Notes {
		s += "; " + n.Text
	}
	return s
}

func TestReadTellsTheFormatByTheContent(t *testing.T) {
	const statement = `"Statement": [{"Principal": "*", "Action": "s3:*", "Resource": "*"}]`
	const state = "a state as Terraform stores it is not read; give the output of `terraform show -json`"
	for name, tt := range map[string]struct{ file, src, want string }{
		"a policy":                         {"x.json", `{` + statement + `}`, "policy, bucket"},
		"a policy without the ending":      {"x", "\n {" + statement + `}`, "policy, bucket"},
		"a policy without statements":      {"x.json", `{"Version": "2012-10-17"}`, "policy, bucket"},
		"a policy after a byte order mark": {"x.json", "\ufeff{" + statement + `}`, "policy, bucket"},
		"a policy that is not closed":      {"x.json", `{` + statement, "policy, bucket"},
		"a policy with text after it":      {"x.json", `{` + statement + `} x`, "policy, bucket"},
		"an answer":                        {"x.json", `{"Policy": "{}"}`, "answer of an AWS command, bucket"},
		"an answer with a faulty policy":   {"x.json", `{"Policy": "{\"Statement\""}`, "answer of an AWS command, bucket"},
		"a string":                         {"x.json", `" {}"`, "answer of an AWS command, bucket"},
		"a string of something else":       {"x.json", `"x"`, ""},
		"a template":                       {"x.json", `{"AWSTemplateFormatVersion": "2010-09-09"}`, "CloudFormation template"},
		"a template without a version":     {"x.json", `{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}`, "CloudFormation template"},
		"other resources":                  {"x.json", `{"Resources": {"A": {"Type": "x"}}}`, ""},
		"a plan":                           {"x.json", `{"format_version": "1.2", "planned_values": {}}`, "Terraform plan or state"},
		"a state as stored":                {"x.tfstate", `{"version": 4, "terraform_version": "1.9.0", "resources": []}`, "; " + state},
		"a scenario":                       {"x.json", `{"buckets": [], "requests": []}`, "scenario"},
		"requests of something else":       {"x.json", `{"requests": []}`, ""},
		"another document":                 {"package.json", `{"name": "x", "Version": "1.0"}`, ""},
		"a list":                           {"x.json", `[]`, ""},
		"a number":                         {"x.json", `1`, ""},
		"text":                             {"README.md", "# Policies\n", ""},
		"YAML without policies":            {"x.yaml", "a: b\n", ""},
		"nothing":                          {"x", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Read(tt.file, []byte(tt.src), Options{})
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, summary(f)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestReadTellsTheKindOfAPolicy(t *testing.T) {
	const (
		point  = `"arn:aws:s3:us-west-2:111122223333:accesspoint/door/object/*"`
		bucket = `"arn:aws:s3:::ledger/*"`
	)
	for name, tt := range map[string]struct {
		file, resource string
		given          policy.Kind
		want           policy.Kind
		told           string
	}{
		"access points":                        {"x.json", point, 0, policy.AccessPoint, "its resources are access points"},
		"a bucket":                             {"x.json", bucket, 0, policy.Bucket, "its resources are a bucket or its objects"},
		"the resources count more than a name": {"bucket.json", point, 0, policy.AccessPoint, "its resources are access points"},
		"both, and a name":                     {"access-point.json", "[" + point + "," + bucket + "]", 0, policy.AccessPoint, "the name of the file says so"},
		"neither, and a name":                  {"w1.ap.json", `"*"`, 0, policy.AccessPoint, "the name of the file says so"},
		"neither, and the name of a bucket":    {`dir\my_bucket_policy.json`, `"*"`, 0, policy.Bucket, "the name of the file says so"},
		"the name of a folder does not count":  {"ap/x.json", `"*"`, 0, policy.Bucket, "neither its resources nor its name say otherwise"},
		"a word in a word does not count":      {"map.json", `"*"`, 0, policy.Bucket, "neither its resources nor its name say otherwise"},
		"the kind that is given counts":        {"bucket.json", bucket, policy.AccessPoint, policy.AccessPoint, ""},
		"a form that SDKs take":                {"x.json", `"arn:aws:s3:us-west-2:111122223333:accesspoint:door"`, 0, policy.AccessPoint, "its resources are access points"},
	} {
		t.Run(name, func(t *testing.T) {
			src := `{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": ` + tt.resource + `}}`
			f, err := Read(tt.file, []byte(src), Options{Kind: tt.given})
			require.NoError(t, err)
			require.Len(t, f.Units, 1)
			u := f.Units[0]
			got := policy.Bucket
			if u.AccessPoint != nil {
				got = policy.AccessPoint
			}
			if got != tt.want || u.Told != tt.told {
				t.Errorf("%v: %s; want %v: %s", got, u.Told, tt.want, tt.told)
			}
		})
	}
}

// Policies of users and of other services lie beside those of buckets. They are not
// looked at, unless somebody says that they are.
func TestReadLeavesOutPoliciesOfOtherKinds(t *testing.T) {
	for name, tt := range map[string]struct {
		src     string
		foreign bool
	}{
		"of a user":                      {`{"Statement": {"Action": "s3:*", "Resource": "*"}}`, true},
		"of a role that trusts":          {`{"Statement": {"Principal": "*", "Action": "sts:AssumeRole"}}`, true},
		"of a queue":                     {`{"Statement": {"Principal": "*", "Action": "sqs:*", "Resource": "arn:aws:sqs:us-west-2:1:q"}}`, true},
		"of a bucket in a wrong service": {`{"Statement": {"Principal": "*", "Action": "S3.Get", "Resource": "x"}}`, false},
		"of everything":                  {`{"Statement": {"NotPrincipal": "*", "NotAction": "*"}}`, false},
		"by its resource":                {`{"Statement": [{"Action": "sqs:*"}, {"Principal": "*", "NotResource": ["arn:aws:s3:::b"]}]}`, false},
		"without statements":             {`{"Statement": []}`, false},
		"of other types":                 {`{"Statement": [{"Principal": 1, "Action": [["s3:*"], "s3:*"]}]}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Read("x.json", []byte(tt.src), Options{})
			require.NoError(t, err)
			if got := len(f.Units) == 0; got != tt.foreign || (len(f.Notes) == 1) != tt.foreign {
				t.Errorf("left out: %v, want %v; notes %v", got, tt.foreign, f.Notes)
			}
			f, err = Read("x.json", []byte(tt.src), Options{Kind: policy.Bucket})
			require.NoError(t, err)
			require.Len(t, f.Units, 1, "its kind was given")
		})
	}
}

func TestReadRefusesWhatItCannotRead(t *testing.T) {
	const template = "Resources:\n  A:\n    Type: AWS::S3::BucketPolicy\n"
	long := `{"Resources": {"A": {"Type": "AWS::S3::Bucket", "x": "` + strings.Repeat("x", maxTemplate) + `"}}}`
	faulty := func([]byte) (*Node, error) { return nil, &Error{7, ErrSyntax} }
	for name, tt := range map[string]struct {
		file, src string
		opt       Options
		want      error
		at        int
	}{
		"a template that is not closed": {"x.json", `{"Resources": {"Statement": 1`, Options{}, ErrSyntax, 29},
		"something else not closed":     {"x.json", `{`, Options{}, ErrSyntax, 1},
		"brackets inside each other":    {"x.json", strings.Repeat("[", 1000), Options{}, ErrTooDeep, maxDepth},
		"a file that is too large":      {"x", strings.Repeat(" ", maxFile+1), Options{}, ErrTooLarge, maxFile},
		"a template that is too large":  {"x.json", long, Options{}, ErrTooLarge, maxTemplate},
		"YAML without a reader":         {"x.yaml", template, Options{}, ErrNoYAML, 0},
		"YAML that is too large":        {"x", template + strings.Repeat(" ", maxTemplate), Options{YAML: faulty}, ErrTooLarge, maxTemplate},
		"YAML that is not UTF-8":        {"x.yaml", template + "\xff", Options{YAML: faulty}, ErrSyntax, 0},
		"YAML that the reader refuses":  {"x.yaml", template, Options{YAML: faulty}, ErrSyntax, 7},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(tt.file, []byte(tt.src), tt.opt)
			require.ErrorIs(t, err, tt.want)
			e, ok := errors.AsType[*Error](err)
			require.True(t, ok)
			if e.Offset != tt.at {
				t.Errorf("%v at %d, want %d", err, e.Offset, tt.at)
			}
		})
	}
}

// What little text can make much of is bounded, and takes little time.
func TestTemplatesThatGrowAreRefused(t *testing.T) {
	policyOf := func(document, rest string) string {
		return `{"Resources": {"P": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": ` + document + `}}}` + rest + `}`
	}
	long := strings.Repeat("x", 1<<19)
	var conditions strings.Builder
	for i := range 40 {
		fmt.Fprintf(&conditions, `"c%d": {"Fn::And": [{"Condition": "c%d"}, {"Condition": "c%d"}]}, `, i+1, i, i)
	}
	for name, src := range map[string]string{
		"a long default at many places": policyOf("["+strings.Repeat(`{"Ref": "L"},`, 50_000)+`1]`, `, "Parameters": {"L": {"Default": "`+long+`"}}`),
		"a long default in one text":    policyOf(`[{"Fn::Sub": "`+strings.Repeat("${L}", 50_000)+`"}]`, `, "Parameters": {"L": {"Default": "`+long+`"}}`),
		"conditions of conditions": policyOf(`{"Fn::If": ["c40", 1, 2]}`,
			`, "Conditions": {`+conditions.String()+`"c0": {"Fn::Equals": [1, 1]}}`),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read("x.json", []byte(src), Options{})
			require.ErrorIs(t, err, ErrTooLarge)
		})
	}
}

func TestOffsetLeadsThroughEscapes(t *testing.T) {
	const src = `{"Policy": "{\"Sid\": \"\\u00e9\u00e9\ud83d\ude00\t\/x\"}"}`
	f, err := Read("x.json", []byte(src), Options{})
	require.NoError(t, err)
	p := f.Units[0].Bucket
	require.NotNil(t, p)
	for text, want := range map[string]string{
		"{": `{\"Sid`, `"Sid`: `\"Sid`, "Sid": `Sid\"`, `\u00e9`: `\\u00e9`, "u00e9": `u00e9\u00e9`,
		"é": `\u00e9\ud83d`, "😀": `\ud83d\ude00`, "\t": `\t\/`, "/": `\/x`, "x": `x\"`, "}": `}"}`,
	} {
		at := strings.Index(string(p.Text), text)
		require.GreaterOrEqual(t, at, 0, text)
		if got := src[p.Offset(at):]; !strings.HasPrefix(got, want) {
			t.Errorf("%q stands at %q, want %q", text, got, want)
		}
	}
}

// An edit of a policy that stands in the file as it is is an edit of the file.
func TestVerbatimPoliciesAreSlicesOfTheirFile(t *testing.T) {
	document := `{ "Statement": [ {"Sid": "{[\"}"} ] }`
	for name, src := range map[string]string{
		"a policy":   "\n" + document + "\n",
		"a template": `{"Resources": {"P": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": ` + document + `}}}}`,
		"a scenario": `{"buckets": [{"name": "b", "policy": ` + document + `}], "requests": []}`,
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Read("bucket.json", []byte(src), Options{})
			require.NoError(t, err)
			require.Len(t, f.Units, 1)
			p := f.Units[0].Bucket
			require.True(t, p.Verbatim)
			begin := p.Offset(0)
			if diff := cmp.Diff(src[begin:begin+len(p.Text)], string(p.Text)); diff != "" {
				t.Errorf("(-file +text):\n%s", diff)
			}
		})
	}
}

// Blanks of a template are not sent to S3.
func TestATemplateMayHaveMoreBlanksThanS3Takes(t *testing.T) {
	src := `{"Resources": {"P": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": {"Statement": [` +
		strings.Repeat(" ", 30_000) + `{"Sid": "A"}]}}}}}`
	f, err := Read("x.json", []byte(src), Options{})
	require.NoError(t, err)
	p := f.Units[0].Bucket
	require.Equal(t, `{"Statement":[{"Sid":"A"}]}`, string(p.Text))
	require.False(t, p.Verbatim)
	require.Equal(t, strings.Index(src, `"A"`), p.Offset(strings.Index(string(p.Text), `"A"`)))
}

// What is given in place of pseudo parameters is no longer open.
func TestPseudoParametersCanBeGiven(t *testing.T) {
	src := `{"Resources": {
		"Door": {"Type": "AWS::S3::AccessPoint", "Properties": {"Name": "door", "Bucket": "b",
			"Policy": {"Statement": {"Resource": {"Fn::Sub": "${Door.Arn}/object/*"}}}}},
		"P": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument": {"Statement": []}}}}}`
	f, err := Read("x.json", []byte(src), Options{Account: "444455556666", Region: "cn-north-1", Partition: "aws-cn"})
	require.NoError(t, err)
	require.Len(t, f.Units, 1)
	u := f.Units[0]
	require.Empty(t, u.Unresolved)
	require.Empty(t, f.Notes)
	require.Equal(t, "arn:aws-cn:s3:cn-north-1:444455556666:accesspoint/door", u.Context.AccessPoint.String())
	require.Equal(t, "444455556666", u.Context.BucketAccount)
	require.Contains(t, string(u.AccessPoint.Text), `"arn:aws-cn:s3:cn-north-1:444455556666:accesspoint/door/object/*"`)
}
