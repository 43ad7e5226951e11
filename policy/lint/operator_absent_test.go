package lint

import (
	"strings"
	"testing"

	"github.com/s3ap/s3ap/arn"
)

const put = `"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::doc-bucket/*"`

const listAllow = `"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:ListBucket","Resource":"arn:aws:s3:::doc-bucket"`

func TestSetOperatorsAreForSets(t *testing.T) {
	runConditionCases(t, "set-operator-needed", map[string]conditionCase{
		"each key is told":             {with(put, `"StringEquals":{"s3:RequestObjectTagKeys":"a","aws:PrincipalOrgPaths":"o-a/r-b/*"}`), []string{`error "s3:RequestObjectTagKeys"`, `error "aws:PrincipalOrgPaths"`}},
		"Null needs none":              {with(put, `"Null":{"s3:RequestObjectTagKeys":"false"}`), nil},
		"a key with one value neither": {with(put, `"StringEquals":{"s3:RequestObjectTag/team":"a"}`), nil},
		"nor one that is not known":    {with(put, `"StringEquals":{"aws:NewerKeys":"a"}`), nil},
		"the operator is there":        {with(put, `"ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-a/r-b/*"}`), nil},
	})
	runConditionCases(t, "set-operator-on-single-value", map[string]conditionCase{
		"a Deny of what lacks the key is no hole":    {with(deny, `"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-a"}`), []string{`warning "aws:PrincipalOrgID"`}},
		"what one has to fit is what fits":           {with(allow, `"ForAnyValue:StringEquals":{"aws:PrincipalOrgID":"o-a"}`), []string{`suggestion "aws:PrincipalOrgID"`}},
		"a Deny of others spares who has none":       {with(deny, `"ForAnyValue:StringNotEquals":{"aws:PrincipalOrgID":"o-a"}`), []string{`security-warning "aws:PrincipalOrgID"`}},
		"an Allow of others does too":                {with(allow, `"ForAnyValue:StringNotEquals":{"aws:PrincipalOrgID":"o-a"}`), []string{`warning "aws:PrincipalOrgID"`}},
		"the pages differ on this":                   {with(allow, `"ForAnyValue:StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a"}`), []string{`warning "aws:PrincipalOrgID"`}},
		"negated it answers the same":                {with(allow, `"ForAllValues:StringNotEquals":{"aws:PrincipalOrgID":"o-a"}`), []string{`suggestion "aws:PrincipalOrgID"`}},
		"the key is demanded":                        {with(allow, `"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-a"},"Null":{"aws:principalorgid":"false"}`), []string{`suggestion "aws:PrincipalOrgID"`}},
		"that it is not there is no demand":          {with(allow, `"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-a"},"Null":{"aws:PrincipalOrgID":"true"}`), []string{`security-warning "aws:PrincipalOrgID"`}},
		"the key is always there":                    {with(allow, `"ForAllValues:StringEquals":{"aws:userid":"a"}`), []string{`suggestion "aws:userid"`}},
		"a key with several values":                  {with(put, `"ForAllValues:StringEquals":{"s3:RequestObjectTagKeys":"a"}`), nil},
		"a key that is not known may be one of them": {with(put, `"ForAllValues:StringEquals":{"aws:NewerKeys":"a"}`), nil},
	})
}

