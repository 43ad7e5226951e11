package box

import (
	"math/bits"
	"slices"
)

// A Set is a set of small numbers. A nil Set has all numbers of its dimension; one
// that is made for n numbers is only used with others made for as many.
type Set []uint64

const word = 64

// None returns the empty set of n numbers.
func None(n int) Set { return make(Set, max(1, (n+word-1)/word)) }

// All returns the set of all numbers below n.
func All(n int) Set {
	s := None(n)
	for i := range n {
		s.Add(i)
	}
	return s
}

// Add puts i into s, which is not nil.
func (s Set) Add(i int) { s[i/word] |= 1 << (i % word) }

// Has reports whether i is in s.
func (s Set) Has(i int) bool { return s == nil || s[i/word]&(1<<(i%word)) != 0 }

// And returns what is in both.
func (s Set) And(t Set) Set {
	switch {
	case s == nil:
		return t
	case t == nil:
		return s
	}
	made := make(Set, len(s))
	for i := range s {
		made[i] = s[i] & t[i]
	}
	return made
}

// Or returns what is in one of them.
func (s Set) Or(t Set) Set {
	if s == nil || t == nil {
		return nil
	}
	made := make(Set, len(s))
	for i := range s {
		made[i] = s[i] | t[i]
	}
	return made
}

// Minus returns what is in s, which is not nil, and not in t.
func (s Set) Minus(t Set) Set {
	made := make(Set, len(s))
	if t == nil {
		return made
	}
	for i := range s {
		made[i] = s[i] &^ t[i]
	}
	return made
}

// Meets reports whether something is in both.
func (s Set) Meets(t Set) bool {
	switch {
	case s == nil:
		return !t.IsEmpty()
	case t == nil:
		return !s.IsEmpty()
	}
	for i := range s {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

// Within reports whether all of s, which is not nil, is in t.
func (s Set) Within(t Set) bool {
	if t == nil {
		return true
	}
	for i := range s {
		if s[i]&^t[i] != 0 {
			return false
		}
	}
	return true
}

// IsEmpty reports whether nothing is in s.
func (s Set) IsEmpty() bool { return s != nil && s.First() < 0 }

// First returns the least number in s, which is not nil, and -1 if there is none.
func (s Set) First() int {
	for i, w := range s {
		if w != 0 {
			return i*word + bits.TrailingZeros64(w)
		}
	}
	return -1
}

// Count returns how many numbers are in s, which is not nil.
func (s Set) Count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// Clone returns a copy.
func (s Set) Clone() Set { return slices.Clone(s) }
