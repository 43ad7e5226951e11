package condition

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDatesThatCanBeRead(t *testing.T) {
	at := func(year int, month time.Month, day, hour, minute, second int) int64 {
		return time.Date(year, month, day, hour, minute, second, 0, time.UTC).Unix()
	}
	for name, tt := range map[string]struct {
		text     string
		seconds  int64
		fraction string
	}{
		// The W3C profile, from a month on.
		"a month":                         {"2020-06", at(2020, 6, 1, 0, 0, 0), ""},
		"a day":                           {"2020-06-30", at(2020, 6, 30, 0, 0, 0), ""},
		"a minute in UTC":                 {"2020-06-30T12:34Z", at(2020, 6, 30, 12, 34, 0), ""},
		"a minute east of Greenwich":      {"2020-06-30T12:34+05:30", at(2020, 6, 30, 7, 4, 0), ""},
		"a minute west of Greenwich":      {"2020-06-30T12:34-08:00", at(2020, 6, 30, 20, 34, 0), ""},
		"a second":                        {"2020-06-30T12:34:56Z", at(2020, 6, 30, 12, 34, 56), ""},
		"a fraction of a second":          {"2020-06-30T12:34:56.5Z", at(2020, 6, 30, 12, 34, 56), "5"},
		"a fraction with a zone":          {"2020-06-30T12:34:56.789+01:00", at(2020, 6, 30, 11, 34, 56), "789"},
		"zeros at a fraction's end":       {"2020-06-30T12:34:56.500Z", at(2020, 6, 30, 12, 34, 56), "5"},
		"a fraction of zeros":             {"2020-06-30T12:34:56.000Z", at(2020, 6, 30, 12, 34, 56), ""},
		"a fraction beyond nanoseconds":   {"2020-06-30T12:34:56.0000000001Z", at(2020, 6, 30, 12, 34, 56), "0000000001"},
		"the first second of four digits": {"0000-01-01T00:00:00Z", at(0, 1, 1, 0, 0, 0), ""},
		"the last second of four digits":  {"9999-12-31T23:59:59Z", at(9999, 12, 31, 23, 59, 59), ""},
		"a zone that changes the year":    {"2020-01-01T00:00:00+00:01", at(2019, 12, 31, 23, 59, 0), ""},
		"a zone of minus nothing":         {"2020-01-01T00:00:00-00:00", at(2020, 1, 1, 0, 0, 0), ""},
		"the widest zone":                 {"2020-01-01T00:00:00-23:59", at(2020, 1, 1, 23, 59, 0), ""},
		"a leap day":                      {"2020-02-29", at(2020, 2, 29, 0, 0, 0), ""},
		"a leap day of a century":         {"2000-02-29", at(2000, 2, 29, 0, 0, 0), ""},
		"a moment before 1970":            {"1969-12-31T23:59:59Z", -1, ""},
		"a leap day by its zone":          {"2020-03-01T00:30:00+01:00", at(2020, 2, 29, 23, 30, 0), ""},

		// Seconds since 1970.
		"seconds":                        {"1577836800", 1577836800, ""},
		"one digit":                      {"0", 0, ""},
		"three digits":                   {"999", 999, ""},
		"five digits":                    {"02020", 2020, ""},
		"eight digits are no day":        {"20200630", 20200630, ""},
		"thirteen digits are seconds":    {"1577836800000", 1577836800000, ""},
		"the most seconds that are read": {"999999999999999999", 999_999_999_999_999_999, ""},
		"zeros before the most seconds":  {"00999999999999999999", 999_999_999_999_999_999, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := readDate(tt.text)
			want := instant{tt.seconds, tt.fraction, true}
			if diff := cmp.Diff(want, got, cmp.AllowUnexported(instant{})); diff != "" {
				t.Errorf("instant of %s (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

// IAM takes a policy with such a date, and nobody says what it does.
func TestDatesThatCannotBeRead(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                             "",
		"a word":                              "yesterday",
		"a year, which could be seconds":      "2020",
		"four digits that are no year":        "0000",
		"a year too short":                    "202-01-01",
		"a year too long":                     "12020-01-01",
		"a sign before the year":              "+2020-01-01",
		"negative seconds":                    "-1",
		"seconds with a fraction":             "1577836800.5",
		"seconds with an exponent":            "1e9",
		"more seconds than are read":          "1000000000000000000",
		"a month of one digit":                "2020-6",
		"month zero":                          "2020-00",
		"month thirteen":                      "2020-13",
		"no month":                            "2020-",
		"day zero":                            "2020-01-00",
		"day thirty-two":                      "2020-01-32",
		"no day":                              "2020-01-",
		"a day of one digit":                  "2020-01-1",
		"a day that the month does not have":  "2020-04-31",
		"a leap day in another year":          "2019-02-29",
		"a leap day in a century that is not": "1900-02-29",
		"a fourth part of a day":              "2020-01-01-01",
		"a day with slashes":                  "2020/01/01",
		"a week":                              "2020-W01-1",
		"a day of the year":                   "2020-060",
		"a month with a time":                 "2020-01T00:00Z",
		"a time without a zone":               "2020-01-01T00:00:00",
		"a minute without a zone":             "2020-01-01T00:00",
		"no time after the T":                 "2020-01-01T",
		"a zone without a time":               "2020-01-01TZ",
		"a zone after a day":                  "2020-01-01Z",
		"a blank for the T":                   "2020-01-01 00:00:00Z",
		"a small t":                           "2020-01-01t00:00:00Z",
		"a small z":                           "2020-01-01T00:00:00z",
		"an hour alone":                       "2020-01-01T00Z",
		"an hour of one digit":                "2020-01-01T0:00Z",
		"hour twenty-four":                    "2020-01-01T24:00Z",
		"minute sixty":                        "2020-01-01T00:60Z",
		"second sixty, which leaps":           "2016-12-31T23:59:60Z",
		"a second of one digit":               "2020-01-01T00:00:0Z",
		"seconds without a colon":             "2020-01-01T00:0000Z",
		"another mark before the seconds":     "2020-01-01T00:00.00Z",
		"a fraction of a minute":              "2020-01-01T00:00.5Z",
		"a fraction without digits":           "2020-01-01T00:00:00.Z",
		"a fraction after a comma":            "2020-01-01T00:00:00,5Z",
		"a fraction with a letter":            "2020-01-01T00:00:00.5xZ",
		"two fractions":                       "2020-01-01T00:00:00.5.5Z",
		"a zone without minutes":              "2020-01-01T00:00:00+01",
		"a zone without a colon":              "2020-01-01T00:00:00+0100",
		"a zone of twenty-four hours":         "2020-01-01T00:00:00+24:00",
		"a zone of sixty minutes":             "2020-01-01T00:00:00+00:60",
		"a zone by name":                      "2020-01-01T00:00:00UTC",
		"two zones":                           "2020-01-01T00:00:00Z+01:00",
		"a Z before a zone":                   "2020-01-01T00:00:00Z01:00",
		"a minus of typography":               "2020-01-01T00:00:00−01:00",
		"a blank before it":                   " 2020-01-01",
		"a blank after it":                    "2020-01-01 ",
		"Arabic digits":                       "٢٠٢٠-٠١",
		"a variable":                          "${aws:CurrentTime}",
	} {
		t.Run(name, func(t *testing.T) {
			if got := readDate(text); got.readable {
				t.Errorf("%q is read as %+v", text, got)
			}
			for op := range dateOperators {
				if got := doubtOf(t, op, text, "2020-01-01"); got != Unknown {
					t.Errorf("%s %s is %v, want unknown", op, text, got)
				}
				if got := doubtOf(t, op, "2020-01-01", text); got != Unknown {
					t.Errorf("%s with %s is %v, want unknown", op, text, got)
				}
			}
		})
	}
}

func doubtOf(t *testing.T, op, policy, request string) Truth {
	t.Helper()
	test := newTest(t, op, "x:t", policy)
	return test.Holds(NewContext(String("x:t", request)))
}

// Which operators hold for a moment before, at and after the policy's.
var dateOperators = map[string]string{
	"DateEquals": "FTF", "DateNotEquals": "TFT", "DateLessThan": "TFF",
	"DateLessThanEquals": "TTF", "DateGreaterThan": "FFT", "DateGreaterThanEquals": "FTT",
}

func TestDatesAreComparedAsInstants(t *testing.T) {
	for name, tt := range map[string]struct {
		request, policy string
		want            int // -1, 0 or 1
	}{
		"a second before":                       {"2019-12-31T23:59:59Z", "2020-01-01", -1},
		"a second after":                        {"2020-01-01T00:00:01Z", "2020-01-01", 1},
		"a day begins at midnight of UTC":       {"2020-01-01T00:00:00Z", "2020-01-01", 0},
		"a month begins with its first day":     {"2020-01-01", "2020-01", 0},
		"seconds are the same moment":           {"1577836800", "2020-01-01T00:00:00Z", 0},
		"zones are taken off":                   {"2020-01-01T05:30+05:30", "2019-12-31T16:00-08:00", 0},
		"a later hour may be an earlier moment": {"2020-01-01T01:00+02:00", "2020-01-01T00:00Z", -1},
		"a fraction is later than none":         {"2020-01-01T00:00:00.1Z", "2020-01-01T00:00:00Z", 1},
		"fractions are no whole numbers":        {"2020-01-01T00:00:00.10Z", "2020-01-01T00:00:00.9Z", -1},
		"fractions beyond nanoseconds":          {"2020-01-01T00:00:00.0000000001Z", "2020-01-01T00:00:00.0000000002Z", -1},
		"fractions of a hundred digits":         {"2020-01-01T00:00:00." + strings.Repeat("1", 100) + "Z", "2020-01-01T00:00:00." + strings.Repeat("1", 99) + "Z", 1},
		"a fraction before 1970":                {"1969-12-31T23:59:59.5Z", "1970-01-01", -1},
		"fractions before 1970 grow with time":  {"1969-12-31T23:59:58.9Z", "1969-12-31T23:59:59.1Z", -1},
		"far apart":                             {"0000-01", "999999999999999999", -1},
	} {
		t.Run(name, func(t *testing.T) {
			for op, holds := range dateOperators {
				if got, want := letter(doubtOf(t, op, tt.policy, tt.request)), holds[tt.want+1:tt.want+2]; got != want {
					t.Errorf("%s %s with %s is %s, want %s", op, tt.policy, tt.request, got, want)
				}
			}
		})
	}
}

func TestAnyOfSeveralDates(t *testing.T) {
	checkDecided(t, map[string]decided{
		"one of several is the moment":                  {"DateEquals x:t = 2020-01-01 | 2020-01-02", "x:t = 2020-01-02", True},
		"none of several is":                            {"DateEquals x:t = 2020-01-01 | 2020-01-02", "x:t = 2020-01-03", False},
		"a date that matches makes up for one in doubt": {"DateEquals x:t = 2020 | 2020-01-02", "x:t = 2020-01-02", True},
		"else the doubt stays":                          {"DateEquals x:t = 2020 | 2020-01-02", "x:t = 2020-01-03", Unknown},
		"doubt stays in a negation":                     {"DateNotEquals x:t = 2020 | 2020-01-02", "x:t = 2020-01-03", Unknown},
		"a date that matches decides a negation":        {"DateNotEquals x:t = 2020-01-02 | 2020", "x:t = 2020-01-02", False},
		"an absent key is absent whatever the date":     {"DateLessThan x:t = yesterday", "", False},
		"and its negation holds whatever the date":      {"DateNotEquals x:t = yesterday", "", True},
	})
}
