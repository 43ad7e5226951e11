// Package derived holds the condition keys that follow from what is asked, apart
// from those that a request carries: they are the same few for every request, so
// that each has a fixed place and none is looked for by name.
package derived

// A Key is the place of a condition key.
type Key uint8

// The keys.
const (
	PrincipalARN Key = iota
	PrincipalAccount
	PrincipalType
	PrincipalIsAWSService
	PrincipalServiceName
	UserID
	Username
	ResourceAccount
	S3ResourceAccount
	S3DataAccessPointARN
	S3DataAccessPointAccount
	S3AccessPointNetworkOrigin
	Count
)

// A Set says what the keys of one question are. The zero Set leaves them all to
// the context.
type Set struct {
	// A key is in one of these at most: it has the value below, it is not there
	// whatever the context says, or it is in doubt unless the context knows it.
	Has, Absent, Open Keys
	Values            [Count]string
}

// Keys is a set of keys.
type Keys uint16

// Contains reports whether k is in the set.
func (s Keys) Contains(k Key) bool { return s>>k&1 != 0 }

// Put gives k a value.
func (s *Set) Put(k Key, value string) {
	s.Has |= 1 << k
	s.Values[k] = value
}

// PutIf gives k a value, or makes it absent where only some requests have it.
func (s *Set) PutIf(has bool, k Key, value string) {
	if has {
		s.Put(k, value)
	} else {
		s.Drop(k)
	}
}

// Drop makes k absent.
func (s *Set) Drop(k Key) { s.Absent |= 1 << k }

// Leave leaves k to the context, which may know it though it does not follow from
// what is asked.
func (s *Set) Leave(k Key) { s.Open |= 1 << k }
