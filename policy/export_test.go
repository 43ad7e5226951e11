package policy

import (
	"github.com/s3ap/s3ap/internal/doubt"
)

// EvaluateEach asks all statements, without an index.
func (p *Policy) EvaluateEach(f doubt.Favour, req *Request) Result { return p.evaluateEach(f, req) }

// HasIndex reports whether p has an index that serves a request.
func (p *Policy) HasIndex(req *Request) bool {
	asked := req.Asked()
	return p.index != nil && p.index.serves(&asked)
}

// IsPacked reports whether p shares its body with others.
func (p *Policy) IsPacked() bool { return p.packing != nil }
