package find

import (
	"slices"
	"strings"
)

// standIn returns a value of the right form for one of which only a name is known:
// of the parameter, resource or attribute that it is, and of the member of a policy
// that it is given to.
func standIn(name, key string) string {
	what := strings.ToLower(name)
	key = strings.ToLower(key[strings.IndexByte(key, ':')+1:])
	switch name {
	case "AWS::AccountId":
		return ownAccount
	case "AWS::Region":
		return ownRegion
	}
	for _, row := range [...]struct {
		keys  string   // the member is one of these words
		names []string // or the name has one of these in it
		value string
	}{
		{"accountid sourceaccount principalaccount resourceaccount dataaccesspointaccount", nil, otherAccount},
		{"principalorgid resourceorgid sourceorgid", []string{"orgid", "organizationid"}, "o-exampleorg0"},
		{"principalorgpaths resourceorgpaths sourceorgpaths", nil, "o-exampleorg0/r-ab12/ou-ab12-example0/"},
		{"sourcevpce", []string{"vpce", "vpcendpoint"}, "vpce-0123456789abcdef0"},
		{"sourcevpc", []string{"vpc"}, "vpc-0123456789abcdef0"},
		{"sourceip vpcsourceip", []string{"cidr", "iprange", "ipaddress"}, "203.0.113.0/24"},
		{"canonicaluser", []string{"canonicaluser"}, strings.Repeat("0123456789abcdef", 4)},
		{"service", nil, "example.amazonaws.com"},
		{"federated", nil, "cognito-identity.amazonaws.com"},
		{"dataaccesspointarn", []string{"accesspointarn"}, "arn:aws:s3:" + ownRegion + ":" + otherAccount + ":accesspoint/example"},
		{"", []string{"bucketarn"}, "arn:aws:s3:::example-bucket"},
		{"", []string{"userarn"}, "arn:aws:iam::" + otherAccount + ":user/example"},
		{"sourcearn", nil, "arn:aws:cloudfront::" + otherAccount + ":distribution/EXAMPLE"},
		{"principalarn", []string{"arn"}, "arn:aws:iam::" + otherAccount + ":role/example"},
		{"aws", []string{"account"}, otherAccount},
		{"", []string{"region"}, ownRegion},
		{"resource notresource", nil, "arn:aws:s3:::example-bucket"},
		{"action notaction", nil, "s3:GetObject"},
		{"effect", nil, "Allow"},
	} {
		if key != "" && slices.Contains(strings.Fields(row.keys), key) || hasAny(what, row.names) {
			return row.value
		}
	}
	return nameLike(name)
}

func hasAny(s string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// fitted returns what stands for an open value after the beginning of a text: an ARN
// has a form of its own for each of its parts.
func (n *Node) fitted(before string) *Node {
	text := n.Text
	colons := strings.Count(before, ":")
	if !strings.HasPrefix(before, "arn:") || !strings.HasSuffix(before, ":") {
		colons = 0
	}
	switch {
	case colons == 1 && !strings.HasPrefix(text, "aws"):
		text = "aws"
	case colons == 3 && strings.Count(text, "-") != 2:
		text = ownRegion
	case colons == 4 && !isAccount(text):
		text = otherAccount
	case before != "" && colons != 1 && colons != 3 && colons != 4 && strings.ContainsAny(text, ":/"):
		text = nameLike(n.open)
	}
	fitted := *n
	fitted.Text, fitted.Marks = text, nil
	fitted.holes = []hole{{0, len(text), n.holes[0].why, n.holes[0].name}}
	return &fitted
}

func isAccount(s string) bool {
	return len(s) == len(otherAccount) && strings.Trim(s, "0123456789") == ""
}
