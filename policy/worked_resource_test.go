package policy

import (
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

// A workedResource is a case of Resource and NotResource.
type workedResource struct {
	number   int
	name     string
	element  string
	resource string
	want     condition.Truth
}

// ask is the request for the resource of the case.
func (c *workedResource) ask() Request {
	req := from(jane)
	req.Resource = arn.MustParse(c.resource)
	return req
}

const (
	west = "arn:aws:s3:us-west-2:123456789012:accesspoint/"
	mrap = "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap"
)

var workedResources = []workedResource{
	{16, "a star at the end", `"Resource":"arn:aws:s3:::b/*"`, "arn:aws:s3:::b/k", yes},
	{17, "a bucket is none of its objects", `"Resource":"arn:aws:s3:::b/*"`, "arn:aws:s3:::b", no},
	{18, "an object is not its bucket", `"Resource":"arn:aws:s3:::b"`, "arn:aws:s3:::b/k", no},
	{19, "a star after a bucket's name reaches far", `"Resource":"arn:aws:s3:::b*"`, "arn:aws:s3:::bucket2/k", yes},
	{20, "a key may hold a colon", `"Resource":"arn:aws:s3:::b/*"`, "arn:aws:s3:::b/x:y", yes},
	{21, "a star between slashes", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b/1/test/object.jpg", yes},
	{22, "a star crosses a slash", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b/1/2/test/object.jpg", yes},
	{23, "two stars cross slashes", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b/1/2/test/3/object.jpg", yes},
	{24, "two stars cross many", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b/1/2/3/test/4/object.jpg", yes},
	{25, "slashes are characters like others", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b/1///test///object.jpg", yes},
	{26, "a name that is only a suffix", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b/1/test/.jpg", yes},
	{27, "a star may stand for nothing", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b//test/object.jpg", yes},
	{28, "so may the last one", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b/1/test/", yes},
	{29, "what stands between stars must be there", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b/1-test/object.jpg", no},
	{30, "with both its slashes", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b/test/object.jpg", no},
	{31, "and whole", `"Resource":"arn:aws:s3:::b/*/test/*"`, "arn:aws:s3:::b/1/2/test.jpg", no},
	{32, "case counts", `"Resource":"arn:aws:s3:::B/*"`, "arn:aws:s3:::b/k", no},
	{33, "an access point", `"Resource":"` + west + `test"`, west + "test", yes},
	{34, "an access point is none of its objects", `"Resource":"` + west + `test"`, west + "test/object/k", no},
	{35, "objects through an access point", `"Resource":"` + west + `test/object/*"`, west + "test/object/unit-01", yes},
	{36, "are not the access point", `"Resource":"` + west + `test/object/*"`, west + "test", no},
	{37, "objects under a prefix", `"Resource":"` + west + `test/object/unit-01/finance/*"`, west + "test/object/unit-01/finance/a", yes},
	{38, "are not those under another", `"Resource":"` + west + `test/object/unit-01/finance/*"`, west + "test/object/unit-01/hr/a", no},
	{39, "all access points and their objects", `"Resource":"` + west + `*"`, west + "test/object/k", yes},
	{40, "a star after an access point's name reaches far", `"Resource":"` + west + `test*"`, west + "test2/object/k", yes},
	{41, "all buckets are no access points", `"Resource":"arn:aws:s3:::*"`, west + "test", no},
	{42, "any region", `"Resource":"arn:aws:s3:*:123456789012:accesspoint/*"`, west + "test", yes},
	{43, "no region is not any", `"Resource":"arn:aws:s3::123456789012:accesspoint/*"`, west + "test", no},
	{44, "no region is that of many", `"Resource":"arn:aws:s3::123456789012:accesspoint/*"`, mrap, yes},
	{49, "an access point is not of a bucket left out", `"NotResource":"arn:aws:s3:::b/*"`, west + "test/object/k", yes},
	{50, "objects left out through an access point", `"NotResource":"` + west + `x/object/202511/*"`, west + "x/object/202511/a", no},
}

func TestWorkedResources(t *testing.T) {
	for _, tt := range workedResources {
		t.Run(tt.name, func(t *testing.T) {
			if got := holds(t, AccessPoint, tt.element, tt.ask()); got != tt.want {
				t.Errorf("case %d: %s is about %s: %v, want %v", tt.number, tt.element, tt.resource, got, tt.want)
			}
		})
	}
}

// One page lets a `*` at the end of a part reach into the next ones, another
// does not: what only the first allows is in doubt.
func TestAStarAtTheEndOfAPart(t *testing.T) {
	const longer = "arn:aws:s3:us-west-2:123456789012:a:x"
	for _, tt := range []workedResource{
		{0, "it stands for its own part", `"Resource":"arn:aws:s3:us-*:123456789012:a:x"`, longer, yes},
		{0, "it may reach into the next", `"Resource":"arn:aws:s3:us-*:*:x"`, longer, unsure},
		{0, "it may, where it is left out", `"NotResource":"arn:aws:s3:us-*:*:x"`, longer, unsure},
		{0, "within a part it does not", `"Resource":"arn:aws:s3:us-*2:123456789012:x"`, longer, no},
		{0, "a question mark does not", `"Resource":"arn:aws:s3:us-west-?:123456789012:x"`, longer, no},
		{0, "it must fit in the other reading too", `"Resource":"arn:aws:s3:eu-*:*:x"`, longer, no},
		{0, "an entry beside it is certain", `"Resource":["arn:aws:s3:us-*:*:x","arn:aws:s3:us-west-2:123456789012:a:x"]`, longer, yes},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := holds(t, AccessPoint, tt.element, tt.ask()); got != tt.want {
				t.Errorf("%s is about %s: %v, want %v", tt.element, tt.resource, got, tt.want)
			}
		})
	}
}

// Identity-based policies may leave out the last parts of an ARN.
func TestWorkedResourcesCutShort(t *testing.T) {
	for _, tt := range workedCutShort {
		t.Run(tt.name, func(t *testing.T) {
			for _, k := range []Kind{Identity, Boundary} {
				if got := holds(t, k, tt.element, tt.ask()); got != tt.want {
					t.Errorf("case %d: %s is about %s: %v, want %v", tt.number, tt.element, tt.resource, got, tt.want)
				}
			}
		})
	}
}

var workedCutShort = []workedResource{
	{45, "a bucket", `"Resource":"arn:aws:s3"`, "arn:aws:s3:::b", yes},
	{45, "an object", `"Resource":"arn:aws:s3"`, "arn:aws:s3:::b/k:l", yes},
	{45, "an access point", `"Resource":"arn:aws:s3"`, west + "test", yes},
	{45, "another partition", `"Resource":"arn:aws:s3"`, "arn:aws-cn:s3:::b", no},
	{45, "another service", `"Resource":"arn:aws:s3"`, "arn:aws:sqs:us-west-2:123456789012:q", no},
	{0, "a region", `"Resource":"arn:aws:s3:us-west-2"`, west + "test", yes},
	{0, "another region", `"Resource":"arn:aws:s3:us-east-1"`, west + "test", no},
	{0, "an account", `"Resource":"arn:aws:s3:us-west-2:123456789012"`, west + "test", yes},
	{0, "another account", `"Resource":"arn:aws:s3:us-west-2:111122223333"`, west + "test", no},
}

// Only a Deny may leave the partition open.
func TestAWildcardForThePartition(t *testing.T) {
	p := MustCompile(Bucket, inPolicy(Bucket, `{"Effect":"Deny",…,"Resource":"arn:aws*:s3:::b"}`))
	for resource, want := range map[string]Outcome{
		"arn:aws:s3:::b":    ExplicitDeny,
		"arn:aws-cn:s3:::b": ExplicitDeny,
		"arn:aws-cn:s3:::c": ImplicitDeny,
	} {
		c := workedResource{resource: resource}
		if got := p.Evaluate(c.ask()); got.Outcome != want {
			t.Errorf("%s comes to %v, want %v", resource, got.Outcome, want)
		}
	}
}
