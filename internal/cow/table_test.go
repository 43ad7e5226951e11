package cow

import (
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// find returns the items with a hash.
func find(t *Table[int], hash uint64) (items []*int) {
	for _, e := range t.Cell(hash) {
		if e.Hash == hash {
			items = append(items, e.Item)
		}
	}
	return items
}

// checkTable holds a table to the items, each by its hash, that it should have.
func checkTable(t *testing.T, table Table[int], want map[uint64]*int) {
	t.Helper()
	require.Equal(t, len(want), table.Len())
	for hash, item := range want {
		items := find(&table, hash)
		require.Len(t, items, 1)
		require.Same(t, item, items[0])
	}
	all := 0
	for _, c := range table.chunks {
		for _, cell := range c.cells {
			all += len(cell)
		}
	}
	require.Equal(t, len(want), all)
}

func TestATableIsAMapAndItsCopiesStay(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	hashes := make([]uint64, 20000)
	for i := range hashes {
		hashes[i] = rng.Uint64()
	}
	type snapshot struct {
		table Table[int]
		want  map[uint64]*int
	}
	var table Table[int]
	want := map[uint64]*int{}
	var snapshots []snapshot
	for round := range 30 {
		snapshots = append(snapshots, snapshot{table, maps.Clone(want)})
		editor := new(Editor)
		for range 1 + rng.IntN(4000) {
			hash := hashes[rng.IntN(len(hashes))]
			if old := want[hash]; old != nil && (rng.IntN(3) == 0 || round%10 > 7) {
				table.Replace(editor, hash, old, nil)
				delete(want, hash)
				continue
			}
			item := new(rng.Int())
			table.Replace(editor, hash, want[hash], item)
			want[hash] = item
		}
	}
	require.Greater(t, len(table.chunks), 2, "the table has grown more than once")
	snapshots = append(snapshots, snapshot{table, want})
	for _, s := range snapshots {
		checkTable(t, s.table, s.want)
	}
}

func TestItemsOfOneHashStandSideBySide(t *testing.T) {
	var table Table[int]
	var items []*int
	editor := new(Editor)
	for i := range 3 {
		items = append(items, &i)
		table.Replace(editor, 7, nil, &i)
	}
	require.Equal(t, items, find(&table, 7))
	table.Replace(editor, 7, items[1], nil)
	require.Equal(t, []*int{items[0], items[2]}, find(&table, 7))
	require.Empty(t, find(&table, 7+chunkSize), "another hash in the same cell")
	require.Equal(t, 2, table.Len())
}

func TestTheZeroTableIsEmpty(t *testing.T) {
	var table Table[int]
	require.Zero(t, table.Len())
	require.Empty(t, table.Cell(0))
}
