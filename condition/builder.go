package condition

import "net/netip"

// A Builder makes the tests of one policy in little room and with few allocations:
// their values lie side by side. The zero Builder is ready.
type Builder struct {
	tests    room[Test]
	literals room[literals]
	strings  room[string]
	networks room[networks]
	prefixes room[netip.Prefix]
	bools    room[bools]
	truths   room[Truth]
	// names are those of the last keys that were folded.
	names [4]struct {
		key  Key
		name name
	}
	next int
}

// fold is the function of that name. Policies ask for the same few keys.
func (b *Builder) fold(n *name, k Key) {
	for i := range b.names {
		if b.names[i].key == k {
			*n = b.names[i].name
			return
		}
	}
	at := &b.names[b.next%len(b.names)]
	at.key, at.name = k, fold(k)
	b.next++
	*n = at.name
}

// room gives out slices of what it has allocated at once.
type room[T any] struct {
	free []T
	size int // of the next allocation
}

func (r *room[T]) take(n int) []T {
	if n > len(r.free) {
		r.free = make([]T, max(n, r.size))
		const most = 256
		r.size = min(max(2*len(r.free), 4), most)
	}
	taken := r.free[:n:n]
	r.free = r.free[n:]
	return taken
}

// one gives out a place for a value.
func (r *room[T]) one(v T) *T {
	p := &r.take(1)[0]
	*p = v
	return p
}
