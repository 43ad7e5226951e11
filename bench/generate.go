package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The catalogue, W4, is made here: one bucket that delegates to its access points,
// each of which has a policy like that of W1.

const (
	catalogueName = "w4"
	sharedBucket  = "amzn-s3-demo-shared"
)

func teamName(i int) string { return fmt.Sprintf("team-%07d", i) }

func teamUser(i int) string { return fmt.Sprintf("arn:aws:iam::%s:user/user-%07d", account, i) }

func teamPrefix(i int) string { return fmt.Sprintf("home-%07d/", i) }

// teamPolicy is the policy of access point number i.
func teamPolicy(i int) []byte {
	return fmt.Appendf(nil, `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadsOwnPrefix",
      "Effect": "Allow",
      "Principal": {"AWS": "%s"},
      "Action": "s3:GetObject",
      "Resource": "%s/object/%s*"
    }
  ]
}`, teamUser(i), accessPointARN(teamName(i)), teamPrefix(i))
}

// sharedPolicy is the policy of the bucket that all access points belong to.
func sharedPolicy() []byte {
	return []byte(strings.ReplaceAll(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DelegateToAccessPoints",
      "Effect": "Allow",
      "Principal": "*",
      "Action": "*",
      "Resource": ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/*"],
      "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "`+account+`"}}
    },
    {
      "Sid": "TlsOnly",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/*"],
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    }
  ]
}`, "BUCKET", sharedBucket))
}

// makeCatalogue makes W4 with some number of access points and 4,096 requests, each
// through one that is picked uniformly.
func makeCatalogue(accessPoints int) *workload {
	w := &workload{name: catalogueName, bucket: sharedPolicy()}
	for i := range accessPoints {
		w.accessPoints = append(w.accessPoints, accessPoint{teamName(i), teamPolicy(i)})
	}
	w.requests = teamRequests(accessPoints, 4096)
	return w
}

// teamRequests makes requests through some number of access points: half are
// allowed, a quarter are made without TLS, an eighth each by another user and for
// another prefix.
func teamRequests(accessPoints, requests int) (list []request) {
	rng := rand.New(rand.NewPCG(4, 4))
	for n := range requests {
		i := rng.IntN(accessPoints)
		user, prefix, secure, expect := i, i, "true", "Allow"
		switch n % 8 {
		case 1, 5:
			secure, expect = "false", "ExplicitDeny"
		case 2:
			user, expect = i+1, "ImplicitDeny"
		case 6:
			prefix, expect = i+1, "ImplicitDeny"
		}
		list = append(list, request{
			principal: teamUser(user), action: "s3:GetObject", bucket: sharedBucket,
			key:         fmt.Sprintf("%s2026/object-%05d.bin", teamPrefix(prefix), rng.IntN(100_000)),
			accessPoint: teamName(i), context: teamContext(i, user, secure), expect: expect,
		})
	}
	return list
}

// teamContext has the keys that requests of W1 have.
func teamContext(accessPoint, user int, secure string) []attribute {
	return []attribute{
		{"aws:CurrentTime", []string{"2026-11-20T12:00:00Z"}},
		{"aws:PrincipalAccount", []string{account}},
		{"aws:PrincipalArn", []string{teamUser(user)}},
		{"aws:SecureTransport", []string{secure}},
		{"s3:AccessPointNetworkOrigin", []string{"Internet"}},
		{"s3:DataAccessPointAccount", []string{account}},
		{"s3:DataAccessPointArn", []string{accessPointARN(teamName(accessPoint))}},
	}
}

const tenantsBucket = "amzn-s3-demo-w3"

// makeTenants makes a bucket policy of n statements like those of W3, and 1,024
// requests, each about the statement of one tenant picked uniformly. Half are
// allowed; the others lack the tag.
func makeTenants(n int) *workload {
	w := &workload{name: fmt.Sprintf("%d statements", n)}
	var statements []string
	for i := range n {
		statements = append(statements, fmt.Sprintf(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:role/t%03d"},`+
			`"Action":"s3:GetObject","Resource":"arn:aws:s3:::%s/t%03d/*",`+
			`"Condition":{"StringEquals":{"s3:ExistingObjectTag/team":"t%03d"}}}`, account, i, tenantsBucket, i, i))
	}
	w.bucket = []byte(`{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",\n") + "]}")
	rng := rand.New(rand.NewPCG(3, 3))
	for k := range 1024 {
		i := rng.IntN(n)
		tag, expect := fmt.Sprintf("t%03d", i), "Allow"
		if k%2 == 1 {
			tag, expect = "none", "ImplicitDeny"
		}
		role := fmt.Sprintf("arn:aws:iam::%s:role/t%03d", account, i)
		w.requests = append(w.requests, request{
			principal: role, action: "s3:GetObject", bucket: tenantsBucket,
			key: fmt.Sprintf("t%03d/2026/object-%05d.bin", i, rng.IntN(100_000)), expect: expect,
			context: []attribute{
				{"aws:CurrentTime", []string{"2026-11-20T12:00:00Z"}},
				{"aws:PrincipalAccount", []string{account}},
				{"aws:PrincipalArn", []string{role}},
				{"aws:SecureTransport", []string{"true"}},
				{"s3:ExistingObjectTag/team", []string{tag}},
			},
		})
	}
	return w
}
