package accesspoint

import (
	"regexp"
	"strings"
	"testing"
)

// What a label may hold: nothing that means something to Mermaid, to Markdown, to
// HTML or to mathematics, but entities of Mermaid's that are whole.
var harmless = regexp.MustCompile(`^(?:[a-zA-Z0-9 ,./-]|#[0-9]+;|#quot;)*$`)

func TestLabelsHoldNothingThatMeansSomething(t *testing.T) {
	for name, text := range map[string]string{
		"quotes":                     `a"b'c` + "`d`",
		"the end of a node":          `"]-->n1["`,
		"brackets of all kinds":      `[](){}<>|/\`,
		"a directive":                `%%{init: {"theme": "dark"}}%%`,
		"a comment":                  "%% nothing",
		"an entity":                  "#quot; #35; &quot; &#34;",
		"what Mermaid makes of them": "ﬂ°°34¶ß ﬂ°lt¶ß",
		"a style":                    "style:x#quot;; classDef:y#1;",
		"a line":                     "a\nb\r\nc\\nd\u2028e",
		"a click":                    `click n1 href "javascript:alert(1)"`,
		"tags":                       "<script>alert(1)</script><br/>",
		"Markdown":                   "*a* _b_ ~~c~~ # d\n1. e",
		"mathematics":                "$$x^2$$",
		"an icon":                    "fa:fa-ban",
		"controls":                   "\x00\x1b[31m\x7f\u202e",
		"other letters":              "ключ 鍵 🔑",
		"what is no text":            "\xff\xfe",
		"the tests' own":             hostileKey,
		"far too much":               strings.Repeat(`"`, 5000),
	} {
		got := label(text)
		if !harmless.MatchString(got) {
			t.Errorf("%s: %q", name, got)
		}
		if len(got) > 10*maxLabel {
			t.Errorf("%s: %d bytes", name, len(got))
		}
	}
}

func FuzzLabel(f *testing.F) {
	f.Add(hostileKey)
	f.Add("ﬂ°°34¶ß")
	f.Fuzz(func(t *testing.T, text string) {
		if got := label(text); !harmless.MatchString(got) {
			t.Errorf("%q", got)
		}
	})
}

// line is each line that a chart may have.
var line = regexp.MustCompile(`^(?:flowchart TD|n[0-9]+(?:\["[^"]*"\]|\{\{"[^"]*"\}\})|n[0-9]+ -\.?->? n[0-9]+|n[0-9]+ --> n[0-9]+|subgraph (?:write|read) \["[a-z ]+"\]|end|classDef [a-z]+ [a-z0-9#:, -]+|class [n0-9,]+ [a-z]+)$`)

func TestChartsAreOfLinesThatMermaidReads(t *testing.T) {
	for name, e := range explained(t) {
		text := e.Mermaid()
		if len(text) > 50_000 {
			t.Errorf("%s: GitHub does not show %d bytes", name, len(text))
		}
		for got := range strings.Lines(text) {
			got = strings.TrimSuffix(got, "\n")
			if !line.MatchString(got) {
				t.Errorf("%s: %q", name, got)
			}
			if _, text, ok := strings.Cut(got, `"`); ok && !strings.HasPrefix(got, "subgraph") {
				text, _, _ = strings.Cut(text, `"`)
				for part := range strings.SplitSeq(text, "<br/>") {
					if !harmless.MatchString(part) {
						t.Errorf("%s: label %q", name, part)
					}
				}
			}
		}
	}
}

// The same chart with other names in it has the same nodes and arrows.
func TestNamesDoNotChangeAChart(t *testing.T) {
	shape := func(key string) string {
		e := Explain(asking("s3:GetObject", key), nil, nil, Internet())
		return regexp.MustCompile(`"[^"]*"`).ReplaceAllString(e.Mermaid(), `""`)
	}
	if a, b := shape("a"), shape(hostileKey); a != b {
		t.Errorf("%s\nand\n%s", a, b)
	}
}
