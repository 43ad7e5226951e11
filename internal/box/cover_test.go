package box

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

var sizes = []int{2, 3, 5, 70}

func randomBox(r *rand.Rand, wide int) Box {
	b := make(Box, len(sizes))
	for i, n := range sizes {
		if r.IntN(3) == 0 {
			continue
		}
		b[i] = None(n)
		for v := range n {
			if r.IntN(10) < wide {
				b[i].Add(v)
			}
		}
	}
	return b
}

func full(b Box) Box {
	for i, n := range sizes {
		if b[i] == nil {
			b[i] = All(n)
		}
	}
	return b
}

func has(b Box, p []int) bool {
	for i, v := range p {
		if !b[i].Has(v) {
			return false
		}
	}
	return true
}

// points goes through all points of the space.
func points(yield func([]int) bool) {
	p := make([]int, len(sizes))
	for {
		if !yield(p) {
			return
		}
		i := 0
		for p[i]++; p[i] == sizes[i]; p[i]++ {
			p[i] = 0
			if i++; i == len(sizes) {
				return
			}
		}
	}
}

// The parts that are found have just the points of x that are in no other box, each
// once.
func TestUncoveredFindsAllThatIsLeft(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		x := full(randomBox(r, 8))
		var ds []Box
		for range r.IntN(6) {
			ds = append(ds, randomBox(r, 7))
		}
		nodes := 100_000
		var found []Box
		require.Equal(t, Covered, Uncovered(x, ds, &nodes, func(b Box) bool {
			found = append(found, b)
			return false
		}))
		for p := range points {
			want := 0
			if has(x, p) {
				want = 1
			}
			for _, d := range ds {
				if has(d, p) {
					want = 0
				}
			}
			got := 0
			for _, f := range found {
				if has(f, p) {
					got++
				}
			}
			require.Equal(t, want, got, "point %v", p)
		}
	}
}

func TestUncoveredStops(t *testing.T) {
	x := full(make(Box, len(sizes)))
	var one Box = full(make(Box, len(sizes)))
	for i := range one {
		one[i] = None(sizes[i])
		one[i].Add(0)
	}
	nodes := 100
	require.Equal(t, Stopped, Uncovered(x, []Box{one}, &nodes, func(Box) bool { return true }))
	nodes = 1
	require.Equal(t, Spent, Uncovered(x, []Box{one}, &nodes, func(Box) bool { return true }))
}
