package accesspoint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
	"github.com/stretchr/testify/require"
)

// The accounts of the decision tables: B owns the bucket, P an access point of
// another account, C is a third.
const (
	accountB = "111111111111"
	accountP = "222222222222"
	accountC = "333333333333"

	bucketARN = "arn:aws:s3:::doc-bucket"
	vpcID     = "vpc-1a2b3c"
)

func apARN(account string) string { return "arn:aws:s3:us-west-2:" + account + ":accesspoint/ap" + "1" }

func userARN(account string) string { return "arn:aws:iam::" + account + ":user/jane" }
func roleARN(account string) string { return "arn:aws:iam::" + account + ":role/team/app" }
func rootARN(account string) string { return "arn:aws:iam::" + account + ":root" }

func user(account string) policy.Principal { return policy.MustParsePrincipal(userARN(account)) }
func root(account string) policy.Principal { return policy.MustParsePrincipal(rootARN(account)) }

func session(t testing.TB, account string) policy.Principal {
	p, err := policy.AssumedRole(roleARN(account), "alice")
	require.NoError(t, err)
	return p
}

// statements makes the text of a policy.
func statements(list ...string) string {
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(list, ",") + `]}`
}

// onBucket is a statement of a bucket policy about the bucket and its objects.
func onBucket(effect, principal, action, condition string) string {
	return statement(effect, principal, action, bucketARN, bucketARN+"/*", condition)
}

// onAP is a statement of the policy of an account's access point.
func onAP(account, effect, principal, action string) string {
	return statement(effect, principal, action, apARN(account), apARN(account)+"/object/*", "")
}

func statement(effect, principal, action, container, objects, condition string) string {
	if condition != "" {
		condition = `,"Condition":` + condition
	}
	if principal != "" {
		principal = fmt.Sprintf(`"Principal":%s,`, principal)
	}
	return fmt.Sprintf(`{"Effect":%q,%s"Action":%q,"Resource":[%q,%q]%s}`, effect, principal, action, container, objects, condition)
}

// aws is a Principal element of one AWS entry.
func aws(entry string) string { return fmt.Sprintf(`{"AWS":%q}`, entry) }

// service is a Principal element of one AWS service.
const service = `{"Service":"cloudtrail.amazonaws.com"}`

// delegation is the statement by which a bucket leaves access to the access
// points of an account.
func delegation(account, action string) string {
	return onBucket("Allow", `"*"`, action, fmt.Sprintf(`{"StringEquals":{"s3:DataAccessPointAccount":%q}}`, account))
}

// identity is a statement of an identity-based policy, boundary or session
// policy about all objects and the container.
func identity(action, container string) string {
	objects := container + "/*"
	if strings.Contains(container, ":accesspoint/") {
		objects = container + "/object/*"
	}
	return statement("Allow", "", action, container, objects, "")
}

func compile(t testing.TB, k policy.Kind, list ...string) *policy.Policy {
	t.Helper()
	if len(list) == 0 {
		return nil
	}
	p, err := policy.Compile(k, []byte(statements(list...)))
	require.NoError(t, err)
	return p
}

func vpcContext(id string) condition.Context {
	return condition.NewContext(condition.String(condition.SourceVPC, id))
}

// sample is a request that is allowed by samplePolicies.
func sample() Request {
	return Request{
		Principal: user(accountB), Action: "s3:GetObject", Key: "jane/a.txt",
		AccessPoint: arn.MustParseAccessPoint(apARN(accountB)),
		Bucket:      arn.MustParseBucket(bucketARN), BucketAccount: accountB,
	}
}

func samplePolicies(t testing.TB) (bucket, ap *policy.Policy) {
	return compile(t, policy.Bucket, delegation(accountB, "*")),
		compile(t, policy.AccessPoint, onAP(accountB, "Allow", aws(userARN(accountB)), "s3:GetObject"))
}
