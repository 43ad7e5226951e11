package analysis

import (
	"slices"
	"strconv"
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// accounts are the ids of accounts that occur anywhere in policies or in a place, each
// once.
type accounts struct {
	ids []string
}

func accountsOf(place Place, sources []*source) *accounts {
	a := new(accounts)
	a.add(place.BucketAccount)
	a.add(place.AccessPoint.Account())
	for _, src := range sources {
		for i := range src.doc.Statements {
			s := &src.doc.Statements[i]
			for _, t := range s.Principal.AWS {
				a.addIn(t.Value)
			}
			for _, t := range s.Resource.Items {
				a.addIn(t.Value)
			}
			for j := range s.Condition {
				for _, t := range s.Condition[j].Values {
					a.addIn(t.Value)
				}
			}
		}
	}
	return a
}

// addIn adds what in a text is written like the id of an account.
func (a *accounts) addIn(text string) {
	const digits = 12
	if len(text) < digits {
		return
	}
	for begin := 0; begin < len(text); {
		end := begin
		for end < len(text) && '0' <= text[end] && text[end] <= '9' {
			end++
		}
		if end-begin == digits {
			a.add(text[begin:end])
		}
		begin = end + 1
	}
}

func (a *accounts) add(id string) {
	if arn.ValidAccount(id) && !slices.Contains(a.ids, id) {
		a.ids = append(a.ids, id)
	}
}

// stranger returns an account that occurs nowhere, another for each n.
func (a *accounts) stranger(n int) string {
	for id := 999999990000 + n; ; id += 7 {
		if s := strconv.Itoa(id); !slices.Contains(a.ids, s) {
			return s
		}
	}
}

// isPlainAccount reports whether a value that is compared with the id of an account
// tells no two accounts apart but those that it names.
func isPlainAccount(value string, wild bool) bool {
	return !wild || !strings.ContainsAny(value, "*?") || strings.Trim(value, "*") == ""
}

// isPlainARN is isPlainAccount for a value that is compared with an ARN in which an
// account stands: what follows its first wildcard must hold no digits that could be
// some of an account's. Those stand between colons.
func isPlainARN(value string, t *test) bool {
	if t.family == arnFamily {
		fields := strings.SplitN(value, ":", 6)
		return len(fields) < 6 || isPlainAccount(fields[4], true)
	}
	i := strings.IndexAny(value, "*?")
	if !t.isWild() || i < 0 || strings.Count(value[:i], ":") >= 5 {
		return true
	}
	rest := value[i:]
	for j := range len(rest) {
		if !isDigit(rest[j]) || isDigit(rest[j-1]) {
			continue
		}
		if c := rest[j-1]; (c == '*' || c == '?' || c == ':') && !beginsWithAccount(rest[j-1:]) {
			return false
		}
	}
	// A part of an account before the wildcard.
	return i == 0 || !isDigit(value[i-1])
}

// beginsWithAccount reports whether a text begins with the id of an account between
// colons, which matches one account or none.
func beginsWithAccount(text string) bool {
	const end = 1 + 12
	return len(text) > end && text[0] == ':' && text[end] == ':' && arn.ValidAccount(text[1:end])
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
