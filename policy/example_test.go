package policy_test

import (
	"fmt"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

func ExampleParse() {
	_, err := policy.Parse(policy.Bucket, []byte(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Efect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::123456789012:user/*"},
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*"
    }
  ]
}`))
	list, _ := err.(policy.ErrorList)
	for _, e := range list {
		fmt.Printf("bucket.json:%v\n", e)
	}
	// Output:
	// bucket.json:4:5: /Statement/0: missing element `Effect`
	// bucket.json:5:7: /Statement/0/Efect: unknown element `Efect`; did you mean `Effect`?
	// bucket.json:6:28: /Statement/0/Principal/AWS: cannot be a principal: `arn:aws:iam::123456789012:user/*`; a wildcard may only stand alone, as `*`; to mean many, use a condition on aws:PrincipalArn
}

// reports lets Jane read and keeps everybody from what is not encrypted on its
// way.
const reports = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "JaneReads",
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::123456789012:user/Jane"},
      "Action": "s3:Get*",
      "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/reports/*"
    },
    {
      "Sid": "TLSOnly",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*",
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    }
  ]
}`

func ExampleCompile() {
	p, err := policy.Compile(policy.Bucket, []byte(reports))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Kind(), "with", len(p.Document().Statements), "statements")
	// Output:
	// bucket policy with 2 statements
}

func ExamplePolicy_Evaluate() {
	p := policy.MustCompile(policy.Bucket, reports)
	bucket := arn.MustParseBucket("arn:aws:s3:::amzn-s3-demo-bucket")
	for _, encrypted := range []bool{true, false} {
		got := p.Evaluate(policy.Request{
			Principal: policy.MustParsePrincipal("arn:aws:iam::123456789012:user/Jane"),
			Action:    "s3:GetObject",
			Resource:  bucket.Object("reports/2026.csv"),
			Context:   condition.NewContext(condition.Bool(condition.SecureTransport, encrypted)),
		})
		fmt.Printf("%v by %v\n", got.Outcome, got.Statement)
	}
	// Output:
	// allowed by statement 1 `JaneReads`
	// explicit deny by statement 2 `TLSOnly`
}

func ExamplePolicy_Explain() {
	p := policy.MustCompile(policy.Bucket, reports)
	traces := p.Explain(policy.Request{
		Principal: policy.MustParsePrincipal("arn:aws:iam::123456789012:user/Jane"),
		Action:    "s3:GetObject",
		Resource:  arn.MustParse("arn:aws:s3:::amzn-s3-demo-bucket/Reports/2026.csv"),
	})
	for _, trace := range traces {
		fmt.Printf("%v at %v: %s\n", trace.Statement, trace.Statement.At, trace.Cause)
	}
	// Output:
	// statement 1 `JaneReads` at 4:5: Resource ends in `reports/*` and the key is `Reports/2026.csv`: case differs
	// statement 2 `TLSOnly` at 11:5: Condition Bool aws:SecureTransport `false`: the request does not have the key
}

// A document is there to be edited and printed. It is checked when compiled.
func ExampleDocument() {
	doc, err := policy.Parse(policy.Bucket, []byte(reports))
	if err != nil {
		fmt.Println(err)
		return
	}
	doc.Statements = doc.Statements[:1]
	s := &doc.Statements[0]
	s.Principal = policy.Principals{AWS: policy.Texts("123456789012")}
	s.Condition = []policy.Condition{{
		Operator: policy.Text{Value: "StringEquals"},
		Key:      policy.Text{Value: "aws:SourceVpc"},
		Values:   policy.Texts("vpc-1a2b3c4d"),
	}}
	if _, err := doc.Compile(); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(doc)
	// Output:
	// {
	//   "Version": "2012-10-17",
	//   "Statement": [
	//     {
	//       "Sid": "JaneReads",
	//       "Effect": "Allow",
	//       "Principal": {
	//         "AWS": "123456789012"
	//       },
	//       "Action": "s3:Get*",
	//       "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/reports/*",
	//       "Condition": {
	//         "StringEquals": {
	//           "aws:SourceVpc": "vpc-1a2b3c4d"
	//         }
	//       }
	//     }
	//   ]
	// }
}

func ExampleParsePrincipal() {
	for _, name := range []string{
		"arn:aws:iam::123456789012:user/team/Jane",
		"arn:aws:sts::123456789012:assumed-role/Reader/session",
		"logging.s3.amazonaws.com",
		"anonymous",
		"arn:aws:iam::123456789012:group/readers",
	} {
		p, err := policy.ParsePrincipal(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s %q\n", p.Type(), p.Name())
	}
	// Output:
	// User "Jane"
	// AssumedRole "Reader"
	// Service "logging.s3.amazonaws.com"
	// Anonymous ""
	// principal `arn:aws:iam::123456789012:group/readers` must be the ARN of a user, role, assumed-role session, federated user or account root, a service such as logging.s3.amazonaws.com, or `anonymous`
}

// The ARN of a session does not have its role's path, which policies do.
func ExampleAssumedRole() {
	p, err := policy.AssumedRole("arn:aws:iam::123456789012:role/app/Reader", "session")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p)
	fmt.Println(p.ARN())
	// Output:
	// arn:aws:sts::123456789012:assumed-role/Reader/session
	// arn:aws:iam::123456789012:role/app/Reader
}
