package room

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTakeGivesEachPlaceOnce(t *testing.T) {
	var r Room[int]
	require.Nil(t, r.Take(0, 1))
	var all []*int
	for n := range 50 {
		taken := r.Take(n, 0.5)
		require.Len(t, taken, n)
		require.Equal(t, n, cap(taken), "an append must not reach into what is given out next")
		for i := range taken {
			require.Zero(t, taken[i])
			taken[i] = len(all)
			all = append(all, &taken[i])
		}
	}
	for i, p := range all {
		require.Equal(t, i, *p)
	}
}

func TestTakeAllocatesForWhatIsAhead(t *testing.T) {
	n := testing.AllocsPerRun(10, func() {
		var r Room[int]
		for i := range 100 {
			*r.One(float64(99-i) / float64(i+1)) = i
		}
	})
	require.Equal(t, 1.0, n, "a hundred, of which one tells how many are to come")
}

func TestOfGivesOutItsOwnPlacesFirst(t *testing.T) {
	var own [2]int
	r := Of(own[:])
	*r.One(0), *r.One(0), *r.One(0) = 1, 2, 3
	require.Equal(t, [2]int{1, 2}, own)
}
