package accesspoint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/internal/slow"
)

func TestIsPublicAgreesWithReference(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, and shares nothing between goroutines")
	}
	const cases = 10000
	public := 0
	for n := range cases {
		doc := slow.NewGenerator(slow.Seed(n)).Shared()
		p, err := doc.Compile()
		require.NoError(t, err)
		want, got := slow.IsPublic(doc), accesspoint.IsPublic(p)
		if want != got {
			t.Errorf("seed %d: public: reference %v, ours %v\n%v", n, want, got, doc)
		}
		if want {
			public++
		}
	}
	if public < cases/10 || public > cases*9/10 {
		t.Errorf("%d of %d policies are public; the generator must make more of the others", public, cases)
	}
}
