package analysis

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
)

// A sample has for some operators values of a policy and values of requests, of which
// many lie beside those of the policy.
type sample struct {
	key                 condition.Key
	operators           []string
	inPolicy, inRequest []string
}

var samples = map[string]sample{
	"text": {"aws:PrincipalTag/t", []string{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"},
		[]string{"a", "A", "k", "ab", "a*", "*b", "a?", "*", "a*b", "?", "", "é", "a:b"},
		[]string{"", "a", "A", "b", "ab", "aB", "AB", "k", "K", "\u212a", "xb", "axb", "é", "É", "a:b", "abc", "\xff", "a\xff"}},
	"ARNs": {"aws:SourceArn", []string{"ArnEquals", "ArnNotLike", "StringLike", "StringEquals"},
		[]string{"arn:aws:s3:::b", "arn:aws:s3:::*", "arn:aws:s?:*:1*:b*", "arn:aws:s3", "*", "arn:*:b", "arn:aws:s3:::b:c*"},
		[]string{"arn:aws:s3:::b", "arn:aws:s3:::b:c", "arn:aws:s3:::", "arn:aws:s3", "arn:aws:sn:x:12:b", "arn:aws:s3:x:2:b", "x", "", "arn:b", "arn:aws:s3:::b:cd", "arn:x:b:::b"}},
	"decimals": {"s3:TlsVersion", []string{"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"},
		[]string{"1", "1.0", "1.2", "1.25", "2", "-3", "+4", "0.1", "10"},
		[]string{"0", "1", "1.1", "1.2", "1.21", "1.25", "1.3", "1.999", "2", "2.5", "3.5", "4", "5", "10", "11", "-3", "-4", "-2.9", "0.05", "0.1"}},
	"whole numbers": {"s3:max-keys", []string{"NumericEquals", "NumericLessThan", "NumericGreaterThanEquals"},
		[]string{"1", "2", "2.5", "10", "11", "-1"}, []string{"0", "1", "2", "3", "9", "10", "11", "12", "-1", "-2"}},
	"times": {"aws:CurrentTime", []string{"DateEquals", "DateLessThan", "DateGreaterThanEquals", "DateNotEquals"},
		[]string{"2020-01-01", "2020-01-01T00:00:01Z", "2020-01-01T01:00:00+01:00", "1577836803", "2021-06-01"},
		[]string{"2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00.25Z", "2020-01-01T00:00:01Z", "2020-01-01T00:00:02Z", "2020-01-01T00:00:03Z", "2020-05-01T00:00:00Z", "2021-06-01T00:00:00Z", "2025-01-01T00:00:00Z"}},
	"addresses": {"aws:SourceIp", []string{"IpAddress", "NotIpAddress"},
		[]string{"10.0.0.0/8", "10.0.0.1", "10.1.0.0/16", "0.0.0.0/0", "255.255.255.255", "2001:db8::/32", "::/0", "2001:db8::1", "::ffff:10.0.0.0/104", "::/16"},
		[]string{"10.0.0.0", "10.0.0.1", "10.0.0.2", "10.1.2.3", "11.0.0.0", "9.255.255.255", "255.255.255.255", "0.0.0.0", "::", "::1", "2001:db8::1", "2001:db8::2", "2001:db9::", "ffff::", "::ffff:10.2.3.4"}},
	"booleans": {"aws:SecureTransport", []string{"Bool", "StringEquals", "StringNotEquals"}, []string{"true", "false"}, []string{"true", "false"}},
	"bytes":    {"ex:Blob", []string{"BinaryEquals"}, []string{"QQ==", "QUJD"}, []string{"QQ==", "QUJD", "QUI="}},
	"several":  {"aws:TagKeys", []string{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike"}, []string{"a", "b", "a*", "?", ""}, []string{"a", "b", "ab", "c", "", "bc"}},
	"a VPC":    {"aws:SourceVpc", []string{"StringEquals", "StringNotLike"}, []string{"vpc-1", "vpc-2*", "vpc-*", "x", "*"}, []string{"vpc-1", "vpc-2", "vpc-21", "vpc-3"}},
}

// Whatever a request has under a key, one of the kinds is alike for all tests.
func TestThereIsAKindForAllThatARequestMayHave(t *testing.T) {
	for name, sample := range samples {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(3, 3))
			for range 300 {
				tests := sample.tests(r)
				s := &space{budget: Budget{}.orDefault(), gaveUp: map[string]string{}, tests: tests}
				c, reason := s.newCoordinate(sample.key.Fold())
				require.Empty(t, reason)
				kinds := map[string]bool{}
				for _, k := range c.kinds {
					kinds[answers(tests, k.attrs...)] = true
				}
				for _, values := range sample.requests() {
					got := answers(tests, condition.Strings(sample.key, values...))
					require.True(t, kinds[got], "nothing is like %q for %s", values, described(tests))
				}
			}
		})
	}
}

func (s sample) tests(r *rand.Rand) (list []*test) {
	for range 1 + r.IntN(3) {
		name := s.operators[r.IntN(len(s.operators))]
		if r.IntN(3) == 0 {
			name = []string{"ForAllValues:", "ForAnyValue:"}[r.IntN(2)] + name
		}
		if r.IntN(4) == 0 {
			name += "IfExists"
		}
		var values []string
		for range 1 + r.IntN(3) {
			values = append(values, s.inPolicy[r.IntN(len(s.inPolicy))])
		}
		op, err := condition.ParseOperator(name)
		if err != nil {
			panic(err)
		}
		made, err := condition.NewTest(condition.Language2012, op, s.key, values...)
		if err != nil {
			panic(err)
		}
		list = append(list, &test{Test: made, language: condition.Language2012, key: s.key.Fold(), family: familyOf(op), values: values})
	}
	return list
}

func (s sample) requests() (list [][]string) {
	list = append(list, nil)
	for _, a := range s.inRequest {
		list = append(list, []string{a})
		if !isMultivalued(s.key.Fold()) {
			continue
		}
		for _, b := range s.inRequest {
			for _, c := range s.inRequest {
				list = append(list, []string{a, b}, []string{a, b, c}, []string{a, b, c, "zz"})
			}
		}
	}
	return list
}

// answers tells how tests come out.
func answers(tests []*test, attrs ...condition.Attr) string {
	var b strings.Builder
	for _, t := range tests {
		fmt.Fprint(&b, t.Holds(condition.NewContext(attrs...)), " ")
	}
	return b.String()
}

func described(tests []*test) string {
	var b strings.Builder
	for _, t := range tests {
		fmt.Fprintf(&b, "%v %q; ", t.Operator(), t.values)
	}
	return b.String()
}
