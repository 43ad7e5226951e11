package accesspoint

import (
	"github.com/s3ap/s3ap/internal/publicgrant"
	"github.com/s3ap/s3ap/policy"
)

// IsPublic reports whether S3 would call the policy of a bucket or access point
// public: an Allow of it is not limited to fixed values, neither by its Principal
// nor by a condition. A nil policy is not public. An access point that takes
// requests from a VPC alone is never public, whatever its policy; that is for the
// caller to know. Where AWS's page leaves something unsaid, a policy is public.
//
// S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning
// of public".
func IsPublic(p *policy.Policy) bool {
	_, public := PublicStatement(p)
	return public
}

// PublicStatement returns the first Allow that makes a policy public.
func PublicStatement(p *policy.Policy) (policy.Ref, bool) {
	doc := p.Document()
	if doc == nil {
		return policy.Ref{}, false
	}
	for i := range doc.Statements {
		if s := &doc.Statements[i]; publicgrant.Is(s, p.Kind()) {
			return policy.Ref{Number: i + 1, Sid: s.Sid.Value, At: doc.Position(s.Pos)}, true
		}
	}
	return policy.Ref{}, false
}
