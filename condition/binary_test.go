package condition

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBytesAreCompared(t *testing.T) {
	checkDecided(t, map[string]decided{
		"the same bytes":                              {"BinaryEquals x:y = QUJD", "x:y = QUJD", True},
		"other bytes":                                 {"BinaryEquals x:y = QUJD", "x:y = QUJE", False},
		"case counts":                                 {"BinaryEquals x:y = QUJD", "x:y = qUJD", False},
		"the beginning of the bytes is not them":      {"BinaryEquals x:y = QUJDQUJD", "x:y = QUJD", False},
		"one of several":                              {"BinaryEquals x:y = QUJD | QUJE", "x:y = QUJE", True},
		"none of several":                             {"BinaryEquals x:y = QUJD | QUJE", "x:y = QUJF", False},
		"one byte":                                    {"BinaryEquals x:y = QQ==", "x:y = QQ==", True},
		"two bytes":                                   {"BinaryEquals x:y = QUI=", "x:y = QUI=", True},
		"no bytes":                                    {`BinaryEquals x:y = ""`, `x:y = ""`, True},
		"no bytes are not some":                       {`BinaryEquals x:y = ""`, "x:y = QQ==", False},
		"a plus and a slash":                          {"BinaryEquals x:y = ++//", "x:y = ++//", True},
		"a star is no wildcard":                       {"BinaryEquals x:y = QUJD", "x:y = *", Unknown},
		"a request without padding":                   {"BinaryEquals x:y = QQ==", "x:y = QQ", Unknown},
		"a request with a padding too short":          {"BinaryEquals x:y = QQ==", "x:y = QQ=", Unknown},
		"a request with padding in the midst":         {"BinaryEquals x:y = QQ==", "x:y = QQ==QQ==", Unknown},
		"a request with padding before the end":       {"BinaryEquals x:y = QUI=", "x:y = QUI=QUJD", Unknown},
		"a request with padding alone":                {"BinaryEquals x:y = QQ==", "x:y = ====", Unknown},
		"a request with bits that no byte has":        {"BinaryEquals x:y = QQ==", "x:y = QR==", Unknown},
		"a request with such bits in two bytes":       {"BinaryEquals x:y = QUI=", "x:y = QUJ=", Unknown},
		"a request with a line end":                   {"BinaryEquals x:y = QUJD", "x:y = QU\nJD", Unknown},
		"a request with line ends to make up a group": {"BinaryEquals x:y = QUJD", "x:y = QUJD\n\n\n\n", Unknown},
		"a request with a blank":                      {"BinaryEquals x:y = QUJD", "x:y = QU JD", Unknown},
		"a request in the alphabet of URLs":           {"BinaryEquals x:y = ++//", "x:y = --__", Unknown},
		"a request that is no base64 at all":          {"BinaryEquals x:y = QUJD", "x:y = !!!!", Unknown},
	})
}

func TestWhatIsNoBase64(t *testing.T) {
	for name, text := range map[string]string{
		"no padding":             "QQ",
		"a padding too short":    "QQ=",
		"a padding too long":     "QUJD=",
		"padding in the midst":   "QQ==QQ==",
		"padding alone":          "====",
		"the alphabet of URLs":   "--__",
		"a blank":                "QU JD",
		"a variable":             "${x:y}",
		"a wildcard":             "*",
		"a letter of the world":  "QUJé",
		"one letter":             "Q",
		"a line end":             "QU\nJD",
		"line ends at the end":   "QUJD\n",
		"bits that no byte has":  "QR==",
		"such bits in two bytes": "QUJ=",
		"five letters":           "QUJDQ",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := NewTest(Language2012, operator(t, "BinaryEquals"), "x:y", "QUJD", text)
			require.ErrorIs(t, err, ErrBinary)
		})
	}
}

// Small enough to try all texts of one group, in an alphabet with every kind of
// letter. A text is strict just when encoding its bytes gives it back.
func TestStrictBase64OfAllSmallTexts(t *testing.T) {
	const alphabet = "AQgwBRhx/+=-_ \n\r*\xff"
	text := make([]byte, 4)
	for i := range len(alphabet) * len(alphabet) * len(alphabet) * len(alphabet) {
		for j := range text {
			text[j] = alphabet[i%len(alphabet)]
			i /= len(alphabet)
		}
		b, err := base64.StdEncoding.DecodeString(string(text))
		want := err == nil && base64.StdEncoding.EncodeToString(b) == string(text)
		if got := strictBase64(string(text)); got != want {
			t.Errorf("strictBase64(%q) = %v, want %v", text, got, want)
		}
		if got := strictBase64("QUJD" + string(text)); got != want {
			t.Errorf("strictBase64(QUJD%q) = %v, want %v", text, got, want)
		}
	}
}
