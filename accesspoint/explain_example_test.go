package accesspoint_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
)

// The key is written in other letters than the policy has it. What would let the
// request pass comes with the policy as it would be.
func ExampleRemedies() {
	req, bucketPolicy, apPolicy := fixture()
	req.Key = "Jane/pay.csv"
	list := accesspoint.Remedies(req, bucketPolicy, apPolicy, accesspoint.Internet())
	for _, r := range list {
		fmt.Println("-", r)
	}
	fmt.Println(list[0].Changes[0].Policy)
	// Output:
	// - add a statement to the access point policy that allows arn:aws:iam::111122223333:user/jane s3:GetObject on arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/Jane/pay.csv
	// - attach an identity-based policy that allows arn:aws:iam::111122223333:user/jane s3:GetObject on arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/Jane/pay.csv
	// - add arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/Jane/pay.csv to Resource in statement 1 `Read` of the access point policy
	// {
	//   "Version": "2012-10-17",
	//   "Statement": [
	//     {
	//       "Sid": "Read",
	//       "Effect": "Allow",
	//       "Principal": {
	//         "AWS": "arn:aws:iam::111122223333:user/jane"
	//       },
	//       "Action": "s3:GetObject",
	//       "Resource": "arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/jane/*"
	//     },
	//     {
	//       "Effect": "Allow",
	//       "Principal": {
	//         "AWS": "arn:aws:iam::111122223333:user/jane"
	//       },
	//       "Action": "s3:GetObject",
	//       "Resource": "arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/Jane/pay.csv"
	//     }
	//   ]
	// }
}

// A chart for a comment on GitHub goes in a block that is marked mermaid.
func ExampleExplanation_Mermaid() {
	req, bucketPolicy, apPolicy := fixture()
	chart := accesspoint.Explain(req, bucketPolicy, apPolicy, accesspoint.Internet()).Mermaid()
	before, _, _ := strings.Cut(chart, "classDef")
	fmt.Print(before)
	// Output:
	// flowchart TD
	// n1["arn#58;aws#58;iam#58;#58;111122223333#58;user/jane<br/>asks for s3#58;GetObject"]
	// n2["operation<br/>access points offer s3#58;GetObject"]
	// n1 --> n2
	// n3["network origin<br/>Internet, from anywhere"]
	// n2 --> n3
	// n4["access point leg<br/>#8230;accesspoint/finance/object/jane/pay.csv<br/>of 111122223333<br/>allowed"]
	// n3 --> n4
	// n5["access point policy<br/>allowed by statement 1 #96;Read#96;"]
	// n4 --> n5
	// n6["bucket leg<br/>#8230;finance-data/jane/pay.csv<br/>of 111122223333<br/>allowed"]
	// n3 --> n6
	// n7["bucket policy<br/>allowed by statement 1 #96;Delegate#96;"]
	// n6 --> n7
	// n8{{"ALLOW<br/>access point policy statement 1 #96;Read#96; allows it and bucket policy statement 1 #96;Delegate#96; allows it"}}
	// n5 --> n8
	// n7 --> n8
}

func ExampleExplanation_MarshalJSON() {
	req, bucketPolicy, apPolicy := fixture()
	req.Key = ""
	text, err := json.MarshalIndent(accesspoint.Explain(req, bucketPolicy, apPolicy, accesspoint.Internet()), "", "  ")
	fmt.Println(string(text), err)
	// Output:
	// {
	//   "allowed": false,
	//   "outcome": "implicit-deny",
	//   "sentence": "denied: the action is on an object, and the request has no key",
	//   "reason": "the action is on an object, and the request has no key",
	//   "fault": "the action is on an object, and the request has no key",
	//   "principal": "arn:aws:iam::111122223333:user/jane",
	//   "action": "s3:GetObject",
	//   "by": "request",
	//   "inDoubt": false,
	//   "blocked": [
	//     "request"
	//   ],
	//   "allowedBy": [],
	//   "rules": [],
	//   "legs": [],
	//   "remedies": []
	// } <nil>
}