func TestForAllValuesNeedsAGuard(t *testing.T) {
	const open = `"ForAllValues:StringEquals":{"s3:RequestObjectTagKeys":["team"]}`
	runConditionCases(t, "for-all-values-without-guard", map[string]conditionCase{
		"a Null for another key is none":       {with(put, open+`,"Null":{"s3:RequestObjectTag/team":"false"}`), []string{`security-warning "s3:RequestObjectTagKeys"`}},
		"nor is one that asks for absence":     {with(put, open+`,"Null":{"s3:RequestObjectTagKeys":"true"}`), []string{`security-warning "s3:RequestObjectTagKeys"`}},
		"nor is one of both":                   {with(put, open+`,"Null":{"s3:RequestObjectTagKeys":["true","false"]}`), []string{`security-warning "s3:RequestObjectTagKeys"`}},
		"a boolean and other capitals are one": {with(put, open+`,"Null":{"S3:requestobjecttagkeys":false}`), nil},
		"what one has to fit must be there":    {with(put, open+`,"ForAnyValue:StringLike":{"s3:RequestObjectTagKeys":"*"}`), nil},
		"a Deny denies more":                   {with(deny, open), nil},
		"a Deny of what lacks the key":         {with(put, open) + `,` + with(deny, `"Null":{"s3:RequestObjectTagKeys":"true"}`), nil},
		"not one of other objects":             {with(put, open) + `,` + with(`"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::doc-bucket/a/*"`, `"Null":{"s3:RequestObjectTagKeys":"true"}`), []string{`security-warning "s3:RequestObjectTagKeys"`}},
		"not one of another action":            {with(put, open) + `,` + with(`"Effect":"Deny","Principal":"*","Action":"s3:PutObjectTagging","Resource":"*"`, `"Null":{"s3:RequestObjectTagKeys":"true"}`), []string{`security-warning "s3:RequestObjectTagKeys"`}},
		"not one of somebody":                  {with(put, open) + `,` + with(`"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/b"},"Action":"*","Resource":"*"`, `"Null":{"s3:RequestObjectTagKeys":"true"}`), []string{`security-warning "s3:RequestObjectTagKeys"`}},
		"not one that asks for more":           {with(put, open) + `,` + with(deny, `"Null":{"s3:RequestObjectTagKeys":"true"},"Bool":{"aws:SecureTransport":"true"}`), []string{`security-warning "s3:RequestObjectTagKeys"`}},
		"not an Allow":                         {with(put, open) + `,` + with(allowAll, `"Null":{"s3:RequestObjectTagKeys":"true"}`), []string{`security-warning "s3:RequestObjectTagKeys"`}},
		"a pattern of another's capitals":      {with(put, open) + `,` + with(`"Effect":"Deny","Principal":{"AWS":["*"]},"Action":"S3:PUT*","Resource":"arn:aws:s3:::*"`, `"Null":{"s3:RequestObjectTagKeys":"true"}`), nil},
		"an escape is a character":             {with(put, open) + `,` + with(`"Effect":"Deny","Principal":"*","Action":"s3:Put*","Resource":"arn:aws:s3:::doc-bucket/${*}"`, `"Null":{"s3:RequestObjectTagKeys":"true"}`), []string{`security-warning "s3:RequestObjectTagKeys"`}},
		"one of the same role":                 {with(put, open) + `,` + with(strings.Replace(put, "Allow", "Deny", 1), `"Null":{"s3:RequestObjectTagKeys":"true"}`), nil},
		"a question mark takes no star":        {with(put, open) + `,` + with(`"Effect":"Deny","Principal":"*","Action":"s3:Put*","Resource":"arn:aws:s3:::doc-bucket/?"`, `"Null":{"s3:RequestObjectTagKeys":"true"}`), []string{`security-warning "s3:RequestObjectTagKeys"`}},
	})
	runConditionCases(t, "deny-for-any-value-without-guard", map[string]conditionCase{
		"a Deny of certain tags is what it is": {with(deny, `"ForAnyValue:StringEquals":{"s3:RequestObjectTagKeys":"secret"}`), nil},
		"a demand in the same Deny is none":    {with(deny, `"ForAnyValue:StringNotEquals":{"s3:RequestObjectTagKeys":"team"},"Null":{"s3:RequestObjectTagKeys":"false"}`), []string{`warning "s3:RequestObjectTagKeys"`}},
		"an Allow is for others":               {with(put, `"ForAnyValue:StringNotEquals":{"s3:RequestObjectTagKeys":"team"}`), nil},
		"a wider Deny guards it":               {with(`"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::doc-bucket/*"`, `"ForAnyValue:StringNotLike":{"s3:RequestObjectTagKeys":"team*"}`) + `,` + with(deny, `"Null":{"s3:RequestObjectTagKeys":"true"}`), nil},
		"a key of one value is for another":    {with(deny, `"ForAnyValue:StringNotEquals":{"aws:PrincipalOrgID":"o-a"}`), nil},
	})
}

