package slow

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// A pool is a condition key with values of its type. Some occur only in a
// policy, some only in a request, since a policy with them is refused.
type pool struct {
	key, family                     string
	values, policyOnly, requestOnly []string
}

var (
	instants = []string{
		"2020-01-01", "2020-01", "2020", "2020-01-01T00:00Z", "2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00",
		"2020-01-01T00:00:00.5Z", "2020-01-01T00:00:00.50Z", "1577836800", "1577836801", "01577836800",
		"2020-01-01T00:00:00", "2020-02-30", "2020-01-01T00:00:00,5Z", "-1", "1577836800.5", "x", "",
		"99999999999999999999", "2019-12-31T23:30:00-00:30", "2020-01-01T00:00:00.0000000001Z",
	}
	arns = []string{
		"arn:aws:iam::111111111111:role/app", "arn:aws:iam::111111111111:role/team/app", "arn:aws:s3:::led",
		"arn:aws:s3:::led/a:b", "arn:aws:sns:us-west-2:111111111111:t", "arn:aws:s3", "*", "",
	}
	pools = []pool{
		{"aws:username", "string", []string{"ann", "an", "Ann", "a*n", "a", "led", "é", "日"}, []string{"\uFFFD"}, []string{"\xff", "*", "a?"}},
		{"aws:PrincipalTag/team", "string", []string{"red", "Red", "re", "r*d", "*", "k", "\u212a"}, nil, []string{"${aws:username}", "a/b"}},
		{"s3:prefix", "string", []string{"", "a/", "a/b", "ann/", "A/", "ſ", "s"}, nil, []string{"*"}},
		{"aws:TagKeys", "string", []string{"red", "re", "ann", "RED"}, nil, nil},
		{"aws:PrincipalServiceName", "string", services, nil, nil},
		{"s3:max-keys", "numeric", []string{"10", "10.0", "1", "-1", "+10", "010", "0.1", "9007199254740993", "9007199254740992"}, []string{"1e1", "1E+1", "100e-1"}, []string{"abc", "1e1", ".5", " 10", "0x10", "1_0"}},
		{"aws:CurrentTime", "date", instants, nil, nil},
		{"aws:EpochTime", "date", instants, nil, nil},
		{"aws:SecureTransport", "bool", []string{"true", "false", "True", "FALSE"}, nil, []string{"x", "1"}},
		{"aws:PrincipalIsAWSService", "bool", []string{"true", "false"}, nil, nil},
		{"ex:Blob", "binary", []string{"QQ==", "QUI=", "QUJD"}, nil, []string{"QQ=", "A", "!!!!"}},
		{"aws:SourceIp", "ip", []string{"10.0.0.1", "10.0.0.2", "::ffff:10.0.0.1", "2001:db8::1", "2001:DB8:0::1", "::1"}, []string{"10.0.0.0/24", "10.0.0.1/31", "10.9.9.9/8", "0.0.0.0/0", "::/0", "2001:db8::/64", "2001:db8::/127", "::ffff:10.0.0.0/120", "::ffff:10.0.0.0/64"}, []string{"10.0.0.01", "fe80::1%eth0", "10.0.0.0/24", "x"}},
		{"aws:SourceArn", "arn", arns, nil, []string{"x"}},
		{"aws:PrincipalArn", "arn", arns, nil, nil},
	}
	// Operators are the names of all condition operators, without prefix and suffix.
	Operators = strings.Fields(`
		StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike StringNotLike
		NumericEquals NumericNotEquals NumericLessThan NumericLessThanEquals NumericGreaterThan NumericGreaterThanEquals
		DateEquals DateNotEquals DateLessThan DateLessThanEquals DateGreaterThan DateGreaterThanEquals
		Bool BinaryEquals IpAddress NotIpAddress ArnEquals ArnLike ArnNotEquals ArnNotLike Null`)
)

// family returns the type that an operator compares, as pools call it.
func family(operator string) string {
	name := strings.Replace(OperatorOf(operator).base, "ipaddress", "ip", 1)
	for _, p := range pools {
		if strings.HasPrefix(name, p.family) {
			return p.family
		}
	}
	return ""
}

func (g Generator) operator() string {
	name := pick(g, Operators...)
	if name == "Null" {
		return name
	}
	if g.percent(20) {
		name += "IfExists"
	}
	if g.percent(30) {
		name = pick(g, "ForAllValues:", "ForAnyValue:") + name
	}
	return name
}

// condition compares a key with values of its operator's type, which are often
// those that the request has, or nearly so.
func (g Generator) condition(doc *policy.Document, req Request) policy.Condition {
	operator := g.operator()
	own := slices.DeleteFunc(slices.Clone(pools), func(p pool) bool { return p.family != family(operator) })
	values := pick(g, pools...)
	if len(own) > 0 {
		values = pick(g, own...)
	}
	key := values.key
	if g.percent(8) {
		key = pick(g, pools...).key
	}
	c := policy.Condition{Operator: policy.Text{Value: g.recase(operator)}, Key: policy.Text{Value: g.recase(key)}}
	for range 1 + g.IntN(3) {
		c.Values = append(c.Values, policy.Text{Value: g.value(values, operator, req, doc)})
	}
	return c
}

func (g Generator) value(p pool, operator string, req Request, doc *policy.Document) string {
	value := pick(g, append(p.policyOnly, p.values...)...)
	if has := req.Known[p.key]; len(has) > 0 && g.percent(40) && (p.family == "string" || slices.Contains(p.values, has[0])) {
		value = has[0]
	}
	switch op := OperatorOf(operator); {
	case op.base == "null":
		return pick(g, "true", "false", "True")
	case op.base == "stringlike":
		return g.vary(g.blur(value), req, doc)
	case p.family == "string":
		return g.vary(value, req, doc)
	case p.family == "arn":
		return g.vary(g.blurARN(value), req, doc)
	case p.family == "bool" && g.percent(5) && is2012(doc.Version.Value):
		return "${aws:SecureTransport}"
	}
	return value
}

// blurARN puts wildcards into some parts.
func (g Generator) blurARN(text string) string {
	parts := strings.SplitN(text, ":", 6)
	for i := range parts {
		if g.percent(15) {
			parts[i] = g.blur(parts[i])
		}
	}
	return strings.Join(parts, ":")
}
