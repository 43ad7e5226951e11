package policy

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
)

// goodStatement is one that every kind of policy with principals takes.
const goodStatement = `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}`

func TestParseFindsTheFaultOfADocument(t *testing.T) {
	for name, tt := range map[string]struct {
		document, path string
		err            error
	}{
		"a policy is an object":                 {`«[]»`, "", ErrType},
		"a policy is no string":                 {` «"{}"» `, "", ErrType},
		"a policy has statements":               {`«{}»`, "", ErrMissingElement},
		"blanks before the policy do not count": {"\n\t«{}»\n", "", ErrMissingElement},
		"an element is not known":               {`{«"Statements"»:[],"Statement":[]}`, "/Statements", ErrUnknownElement},
		"an element is known by its case":       {`{«"version"»:"2012-10-17","Statement":[]}`, "/version", ErrUnknownElement},
		"an empty name is not known":            {`{«""»:1,"Statement":[]}`, "/", ErrUnknownElement},
		"a slash in a name is escaped":          {`{«"a/b~c"»:1,"Statement":[]}`, "/a~1b~0c", ErrUnknownElement},
		"Version is a string":                   {`{"Version":«2012»,"Statement":[]}`, "/Version", ErrType},
		"Version is no date that one chooses":   {`{"Version":«"2026-11-25"»,"Statement":[]}`, "/Version", ErrVersion},
		"Version is not empty":                  {`{"Version":«""»,"Statement":[]}`, "/Version", ErrVersion},
		"Id is a string":                        {`{"Id":«{}»,"Statement":[]}`, "/Id", ErrType},
		"Statement is an object or an array":    {`{"Statement":«"s3:*"»}`, "/Statement", ErrType},
		"Statement stands twice":                {`{"Statement":[],«"Statement"»:5}`, "/Statement", ErrDuplicate},
		"the statements of the second are lost": {`{"Statement":[],«"Statement"»:[{"Effect":"Allow"}]}`, "/Statement", ErrDuplicate},
	} {
		t.Run(name, func(t *testing.T) {
			checkFaults(t, Bucket, tt.document, fault{tt.path, tt.err})
		})
	}
}

// Of what is no JSON nothing more than the place can be told.
func TestParseFindsWhereTheTextIsNoJSON(t *testing.T) {
	deep := strings.Repeat(`[`, MaxNesting-2)
	for name, tt := range map[string]struct {
		text string
		err  error
	}{
		"there is no text":               {"«»", ErrSyntax},
		"there are blanks alone":         {" \n\t«»", ErrSyntax},
		"the text ends too early":        {`{"Statement":[{"Effect":«»`, ErrSyntax},
		"the text ends in a string":      {`{"Statement":"«»`, ErrSyntax},
		"a comma before the end":         {`{"Statement":[` + goodStatement + `,«]»}`, ErrSyntax},
		"a comma is missing":             {"{\"Version\":\"2012-10-17\"\n  «\"Statement\"»:[]}", ErrSyntax},
		"a comment":                      {`{"Statement":[] «/»/ none` + "\n}", ErrSyntax},
		"single quotes":                  {`{«'»Statement':[]}`, ErrSyntax},
		"a name without quotes":          {`{«S»tatement:[]}`, ErrSyntax},
		"a line break in a string":       {"{\"Id\":\"a«\n»b\",\"Statement\":[]}", ErrSyntax},
		"NUL that is not escaped":        {"{\"Id\":\"«\x00»\",\"Statement\":[]}", ErrSyntax},
		"NUL between elements":           {"{«\x00»\"Statement\":[]}", ErrSyntax},
		"an escape that is none":         {`{"Id":"\«x»41","Statement":[]}`, ErrSyntax},
		"a number that is none":          {`{"Id":0«1»,"Statement":[]}`, ErrSyntax},
		"text after the end":             {`{"Statement":[]} «x»`, ErrTrailing},
		"a second document":              {"{\"Statement\":[]}\n«{\"Statement\":[]}»", ErrTrailing},
		"NUL after the end":              {"{\"Statement\":[]}«\x00»", ErrTrailing},
		"a byte order mark":              {"«\ufeff»{\"Statement\":[]}", ErrBOM},
		"a byte order mark of UTF-16":    {"«\xff»\xfe{\x00", ErrUTF8},
		"a byte that is no UTF-8":        {"{\"Id\":\"é«\xe9»\",\"Statement\":[]}", ErrUTF8},
		"half a surrogate pair in bytes": {"{\"Id\":\"«\xed»\xa0\x80\"}", ErrUTF8},
		"nesting, one too deep":          {`{"Statement":` + deep + `[«[»]]`, ErrTooDeep},
	} {
		t.Run(name, func(t *testing.T) {
			checkFaults(t, Bucket, tt.text, fault{"", tt.err})
		})
	}
}

