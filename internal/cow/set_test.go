package cow

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// at is where a number is in a set of numbers.
func at(sought int) func(int) int { return func(n int) int { return cmp.Compare(n, sought) } }

// decade is where the numbers are that begin like sought, but for the last digit.
func decade(sought int) func(int) int {
	return func(n int) int { return cmp.Compare(n/10, sought/10) }
}

// check holds a set to the sorted numbers that it should have, and its nodes to
// their rules.
func check(t *testing.T, s Set[int], want []int) {
	t.Helper()
	require.Equal(t, len(want), s.Len())
	if got := slices.AppendSeq([]int{}, s.All()); !slices.Equal(want, got) {
		t.Fatalf("items (-want +got):\n%s", gocmp.Diff(want, got))
	}
	if s.root != nil {
		depths := map[int]bool{}
		checkNode(t, s.root, 0, depths)
		require.Len(t, depths, 1, "all leaves are as deep")
	}
}

func checkNode(t *testing.T, n *node[int], depth int, depths map[int]bool) {
	t.Helper()
	require.NotEmpty(t, n.items)
	require.LessOrEqual(t, len(n.items), most)
	if n.kids == nil {
		depths[depth] = true
		return
	}
	require.Len(t, n.kids, len(n.items))
	for i, kid := range n.kids {
		require.Equal(t, kid.items[0], n.items[i], "a kid is known by its first item")
		checkNode(t, kid, depth+1, depths)
	}
}

// sorted is the plain set that the tree is held to.
type sorted []int

func (s sorted) put(n int) sorted {
	i, found := slices.BinarySearch(s, n)
	if found {
		return s
	}
	return slices.Insert(slices.Clone(s), i, n)
}

func (s sorted) delete(n int) sorted {
	i, found := slices.BinarySearch(s, n)
	if !found {
		return s
	}
	return slices.Delete(slices.Clone(s), i, i+1)
}

// Sets grow and shrink at random, by editors that make many changes or one, and
// every snapshot taken on the way stays what it was.
func TestASetIsASortedListAndItsCopiesStay(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	type snapshot struct {
		set  Set[int]
		want sorted
	}
	for range 8 {
		var set Set[int]
		var want sorted
		snapshots := []snapshot{{}}
		for round := range 40 {
			growing := round%8 < 5
			editor := new(Editor)
			for range 1 + rng.IntN(400) {
				n := rng.IntN(3000)
				if growing == (rng.IntN(4) > 0) {
					set.Put(editor, at(n), n)
					want = want.put(n)
				} else {
					set.Delete(editor, at(n))
					want = want.delete(n)
				}
			}
			if rng.IntN(2) == 0 {
				set.Trim(editor)
			}
			snapshots = append(snapshots, snapshot{set, want})
		}
		for _, s := range snapshots {
			check(t, s.set, append([]int{}, s.want...))
		}
	}
}

func TestOrderedAndReversedItemsMakeASetToo(t *testing.T) {
	var up, down Set[int]
	editor := new(Editor)
	want := []int{}
	for i := range 10000 {
		want = append(want, i)
		up.Put(editor, at(i), i)
		down.Put(editor, at(9999-i), 9999-i)
	}
	check(t, up, want)
	check(t, down, want)
	require.Len(t, up.root.kids[0].items, most, "items in order leave full nodes")
	for i := range 10000 {
		up.Delete(editor, at(i))
		down.Delete(editor, at(9999-i))
	}
	check(t, up, []int{})
	check(t, down, []int{})
	require.Equal(t, Set[int]{}, up)
}

func TestAFewItemsLeftOfManyAreInFewNodes(t *testing.T) {
	var s Set[int]
	editor := new(Editor)
	for i := range 10000 {
		s.Put(editor, at(i), i)
	}
	want := []int{}
	for i := range 10000 {
		if i%1000 == 0 {
			want = append(want, i)
			continue
		}
		s.Delete(editor, at(i))
	}
	check(t, s, want)
	require.Nil(t, s.root.kids, "one leaf has room for all")
}

func TestFindAndRange(t *testing.T) {
	var s Set[int]
	editor := new(Editor)
	for i := range 1000 {
		s.Put(editor, at(3*i), 3*i)
	}
	for n := -5; n < 3005; n++ {
		_, found := s.Find(at(n))
		require.Equal(t, 0 <= n && n < 3000 && n%3 == 0, found, n)
		want := []int{}
		for i := n / 10 * 10; i < n/10*10+10; i++ {
			if 0 <= n && 0 <= i && i < 3000 && i%3 == 0 {
				want = append(want, i)
			}
		}
		if n >= 0 {
			require.Equal(t, want, slices.AppendSeq([]int{}, s.Range(decade(n))), n)
		}
	}
	for n := range s.All() {
		require.LessOrEqual(t, n, 300, "a loop may end early")
		if n == 300 {
			break
		}
	}
}

func TestTrimmedNodesHaveLittleRoomToGrow(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var s Set[int]
	editor := new(Editor)
	for range 10000 {
		n := rng.IntN(1 << 30)
		s.Put(editor, at(n), n)
	}
	s.Trim(editor)
	room := 0
	for _, kid := range s.root.kids {
		for _, leaf := range kid.kids {
			room += cap(leaf.items) - len(leaf.items)
		}
	}
	require.Less(t, room, s.Len()/8)
}

func TestFindDoesNotAllocate(t *testing.T) {
	var s Set[int]
	for i := range 10000 {
		s.Put(new(Editor), at(i), i)
	}
	n := 0
	require.Zero(t, testing.AllocsPerRun(1000, func() {
		n = (n + 7) % 10000
		if _, ok := s.Find(at(n)); !ok {
			t.Fatal("not found")
		}
		for range s.Range(decade(n)) {
			break
		}
	}))
}
