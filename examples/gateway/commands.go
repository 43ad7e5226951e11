package main

import (
	"fmt"
	"io"
	"strings"
)

// A command is one to try, by one of the workshop's principals.
type command struct {
	who, args string // the principal's name, and what comes after aws
	inVPC     bool
	denied    bool
	what      string
}

const (
	bucket       = "amzn-s3-demo-workshop"
	workshopAP   = "arn:aws:s3:us-west-2:111122223333:accesspoint/workshop"
	workshopName = "workshop-f3h8k2m5p7q9r1s4t6u8v0w2x4y6zusw2a-s3alias"
)

var commands = []command{
	{who: "admin", args: "s3 cp README.md s3://" + bucket + "/jane/report.txt", what: "the administrator stores an object"},
	{who: "jane", args: "s3 cp s3://" + workshopAP + "/jane/report.txt -", what: "Jane reads it through the access point"},
	{who: "jane", args: "s3 ls s3://" + workshopName + "/jane/", what: "she lists her folder by the alias"},
	{who: "jane", args: "s3 ls s3://" + workshopName, denied: true, what: "but not the whole bucket"},
	{who: "jane", args: "s3 cp s3://" + bucket + "/jane/report.txt -", denied: true, what: "the bucket itself lets her read nothing"},
	{who: "mateo", args: "s3 cp s3://" + workshopAP + "/jane/report.txt -", denied: true, what: "nor does the access point let Mateo"},
	{who: "jane", args: "s3 cp s3://" + workshopAP + "-vpc/jane/report.txt -", denied: true, what: "this one takes requests from its VPC alone"},
	{who: "jane", args: "s3 cp s3://" + workshopAP + "-vpc/jane/report.txt -", inVPC: true, what: "through the VPC's endpoint she reads"},
}

// printCommands prints commands to try in another shell.
//
// The hosts of access points do not resolve. Clients leave that to a proxy if they
// have one, and the gateway takes what is sent to a proxy as well.
func printCommands(out io.Writer, c *Config) {
	fmt.Fprintf(out, "Ready. In another shell, with the aws command, in this folder:\n\n")
	fmt.Fprintf(out, "export AWS_DEFAULT_REGION=%s AWS_EC2_METADATA_DISABLED=true\n", c.Region)
	for _, p := range c.Principals {
		fmt.Fprintf(out, "%s() { AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s http_proxy=http://${VIA-%s} aws --endpoint-url http://%s \"$@\"; }\n",
			nameOf(p), p.AccessKeyID, p.SecretAccessKey, c.Listen, c.Domain)
	}
	for _, cmd := range commands {
		via, what := "", cmd.what
		if cmd.inVPC {
			via = "VIA=" + c.VPCEndpoints[0].Listen + " "
		}
		if cmd.denied {
			what = "denied: " + what
		}
		fmt.Fprintf(out, "\n# %s\n%s%s %s\n", what, via, cmd.who, cmd.args)
	}
	fmt.Fprintln(out)
}

// nameOf returns the last part of the ARN of a principal.
func nameOf(p PrincipalConfig) string { return p.ARN[strings.LastIndexByte(p.ARN, '/')+1:] }
