package accesspoint

import (
	"testing"

	"github.com/s3ap/s3ap/policy"
)

// entry is a statement of one action on one resource.
func entry(action, resource string) string {
	return statements(`{"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":"` + action + `","Resource":"` + resource + `"}`)
}

// Lint-checks.md, sections 3 and 4: what S3 answers with "Policy has invalid
// action" and "Action does not apply to any resource(s) in statement".
func TestActionsMustHaveAResourceInTheStatement(t *testing.T) {
	t.Parallel()
	const bucket, objects = bucketARN, bucketARN + "/*"
	apOwn := apARN(accountB)
	refuse := func(cause error, action string) []reason { return []reason{{cause, `"` + action + `"`}} }
	for name, tt := range map[string]struct {
		put              func(string) error
		action, resource string
		cause            error
	}{
		"an object action on objects":                {putBucket, "s3:GetObject", objects, nil},
		"an object action on the bucket":             {putBucket, "s3:GetObject", bucket, ErrActionResource},
		"a bucket action on the bucket":              {putBucket, "s3:ListBucket", bucket, nil},
		"a bucket action on objects":                 {putBucket, "s3:ListBucket", objects, ErrActionResource},
		"in any case":                                {putBucket, "S3:LISTBUCKET", objects, ErrActionResource},
		"both on a name that begins like the bucket": {putBucket, "s3:ListBucket", bucketARN + "*", nil},
		"of which objects are part":                  {putBucket, "s3:GetObject", bucketARN + "*", nil},
		"a bucket that is a pattern":                 {putBucket, "s3:ListBucket", "arn:aws:s3:::doc-*", nil},
		"and holds objects":                          {putBucket, "s3:GetObject", "arn:aws:s3:::doc-*", nil},
		"a pattern of as many characters":            {putBucket, "s3:GetObject", "arn:aws:s3:::doc-bucke?", ErrActionResource},
		"a pattern that one action fits":             {putBucket, "s3:Get*", objects, nil},
		"a pattern that none fits":                   {putBucket, "s3:GetObject*", bucket, ErrActionResource},
		"a pattern of one letter less":               {putBucket, "s3:ListBucke?", bucket, nil},
		"everything":                                 {putBucket, "*", objects, nil},
		"everything of S3":                           {putBucket, "s3:*", bucket, nil},
		"everything of everyone":                     {putBucket, "*:*", bucket, nil},
		"a pattern of nothing that is known":         {putBucket, "s3:Read*", objects, nil},

		"a mistyped action":                     {putBucket, "s3:GetObjct", objects, ErrUnknownAction},
		"two letters that changed places":       {putBucket, "s3:GetOjbect", objects, ErrUnknownAction},
		"an operation of another name":          {putBucket, "s3:ListObjectsV2", bucket, ErrUnknownAction},
		"an action that may be newer":           {putBucket, "s3:FoldObjectIntoPaper", objects, nil},
		"a name that can be none":               {putBucket, "s3:Fold-Object", objects, ErrUnknownAction},
		"a variable, which actions do not take": {putBucket, "s3:${aws:username}", objects, ErrUnknownAction},
		"another service":                       {putBucket, "sqs:SendMessage", objects, ErrActionPlace},
		"a relative of S3":                      {putBucket, "s3express:CreateSession", bucket, ErrActionPlace},
		"another relative, as a pattern":        {putBucket, "s3-object-lambda:*", bucket, ErrActionPlace},
		"what is of the account":                {putBucket, "s3:ListAllMyBuckets", bucket, ErrActionPlace},
		"what comes before the bucket":          {putBucket, "s3:CreateBucket", bucket, ErrActionPlace},
		"what manages access points":            {putBucket, "s3:CreateAccessPoint", bucket, ErrActionPlace},
		"a pattern of such":                     {putBucket, "s3:CreateJo*", bucket, ErrActionPlace},
		"what configures the bucket":            {putBucket, "s3:PutLifecycleConfiguration", bucket, nil},

		"objects of the access point":           {putAP, "s3:GetObject", apOwn + "/object/*", nil},
		"and not the access point":              {putAP, "s3:GetObject", apOwn, ErrActionResource},
		"a list of the access point":            {putAP, "s3:ListBucket", apOwn, nil},
		"and not of objects":                    {putAP, "s3:ListBucket", apOwn + "/object/*", ErrActionResource},
		"the uploads of the access point":       {putAP, "s3:ListBucketMultipartUploads", apOwn, nil},
		"all access points, of which it is one": {putAP, "s3:ListBucket", "arn:aws:s3:us-west-2:111111111111:accesspoint/*", nil},
		"whose objects are among them":          {putAP, "s3:GetObject", "arn:aws:s3:us-west-2:111111111111:accesspoint/*", nil},
		"what no access point offers":           {putAP, "s3:PutLifecycleConfiguration", apOwn, ErrActionPlace},
		"nor to replace the bucket's policy":    {putAP, "s3:PutBucketPolicy", apOwn, ErrActionPlace},
		"what manages access points, there":     {putAP, "s3:PutAccessPointPolicy", apOwn, ErrActionPlace},
		"a pattern of what they do not offer":   {putAP, "s3:PutBucket*", apOwn, ErrActionPlace},
		"everything, as far as it goes":         {putAP, "s3:*", apOwn, nil},
	} {
		t.Run(name, func(t *testing.T) {
			src := entry(tt.action, tt.resource)
			var want []reason
			if tt.cause != nil {
				want = refuse(tt.cause, tt.action)
			}
			reasons(t, src, tt.put(src), want)
		})
	}
}

