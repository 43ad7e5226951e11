package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
)

// allWorkloads are those that are measured, with a small catalogue.
func allWorkloads(t *testing.T) []*workload {
	list, err := readWorkloads("../testdata/workloads")
	require.NoError(t, err)
	return append(list, makeCatalogue(100), makeTenants(20))
}

func TestWhoeverIsMeasuredDecidesEveryRequestAsTheWorkloadSays(t *testing.T) {
	// versitygw has no condition keys for tags. README.md says so.
	unable := map[string]bool{"versitygw w3": true, "versitygw 20 statements": true}
	all, err := contenders()
	require.NoError(t, err)
	for _, w := range allWorkloads(t) {
		for _, c := range all {
			t.Run(c.name()+" "+w.name, func(t *testing.T) {
				in, err := c.setUp(w)
				require.NoError(t, err)
				wrong := in.wrong(w)
				if unable[c.name()+" "+w.name] {
					require.NotEmpty(t, wrong, "it has learned what it could not: measure it as the others")
					return
				}
				require.Empty(t, wrong)
				if in.parse != nil {
					require.NoError(t, in.parse())
				}
			})
		}
	}
}

func TestCatalogueHasTheSharesThatTheWorkloadsHave(t *testing.T) {
	shares := map[string]int{}
	for _, r := range makeCatalogue(10_000).requests {
		shares[r.expect]++
	}
	require.Equal(t, map[string]int{"Allow": 2048, "ExplicitDeny": 1024, "ImplicitDeny": 1024}, shares)
}

func TestCatalogueIsTheSameEachTime(t *testing.T) {
	require.Equal(t, makeCatalogue(50), makeCatalogue(50))
}

func TestWrongFindsARequestThatIsDecidedOtherwise(t *testing.T) {
	w := makeTenants(3)
	in, err := ours{}.setUp(w)
	require.NoError(t, err)
	w.requests[5].expect = "ExplicitDeny"
	require.Equal(t, []int{5}, in.wrong(w))
}

func TestLoadedCatalogueHoldsAllAccessPoints(t *testing.T) {
	made, err := ours{}.load(25)
	require.NoError(t, err)
	c := inCatalogue{made.(*accesspoint.Catalogue)}
	require.Equal(t, 25, c.Len())
}
