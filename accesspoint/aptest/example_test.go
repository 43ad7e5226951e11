package aptest_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing/fstest"

	"github.com/s3ap/s3ap/accesspoint/aptest"
)

func ExampleRead() {
	s, err := aptest.Read(os.DirFS("../../testdata/scenarios"), "workshop.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range s.Cases[2:4] {
		fmt.Printf("%s %s %s: %v\n", c.Name, c.Action, c.Key, c.Decide().Got)
	}
	fmt.Println(s.Cases[3].Decision())
	// Output:
	// step 6, get an own object s3:GetObject jane/report.csv: allow
	// get an object of another user s3:GetObject mateo/report.csv: deny
	// arn:aws:iam::111122223333:user/jane is not authorized to perform s3:GetObject on arn:aws:s3:us-west-2:111122223333:accesspoint/workshop/object/mateo/report.csv because no access point policy and no identity-based policy allows the s3:GetObject action
}

// All that is wrong with a scenario is told at once, and where.
func ExampleErrorList() {
	files := fstest.MapFS{"jane.json": {Data: []byte(`{
  "buckets": [{"name": "finance-data", "acount": "111122223333"}],
  "requests": [{"principal": "anonymous", "action": "s3:GetObject", "bucket": "finance-dta", "key": "a"}]
}`)}}
	_, err := aptest.Read(files, "jane.json")
	list, _ := errors.AsType[aptest.ErrorList](err)
	for _, e := range list {
		fmt.Println(e)
	}
	// Output:
	// jane.json:2:15: /buckets/0: missing member `account`
	// jane.json:2:40: /buckets/0/acount: unknown member `acount`; did you mean `account`?
	// jane.json:3:79: /requests/0/bucket: not listed in the scenario: bucket `finance-dta`; did you mean `finance-data`?
}

// An authorizer of one's own is held to the same expectations as the policies. Here
// it forgets that keys know case.
func ExampleCase_Ask() {
	s, err := aptest.Read(os.DirFS("../../testdata/scenarios"), "mistake-case-of-a-prefix.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range s.Cases[:2] {
		r := c.Ask(func(c *aptest.Case) (bool, error) {
			return strings.HasPrefix(strings.ToLower(c.Key), "jane/"), nil
		})
		fmt.Printf("%s: %v, %q\n", c.Name, r.OK(), r.Wrong)
	}
	// Output:
	// the prefix as it is written: true, ""
	// the prefix in another case: false, "expected deny, got allow from the authorizer"
}

func ExampleUncovered() {
	files := fstest.MapFS{"data.json": {Data: []byte(`{
  "buckets": [{"name": "data", "account": "111122223333", "policy": {"Version": "2012-10-17", "Statement": [
    {"Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"},
    {"Sid": "NoWrite", "Effect": "Deny", "Principal": "*", "Action": "s3:Put*", "Resource": "arn:aws:s3:::data/*"}]}}],
  "requests": [{"principal": "anonymous", "action": "s3:GetObject", "bucket": "data", "key": "a", "expect": "allow"}]
}`)}}
	scenarios, err := aptest.ReadAll(files)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range aptest.Uncovered(scenarios...) {
		fmt.Println(s)
	}
	// Output:
	// data.json:4:5: bucket policy, statement 2 `NoWrite`
}

// A stream has a scenario on each line.
func ExampleStream() {
	const line = `{"buckets": [{"name": "data", "account": "111122223333"}],` +
		` "requests": [{"name": "the owner reads", "principal": "arn:aws:iam::111122223333:root", "action": "s3:GetObject", "bucket": "data", "key": "a"}]}`
	s := aptest.NewStream(strings.NewReader(line+"\n"+line), "-")
	for {
		scenario, err := s.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, c := range scenario.Cases {
			fmt.Println(c.Name, c.Decide().Got)
		}
	}
	// Output:
	// the owner reads allow
	// the owner reads allow
}
