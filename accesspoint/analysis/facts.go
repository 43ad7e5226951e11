package analysis

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/box"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// addFacts adds the boxes that no request is in, since what one dimension has follows
// from another. Facts that are not here leave points that no request is like; a request
// at such a point would be no witness: see implausible.
func (s *space) addFacts() {
	s.addActionFacts()
	s.addKeyFacts()
	s.addCallerFacts()
	s.addNetworkFacts()
	s.addOpaqueFacts()
}

func (s *space) never(b box.Box) { s.facts = append(s.facts, b) }

// addActionFacts: actions on objects have a key and those on buckets none, and access
// points do not offer all of them.
//
// S3 User Guide, "Access point compatibility"; Service Authorization Reference,
// "Actions, resources, and condition keys for Amazon S3".
func (s *space) addActionFacts() {
	onObject := s.some(actionAt, func(a int) bool { return s.actions[a].resource == s3action.ObjectResource })
	s.never(s.and(onObject, keyAt, func(k int) bool { return k == 0 }))
	onBucket := s.some(actionAt, func(a int) bool { return s.actions[a].resource == s3action.BucketResource })
	s.never(s.and(onBucket, keyAt, func(k int) bool { return k > 0 }))
	notOffered := s.some(actionAt, func(a int) bool { return !s.actions[a].through })
	s.never(s.and(notOffered, viaAt, s.isThrough))
}

// addKeyFacts: requests carry a key only for some actions, and tags of an access point
// only through one.
//
// Service Authorization Reference, "Actions, resources, and condition keys for Amazon
// S3".
func (s *space) addKeyFacts() {
	for i := range s.coordinates {
		k, ok := s3key.Lookup(s.coordinates[i].key)
		if !ok || s.coordinates[i].opaque != nil {
			continue
		}
		there := s.some(coordinatesAt+i, isThere)
		s.never(s.and(there, actionAt, func(a int) bool {
			return !k.ForAction(s3action.Number(s.actions[a].name))
		}))
		if needsAccessPoint(s.coordinates[i].key) {
			s.never(s.and(there, viaAt, func(v int) bool { return !s.isThrough(v) }))
		}
	}
}

func (s *space) isThrough(v int) bool { return s.vias[v].accessPoint.IsValid() }

// addCallerFacts: who has signed nothing carries nothing that describes a caller, and
// uses no access point; services carry no organization and nothing of the network.
//
// IAM User Guide, "AWS global condition context keys"; S3 User Guide, "Access points
// naming rules, restrictions, and limitations".
func (s *space) addCallerFacts() {
	unsigned := s.some(callerAt, func(c int) bool { return s.callers[c].Type() == policy.AnonymousUser })
	service := s.some(callerAt, s.isService)
	others := s.some(callerAt, func(c int) bool { return !s.isService(c) })
	s.never(s.and(unsigned, viaAt, s.isThrough))
	for i := range s.coordinates {
		c := &s.coordinates[i]
		at := coordinatesAt + i
		switch {
		case c.opaque != nil:
			continue
		case strings.HasPrefix(c.key, "aws:principal"), strings.HasPrefix(c.key, "aws:multifactor"), c.key == condition.TokenIssueTime.Fold():
			s.never(s.and(unsigned, at, isThere))
		}
		if c.key == condition.PrincipalOrgID.Fold() || c.key == condition.PrincipalOrgPaths.Fold() || isNetwork(c.key) {
			s.never(s.and(service, at, isThere))
		}
		if isAlwaysThere(c.key) {
			s.never(s.and(others, at, func(k int) bool { return k == 0 }))
		}
		if c.key == condition.UserID.Fold() {
			s.addUserIDs(at, c)
		}
	}
}

func (s *space) isService(c int) bool { return s.callers[c].Type() == policy.AWSService }

func isThere(k int) bool { return k > 0 }

// addUserIDs: the user id of a root user, a federated user or nobody follows from who
// it is.
func (s *space) addUserIDs(at int, c *coordinate) {
	for i, p := range s.callers {
		if id := p.UserID(); id != "" {
			caller := s.some(callerAt, func(j int) bool { return i == j })
			s.never(s.and(caller, at, func(k int) bool { return k > 0 && c.kinds[k].values[0] != id }))
		}
	}
}

// addNetworkFacts: a request comes through a VPC endpoint, and then has the keys of it
// and none of the Internet, or it does not. One through an access point that takes
// requests from a VPC alone comes from there, and access points take requests over TLS
// alone.
//
// IAM User Guide, "AWS global condition context keys"; S3 User Guide, "Creating access
// points restricted to a virtual private cloud".
func (s *space) addNetworkFacts() {
	endpoint := []condition.Key{condition.SourceVPCE, condition.SourceVPC, condition.VPCSourceIP}
	ip := s.coordinateOf(condition.SourceIP.Fold())
	absent := func(k int) bool { return k == 0 }
	for i, a := range endpoint {
		at := s.coordinateOf(a.Fold())
		if at < 0 {
			continue
		}
		there := s.some(coordinatesAt+at, isThere)
		if ip >= 0 {
			s.never(s.and(there, coordinatesAt+ip, isThere))
		}
		for j, b := range endpoint {
			if other := s.coordinateOf(b.Fold()); other >= 0 && i != j {
				s.never(s.and(there, coordinatesAt+other, absent))
			}
		}
	}
	if tls := s.coordinateOf(condition.SecureTransport.Fold()); tls >= 0 {
		through := s.some(viaAt, s.isThrough)
		s.never(s.and(through, coordinatesAt+tls, func(k int) bool {
			return k > 0 && s.coordinates[tls].kinds[k].values[0] == "false"
		}))
	}
	s.addOrigins()
}

func (s *space) addOrigins() {
	vpc := s.coordinateOf(condition.SourceVPC.Fold())
	for v := range s.vias {
		id := s.vias[v].origin.VPCID()
		if id == "" {
			continue
		}
		through := s.some(viaAt, func(w int) bool { return v == w })
		if ip := s.coordinateOf(condition.SourceIP.Fold()); ip >= 0 {
			s.never(s.and(through, coordinatesAt+ip, isThere))
		}
		if vpc >= 0 {
			s.never(s.and(through, coordinatesAt+vpc, func(k int) bool {
				return k == 0 || !s.vias[v].anyVPC && !slices.Contains(s.coordinates[vpc].kinds[k].values, id)
			}))
		}
	}
}

// isAlwaysThere reports whether all requests but those of services have a folded key.
//
// IAM User Guide, "AWS global condition context keys".
func isAlwaysThere(folded string) bool {
	switch folded {
	case condition.SecureTransport.Fold(), condition.CurrentTime.Fold(), condition.ViaAWSService.Fold(),
		condition.RequestedRegion.Fold(), condition.UserID.Fold():
		return true
	}
	return false
}

// isNetwork reports whether a folded key tells where a request comes from.
func isNetwork(folded string) bool {
	switch folded {
	case condition.SourceIP.Fold(), condition.SourceVPC.Fold(), condition.SourceVPCE.Fold(), condition.VPCSourceIP.Fold(), condition.SourceVPCARN.Fold():
		return true
	}
	return strings.HasPrefix(folded, "aws:vpce")
}
