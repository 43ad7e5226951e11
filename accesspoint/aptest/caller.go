package aptest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// A caller is a principal that makes requests, with all that bears on them: what a
// session has from its role, and a federated user from the user that vouches for
// it.
type caller struct {
	node              int // where it is listed, else where a request names it
	setting           accesspoint.CallerSetting
	identity, session []*placed
	boundary          *placed
	broken            bool
}

// readCaller returns the principal that node n names, nil if it is none. One that
// is not listed has no policies of its own.
func (r *reader) readCaller(n int) *caller {
	name := r.textOf(n)
	if c := r.callers[name]; c != nil {
		return c
	}
	p := r.readPrincipalARN(n)
	if !p.IsValid() {
		return nil
	}
	own := r.principals[name]
	if own == nil {
		own = &principal{node: n, arn: p}
	}
	from, p, err := r.issuer(own)
	if err == nil {
		err = own.conflict(from)
	}
	if err != nil {
		r.fault(own.node, err)
		return nil
	}
	c := own.inherit(from)
	if a := r.accounts[p.Account()]; a != nil && a.canonicalID != "" {
		p = p.WithCanonicalID(a.canonicalID)
	}
	c.setting.Principal = own.identify(p, from)
	r.callers[name] = c
	return c
}

// issuer returns what a session or a federated user was issued by, if it is known
// and listed, and the principal as it is known then.
func (r *reader) issuer(own *principal) (from *principal, p policy.Principal, err error) {
	p = own.arn
	switch {
	case isSession(p):
		return r.issuerOfSession(own)
	case own.issuer == "":
	case p.Type() != policy.FederatedUser:
		err = fmt.Errorf("%w: only sessions and federated users have an issuer", ErrValue)
	default:
		from = r.principals[own.issuer]
		p, err = policy.Federated(own.issuer, p.Name())
		if err == nil && p.String() != own.arn.String() {
			err = fmt.Errorf("%w: the issuer of a federated user is a user of the same account", ErrValue)
		}
	}
	return from, p, err
}

// issuerOfSession finds the role of a session, by its name if need be: the ARN of
// a session does not tell the path.
func (r *reader) issuerOfSession(own *principal) (from *principal, p policy.Principal, err error) {
	role := own.issuer
	if role == "" {
		switch roles := r.roles[nameOfRole(own.arn)]; len(roles) {
		case 0:
			return nil, own.arn, nil
		case 1:
			role = roles[0].arn.ARN()
		default:
			return nil, own.arn, fmt.Errorf("%w: %d listed roles have the name of this session's; say which by `issuer`", ErrValue, len(roles))
		}
	}
	name := own.arn.String()
	p, err = policy.AssumedRole(role, name[strings.LastIndexByte(name, '/')+1:])
	if err == nil && p.String() != name {
		err = fmt.Errorf("%w: the issuer of a session is the role that its ARN names, and not %s", ErrValue, quote(role))
	}
	return r.principals[role], p, err
}

// inherit puts together what a principal has of its own and from its issuer.
func (own *principal) inherit(from *principal) *caller {
	c := &caller{node: own.node, identity: own.identity, session: own.session, boundary: own.boundary, broken: own.broken}
	tags := own.tags
	if from != nil {
		c.broken = c.broken || from.broken
		c.identity = slices.Concat(from.identity, own.identity)
		if c.boundary == nil {
			c.boundary = from.boundary
		}
		tags = layOver(from.tags, own.tags)
	}
	c.setting = accesspoint.CallerSetting{
		Identity: compiled(c.identity), Boundary: c.boundary.of(), Session: compiled(c.session), Tags: tags,
	}
	return c
}

// conflict tells what own and its issuer cannot both have.
func (own *principal) conflict(from *principal) error {
	switch {
	case from == nil:
	case own.boundary != nil && from.boundary != nil:
		return fmt.Errorf("%w: the permissions boundary is that of the issuer, which has one", ErrValue)
	case len(from.session) > 0:
		return fmt.Errorf("%w: session policies are passed to one session; list them with its ARN, not with that of its issuer", ErrValue)
	}
	return nil
}

// layOver returns the tags of an issuer with those of the session in place of any
// of the same key, which has no case.
//
// IAM User Guide, "Pass session tags in AWS STS".
func layOver(below, above map[string]string) map[string]string {
	if below == nil {
		return above
	}
	tags := maps.Clone(above)
	if tags == nil {
		tags = make(map[string]string)
	}
	folded := make(map[string]bool)
	for k := range above {
		folded[condition.Key(k).Fold()] = true
	}
	for k, v := range below {
		if !folded[condition.Key(k).Fold()] {
			tags[k] = v
		}
	}
	return tags
}

// identify returns p with what further tells who it is.
func (own *principal) identify(p policy.Principal, from *principal) policy.Principal {
	id, linked := own.uniqueID, own.serviceLinked
	if from != nil && p.Type() == policy.RoleSession {
		linked = linked || from.serviceLinked
		if id == "" {
			id = from.uniqueID
		}
	}
	if id != "" {
		p = p.WithUniqueID(id)
	}
	if linked {
		p = p.AsServiceLinked()
	}
	return p
}
