package aptest

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// An accessPoint is one that the scenario lists.
type accessPoint struct {
	node    int
	setting accesspoint.AccessPointSetting
	bucket  *bucket // nil if it is not listed, and the access point broken
	policy  *placed
	broken  bool
}

func (r *reader) readAccessPoints(section int) {
	r.accessPoints = make(map[arn.AccessPoint]*accessPoint)
	r.aliases = make(map[string]*accessPoint)
	for n := range r.section(section) {
		ap, before := &accessPoint{node: n}, r.told()
		ap.setting.BlockPublicAccess = new(accesspoint.BlockPublicAccess)
		ap.setting.Origin = accesspoint.Internet()
		var name, bucket, alias int
		for m := range r.members(n) {
			switch r.name(m) {
			case "arn":
				name = m
				ap.setting.AccessPoint = r.readAccessPointARN(m)
			case "alias":
				alias = m
				r.readAlias(m)
			case "bucket":
				bucket = m
				ap.bucket = r.listedBucket(m)
			case "vpc":
				ap.setting.Origin = r.readOrigin(m)
			case "policy":
				ap.policy = r.policy(m, policy.AccessPoint)
				ap.setting.Policy = ap.policy.of()
			case "blockPublicAccess":
				*ap.setting.BlockPublicAccess = r.readBlockPublicAccess(m)
			case "tags":
				ap.setting.Tags = r.readTags(m)
			default:
				r.unknown(m, "arn", "alias", "bucket", "vpc", "policy", "blockPublicAccess", "tags")
			}
		}
		r.has(n, bucket, "bucket")
		if r.has(n, name, "arn") && ap.setting.AccessPoint.IsValid() {
			r.addAccessPoint(ap, name, alias)
		}
		ap.broken = r.told() > before
	}
	r.locate()
}

func (r *reader) addAccessPoint(ap *accessPoint, name, alias int) {
	if once(r, r.accessPoints, ap.setting.AccessPoint, name) {
		r.accessPoints[ap.setting.AccessPoint] = ap
	}
	if alias != 0 && once(r, r.aliases, r.node(alias).Text, alias) {
		r.aliases[r.node(alias).Text] = ap
	}
}

func (r *reader) readAccessPointARN(n int) arn.AccessPoint {
	text := r.textOf(n)
	ap, err := arn.ParseAccessPoint(text)
	if err != nil && text != "" {
		r.fault(n, err)
	}
	return ap
}

// readAlias takes what ends like an alias. Aliases in documents are often not
// well-formed, and those of a service of one's own need not be.
func (r *reader) readAlias(n int) {
	if text := r.textOf(n); text != "" && !alias.HasSuffix(text) {
		r.wrong(n, "an alias ends in -s3alias, not as %s does", quote(text))
	}
}

func (r *reader) readOrigin(n int) accesspoint.NetworkOrigin {
	id := r.textOf(n)
	o, err := accesspoint.ParseNetworkOrigin("VPC", id)
	if err != nil {
		r.wrong(n, "must be the id of a VPC, such as vpc-1a2b3c4d, not %s; an access point that takes requests from the internet has no such member", quote(id))
	}
	return o
}

// A door is what a request is sent to: a bucket, or an access point of it.
type door struct {
	bucket      *bucket
	accessPoint *accessPoint // nil for the bucket itself
}

// readDoor returns what the text of node n names as S3 would take it in place of a
// bucket's name. It must be listed.
func (r *reader) readDoor(n int) (d door, ok bool) {
	name := r.textOf(n)
	switch {
	case strings.HasPrefix(name, "arn:"):
		ap, err := arn.ParseAccessPoint(name)
		if err != nil {
			r.fault(n, err)
			return d, false
		}
		d.accessPoint = r.accessPoints[ap]
	case alias.HasSuffix(name):
		d.accessPoint = r.aliases[name]
	default:
		d.bucket = r.listedBucket(n)
		return d, d.bucket != nil
	}
	if d.accessPoint == nil {
		r.fault(n, fmt.Errorf("%w: access point %s%s", ErrUnlisted, quote(name), meant(name, r.aliases)))
		return d, false
	}
	d.bucket = d.accessPoint.bucket
	return d, d.bucket != nil
}
