package arn

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// A refusal is a text that a parser must refuse: why, and the rest of the text
// from where the fault is.
type refusal struct {
	text string
	want error
	at   string
}

func refuse(t *testing.T, refusals map[string]refusal, parse func(string) error) {
	t.Helper()
	for name, tt := range refusals {
		t.Run(name, func(t *testing.T) {
			err := parse(tt.text)
			require.ErrorIs(t, err, tt.want)
			e, ok := errors.AsType[*Error](err)
			require.True(t, ok, "error is a %T, want an *Error", err)
			if diff := cmp.Diff(tt.text, e.Input); diff != "" {
				t.Errorf("input (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.at, tt.text[e.Offset:]); diff != "" {
				t.Errorf("place of the fault (-want +got):\n%s", diff)
			}
		})
	}
}

var long = strings.Repeat("k", MaxLength)

func TestParseRefuses(t *testing.T) {
	refuse(t, map[string]refusal{
		"empty text":                            {"", ErrPrefix, ""},
		"an alias":                              {"ap-1a2b-s3alias", ErrPrefix, "ap-1a2b-s3alias"},
		"a star":                                {"*", ErrPrefix, "*"},
		"a prefix in capitals":                  {"ARN:aws:s3:::b", ErrPrefix, "ARN:aws:s3:::b"},
		"a blank before it":                     {" arn:aws:s3:::b", ErrPrefix, " arn:aws:s3:::b"},
		"no colon after the prefix":             {"arn", ErrPrefix, "arn"},
		"one part":                              {"arn:", ErrSections, ""},
		"five parts":                            {"arn:aws:s3::b", ErrSections, ""},
		"no partition":                          {"arn::s3:::b", ErrPartition, ":s3:::b"},
		"a partition in capitals":               {"arn:AWS:s3:::b", ErrPartition, "AWS:s3:::b"},
		"a partition that is not of AWS":        {"arn:minio:s3:::b", ErrPartition, "minio:s3:::b"},
		"a partition that only begins with aws": {"arn:awsx:s3:::b", ErrPartition, "awsx:s3:::b"},
		"a partition that ends in a hyphen":     {"arn:aws-:s3:::b", ErrPartition, "aws-:s3:::b"},
		"a partition with two hyphens":          {"arn:aws--cn:s3:::b", ErrPartition, "aws--cn:s3:::b"},
		"a partition with an underscore":        {"arn:aws-c_n:s3:::b", ErrPartition, "aws-c_n:s3:::b"},
		"a partition of 64 letters":             {"arn:aws-" + long[:60] + ":s3:::b", ErrPartition, "aws-" + long[:60] + ":s3:::b"},
		"a wildcard for a partition":            {"arn:*:s3:::b", ErrPartition, "*:s3:::b"},
		"no service":                            {"arn:aws::::b", ErrService, ":::b"},
		"a service in capitals":                 {"arn:aws:S3:::b", ErrService, "S3:::b"},
		"a service with a blank":                {"arn:aws:s3 :::b", ErrService, "s3 :::b"},
		"a region in capitals":                  {"arn:aws:s3:US-WEST-2::b", ErrRegion, "US-WEST-2::b"},
		"a region with a star":                  {"arn:aws:s3:us-*::b", ErrRegion, "us-*::b"},
		"an account of 11 digits":               {"arn:aws:iam::12345678901:root", ErrAccount, "12345678901:root"},
		"an account of 13 digits":               {"arn:aws:iam::1234567890123:root", ErrAccount, "1234567890123:root"},
		"an account with a letter":              {"arn:aws:iam::12345678901a:root", ErrAccount, "12345678901a:root"},
		"an account with a minus":               {"arn:aws:iam::-12345678901:root", ErrAccount, "-12345678901:root"},
		"an account in Arabic digits":           {"arn:aws:iam::١٢٣٤٥٦:root", ErrAccount, "١٢٣٤٥٦:root"},
		"an account of another name":            {"arn:aws:iam::AWS:policy/x", ErrAccount, "AWS:policy/x"},
		"no resource":                           {"arn:aws:s3:::", ErrResource, ""},
		"a byte too long":                       {"arn:aws:s3:::b/" + long[:MaxLength-14], ErrTooLong, "k"},
		"a text far too long":                   {long + long, ErrTooLong, long},
		"a fault that stands first comes first": {"arn:AWS:S3:::", ErrPartition, "AWS:S3:::"},
	}, func(s string) error { _, err := Parse(s); return err })
}

func TestParseTakesTheLongestARN(t *testing.T) {
	text := "arn:aws:s3:::b/" + long[:MaxLength-15]
	a, err := Parse(text)
	require.NoError(t, err)
	if a.String() != text || len(text) != 2048 {
		t.Errorf("an ARN of %d bytes is read as one of %d", len(text), len(a.String()))
	}
}

func TestErrorSaysInputPlaceAndFault(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"a short input is quoted as a whole":   {"arn:aws:s3::b", `"arn:aws:s3::b" at offset 13: must have six parts separated by colons: arn:partition:service:region:account:resource`},
		"a line end does not break the line":   {"a\nb", `"a\nb" at offset 0: must begin with ` + "`arn:`"},
		"100 bytes are quoted as a whole":      {long[:100], `"` + long[:100] + `" at offset 0: must begin with ` + "`arn:`"},
		"of a longer input only the beginning": {long[:101], `"` + long[:100] + `…" at offset 0: must begin with ` + "`arn:`"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(tt.text)
			require.Error(t, err)
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
