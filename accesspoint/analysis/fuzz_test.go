package analysis_test

import (
	"testing"

	"github.com/s3ap/s3ap/policy"
)

// FuzzAnswers makes policies of a seed and holds all answers about them against the
// evaluator: what shows a Yes is so, and nothing shows that a No is wrong.
func FuzzAnswers(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, uint8(seed%4))
	}
	f.Add(uint64(40660), uint8(0)) // no condition keys, and an access point of a VPC
	f.Fuzz(func(t *testing.T, seed uint64, statements uint8) {
		newUniverse(seed).check(newTally(t), 1+int(statements)%5)
	})
}

// check asks questions of one kind about policies of some statements.
func (u universe) check(n *tally, statements int) {
	document := func(k policy.Kind) *policy.Document { return u.document(k, statements) }
	switch u.IntN(8) {
	case 0:
		u.place.AccessPoint = u.accessPoint // else it asks nothing
		u.checkStatements(n, document(policy.AccessPoint))
	case 1:
		u.checkConditions(n, document(policy.Bucket))
	case 2:
		u.checkEntries(n, document(policy.Bucket))
	case 3:
		u.checkTwo(n, document(policy.Bucket))
	case 4:
		u.checkOwner(n, document(policy.Bucket))
	case 5:
		u.checkStatements(n, document(policy.Bucket))
	default:
		u.place.BucketAccount, u.place.AccessPoint = owner, u.accessPoint
		u.checkPair(n, document(policy.Bucket), document(policy.AccessPoint))
	}
}
