package lint

import (
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3key"
)

// valueOf has a value that every operator of a comparison can read.
var valueOf = map[comparison]string{
	literalText: "x", foldedText: "x", wildText: "x", arns: "arn:aws:s3:::x", numbers: "1", dates: "2027-01-01T00:00:00Z",
	booleans: "true", binaries: "eA==", addresses: "203.0.113.7", presence: "true",
}

// everyOperator iterates over all operators but Null, with all prefixes and suffixes.
func everyOperator() iter.Seq[operator] {
	bases := []string{
		"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
		"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
		"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
		"Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike",
	}
	return func(yield func(operator) bool) {
		for _, base := range bases {
			for _, prefix := range []string{"", forAllValues, forAnyValue} {
				for _, suffix := range []string{"", ifExists} {
					if !yield(readOperator(prefix + base + suffix)) {
						return
					}
				}
			}
		}
	}
}

// holds asks the evaluator.
func holds(t *testing.T, op operator, k condition.Key, value string, attrs ...condition.Attr) condition.Truth {
	t.Helper()
	test, err := condition.NewTest(condition.Language2012, op.Operator, k, value)
	require.NoError(t, err, "%v", op)
	return test.Holds(condition.NewContext(attrs...))
}

// severities returns the severity of what each check finds in a statement.
func severities(base string, op operator, k, value string) map[string]Severity {
	src := `{"Version":"2012-10-17","Statement":` + with(base, `"`+op.String()+`":{"`+k+`":"`+value+`"}`) + `}`
	report := Check(Policies{Bucket: []byte(src)}, Context{})
	found := make(map[string]Severity)
	for _, f := range report.Findings {
		found[f.Check] = f.Severity
	}
	return found
}

// Whatever lets requests without the key pass an Allow is found, and nothing else.
func TestEveryAllowThatAbsentKeysPassIsFound(t *testing.T) {
	for _, key := range []string{"aws:SourceVpce", "s3:RequestObjectTagKeys"} {
		for op := range everyOperator() {
			t.Run(key+" "+op.String(), func(t *testing.T) {
				value := valueOf[op.compares]
				found := severities(put, op, key, value)
				said := 0
				for _, id := range []string{"set-operator-on-single-value", "for-all-values-without-guard", "allow-negated-without-guard", "allow-if-exists"} {
					if found[id] >= SecurityWarning || key != "aws:SourceVpce" && found[id] == Suggestion {
						said++
					}
				}
				if op.prefix == "" && key != "aws:SourceVpce" && found["set-operator-needed"] == Error {
					return
				}
				switch holds(t, op, condition.Key(key), value) {
				case condition.True:
					// Negated, ForAllValues is not what lets them pass on a key with one value.
					if asWithout := op.ForAllValues() && (op.Negated() || op.IfExists()); asWithout && key == "aws:SourceVpce" {
						require.Equal(t, Suggestion, found["set-operator-on-single-value"])
						return
					}
					require.Equal(t, 1, said, "requests without the key are allowed; found: %v", found)
				case condition.False:
					require.Zero(t, said, "requests without the key are not allowed; found: %v", found)
				}
			})
		}
	}
}

// A Deny that requests without the key escape, though what they carry is not one of
// the values, is found where a set operator is why.
func TestEveryDenyThatASetOperatorOpensIsFound(t *testing.T) {
	for op := range everyOperator() {
		t.Run(op.String(), func(t *testing.T) {
			value := valueOf[op.compares]
			escapes := op.Negated() && holds(t, op, "aws:SourceVpce", value) == condition.False
			require.Equal(t, escapes, severities(deny, op, "aws:SourceVpce", value)["set-operator-on-single-value"] == SecurityWarning)
			require.Equal(t, escapes, severities(deny, op, "s3:RequestObjectTagKeys", value)["deny-for-any-value-without-guard"] == Warning)
		})
	}
}

// What is said to be the same as Null answers like it, whatever the key holds.
func TestStarsThatAreLikeNullAreFound(t *testing.T) {
	const key = "aws:SourceArn"
	for op := range everyOperator() {
		value := "*"
		switch op.compares {
		case wildText:
		case arns:
			value = "arn:*:*:*:*:*"
		default:
			continue
		}
		t.Run(op.String(), func(t *testing.T) {
			absent := holds(t, op, key, value)
			present := holds(t, op, key, value, condition.String(key, "arn:aws:s3:::x"))
			other := holds(t, op, key, value, condition.String(key, "arn:aws:sns:us-west-2:111122223333:y"))
			require.Equal(t, present, other)
			likeNull := absent != present && absent != condition.Unknown
			require.Equal(t, likeNull, severities(allow, op, key, value)["equivalent-to-null"] == Suggestion)
		})
	}
}

// An operator that fits a key can read what it holds.
func TestOperatorsThatFitCanReadTheKey(t *testing.T) {
	for name, k := range map[string]struct{ key, value string }{
		"text":                     {"aws:userid", "AIDAEXAMPLE"},
		"an ARN":                   {"aws:SourceArn", "arn:aws:s3:::x"},
		"a number":                 {"s3:max-keys", "10"},
		"a boolean":                {"aws:SecureTransport", "true"},
		"a date":                   {"aws:CurrentTime", "2026-12-01T00:00:00Z"},
		"a date that is a number":  {"aws:EpochTime", "1796083200"},
		"an address":               {"aws:SourceIp", "203.0.113.7"},
		"the encryption key's ARN": {"s3:x-amz-server-side-encryption-aws-kms-key-id", "arn:aws:kms:us-west-2:111122223333:key/x"},
	} {
		t.Run(name, func(t *testing.T) {
			known, ok := s3key.Lookup(k.key)
			require.True(t, ok)
			fitting := 0
			for op := range everyOperator() {
				if !op.fits(&known) {
					continue
				}
				fitting++
				got := holds(t, op, condition.Key(k.key), valueOf[op.compares], condition.String(condition.Key(k.key), k.value))
				require.NotEqual(t, condition.Unknown, got, op.String())
			}
			require.Positive(t, fitting)
			for op := range everyOperator() {
				better := readOperator(op.forType(known.Type))
				if better.IsValid() {
					require.True(t, better.fits(&known), "%v for %v", better, op)
					require.Equal(t, op.Negated(), better.Negated(), "%v for %v", better, op)
					require.Equal(t, op.prefix, better.prefix)
					require.Equal(t, op.IfExists(), better.IfExists())
				}
			}
		})
	}
}
