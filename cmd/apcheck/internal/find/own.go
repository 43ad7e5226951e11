package find

import (
	"cmp"
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// The account and region that stand for those of the stack, and the account that
// stands for any other.
const (
	ownAccount   = "999999999999"
	otherAccount = "888888888888"
	ownRegion    = "us-east-1"
)

// own returns the ARN of an access point of the template, with what stands for the
// account and region if they are not given; the zero one if its name is not known.
func (t *template) own(id string) arn.AccessPoint {
	name := t.nameOf(id)
	if len(name.holes) > 0 && t.resource(id).member("Properties").member("Name") != nil {
		return arn.AccessPoint{}
	}
	ap, err := arn.NewAccessPoint(cmp.Or(t.opt.Partition, "aws"), cmp.Or(t.opt.Region, ownRegion), cmp.Or(t.opt.Account, ownAccount), name.Text)
	if err != nil {
		return arn.AccessPoint{}
	}
	return ap
}

// place says of a unit which account and region its access point and bucket are of.
// If these are not given, it is those of the stack, and what stands for them can be
// compared with what the policies say only where these name no other.
func (t *template) place(u *Unit, s *stand) {
	if !t.speaksOfItself(u.Bucket) || !t.speaksOfItself(u.AccessPoint) {
		return
	}
	u.Context.AccessPoint = s.own
	if !s.elsewhere {
		u.Context.BucketAccount = cmp.Or(u.Context.BucketAccount, t.opt.Account, ownAccount)
	}
}

// speaksOfItself reports whether a policy names no account and no region of an
// access point but what is given and what stands for those of the stack.
func (t *template) speaksOfItself(p *Policy) bool {
	if p == nil {
		return true
	}
	text := string(p.Text)
	if t.opt.Account == "" && namesAccount(text) {
		return false
	}
	if t.opt.Region != "" {
		return true
	}
	for before := range strings.SplitSeq(text, ":accesspoint/") {
		fields := strings.Split(before[strings.LastIndexByte(before, '"')+1:], ":")
		if n := len(fields); n == 5 && fields[0] == "arn" && fields[3] != ownRegion && !strings.Contains(fields[3], "*") {
			return false
		}
	}
	return true
}

// namesAccount reports whether a text has digits as an account has that stand for
// none.
func namesAccount(text string) bool {
	for len(text) > 0 {
		begin := strings.IndexAny(text, "0123456789")
		if begin < 0 {
			return false
		}
		text = text[begin:]
		rest := strings.TrimLeft(text, "0123456789")
		digits := text[:len(text)-len(rest)]
		if len(digits) == len(ownAccount) && digits != ownAccount && digits != otherAccount {
			return true
		}
		text = rest
	}
	return false
}
