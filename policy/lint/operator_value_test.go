package lint

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestBooleansHaveOneValue(t *testing.T) {
	runConditionCases(t, "bool-both-values", map[string]conditionCase{
		"in any case, with or without quotes": {with(allow, `"Bool":{"aws:SecureTransport":["TRUE",false]}`), []string{`error false`}},
		"the same twice is one":               {with(allow, `"Bool":{"aws:SecureTransport":["true","true"]}`), nil},
		"it is told once":                     {with(allow, `"Bool":{"aws:SecureTransport":["true","false","true","false"]}`), []string{`error "false"`}},
		"Null asks nothing either":            {with(allow, `"Null":{"aws:SourceVpce":["false","true"]}`), []string{`error "true"`}},
		"text is text":                        {with(allow, `"StringEquals":{"aws:PrincipalTag/x":["false","true"]}`), nil},
		"two operators are two questions":     {with(allow, `"Bool":{"aws:SecureTransport":"true"},"BoolIfExists":{"aws:SecureTransport":"false"}`), nil},
	})
}

func TestDatesAreWrittenSo(t *testing.T) {
	dated := func(values string) string { return with(allow, `"DateLessThan":{"aws:CurrentTime":`+values+`}`) }
	runConditionCases(t, "date-value", map[string]conditionCase{
		"an instant":                        {dated(`"2027-07-01T00:00:00Z"`), nil},
		"a fraction of a second":            {dated(`"2027-07-01T00:00:00.125+02:00"`), nil},
		"a day":                             {dated(`"2027-07-01"`), nil},
		"a month":                           {dated(`"2027-07"`), nil},
		"a day that is none":                {dated(`["2027-07-01","2027-02-30"]`), []string{`error "2027-02-30"`}},
		"a blank for the T":                 {dated(`"2027-07-01 00:00:00Z"`), []string{`error "2027-07-01 00:00:00Z"`}},
		"no zone":                           {dated(`"2027-07-01T00:00:00"`), []string{`warning "2027-07-01T00:00:00"`}},
		"a year could be seconds":           {dated(`"2027"`), []string{`warning "2027"`}},
		"seconds are hard to read":          {dated(`"1900000000"`), []string{`warning "1900000000"`}},
		"also without quotes":               {dated(`1900000000`), []string{`warning 1900000000`}},
		"milliseconds are no seconds":       {dated(`"1900000000000"`), []string{`warning "1900000000000"`}},
		"nor is this":                       {dated(`"19000000000000000000000"`), []string{`warning "19000000000000000000000"`}},
		"the key of seconds has them":       {with(allow, `"DateLessThan":{"aws:EpochTime":"1900000000"}`), nil},
		"but no milliseconds":               {with(allow, `"DateLessThan":{"aws:epochtime":"1900000000000"}`), []string{`warning "1900000000000"`}},
		"every key that is asked so":        {with(allow, `"DateEquals":{"aws:PrincipalTag/until":"tomorrow"}`), []string{`error "tomorrow"`}},
		"a variable is no date":             {dated(`"${aws:TokenIssueTime}"`), []string{`error "${aws:TokenIssueTime}"`}},
		"nothing is none":                   {dated(`""`), []string{`error ""`}},
		"a Deny that never fires is no use": {with(deny, `"DateGreaterThan":{"aws:CurrentTime":"31/12/2027"}`), []string{`error "31/12/2027"`}},
		"text is not looked at":             {with(allow, `"StringEquals":{"aws:PrincipalTag/until":"tomorrow"}`), nil},
	})
}

// A date in digits, written out, is the same date.
func TestSecondsAreWrittenOut(t *testing.T) {
	for value, want := range map[string]string{`"1900000000"`: `"2030-03-17T17:46:40Z"`, `1900000000`: `"2030-03-17T17:46:40Z"`, `"1900000000000"`: `"2030-03-17T17:46:40Z"`, `"0"`: `"1970-01-01T00:00:00Z"`} {
		src := func(v string) string {
			return `{"Version":"2012-10-17","Statement":` + with(allow, `"DateLessThan":{"aws:CurrentTime":`+v+`}`) + `}`
		}
		report := Check(Policies{Bucket: []byte(src(value))}, Context{})
		found := of("date-value", report.Findings)
		if len(found) != 1 {
			t.Fatalf("%s: %v", value, report.Findings)
		}
		if diff := cmp.Diff(src(want), Apply(src(value), found[0].Fix)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", value, diff)
		}
	}
}

func TestNetworksHaveNoBitsBeyondTheMask(t *testing.T) {
	runConditionCases(t, "ip-host-bits", map[string]conditionCase{
		"an address is a network of one": {with(allow, `"IpAddress":{"aws:SourceIp":["203.0.113.77","203.0.113.77/32"]}`), nil},
		"IPv6":                           {with(allow, `"NotIpAddress":{"aws:SourceIp":["2001:db8::/32","2001:db8::1/32"]}`), []string{`suggestion "2001:db8::1/32"`}},
		"the shortest mask":              {with(allow, `"IpAddress":{"aws:SourceIp":"1.2.3.4/0"}`), []string{`suggestion "1.2.3.4/0"`}},
		"long forms are no bits":         {with(allow, `"IpAddress":{"aws:SourceIp":"2001:0DB8:0:0::/32"}`), nil},
		"what is no network":             {with(allow, `"IpAddress":{"aws:SourceIp":"203.0.113.77/99"}`), nil},
		"text is text":                   {with(allow, `"StringEquals":{"aws:PrincipalTag/net":"203.0.113.77/24"}`), nil},
	})
}

