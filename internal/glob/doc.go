// Package glob matches text against patterns of `*` (any run of characters,
// also none) and `?` (exactly one character).
//
// A character is a Unicode code point; a byte that is no part of valid UTF-8
// is a character by itself. Nothing else is special: `/` and `:` are ordinary.
// Parts of a pattern may be policy variables, whose values are given when
// matching and always stand for themselves, so that a value which holds a
// `*` never becomes a wildcard.
//
// Matching never recurses and takes at worst pattern length times text length
// steps.
package glob
