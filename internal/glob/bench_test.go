package glob

import (
	"strings"
	"testing"
)

func BenchmarkMatch(b *testing.B) {
	for name, tt := range map[string]struct{ pattern, text string }{
		"the same text":         {"finance/2025/report.csv", "finance/2025/report.csv"},
		"a prefix":              {"finance/*", "finance/2025/report.csv"},
		"a folder anywhere":     {"*/2025/*", "finance/a/b/c/2025/report.csv"},
		"letters of the world":  {"*/?/*", "föhn/é/überblick.csv"},
		"as hard as it can get": {strings.Repeat("*a", 50) + "b", strings.Repeat("a", 1000)},
	} {
		b.Run(name, func(b *testing.B) {
			p := Compile(tt.pattern)
			b.ReportAllocs()
			for b.Loop() {
				p.Match(tt.text)
			}
		})
	}
}
