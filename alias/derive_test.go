package alias

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
)

// The aliases were computed from Derive's comment by a program in another
// language. They must never change: services rely on getting the same again.
func TestDeriveIsAsDocumented(t *testing.T) {
	const finance = "arn:aws:s3:us-west-2:123456789012:accesspoint/finance"
	for name, tt := range map[string]struct{ arn, tag, key, want string }{
		"a short name": {finance, "usw2a", "a key from a secret store",
			"finance-1hcnio6nlfshcwmuaza64pbnrb7mbusw2a-s3alias"},
		"a name that is cut": {"arn:aws:s3:us-east-1:111122223333:accesspoint/snowflakeap-snowflake-ap", "use1b",
			"\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f",
			"snowflakeap-snowflak-chg6ugidk51u0kqg0mg7d50zbt6ahuse1b-s3alias"},
		"a key for which two bytes are skipped": {finance, "usw2a", "0000000000000018",
			"finance-3uq0d4ta9zpxdsy1o1gg0ondt5zc1usw2a-s3alias"},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := Derive(arn.MustParseAccessPoint(tt.arn), tt.tag, []byte(tt.key))
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, a.String()); diff != "" {
				t.Errorf("alias (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDeriveDependsOnAllOfTheNameAndTheKey(t *testing.T) {
	const key = "0123456789abcdef"
	seen := map[string]string{}
	for name, tt := range map[string]struct{ arn, key string }{
		"the access point":      {"arn:aws:s3:us-west-2:123456789012:accesspoint/abcdefghijklmnopqrstu", key},
		"another partition":     {"arn:aws-cn:s3:cn-north-1:123456789012:accesspoint/abcdefghijklmnopqrstu", key},
		"another Region":        {"arn:aws:s3:us-west-1:123456789012:accesspoint/abcdefghijklmnopqrstu", key},
		"another account":       {"arn:aws:s3:us-west-2:123456789013:accesspoint/abcdefghijklmnopqrstu", key},
		"another name, past 20": {"arn:aws:s3:us-west-2:123456789012:accesspoint/abcdefghijklmnopqrstv", key},
		"another key":           {"arn:aws:s3:us-west-2:123456789012:accesspoint/abcdefghijklmnopqrstu", "0123456789abcdeg"},
		"a longer key":          {"arn:aws:s3:us-west-2:123456789012:accesspoint/abcdefghijklmnopqrstu", key + "0"},
	} {
		a, err := Derive(arn.MustParseAccessPoint(tt.arn), "usw2a", []byte(tt.key))
		require.NoError(t, err)
		if other, ok := seen[a.String()]; ok {
			t.Errorf("%s and %s have the same alias, %s", name, other, a)
		}
		seen[a.String()] = name
	}
}

func TestDeriveWantsAKeyOf16Bytes(t *testing.T) {
	ap := accessPoint(t, "abc")
	for _, length := range []int{0, 15} {
		a, err := Derive(ap, "usw2a", make([]byte, length))
		require.ErrorIs(t, err, ErrKey)
		require.False(t, a.IsValid())
	}
	for _, length := range []int{16, 1000} {
		_, err := Derive(ap, "usw2a", make([]byte, length))
		require.NoError(t, err)
	}
}
