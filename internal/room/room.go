// Package room allocates many small slices of one type as few large ones.
package room

// A Room gives out slices of what it has allocated at once. The zero Room is ready.
type Room[T any] struct {
	free []T
	used int
}

// Of returns a room that gives out the places of a slice first.
func Of[T any](free []T) Room[T] { return Room[T]{free: free} }

// Take returns n places, nil if n is 0. If there are not as many left, it allocates
// more for what is ahead, in times of what has been.
func (r *Room[T]) Take(n int, ahead float64) []T {
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

// One returns one place. See [Room.Take].
func (r *Room[T]) One(ahead float64) *T { return &r.Take(1, ahead)[0] }
