package condition

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWorkedCasesOfNumbers(t *testing.T) {
	checkWorked(t, map[string]worked{
		"as many keys as allowed":          {94, "NumericLessThanEquals s3:max-keys = 10", "s3:max-keys = 10", True},
		"a key too many":                   {94, "NumericLessThanEquals s3:max-keys = 10", "s3:max-keys = 11", False},
		"no number of keys":                {94, "NumericLessThanEquals s3:max-keys = 10", "", False},
		"a decimal is equal to a whole":    {95, "NumericEquals x:y = 1.0", "x:y = 1", True},
		"a version of TLS too old":         {96, "NumericLessThan s3:TlsVersion = 1.2", "s3:TlsVersion = 1.1", True},
		"a version of TLS just new enough": {96, "NumericLessThan s3:TlsVersion = 1.2", "s3:TlsVersion = 1.2", False},
		"no TLS at all":                    {96, "NumericLessThan s3:TlsVersion = 1.2", "", False},
		"an absent number is not equal":    {97, "NumericNotEquals x:y = 5", "", True},
	})
	_, err := NewTest(Language2012, operator(t, "NumericEquals"), "x:y", "abc")
	require.ErrorIs(t, err, ErrNumber, "policy-language.md case 98: a word is no number")
}

func TestWorkedCasesOfDates(t *testing.T) {
	checkWorked(t, map[string]worked{
		"a long-term credential has no issue time":    {99, "DateGreaterThan aws:TokenIssueTime = 2020-01-01T00:00:01Z", "", False},
		"a moment before another":                     {100, "DateLessThan aws:CurrentTime = 2020-06-30T23:59:59Z", "aws:CurrentTime = 2020-06-30T00:00:00Z", True},
		"the same moment in another zone":             {101, "DateEquals x:t = 2020-01-01T01:00:00+01:00", "x:t = 2020-01-01T00:00:00Z", True},
		"a second later in seconds since 1970":        {102, "DateGreaterThan aws:EpochTime = 1577836800", "aws:EpochTime = 1577836801", True},
		"four digits are a year or seconds":           {103, "DateLessThan x:t = 2020", "x:t = 2020-01-01T00:00:00Z", Unknown},
		"four digits are in doubt whatever they meet": {103, "DateLessThan x:t = 2020", "x:t = 1", Unknown},
	})
}

func TestWorkedCasesOfBooleansAndBytes(t *testing.T) {
	const value = "BinaryEquals x:y = QmluYXJ5VmFsdWVJbkJhc2U2NA=="
	checkWorked(t, map[string]worked{
		"a request without TLS":                {104, "Bool aws:SecureTransport = false", "aws:SecureTransport = false", True},
		"a request with TLS":                   {104, "Bool aws:SecureTransport = false", "aws:SecureTransport = true", False},
		"a request of which TLS is not said":   {104, "Bool aws:SecureTransport = false", "", False},
		"false in other letters":               {105, "Bool aws:SecureTransport = False", "aws:SecureTransport = false", True},
		"IfExists lets an absent key pass":     {106, "BoolIfExists aws:SecureTransport = false", "", True},
		"true is true, with quotes or without": {107, "Bool aws:SecureTransport = true", "aws:SecureTransport = true", True},
		"the same bytes":                       {108, value, "x:y = QmluYXJ5VmFsdWVJbkJhc2U2NA==", True},
		"other bytes":                          {108, value, "x:y = ASIAIOSFODNN7EXAMPLE", False},
		"no bytes at all":                      {108, value, "", False},
	})
}

func TestWorkedCasesOfAddresses(t *testing.T) {
	checkWorked(t, map[string]worked{
		"an address of the network":               {109, "IpAddress aws:SourceIp = 203.0.113.0/24", "aws:SourceIp = 203.0.113.1", True},
		"an address of another network":           {109, "IpAddress aws:SourceIp = 203.0.113.0/24", "aws:SourceIp = 198.51.100.1", False},
		"no address, as through an endpoint":      {109, "IpAddress aws:SourceIp = 203.0.113.0/24", "", False},
		"an address of one network of both kinds": {110, "IpAddress aws:SourceIp = 203.0.113.0/24 | 2001:DB8:1234:5678::/64", "aws:SourceIp = 2001:db8:1234:5678::9", True},
		"an address is a network of one":          {111, "IpAddress aws:SourceIp = 203.0.113.7", "aws:SourceIp = 203.0.113.7", True},
		"its neighbour is not in it":              {111, "IpAddress aws:SourceIp = 203.0.113.7", "aws:SourceIp = 203.0.113.8", False},
		"an address outside is not in it":         {112, "NotIpAddress aws:SourceIp = 203.0.113.0/24", "aws:SourceIp = 198.51.100.1", True},
		"no address is in no network":             {113, "NotIpAddress aws:SourceIp = 203.0.113.0/24", "", True},
		"all of IPv4 has no address of IPv6":      {114, "IpAddress aws:SourceIp = 0.0.0.0/0", "aws:SourceIp = 2001:db8::1", False},
		"bits beyond the network's do not count":  {115, "IpAddress aws:SourceIp = 10.1.2.3/8", "aws:SourceIp = 10.200.0.1", True},
	})
}

func TestWorkedCasesOfARNs(t *testing.T) {
	const (
		topic = "ArnEquals aws:SourceArn = arn:aws:sns:us-west-2:123456789012:TOPIC-ID"
		point = "s3:DataAccessPointArn = arn:aws:s3:us-west-2:123456789012:accesspoint/*"
		ap1   = "s3:DataAccessPointArn = arn:aws:s3:us-west-2:123456789012:accesspoint/ap1"
	)
	checkWorked(t, map[string]worked{
		"the same topic":                         {116, topic, "aws:SourceArn = arn:aws:sns:us-west-2:123456789012:TOPIC-ID", True},
		"the topic of another account":           {116, topic, "aws:SourceArn = arn:aws:sns:us-west-2:777788889999:TOPIC-ID", False},
		"no source":                              {116, topic, "", False},
		"wildcards are such to ArnEquals too":    {117, "ArnEquals aws:SourceArn = arn:aws:sns:*:123456789012:*", "aws:SourceArn = arn:aws:sns:us-west-2:123456789012:t", True},
		"any access point of the account":        {118, "ArnLike " + point, ap1, True},
		"the same by StringLike":                 {119, "StringLike " + point, ap1, True},
		"the same by StringEquals is no pattern": {120, "StringEquals " + point, ap1, False},
		"a pattern of five parts is in doubt":    {121, "ArnLike s3:DataAccessPointArn = arn:aws:s3:*:accesspoint/*", ap1, Unknown},
		"a star in the last part takes slashes":  {122, "ArnLike aws:PrincipalArn = arn:aws:iam::123456789012:role/*", "aws:PrincipalArn = arn:aws:iam::123456789012:role/a/b", True},
		"a session's key holds the role":         {123, "ArnLike aws:PrincipalArn = arn:aws:iam::123456789012:role/app", "aws:PrincipalArn = arn:aws:iam::123456789012:role/app", True},
		"root is the root user and no other":     {124, "ArnLike aws:PrincipalArn = arn:aws:iam::123456789012:root", "aws:PrincipalArn = arn:aws:iam::123456789012:user/jane", False},
		"an anonymous caller is not like anyone": {125, "ArnNotLike aws:PrincipalArn = arn:aws:iam::123456789012:role/x", "", True},
	})
}