func TestOnlyActionIsHeldToTheResources(t *testing.T) {
	t.Parallel()
	parts := func(action, resource string) string {
		return statements(`{"Effect":"Deny","Principal":"*",` + action + `,` + resource + `}`)
	}
	for name, tt := range map[string]struct {
		src  string
		want []reason
	}{
		"NotAction may name what is not there": {parts(`"NotAction":"s3:ListAllMyBuckets"`, `"Resource":"`+bucketARN+`"`), nil},
		"but not what is nothing":              {parts(`"NotAction":["s3:GetObjct","iam:*"]`, `"Resource":"`+bucketARN+`"`), []reason{{ErrUnknownAction, `"s3:GetObjct"`}, {ErrActionPlace, `"iam:*"`}}},
		"NotResource can be about anything":    {parts(`"Action":["s3:GetObject","s3:ListBucket"]`, `"NotResource":"`+bucketARN+`/open/*"`), nil},
		"but must be of the bucket itself":     {parts(`"Action":"s3:GetObject"`, `"NotResource":"arn:aws:s3:::other/*"`), []reason{{ErrResourcePlace, `"arn:aws:s3:::other/*"`}}},
		"each action is looked at":             {parts(`"Action":["s3:GetObject","s3:ListBucket","s3:PutObject"]`, `"Resource":"`+bucketARN+`"`), []reason{{ErrActionResource, `"s3:GetObject"`}, {ErrActionResource, `"s3:PutObject"`}}},
		"a resource out of place says no more": {parts(`"Action":["s3:GetObject","s3:ListBucket"]`, `"Resource":"arn:aws:s3:::other"`), []reason{{ErrResourcePlace, `"arn:aws:s3:::other"`}}},
	} {
		t.Run(name, func(t *testing.T) { reasons(t, tt.src, putBucket(tt.src), tt.want) })
	}
}

