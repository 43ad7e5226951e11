package lint

import (
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// httpsChecks are those of requests without TLS.
func httpsChecks() []check {
	return []check{
		{Info: Info{"https-not-required", Suggestion, BucketPolicy, "No Deny of requests without TLS in the whole policy."}, run: httpsNotRequired, reads: otherStatements},
		{Info: Info{"https-deny-half", Warning, BucketPolicy, "A Deny of requests without TLS that is about the bucket or about its objects, and not about both."}, run: httpsDenyHalf, reads: otherStatements},
	}
}

// asksForPlainHTTP reports whether l is met by requests without TLS. They have no
// s3:TlsVersion, so that only an operator that passes over that is met by them.
//
// S3 User Guide, "Security best practices for Amazon S3", "Enforce encryption of data
// in transit".
func (l *line) asksForPlainHTTP() bool {
	switch l.name {
	case condition.SecureTransport.Fold():
		return (l.op.compares == booleans || l.op.compares.isText()) && l.asksOnly(l.insecure())
	case condition.S3TLSVersion.Fold():
		holds, _ := l.holdsWithout()
		return holds
	}
	return false
}

// insecure returns the value under which l is met by requests without TLS.
func (l *line) insecure() string {
	if l.op.Negated() {
		return "true"
	}
	return "false"
}

// httpsDenies returns the statements that deny everybody requests without TLS.
func (p *pass) httpsDenies() (list []*block) {
	blocks := p.blocks()
	for i := range blocks {
		if b := &blocks[i]; b.Effect == policy.Deny && isEverybody(&b.Principal) && anyLine(b, (*line).asksForPlainHTTP) {
			list = append(list, b)
		}
	}
	return list
}

// asksForTLS reports whether l keeps an Allow from requests without TLS.
func (l *line) asksForTLS() bool {
	switch l.name {
	case condition.SecureTransport.Fold():
		return l.op.compares == booleans && !l.op.IfExists() && l.asksOnly("true")
	case condition.S3TLSVersion.Fold():
		_, fails := l.holdsWithout()
		return fails
	}
	return false
}

// httpsNotRequired leaves alone a policy each Allow of which asks for TLS itself.
func httpsNotRequired(p *pass) {
	blocks := p.blocks()
	if len(blocks) == 0 || len(p.httpsDenies()) > 0 {
		return
	}
	allows, open := false, false
	for i := range blocks {
		if b := &blocks[i]; b.Effect == policy.Allow {
			allows = true
			open = open || !anyLine(b, (*line).asksForTLS)
		}
	}
	if !allows || open {
		p.found(p.root(), "requests without TLS are not denied; add a Deny of `s3:*` for everyone, on the bucket and its objects, with `\"Bool\": {\"aws:SecureTransport\": \"false\"}`")
	}
}

// httpsDenyHalf looks at all such Deny statements together. What is no ARN of a bucket
// or its objects is for another check.
func httpsDenyHalf(p *pass) {
	var named things
	var first policy.Text
	for _, b := range p.httpsDenies() {
		named |= thingsNamed(&b.Resource)
		if first.Pos == 0 && len(b.Resource.Items) > 0 {
			first = b.Resource.Items[0]
		}
	}
	if named != bucketThing && named != objectThing || !splitARN(first.Value).isBucket() {
		return
	}
	bucket, _, _ := strings.Cut(first.Value, "/")
	if named == bucketThing {
		p.found(first.Pos, "only requests for the bucket itself are denied without TLS, and not those for its objects; add "+quote(bucket+"/*"))
		return
	}
	p.found(first.Pos, "only requests for objects are denied without TLS, and not those for the bucket itself, such as for a list of keys; add "+quote(bucket)+" to a Deny of `s3:*`")
}
