package policy

import (
	"github.com/s3ap/s3ap/internal/room"
)

// rooms have the parts of statements side by side.
type rooms struct {
	actions    room.Room[action]
	resources  room.Room[resource]
	principals room.Room[principalEntry]
	tests      room.Room[test]
	// ahead tells how much is to come, in times of what has been.
	ahead float64
}

// entries count the entries of elements.
type entries struct{ actions, resources, principals, tests int }

func (r *rooms) reserve(n entries) {
	r.actions = room.Of(make([]action, n.actions))
	r.resources = room.Of(make([]resource, n.resources))
	r.principals = room.Of(make([]principalEntry, n.principals))
	r.tests = room.Of(make([]test, n.tests))
}

// expect tells how much of a text has been read, so that what is allocated may do for
// the rest, if that is like what was.
func (c *compiler) expect(read, all int) {
	c.room.ahead = float64(all-read) / float64(read)
	c.builder.Ahead = c.room.ahead
}
