package accesspoint

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// explained are explanations of all sorts, by the names of their golden files.
func explained(t *testing.T) map[string]Explanation {
	bucket, ap := samplePolicies(t)
	return map[string]Explanation{
		"allowed":           Explain(sample(), bucket, ap, Internet()),
		"implicit-deny":     Explain(asking("s3:PutObject", "jane/a.txt"), bucket, ap, Internet()),
		"no-policies":       Explain(sample(), nil, nil, Internet()),
		"network-origin":    Explain(sample(), bucket, ap, VPC(vpcID)),
		"case-differs":      Explain(asking("s3:GetObject", "jane/a.txt"), bucket, compile(t, policy.AccessPoint, writesHerFolder, readsItInOtherLetters), Internet()),
		"account-delegates": Explain(sample(), bucket, compile(t, policy.AccessPoint, onAP(accountB, "Allow", aws(rootARN(accountB)), "s3:*")), Internet()),
		"explicit-deny":     Explain(insecure(), compile(t, policy.Bucket, delegation(accountB, "*"), onlyTLS), ap, Internet()),
		"deny-in-doubt":     Explain(unrecorded(), compile(t, policy.Bucket, delegation(accountB, "*"), onlyTLS), ap, Internet()),
		"operation":         Explain(asking("s3:PutBucketPolicy", ""), bucket, ap, Internet()),
		"direct":            ExplainDirect(direct(), bucket),
		"fault":             Explain(asking("s3:GetObject", ""), bucket, ap, Internet()),
		"foreign-caller":    Explain(foreign(), bucket, ap, Internet()),
		"hostile":           Explain(asking("s3:GetObject", hostileKey), bucket, compile(t, policy.AccessPoint, hostileStatement), Internet()),
		"many-statements":   Explain(asking("s3:DeleteObject", "jane/a.txt"), bucket, compile(t, policy.AccessPoint, manyStatements()...), Internet()),
		"organization":      organization(t).Explain(Question{Action: "s3:GetObject", Key: "jane/a.txt"}),
		"public":            publicBucket(t).Explain(Question{Action: "s3:GetObject", Key: "jane/a.txt"}),
		"locked-out-root":   lockedOut(t).Explain(Question{Action: "s3:PutBucketPolicy"}),
		"copy":              copier(t, "us-west-2").Explain(copying(t, "us-west-2")),
		"copy-far":          copier(t, "us-west-2").Explain(copying(t, "eu-west-1")),
	}
}

const (
	writesHerFolder       = `{"Sid":"WriteOwnPrefix","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:user/jane"},"Action":"s3:PutObject","Resource":"arn:aws:s3:us-west-2:111111111111:accesspoint/ap1/object/jane/*"}`
	readsItInOtherLetters = `{"Sid":"ReadOwnPrefix","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:user/jane"},"Action":"s3:GetObject","Resource":"arn:aws:s3:us-west-2:111111111111:accesspoint/ap1/object/Jane/*"}`
	onlyTLS               = `{"Sid":"OnlyTLS","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::doc-bucket/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}`

	// Whatever breaks out of a line, a label or a terminal.
	hostileKey       = "style:x\"]-->n1[\"`%%{init: {}}%%`;\n\x1b[31m<b>&amp;#quot; end \\n $$x$$ fa:fa-ban ﬂ°°34¶ß _a_ *b* ${aws:username} |x|"
	hostileStatement = `{"Sid":"\"] click n1 href \"javascript:alert(1)\" \n%%{init}%%","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:us-west-2:111111111111:accesspoint/ap1/object/\"];\u001b[0m"}`
)

func asking(action, key string) Request {
	req := sample()
	req.Action, req.Key = action, key
	return req
}

func insecure() Request {
	req := sample()
	req.Context = condition.NewContext(condition.Bool(condition.SecureTransport, false))
	return req
}

func unrecorded() Request {
	req := sample()
	req.Context = condition.NewContext(condition.Unrecorded(condition.SecureTransport))
	return req
}

func direct() Request {
	req := sample()
	req.AccessPoint = arn.AccessPoint{}
	return req
}

func foreign() Request {
	req := sample()
	req.Principal = user(accountC)
	return req
}

