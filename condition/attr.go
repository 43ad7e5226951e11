package condition

import (
	"encoding/base64"
	"net/netip"
	"strconv"
	"time"
)

// An Attr is one condition key of a request with what it holds. Attrs are made
// by [String], [Strings], [Bool], [Int], [Time], [IP], [Binary] and [Unrecorded]
// and given to [NewContext].
type Attr struct {
	name name
	key  Key
	held
}

// held is what a key holds. The zero value is that of a key that is not there.
type held struct {
	one   string
	many  []string
	state state
}

// state says how much is known of an Attr.
type state uint8

const (
	absent  state = iota // as if it were not there
	single               // one value, in one
	several              // none or more values, in many
	unclear              // it may be there or not, and may hold anything
)

// String gives k one value of text.
func String(k Key, value string) Attr {
	return Attr{fold(k), k, held{one: value, state: single}}
}

// Strings gives k any number of values, as keys of the type ArrayOfString have.
// A key with no value at all counts as absent. The values are not copied and
// are not to be changed.
func Strings(k Key, values ...string) Attr {
	switch len(values) {
	case 0:
		return Attr{name: fold(k), key: k}
	case 1:
		return String(k, values[0])
	}
	return Attr{fold(k), k, held{many: values, state: several}}
}

// Bool gives k the value true or false.
func Bool(k Key, value bool) Attr { return String(k, strconv.FormatBool(value)) }

// Int gives k a whole number.
func Int(k Key, value int64) Attr { return String(k, strconv.FormatInt(value, 10)) }

// Time gives k an instant, to the nanosecond.
func Time(k Key, value time.Time) Attr {
	return String(k, value.UTC().Format("2006-01-02T15:04:05.999999999Z07:00"))
}

// IP gives k an address. The zero address makes the key absent.
func IP(k Key, value netip.Addr) Attr {
	if !value.IsValid() {
		return Strings(k)
	}
	return String(k, value.Unmap().WithZone("").String())
}

// Binary gives k bytes, which BinaryEquals compares.
func Binary(k Key, value []byte) Attr {
	return String(k, base64.StdEncoding.EncodeToString(value))
}

// Unrecorded says that it is not known whether the request had k, nor what k
// held: nobody wrote it down. Every condition on k is then in doubt. It is for
// deciding requests of the past or of templates; a key that a request does not
// have is simply left out.
func Unrecorded(k Key) Attr { return Attr{fold(k), k, held{state: unclear}} }

// Key returns the key.
func (a Attr) Key() Key { return a.key }

// count returns how many values h has.
func (h *held) count() int {
	switch h.state {
	case single:
		return 1
	case several:
		return len(h.many)
	}
	return 0
}

// value returns the i-th value.
func (h *held) value(i int) string {
	if h.state == single {
		return h.one
	}
	return h.many[i]
}

// has tells whether the request has the key.
func (h *held) has() Truth {
	if h.state == unclear {
		return Unknown
	}
	return truth(h.state != absent)
}
