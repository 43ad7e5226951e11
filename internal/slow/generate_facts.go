package slow

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// derivedPools are pools about keys that follow from the world.
var derivedPools = []string{"aws:username", "aws:PrincipalServiceName", "aws:PrincipalIsAWSService", "aws:PrincipalArn"}

// facts makes what a request tells beyond what follows from the world.
func (g Generator) facts(w World) Facts {
	facts := Facts{map[string][]string{}, map[string]bool{}}
	for _, p := range pools {
		switch {
		case containsFold(derivedPools, p.key), p.key == "aws:PrincipalTag/team" && w.CallerTags != nil:
		case p.key == "aws:SourceIp" && w.Endpoint != nil:
		case g.percent(1):
			facts.Unrecorded[p.key] = true
		case g.percent(50):
			facts.Known[g.recase(p.key)] = []string{pick(g, append(p.requestOnly, p.values...)...)}
		}
	}
	if w.Endpoint == nil {
		g.network(w, facts)
	}
	g.resourceTags(w, facts)
	switch {
	case g.percent(3), w.Caller.Kind == policy.AWSService && g.percent(20):
		g.derived(w, facts)
	case g.percent(2):
		facts.Known["AWS:SOURCEVPC"] = []string{pick(g, vpcs...)} // perhaps a second time
	case g.percent(1):
		facts.Known["aws:SourceVpc"] = vpcs
	case g.percent(1):
		facts.Unrecorded["aws:SourceVpc"] = true // though the endpoint may tell it
	}
	return facts
}

// network makes keys that tell the VPC, without an endpoint that is known.
func (g Generator) network(w World, facts Facts) {
	vpc := pick(g, vpcs...)
	if ap := w.AccessPoint; ap != nil && ap.VPC != "" && g.percent(80) {
		vpc = ap.VPC
	} else if g.percent(60) {
		return
	}
	switch {
	case g.percent(6):
		facts.Unrecorded["aws:SourceVpc"] = true
	case g.percent(95):
		facts.Known[g.recase("aws:SourceVpc")] = []string{vpc}
	}
	if g.percent(50) {
		facts.Known["aws:SourceVpce"] = []string{pick(g, endpoints...)}
	}
}

// resourceTags makes the tags that are for the request to tell, and at times
// others, as they are or not.
func (g Generator) resourceTags(w World, facts Facts) {
	tell := func(prefix string, tags map[string]string, takesPart bool) {
		name := pick(g, "team", "env")
		switch {
		case tags == nil && takesPart && g.percent(40), g.percent(1):
			facts.Known[prefix+name] = []string{pick(g, "red", "re", "k")}
		case takesPart && tags[name] != "" && g.percent(10):
			facts.Known[prefix+g.recase(name)] = []string{tags[name]}
		}
	}
	tell("s3:BucketTag/", w.Bucket.Tags, w.Bucket.ABAC)
	tell("s3:ExistingObjectTag/", nil, true)
	if w.CallerTags != nil {
		tell("aws:PrincipalTag/", w.CallerTags, true)
	}
	ap := w.AccessPoint
	switch {
	case ap == nil:
		tell("aws:ResourceTag/", w.Bucket.Tags, w.Bucket.ABAC)
	case ap.Tags == nil && w.Bucket.Tags == nil:
		// On the two legs this is of two resources, so that both must leave it to
		// the request, or none.
		tell("aws:ResourceTag/", nil, true)
	case ap.Tags != nil && w.Bucket.Tags != nil && w.Bucket.ABAC:
		tell("aws:ResourceTag/", pick(g, ap.Tags, w.Bucket.Tags), true)
	}
	if ap != nil {
		tell("s3:AccessPointTag/", ap.Tags, true)
	} else if g.percent(20) {
		tell("s3:AccessPointTag/", nil, false)
	}
}

// derived gives keys that follow from the world: as they do, or forged.
func (g Generator) derived(w World, facts Facts) {
	d := pick(g, slices.SortedFunc(slices.Values(w.derivedKeys(pick(g, w.legs("")...), facts)), func(a, b derived) int {
		return strings.Compare(a.key, b.key)
	})...)
	if strings.Contains(d.key, "Tag/") {
		return // see resourceTags
	}
	switch {
	case g.percent(20):
		facts.Unrecorded[d.key] = true
	case d.known == Yes && g.percent(60):
		facts.Known[g.recase(d.key)] = []string{d.value}
	default:
		facts.Known[g.recase(d.key)] = []string{pick(g, "111111111111", "forged", "false", "")}
	}
}

func containsFold(list []string, text string) bool {
	for _, item := range list {
		if strings.EqualFold(item, text) {
			return true
		}
	}
	return false
}
