package lint

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	denyAll    = `"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["$B","$B/*"]`
	denyGet    = `"Effect":"Deny","Principal":"*","Action":"s3:GetObject"`
	denyPut    = `"Effect":"Deny","Principal":"*","Action":"s3:PutObject"`
	onlyVPC    = `"Condition":{"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"}}`
	otherVPC   = `"Condition":{"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3e"}}`
	onlyTLS    = `"Condition":{"Bool":{"aws:SecureTransport":"true"}}`
	withoutTLS = `"Condition":{"Bool":{"aws:SecureTransport":"false"}}`
)

func TestBordersOfMeaning(t *testing.T) {
	checkBorders(t, borderContext(), map[string]map[string]border{
		"duplicate-statement": {
			"lists in another order":           {`"Action":["s3:GetObject","s3:PutObject"] | "Action":["s3:PutObject","s3:GetObject"]`, "{"},
			"an account and its root user":     {`"Principal":{"AWS":"111122223333"} | "Principal":{"AWS":"arn:aws:iam::111122223333:root"}`, "{"},
			"the same by meaning":              {`"Resource":["$B/a*","$B/*"] | `, "{"},
			"the same by other operators":      {`"Condition":{"StringEquals":{"aws:UserAgent":"x"}} | "Condition":{"StringLike":{"aws:UserAgent":"x"}}`, "{"},
			"with a policy variable":           {`"Resource":"$B/${aws:username}/*" | "Resource":"$B/${aws:username}/*"`, "{"},
			"each but the first":               {`"Sid":"A" | "Sid":"B" | "Sid":"C"`, "{, {"},
			"in the policy of an access point": {`ap: | `, "{"},
			"of the other effect":              {` | "Effect":"Deny"`, ""},
			"with another variable":            {`"Resource":"$B/${aws:username}/*" | "Resource":"$B/${aws:userid}/*"`, ""},
			"of nothing that there is":         {`"Resource":"arn:aws:s3:::other/*" | "Resource":"arn:aws:s3:::other/*"`, ""},
			"an account and a role of it":      {`"Principal":{"AWS":"111122223333"} | `, ""},
		},
		"shadowed-statement": {
			"by everyone":                         {`"Principal":"*" | `, "{"},
			"by a statement without a condition":  {` | ` + onlyTLS, "{"},
			"in a list":                           {`"Principal":{"AWS":["$R","444455556666"]} | `, "{"},
			"by a wider prefix":                   {`"Resource":"$B/a/*" | "Resource":"$B/*"`, "{"},
			"with a variable":                     {`"Resource":"$B/a/${aws:username}/x" | "Resource":"$B/a/*"`, "{"},
			"a Deny of a role by one of everyone": {`"Effect":"Deny" | "Effect":"Deny","Principal":"*"`, "{"},
			"an account does not cover its roles": {`"Principal":{"AWS":"111122223333"} | `, ""},
			"nor by other conditions":             {onlyVPC + ` | ` + otherVPC, ""},
			"what only overlaps":                  {`"Action":["s3:GetObject","s3:PutObject"] | "Action":"s3:Get*"`, ""},
			"a duplicate":                         {` | `, ""},
			"what applies to nothing":             {`"Resource":"arn:aws:s3:::other/*" | "Resource":"*"`, ""},
			"by a Deny":                           {` | ` + denyGet, ""},
			"by what covers its objects alone":    {`"Action":"s3:*","Resource":["$B","$B/*"] | "Action":"s3:*"`, "{"},
			"by two together, neither of which":   {`"Resource":["$B/a*","$B/b*"] | "Resource":"$B/a*","Action":"s3:*" | "Resource":"$B/b*","Action":"s3:*"`, ""},
		},
		"allow-fully-denied": {
			"by two together":                {`"Action":["s3:GetObject","s3:PutObject"] | ` + denyGet + ` | ` + denyPut, "{"},
			"under the same condition":       {withoutTLS + ` | ` + denyAll + `,` + withoutTLS, "{"},
			"what the Deny leaves out":       {` | ` + denyAll + `,"Condition":{"ArnNotEquals":{"aws:PrincipalArn":"$R"}}`, ""},
			"a Deny of another role":         {` | "Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/b"}`, ""},
			"a Deny of a folder":             {` | ` + denyGet + `,"Resource":"$B/a/*"`, ""},
			"a Deny of another action":       {` | ` + denyPut, ""},
			"for lack of TLS":                {` | ` + denyAll + `,` + withoutTLS, ""},
			"what applies to nothing":        {`"Resource":"arn:aws:s3:::other/*" | ` + denyAll, ""},
			"what no Deny is known to do":    {` | "Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"$B/${aws:username}/*"`, ""},
			"a Deny of whom the Allow names": {` | "Effect":"Deny"`, "{"},
		},
		"mergeable-statements": {
			"by Resource":                     {`"Resource":"$B/a/*" | "Resource":"$B/b/*"`, "{"},
			"by Principal":                    {` | "Principal":{"AWS":"arn:aws:iam::111122223333:role/b"}`, "{"},
			"three":                           {` | "Action":"s3:PutObject" | "Action":"s3:DeleteObject"`, "{, {"},
			"a Deny":                          {denyGet + ` | ` + denyPut, "{"},
			"each to one group":               {` | "Action":"s3:PutObject" | "Resource":"$B/b/*","Action":"s3:PutObject"`, "{"},
			"by two lists":                    {` | "Action":"s3:PutObject","Resource":"$B/a/*"`, ""},
			"by what is left out":             {`"NotAction":"s3:GetObject" | "NotAction":"s3:PutObject"`, ""},
			"by a condition":                  {onlyVPC + ` | ` + otherVPC, ""},
			"by their effect":                 {` | "Effect":"Deny"`, ""},
			"everyone, who is shadowed alone": {` | "Principal":"*"`, ""},
		},
		"deny-locks-out-owner": {
			"everyone":                       {denyAll, "{"},
			"outside of a VPC":               {denyAll + `,"Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"}}`, "{"},
			"objects alone":                  {`"Effect":"Deny","Principal":"*","Action":"s3:*"`, ""},
			"one of the two actions":         {`"Effect":"Deny","Principal":"*","Action":"s3:PutBucketPolicy","Resource":"$B"`, ""},
			"one account, which is another":  {`"Effect":"Deny","Principal":{"AWS":"444455556666"},"Action":"s3:*","Resource":"$B"`, ""},
			"requests without TLS":           {denyAll + `,` + withoutTLS, ""},
			"addresses outside of a network": {denyAll + `,"Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`, ""},
			"other organizations":            {denyAll + `,"Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`, ""},
			"an Allow is no lock":            {`"Action":"s3:*","Resource":"$B"`, ""},
		},
	})
}

