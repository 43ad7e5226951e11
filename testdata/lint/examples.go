// Package lint holds the examples of all checks, for the program that shows them.
package lint

import _ "embed"

// Examples returns for each check a policy that it complains of and one that it does
// not, as JSON.
func Examples() string { return examples }

//go:embed checks.json
var examples string
