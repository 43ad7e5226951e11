package jsondoc

import (
	"strings"
	"testing"
)

func TestLinesAt(t *testing.T) {
	for name, tt := range map[string]struct {
		text         string
		offset       int
		line, column int
	}{
		"the beginning":                            {"ab", 0, 1, 1},
		"a column further":                         {"ab", 1, 1, 2},
		"the end is a place":                       {"ab", 2, 1, 3},
		"beyond the end is the end":                {"ab", 9, 1, 3},
		"no text has a beginning":                  {"", 0, 1, 1},
		"a line end belongs to its line":           {"a\nb", 1, 1, 2},
		"after a line end is a new line":           {"a\nb", 2, 2, 1},
		"an empty line is a line":                  {"a\n\nb", 2, 2, 1},
		"after an empty line":                      {"a\n\nb", 3, 3, 1},
		"the end after a line end is a new line":   {"a\n", 2, 2, 1},
		"a carriage return is a column":            {"a\r\nb", 2, 1, 3},
		"a carriage return ends no line":           {"a\rb", 2, 1, 3},
		"a tab is one column":                      {"\ta", 1, 1, 2},
		"a letter of two bytes is one column":      {"éa", 2, 1, 2},
		"an emoji is one column":                   {"x\n😀a", 6, 2, 2},
		"a line separator of Unicode ends no line": {"\u2028a", 3, 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			line, column := NewLines(tt.text).At(tt.offset)
			if line != tt.line || column != tt.column {
				t.Errorf("offset %d of %q is %d:%d, want %d:%d", tt.offset, tt.text, line, column, tt.line, tt.column)
			}
		})
	}
}

// Told character by character, the way a reader counts.
func TestLinesAtAgreesWithCounting(t *testing.T) {
	for name, text := range map[string]string{
		"short lines":  "{\n  \"é\": \"😀\",\r\n\n\t\"b\": 1\n}\n",
		"long lines":   strings.Repeat("é😀a ", 300) + "\n" + strings.Repeat("a", 3000) + "\n\n" + strings.Repeat("😀", 64),
		"a long line":  strings.Repeat("ab", 1024),
		"one in short": strings.Repeat("a\n", 1000) + strings.Repeat("é", 400) + strings.Repeat("\na", 1000),
	} {
		t.Run(name, func(t *testing.T) { agreesWithCounting(t, text) })
	}
}

func agreesWithCounting(t *testing.T, text string) {
	t.Helper()
	lines := NewLines(text)
	line, column := 1, 1
	for offset, r := range text {
		if l, c := lines.At(offset); l != line || c != column {
			t.Errorf("offset %d is %d:%d, want %d:%d", offset, l, c, line, column)
		}
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
}
