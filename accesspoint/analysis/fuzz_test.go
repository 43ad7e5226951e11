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
	f.Fuzz(func(t *testing.T, seed uint64, statements uint8) {
		n := &tally{TB: t, reasons: map[string]int{}}
		u := newUniverse(seed)
		many := 1 + int(statements)%5
		switch u.IntN(3) {
		case 0:
			u.checkStatements(n, u.document(policy.Bucket, many))
		case 1:
			u.checkStatements(n, u.document(policy.AccessPoint, many))
		default:
			u.checkPair(n, u.document(policy.Bucket, many), u.document(policy.AccessPoint, many))
		}
	})
}
