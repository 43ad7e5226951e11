package lint

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

// faulty has a policy for each way in which policy.Parse refuses one, and the checks
// that speak of it. A … stands for the elements that are not given.
func faulty() map[string]struct{ src, id string } {
	const rest, arn = `"Effect":"Allow","Principal":"*","Action":"s3:GetObject"`, "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1"
	in := func(members string) string { return `{"Statement":[{` + members + `}]}` }
	resource := func(value string) string { return in(rest + `,"Resource":"` + value + `"`) }
	action := func(value string) string {
		return in(`"Effect":"Allow","Principal":"*","Resource":"*","Action":` + value)
	}
	principal := func(value string) string {
		return in(`"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Principal":` + value)
	}
	cond := func(value string) string {
		return `{"Version":"2012-10-17","Statement":[{` + rest + `,"Resource":"*","Condition":` + value + `}]}`
	}
	return map[string]struct{ src, id string }{
		"ErrTooLarge":       {resource("arn:aws:s3:::b/" + strings.Repeat("x", 21<<10)), "policy-too-large"},
		"ErrTooLarge text":  {strings.Repeat(" ", 65<<10) + "{}", "policy-too-large"},
		"ErrTooMany":        {`{"Statement":[` + strings.Repeat("{},", 1000) + `{}]}`, "policy-too-large"},
		"ErrTooManyErrors":  {`{"Statement":[` + strings.Repeat("1,", 300) + `{}]}`, "not-analyzed"},
		"ErrTooDeep":        {strings.Repeat("[", 100) + strings.Repeat("]", 100), "json-syntax"},
		"ErrBOM":            {"\ufeff{}", "json-trailing-data"},
		"ErrUTF8":           {"{\"\xff\":1}", "json-trailing-data"},
		"ErrSyntax":         {`{"Statement":[}`, "json-syntax"},
		"ErrTrailing":       {`{} {}`, "json-trailing-data"},
		"ErrSurrogate":      {in(`"Sid":"\ud800"`), "json-syntax"},
		"ErrNUL":            {in(`"Sid":"\u0000"`), "json-syntax"},
		"ErrDuplicate":      {in(`"Sid":"a","Sid":"b"`), "json-duplicate-member"},
		"ErrDuplicate cond": {cond(`{"Bool":{"a:b":"true","A:B":"true"}}`), "condition-key-case-twice"},

		"ErrMissingElement Statement": {`{}`, "missing-statement"},
		"ErrMissingElement Effect":    {in(`"Principal":"*","Action":"*","Resource":"*"`), "missing-effect"},
		"ErrMissingElement Principal": {in(`"Effect":"Allow","Action":"*","Resource":"*"`), "missing-principal"},
		"ErrMissingElement Action":    {in(`"Effect":"Allow","Principal":"*","Resource":"*"`), "missing-action"},
		"ErrMissingElement Resource":  {in(rest), "missing-resource"},
		"ErrUnknownElement":           {in(`"Actions":1`), "unknown-element"},
		"ErrUnknownElement top":       {`{"Statements":[]}`, "unknown-element"},
		"ErrUnknownElement kind":      {principal(`{"Aws":"*"}`), "invalid-principal-key"},
		"ErrConflict":                 {in(`"Action":"*","NotAction":"*"`), "element-with-its-negation"},
		"ErrType":                     {in(`"Effect":1`), "element-type"},
		"ErrType policy":              {`[]`, "element-type"},
		"ErrVersion":                  {`{"Version":"2024-01-01","Statement":[]}`, "invalid-version"},
		"ErrEffect":                   {in(`"Effect":"allow"`), "invalid-effect"},
		"ErrEmpty action":             {action(`[]`), "empty-list"},
		"ErrEmpty principal":          {principal(`{}`), "empty-list"},
		"ErrEmpty principals":         {principal(`{"AWS":[]}`), "empty-list"},
		"ErrEmpty condition":          {cond(`{}`), "empty-condition"},
		"ErrEmpty operator":           {cond(`{"Bool":{}}`), "empty-condition"},
		"ErrEmpty values":             {cond(`{"Bool":{"a:b":[]}}`), "empty-condition-values"},

		"ErrAllowNot":            {in(`"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"*","Resource":"*"`), "allow-not-principal"},
		"ErrPrincipal":           {principal(`{"AWS":"1111"}`), "invalid-principal-format"},
		"ErrPrincipal string":    {principal(`"111122223333"`), "invalid-principal-format"},
		"ErrPrincipal user":      {principal(`{"CanonicalUser":"1111"}`), "invalid-principal-format"},
		"ErrPrincipal service":   {principal(`{"Service":"*"}`), "service-principal-wildcard"},
		"ErrPrincipal services":  {principal(`{"Service":"s3*"}`), "service-principal-format"},
		"ErrPrincipal provider":  {principal(`{"Federated":"a*"}`), "federated-principal"},
		"ErrPrincipal variable":  {principal(`{"AWS":"${aws:userid}"}`), "variable-in-wrong-element"},
		"ErrPrincipal wildcard":  {principal(`{"AWS":"arn:aws:iam::111122223333:role/*"}`), "principal-partial-wildcard"},
		"ErrPrincipal group":     {principal(`{"AWS":"arn:aws:iam::111122223333:group/dev"}`), "principal-group"},
		"ErrAction":              {action(`"GetObject"`), "action-format"},
		"ErrAction wildcard":     {action(`"s*:GetObject"`), "wildcard-in-service"},
		"ErrAction variable":     {action(`"${a:b}:GetObject"`), "variable-in-wrong-element"},
		"ErrResource":            {resource("bucket"), "invalid-arn"},
		"ErrResource partition":  {resource("arn:*:s3:::b/*"), "arn-partition"},
		"ErrVariablePlace":       {`{"Version":"2012-10-17","Statement":[{` + rest + `,"Resource":"arn:aws:s3::${aws:userid}:b"}]}`, "variable-in-wrong-element"},
		"arn.ErrSections":        {resource("arn:aws:s3"), "invalid-arn"},
		"arn.ErrResource":        {resource("arn:aws:s3:::"), "invalid-arn"},
		"arn.ErrPartition":       {resource("arn:AWS:s3:::b"), "arn-partition"},
		"arn.ErrService":         {resource("arn:aws:s_3:::b"), "invalid-arn"},
		"arn.ErrService capital": {resource("arn:aws:S3:::b"), "arn-service-case"},
		"arn.ErrWildcard":        {resource("arn:aws:s*:::b"), "invalid-arn"},
		"arn.ErrRegion":          {resource("arn:aws:s3:us_west:111122223333:b"), "invalid-arn"},
		"arn.ErrAccount":         {resource("arn:aws:s3:us-west-2:1111:b"), "invalid-arn"},
		"arn.ErrAccount point":   {resource(strings.Replace(arn, "111122223333", "1111", 1)), "ap-arn-incomplete"},
		"arn.ErrTooLong":         {resource("arn:" + strings.Repeat("x", 2048)), "invalid-arn"},

		"condition.ErrOperator":          {cond(`{"StringEqual":{"a:b":"c"}}`), "invalid-operator"},
		"condition.ErrOperatorForm":      {cond(`{"ForAllValues:Null":{"a:b":"true"}}`), "null-with-set-operator"},
		"condition.ErrOperatorForm null": {cond(`{"NullIfExists":{"a:b":"true"}}`), "null-with-if-exists"},
		"condition.ErrKey":               {cond(`{"Bool":{"":"true"}}`), "unknown-condition-key"},
		"condition.ErrBool":              {cond(`{"Bool":{"a:b":"yes"}}`), "bool-value"},
		"condition.ErrBool null":         {cond(`{"Null":{"a:b":"yes"}}`), "null-value"},
		"condition.ErrIP":                {cond(`{"IpAddress":{"aws:SourceIp":"x"}}`), "ip-value"},
		"condition.ErrNumber":            {cond(`{"NumericEquals":{"s3:max-keys":"x"}}`), "numeric-value"},
		"condition.ErrBinary":            {cond(`{"BinaryEquals":{"a:b":"="}}`), "operator-type-mismatch"},
		"glob.ErrUnterminated":           {cond(`{"StringLike":{"a:b":"${aws:userid"}}`), "variable-syntax"},
		"glob.ErrEmptyName":              {cond(`{"StringLike":{"a:b":"${}"}}`), "variable-syntax"},
		"glob.ErrName":                   {cond(`{"StringLike":{"a:b":"${a b}"}}`), "variable-syntax"},
		"glob.ErrDefault":                {cond(`{"StringLike":{"a:b":"${aws:userid,x}"}}`), "variable-syntax"},
	}
}