// The time is 2026-12-01.
func TestWindowsEnd(t *testing.T) {
	runConditionCases(t, "window-expired", map[string]conditionCase{
		"all of several times must be over":  {with(allow, `"DateLessThan":{"aws:CurrentTime":["2026-01-01","2027-01-01"]}`), nil},
		"and then the key is told":           {with(allow, `"DateLessThan":{"aws:CurrentTime":["2026-01-01","2026-02-01"]}`), []string{`warning "aws:CurrentTime"`}},
		"the very moment":                    {with(allow, `"DateLessThan":{"aws:CurrentTime":"2026-12-01T00:00:00Z"}`), []string{`warning "2026-12-01T00:00:00Z"`}},
		"is still part of this":              {with(allow, `"DateLessThanEquals":{"aws:CurrentTime":"2026-12-01T00:00:00Z"}`), nil},
		"zones count":                        {with(allow, `"DateLessThan":{"aws:CurrentTime":"2026-12-01T00:30:00+01:00"}`), []string{`warning "2026-12-01T00:30:00+01:00"`}},
		"a beginning is no end":              {with(allow, `"DateGreaterThan":{"aws:CurrentTime":"2026-01-01"}`), nil},
		"a moment that has gone":             {with(allow, `"DateEquals":{"aws:CurrentTime":"2026-01-01"}`), []string{`warning "2026-01-01"`}},
		"one that will come":                 {with(allow, `"DateEquals":{"aws:CurrentTime":"2027-01-01"}`), nil},
		"any other moment than one":          {with(allow, `"DateNotEquals":{"aws:CurrentTime":"2026-01-01"}`), nil},
		"seconds as a number":                {with(allow, `"NumericLessThan":{"aws:EpochTime":1700000000}`), []string{`warning 1700000000`}},
		"seconds to come":                    {with(allow, `"NumericLessThan":{"aws:EpochTime":1900000000}`), nil},
		"a Deny that has ended":              {with(deny, `"DateLessThan":{"aws:CurrentTime":"2026-01-01"}`), []string{`warning "2026-01-01"`}},
		"a Deny that has begun":              {with(deny, `"DateGreaterThan":{"aws:CurrentTime":"2026-01-01"}`), nil},
		"sessions before a time are revoked": {with(deny, `"DateLessThan":{"aws:TokenIssueTime":"2026-01-01"}`), nil},
		"what is no date is not over":        {with(allow, `"DateLessThan":{"aws:CurrentTime":"yesterday"}`), nil},
		"IfExists changes nothing":           {with(allow, `"DateLessThanIfExists":{"aws:currenttime":"2026-01-01"}`), []string{`warning "2026-01-01"`}},
	})
	report := Check(Policies{Bucket: []byte(`{"Version":"2012-10-17","Statement":` + with(allow, `"DateLessThan":{"aws:CurrentTime":"2026-01-01"}`) + `}`)}, Context{Now: time.Time{}})
	if len(of("window-expired", report.Findings)) > 0 || len(report.Skipped) == 0 {
		t.Error("without the time there is nothing to compare with")
	}
}

func TestStarsAskForPresence(t *testing.T) {
	runConditionCases(t, "equivalent-to-null", map[string]conditionCase{
		"a star of several values":          {with(allow, `"StringLike":{"aws:SourceVpce":["vpce-1","**"]}`), []string{`suggestion "**"`}},
		"none may match":                    {with(deny, `"StringNotLike":{"aws:SourceVpce":"*"}`), []string{`suggestion "*"`}},
		"with IfExists it says nothing":     {with(allow, `"StringLikeIfExists":{"aws:SourceVpce":"*"}`), nil},
		"nor with ForAllValues":             {with(allow, `"ForAllValues:StringLike":{"aws:TagKeys":"*"}`), nil},
		"one of several":                    {with(allow, `"ForAnyValue:StringLike":{"aws:TagKeys":"*"}`), []string{`suggestion "*"`}},
		"at least one character is more":    {with(allow, `"StringLike":{"aws:SourceVpce":"?*"}`), nil},
		"so is a beginning":                 {with(allow, `"StringLike":{"aws:SourceVpce":"vpce-*"}`), nil},
		"the parts of any ARN":              {with(allow, `"ArnLike":{"aws:SourceArn":"arn:*:*:*:*:*"}`), []string{`suggestion "arn:*:*:*:*:*"`}},
		"not of one service":                {with(allow, `"ArnLike":{"aws:SourceArn":"arn:*:s3:*:*:*"}`), nil},
		"a key that is always there":        {with(allow, `"StringLike":{"aws:userid":"*"}`), nil},
		"literally it is a character":       {with(allow, `"StringEquals":{"aws:SourceVpce":"*"}`), nil},
		"Null stands beside it already":     {with(allow, `"StringLike":{"aws:SourceVpce":"*"},"Null":{"aws:SourceVpc":"false"}`), []string{`suggestion "*"`}},
		"in a list of one":                  {with(allow, `"StringLike":{"aws:SourceVpce":["*"]}`), []string{`suggestion "*"`}},
		"what is not in the table may lack": {with(allow, `"StringLike":{"aws:Newer":"*"}`), []string{`suggestion "*"`}},
	})
}
