package policy

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// To compile a text takes at most 16 allocations, and one more for each statement.
func TestCompileAllocatesLittle(t *testing.T) {
	for _, w := range workloads {
		t.Run(w.name, func(t *testing.T) {
			src := readWorkload(t, w.policy)
			p, err := Compile(w.kind, src)
			require.NoError(t, err)
			most := float64(16 + len(p.statements))
			if n := testing.AllocsPerRun(100, func() { _, _ = Compile(w.kind, src) }); n > most {
				t.Errorf("Compile allocates %v times, want at most %v", n, most)
			}
		})
	}
}
