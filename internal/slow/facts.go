package slow

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
)

// Facts are the condition keys of a request.
type Facts struct {
	Known      map[string][]string
	Unrecorded map[string]bool
}

// lookup returns what the request has under a key: yes with values, no, or
// unsure if it was not recorded or is there twice. Case does not count in keys,
// and a key with no values is absent.
func (f Facts) lookup(key string) (values []string, present Truth) {
	found := 0
	for k := range f.Unrecorded {
		if strings.EqualFold(k, key) {
			return nil, Unsure
		}
	}
	for k, v := range f.Known {
		if strings.EqualFold(k, key) {
			values = v
			found++
		}
	}
	switch {
	case found > 1:
		return nil, Unsure
	case len(values) == 0:
		return nil, No
	}
	return values, Yes
}

// Context makes a context of the facts.
func (f Facts) Context() condition.Context {
	var attrs []condition.Attr
	for _, key := range slices.Sorted(maps.Keys(f.Known)) {
		attrs = append(attrs, condition.Strings(condition.Key(key), f.Known[key]...))
	}
	for _, key := range slices.Sorted(maps.Keys(f.Unrecorded)) {
		attrs = append(attrs, condition.Unrecorded(condition.Key(key)))
	}
	return condition.NewContext(attrs...)
}

// Overlaid makes a context of the facts that takes all the ways to give it its
// keys: at once, in place of another value, or laid over or under the rest.
func (f Facts) Overlaid() condition.Context {
	var base, with, over, under []condition.Attr
	for i, key := range slices.Sorted(maps.Keys(f.Known)) {
		stale := condition.String(condition.Key(strings.ToUpper(key)), "stale")
		attr := condition.Strings(condition.Key(key), f.Known[key]...)
		_, known := f.lookup(key)
		switch {
		case known == Unsure || i%4 == 0:
			base = append(base, attr)
		case i%4 == 1:
			base, with = append(base, stale), append(with, attr)
		case i%4 == 2:
			base, over = append(base, stale), append(over, attr)
		default:
			under = append(under, attr)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(f.Unrecorded)) {
		base = append(base, condition.Unrecorded(condition.Key(key)))
		under = append(under, condition.String(condition.Key(strings.ToUpper(key)), "stale"))
	}
	return condition.NewContext(base...).With(with...).Overlay(over, under)
}

// String prints the facts, one a line.
func (f Facts) String() string {
	var text strings.Builder
	for _, key := range slices.Sorted(maps.Keys(f.Known)) {
		fmt.Fprintf(&text, "%s: %q\n", key, f.Known[key])
	}
	for _, key := range slices.Sorted(maps.Keys(f.Unrecorded)) {
		fmt.Fprintf(&text, "%s: unrecorded\n", key)
	}
	return text.String()
}
