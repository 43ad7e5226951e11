package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func TestWhatIsWrongWithAConfigurationIsTold(t *testing.T) {
	const (
		bucket = `{"name": "amzn-s3-demo-bucket", "account": "111122223333"}`
		door   = `"arn": "arn:aws:s3:us-west-2:111122223333:accesspoint/door", "bucket": "amzn-s3-demo-bucket"`
		user   = `"arn": "arn:aws:iam::111122223333:user/jane"`
		head   = `"domain": "s3.localhost", "region": "us-west-2", "listen": "127.0.0.1:7070"`
	)
	for name, tt := range map[string]struct{ text, want string }{
		"no JSON":                      {"{\n\"buckets\": [}", "c.json: line 2: invalid character"},
		"more than one value":          {`{} {}`, "c.json: there is more"},
		"an unknown member":            {`{"bucket": []}`, `c.json: json: unknown field "bucket"`},
		"an unknown member of a part":  {`{"accessPoints": [{` + door + `, "polcy": {}}]}`, `accessPoints[0]: json: unknown field "polcy"`},
		"a member that stands twice":   {`{"accessPoints": [{` + door + `, "policy": {}, "policy": {}}]}`, `member "policy" stands twice`},
		"twice but for case":           {`{"buckets": [], "Buckets": []}`, `member "Buckets" stands twice`},
		"a wrong type":                 {`{"buckets": [{"name": 1}]}`, "buckets[0]: line 1: json: cannot unmarshal number"},
		"a policy that is not read":    {`{"buckets": [{"name": "abc", "account": "111122223333", "policy": "file:none.json"}]}`, "buckets[0].policy: open none.json"},
		"a file outside the folder":    {`{"buckets": [{"name": "abc", "account": "111122223333", "policy": "file:../none.json"}]}`, "buckets[0].policy: open ../none.json: "},
		"a fault in a policy":          {`{"buckets": [{"name": "abc", "account": "111122223333", "policy": "file:bad.json"}]}`, "buckets[0].policy: bad.json:2:19: "},
		"a policy that is text":        {`{"buckets": [{"name": "abc", "account": "111122223333", "policy": "Allow"}]}`, `buckets[0].policy: a policy is an object or "file:NAME"`},
		"a policy that is null":        {`{"buckets": [{"name": "abc", "account": "111122223333", "policy": null}]}`, "buckets[0].policy: "},
		"a bucket twice":               {`{"buckets": [` + bucket + "," + bucket + `]}`, "buckets[1]: arn:aws:s3:::amzn-s3-demo-bucket: the name is taken"},
		"a bucket without owner":       {`{` + head + `, "buckets": [{"name": "amzn-s3-demo-bucket"}]}`, "Bucket.Account"},
		"an access point of no bucket": {`{"accessPoints": [{` + door + `}]}`, `accessPoints[0].bucket "amzn-s3-demo-bucket": is not listed`},
		"an access point twice":        {`{"buckets": [` + bucket + `], "accessPoints": [{` + door + `}, {` + door + `}]}`, "accessPoints[1]: arn:aws:s3:us-west-2:111122223333:accesspoint/door: the name is taken"},
		"a VPC that is none":           {`{"buckets": [` + bucket + `], "accessPoints": [{` + door + `, "vpc": "1a2b"}]}`, "accessPoints[0].vpc: "},
		"an alias that is none":        {`{"buckets": [` + bucket + `], "accessPoints": [{` + door + `, "alias": "door"}]}`, "accessPoints[0]: arn:aws:s3:us-west-2:111122223333:accesspoint/door: the alias"},
		"another region":               {`{"region": "us-east-1", "buckets": [` + bucket + `], "accessPoints": [{` + door + `}]}`, "AccessPoint.AccessPoint: "},
		"a principal without a key":    {`{"principals": [{` + user + `}]}`, "principals[0]: an access key id and a secret"},
		"an access key twice":          {`{"principals": [{` + user + `, "accessKeyId": "A", "secretAccessKey": "S"}, {` + user + `, "accessKeyId": "A", "secretAccessKey": "S"}]}`, "principals[1].accessKeyId: stands twice"},
		"an endpoint that is none":     {`{"buckets": [` + bucket + `], "vpcEndpoints": [{"id": "vpce-1a2b", "vpc": "1a2b"}]}`, "Endpoint: "},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{
				"c.json":   {Data: []byte(tt.text)},
				"bad.json": {Data: []byte("{\n \"Statement\": [], \"Statment\": []}")},
			}
			c, err := ReadConfig(files, "c.json")
			if err == nil {
				_, err = NewWorld(files, c)
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}

func TestAGatewayNeedsToKnowWhereItIs(t *testing.T) {
	for want, change := range map[string]func(*Config){
		"domain, region and listen are needed":                                                      func(c *Config) { c.Domain = "" },
		`vpcEndpoints[0].listen: must be an IP address and a port of its own, not ":7071"`:          listen(":7071"),
		`vpcEndpoints[0].listen: must be an IP address and a port of its own, not "0.0.0.0:7071"`:   listen("0.0.0.0:7071"),
		`vpcEndpoints[0].listen: must be an IP address and a port of its own, not "localhost:7071"`: listen("localhost:7071"),
		`vpcEndpoints[0].listen: must be an IP address and a port of its own, not "127.0.0.1:0"`:    listen("127.0.0.1:0"),
	} {
		c, err := ReadConfig(workshop, "gateway.json")
		require.NoError(t, err)
		change(c)
		_, err = NewGateway(workshop, c, t.TempDir(), nil)
		require.EqualError(t, err, want)
	}
}

func TestTheProgramNamesTheFileThatIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.json")
	require.ErrorIs(t, run(t.Context(), file, io.Discard), fs.ErrNotExist)
	require.NoError(t, os.WriteFile(file, []byte(`{"domain": "s3.localhost"}`), 0o600))
	require.EqualError(t, run(t.Context(), file, io.Discard), "mine.json: domain, region and listen are needed")
}

func listen(addr string) func(*Config) {
	return func(c *Config) { c.VPCEndpoints[0].Listen = addr }
}

func TestTheProposedCommandsAreOfTheConfiguration(t *testing.T) {
	var out strings.Builder
	printCommands(&out, conf)
	for _, p := range conf.Principals {
		require.Contains(t, out.String(), nameOf(p)+"() { AWS_ACCESS_KEY_ID="+p.AccessKeyID+" ")
	}
	require.Contains(t, out.String(), "VIA="+conf.VPCEndpoints[0].Listen+" jane s3 cp s3://"+vpcAP)
	for _, cmd := range commands {
		require.Contains(t, out.String(), cmd.who+" "+cmd.args)
	}
}