func TestNegatedOperatorsLetAbsentKeysPass(t *testing.T) {
	runConditionCases(t, "allow-negated-without-guard", map[string]conditionCase{
		"a list without a prefix is of everything":     {with(listAllow, `"StringNotLike":{"s3:prefix":"secret/*"}`), []string{`security-warning "s3:prefix"`}},
		"tags of objects":                              {with(allow, `"StringNotEquals":{"s3:ExistingObjectTag/class":"secret"}`), []string{`security-warning "s3:ExistingObjectTag/class"`}},
		"addresses behind an endpoint":                 {with(allow, `"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}`), []string{`security-warning "aws:SourceIp"`}},
		"headers have a usual value":                   {with(put, `"StringNotEquals":{"s3:x-amz-acl":"public-read"}`), []string{`suggestion "s3:x-amz-acl"`}},
		"a key that is always there":                   {with(allow, `"StringNotEquals":{"aws:userid":"x"},"DateNotEquals":{"aws:CurrentTime":"2026-01-01"}`), nil},
		"who is named signs":                           {with(allow, `"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/b"}`), nil},
		"who is in an organization does":               {with(allowAll, `"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/b"},"StringEquals":{"aws:PrincipalOrgID":"o-a"}`), nil},
		"not everybody does":                           {with(allowAll, `"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/b"}`), []string{`security-warning "aws:PrincipalArn"`}},
		"roles have temporary credentials":             {with(allow, `"DateNotEquals":{"aws:TokenIssueTime":"2026-01-01"}`), nil},
		"users have a name":                            {with(allowUser, `"StringNotEquals":{"aws:username":"bob"}`), nil},
		"roles have none":                              {with(allow, `"StringNotEquals":{"aws:username":"bob"}`), []string{`security-warning "aws:username"`}},
		"a Null guards it":                             {with(allow, `"StringNotEquals":{"aws:SourceVpce":"vpce-1"},"Null":{"aws:SourceVpce":"false"}`), nil},
		"so does a key that comes with it":             {with(allow, `"StringNotEquals":{"aws:SourceVpce":"vpce-1"},"StringEquals":{"aws:SourceVpc":"vpc-1"}`), nil},
		"which one of another way does not":            {with(allow, `"StringNotEquals":{"aws:SourceVpce":"vpce-1"},"StringEquals":{"aws:PrincipalOrgID":"o-a"}`), []string{`security-warning "aws:SourceVpce"`}},
		"an access point tells all about itself":       {with(allow, `"StringNotEquals":{"s3:AccessPointNetworkOrigin":"Internet"},"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}`), nil},
		"a request to the bucket tells of none":        {with(allow, `"StringNotEquals":{"s3:AccessPointNetworkOrigin":"Internet"}`), []string{`security-warning "s3:AccessPointNetworkOrigin"`}},
		"a Deny is meant so":                           {with(deny, `"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`), nil},
		"a set operator is for others":                 {with(allow, `"ForAllValues:StringNotEquals":{"aws:TagKeys":"x"}`), nil},
		"IfExists changes nothing":                     {with(allow, `"StringNotEqualsIfExists":{"aws:SourceVpce":"vpce-1"}`), []string{`security-warning "aws:SourceVpce"`}},
		"a key that is not known is for others":        {with(allow, `"StringNotEquals":{"aws:Newer":"x"}`), nil},
		"a Deny of what comes without it is a guard":   {with(allow, `"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`) + `,` + with(deny, `"Null":{"aws:SourceVpce":"true"}`), nil},
		"a Deny of what comes with it is no such":      {with(allow, `"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`) + `,` + with(deny, `"Null":{"aws:SourceVpce":"false"}`), []string{`security-warning "aws:SourceVpce"`}},
		"services alone have the name of one":          {with(`"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::doc-bucket/*"`, `"StringNotEquals":{"aws:PrincipalServiceName":"x.amazonaws.com"}`), nil},
		"and what they act for they may leave out":     {with(`"Effect":"Allow","Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::doc-bucket/*"`, `"StringNotEquals":{"aws:SourceAccount":"111122223333"}`), []string{`security-warning "aws:SourceAccount"`}},
		"how old a URL is, only those that are signed": {with(allow, `"NumericNotEquals":{"s3:signatureAge":"1"}`), []string{`suggestion "s3:signatureAge"`}},
	})
}

