package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// things are the sorts of what actions act on and resources name.
type things uint8

const (
	bucketThing things = 1 << iota // a bucket, or an access point in its place
	objectThing
	otherThing // such as an account

	bucketsAndObjects = bucketThing | objectThing
)

func (t things) String() string {
	switch t & bucketsAndObjects {
	case bucketThing:
		return "buckets"
	case objectThing:
		return "objects"
	}
	return "buckets and objects"
}

// thingsOf returns what a resource entry may name. What is no ARN of S3 may name
// anything: other checks have something to say about it.
func thingsOf(text string) things {
	n := splitARN(text)
	if n.service != "s3" {
		return bucketsAndObjects
	}
	rest := widened(n.rest)
	if n.isAccessPoint() {
		rest = strings.TrimPrefix(rest, "accesspoint/")
	}
	first, _, slash := strings.Cut(rest, "/")
	switch {
	case slash && (!n.isAccessPoint() || strings.Contains(rest, "/object/")):
		return objectThing
	case slash || hasWild(first) || strings.Contains(first, ":"):
		return bucketsAndObjects
	}
	return bucketThing
}

// thingsNamed returns what a Resource may name.
func thingsNamed(el *policy.Patterns) (all things) {
	if el.Not {
		return bucketsAndObjects
	}
	for _, t := range el.Items {
		all |= thingsOf(t.Value)
	}
	return all
}

// thingsActedOn returns what the known actions of S3 act on that an entry takes, all
// if there are none. Of the services beside s3 it is not known.
func thingsActedOn(text string) (all things) {
	for a := range s3action.Matching(text) {
		switch {
		case !strings.HasPrefix(a.Name, "s3:"):
			return bucketsAndObjects
		case a.Resource == s3action.BucketResource:
			all |= bucketThing
		case a.Resource == s3action.ObjectResource:
			all |= objectThing
		default:
			all |= otherThing
		}
		if all&bucketsAndObjects == bucketsAndObjects {
			return all
		}
	}
	if all == 0 {
		return bucketsAndObjects
	}
	return all
}

func actionNotForBuckets(p *pass) {
	for _, t := range p.actions() {
		if _, _, ok := soundAction(t.Value); !ok {
			continue
		}
		var first s3action.Action
		fits := false
		for a := range s3action.Matching(t.Value) {
			if first = a; a.BucketPolicy || !strings.HasPrefix(a.Name, "s3:") {
				fits = true
				break
			}
		}
		switch {
		case fits || first.Name == "":
		case first.Resource == s3action.OtherResource:
			p.found(t.Pos, quote(t.Value)+" is on neither buckets nor objects, and S3 refuses a bucket policy with it; it belongs into the policies of users and roles")
		default:
			// S3 User Guide, "Required permissions for Amazon S3 API operations": nobody
			// says that S3 refuses it.
			f := p.found(t.Pos, quote(t.Value)+" has no effect here: no bucket has a policy before it is there")
			f.Severity = min(f.Severity, Warning)
		}
	}
}

// misfits returns the places of the action entries of a statement that apply to none
// of its resources, and what these name.
func misfits(s *policy.Statement) (list []int, named things) {
	if s.Action.Not || s.Resource.Not || len(s.Resource.Items) == 0 {
		return nil, bucketsAndObjects
	}
	named = thingsNamed(&s.Resource)
	if named == bucketsAndObjects {
		return nil, named
	}
	for i, t := range s.Action.Items {
		if on := thingsActedOn(t.Value); on != otherThing && on&named == 0 {
			list = append(list, i)
		}
	}
	return list, named
}

// S3 answers "Action does not apply to any resource(s) in statement". That one action
// of a pattern is enough is what people report.
func resourceActionMismatch(p *pass) {
	for n := range p.doc.Statements {
		s := &p.doc.Statements[n]
		list, named := misfits(s)
		for _, i := range list {
			t := s.Action.Items[i]
			p.found(t.Pos, fmt.Sprintf("%s acts on %v, and the resources of the statement are %v alone: S3 refuses the policy; %s",
				quote(t.Value), bucketsAndObjects&^named, named, otherForm(s.Resource.Items[0].Value, named)))
		}
	}
}

// otherForm says how to name the bucket of an object ARN, or the objects of a bucket.
func otherForm(text string, named things) string {
	n := splitARN(text)
	bucket, _, _ := n.bucket()
	bucket = text[:len(text)-len(n.rest)] + bucket
	if named == bucketThing {
		bucket += "/*"
	}
	return "add " + quote(bucket)
}

// A statement with an action that fits nothing has one finding for that already.
func resourceWithoutAction(p *pass) {
	for n := range p.doc.Statements {
		s := &p.doc.Statements[n]
		if list, _ := misfits(s); len(list) > 0 || s.Action.Not || s.Resource.Not {
			continue
		}
		var on things
		for _, t := range s.Action.Items {
			if on |= thingsActedOn(t.Value) & bucketsAndObjects; on == bucketsAndObjects {
				break
			}
		}
		if on == 0 || on == bucketsAndObjects {
			continue
		}
		for _, t := range s.Resource.Items {
			if thing := thingsOf(t.Value); thing&on == 0 {
				p.found(t.Pos, fmt.Sprintf("no action of the statement is on %v, so that %s has no effect; leave it out, or add the action that was meant",
					thing, quote(t.Value)), p.remove(t.Pos))
			}
		}
	}
}
