package policy

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
)

// ofConditions returns the text of a bucket policy with a statement for each of the
// texts, which are what is under StringEquals.
func ofConditions(conditions ...string) string {
	var list []string
	for _, c := range conditions {
		list = append(list, `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*","Condition":{"StringEquals":{`+c+`}}}`)
	}
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(list, ",") + `]}`
}

func TestStatementsThatAskTheSameShareTheTest(t *testing.T) {
	const distinct = 40
	var conditions []string
	const times = 3
	for range times {
		for i := range distinct {
			conditions = append(conditions, fmt.Sprintf(`"aws:PrincipalTag/t%d":"v"`, i))
		}
	}
	conditions = append(conditions, `"aws:PrincipalTag/alone":"v"`)
	src := ofConditions(conditions...)
	d, err := Parse(Bucket, []byte(src))
	require.NoError(t, err)
	d.source = nil // as if it were made by hand
	made, err := d.Compile()
	require.NoError(t, err)
	for name, p := range map[string]*Policy{"read from a text": MustCompile(Bucket, src), "made of a document": made} {
		numbers := map[uint16]bool{}
		for i := range distinct {
			one := p.statements[i].tests[0]
			for j := range times {
				other := p.statements[j*distinct+i].tests[0]
				require.Same(t, one.Test, other.Test, name)
				require.Equal(t, one.shared, other.shared, name)
			}
			require.False(t, numbers[one.shared] || one.shared == 0, "%s: %d is given twice", name, one.shared)
			numbers[one.shared] = true
		}
		require.Zero(t, p.statements[times*distinct].tests[0].shared, name)
	}
}

func TestOperatorsThatAskTheSameOfAKeyAreNotMistaken(t *testing.T) {
	p := MustCompile(Bucket, strings.Replace(ofConditions(`"aws:PrincipalTag/a":"v"`, `"aws:PrincipalTag/a":"v"`), "StringEquals", "StringNotEquals", 1))
	ctx := condition.NewContext(condition.String("aws:PrincipalTag/a", "v"))
	var known answers
	require.Equal(t, condition.False, p.statements[0].meets(&ctx, &known))
	require.Equal(t, condition.True, p.statements[1].meets(&ctx, &known))
}

func TestASharedConditionIsAskedOnce(t *testing.T) {
	p := MustCompile(Bucket, ofConditions(`"aws:PrincipalTag/a":"v"`, `"aws:PrincipalTag/a":"v"`, `"aws:PrincipalTag/b":"v"`))
	ask := func(key condition.Key) map[string]*condition.Context {
		met, failed, unclear := condition.NewContext(condition.String(key, "v")), condition.NewContext(), condition.NewContext(condition.Unrecorded(key))
		return map[string]*condition.Context{"true": &met, "false": &failed, "unknown": &unclear}
	}
	for want, ctx := range ask("aws:PrincipalTag/a") {
		var known answers
		require.Equal(t, want, known.of(&p.statements[0].tests[0], ctx).String())
		for _, other := range ask("aws:PrincipalTag/a") {
			require.Equal(t, want, known.of(&p.statements[1].tests[0], other).String(), "it is remembered, whatever the context says now")
		}
	}
	var known answers
	for want, ctx := range ask("aws:PrincipalTag/b") {
		require.Equal(t, want, p.statements[2].meets(ctx, &known).String(), "no other statement asks it, so that it is asked again")
	}
}

func TestMoreSharedConditionsThanHaveANumberAreDecidedToo(t *testing.T) {
	const distinct = maxShared + 40
	c := compiler{kind: Bucket, language: condition.Language2012}
	tests := make([]test, 2*distinct)
	for i := range tests {
		cond := Condition{Operator: Text{Value: "StringEquals"}, Key: Text{Value: fmt.Sprintf("aws:PrincipalTag/t%d", i%distinct)}, Values: []Text{{Value: "v"}}}
		op, err := condition.ParseOperator(cond.Operator.Value)
		require.NoError(t, err)
		require.True(t, c.test(&tests[i], op, &cond, rawOf(&cond)))
	}
	require.Empty(t, c.faults.list)
	var known answers
	ctx := condition.NewContext(condition.String("aws:PrincipalTag/t0", "v"), condition.String(condition.Key(fmt.Sprintf("aws:PrincipalTag/t%d", distinct-1)), "v"))
	for i := range tests {
		one := statement{tests: tests[i : i+1]}
		require.Equal(t, tests[i].HoldsIn(&ctx), one.meets(&ctx, &known), "test %d", i)
	}
}

// Texts that differ in case alone have the same hash.
func TestTextsChosenToCollideAreNotMistakenForEachOther(t *testing.T) {
	c := compiler{kind: Bucket, language: condition.Language2012}
	tests := make([]test, 512)
	value := func(i int) string {
		v := []byte("abcdefghi")
		for bit := range v {
			if i>>bit&1 != 0 {
				v[bit] -= 'a' - 'A'
			}
		}
		return string(v)
	}
	op, err := condition.ParseOperator("StringEquals")
	require.NoError(t, err)
	for i := range tests {
		cond := Condition{Key: Text{Value: "aws:PrincipalTag/t"}, Values: []Text{{Value: value(i)}}}
		require.True(t, c.test(&tests[i], op, &cond, rawOf(&cond)))
	}
	for i := range tests {
		ctx := condition.NewContext(condition.String("aws:PrincipalTag/t", value(i)))
		require.Equal(t, condition.True, tests[i].HoldsIn(&ctx))
	}
	require.Less(t, len(c.shared.many), 1024, "the table does not grow because of them")
}
