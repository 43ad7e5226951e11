package main

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/s3request"
	"github.com/s3ap/s3ap/policy"
)

// An object that stands in DeleteObjects twice, with two entity tags, may be deleted
// by one of them alone. versitygw does not look at the tags.
func TestAnObjectThatStandsTwiceMustBeAllowedTwice(t *testing.T) {
	files := fstest.MapFS{"c.json": {Data: []byte(`{
		"domain": "s3.localhost", "region": "us-west-2",
		"buckets": [{"name": "amzn-s3-demo-bucket", "account": "111122223333", "policy": {
			"Version": "2012-10-17",
			"Statement": [{
				"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
				"Principal": {"AWS": "arn:aws:iam::111122223333:user/jane"},
				"Condition": {"StringEquals": {"s3:if-match": "a"}}
			}]
		}}],
		"principals": [{"arn": "arn:aws:iam::111122223333:user/jane", "accessKeyId": "A", "secretAccessKey": "S"}]
	}`)}}
	c, err := ReadConfig(files, "c.json")
	require.NoError(t, err)
	world, err := NewWorld(files, c)
	require.NoError(t, err)
	server := s3request.Server{Domains: []string{c.Domain}, Names: world}
	for body, want := range map[string]bool{
		`<Delete><Object><Key>k</Key><ETag>a</ETag></Object></Delete>`:                                            true,
		`<Delete><Object><Key>k</Key><ETag>b</ETag></Object></Delete>`:                                            false,
		`<Delete><Object><Key>k</Key><ETag>a</ETag></Object><Object><Key>k</Key><ETag>b</ETag></Object></Delete>`: false,
		`<Delete><Object><Key>k</Key><ETag>b</ETag></Object><Object><Key>k</Key><ETag>a</ETag></Object></Delete>`: false,
	} {
		r, err := server.Map(s3request.HTTP{Method: "POST", Host: "amzn-s3-demo-bucket.s3.localhost", Target: "/?delete"}, s3request.Connection{})
		require.NoError(t, err)
		require.NoError(t, r.ReadBody([]byte(body)))
		j := judge{world: world, caller: policy.MustParsePrincipal("arn:aws:iam::111122223333:user/jane")}
		g, err := j.decide(r)
		require.Equal(t, want, err == nil && g.deletes[object{"amzn-s3-demo-bucket", "k", ""}], body)
	}
}