func TestIfExistsLetsAbsentKeysPass(t *testing.T) {
	runConditionCases(t, "allow-if-exists", map[string]conditionCase{
		"a list without a prefix is of everything":    {with(listAllow, `"StringLikeIfExists":{"s3:prefix":"home/*"}`), []string{`security-warning "s3:prefix"`}},
		"and one without a delimiter of all below it": {with(listAllow, `"StringEqualsIfExists":{"s3:delimiter":"/"}`), []string{`security-warning "s3:delimiter"`}},
		"a header has a usual value":                  {with(put, `"StringEqualsIfExists":{"s3:x-amz-acl":"private"}`), []string{`suggestion "s3:x-amz-acl"`}},
		"one of two ways is always taken":             {with(allow, `"IpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"},"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}`), nil},
		"but not if one is negated":                   {with(allow, `"IpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"},"StringNotEqualsIfExists":{"aws:SourceVpce":"vpce-1"}`), []string{`security-warning "aws:SourceIp"`}},
		"other keys are still open":                   {with(allow, `"IpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"},"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1","aws:PrincipalOrgID":"o-a"}`), []string{`security-warning "aws:PrincipalOrgID"`}},
		"it is demanded elsewhere":                    {with(allow, `"StringLikeIfExists":{"aws:SourceVpce":"vpce-1*"},"Null":{"aws:SourceVpce":"false"}`), nil},
		"only services can lose TLS":                  {with(allow, `"BoolIfExists":{"aws:SecureTransport":"true"}`), nil},
		"negated it is for others":                    {with(allow, `"StringNotEqualsIfExists":{"aws:SourceVpce":"vpce-1"}`), nil},
		"so is multi-factor authentication":           {with(allowAll, `"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}`), nil},
		"though not its age":                          {with(allowAll, `"NumericLessThanIfExists":{"aws:MultiFactorAuthAge":"3600"}`), []string{`security-warning "aws:MultiFactorAuthAge"`}},
		"a Deny is closed by it":                      {with(deny, `"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}`), nil},
		"without it there is nothing to say":          {with(allow, `"StringEquals":{"aws:SourceVpce":"vpce-1"}`), nil},
		"one has to fit, and the pages differ":        {with(put, `"ForAnyValue:StringEqualsIfExists":{"s3:RequestObjectTagKeys":"a"}`), []string{`suggestion "s3:RequestObjectTagKeys"`}},
		"each has to fit, which is for a brother":     {with(put, `"ForAllValues:StringEqualsIfExists":{"s3:RequestObjectTagKeys":"a"}`), nil},
	})
	runConditionCases(t, "if-exists-needless", map[string]conditionCase{
		"in a Deny too":                         {with(deny, `"DateLessThanIfExists":{"aws:CurrentTime":"2027-01-01"}`), []string{`suggestion "aws:CurrentTime"`}},
		"calls of services lose what tells TLS": {with(deny, `"BoolIfExists":{"aws:SecureTransport":"false"}`), nil},
		"the guides write it so":                {with(deny, `"BoolIfExists":{"aws:PrincipalIsAWSService":"false","aws:ViaAWSService":"false"}`), nil},
		"who is named signs":                    {with(allow, `"ArnLikeIfExists":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}`), []string{`suggestion "aws:PrincipalArn"`}},
		"everybody does not":                    {with(allowAll, `"ArnLikeIfExists":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}`), nil},
		"a key that can be absent":              {with(allow, `"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}`), nil},
		"a key that depends on the action":      {with(put, `"BoolIfExists":{"s3:ObjectCreationOperation":"true"}`), nil},
		"a key that is not known":               {with(allow, `"StringEqualsIfExists":{"aws:Newer":"x"}`), nil},
	})
}

