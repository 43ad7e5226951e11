package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func sampleResults() []*result {
	return []*result{
		{Workload: "w1", Contender: "s3ap", Decide: 250},
		{Workload: "w1", Contender: "a <peer> & others", Decide: 12_500, Wrong: 3, Requests: 4},
		{Workload: "w1", Contender: "floor", Decide: 90},
		{Workload: "w4", Contender: "s3ap", AccessPoints: 7, Bytes: 400},
	}
}

func sampleScaling() *scaled {
	line := []series{{"s3ap", []point{{1, 200}, {90, 220}}}, {"a <peer>", []point{{1, 900}, {90, 70_000}}}}
	return &scaled{line, line, line, []spread{{Updates: "none", P50: 200, P99: 300, P999: 4000}}}
}

// texts reads a drawing, which must be well-formed, and returns its texts.
func texts(t *testing.T, svg []byte) string {
	var all strings.Builder
	decoder := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return all.String()
		}
		require.NoError(t, err)
		if text, ok := token.(xml.CharData); ok {
			all.Write(text)
		}
	}
}

func TestBarsAreWellFormedAndLabelledWithFigures(t *testing.T) {
	svg := drawBars(sampleResults(), "2 cores & more")
	all := texts(t, svg)
	for _, want := range []string{"250 ns", "12.5 µs, partly wrong", "90.0 ns", "a <peer> & others", "2 cores & more"} {
		require.Contains(t, all, want)
	}
	require.NotContains(t, string(svg), "NaN")
	require.NotContains(t, string(svg), "Inf")
}

func TestLongerTakesALongerBar(t *testing.T) {
	svg := string(drawBars(sampleResults(), ""))
	width := func(colour string) (w float64) {
		for line := range strings.SplitSeq(svg, "\n") {
			if strings.HasPrefix(line, "<rect x=") && strings.Contains(line, colour) {
				var r struct {
					Width float64 `xml:"width,attr"`
				}
				require.NoError(t, xml.Unmarshal([]byte(line), &r))
				w = r.Width
			}
		}
		return w
	}
	require.Greater(t, width(accent), width(ink))
	require.Greater(t, width(rule), width(accent))
}

func TestDrawingsHaveABackgroundOfTheirOwn(t *testing.T) {
	for _, svg := range [][]byte{drawBars(sampleResults(), ""), drawScaling(sampleScaling(), "")} {
		require.Contains(t, string(svg), `<rect width="100%" height="100%" rx="6" fill="`+paper+`"/>`)
	}
}

func TestLinesAreWellFormedAndLabelledWithFigures(t *testing.T) {
	svg := drawScaling(sampleScaling(), "2 cores")
	all := texts(t, svg)
	for _, want := range []string{"s3ap 220 ns", "a <peer> 70.0 µs", "none 4.00 µs", "p99.9"} {
		require.Contains(t, all, want)
	}
	require.NotContains(t, string(svg), "NaN")
	require.NotContains(t, string(svg), "Inf")
}

func TestTableHasARowForEachResult(t *testing.T) {
	var b strings.Builder
	writeTable(&b, sampleResults())
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	require.Len(t, lines, 2+4)
	require.Contains(t, lines[3], "decides 3 of 4 otherwise")
	require.Contains(t, lines[5], "7 access points")
}

func TestDurationsHaveThreeDigits(t *testing.T) {
	for ns, want := range map[float64]string{
		0: "", 1.234: "1.23 ns", 99.96: "100 ns", 148: "148 ns", 999.6: "1.00 µs",
		12_345: "12.3 µs", 4.2e6: "4.20 ms", 3e9: "3.00 s",
	} {
		require.Equal(t, want, duration(ns))
	}
}
