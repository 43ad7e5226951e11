package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/suggest"
	"github.com/s3ap/s3ap/policy"
)

// eachName calls a function for the ARNs in Resource and NotResource.
func (t *text) eachName(look func(policy.Text, name)) {
	for i := range t.doc.Statements {
		for _, entry := range t.doc.Statements[i].Resource.Items {
			if n := splitARN(entry.Value); n.ok {
				look(entry, n)
			}
		}
	}
}

// eachAccessPoint calls a function for those that have the form of access points.
func (t *text) eachAccessPoint(look func(policy.Text, name)) {
	t.eachName(func(entry policy.Text, n name) {
		if n.isAccessPoint() {
			look(entry, n)
		}
	})
}

// arn returns the ARN that a name was split from.
func (n name) arn() string {
	return strings.Join([]string{"arn", n.partition, n.service, n.region, n.account, n.rest}, ":")
}

func bucketInAccessPointPolicy(p *pass) {
	p.eachName(func(entry policy.Text, n name) {
		bucket, key, slash := n.bucket()
		if !n.isBucket() || alias.HasSuffix(bucket) {
			return
		}
		const message = "%s is the ARN of a bucket; the policy of an access point is about %s and objects under its object/"
		point := p.ctx.AccessPoint
		if point.Kind() != arn.GeneralPurpose {
			p.found(entry.Pos, fmt.Sprintf(message, quote(entry.Value), "the access point"))
			return
		}
		f := p.found(entry.Pos, fmt.Sprintf(message, quote(entry.Value), point))
		if p.ctx.Bucket == "" || !matches(bucket, p.ctx.Bucket) {
			return
		}
		own := point.String()
		if slash {
			own += "/object/" + key
		}
		f.Fix = []Edit{p.replace(entry.Pos, own)}
	})
}

func accessPointInBucketPolicy(p *pass) {
	p.eachAccessPoint(func(entry policy.Text, n name) {
		// Without Region and account it is the bucket of that name.
		if n.region != "" || n.account != "" {
			p.found(entry.Pos, fmt.Sprintf("%s is an access point, and a bucket policy is about the bucket and its objects; name these, and the access point in a condition on s3:DataAccessPointArn", quote(entry.Value)))
		}
	})
}

const objectSegment = "object/"

func missingObjectSegment(p *pass) {
	p.eachAccessPoint(func(entry policy.Text, n name) {
		point, rest, slash := n.accessPoint()
		// A star in the name may take in what follows it.
		if !slash || strings.HasPrefix(rest, objectSegment) || strings.Contains(point, "*") || strings.Contains(point, "${") {
			return
		}
		// What begins like the segment and goes on with a wildcard may mean it.
		begin := rest[:min(len(rest), strings.IndexAny(rest+"*", "*?"))]
		if begin != "" && begin != rest && strings.HasPrefix(objectSegment, begin) {
			return
		}
		fixed := n
		fixed.rest = "accesspoint/" + withObjectSegment(point, rest)
		named, _, _ := strings.Cut(point, ":")
		p.found(entry.Pos, fmt.Sprintf("objects under an access point are …accesspoint/%s/object/KEY, and %s lacks the segment object/", named, quote(entry.Value)),
			p.replace(entry.Pos, fixed.arn()))
	})
}

// withObjectSegment puts the segment object/ between the name of an access point and
// what follows it, unless something like it stands there: in the plural, with other
// letters, or with a colon or one slash more before it.
func withObjectSegment(point, rest string) string {
	if before, after, ok := strings.Cut(point, ":"); ok {
		point, rest = before, after+"/"+rest
	}
	key := strings.TrimLeft(rest, "/")
	segment, after, ok := strings.Cut(key, "/")
	if _, near := suggest.Nearest(segment, func(yield func(string) bool) { yield("object") }); near && !hasWild(segment) {
		key = after
		if !ok {
			key = "*"
		}
	}
	if key == "" {
		key = "*"
	}
	return point + "/" + objectSegment + key
}

func otherAccessPoint(p *pass) {
	own := p.ctx.AccessPoint
	if own.Kind() != arn.GeneralPurpose && own.Kind() != arn.MultiRegion {
		return
	}
	p.eachName(func(entry policy.Text, n name) {
		if n.service != "s3" && isS3(n.service) {
			p.found(entry.Pos, fmt.Sprintf("%s is not %s, which the policy is for, but of the service %s", quote(entry.Value), own, n.service))
		}
	})
	p.eachAccessPoint(func(entry policy.Text, n name) {
		point, rest, slash := n.accessPoint()
		if own.Kind() == arn.MultiRegion && !isMultiRegionName(point) || strings.Contains(point, "${") || matches(point, own.Name()) {
			return
		}
		// A star in the name may take in the segments that follow it.
		if before, _, star := strings.Cut(point, "*"); star && slash && strings.HasPrefix(own.Name()+"/", before) {
			return
		}
		fixed := n
		fixed.rest = "accesspoint/" + own.Name()
		if slash {
			fixed.rest += "/" + rest
		}
		p.found(entry.Pos, fmt.Sprintf("%s is not %s, which the policy is for", quote(entry.Value), own), p.replace(entry.Pos, fixed.arn()))
	})
}

