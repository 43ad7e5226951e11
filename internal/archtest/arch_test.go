// Package archtest reads the library's sources and holds them to the rules of
// its architecture: what may import what, purity, panics, state, and an API
// that changes only where a reviewer sees it.
package archtest

import "testing"

// A rule returns a complaint for each place where a source breaks it.
type rule func(source) []string

func TestTheLibraryKeepsTheRules(t *testing.T) {
	sources := library(t)
	for name, complaints := range map[string]rule{
		"imports go down":                        importsGoDown,
		"foreign modules are known in one place": importsForeign,
		"nothing outside is touched":             touchesOutside,
		"nothing runs beside the caller":         runsBeside,
		"only Must panics":                       panics,
		"packages have no state":                 keepsState,
		"tables are only read":                   writesTables,
		"exported names have doc comments":       lacksDoc,
	} {
		t.Run(name, func(t *testing.T) {
			for _, s := range sources {
				for _, c := range complaints(s) {
					t.Error(c)
				}
			}
		})
	}
}
