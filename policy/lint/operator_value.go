package lint

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

func boolBothValues(p *pass) {
	for l := range p.lines() {
		if l.op.compares != booleans && l.op.compares != presence {
			continue
		}
		var yes, no bool
		for _, v := range l.Values {
			yes, no = yes || strings.EqualFold(v.Value, "true"), no || strings.EqualFold(v.Value, "false")
			if yes && no {
				p.found(v.Pos, fmt.Sprintf("%v with both values asks nothing of the value of %s; write the one that is meant", l.op, quote(l.Key.Value)))
				break
			}
		}
	}
}

func dateValue(p *pass) {
	for l := range p.lines() {
		if l.op.compares != dates {
			continue
		}
		for _, v := range l.Values {
			p.dateFound(l, v)
		}
	}
}

// dateFound reports a value that is no date of the form that IAM documents.
//
// IAM User Guide, "Condition operators", on date operators: the profile of ISO 8601 of
// the W3C, which has a time zone beside each time, or seconds since 1970.
func (p *pass) dateFound(l *line, v policy.Text) {
	switch {
	case isNumber(v.Value):
		p.epochFound(l, v)
	case isDate(v.Value):
	case isDate(v.Value + "Z"):
		p.found(v.Pos, fmt.Sprintf("%s has no time zone, and how it is read is not documented; write %s", quote(v.Value), quote(v.Value+"Z")), p.put(v, v.Value+"Z")).
			lower(Warning)
	default:
		p.found(v.Pos, fmt.Sprintf("%s is no date, so that the condition cannot work; write one like `2027-07-01T00:00:00Z`", quote(v.Value)))
	}
}

// epochFound reports a date in digits alone, but for a key that holds just that.
func (p *pass) epochFound(l *line, v policy.Text) {
	const (
		year      = 4  // digits that could be either
		tooMany   = 12 // digits of seconds, in the year 5138 and later
		longest   = 15 // digits that time.Unix takes as milliseconds
		dayFormat = "2006-01-02T15:04:05Z"
	)
	n, _ := strconv.ParseInt(v.Value, 10, 64)
	switch {
	case len(v.Value) == year:
		p.found(v.Pos, fmt.Sprintf("%s can be a year or seconds since 1970, and which is not documented; write a date like `%s-01-01T00:00:00Z`", quote(v.Value), v.Value)).
			lower(Warning)
	case len(v.Value) >= tooMany && len(v.Value) <= longest:
		date := time.UnixMilli(n).UTC().Format(dayFormat)
		p.found(v.Pos, fmt.Sprintf("%s is read as seconds since 1970, thousands of years from now; in milliseconds it would be %s", quote(v.Value), quote(date)), p.put(v, date)).
			lower(Warning)
	case l.name == condition.EpochTime.Fold() && len(v.Value) < tooMany:
	case len(v.Value) < tooMany:
		date := time.Unix(n, 0).UTC().Format(dayFormat)
		f := p.found(v.Pos, fmt.Sprintf("%s is read as seconds since 1970; write %s, which people can read", quote(v.Value), quote(date)), p.put(v, date))
		f.FixSafe = true
		f.lower(Warning)
	default:
		p.found(v.Pos, fmt.Sprintf("%s is read as seconds since 1970, millions of years from now; write a date like `2027-07-01T00:00:00Z`", quote(v.Value))).
			lower(Warning)
	}
}

// lower lets a finding be less bad than others of its check.
func (f *Finding) lower(s Severity) { f.Severity = min(f.Severity, s) }

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// isDate reports whether the evaluator can read a date. One that it can read is equal
// to itself.
func isDate(s string) bool {
	return timeTest("DateEquals", condition.CurrentTime, s, condition.NewContext(condition.String(condition.CurrentTime, s))) == condition.True
}

// timeTest asks one thing of a key.
func timeTest(op string, k condition.Key, value string, ctx condition.Context) condition.Truth {
	t, err := condition.NewTest(condition.Language2012, readOperator(op).Operator, k, value)
	if err != nil {
		return condition.Unknown
	}
	return t.Holds(ctx)
}

func ipHostBits(p *pass) {
	for l := range p.lines() {
		if l.op.compares != addresses {
			continue
		}
		for _, v := range l.Values {
			network, err := netip.ParsePrefix(v.Value)
			if err != nil || network == network.Masked() {
				continue
			}
			meant := network.Masked().String()
			p.found(v.Pos, fmt.Sprintf("what %s sets after the first %d bits is ignored; write %s", quote(v.Value), network.Bits(), quote(meant)), p.replace(v.Pos, meant)).FixSafe = true
		}
	}
}

// windowExpired looks at what sets an end to the time of requests.
func windowExpired(p *pass) {
	now := condition.NewContext(condition.Time(condition.CurrentTime, p.ctx.Now), condition.Int(condition.EpochTime, p.ctx.Now.Unix()))
	for l := range p.lines() {
		if l.name != condition.CurrentTime.Fold() && l.name != condition.EpochTime.Fold() || len(l.Values) == 0 {
			continue
		}
		op := ""
		switch l.op.base {
		case "DateLessThan", "DateLessThanEquals", "NumericLessThan", "NumericLessThanEquals":
			op = l.op.base
		case "DateEquals", "NumericEquals":
			op = strings.Replace(l.op.base, "Equals", "LessThanEquals", 1) // what is not over may still come
		default:
			continue
		}
		over := true
		for _, v := range l.Values {
			over = over && timeTest(op, condition.Key(l.Key.Value), v.Value, now) == condition.False
		}
		if over {
			p.windowFound(l)
		}
	}
}

func (p *pass) windowFound(l *line) {
	does := "allows"
	if l.block.Effect == policy.Deny {
		does = "denies"
	}
	pos, what := l.Values[0].Pos, quote(l.Values[0].Value)
	if len(l.Values) > 1 {
		pos, what = l.Key.Pos, fmt.Sprintf("the last time that %s may be", quote(l.Key.Value))
	}
	p.found(pos, fmt.Sprintf("%s is past at %s: the statement %s nothing any more; take it out, or set a later time", what, p.ctx.Now.UTC().Format(time.RFC3339), does))
}
