package alias

import "regexp"

// slowForms say what an alias is in one line each, and judge Parse. They are
// those of our notes on observed aliases; prefixes have at least 3 characters, as
// all access points' names. A map would give the fuzzer another path each time.
var slowForms = []struct {
	kind Kind
	form *regexp.Regexp
}{
	{MultiRegion, regexp.MustCompile(`^[a-z][a-z0-9]{0,57}\.mrap$`)},
	{DirectoryAccessPoint, regexp.MustCompile(`^([a-z0-9][a-z0-9-]{1,48}[a-z0-9])--([a-z0-9](?:-?[a-z0-9])*)--xa-s3$`)},
	{ObjectLambda, regexp.MustCompile(`^[a-z0-9][a-z0-9-]{2,19}-[a-z0-9]{29}--ol-s3$`)},
	{Outposts, regexp.MustCompile(`^[a-z0-9][a-z0-9-]{2,11}-[oe][a-z0-9]{17}[a-z0-9]{20}[a-z0-9]{4}[a-z0-9]--op-s3$`)},
	{External, regexp.MustCompile(`^[a-z0-9][a-z0-9-]{2,15}-[a-z0-9]{34}-ext-s3alias$`)},
	{AccessPoint, regexp.MustCompile(`^[a-z0-9][a-z0-9-]{2,19}-[a-z0-9]{34}-s3alias$`)},
}

var slowReserved = regexp.MustCompile(`(\.mrap|--xa-s3|--x-s3|--ol-s3|--op-s3|-s3alias|--table-s3)$`)

// slowIs is Is for readers of regular expressions.
func slowIs(s string) bool {
	for _, f := range slowForms {
		m := f.form.FindStringSubmatch(s)
		switch {
		case m == nil:
		case f.kind == DirectoryAccessPoint:
			base, zone := m[1], m[2]
			return 3 <= len(zone) && len(zone) <= 20 && !slowReserved.MatchString(base)
		default:
			return true
		}
	}
	return false
}
