package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// maxPatterns bounds how many patterns of a list the others are compared with.
const maxPatterns = 64

func redundantAction(p *pass) {
	for i := range p.doc.Statements {
		if el := &p.doc.Statements[i].Action; len(el.Items) > 1 {
			p.redundantActions(el)
		}
	}
}

func (p *pass) redundantActions(el *policy.Patterns) {
	var patterns []int
	first := make(map[string]int, len(el.Items))
	for i, t := range el.Items {
		if hasWild(t.Value) && len(t.Value) <= maxAction && len(patterns) < maxPatterns {
			patterns = append(patterns, i)
		}
		if folded := strings.ToLower(t.Value); len(t.Value) <= maxAction {
			if _, ok := first[folded]; !ok {
				first[folded] = i
			}
		}
	}
	for i, t := range el.Items {
		if len(t.Value) > maxAction {
			continue
		}
		by := first[strings.ToLower(t.Value)]
		if by == i {
			by = coveredBy(el.Items, patterns, i)
		}
		if by == i {
			continue
		}
		p.found(t.Pos, fmt.Sprintf("%s is covered by %s of the same list", quote(t.Value), quote(el.Items[by].Value)), p.remove(t.Pos)).FixSafe = true
	}
}

// coveredBy returns the place of a pattern that takes all that entry i takes, and i
// if there is none. Of two that take the same, the first stays.
func coveredBy(items []policy.Text, patterns []int, i int) int {
	text := items[i].Value
	for _, by := range patterns {
		wide := items[by].Value
		if by != i && covers(wide, text, true) && (by < i || !covers(text, wide, true)) {
			return by
		}
	}
	return i
}

// added returns the edit that puts an entry behind entry i, which makes a list of a
// single one that stands without.
func (t *text) added(items []policy.Text, i int, value string) []Edit {
	begin := int(items[i].Pos) - 1
	end := t.stringEnd(begin)
	if before := strings.TrimRight(t.source[:begin], " \t\r\n"); strings.HasSuffix(before, ":") {
		return []Edit{{begin, begin, "["}, {end, end, ", " + quoteJSON(value) + "]"}}
	}
	return []Edit{{end, end, ", " + quoteJSON(value)}}
}
