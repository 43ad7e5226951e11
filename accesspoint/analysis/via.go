package analysis

import (
	"slices"
	"strconv"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/s3key"
)

// A via is the way a request takes: directly, if it has no access point, or through
// one.
type via struct {
	accessPoint arn.AccessPoint
	origin      accesspoint.NetworkOrigin
	// anyVPC tells that it is not known which VPC the origin is.
	anyVPC bool
}

// isViaKey reports whether the value of a folded key follows from the way a request
// takes.
func isViaKey(folded string) bool {
	switch folded {
	case condition.S3DataAccessPointARN.Fold(), condition.S3DataAccessPointAccount.Fold(), condition.S3AccessPointNetworkOrigin.Fold():
		return true
	}
	return false
}

// needsAccessPoint reports whether only requests through an access point have a key.
func needsAccessPoint(folded string) bool {
	k, ok := s3key.Lookup(folded)
	return isViaKey(folded) || ok && (k.When == s3key.AccessPointHasTag || k.When == s3key.AccessPointRequest)
}

// otherVPC is the VPC of access points that are not known, if they take requests from
// one.
const otherVPC = "vpc-00000000"

// addVias makes one way of each kind that the policies can tell apart. Other access
// points than the one of the place are those of any account, in the Region of it; if
// that is not known, in the Regions that the policies name and one more.
func (s *space) addVias() {
	s.vias = []via{{}}
	if s.spot.accessPoint.IsValid() {
		s.vias = append(s.vias, via{s.spot.accessPoint, s.spot.origin, false})
		if s.spot.originMadeUp {
			s.vias = append(s.vias, via{s.spot.accessPoint, accesspoint.VPC(otherVPC), true})
		}
	}
	if !s.hasTest(needsAccessPoint) {
		return
	}
	arns := s.languagesOf(condition.S3DataAccessPointARN)
	if ap := s.spot.accessPoint; ap.IsValid() {
		// No other access point is like that of the place by accident.
		own := glob.Literal(ap.String())
		l, _ := own.Language()
		arns = append(arns, l)
	}
	for _, region := range s.regions() {
		for _, account := range append(slices.Clone(s.accounts.ids), s.accounts.stranger(0)) {
			s.addAccessPoints(region, account, following(arns, s.beforeName(region, account)))
		}
	}
}

func (s *space) beforeName(region, account string) string {
	return "arn:" + s.spot.bucket.Partition() + ":s3:" + region + ":" + account + ":accesspoint/"
}

// addAccessPoints adds the kinds of access points of an account in a Region, or of
// several Regions if there is none.
func (s *space) addAccessPoints(region, account string, arns []glob.Language) {
	shape, names := accessPointName, []string{"other"}
	if region == "" {
		shape, names = multiRegionName, []string{"other.mrap"}
	}
	if len(arns) > 0 {
		found, ok := s.classes(arns, shape)
		if !ok {
			s.giveUp(condition.S3DataAccessPointARN.Fold(), "too many kinds of access points are told apart by s3:DataAccessPointArn")
		} else {
			names = found
		}
	}
	for _, name := range names {
		ap, err := arn.ParseAccessPoint(s.beforeName(region, account) + name)
		if err != nil {
			continue
		}
		if ap == s.spot.accessPoint {
			continue
		}
		s.vias = append(s.vias, via{ap, accesspoint.Internet(), false})
		if region != "" {
			s.vias = append(s.vias, via{ap, accesspoint.VPC(otherVPC), true})
		}
	}
}

// regions returns those in which an access point of the bucket can be; empty is for an
// access point of several Regions.
func (s *space) regions() []string {
	if ap := s.spot.accessPoint; ap.IsValid() {
		return []string{ap.Region(), ""}
	}
	var list []string
	for _, t := range s.testsOf(condition.S3DataAccessPointARN) {
		for _, v := range t.values {
			fields := strings.SplitN(v, ":", 6)
			if len(fields) == 6 && fields[3] != "" && !strings.ContainsAny(fields[3], "*?") && !slices.Contains(list, fields[3]) {
				list = append(list, fields[3])
			}
		}
	}
	for i := 1; ; i++ {
		if region := "us-east-" + strconv.Itoa(i); !slices.Contains(list, region) {
			return append(list, region, "")
		}
	}
}

// isPlainRegion reports whether a value of s3:DataAccessPointArn tells no two Regions
// apart but those that it names.
func isPlainRegion(value string, known bool) bool {
	fields := strings.SplitN(value, ":", 6)
	return known || len(fields) < 6 || isPlainAccount(fields[3], true)
}

// accessPointName is the shape of a name of an access point.
//
// S3 User Guide, "Access points naming rules, restrictions, and limitations".
var (
	accessPointName = glob.Shape{Step: stepAccessPoint, Special: "-", Final: func(s uint8) bool { return s == shortest }}
	multiRegionName = glob.Shape{Step: stepMultiRegion, Special: mrap, Final: func(s uint8) bool { return int(s) == len(mrap)+1 }}
)

// The states of a name: so many characters, up to the shortest; and after a hyphen,
// with which no name ends.
const (
	shortest = 3
	hyphen   = 4 // after two or more characters
)

func stepAccessPoint(s uint8, r rune) (uint8, bool) {
	letter := 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	switch {
	case r == '-' && s == 1:
		return 2, true // one more makes the shortest
	case r == '-' && (s == 2 || s == shortest || s == hyphen):
		return hyphen, true
	case letter && s == hyphen:
		return shortest, true
	case letter:
		return min(s+1, shortest), true
	}
	return 0, false
}

const mrap = ".mrap"

// stepMultiRegion takes letters and digits and then .mrap.
func stepMultiRegion(s uint8, r rune) (uint8, bool) {
	switch {
	case s <= 1 && ('a' <= r && r <= 'z' || '0' <= r && r <= '9'):
		return 1, true
	case s >= 1 && int(s) <= len(mrap) && r == rune(mrap[s-1]):
		return s + 1, true
	}
	return 0, false
}