func TestADocumentIsThereUnlessTheTextIsNoJSON(t *testing.T) {
	doc, err := Parse(Bucket, []byte(`{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"allow"}],"x":1}`))
	require.ErrorIs(t, err, ErrUnknownElement)
	require.Equal(t, "a", doc.Statements[0].Sid.Value)

	doc, err = Parse(Bucket, []byte(inPolicy(Bucket, `{…,"Action":"s3:Get*","NotAction":"s3:Put*"}`)))
	require.ErrorIs(t, err, ErrConflict)
	require.Equal(t, "s3:Get*", doc.Statements[0].Action.Items[0].Value, "the first counts")

	doc, err = Parse(Bucket, []byte(`{`))
	require.ErrorIs(t, err, ErrSyntax)
	require.Nil(t, doc)
}

func TestAllFaultsAreFoundInOnePassInTheOrderOfTheText(t *testing.T) {
	checkFaults(t, Bucket, `{
  "Version": «"2012"»,
  «"Comment"»: "of mine",
  «"Version"»: "2012-10-17",
  "Statement": [
    {"Effect": «"allow"», "Principal": {«"aws"»: "*"}, "Action": ["s3:*", «"GetObject"»], "Resource": «"b"»},
    «7»,
    «{»
      "Effect": "Deny", "Principal": {"AWS": [«"bob"»]}, "Action": «[]»,
      "Condition": {«"StrEquals"»: «{}», "Bool": {"aws:SecureTransport": [true, «"no"», «null»]}}
    }
  ]
}`,
		fault{"/Version", ErrVersion},
		fault{"/Comment", ErrUnknownElement},
		fault{"/Version", ErrDuplicate},
		fault{"/Statement/0/Effect", ErrEffect},
		fault{"/Statement/0/Principal/aws", ErrUnknownElement},
		fault{"/Statement/0/Action/1", ErrAction},
		fault{"/Statement/0/Resource", ErrResource},
		fault{"/Statement/1", ErrType},
		fault{"/Statement/2", ErrMissingElement}, // Resource
		fault{"/Statement/2/Principal/AWS/0", ErrPrincipal},
		fault{"/Statement/2/Action", ErrEmpty},
		fault{"/Statement/2/Condition/StrEquals", condition.ErrOperator},
		fault{"/Statement/2/Condition/StrEquals", ErrEmpty},
		fault{"/Statement/2/Condition/Bool/aws:SecureTransport/1", condition.ErrBool},
		fault{"/Statement/2/Condition/Bool/aws:SecureTransport/2", ErrType},
	)
}

// What could not be read may have been what limits the policy.
func TestADocumentThatWasNotReadInFullDoesNotCompile(t *testing.T) {
	for what, statement := range map[string]string{
		"an element nobody knows": `{…,"Condtion":{"Bool":{"aws:SecureTransport":"true"}}}`,
		"an element twice":        `{…,"Condition":{"Null":{"s3:prefix":"true"}},"Condition":{"Null":{"s3:prefix":"false"}}}`,
		"two that conflict":       `{…,"Action":"s3:Get*","NotAction":"s3:Put*"}`,
		"a value of a wrong type": `{…,"Condition":"none"}`,
	} {
		t.Run(what, func(t *testing.T) {
			doc, err := Parse(Bucket, []byte(inPolicy(Bucket, statement)))
			require.Error(t, err)
			p, again := doc.Compile()
			require.Nil(t, p)
			require.Equal(t, err, again)

			doc.Statements[0].Sid.Value = "edited"
			_, again = doc.Clone().Compile()
			require.Equal(t, err, again, "an edit elsewhere does not mend it")

			meant := Document{Kind: doc.Kind, Version: doc.Version, Statements: doc.Statements}
			_, err = meant.Compile()
			require.NoError(t, err, "the statements that were read can be taken on purpose")
		})
	}
}

func TestADocumentPrintsAsAValueToo(t *testing.T) {
	doc, err := Parse(Bucket, []byte(inPolicy(Bucket, `{…}`)))
	require.NoError(t, err)
	text, err := json.Marshal(*doc)
	require.NoError(t, err)
	require.JSONEq(t, doc.String(), string(text))
}