func TestBordersOfListsAndConditions(t *testing.T) {
	const b = "arn:aws:s3:::doc-bucket/"
	checkBorders(t, borderContext(), map[string]map[string]border{
		"redundant-resource": {
			"twice":                         {`"Resource":["$B/a","$B/a"]`, b + "a"},
			"the same in two spellings":     {`"Resource":["$B/a*","$B/a**"]`, b + "a**"},
			"the narrow one first":          {`"Resource":["$B/a?","$B/a*"]`, b + "a?"},
			"a variable":                    {`"Resource":["$B/${aws:username}/*","$B/*"]`, b + "${aws:username}/*"},
			"what texts alone do not tell":  {`"Resource":["$B/?*","$B/*a"]`, b + "*a"},
			"all there is":                  {`"Resource":["*","$B/a"]`, b + "a"},
			"of NotResource":                {`"NotResource":["$B/a/*","$B/a/b/*"],"Effect":"Deny"`, b + "a/b/*"},
			"two by one":                    {`"Resource":["$B/a","$B/b","$B/*"]`, b + "a, " + b + "b"},
			"in the policy of access point": {`ap:"Resource":["$A/object/*","$A/object/a"]`, "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/a"},
			"the bucket and its objects":    {`"Action":"s3:*","Resource":["$B","$B/*"]`, ""},
			"a folder and what begins so":   {`"Resource":["$B/a/*","$B/ab*"]`, ""},
			"what overlaps":                 {`"Resource":["$B/a*","$B/*b"]`, ""},
			"a variable covers nothing":     {`"Resource":["$B/${aws:username}*","$B/alice"]`, ""},
			"the same variable":             {`"Resource":["$B/${aws:username}/a","$B/${aws:username}/*"]`, b + "${aws:username}/a"},
			"another variable":              {`"Resource":["$B/${aws:username}/a","$B/${aws:userid}/*"]`, ""},
			"a variable may be empty":       {`"Resource":["$B/a${aws:username}/${aws:username}","$B/a?*/${aws:username}"]`, ""},
			"a question mark is one":        {`"Resource":["$B/a?","$B/a"]`, ""},
		},
		"redundant-condition-value": {
			"twice":                          {`"Condition":{"StringEquals":{"aws:SourceVpc":["vpc-0a1b2c3d","vpc-0a1b2c3d"]}}`, "vpc-0a1b2c3d"},
			"in other capitals":              {`"Condition":{"StringEqualsIgnoreCase":{"aws:UserAgent":["A","a"]}}`, "a"},
			"a pattern":                      {`"Condition":{"StringLike":{"s3:prefix":["home/a","home/*"]}},"Action":"s3:ListBucket","Resource":"$B"`, "home/a"},
			"an ARN":                         {`"Condition":{"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::111122223333:role/*","arn:aws:iam::111122223333:role/b"]}}`, "arn:aws:iam::111122223333:role/b"},
			"a smaller number":               {`"Condition":{"NumericLessThan":{"s3:max-keys":["10","20"]}},"Action":"s3:ListBucket","Resource":"$B"`, "10"},
			"a greater number":               {`"Condition":{"NumericGreaterThanEquals":{"s3:max-keys":["10","20"]}},"Action":"s3:ListBucket","Resource":"$B"`, "20"},
			"a later date":                   {`"Condition":{"DateGreaterThan":{"aws:CurrentTime":["2026-01-01T00:00:00Z","2027-01-01T00:00:00Z"]}}`, "2027-01-01T00:00:00Z"},
			"a network in three":             {`"Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.7","203.0.0.0/16","203.0.113.0/24"]}}`, "203.0.113.7, 203.0.113.0/24"},
			"behind a negated operator":      {`"Effect":"Deny","Condition":{"StringNotLike":{"aws:UserAgent":["a*","ab"]}}`, "ab"},
			"a star compared as text":        {`"Condition":{"StringEquals":{"aws:UserAgent":["*","a"]}}`, ""},
			"networks side by side":          {`"Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.0/25","203.0.113.128/25"]}}`, ""},
			"of two families":                {`"Condition":{"IpAddress":{"aws:SourceIp":["0.0.0.0/0","::/0"]}}`, ""},
			"other texts":                    {`"Condition":{"StringLike":{"aws:UserAgent":["a?","a","*b"]}}`, ""},
			"in other capitals, which count": {`"Condition":{"StringEquals":{"aws:UserAgent":["A","a"]}}`, ""},
		},
		"condition-never-true": {
			"a value that is excluded":     {`"Condition":{"StringEquals":{"aws:UserAgent":"a"},"StringNotEquals":{"aws:UserAgent":"a"}}`, "aws:UserAgent"},
			"an empty interval":            {`"Action":"s3:ListBucket","Resource":"$B","Condition":{"NumericLessThan":{"s3:max-keys":"10"},"NumericGreaterThan":{"s3:max-keys":"20"}}`, "s3:max-keys"},
			"a time that is over first":    {`"Condition":{"DateGreaterThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"},"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}`, "aws:CurrentTime"},
			"a value that must be absent":  {`"Condition":{"Null":{"aws:UserAgent":"true"},"StringEquals":{"aws:UserAgent":"a"}}`, "aws:UserAgent"},
			"a Deny":                       {`"Effect":"Deny","Condition":{"StringEquals":{"aws:UserAgent":"a"},"StringLike":{"aws:UserAgent":"b*"}}`, "aws:UserAgent"},
			"two of three":                 {`"Condition":{"StringEquals":{"aws:UserAgent":"a"},"Bool":{"aws:SecureTransport":"true"},"StringLike":{"aws:UserAgent":"b*"}}`, "aws:UserAgent"},
			"TLS, of which another says":   {`ap:"Effect":"Deny","Principal":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}`, ""},
			"patterns that overlap":        {`"Condition":{"StringLike":{"aws:UserAgent":"a*"},"StringNotLike":{"aws:UserAgent":"*b"}}`, ""},
			"a VPC and an endpoint of it":  {`"Condition":{"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d","aws:SourceVpce":"vpce-0a1b2c3d"}}`, ""},
			"either of two networks":       {`"Effect":"Deny","Principal":"*","Condition":{"NotIpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"},"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-0a1b2c3d"}}`, ""},
			"whole numbers have no middle": {`"Action":"s3:ListBucket","Resource":"$B","Condition":{"NumericLessThan":{"s3:max-keys":"11"},"NumericGreaterThan":{"s3:max-keys":"10"}}`, "s3:max-keys"},
			"what another check says":      {`"Condition":{"StringEquals":{"aws:SourceVpc":"foo"}}`, ""},
			"what lies in the resources":   {`"Resource":"arn:aws:s3:::other/*",` + onlyTLS, ""},
		},
		"condition-always-true": {
			"any text, or none":             {`"Condition":{"ForAllValues:StringLike":{"aws:TagKeys":"*"}}`, "aws:TagKeys"},
			"the account of the bucket":     {`"Condition":{"StringEquals":{"s3:ResourceAccount":"111122223333"}}`, "s3:ResourceAccount"},
			"any text":                      {`"Condition":{"StringLike":{"aws:SourceVpce":"*"}}`, ""},
			"some text, or none":            {`"Condition":{"StringLikeIfExists":{"aws:SourceVpce":"vpce-0*"}}`, ""},
			"all but one":                   {`"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"}}`, ""},
			"TLS":                           {onlyTLS, ""},
			"both answers, said elsewhere":  {`"Condition":{"Bool":{"aws:SecureTransport":["true","false"]}}`, ""},
			"TLS at an access point, too":   {`ap:` + onlyTLS, ""},
			"the account of another bucket": {`"Condition":{"StringEquals":{"s3:ResourceAccount":"444455556666"}}`, ""},
		},
	})
}

