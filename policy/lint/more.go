package lint

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
)

// takesMoreAction reports whether an entry of Action takes an action that the caller
// names beside the table.
func (c *Context) takesMoreAction(entry string) bool {
	if len(c.MoreActions) == 0 {
		return false
	}
	pattern := glob.Compile(strings.ToLower(entry))
	return slices.ContainsFunc(c.MoreActions, func(name string) bool { return pattern.Match(strings.ToLower(name)) })
}

// hasMoreKey reports whether the caller names a condition key beside the table.
func (c *Context) hasMoreKey(name string) bool {
	if len(c.MoreKeys) == 0 {
		return false
	}
	folded := condition.Key(name).Fold()
	return slices.ContainsFunc(c.MoreKeys, func(known string) bool {
		k := condition.Key(known).Fold()
		return k == folded || strings.HasSuffix(k, "/") && strings.HasPrefix(folded, k) && len(folded) > len(k)
	})
}
