package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestMedian(t *testing.T) {
	for name, tt := range map[string]struct {
		values []float64
		want   float64
	}{
		"of nothing is zero":                        {nil, 0},
		"of one is itself":                          {[]float64{7}, 7},
		"of an odd number is the middle one":        {[]float64{9, 1, 5}, 5},
		"of an even number is between the middle":   {[]float64{9, 1, 5, 3}, 4},
		"an outlier does not move it":               {[]float64{1, 2, 3, 4, 1e9}, 3},
		"values that are the same count as so many": {[]float64{2, 2, 2, 8, 9}, 2},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tt.want, median(tt.values)) })
	}
}

func TestMedianLeavesTheSamplesInTheirOrder(t *testing.T) {
	values := []float64{3, 1, 2}
	median(values)
	require.Equal(t, []float64{3, 1, 2}, values)
}

func TestInterleavedMeasuresTakeTurns(t *testing.T) {
	var order []string
	one := func(name string) *measure {
		return &measure{once: func(int) { order = append(order, name) }, cycle: 1, n: 1}
	}
	a, b := one("a"), one("b")
	interleave([]*measure{a, b}, 2)
	// Each is done twice a round: once for the caches, once to be timed.
	require.Equal(t, []string{"a", "a", "b", "b", "b", "b", "a", "a"}, order)
	require.Len(t, a.samples, 2)
}

func TestMeasureCountsAllocations(t *testing.T) {
	var sink []byte
	m := newMeasure(1, func(int) { sink = make([]byte, 100) })
	require.Equal(t, 1.0, m.allocs)
	require.Len(t, sink, 100)
}

func TestWeighedThingsWeighWhatTheyHold(t *testing.T) {
	bytes, err := weigh(1000, func(n int) (any, error) {
		list := make([][]byte, n)
		for i := range list {
			list[i] = make([]byte, 1024)
		}
		return list, nil
	})
	require.NoError(t, err)
	require.InDelta(t, 1024+24, bytes, 100)
}

func TestHistogramFindsQuantilesToAStep(t *testing.T) {
	var h histogram
	for ns := range 100_000 {
		h.add(time.Duration(ns))
	}
	for share, want := range map[float64]float64{0.5: 50_000, 0.99: 99_000, 0.999: 99_900} {
		require.InEpsilon(t, want, h.quantile(share), 1.0/steps)
	}
}

func TestStepsOfAHistogramHoldWhatTheySay(t *testing.T) {
	for ns := uint64(0); ns < 1<<40; ns += ns/100 + 1 {
		s := step(ns)
		require.LessOrEqual(t, least(s), float64(ns))
		require.Greater(t, least(s+1), float64(ns))
	}
}

func TestBestPeerIsTheFastestThatDecidesRight(t *testing.T) {
	results := []*result{
		{Contender: "s3ap", Decide: 100},
		{Contender: "wrong", Decide: 50, Wrong: 1},
		{Contender: "slow", Decide: 800},
		{Contender: "fast", Decide: 400, Parse: 30},
		{Contender: "floor", Decide: 40, Parse: 10},
	}
	setRatios(results)
	require.Equal(t, 4.0, results[0].FasterThanBest)
	require.Equal(t, 1.0, results[3].FasterThanBest)
	require.Equal(t, 2.5, results[0].OfFloor)
	require.Equal(t, 3.0, results[3].ParseOfFloor)
}
