package s3name

import (
	"strings"

	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

// readName reads what stands before the service of a regional host.
func (r *reader) readName(label string) {
	switch r.Service {
	case S3:
		r.readBucket(label)
	case AccessPoints:
		r.unless(label != "", 0, ErrLabel)
		r.readAccessPoint(label)
	case ObjectLambda:
		r.unless(!r.DualStack, 0, ErrOptions)
		name, account, ok := SplitLabel(label)
		r.unless(ok, 0, ErrLabel)
		r.set("arn:" + r.Partition + ":s3-object-lambda:" + r.Region + ":" + account + ":accesspoint/" + name)
	case Outposts:
		r.readOutposts(label)
	case Directory:
		r.Label = label
		_, zone, _ := arn.CutZone(label)
		r.unless(arn.Directory.ValidName(label) || arn.Directory.ValidBucketName(label), 0, ErrZone)
		r.unless(zone == r.Zone, after(label), ErrZone)
	case Control:
		r.readAccount(label)
	case DirectoryControl:
		r.unless(!r.DualStack, 0, ErrOptions)
		r.unless(label == "", 0, ErrAccount)
	}
}

// set sets the access point that the host says in full.
func (r *reader) set(text string) {
	if r.err != nil {
		return
	}
	ap, err := arn.ParseAccessPoint(text)
	r.unless(err == nil, 0, ErrLabel)
	r.AccessPoint, r.Account = ap, ap.Account()
}

// readBucket reads a bucket or an alias in its place, or nothing, where the path
// begins with it. Multi-Region, directory and Outposts names have hosts of their own.
func (r *reader) readBucket(label string) {
	r.Label = label
	switch kind := alias.KindOf(label); kind {
	case alias.Bucket:
		r.unless(label == "" || arn.GeneralPurpose.ValidBucketName(label), 0, ErrBucket)
	case alias.AccessPoint, alias.External, alias.ObjectLambda:
		r.unless(!strings.Contains(label, "."), 0, ErrBucket)
	case alias.TableBucket:
		r.fault(0, ErrBucket)
	default:
		r.fault(0, ErrElsewhere)
	}
}

// readAccessPoint reads NAME-ACCOUNT, or an alias, or nothing.
func (r *reader) readAccessPoint(label string) {
	switch kind := alias.KindOf(label); {
	case label == "":
	case (kind == alias.AccessPoint || kind == alias.External) && !strings.Contains(label, "."):
		r.Label = label
	default:
		name, account, ok := SplitLabel(label)
		r.unless(ok, 0, ErrLabel)
		if r.err != nil {
			return
		}
		ap, err := arn.NewAccessPoint(r.Partition, r.Region, account, name)
		r.unless(err == nil, 0, ErrLabel)
		r.AccessPoint, r.Account = ap, account
	}
}

// readOutposts reads NAME-ACCOUNT.OUTPOST, or ALIAS.OUTPOST, or nothing, for the
// control plane. Which outpost an alias is on, the alias tells too.
//
// Amazon S3 on Outposts User Guide, "Using a bucket-style alias for your S3 on
// Outposts bucket access point".
func (r *reader) readOutposts(labels string) {
	r.unless(!r.DualStack, 0, ErrOptions)
	if labels == "" {
		r.Service = OutpostsControl
		return
	}
	r.unless(!r.FIPS, 0, ErrOptions)
	label, outpost := cutLabel(labels)
	r.OutpostID = outpost
	if name, account, ok := SplitLabel(label); ok {
		r.set("arn:" + r.Partition + ":s3-outposts:" + r.Region + ":" + account + ":outpost/" + outpost + "/accesspoint/" + name)
		if r.err == ErrLabel {
			r.err = ErrOutpost
		}
		return
	}
	a, err := alias.Parse(label)
	r.unless(err == nil && a.Kind() == alias.Outposts, 0, ErrOutpost)
	r.unless(outpost == outpostOf(a), after(label), ErrOutpost)
	r.Label = label
}

// outpostOf returns the outpost that stands in the host of an Outposts alias.
func outpostOf(a alias.Alias) string {
	if a.Hardware() == 'e' {
		return "ec2"
	}
	return a.OutpostID()
}

// readAccount reads the account that the control plane is asked about, or nothing.
func (r *reader) readAccount(label string) {
	r.Account = label
	r.unless(label == "" || arn.ValidAccount(label), 0, ErrAccount)
}

// isMultiRegion reports whether s is the alias of a Multi-Region Access Point.
func isMultiRegion(s string) bool { return arn.MultiRegion.ValidName(s) }