func TestWhatAKeyIsWhereNoValueFits(t *testing.T) {
	for cond, want := range map[string]string{
		`{"StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"}}`: "; `s3:DataAccessPointArn` is an ARN like `arn:aws:s3:us-west-2:111122223333:accesspoint/NAME`, without an object",
		`{"ArnLike":{"aws:PrincipalArn":"role/*"}}`:                                                             "; `aws:PrincipalArn` is an ARN like `arn:aws:iam::111122223333:role/NAME`",
		`{"StringEquals":{"aws:PrincipalType":"role"}}`:                                                         "; `aws:PrincipalType` is one of Account, User, AssumedRole, FederatedUser, Anonymous",
		`{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam:us-east-1:111122223333:role/x"}}`:                        "so that the statement never applies",
	} {
		src := `{"Version":"2012-10-17","Statement":[` + allowKey(`"s3:GetObject"`, cond) + `]}`
		report := Check(Policies{Bucket: []byte(src)}, place())
		found := of("condition-never-true", report.Findings)
		require.Len(t, found, 1, cond)
		require.True(t, strings.HasSuffix(found[0].Message, want), found[0].Message)
	}
}

func TestAKeyThatMustBeAbsentHasNoValueToFit(t *testing.T) {
	src := []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*","Condition":{"Null":{"aws:PrincipalArn":"true"}}}]}`)
	report := Check(Policies{AccessPoint: src}, place())
	found := of("condition-never-true", report.Findings)
	require.Len(t, found, 1)
	require.True(t, strings.HasSuffix(found[0].Message, "so that the statement never applies"), found[0].Message)
}
