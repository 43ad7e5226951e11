// Package config reads what users write for apcheck lint: the file .apcheck.json,
// which says how the policies of a folder are checked, and files of what is known
// about a bucket and an access point.
//
// Both are JSON. A member that there is not, or a value that cannot be used, is an
// error with its place; what is misspelt never counts as left out.
package config
