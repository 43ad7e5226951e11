package slow

import "slices"

// A Truth is the answer to one question about a request. The order matters:
// and is the least of them, or the greatest.
type Truth int

// The truths.
const (
	No Truth = iota
	Unsure
	Yes
)

// String returns the truth as a word.
func (t Truth) String() string { return []string{"no", "unsure", "yes"}[t] }

// opposite has for each truth those that it could turn into.
var opposite = map[Truth][]Truth{No: {Yes}, Yes: {No}, Unsure: {No, Yes}}

func truthOf(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

func not(t Truth) Truth       { return Yes - t }
func allOf(ts ...Truth) Truth { return slices.Min(append(ts, Yes)) }
func anyOf(ts ...Truth) Truth { return slices.Max(append(ts, No)) }
