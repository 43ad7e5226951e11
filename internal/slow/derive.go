package slow

import (
	"maps"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// A derived is a condition key that follows from what else is known: it has a
// value, it is absent (no), or it is there with a value that only the request
// can tell (unsure).
type derived struct {
	key   string
	known Truth
	value string
}

func has(key, value string) derived { return derived{key, Yes, value} }
func lacks(key string) derived      { return derived{key: key, known: No} }

// derivedKeys tells which keys the evaluator sets on a leg. IAM User Guide, "AWS
// global condition context keys"; S3 User Guide, "Configuring IAM policies for
// using access points", condition keys.
func (w World) derivedKeys(l leg, facts Facts) []derived {
	keys := append(w.Caller.keys(), has("aws:ResourceAccount", l.owner), has("s3:ResourceAccount", l.owner))
	if ap := w.AccessPoint; ap != nil {
		origin := "Internet"
		if ap.VPC != "" {
			origin = "VPC"
		}
		keys = append(keys, has("s3:DataAccessPointArn", ap.ARN()), has("s3:DataAccessPointAccount", ap.Account),
			has("s3:AccessPointNetworkOrigin", origin))
	} else {
		keys = append(keys, lacks("s3:DataAccessPointArn"), lacks("s3:DataAccessPointAccount"), lacks("s3:AccessPointNetworkOrigin"))
	}
	if w.Endpoint != nil {
		keys = append(keys, has("aws:SourceVpce", w.Endpoint.ID), has("aws:SourceVpc", w.Endpoint.VPC))
	}
	for prefix, tags := range w.tags(l) {
		if tags == nil {
			continue // the request tells them
		}
		for tag, value := range tags {
			keys = append(keys, has(prefix+tag, value))
		}
		for key := range facts.withPrefix(prefix) {
			if _, ok := tagOf(key, prefix, tags); !ok {
				keys = append(keys, lacks(key))
			}
		}
	}
	return keys
}

// keys: the values are those of the table of principal key values in IAM User
// Guide, "IAM policy elements: Variables and tags". For services it has none.
func (c Caller) keys() []derived {
	isService := "false"
	unknown := func(key string) derived { return derived{key, Unsure, ""} }
	arn, account, kind, id := derived{}, has("aws:PrincipalAccount", c.Account), derived{}, derived{}
	name, service := lacks("aws:username"), lacks("aws:PrincipalServiceName")
	switch c.Kind {
	case policy.RootUser:
		arn, kind, id = has("aws:PrincipalArn", c.iam("root")), has("aws:PrincipalType", "Account"), has("aws:userid", c.Account)
	case policy.User:
		arn, kind, id = has("aws:PrincipalArn", c.iam("user/"+c.Owner)), has("aws:PrincipalType", "User"), c.userID(c.UniqueID)
		name = has("aws:username", base(c.Owner))
	case policy.RoleSession:
		arn, kind, id = has("aws:PrincipalArn", c.iam("role/"+c.Owner)), has("aws:PrincipalType", "AssumedRole"), c.userID("")
		if c.PathUnknown {
			arn = unknown("aws:PrincipalArn")
		}
		if c.UniqueID != "" && c.Session != "" {
			id = has("aws:userid", c.UniqueID+":"+c.Session)
		}
	case policy.FederatedUser:
		arn, kind = has("aws:PrincipalArn", c.sts("federated-user/"+c.Session)), has("aws:PrincipalType", "FederatedUser")
		id = has("aws:userid", c.Account+":"+c.Session)
	case policy.AWSService:
		arn, account, kind = unknown("aws:PrincipalArn"), unknown("aws:PrincipalAccount"), unknown("aws:PrincipalType")
		id, service, isService = unknown("aws:userid"), has("aws:PrincipalServiceName", c.Service), "true"
	case policy.AnonymousUser:
		arn, account, kind = lacks("aws:PrincipalArn"), has("aws:PrincipalAccount", "anonymous"), has("aws:PrincipalType", "Anonymous")
		id = has("aws:userid", "anonymous")
		return []derived{arn, account, kind, id, name, service, lacks("aws:PrincipalIsAWSService")}
	}
	return []derived{arn, account, kind, id, name, service, has("aws:PrincipalIsAWSService", isService)}
}

func (c Caller) userID(id string) derived {
	if id == "" {
		return derived{"aws:userid", Unsure, ""}
	}
	return has("aws:userid", id)
}

// tags tells which families of tag keys have which tags on a leg; nil if it is
// for the request to tell. S3 User Guide, "Using tags with S3 Access Points for
// general purpose buckets" and "Using tags with S3 general purpose buckets",
// which disagree on aws:ResourceTag: on each leg it has the tags of its own
// resource. The tags of a bucket without ABAC have no part.
func (w World) tags(l leg) map[string]map[string]string {
	none := map[string]string{}
	ofBucket, ofAccessPoint := none, none
	if w.Bucket.ABAC {
		ofBucket = w.Bucket.Tags
	}
	if w.AccessPoint != nil {
		ofAccessPoint = w.AccessPoint.Tags
	}
	tags := map[string]map[string]string{
		"aws:PrincipalTag/": w.CallerTags, "s3:AccessPointTag/": ofAccessPoint, "s3:BucketTag/": ofBucket, "aws:ResourceTag/": ofBucket,
	}
	switch {
	case l.policyLayer == AccessPointLayer:
		tags["aws:ResourceTag/"] = ofAccessPoint
	case w.AccessPoint != nil && ofAccessPoint == nil && !w.Bucket.ABAC:
		tags["aws:ResourceTag/"] = nil // what the request tells is of the access point, see hidden
	}
	return tags
}

// hidden tells which families of keys a leg does not see, though the other may.
// On the access point itself there is no s3:BucketTag: Service Authorization
// Reference, "Actions, resources, and condition keys for Amazon S3".
func (w World) hidden(l leg) (prefixes []string) {
	if l.policyLayer == AccessPointLayer && l.key == "" {
		prefixes = append(prefixes, "s3:BucketTag/")
	}
	if l.policyLayer == BucketLayer && !w.Bucket.ABAC {
		prefixes = append(prefixes, "aws:ResourceTag/")
	}
	return prefixes
}

// on returns the facts as the policies of a leg see them.
func (f Facts) on(w World, l leg) Facts {
	facts := Facts{maps.Clone(f.Known), maps.Clone(f.Unrecorded)}
	for _, d := range w.derivedKeys(l, f) {
		if _, given := f.lookup(d.key); d.known == Unsure && given != No {
			continue
		}
		facts.drop(func(key string) bool { return strings.EqualFold(key, d.key) })
		switch d.known {
		case Yes:
			facts.Known[d.key] = []string{d.value}
		case Unsure:
			facts.Unrecorded[d.key] = true
		}
	}
	facts.dropFamilies(w.hidden(l))
	return facts
}

// forged tells whether the facts give a key another value than it has on any leg.
// One that is right on one leg alone is not seen on the other.
func (f Facts) forged(w World, legs []leg) bool {
	wrong := map[string]int{}
	for _, l := range legs {
		for _, d := range w.derivedKeys(l, f) {
			values, given := f.lookup(d.key)
			if given == Yes && (d.known == No || d.known == Yes && !slices.Equal(values, []string{d.value})) {
				wrong[strings.ToLower(d.key)]++
			}
		}
	}
	return slices.Contains(slices.Collect(maps.Values(wrong)), len(legs))
}

func (f Facts) drop(these func(string) bool) {
	maps.DeleteFunc(f.Known, func(key string, _ []string) bool { return these(key) })
	maps.DeleteFunc(f.Unrecorded, func(key string, _ bool) bool { return these(key) })
}

func (f Facts) dropFamilies(prefixes []string) {
	for _, prefix := range prefixes {
		f.drop(func(key string) bool { return hasPrefixFold(key, prefix) })
	}
}

// withPrefix returns the keys of a family, for which case does not count.
func (f Facts) withPrefix(prefix string) map[string]bool {
	keys := map[string]bool{}
	for key := range f.Known {
		keys[key] = hasPrefixFold(key, prefix)
	}
	for key := range f.Unrecorded {
		keys[key] = hasPrefixFold(key, prefix)
	}
	maps.DeleteFunc(keys, func(_ string, in bool) bool { return !in })
	return keys
}

func hasPrefixFold(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// tagOf looks up the tag that a key of a family is about.
func tagOf(key, prefix string, tags map[string]string) (string, bool) {
	for tag, value := range tags {
		if strings.EqualFold(key, prefix+tag) {
			return value, true
		}
	}
	return "", false
}
