package s3name

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

// String returns the text that n was parsed from.
func (n Name) String() string { return n.Text }

// Describe says in a sentence, without a period, what n names and what it takes to
// know more. It quotes keys, and shows nothing that would do something to a terminal.
func (n Name) Describe() string {
	switch n.Form {
	case ARN:
		return n.describeARN()
	case Address:
		return fmt.Sprintf("%s, as AWS SDKs take it; in policies it is %s", describeAccessPoint(n.AccessPoint), n.AccessPoint)
	case HostName:
		return n.Host.Describe()
	case Alias:
		return describeAlias(n.Label)
	case Bare:
		if strings.Contains(n.Label, ".") {
			return describeBare(n.Label) + ", or a host that is none of AWS"
		}
		return describeBare(n.Label)
	}
	return "nothing"
}

// describeARN describes what an ARN in the form of policies names.
func (n Name) describeARN() string {
	what, by := describeBucket(n.Bucket), "in"
	if n.AccessPoint.IsValid() {
		what, by = describeAccessPoint(n.AccessPoint), "through"
	}
	if n.Key != "" {
		return fmt.Sprintf("object %q %s the %s", n.Key, by, what)
	}
	return what
}

// describeAccessPoint describes an access point that is known in full.
func describeAccessPoint(ap arn.AccessPoint) string {
	owner := fmt.Sprintf("of account %s in %s", ap.Account(), ap.Region())
	if p := ap.Partition(); p != "aws" {
		owner += " (" + p + ")"
	}
	switch ap.Kind() {
	case arn.Directory:
		return fmt.Sprintf("access point %s for a directory bucket in zone %s, %s", ap.Name(), ap.Zone(), owner)
	case arn.ObjectLambda:
		return fmt.Sprintf("Object Lambda Access Point %s %s", ap.Name(), owner)
	case arn.MultiRegion:
		return fmt.Sprintf("Multi-Region Access Point with the alias %s of account %s, in no single region", ap.Name(), ap.Account())
	case arn.Outposts:
		return fmt.Sprintf("access point %s on outpost %s, %s", ap.Name(), ap.OutpostID(), owner)
	}
	return fmt.Sprintf("access point %s %s", ap.Name(), owner)
}

// describeBucket describes a bucket that an ARN names.
func describeBucket(b arn.Bucket) string {
	a := b.ARN()
	owner := fmt.Sprintf("of account %s in %s", a.Account(), a.Region())
	switch b.Kind() {
	case arn.Directory:
		_, zone, _ := arn.CutZone(b.Name())
		return fmt.Sprintf("directory bucket %s in zone %s, %s", b.Name(), zone, owner)
	case arn.Outposts:
		return fmt.Sprintf("bucket %s on Outposts, %s", b.Name(), owner)
	}
	return describeBare(b.Name())
}

// describeAlias tells what an alias shows, and what it does not.
func describeAlias(label string) string {
	a, err := alias.Parse(label)
	lookup := "; which one takes a look-up, since an alias tells neither account nor region"
	switch {
	case err != nil: // in a host, where the ending alone decides
		return fmt.Sprintf("alias %s of an access point, in a form that S3 is not known to give out%s", label, lookup)
	case a.Kind() == alias.MultiRegion:
		return fmt.Sprintf("alias %s of a Multi-Region Access Point; which one takes a look-up, since an alias does not tell the account", label)
	case a.Kind() == alias.DirectoryAccessPoint:
		_, zone, _ := arn.CutZone(label)
		return fmt.Sprintf("access point %s for a directory bucket in zone %s: the name is the alias; which account it is of takes a look-up", label, zone)
	case a.Kind() == alias.Outposts:
		return fmt.Sprintf("alias of an access point on outpost %s whose name begins with %s%s", outpostOf(a), a.Prefix(), lookup)
	case a.Kind() == alias.ObjectLambda:
		return fmt.Sprintf("alias of an Object Lambda Access Point whose name begins with %s%s", a.Prefix(), lookup)
	case a.Kind() == alias.External:
		return fmt.Sprintf("alias of an access point for a file system or recovery point whose name begins with %s%s", a.Prefix(), lookup)
	}
	return fmt.Sprintf("alias of an access point whose name begins with %s%s", a.Prefix(), lookup)
}

// describeBare tells what a name that is no alias can be of.
func describeBare(label string) string {
	if alias.KindOf(label) == alias.DirectoryBucket {
		_, zone, _ := arn.CutZone(label)
		return fmt.Sprintf("directory bucket %s in zone %s", label, zone)
	}
	s := "bucket " + label
	if name, account, ok := SplitLabel(label); ok {
		s += fmt.Sprintf(", or before the host of an endpoint of one's own access point %s of account %s", name, account)
	}
	const newest = 63 // characters that names may have since March 2018
	switch r := alias.Reserved(label); {
	case r == "-an":
		s += " (-an at the end is for the namespace of an account and region)"
	case r != "":
		s += fmt.Sprintf(" (S3 takes no new names that begin with %s)", r)
	case len(label) > newest || label != strings.ToLower(label) || strings.Contains(label, "_"):
		s += " (only a bucket from before March 2018 can have the name)"
	}
	return s
}

// Describe says in a sentence, without a period, what a host is.
func (h Host) Describe() string {
	if h == (Host{}) {
		return "nothing"
	}
	what := h.describeWhat()
	where := "in " + h.Region
	switch {
	case h.Service == MultiRegion:
		where = "in no single region"
	case h.Region == "":
		where = "in a region that it does not tell"
	}
	if h.Partition != "aws" {
		where += " (" + h.Partition + ")"
	}
	return fmt.Sprintf("host of %s %s%s: %s", h.Service, where, h.Options.describe(), what)
}

// describeWhat describes what a request to the host is for.
func (h Host) describeWhat() string {
	switch h.Service {
	case Control, OutpostsControl, DirectoryControl:
		if h.Account == "" {
			return "management of access points and buckets, of an account that the request tells"
		}
		return "management of access points and buckets of account " + h.Account
	}
	switch {
	case h.AccessPoint.IsValid():
		return describeAccessPoint(h.AccessPoint)
	case h.Label == "":
		return "the path of a request begins with the bucket or alias"
	case alias.HasSuffix(h.Label):
		return describeAlias(h.Label)
	}
	return describeBare(h.Label)
}

// describe lists the options, each after a comma.
func (o Options) describe() string {
	s := ""
	if o.FIPS {
		s += ", FIPS"
	}
	if o.DualStack {
		s += ", dual-stack"
	}
	if o.Accelerate {
		s += ", accelerated"
	}
	if o.VPCEndpoint != "" {
		s += ", by VPC endpoint " + o.VPCEndpoint
	}
	return s
}
