package slow

import "strings"

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
	if g.percent(3) {
		g.derived(w, facts)
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

// resourceTags makes the tags that are for the request to tell.
func (g Generator) resourceTags(w World, facts Facts) {
	told := func(prefix string, rate int) {
		if g.percent(rate) {
			facts.Known[prefix+pick(g, "team", "env")] = []string{pick(g, "red", "re", "k")}
		}
	}
	if w.Bucket.ABAC && w.Bucket.Tags == nil {
		told("s3:BucketTag/", 40)
	}
	if w.AccessPoint != nil && w.AccessPoint.Tags == nil {
		told("s3:AccessPointTag/", 40)
	}
	// On the two legs this is of two resources, so that both must leave it to the
	// request.
	if w.Bucket.Tags == nil && (w.AccessPoint == nil && w.Bucket.ABAC || w.AccessPoint != nil && w.AccessPoint.Tags == nil) {
		told("aws:ResourceTag/", 40)
	}
	told("s3:ExistingObjectTag/", 30)
}

// derived gives keys that follow from the world: as they do, or forged.
func (g Generator) derived(w World, facts Facts) {
	all := w.derivedKeys(w.legs("")[0], facts)
	d := pick(g, all...)
	if strings.HasSuffix(d.key, ":ResourceAccount") && w.AccessPoint != nil && w.AccessPoint.Account != w.Bucket.Account {
		return // it is one account on one leg, and another on the other
	}
	if strings.Contains(d.key, "Tag/") {
		return // likewise
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