func TestEachErrorOfTheParserHasItsCheck(t *testing.T) {
	for name, tt := range faulty() {
		t.Run(name, func(t *testing.T) {
			for _, k := range []policy.Kind{policy.Bucket, policy.AccessPoint} {
				text := newText(k, []byte(tt.src))
				require.NotEmpty(t, text.errs)
				rows, found := faultRows(), false
				for _, e := range text.errs {
					at := text.fault(e)
					id := idOf(rows, &at)
					found = found || id == tt.id
					if id == otherFault {
						require.ErrorIs(t, e.Err, policy.ErrType, "an error that no row has")
					}
				}
				require.True(t, found, "%s in a %v: %v", tt.id, k, text.errs)
			}
		})
	}
}

// Errors that policies of buckets and access points do not have.
func notHere() map[string]string {
	return map[string]string{
		"ErrKind":      "the kind is given",
		"ErrNotInKind": "is about other kinds",
		"ErrCharacter": "IAM alone holds policies to its characters",
		"ErrSid":       "IAM alone holds Sids to a rule",
	}
}

// An error that package policy, or one below it, learns to give needs an example.
func TestNoErrorOfTheParserIsForgotten(t *testing.T) {
	named := func(path string) (names []string) {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`(?m)^\t(Err\w+) +=`).FindAllStringSubmatch(string(src), -1) {
			names = append(names, m[1])
		}
		require.NotEmpty(t, names)
		return names
	}
	examples := make(map[string]bool)
	for name := range faulty() {
		name, _, _ = strings.Cut(name, " ")
		examples[name] = true
	}
	for _, name := range named("../error.go") {
		if !examples[name] && notHere()[name] == "" {
			t.Errorf("no example of policy.%s", name)
		}
	}
	for _, name := range named("../../internal/glob/variable.go") {
		if !examples["glob."+name] {
			t.Errorf("no example of glob.%s", name)
		}
	}
}

// What is wrong beyond what the table tells apart is still an error.
func TestAnErrorWithoutARowIsReported(t *testing.T) {
	f := fault{err: errors.New("new")}
	require.Equal(t, otherFault, idOf(faultRows(), &f))
	require.Equal(t, Error, checkOf(checks(), otherFault).Severity)
}

// Each check that an error is given to exists.
func TestFaultRowsNameChecks(t *testing.T) {
	have := implemented()
	for _, r := range faultRows() {
		require.Contains(t, have, r.id)
	}
}
