// Package yaml reads YAML into the trees of package find, with the place of each
// value and of each byte of a text.
//
// The program apcheck in the folder below is apcheck with this reader in it. From the
// root of a clone:
//
//	go tool -modfile=yaml.mod apcheck lint template.yaml
package yaml