// What a policy is attached to tells which requests reach it.
func TestAccessPointsTellWhatRequestsHave(t *testing.T) {
	statement := func(conditions string) string {
		return `{"Version":"2012-10-17","Statement":` + with(`"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"`, conditions) + `}`
	}
	for name, tt := range map[string]struct {
		conditions, origin string
		want               int
	}{
		"an access point of a VPC is reached through endpoints": {`"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`, "VPC", 0},
		"one of the internet is not only":                       {`"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`, "Internet", 1},
		"of one that is not known nothing is sure":              {`"StringNotEquals":{"aws:SourceVpce":"vpce-1"}`, "", 1},
		"requests to it are signed":                             {`"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/b"}`, "Internet", 0},
		"and name it":                                           {`"StringNotEquals":{"s3:AccessPointNetworkOrigin":"VPC"}`, "Internet", 0},
	} {
		t.Run(name, func(t *testing.T) {
			c := Context{AccessPoint: arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/ap1"), NetworkOrigin: tt.origin}
			report := Check(Policies{AccessPoint: []byte(statement(tt.conditions))}, c)
			if got := of("allow-negated-without-guard", report.Findings); len(got) != tt.want {
				t.Errorf("%d findings, want %d: %v", len(got), tt.want, report.Findings)
			}
		})
	}
}

func TestMultiFactorAuthenticationIsTestedSo(t *testing.T) {
	const present, age = `"aws:MultiFactorAuthPresent"`, `"aws:MultiFactorAuthAge"`
	user := func(conditions string) string { return with(allowUser, conditions) }
	runConditionCases(t, "mfa-pattern", map[string]conditionCase{
		"a Deny that takes absence for false is right": {with(deny, `"BoolIfExists":{`+present+`:"false"}`), nil},
		"an Allow that asks for it is right":           {user(`"Bool":{` + present + `:"true"}`), nil},
		"not with IfExists":                            {user(`"BoolIfExists":{` + present + `:true}`), []string{`warning ` + present}},
		"but roles always have it":                     {with(allow, `"BoolIfExists":{`+present+`:"true"}`), nil},
		"so that a Deny for them is right":             {with(`"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"*","Resource":"*"`, `"Bool":{`+present+`:"false"}`), nil},
		"that there is an age says all":                {with(deny, `"Null":{`+age+`:"true"}`), nil},
		"that there is a value says nothing":           {user(`"Null":{` + present + `:"false"}`), []string{`warning ` + present}},
		"nor in a Deny":                                {with(deny, `"Null":{`+present+`:"true"}`), []string{`warning ` + present}},
		"beside its value it does no harm":             {user(`"Null":{` + present + `:"false"},"Bool":{` + present + `:"true"}`), nil},
		"two Denies make a whole":                      {with(deny, `"Null":{`+present+`:"true"}`) + `,` + with(deny, `"Bool":{`+present+`:"false"}`), nil},
		"old ones are denied and none are not":         {with(deny, `"NumericGreaterThan":{`+age+`:"3600"}`), []string{`warning ` + age}},
		"not with IfExists, which denies both":         {with(deny, `"NumericGreaterThanIfExists":{`+age+`:"3600"}`), nil},
		"nor beside a Deny of none":                    {with(deny, `"NumericGreaterThan":{`+age+`:"3600"}`) + `,` + with(deny, `"Null":{`+age+`:"true"}`), nil},
		"or of a value that is false":                  {with(deny, `"NumericGreaterThan":{`+age+`:"3600"}`) + `,` + with(deny, `"BoolIfExists":{`+present+`:"false"}`), nil},
		"an Allow of new ones is right":                {user(`"NumericLessThan":{` + age + `:"3600"}`), nil},
		"a Deny of its use is no test":                 {with(deny, `"Bool":{`+present+`:"true"}`), nil},
		"capitals do not count":                        {with(deny, `"bool":{"AWS:multifactorauthpresent":"FALSE"}`), []string{`warning "AWS:multifactorauthpresent"`}},
	})
}
