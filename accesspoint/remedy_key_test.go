package accesspoint

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

// A key is data: what is added matches that key, and no other.
func TestKeysAreWrittenLiterally(t *testing.T) {
	for _, version := range []string{"2012-10-17", "2008-10-17"} {
		for key, others := range map[string][]string{
			"a*b":               {"axb", "axxb"},
			"a?b":               {"axb"},
			"${aws:username}/a": {"jane/a"},
			"$a${":              {"$a$"},
			"ключ":              {"ключx"},
			hostileKey:          {hostileKey + "x"},
		} {
			ap, err := policy.Compile(policy.AccessPoint, []byte(`{"Version":"`+version+`","Statement":[`+ofOtherKeys+`]}`))
			require.NoError(t, err)
			id, err := policy.Compile(policy.Identity, []byte(`{"Version":"`+version+`","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::x/*"}]}`))
			require.NoError(t, err)
			s := openSetting(t, user(accountB))
			s.AccessPoint.Policy, s.Caller.Identity = ap, []*policy.Policy{id}
			e := ready(t, s)
			q := Question{Action: "s3:GetObject", Key: key}
			list := e.Remedies(q)
			require.Len(t, list, 4, "%s: %v", key, list)
			for _, r := range list {
				checkHelps(t, e, q, r)
				for _, other := range others {
					if version == "2008-10-17" && strings.ContainsAny(key, "*?") && len(other) == len(key) || !isLatin(key) {
						continue // it cannot be written more narrowly
					}
					w, req := applied(t, &e.world, e.request(&Question{Action: "s3:GetObject", Key: other}), r)
					if d := w.decideAgain(req); d.Allowed() {
						t.Errorf("%s: %v also allows %s", version, r, other)
					}
				}
			}
		}
	}
}

func isLatin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0xFF })
}
