package alias

import (
	"fmt"
	"io"

	"github.com/s3ap/s3ap/arn"
)

// New makes an alias for ap of 29 random letters and digits, about 150 bits. Two
// access points will not get the same one by chance; a caller who must be sure
// looks it up. New reads 64 bytes from random, which should be crypto/rand.Reader.
//
// The tag ends the metadata: four lower-case letters and digits for the Region
// and a letter a or b, such as usw2a, after the pattern of S3's own aliases. It is
// up to the caller and means nothing to this package.
//
// The error wraps ErrAccessPoint, ErrTag (in an [*Error] about the tag) or
// ErrRandom, the last if random ends early, fails, stops giving bytes, or gives
// too few that can be used, which does not happen by chance.
func New(ap arn.AccessPoint, tag string, random io.Reader) (Alias, error) {
	if err := partsFault(ap, tag); err != nil {
		return Alias{}, err
	}
	drawn := make([]byte, drawnLength)
	if err := draw(drawn, random); err != nil {
		return Alias{}, err
	}
	return assemble(ap, tag, drawn)
}

// drawnLength is how many random bytes are drawn for uniqueLength characters. One
// in 64 is rejected on average; that 36 of them are has a chance below 2^-150.
const drawnLength = 64

// draw fills drawn from random. Unlike io.ReadFull it gives up on a source that
// returns nothing and no error.
func draw(drawn []byte, random io.Reader) error {
	if random == nil {
		return ErrRandom
	}
	const tries = 2 * drawnLength // enough for a byte at a time
	for range tries {
		n, err := random.Read(drawn)
		drawn = drawn[n:]
		switch {
		case len(drawn) == 0:
			return nil
		case err != nil:
			return fmt.Errorf("%w: it ended %d too early: %w", ErrRandom, len(drawn), err)
		}
	}
	return fmt.Errorf("%w: it ended %d too early: %w", ErrRandom, len(drawn), io.ErrNoProgress)
}

// assemble makes an alias of parts without fault and the bytes drawn for it, and
// holds it to the rules of Parse.
func assemble(ap arn.AccessPoint, tag string, drawn []byte) (Alias, error) {
	unique, ok := uniform(drawn)
	if !ok {
		return Alias{}, fmt.Errorf("%w: too few of its bytes can be used", ErrRandom)
	}
	return Parse(beginning(ap.Name(), AccessPoint) + "-" + unique + tag + "-s3alias")
}

// uniform turns uniformly random bytes into uniformly random characters. Of the
// 256 values 252 fall evenly on the 36 characters; the rest would favour some,
// and are skipped.
func uniform(drawn []byte) (unique string, ok bool) {
	const even = 256 - 256%len(alphabet)
	chars := make([]byte, 0, uniqueLength)
	for _, b := range drawn {
		if int(b) < even && len(chars) < uniqueLength {
			chars = append(chars, alphabet[int(b)%len(alphabet)])
		}
	}
	return string(chars), len(chars) == uniqueLength
}

// partsFault tells what is wrong with an access point or tag for a new alias.
func partsFault(ap arn.AccessPoint, tag string) error {
	const last = tagLength - 1
	switch {
	case ap.Kind() != arn.GeneralPurpose:
		return ErrAccessPoint
	case len(tag) != tagLength || !madeOf(tag, alphabet):
		return &Error{tag, 0, ErrTag}
	case tag[last] != 'a' && tag[last] != 'b':
		return &Error{tag, last, ErrTag}
	}
	return nil
}
