package condition

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/internal/glob"
)

func TestARNsAreComparedPartByPart(t *testing.T) {
	const account = "arn:aws:iam::123456789012:"
	for name, tt := range map[string]struct {
		pattern, value string
		want           Truth
	}{
		"the same ARN":                               {account + "role/app", account + "role/app", True},
		"another name":                               {account + "role/app", account + "role/other", False},
		"case counts":                                {account + "role/app", account + "role/App", False},
		"a star in the last part takes slashes":      {account + "role/*", account + "role/a/b", True},
		"a star in the last part takes colons":       {"arn:aws:s3:::b/*", "arn:aws:s3:::b/x:y", True},
		"a question mark in the last part":           {account + "role/ap?", account + "role/app", True},
		"a star for the account":                     {"arn:aws:iam::*:role/app", account + "role/app", True},
		"a star for the region takes none":           {"arn:aws:iam:*:123456789012:role/app", account + "role/app", True},
		"a star for the service":                     {"arn:aws:*::123456789012:role/app", account + "role/app", True},
		"a star for the partition":                   {"arn:*:iam::123456789012:role/app", account + "role/app", True},
		"a star for arn itself":                      {"*:aws:iam::123456789012:role/app", account + "role/app", True},
		"a star for each part":                       {"*:*:*:*:*:*", account + "role/app", True},
		"a star takes no colon before the last part": {"arn:aws:s3:*:accesspoint/*:x", "arn:aws:s3:us-west-2:123456789012:accesspoint/x", False},
		"a part of the account":                      {"arn:aws:iam::1234*:role/app", account + "role/app", True},
		"an empty part is empty":                     {"arn:aws:s3:::b", "arn:aws:s3:us-west-2::b", False},
		"an empty part is not any":                   {"arn:aws:iam:::role/app", account + "role/app", False},
		"an empty last part is empty":                {"arn:aws:s3:::", "arn:aws:s3:::", True},
		"an empty last part is not any":              {"arn:aws:s3:::", "arn:aws:s3:::b", False},
		"the last part keeps its colons":             {"arn:aws:sns:r:a:t:s", "arn:aws:sns:r:a:t:s", True},
		"the last part is compared to its end":       {"arn:aws:sns:r:a:t", "arn:aws:sns:r:a:t:s", False},
		"a value of five parts is no ARN":            {"*:*:*:*:*:*", "arn:aws:s3::b", False},
		"a value that is a word is no ARN":           {"*:*:*:*:*:*", "anonymous", False},
		"an empty value is no ARN":                   {"*:*:*:*:*:*", "", False},
		"a star in the value is text":                {account + "role/app", account + "role/*", False},
		"an escaped star is one":                     {account + "role/${*}", account + "role/*", True},
		"an escaped star is no wildcard":             {account + "role/${*}", account + "role/app", False},
		"a pattern of five parts is in doubt":        {"arn:aws:s3:*:b", "arn:aws:s3:::b", Unknown},
		"a star alone is in doubt":                   {"*", "arn:aws:s3:::b", Unknown},
		"an empty pattern is in doubt":               {"", "arn:aws:s3:::b", Unknown},
		"a word for a pattern is in doubt":           {"123456789012", "arn:aws:s3:::b", Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := NewContext(String(PrincipalARN, tt.value))
			for op, want := range map[string]Truth{"ArnLike": tt.want, "ArnEquals": tt.want, "ArnNotLike": tt.want.Not(), "ArnNotEquals": tt.want.Not()} {
				test := newTest(t, op, PrincipalARN, tt.pattern)
				if got := test.Holds(ctx); got != want {
					t.Errorf("%s %q with %q is %v, want %v", op, tt.pattern, tt.value, got, want)
				}
			}
		})
	}
}

func TestARNsWithVariables(t *testing.T) {
	const (
		name  = "ArnLike x:arn = arn:aws:iam::123456789012:user/${aws:username}"
		owner = "ArnLike x:arn = arn:aws:iam::${aws:PrincipalTag/o:wner}:user/*"
		given = "ArnLike x:arn = arn:aws:iam::${aws:PrincipalAccount, '}:{'}:user/*"
		two   = name + " | arn:aws:iam::123456789012:user/*"
	)
	checkDecided(t, map[string]decided{
		"a variable in the last part":                    {name, "aws:username = jane & x:arn = arn:aws:iam::123456789012:user/jane", True},
		"a variable with another value":                  {name, "aws:username = mary & x:arn = arn:aws:iam::123456789012:user/jane", False},
		"a star in its value is no wildcard":             {name, "aws:username = * & x:arn = arn:aws:iam::123456789012:user/jane", False},
		"a variable without a value matches nothing":     {name, "x:arn = arn:aws:iam::123456789012:user/jane", False},
		"a variable with two values is in doubt":         {name, "aws:username = jane | mary & x:arn = arn:aws:iam::123456789012:user/jane", Unknown},
		"doubt does not matter where a part differs":     {name, "aws:username = jane | mary & x:arn = arn:aws:iam::210987654321:user/jane", False},
		"a match makes up for a pattern that is none":    {"ArnLike x:arn = * | arn:aws:s3:::b", "x:arn = arn:aws:s3:::b", True},
		"no match leaves the doubt":                      {"ArnLike x:arn = * | arn:aws:s3:::b", "x:arn = arn:aws:s3:::c", Unknown},
		"a variable whose own colons part nothing":       {owner, "aws:PrincipalTag/o:wner = 123456789012 & x:arn = arn:aws:iam::123456789012:user/jane", True},
		"a value whose colons part nothing":              {owner, "aws:PrincipalTag/o:wner = a:b & x:arn = arn:aws:iam::a:b:user/jane", False},
		"a default whose colons and braces part nothing": {given, "x:arn = arn:aws:iam::}::{:user/jane", False},
		"a value where there is such a default":          {given, "aws:PrincipalAccount = 123456789012 & x:arn = arn:aws:iam::123456789012:user/jane", True},
		"beside a missing value another match is doubt":  {two, "x:arn = arn:aws:iam::123456789012:user/jane", Unknown},
		"beside a missing value no match is none":        {two, "x:arn = arn:aws:iam::123456789012:role/app", False},
		"to be like none does not need the value":        {"ArnNotLike x:arn = arn:aws:iam::123456789012:user/${aws:username}", "x:arn = arn:aws:iam::123456789012:user/jane", True},
	})
	for name, text := range map[string]string{
		"a variable that is not closed":    "arn:aws:iam::123456789012:user/${aws:username",
		"one that a colon seems to close":  "arn:aws:iam::${aws:username:user/x",
		"one that is not closed in a word": "${aws:username",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := NewTest(Language2012, operator(t, "ArnLike"), "x:arn", text)
			require.ErrorIs(t, err, glob.ErrUnterminated)
		})
	}
}

// Before 2012 a variable was text, whose colon parts.
func TestARNsBefore2012(t *testing.T) {
	test, err := NewTest(Language2008, operator(t, "ArnLike"), "x:arn", "arn:${a:b}::1:r")
	require.NoError(t, err)
	for value, want := range map[string]Truth{"arn:${a:b}::1:r": True, "arn:x::1:r": False} {
		if got := test.Holds(NewContext(String("x:arn", value), String("a:b", "x"))); got != want {
			t.Errorf("%s is %v, want %v", value, got, want)
		}
	}
}