// Lint-checks.md, sections 4 and 6: what S3 answers with "Policy has invalid
// resource".
func TestResourcesMustBeOfWhatThePolicyIsFor(t *testing.T) {
	t.Parallel()
	own := apARN(accountB)
	for name, tt := range map[string]struct {
		put      func(string) error
		resource string
		refused  bool
	}{
		"another bucket":                    {putBucket, "arn:aws:s3:::other-bucket/*", true},
		"a bucket that begins alike":        {putBucket, "arn:aws:s3:::doc-bucket2/*", true},
		"in other case":                     {putBucket, "arn:aws:s3:::Doc-Bucket/*", true},
		"of another partition":              {putBucket, "arn:aws-cn:s3:::doc-bucket/*", true},
		"with a region":                     {putBucket, "arn:aws:s3:us-west-2::doc-bucket/*", true},
		"with an account":                   {putBucket, "arn:aws:s3::111111111111:doc-bucket/*", true},
		"with any region":                   {putBucket, "arn:aws:s3:*::doc-bucket/*", false},
		"a colon for the slash":             {putBucket, "arn:aws:s3:::doc-bucket:*", true},
		"a resource of another service":     {putBucket, "arn:aws:sqs:us-west-2:111111111111:q", true},
		"an access point":                   {putBucket, own + "/object/*", true},
		"an alias":                          {putBucket, "arn:aws:s3:::ap1-abcdefghijklmnopqrstuvwxyz012usw2a-s3alias/*", true},
		"a bucket name that is a pattern":   {putBucket, "arn:aws:s3:::doc-*/*", false},
		"one that cannot be it":             {putBucket, "arn:aws:s3:::???-buckets/*", true},
		"any bucket":                        {putBucket, "arn:aws:s3:::*/*", false},
		"a star is not an ARN to S3":        {putBucket, "*", true},
		"nor are two":                       {putBucket, "**", true},
		"an object":                         {putBucket, "arn:aws:s3:::doc-bucket/a/b:c", false},
		"a key of a variable":               {putBucket, "arn:aws:s3:::doc-bucket/${aws:username}/*", false},
		"a bucket of a variable":            {putBucket, "arn:aws:s3:::${aws:PrincipalTag/bucket, 'doc-bucket'}/*", false},
		"a bucket of another and one":       {putBucket, "arn:aws:s3:::other-${aws:username}/*", true},
		"a slash and no key":                {putBucket, "arn:aws:s3:::doc-bucket/", false},
		"another access point":              {putAP, "arn:aws:s3:us-west-2:111111111111:accesspoint/ap2/object/*", true},
		"one that begins alike":             {putAP, own + "0/object/*", true},
		"of another account":                {putAP, apARN(accountP) + "/object/*", true},
		"in another region":                 {putAP, "arn:aws:s3:us-east-1:111111111111:accesspoint/ap1/object/*", true},
		"of another partition, too":         {putAP, "arn:aws-cn:s3:us-west-2:111111111111:accesspoint/ap1/object/*", true},
		"without region and account":        {putAP, "arn:aws:s3:::accesspoint/ap1/object/*", true},
		"the bucket of the access point":    {putAP, bucketARN + "/*", true},
		"a key without the object segment":  {putAP, own + "/jane/a.txt", true},
		"all below it":                      {putAP, own + "/*", false},
		"a pattern of the segment":          {putAP, own + "/obj*", false},
		"any region":                        {putAP, "arn:aws:s3:*:111111111111:accesspoint/ap1/object/*", false},
		"a key":                             {putAP, own + "/object/a/object/b", false},
		"a star, of which nothing is known": {putAP, "*", false},
	} {
		t.Run(name, func(t *testing.T) {
			src := entry("s3:*", tt.resource)
			var want []reason
			if tt.refused {
				want = []reason{{ErrResourcePlace, `"` + tt.resource + `"`}}
			}
			reasons(t, src, tt.put(src), want)
		})
	}
	// Policy-language.md, section 1.1: without a version, variables are plain text.
	src := `{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}/*"}}`
	reasons(t, src, putBucket(src), []reason{{ErrResourcePlace, `"arn:aws:s3:::${aws:username}/*"`}})
}

// Lint-checks.md, section 2: what S3 answers with "Invalid principal in policy".
func TestPrincipalsMustBeThoseThatS3Resolves(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		principal string
		at        string // that is refused, none if it is not
	}{
		"a user":                      {aws(userARN(accountC)), ``},
		"an account":                  {aws(accountC), ``},
		"a unique id":                 {aws("AROA1234567890EXAMPLE"), ``},
		"everybody":                   {`"*"`, ``},
		"a service":                   {service, ``},
		"a service of China":          {`{"Service":"ec2.amazonaws.com.cn"}`, ``},
		"an account by canonical id":  {`{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}`, ``},
		"a user of another partition": {aws("arn:aws-cn:iam::111111111111:user/jane"), `"arn:aws-cn:iam::111111111111:user/jane"`},
		"a root user of one":          {aws("arn:aws-us-gov:iam::111111111111:root"), `"arn:aws-us-gov:iam::111111111111:root"`},
		"a service by half its name":  {`{"Service":"cloudtrail"}`, `"cloudtrail"`},
		"one of several":              {`{"Service":["s3.amazonaws.com","S3"]}`, `"S3"`},
		"a web site":                  {`{"Service":"www.example.com"}`, `"www.example.com"`},
		"an identity provider":        {`{"Federated":"cognito-identity.amazonaws.com"}`, `"cognito-identity.amazonaws.com"`},
	} {
		t.Run(name, func(t *testing.T) {
			src := statements(onBucket("Deny", tt.principal, "s3:*", ""))
			var want []reason
			if tt.at != "" {
				want = []reason{{policy.ErrPrincipal, tt.at}}
			}
			reasons(t, src, putBucket(src), want)
		})
	}
	src := statements(`{"Effect":"Deny","NotPrincipal":{"Service":"x"},"Action":"s3:*","Resource":"` + bucketARN + `"}`)
	reasons(t, src, putBucket(src), []reason{{policy.ErrPrincipal, `"x"`}})
	if !isServiceName("ec2.c2s.ic.gov", "aws-iso") || isServiceName("ec2", "aws-iso") {
		t.Error("services of isolated partitions end otherwise")
	}
}
