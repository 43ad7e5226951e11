package lint

import (
	"strings"

	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/s3resource"
)

// A name is an entry of Resource in its six parts, each of which may hold wildcards.
type name struct {
	partition, service, region, account string
	rest                                string
	ok                                  bool // it has six parts and begins with arn
}

func splitARN(text string) (n name) {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return n
	}
	return name{parts[1], parts[2], parts[3], parts[4], parts[5], true}
}

// isAccessPoint reports whether n is of the form of access points and their objects.
func (n name) isAccessPoint() bool {
	return n.ok && n.service == "s3" && strings.HasPrefix(n.rest, "accesspoint/")
}

// isBucket reports whether n is of the form of buckets and their objects.
func (n name) isBucket() bool {
	return n.ok && n.service == "s3" && n.region == "" && n.account == "" && !n.isAccessPoint()
}

// accessPoint returns the name of an access point, and what follows the slash after
// it, if there is a slash.
func (n name) accessPoint() (ap, object string, slash bool) {
	return strings.Cut(strings.TrimPrefix(n.rest, "accesspoint/"), "/")
}

// bucket returns the name of a bucket, and the key after the slash, if there is one.
func (n name) bucket() (bucket, key string, slash bool) { return strings.Cut(n.rest, "/") }

func hasWild(s string) bool { return strings.ContainsAny(s, "*?") }

// matches reports whether a pattern of a policy takes a text.
func matches(pattern, text string) bool {
	p := glob.Compile(pattern)
	return p.Match(text)
}

// other returns the type of a resource of S3 that policies of neither buckets nor access
// points can be about, such as a job.
func (n name) other() (kind string, ok bool) {
	if !n.ok || n.service != "s3" || n.region == "" || n.account == "" {
		return "", false
	}
	for f := range s3resource.All() {
		of := splitARN(f.ARN)
		begin, _, _ := strings.Cut(of.rest, "$")
		if of.service == n.service && of.account != "" && !f.BucketPolicy && !f.AccessPointPolicy &&
			begin != "accesspoint/" && strings.HasPrefix(n.rest, begin) {
			return f.Type, true
		}
	}
	return "", false
}
