package policy

import (
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
)

// The mark «…» in a row is what the error must point at.
func TestParseFindsTheFaultOfAStatement(t *testing.T) {
	for name, tt := range map[string]struct {
		statement, path string
		err             error
	}{
		"a statement is an object":                    {`«"s"»`, "/Statement", ErrType},
		"a statement in a list is an object":          {`[{…},«["s"]»]`, "/Statement/1", ErrType},
		"an element is not known":                     {`{…,«"Comment"»:"x"}`, "/Statement/Comment", ErrUnknownElement},
		"an element is known by its case":             {`{…,«"condition"»:{}}`, "/Statement/condition", ErrUnknownElement},
		"an element stands twice":                     {`{"Effect":"Deny",…,«"Effect"»:"Allow"}`, "/Statement/Effect", ErrDuplicate},
		"an escape does not hide that it does":        {`{"Effect":"Deny",…,«"\u0045ffect"»:"Allow"}`, "/Statement/Effect", ErrDuplicate},
		"Sid is a string":                             {`{…,"Sid":«7»}`, "/Statement/Sid", ErrType},
		"Effect is missing":                           {`«{"Principal":"*","Action":"s3:*","Resource":"*"}»`, "/Statement", ErrMissingElement},
		"Effect is missing in a list":                 {`[«{"Principal":"*","Action":"s3:*","Resource":"*"}»]`, "/Statement/0", ErrMissingElement},
		"Effect is a string":                          {`{…,"Effect":«true»}`, "/Statement/Effect", ErrType},
		"Effect knows case":                           {`{…,"Effect":«"deny"»}`, "/Statement/Effect", ErrEffect},
		"Effect has no blanks":                        {`{…,"Effect":«"Deny "»}`, "/Statement/Effect", ErrEffect},
		"Principal is missing":                        {`«{"Effect":"Deny","Action":"s3:*","Resource":"*"}»`, "/Statement", ErrMissingElement},
		"Principal beside NotPrincipal":               {`{…,"Principal":"*",«"NotPrincipal"»:"*"}`, "/Statement/NotPrincipal", ErrConflict},
		"Action is missing":                           {`«{"Effect":"Deny","Principal":"*","Resource":"*"}»`, "/Statement", ErrMissingElement},
		"Action beside NotAction":                     {`{…,"NotAction":"s3:*",«"Action"»:"s3:*"}`, "/Statement/Action", ErrConflict},
		"Action is no object":                         {`{…,"Action":«{}»}`, "/Statement/Action", ErrType},
		"Action is not null":                          {`{…,"Action":«null»}`, "/Statement/Action", ErrType},
		"Action is empty":                             {`{…,"Action":«[]»}`, "/Statement/Action", ErrEmpty},
		"NotAction is empty":                          {`{…,"NotAction":«[]»}`, "/Statement/NotAction", ErrEmpty},
		"Action holds no lists":                       {`{…,"Action":["s3:*",«["s3:*"]»]}`, "/Statement/Action/1", ErrType},
		"an action has a service":                     {`{…,"Action":«"GetObject"»}`, "/Statement/Action", ErrAction},
		"an action of a list has a service":           {`{…,"Action":["s3:*",«"GetObject"»]}`, "/Statement/Action/1", ErrAction},
		"an action has a name":                        {`{…,"NotAction":«"s3:"»}`, "/Statement/NotAction", ErrAction},
		"an action's service is not empty":            {`{…,"Action":«":GetObject"»}`, "/Statement/Action", ErrAction},
		"an action's service has no wildcard":         {`{…,"Action":«"s?:GetObject"»}`, "/Statement/Action", ErrAction},
		"an action is not empty":                      {`{…,"Action":«""»}`, "/Statement/Action", ErrAction},
		"an action's service is no variable":          {`{…,"Action":«"${aws:username}:GetObject"»}`, "/Statement/Action", ErrAction},
		"Resource is missing":                         {`«{"Effect":"Deny","Principal":"*","Action":"*"}»`, "/Statement", ErrMissingElement},
		"Resource beside NotResource":                 {`{…,"Resource":"*",«"NotResource"»:"*"}`, "/Statement/NotResource", ErrConflict},
		"Resource is empty":                           {`{…,"Resource":«[]»}`, "/Statement/Resource", ErrEmpty},
		"Resource holds strings":                      {`{…,"Resource":["*",«5»]}`, "/Statement/Resource/1", ErrType},
		"a resource is an ARN":                        {`{…,"Resource":«"amzn-s3-demo-bucket/*"»}`, "/Statement/Resource", ErrResource},
		"a resource of a list is an ARN":              {`{…,"NotResource":["*",«""»]}`, "/Statement/NotResource/1", ErrResource},
		"a resource is an ARN in lower case":          {`{…,"Resource":«"ARN:aws:s3:::b"»}`, "/Statement/Resource", ErrResource},
		"a resource has six parts":                    {`{…,"Resource":«"arn:aws:s3::b"»}`, "/Statement/Resource", arn.ErrSections},
		"a resource has a known partition":            {`{…,"Resource":«"arn:AWS:s3:::b"»}`, "/Statement/Resource", arn.ErrPartition},
		"a resource has a service":                    {`{…,"Resource":«"arn:aws::::b"»}`, "/Statement/Resource", arn.ErrService},
		"a resource's service has no wildcard":        {`{…,"Resource":«"arn:aws:s*:::b"»}`, "/Statement/Resource", arn.ErrWildcard},
		"a resource has a region":                     {`{…,"Resource":«"arn:aws:s3:us_west:123456789012:b"»}`, "/Statement/Resource", arn.ErrRegion},
		"a resource has an account":                   {`{…,"Resource":«"arn:aws:s3::12345:b"»}`, "/Statement/Resource", arn.ErrAccount},
		"a resource's sixth part is not empty":        {`{…,"Resource":«"arn:aws:s3:::"»}`, "/Statement/Resource", arn.ErrResource},
		"a wildcard partition may only be denied":     {`{…,"Effect":"Allow","Resource":«"arn:*:s3:::b"»}`, "/Statement/Resource", ErrResource},
		"a variable stands in the sixth part":         {`{…,"Resource":«"arn:aws:s3:${aws:RequestedRegion}:123456789012:accesspoint/x"»}`, "/Statement/Resource", ErrVariablePlace},
		"a variable is closed":                        {`{…,"Resource":«"arn:aws:s3:::b/${aws:username"»}`, "/Statement/Resource", glob.ErrUnterminated},
		"a variable has a name":                       {`{…,"Resource":«"arn:aws:s3:::b/${}"»}`, "/Statement/Resource", glob.ErrEmptyName},
		"a variable's name is a key":                  {`{…,"Resource":«"arn:aws:s3:::b/${ aws:username }"»}`, "/Statement/Resource", glob.ErrName},
		"a variable's default stands in quotes":       {`{…,"Resource":«"arn:aws:s3:::b/${aws:username, x}"»}`, "/Statement/Resource", glob.ErrDefault},
		"Condition is an object":                      {`{…,"Condition":«[]»}`, "/Statement/Condition", ErrType},
		"Condition is empty":                          {`{…,"Condition":«{}»}`, "/Statement/Condition", ErrEmpty},
		"an operator is not known":                    {`{…,"Condition":{«"StrEquals"»:{"aws:a":"x"}}}`, "/Statement/Condition/StrEquals", condition.ErrOperator},
		"an operator with many keys is one fault":     {`{…,"Condition":{«"StrEquals"»:{"aws:a":"x","aws:b":"x"}}}`, "/Statement/Condition/StrEquals", condition.ErrOperator},
		"an operator that takes no prefix":            {`{…,"Condition":{«"ForAnyValue:Null"»:{"aws:a":"true"}}}`, "/Statement/Condition/ForAnyValue:Null", condition.ErrOperatorForm},
		"an operator has keys in an object":           {`{…,"Condition":{"StringLike":«"x"»}}`, "/Statement/Condition/StringLike", ErrType},
		"an operator has keys":                        {`{…,"Condition":{"StringLike":«{}»}}`, "/Statement/Condition/StringLike", ErrEmpty},
		"a condition key is not empty":                {`{…,"Condition":{"StringLike":{«""»:"x"}}}`, "/Statement/Condition/StringLike/", condition.ErrKey},
		"a condition key has values":                  {`{…,"Condition":{"StringLike":{"aws:a":«[]»}}}`, "/Statement/Condition/StringLike/aws:a", ErrEmpty},
		"a condition value is not null":               {`{…,"Condition":{"Null":{"aws:a":«null»}}}`, "/Statement/Condition/Null/aws:a", ErrType},
		"a condition value is no object":              {`{…,"Condition":{"StringLike":{"aws:a":["x",«{}»]}}}`, "/Statement/Condition/StringLike/aws:a/1", ErrType},
		"a slash in a condition key is escaped":       {`{…,"Condition":{"StringLike":{"aws:PrincipalTag/a~b":«null»}}}`, "/Statement/Condition/StringLike/aws:PrincipalTag~1a~0b", ErrType},
		"a condition key stands twice":                {`{…,"Condition":{"StringLike":{"aws:a":"x",«"aws:a"»:"y"}}}`, "/Statement/Condition/StringLike/aws:a", ErrDuplicate},
		"condition keys that differ in case":          {`{…,"Condition":{"StringLike":{"aws:SourceVpc":"x",«"AWS:sourcevpc"»:"y"}}}`, "/Statement/Condition/StringLike/AWS:sourcevpc", ErrDuplicate},
		"operators that differ in case":               {`{…,"Condition":{"StringLike":{"aws:a":"x"},"stringlike":{«"aws:A"»:"y"}}}`, "/Statement/Condition/stringlike/aws:A", ErrDuplicate},
		"a number can be read":                        {`{…,"Condition":{"NumericEquals":{"s3:max-keys":[1,«"one"»]}}}`, "/Statement/Condition/NumericEquals/s3:max-keys/1", condition.ErrNumber},
		"a boolean can be read":                       {`{…,"Condition":{"Bool":{"aws:SecureTransport":«"yes"»}}}`, "/Statement/Condition/Bool/aws:SecureTransport", condition.ErrBool},
		"Null asks with a boolean":                    {`{…,"Condition":{"Null":{"aws:a":«0»}}}`, "/Statement/Condition/Null/aws:a", condition.ErrBool},
		"an address can be read":                      {`{…,"Condition":{"IpAddress":{"aws:SourceIp":«"10.0.0.0/33"»}}}`, "/Statement/Condition/IpAddress/aws:SourceIp", condition.ErrIP},
		"base64 can be read":                          {`{…,"Condition":{"BinaryEquals":{"aws:a":«"QQ"»}}}`, "/Statement/Condition/BinaryEquals/aws:a", condition.ErrBinary},
		"a variable in a condition is closed":         {`{…,"Condition":{"StringLike":{"s3:prefix":["x",«"${aws:username"»]}}}`, "/Statement/Condition/StringLike/s3:prefix/1", glob.ErrUnterminated},
		"a fault behind letters of several bytes":     {`{…,"Sid":"Größe 日本 😀","Action":«"x"»}`, "/Statement/Action", ErrAction},
		"a fault on a line of its own":                {"{…,\n\"Sid\":\"é\",\n\n\t\"Action\": «\"x\"»}", "/Statement/Action", ErrAction},
		"NUL points at the escape, not at the string": {`{…,"Sid":"a«\u0000»b"}`, "/Statement/Sid", ErrNUL},
		"NUL in a name":                               {`{…,"Condition":{"StringLike":{"aws:«\u0000»":"x"}}}`, "/Statement/Condition/StringLike/aws:\x00", ErrNUL},
		"half a surrogate pair":                       {`{…,"Sid":"😀 \ud83d\ude00 «\ud83d» "}`, "/Statement/Sid", ErrSurrogate},
		"the wrong half of a surrogate pair":          {`{…,"Sid":"«\ude00» "}`, "/Statement/Sid", ErrSurrogate},
	} {
		t.Run(name, func(t *testing.T) {
			checkFaults(t, Bucket, inPolicy(Bucket, tt.statement), fault{tt.path, tt.err})
		})
	}
}
