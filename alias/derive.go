package alias

import (
	"crypto/hmac"
	"crypto/sha256"

	"github.com/s3ap/s3ap/arn"
)

// Derive makes the alias for ap that follows from a secret key: the same access
// point, tag and key always give the same one, and who does not know the key can
// neither guess nor check it. That suits tests, and services that would rather
// keep one key than a random source; but note that an access point deleted and
// created again has its old alias again. For the tag see [New].
//
// The metadata come from HMAC-SHA256 in counter mode. Let block(i) be
// HMAC(key, label, i, ARN), where label is the text "s3ap alias 1", i one byte and
// ARN the text of ap's ARN, one right after another. The 64 bytes of block(0) and
// block(1) are read in turn: one of 252 or more is skipped, another gives
// the character at its remainder by 36 in a to z, 0 to 9; and so on up to 29.
//
// The error wraps ErrAccessPoint, ErrTag (in an [*Error] about the tag) or ErrKey,
// the last if key has under 16 bytes. A key for which too many bytes are skipped
// gives ErrRandom; none is known.
func Derive(ap arn.AccessPoint, tag string, key []byte) (Alias, error) {
	const leastKey = 16
	if err := partsFault(ap, tag); err != nil {
		return Alias{}, err
	}
	if len(key) < leastKey {
		return Alias{}, ErrKey
	}
	drawn := make([]byte, 0, drawnLength)
	for i := range byte(drawnLength / sha256.Size) {
		drawn = block(drawn, key, i, ap)
	}
	return assemble(ap, tag, drawn)
}

// block appends one block of Derive's bytes to drawn. Label and counter have a
// fixed length, so that no two blocks have the same message.
func block(drawn, key []byte, i byte, ap arn.AccessPoint) []byte {
	const label = "s3ap alias 1"
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(label))
	mac.Write([]byte{i})
	mac.Write([]byte(ap.String()))
	return mac.Sum(drawn)
}
