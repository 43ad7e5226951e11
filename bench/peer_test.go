package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

func peers(t *testing.T) map[string]peer {
	cel, err := newCEL()
	require.NoError(t, err)
	return map[string]peer{
		"minio/pkg": minio{}, "versitygw": newVersitygw(), "cedar-go": cedarPeer{},
		"cel-go": cel, "OPA": opaPeer{}, "casbin": casbinPeer{},
	}
}

// document is a policy of one statement.
func oneStatement(t *testing.T, statement string) *document {
	d, err := readDocument([]byte(`{"Version":"2012-10-17","Statement":[` + statement + `]}`))
	require.NoError(t, err)
	return d
}

func TestPeersDecideWhatIsTranslatedAlike(t *testing.T) {
	const user = "arn:aws:iam::111122223333:user/Jane"
	allow := func(rest string) string {
		return `{"Effect":"Allow","Principal":{"AWS":"` + user + `"},` + rest + `}`
	}
	ask := func(principal, action, key string, context ...attribute) question {
		return question{principal, action, "b", key, "arn:aws:s3:::b/" + key, context}
	}
	for name, tt := range map[string]struct {
		statement string
		question  question
		want      bool
	}{
		"another principal is not meant":      {allow(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/a"`), ask(user+"t", "s3:GetObject", "a"), false},
		"an action may be one of many":        {allow(`"Action":["s3:PutObject","s3:Get*"],"Resource":"arn:aws:s3:::b/a"`), ask(user, "s3:GetObject", "a"), true},
		"all actions but some, and this one":  {allow(`"NotAction":["s3:Put*","s3:DeleteObject"],"Resource":"arn:aws:s3:::b/*"`), ask(user, "s3:PutObject", "a"), false},
		"all actions but some, and another":   {allow(`"NotAction":["s3:Put*","s3:DeleteObject"],"Resource":"arn:aws:s3:::b/*"`), ask(user, "s3:GetObject", "a"), true},
		"a prefix ends where it ends":         {allow(`"Action":"s3:GetObject","Resource":["arn:aws:s3:::b/x","arn:aws:s3:::b/a/*"]`), ask(user, "s3:GetObject", "a/b"), true},
		"a literal key is the whole key":      {allow(`"Action":"s3:GetObject","Resource":["arn:aws:s3:::b/x","arn:aws:s3:::b/a/*"]`), ask(user, "s3:GetObject", "xy"), false},
		"an address is in a network":          {allow(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"IpAddress":{"aws:SourceIp":["10.1.0.0/16","10.2.0.0/16"]}}`), ask(user, "s3:GetObject", "a", attribute{"aws:SourceIp", []string{"10.2.3.4"}}), true},
		"an address is in no network":         {allow(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"IpAddress":{"aws:SourceIp":["10.1.0.0/16","10.2.0.0/16"]}}`), ask(user, "s3:GetObject", "a", attribute{"aws:SourceIp", []string{"10.3.3.4"}}), false},
		"a key that is absent equals nothing": {allow(`"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1"}}`), ask(user, "s3:GetObject", "a"), false},
	} {
		d := oneStatement(t, tt.statement)
		for who, p := range peers(t) {
			if d.statements[0].notActions && who == "versitygw" {
				continue
			}
			t.Run(name+", "+who, func(t *testing.T) {
				src, err := p.translate(d)
				require.NoError(t, err)
				c, err := p.compile(src)
				require.NoError(t, err, string(src))
				require.Equal(t, tt.want, c.allows(p.prepare(&tt.question)), string(src))
			})
		}
	}
}

func TestTranslatorsRefuseWhatTheyDoNotKnow(t *testing.T) {
	const inner = `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*/x"}`
	const operator = `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"NumericLessThan":{"s3:max-keys":"10"}}}`
	for who, p := range peers(t) {
		if who == "minio/pkg" || who == "versitygw" {
			continue // they read the language of IAM
		}
		for what, statement := range map[string]string{"a wildcard inside": inner, "an operator": operator} {
			_, err := p.translate(oneStatement(t, statement))
			require.Error(t, err, fmt.Sprint(who, ", ", what))
		}
	}
	_, err := newVersitygw().translate(oneStatement(t, `{"Effect":"Deny","Principal":"*","NotAction":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`))
	require.ErrorIs(t, err, errNotAction)
	_, err = opaPeer{}.compileMany(func(yield func(string, *document) bool) { yield("x", oneStatement(t, operator)) })
	require.Error(t, err)
}

func TestDocumentWithAnUnknownElementIsRefused(t *testing.T) {
	_, err := readDocument([]byte(`{"Statement":[{"Effect":"Allow","NotPrincipal":"*"}]}`))
	require.ErrorContains(t, err, "NotPrincipal")
}

func TestAccessPointIsRenamedToABucket(t *testing.T) {
	for arn, want := range map[string]string{
		"arn:aws:s3:us-west-2:111122223333:accesspoint/workshop":               "arn:aws:s3:::workshop",
		"arn:aws:s3:us-west-2:111122223333:accesspoint/workshop/object/Jane/*": "arn:aws:s3:::workshop/Jane/*",
		"arn:aws:s3:::amzn-s3-demo-bucket/object/x":                            "arn:aws:s3:::amzn-s3-demo-bucket/object/x",
	} {
		require.Equal(t, want, asBucket(arn))
	}
}

// This is why these peers are given renamed policies.
func TestPeersRefuseRealNames(t *testing.T) {
	list, err := readWorkloads("../testdata/workloads")
	require.NoError(t, err)
	w1, w2 := list[0], list[1]
	for name, tt := range map[string]struct {
		peer   peer
		policy []byte
	}{
		"minio/pkg: s3:DataAccessPointAccount":         {minio{}, w1.bucket},
		"minio/pkg: the ARN of an access point":        {minio{}, w1.accessPoints[0].policy},
		"minio/pkg: aws:SourceVpc and aws:VpcSourceIp": {minio{}, w2.bucket},
		"versitygw: the action `*`":                    {newVersitygw(), w1.bucket},
		"versitygw: the ARN of an access point":        {newVersitygw(), w1.accessPoints[0].policy},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tt.peer.compile(tt.policy)
			require.Error(t, err)
		})
	}
}

// These are differences that README.md tells of.
func TestPeersAreKnownToDecideOtherwise(t *testing.T) {
	const user = "arn:aws:iam::111122223333:user/Jane"
	allows := func(p peer, action, resource string, q question) bool {
		c, err := p.compile([]byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["` + user + `"]},` +
			`"Action":["` + action + `"],"Resource":["` + resource + `"]}]}`))
		require.NoError(t, err)
		return c.allows(p.prepare(&q))
	}
	q := question{user, "s3:GetObject", "b", "a", "arn:aws:s3:::b/a", nil}
	require.True(t, allows(minio{}, "s3:GetObjectVersion", "arn:aws:s3:::b/*", q), "minio/pkg lets GetObjectVersion mean GetObject")
	q.action = "s3:getobject"
	require.False(t, allows(minio{}, "s3:GetObject", "arn:aws:s3:::b/*", q), "minio/pkg minds the case of actions")
	require.False(t, allows(newVersitygw(), "s3:GetObject", "arn:aws:s3:::b/*", q), "versitygw minds the case of actions")
}
