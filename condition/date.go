package condition

import (
	"cmp"
	"strings"
	"time"
)

// An instant is a moment, to any fraction of a second.
type instant struct {
	seconds  int64  // since 1970
	fraction string // digits after the point, with no zero at the end
	readable bool
}

// dates are the values of the Date operators.
type dates []instant

func (*dates) ofOperators() {}

// newDates keeps dates that cannot be read: IAM takes such policies, and nobody
// says what they do.
func newDates(values []string) dates {
	list := make(dates, len(values))
	for i, s := range values {
		list[i] = readDate(s)
	}
	return list
}

func (list dates) match(value string, op base) Truth {
	d := readDate(value)
	if !d.readable {
		return Unknown
	}
	m := False
	for _, v := range list {
		if !v.readable {
			m = m.Or(Unknown)
			continue
		}
		m = m.Or(truth(ordered(d.compare(v), op)))
	}
	return m
}

func (d instant) compare(e instant) int {
	// Without zeros at the end, digits after a point sort as text.
	return cmp.Or(cmp.Compare(d.seconds, e.seconds), cmp.Compare(d.fraction, e.fraction))
}

// readDate reads the W3C profile of ISO 8601 from a month on, and seconds since
// 1970. Four digits could be a year or seconds and are not read; nor is a time
// of day without a zone.
func readDate(s string) instant {
	if allDigits(s) {
		n, ok := readSeconds(s)
		return instant{seconds: n, readable: ok && len(s) != 4}
	}
	day, clock, hasClock := strings.Cut(s, "T")
	midnight, ok := readDay(day)
	if !ok || hasClock && len(day) != len("2006-01-02") {
		return instant{}
	}
	d := instant{seconds: midnight, readable: true}
	if hasClock {
		d.readable = d.addClock(clock)
	}
	return d
}

// readSeconds reads any number of digits, as long as they make no more than
// 30,000,000,000 years.
func readSeconds(s string) (n int64, ok bool) {
	s = strings.TrimLeft(s, "0")
	if len(s) > 18 {
		return 0, false
	}
	for i := range len(s) {
		n = 10*n + int64(s[i]-'0')
	}
	return n, true
}

// readDay reads YYYY-MM or YYYY-MM-DD and returns when it began.
func readDay(s string) (seconds int64, ok bool) {
	year, rest, _ := strings.Cut(s, "-")
	month, day, hasDay := strings.Cut(rest, "-")
	if !hasDay {
		day = "01"
	}
	y, okYear := readDigits(year, 4, 9999)
	m, okMonth := readDigits(month, 2, 12)
	d, okDay := readDigits(day, 2, 31)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	// A day that the month does not have becomes one of the next.
	return t.Unix(), okYear && okMonth && okDay && m > 0 && t.Day() == d
}

// addClock adds hh:mm, hh:mm:ss or hh:mm:ss.s and a zone.
func (d *instant) addClock(s string) bool {
	at := strings.IndexAny(s, "Z+-")
	if at < 0 {
		return false
	}
	zone, ok := readZone(s[at:])
	clock, fraction, hasFraction := strings.Cut(s[:at], ".")
	if !ok || hasFraction && (!allDigits(fraction) || len(clock) != len("15:04:05")) {
		return false
	}
	seconds := 0
	if len(clock) == len("15:04:05") {
		var okSeconds bool
		seconds, okSeconds = readDigits(clock[6:], 2, 59)
		if clock[5] != ':' || !okSeconds {
			return false
		}
		clock = clock[:5]
	}
	minutes, ok := readMinutes(clock)
	d.seconds += int64(60*(minutes-zone) + seconds)
	d.fraction = strings.TrimRight(fraction, "0")
	return ok
}

// readZone reads Z or ±hh:mm and returns minutes east of Greenwich.
func readZone(s string) (minutes int, ok bool) {
	if s == "Z" {
		return 0, true
	}
	minutes, ok = readMinutes(s[1:])
	if s[0] == '-' {
		minutes = -minutes
	}
	return minutes, ok && s[0] != 'Z'
}

// readMinutes reads hh:mm.
func readMinutes(s string) (minutes int, ok bool) {
	hour, minute, _ := strings.Cut(s, ":")
	h, okHour := readDigits(hour, 2, 23)
	m, okMinute := readDigits(minute, 2, 59)
	return 60*h + m, okHour && okMinute
}

// readDigits reads a number of just so many digits, up to a limit.
func readDigits(s string, width, limit int) (n int, ok bool) {
	if len(s) != width || !allDigits(s) {
		return 0, false
	}
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return n, n <= limit
}