func manyStatements() []string {
	var list []string
	for _, action := range []string{"s3:GetObject", "s3:PutObject", "s3:GetObjectAcl", "s3:PutObjectAcl", "s3:GetObjectTagging", "s3:PutObjectTagging", "s3:GetObjectVersion", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"} {
		list = append(list, onAP(accountB, "Allow", aws(userARN(accountC)), action))
	}
	list = append(list, onAP(accountB, "Allow", aws(userARN(accountB)), "s3:GetObject"), onAP(accountB, "Deny", aws(userARN(accountP)), "s3:*"))
	return list
}

// openSetting is a setting with the sample policies, in which nothing is blocked.
func openSetting(t *testing.T, p policy.Principal) Setting {
	bucket, ap := samplePolicies(t)
	return Setting{
		Bucket:      BucketSetting{Bucket: arn.MustParseBucket(bucketARN), Account: accountB, Policy: bucket, BlockPublicAccess: &BlockPublicAccess{}},
		AccessPoint: AccessPointSetting{AccessPoint: arn.MustParseAccessPoint(apARN(accountB)), Origin: Internet(), Policy: ap, BlockPublicAccess: &BlockPublicAccess{}},
		Caller:      CallerSetting{Principal: p},
	}
}

func ready(t *testing.T, s Setting) *Evaluator {
	e, err := NewEvaluator(s)
	require.NoError(t, err)
	return e
}

// organization has a policy of every kind, and a level that does not allow.
func organization(t *testing.T) *Evaluator {
	s := openSetting(t, session(t, accountB))
	s.AccessPoint.Policy = compile(t, policy.AccessPoint, onAP(accountB, "Allow", aws(roleARN(accountB)), "s3:*"))
	s.Caller.Identity = []*policy.Policy{compile(t, policy.Identity, idBucket...)}
	s.Caller.Boundary = compile(t, policy.Boundary, idBoth...)
	s.Caller.Session = []*policy.Policy{compile(t, policy.Session, idBoth...)}
	s.Endpoint = EndpointSetting{ID: "vpce-1a2b3c", VPC: vpcID, Policy: compile(t, policy.VPCEndpoint, `{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}`)}
	everything := compile(t, policy.ServiceControl, `{"Sid":"FullAWSAccess","Effect":"Allow","Action":"*","Resource":"*"}`)
	noS3 := compile(t, policy.ServiceControl, `{"Sid":"NoStorage","Effect":"Allow","Action":"ec2:*","Resource":"*"}`)
	rcp := compile(t, policy.ResourceControl, `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}`)
	s.Accounts = []Account{{ID: accountB, ServiceControl: [][]*policy.Policy{{everything}, {noS3}}, ResourceControl: [][]*policy.Policy{{rcp}}}}
	return ready(t, s)
}

// publicBucket keeps a foreign caller out, whom all policies let in.
func publicBucket(t *testing.T) *Evaluator {
	s := openSetting(t, user(accountC))
	s.Bucket.Policy = compile(t, policy.Bucket, `{"Sid":"Everybody","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/*"}`)
	s.Bucket.BlockPublicAccess = nil
	s.AccessPoint.Policy = compile(t, policy.AccessPoint, onAP(accountB, "Allow", aws(userARN(accountC)), "s3:*"))
	s.Caller.Identity = []*policy.Policy{compile(t, policy.Identity, idBoth...)}
	return ready(t, s)
}

// lockedOut is the root user of a bucket whose policy denies everybody.
func lockedOut(t *testing.T) *Evaluator {
	s := openSetting(t, root(accountB))
	s.AccessPoint = AccessPointSetting{}
	s.Bucket.Policy = compile(t, policy.Bucket, onBucket("Deny", `"*"`, "s3:*", ""))
	return ready(t, s)
}

// copier may write through the access point.
func copier(t *testing.T, region string) *Evaluator {
	s := openSetting(t, user(accountB))
	s.Bucket.Region = region
	s.AccessPoint.Policy = compile(t, policy.AccessPoint, onAP(accountB, "Allow", aws(userARN(accountB)), "s3:PutObject"))
	return ready(t, s)
}

// copying reads from a bucket that grants nothing.
func copying(t *testing.T, region string) Question {
	source := ready(t, Setting{
		Bucket: BucketSetting{Bucket: arn.MustParseBucket("arn:aws:s3:::source-bucket"), Account: accountB, Region: region},
		Caller: CallerSetting{Principal: user(accountB)},
	})
	return Question{
		Action: "s3:PutObject", Key: "jane/copy.txt",
		Source: &Source{Evaluator: source, Name: "source-bucket", Key: "jane/a.txt"},
	}
}
