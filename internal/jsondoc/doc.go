// Package jsondoc reads a JSON document into a flat tree whose nodes know where
// they stand in the text.
//
// It is stricter than RFC 8259 asks: no byte order mark, nothing after the
// document, valid UTF-8, no half of a surrogate pair, no NUL, and no member
// twice in one object. It looks at size and nesting before anything that
// recurses. It is the one importer of gjson.
//
// A [Reader] reads what a caller knows the shape of, without a tree, and says
// nothing of what is wrong.
package jsondoc
