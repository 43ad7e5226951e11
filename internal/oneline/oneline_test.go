package oneline

import (
	"strings"
	"testing"
)

func TestQuoteKeepsAMessageOnOneLine(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"what shows stays":                       {"s3:GetObject é 本", "`s3:GetObject é 本`"},
		"a line feed is escaped":                 {"a\nb", "`a\\nb`"},
		"what would move a cursor is escaped":    {"\x1b[2J", "`\\x1b[2J`"},
		"a mark that turns the text is escaped":  {"a\u202eb", "`a\\u202eb`"},
		"a byte that is no character has a sign": {"a\xffb", "`a\uFFFDb`"},
		"so many bytes are not cut":              {strings.Repeat("x", 80), "`" + strings.Repeat("x", 80) + "`"},
		"one more is":                            {strings.Repeat("x", 81), "`" + strings.Repeat("x", 80) + "…`"},
		"no character is cut in two":             {strings.Repeat("x", 79) + "é", "`" + strings.Repeat("x", 79) + "…`"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Quote(tt.text); got != tt.want {
				t.Errorf("Quote(%q) = %s, want %s", tt.text, got, tt.want)
			}
		})
	}
}
