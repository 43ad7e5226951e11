package policy

import "github.com/s3ap/s3ap/condition"

// rooms have the parts of statements side by side.
type rooms struct {
	actions    room[action]
	resources  room[resource]
	principals room[principalEntry]
	tests      room[*condition.Test]
	ahead      float64
}

// expect tells how much of a text has been read, so that what is allocated may do for
// the rest, if that is like what was.
func (r *rooms) expect(read, all int) { r.ahead = float64(all-read) / float64(read) }

// A room gives out slices of what it has allocated at once.
type room[T any] struct {
	free []T
	used int
}

// take returns n places. If there are not as many, it allocates more for what is
// ahead, in times of what has been.
func (r *room[T]) take(n int, ahead float64) []T {
	if n == 0 {
		return nil
	}
	r.used += n
	if n > len(r.free) {
		const roundUp = 0.75 // most often
		r.free = make([]T, n+int(float64(r.used)*ahead+roundUp))
	}
	taken := r.free[:n:n]
	r.free = r.free[n:]
	return taken
}

// entries count the entries of elements.
type entries struct{ actions, resources, principals, tests int }

func (r *rooms) reserve(n entries) {
	r.actions.free = make([]action, n.actions)
	r.resources.free = make([]resource, n.resources)
	r.principals.free = make([]principalEntry, n.principals)
	r.tests.free = make([]*condition.Test, n.tests)
}
