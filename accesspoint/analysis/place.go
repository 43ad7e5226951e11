package analysis

import (
	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
)

// A Place is where policies are attached. What is not known is left zero. A bucket or
// an access point that is not known is taken from the Resource elements, if they name
// just one; else questions that need it are Unknown.
type Place struct {
	Bucket        arn.Bucket
	BucketAccount string // that owns the bucket
	AccessPoint   arn.AccessPoint
	// Origin is the network origin of the access point. If it is not known, there are
	// requests to one with either.
	Origin accesspoint.NetworkOrigin
}

// A Budget bounds what one question may cost. A question that would need more is
// Unknown. Fields that are 0 stand for the usual numbers.
type Budget struct {
	// States bounds the states of each search over patterns, 100,000 by default.
	States int
	// Nodes bounds the boxes that are looked at, 100,000 by default.
	Nodes int
}

const (
	defaultStates = 100_000
	defaultNodes  = 100_000
)

func (b Budget) orDefault() Budget {
	if b.States <= 0 {
		b.States = defaultStates
	}
	if b.Nodes <= 0 {
		b.Nodes = defaultNodes
	}
	return b
}

// An Access is a set of requests: of one of the principals, for one of the actions,
// on one of the resources. Principals are written as in Principal, or as patterns of
// ARNs; actions and resources as in Action and Resource. Principals that are nil are
// all principals; actions or resources that are nil, all of these.
type Access struct {
	Principals, Actions, Resources []string
}
