package report

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestMarkedMarksTheValueItself(t *testing.T) {
	long := strings.Repeat("x", 200)
	for name, tt := range map[string]struct{ before, value, after, line, mark string }{
		"a word":                          {"say ", "it", " now\nnext", "say it now", "    ^^"},
		"the first line break ends it":    {"first\nsay ", "it", "\r\nnext", "say it", "    ^^"},
		"a tab goes to the next column":   {"\ta\t", "it", "", "    a   it", "        ^^"},
		"wide characters take two":        {"日本", "語", "x", "日本語x", "    ^^"},
		"a marked emoji":                  {"a", "🚀", "", "a🚀", " ^^"},
		"what combines takes none":        {"e\u0301", "x", "", "e\u0301x", " ^"},
		"the end of the file":             {"{", "", "", "{", " ^"},
		"the end of a line":               {"{ ", "", "\n}", "{", "  ^"},
		"an empty file":                   {"", "", "", "", "^"},
		"what a terminal would do":        {"\x1b[2J", "it", "", "\uFFFD[2Jit", "    ^^"},
		"what is not UTF-8":               {"\xff", "it", "", "\uFFFDit", " ^^"},
		"a long line, in the middle":      {long, "it", long, "…" + long[:40] + "it" + long[:58] + "…", strings.Repeat(" ", 41) + "^^"},
		"a long line, at its beginning":   {"", "it", long, "it" + long[:98] + "…", "^^"},
		"a long value":                    {"", long, "", long[:100] + "…", strings.Repeat("^", 100)},
		"a value over lines, on its line": {"a ", "{\n}", "", "a {", "  ^"},
	} {
		t.Run(name, func(t *testing.T) {
			source := tt.before + tt.value + tt.after
			m := NewSource("f", source)
			line, mark := marked(source, m.At(len(tt.before)), m.At(len(tt.before+tt.value)))
			require.Equal(t, tt.line, line)
			require.Equal(t, tt.mark, mark)
		})
	}
}

func TestAPointBeyondTheFileIsAtItsEnd(t *testing.T) {
	s := NewSource("f", "a\né")
	require.Equal(t, Point{4, 2, 2}, s.At(4))
	require.Equal(t, Point{4, 2, 2}, s.At(9))
	require.Equal(t, Point{0, 1, 1}, s.At(-1))
}

func TestManyPlacesInALongLineTakeLittleTime(t *testing.T) {
	text := strings.Repeat("x", 8<<20)
	m := NewSource("f", text)
	began := time.Now()
	for i := range 20_000 {
		at := len(text) - 1 - i
		marked(text, m.At(at), m.At(at+1))
	}
	require.Less(t, time.Since(began), time.Minute)
}