func otherAccount(p *pass) {
	own := p.ctx.AccessPoint
	p.eachAccessPoint(func(entry policy.Text, n name) {
		if n.account == "" || strings.Contains(n.account, "${") || matches(n.account, own.Account()) {
			return
		}
		fixed := n
		fixed.account = own.Account()
		p.found(entry.Pos, fmt.Sprintf("account %s in %s: the access point belongs to %s", quote(n.account), quote(entry.Value), own.Account()), p.replace(entry.Pos, fixed.arn()))
	})
}

func otherRegion(p *pass) {
	own := p.ctx.AccessPoint
	if own.Kind() == arn.MultiRegion {
		return // it has none, and ap-multi-region-form says so
	}
	p.eachAccessPoint(func(entry policy.Text, n name) {
		if n.region == "" || strings.Contains(n.region, "${") || matches(n.region, own.Region()) {
			return
		}
		fixed := n
		fixed.region = own.Region()
		p.found(entry.Pos, fmt.Sprintf("Region %s in %s: the access point is in %s", quote(n.region), quote(entry.Value), own.Region()), p.replace(entry.Pos, fixed.arn()))
	})
}

func otherPartition(p *pass) {
	p.eachAccessPoint(func(entry policy.Text, n name) {
		of := arn.PartitionOf(n.region)
		if of != "" && arn.ValidRegion(n.region, n.partition) {
			return // also one of a partition that is new
		}
		if of == "" && p.ctx.AccessPoint.IsValid() {
			of = p.ctx.AccessPoint.Partition()
		}
		if of == "" || n.partition == "" || strings.Contains(n.partition, "${") || matches(n.partition, of) {
			return
		}
		fixed := n
		fixed.partition = of
		p.found(entry.Pos, fmt.Sprintf("partition %s in %s: the access point is in the partition %s", quote(n.partition), quote(entry.Value), of), p.replace(entry.Pos, fixed.arn()))
	})
}

func incompleteARN(p *pass) {
	p.eachAccessPoint(func(entry policy.Text, n name) {
		point, _, _ := n.accessPoint()
		own := p.ctx.AccessPoint
		// Multi-Region Access Points are in no Region, and a pattern may mean them.
		multi := isMultiRegionName(point) || own.Kind() == arn.MultiRegion || !own.IsValid() && hasWild(point)
		lacks := ""
		switch {
		case n.region == "" && n.account == "" && !multi:
			lacks = "neither Region nor account"
		case n.account == "":
			lacks = "no account"
		case n.region == "" && !multi:
			lacks = "no Region"
		default:
			return
		}
		f := p.found(entry.Pos, fmt.Sprintf("%s has %s; write arn:%s:s3:REGION:ACCOUNT:accesspoint/NAME", quote(entry.Value), lacks, n.partition))
		if own.Kind() == arn.GeneralPurpose && !multi && matches(point, own.Name()) {
			fixed := n
			fixed.region, fixed.account = own.Region(), own.Account()
			f.Fix = []Edit{p.replace(entry.Pos, fixed.arn())}
		}
	})
}

// isMultiRegionName reports whether a name is that of a Multi-Region Access Point.
func isMultiRegionName(name string) bool { return strings.HasSuffix(name, ".mrap") }

func multiRegionForm(p *pass) {
	own := p.ctx.AccessPoint
	multi := own.Kind() == arn.MultiRegion
	p.eachAccessPoint(func(entry policy.Text, n name) {
		point, rest, slash := n.accessPoint()
		fixed := n
		fixed.region = ""
		switch {
		case (multi || isMultiRegionName(point)) && !matches(n.region, ""):
			f := p.found(entry.Pos, fmt.Sprintf("%s has a Region, and Multi-Region Access Points are in none: their ARNs have nothing between the third and the fourth colon but the colons, as in arn:%s:s3::%s:accesspoint/ALIAS.mrap", quote(entry.Value), n.partition, n.account))
			if isMultiRegionName(point) {
				f.Fix = []Edit{p.replace(entry.Pos, fixed.arn())}
			}
		case multi && !isMultiRegionName(point) && !hasWild(point) && !strings.Contains(point, "${"):
			fixed.rest = "accesspoint/" + own.Name()
			if slash {
				fixed.rest += "/" + rest
			}
			p.found(entry.Pos, fmt.Sprintf("%s names a Multi-Region Access Point by its name; ARNs have its alias, %s", quote(entry.Value), own.Name()), p.replace(entry.Pos, fixed.arn()))
		}
	})
}
