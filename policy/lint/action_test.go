package lint

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/internal/s3action"
)

func TestNamesOfActionsAtTheBorder(t *testing.T) {
	checkBorders(t, borderContext(), map[string]map[string]border{
		"unknown-action": {
			"capitals do not count":                           {`"Action":"S3:getobject"`, ""},
			"far from all names it may be young":              {`"Action":"s3:FrobnicateObject"`, "s3:FrobnicateObject (warning)"},
			"a name that is close":                            {`"Action":"s3:PutObejct"`, "s3:PutObejct"},
			"close to an operation":                           {`"Action":"s3:ListObjectV2","Resource":"$B"`, "s3:ListObjectV2"},
			"an operation has a check of its own":             {`"Action":"s3:HeadObject"`, ""},
			"so has a pattern":                                {`"Action":"s3:GetObjct*"`, ""},
			"so has another service":                          {`"Action":"sqs:GetObjct"`, ""},
			"services beside s3 have actions too":             {`"Action":"s3express:CreateSession"`, ""},
			"and names that are close":                        {`"Action":"s3express:CreateSesion"`, "s3express:CreateSesion"},
			"in a Deny, which then denies nothing":            {`"Effect":"Deny","Action":"s3:DeletObject"`, "s3:DeletObject"},
			"in NotAction, which then leaves nothing out":     {`"Effect":"Deny","NotAction":["s3:GetObject","s3:PutObjct"]`, "s3:PutObjct"},
			"the one that is wrong in a list":                 {`"Action":["s3:GetObject","s3:GetObjct"]`, "s3:GetObjct"},
			"a variable is no name":                           {`"Action":"s3:${aws:userid}"`, ""},
			"an action that only directory buckets have":      {`"Action":"s3:CreateSession"`, "s3:CreateSession (warning)"},
			"in the policy of an access point":                {`ap:"Action":"s3:GetObjct"`, "s3:GetObjct"},
			"a name of which a long one is only the beginnin": {`"Action":"s3:GetObjectVersionForReplicationAndMore"`, "s3:GetObjectVersionForReplicationAndMore (warning)"},
		},
		"operation-used-as-action": {
			"whatever the capitals":                    {`"Action":"s3:listobjectsv2","Resource":"$B"`, "s3:listobjectsv2"},
			"an action that is also an operation":      {`"Action":"s3:PutObject"`, ""},
			"one that needs different actions":         {`"Action":"s3:CopyObject"`, "s3:CopyObject"},
			"one of the parts of an upload":            {`"Action":"s3:UploadPart"`, "s3:UploadPart"},
			"an operation of the configuration":        {`"Action":"s3:PutBucketEncryption","Resource":"$B"`, "s3:PutBucketEncryption"},
			"one for which no policy here is":          {`"Action":"s3:ListBuckets","Resource":"$B"`, "s3:ListBuckets"},
			"an action of another service of the name": {`"Action":"sqs:HeadObject"`, ""},
			"a pattern that would take it":             {`"Action":"s3:HeadObject*"`, ""},
			"the action that it needs":                 {`"Action":"s3:PutEncryptionConfiguration","Resource":"$B"`, ""},
		},
		"action-format": {
			"a blank within":                    {`"Action":"s3: GetObject"`, "s3: GetObject"},
			"a blank behind":                    {`"Action":"s3:GetObject "`, "s3:GetObject "},
			"a blank before":                    {`"Action":" s3:GetObject"`, " s3:GetObject"},
			"a hyphen in the name":              {`"Action":"s3:Get-Object"`, "s3:Get-Object"},
			"a hyphen in the service":           {`"Action":"s3-outposts:GetObject"`, ""},
			"two in one text":                   {`"Action":"s3:GetObject,s3:PutObject"`, "s3:GetObject,s3:PutObject"},
			"letters that are not ASCII":        {`"Action":"s3:GetObj\u0435ct"`, "s3:GetObjеct"},
			"wildcards in the name":             {`"Action":["s3:Get?bject*","s3:*Object"]`, ""},
			"nothing before the colon":          {`"Action":":GetObject"`, ":GetObject"},
			"nothing behind it":                 {`"Action":"s3:"`, "s3:"},
			"the star alone":                    {`"Effect":"Deny","Action":"*"`, ""},
			"what looks like a variable is not": {`"Action":"s3:${userid}"`, "s3:${userid}"},
			"a variable has another check":      {`"Action":"s3:${aws:userid}"`, ""},
		},
		"foreign-service-action": {
			"a pattern of one":                    {`"Action":"dynamodb:*"`, "dynamodb:*"},
			"capitals of S3 do not count":         {`"Action":"S3:GetObject"`, ""},
			"a service beside s3":                 {`"Action":"s3-outposts:GetObject"`, ""},
			"S3 Tables, whose policies are other": {`"Action":"s3tables:GetTableData"`, "s3tables:GetTableData"},
			"a key of KMS":                        {`"Effect":"Deny","Action":"kms:Decrypt"`, "kms:Decrypt"},
			"the star is of S3 too":               {`"Effect":"Deny","Action":"*"`, ""},
			"a service of one letter more":        {`"Action":"s33:GetObject"`, "s33:GetObject"},
		},
		"action-pattern-matches-nothing": {
			"a question mark too many":           {`"Action":"s3:GetObject?"`, "s3:GetObject?"},
			"a question mark that fits":          {`"Action":"s3:GetObjec?"`, ""},
			"a star that takes nothing":          {`"Action":"s3:GetObject*"`, ""},
			"capitals do not count":              {`"Action":"s3:get*acl"`, ""},
			"a star in the middle":               {`"Action":"s3:Get*Nothing"`, "s3:Get*Nothing"},
			"a typing error before the star":     {`"Action":"s3:GetObjct*"`, "s3:GetObjct*"},
			"actions of a service beside s3":     {`"Action":"s3express:Create*"`, ""},
			"a name without wildcard is unknown": {`"Action":"s3:Nothing"`, ""},
			"another service is no matter here":  {`"Action":"sqs:*"`, ""},
		},
		"wildcard-in-service": {
			"two stars with a colon":    {`"Effect":"Deny","Action":"*:*"`, "*:*"},
			"the star alone":            {`"Effect":"Deny","Action":"*"`, ""},
			"a question mark":           {`"Action":"s?:GetObject"`, "s?:GetObject"},
			"a star before the service": {`"Action":"*:GetObject"`, "*:GetObject"},
			"in the name":               {`"Action":"s3:*"`, ""},
		},
	})
}

func TestListsOfActionsAtTheBorder(t *testing.T) {
	checkBorders(t, borderContext(), map[string]map[string]border{
		"redundant-action": {
			"the narrower of two patterns":                     {`"Action":["s3:GetObject*","s3:Get*"]`, "s3:GetObject*"},
			"the same twice":                                   {`"Action":["s3:GetObject","s3:GetObject"]`, "s3:GetObject"},
			"the same in other capitals":                       {`"Action":["s3:GetObject","s3:PutObject","S3:getobject"]`, "S3:getobject"},
			"two patterns that take the same":                  {`"Action":["s3:Get*","s3:Get**"]`, "s3:Get**"},
			"a pattern with more in its middle":                {`"Action":["s3:Get*","s3:Get*Acl"]`, "s3:Get*Acl"},
			"a star is not covered by a question mark":         {`"Action":["s3:GetObjec?","s3:GetObjec*"]`, "s3:GetObjec?"},
			"patterns that overlap":                            {`"Action":["s3:Get*","s3:*Acl"]`, ""},
			"one that takes all of today and not of tomorrow":  {`"Action":["s3:AbortMultipartUpload","s3:Abort*"]`, "s3:AbortMultipartUpload"},
			"today's actions of a pattern are not all it has":  {`"Action":["s3:AbortMultipartUpload*","s3:AbortMultipart*Upload"]`, ""},
			"an unknown action is covered as well":             {`"Action":["s3:Get*","s3:GetSomethingNew"]`, "s3:GetSomethingNew"},
			"a version is no longer name of the same":          {`"Action":["s3:GetObject","s3:GetObjectVersion"]`, ""},
			"the star covers other services":                   {`"Action":["*","s3:GetObject"]`, "s3:GetObject"},
			"all of s3 does not cover the star":                {`"Effect":"Deny","Action":["s3:*","*"]`, "s3:*"},
			"in NotAction":                                     {`"Effect":"Deny","NotAction":["s3:Get*","s3:GetObject"]`, "s3:GetObject"},
			"another statement covers nothing of this one":     {`"Action":"s3:Get*" | "Action":"s3:GetObject"`, ""},
			"more than one, each by itself":                    {`"Action":["s3:GetObject","s3:GetObjectAcl","s3:Get*"]`, "s3:GetObject, s3:GetObjectAcl"},
			"a literal does not cover what has a wildcard":     {`"Action":["s3:GetObject","s3:GetObjec?"]`, "s3:GetObject"},
			"of three alike two are too many":                  {`"Action":["s3:Get*","s3:GET*","s3:get*"]`, "s3:GET*, s3:get*"},
			"what is not a string is passed over":              {`"Action":["s3:Get*",7,"s3:GetObject"]`, "s3:GetObject"},
			"a pattern in the middle of one that begins alike": {`"Action":["s3:Get*Acl","s3:GetObjectAcl","s3:GetObjectAclX"]`, "s3:GetObjectAcl"},
		},
	})
}

// delegated makes of a statement one that leaves the decision to access points.
const delegated = `,"Principal":"*","Condition":{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}}`

func TestGrantsAtTheBorder(t *testing.T) {
	checkBorders(t, borderContext(), map[string]map[string]border{
		"all-actions-allowed": {
			"the star":                               {`"Action":"*"`, "*"},
			"stars of both sides":                    {`"Action":"*:*"`, "*:*"},
			"with capitals and stars":                {`"Action":"S3:**"`, "S3:**"},
			"a Deny is no grant":                     {`"Effect":"Deny","Action":"s3:*"`, ""},
			"NotAction leaves all out":               {`"NotAction":"s3:*"`, ""},
			"all that begin with Get":                {`"Action":"s3:Get*"`, ""},
			"a delegation":                           {`"Action":"*"` + delegated, ""},
			"one by pattern of ARNs":                 {`"Action":"s3:*","Principal":"*","Condition":{"ArnLike":{"s3:dataaccesspointarn":"arn:aws:s3:*:111122223333:accesspoint/*"}}`, ""},
			"IfExists delegates nothing":             {`"Action":"*","Condition":{"StringEqualsIfExists":{"s3:DataAccessPointAccount":"111122223333"}}`, "*"},
			"nor does what it must not be":           {`"Action":"*","Condition":{"StringNotEquals":{"s3:DataAccessPointAccount":"111122223333"}}`, "*"},
			"nor that there is none":                 {`"Action":"*","Condition":{"Null":{"s3:DataAccessPointAccount":"true"}}`, "*"},
			"an access point delegates to none":      {`ap:"Action":"*"` + delegated, "*"},
			"a star that is one of many in the list": {`"Action":["s3:GetObject","s3:*"]`, "s3:*"},
		},
		"allow-not-action": {
			"a list of them":  {`"NotAction":["s3:DeleteObject","s3:PutObject"]`, "["},
			"in a Deny":       {`"Effect":"Deny","NotAction":"s3:GetObject"`, ""},
			"in a delegation": {`"NotAction":"s3:DeleteObject"` + delegated, ""},
		},
		"permissions-management-grant": {
			"to the owner's own role":                 {`"Action":"s3:PutBucketPolicy","Resource":"$B"`, ""},
			"to the owner's own account":              {`"Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:PutBucketPolicy","Resource":"$B"`, ""},
			"to everyone":                             {`"Principal":"*","Action":"s3:PutBucketAcl","Resource":"$B"`, "s3:PutBucketAcl"},
			"to everyone in another form":             {`"Principal":{"AWS":["$R","*"]},"Action":"s3:PutObjectAcl"`, "s3:PutObjectAcl"},
			"to everyone of the own account":          {`"Principal":"*","Action":"s3:PutObjectAcl","Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}`, ""},
			"to everyone of another":                  {`"Principal":"*","Action":"s3:PutObjectAcl","Condition":{"StringEquals":{"aws:PrincipalAccount":["111122223333","444455556666"]}}`, "s3:PutObjectAcl"},
			"to everyone in the organization":         {`"Principal":"*","Action":"s3:PutObjectAcl","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`, "s3:PutObjectAcl"},
			"to one role, by a condition":             {`"Principal":"*","Action":"s3:PutObjectAcl","Condition":{"ArnEquals":{"aws:PrincipalArn":"$R"}}`, ""},
			"to roles of any account":                 {`"Principal":"*","Action":"s3:PutObjectAcl","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}}`, "s3:PutObjectAcl"},
			"to a service":                            {`"Principal":{"Service":"logging.s3.amazonaws.com"},"Action":"s3:PutObjectAcl"`, ""},
			"through a pattern":                       {`"Principal":{"AWS":"444455556666"},"Action":"s3:Put*"`, "s3:Put*"},
			"a pattern that takes none of these":      {`"Principal":{"AWS":"444455556666"},"Action":"s3:Get*"`, ""},
			"a pattern whose actions do not fit":      {`"Principal":{"AWS":"444455556666"},"Action":"s3:PutBucket*","Resource":"$B/*"`, ""},
			"a Deny is no grant":                      {`"Effect":"Deny","Principal":"*","Action":"s3:PutBucketPolicy","Resource":"$B"`, ""},
			"what a Deny takes away":                  {`"Principal":{"AWS":"444455556666"},"Action":["s3:PutObject","s3:PutObjectAcl"] | "Effect":"Deny","Principal":"*","Action":"s3:PutObjectAcl"`, ""},
			"what a Deny takes from some":             {`"Principal":{"AWS":"444455556666"},"Action":"s3:PutObjectAcl" | "Effect":"Deny","Action":"s3:PutObjectAcl"`, "s3:PutObjectAcl"},
			"what a Deny takes away elsewhere":        {`"Principal":{"AWS":"444455556666"},"Action":"s3:PutObjectAcl" | "Effect":"Deny","Principal":"*","Action":"s3:PutObjectAcl","Resource":"$B/a/*"`, "s3:PutObjectAcl"},
			"a replica may be given to the bucket":    {`"Principal":{"AWS":"444455556666"},"Action":["s3:ReplicateObject","s3:ObjectOwnerOverrideToBucketOwner"]`, ""},
			"a retention is no permission":            {`"Principal":{"AWS":"444455556666"},"Action":"s3:BypassGovernanceRetention"`, ""},
			"a delegation leaves it to access points": {`"Action":"*"` + delegated, ""},
			"through an access point":                 {`ap:"Principal":{"AWS":"444455556666"},"Action":"s3:PutObjectAcl"`, "s3:PutObjectAcl"},
			"whose own actions have no effect there":  {`ap:"Principal":{"AWS":"444455556666"},"Action":"s3:PutBucketPolicy","Resource":"$A"`, ""},
			"a unique id tells no account":            {`"Principal":{"AWS":"AROA1234567890EXAMPLE"},"Action":"s3:PutObjectAcl"`, ""},
		},
		"governance-bypass-grant": {
			"through a pattern":             {`"Action":"s3:Bypass*"`, "s3:Bypass*"},
			"through all actions":           {`"Action":"s3:*"`, "s3:*"},
			"on the bucket, where it is no": {`"Action":"s3:*","Resource":"$B"`, ""},
			"a Deny is no grant":            {`"Effect":"Deny","Action":"s3:BypassGovernanceRetention"`, ""},
			"what a Deny takes away":        {`"Action":"s3:*" | "Effect":"Deny","Principal":"*","Action":"s3:BypassGovernanceRetention"`, ""},
			"what one takes away sometimes": {`"Action":"s3:*" | "Effect":"Deny","Principal":"*","Action":"s3:BypassGovernanceRetention","Condition":{"Bool":{"aws:SecureTransport":"false"}}`, "s3:*"},
			"a Deny of all but some":        {`"Action":"s3:*" | "Effect":"Deny","Principal":"*","NotAction":"s3:GetObject"`, ""},
			"a delegation":                  {`"Action":"*"` + delegated, ""},
			"an access point":               {`ap:"Action":"s3:bypassgovernanceretention"`, "s3:bypassgovernanceretention"},
		},
		"self-escalation": {
			"no Deny, nothing to be rid of":             {`"Action":"s3:PutBucketPolicy","Resource":"$B"`, ""},
			"it may delete the policy":                  {`"Action":"s3:DeleteBucketPolicy","Resource":"$B" | "Effect":"Deny","Action":"s3:PutObject"`, "s3:DeleteBucketPolicy"},
			"a Deny for everyone is one for it":         {`"Action":"s3:PutBucket*","Resource":"$B" | "Effect":"Deny","Principal":"*","Action":"s3:DeleteObject"`, "s3:PutBucket*"},
			"as is one for its account":                 {`"Action":"s3:PutBucketPolicy","Resource":"$B" | "Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"s3:DeleteObject"`, "s3:PutBucketPolicy"},
			"but not one for another role":              {`"Action":"s3:PutBucketPolicy","Resource":"$B" | "Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/other"},"Action":"s3:DeleteObject"`, ""},
			"nor one that leaves it out":                {`"Action":"s3:PutBucketPolicy","Resource":"$B" | "Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"$R"}}`, ""},
			"nor one that leaves it out by a pattern":   {`"Action":"s3:PutBucketPolicy","Resource":"$B" | "Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Condition":{"StringNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/a*"}}`, ""},
			"one that leaves out another":               {`"Action":"s3:PutBucketPolicy","Resource":"$B" | "Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/admin"}}`, "s3:PutBucketPolicy"},
			"plain HTTP is not from something":          {`"Action":"s3:PutBucketPolicy","Resource":"$B" | "Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["$B","$B/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}`, ""},
			"the Deny keeps it from the policy too":     {`"Action":"s3:*","Resource":"$B" | "Effect":"Deny","Action":["s3:PutBucketPolicy","s3:DeleteBucketPolicy"],"Resource":"$B"`, ""},
			"from writing but not from deleting":        {`"Action":"s3:*","Resource":"$B" | "Effect":"Deny","Action":"s3:PutBucketPolicy","Resource":"$B"`, "s3:*"},
			"objects have no policy":                    {`"Action":"s3:*","Resource":"$B/*" | "Effect":"Deny","Action":"s3:DeleteObject"`, ""},
			"a delegation":                              {`"Action":"*","Resource":["$B","$B/*"]` + delegated + ` | "Effect":"Deny","Principal":"*","Action":"s3:DeleteObject"`, ""},
			"an account may leave it to others":         {`"Principal":{"AWS":"111122223333"},"Action":"s3:PutBucketPolicy","Resource":"$B" | "Effect":"Deny","Action":"s3:DeleteObject"`, ""},
			"an access point has its own policy":        {`ap:"Action":"s3:PutAccessPointPolicy","Resource":"$A" | "Effect":"Deny","Action":"s3:DeleteObject"`, "s3:PutAccessPointPolicy"},
			"that of the bucket is not the one at hand": {`ap:"Action":"s3:PutBucketPolicy","Resource":"$A" | "Effect":"Deny","Action":"s3:DeleteObject"`, ""},
		},
	})
}

func TestTwinsAndListsAtTheBorder(t *testing.T) {
	checkBorders(t, borderContext(), map[string]map[string]border{
		"deny-leaves-version-twin": {
			"an Allow leaves what it leaves":          {`"Action":"s3:DeleteObject"`, ""},
			"a pattern that takes both":               {`"Effect":"Deny","Action":"s3:DeleteObject*"`, ""},
			"a pattern that takes one":                {`"Effect":"Deny","Action":"s3:GetObjec?"`, "s3:GetObjec?"},
			"capitals do not count":                   {`"Effect":"Deny","Action":["s3:deleteobject","S3:DELETEOBJECTVERSION"]`, ""},
			"the twin alone":                          {`"Effect":"Deny","Action":"s3:DeleteObjectVersion"`, ""},
			"an ACL":                                  {`"Effect":"Deny","Action":["s3:PutObjectAcl","s3:PutObject"]`, "s3:PutObjectAcl"},
			"an action without a twin":                {`"Effect":"Deny","Action":["s3:PutObject","s3:ListBucket"],"Resource":["$B","$B/*"]`, ""},
			"another Deny takes the twin":             {`"Effect":"Deny","Action":"s3:DeleteObject" | "Effect":"Deny","Principal":"*","Action":"s3:DeleteObjectVersion"`, ""},
			"for others":                              {`"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject" | "Effect":"Deny","Action":"s3:DeleteObjectVersion"`, "s3:DeleteObject"},
			"elsewhere":                               {`"Effect":"Deny","Action":"s3:DeleteObject" | "Effect":"Deny","Action":"s3:DeleteObjectVersion","Resource":"$B/a/*"`, "s3:DeleteObject"},
			"under the same condition":                {`"Effect":"Deny","Action":"s3:DeleteObject","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}} | "Effect":"Deny","Action":"s3:DeleteObjectVersion","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}`, ""},
			"under another condition":                 {`"Effect":"Deny","Action":"s3:DeleteObject" | "Effect":"Deny","Action":"s3:DeleteObjectVersion","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}`, "s3:DeleteObject"},
			"all actions":                             {`"Effect":"Deny","Action":["s3:*","s3:DeleteObject"]`, ""},
			"all but some have both":                  {`"Effect":"Deny","NotAction":"s3:GetObject"`, ""},
			"in the policy of an access point":        {`ap:"Effect":"Deny","Action":["s3:GetObject","s3:PutObject"]`, "s3:GetObject"},
			"versions of a list are no walk around":   {`"Effect":"Deny","Action":"s3:ListBucket","Resource":"$B"`, ""},
			"each that lacks one":                     {`"Effect":"Deny","Action":["s3:GetObject","s3:DeleteObject","s3:GetObjectVersion","s3:GetObjectTagging"]`, "s3:DeleteObject, s3:GetObjectTagging"},
			"an Allow of the twin does not deny it":   {`"Effect":"Deny","Action":"s3:GetObject" | "Action":"s3:GetObjectVersion"`, "s3:GetObject"},
			"all but some, of which the twin is none": {`"Effect":"Deny","Action":"s3:DeleteObject" | "Effect":"Deny","NotAction":"s3:GetObject"`, ""},
		},
		"read-without-list": {
			"everyone should not list":                 {`"Principal":"*"`, ""},
			"a service does not mistype":               {`"Principal":{"Service":"cloudfront.amazonaws.com"}`, ""},
			"its account may list":                     {`"Action":"s3:GetObject" | "Principal":{"AWS":"111122223333"},"Action":"s3:ListBucket","Resource":"$B"`, ""},
			"everyone may list":                        {`"Action":"s3:GetObject" | "Principal":"*","Action":"s3:ListBucket","Resource":"$B","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`, ""},
			"another role may list":                    {`"Action":"s3:GetObject" | "Principal":{"AWS":"arn:aws:iam::111122223333:role/other"},"Action":"s3:ListBucket","Resource":"$B"`, "s3:GetObject"},
			"in the same statement":                    {`"Action":["s3:GetObject","s3:List*"],"Resource":["$B","$B/*"]`, ""},
			"all actions on the objects alone":         {`"Action":"s3:*"`, "s3:*"},
			"all actions on everything":                {`"Action":"s3:*","Resource":"*"`, ""},
			"versions alone":                           {`"Action":"s3:GetObjectVersion"`, ""},
			"a list of versions is another":            {`"Action":["s3:GetObject","s3:ListBucketVersions"],"Resource":["$B","$B/*"]`, "s3:GetObject"},
			"a Deny of listing is what is wanted":      {`"Action":"s3:GetObject" | "Effect":"Deny","Principal":"*","Action":"s3:ListBucket","Resource":"$B"`, ""},
			"a Deny of plain HTTP is about none of it": {`"Action":"s3:GetObject" | "Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["$B","$B/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}`, "s3:GetObject"},
			"a delegation":                             {`"Action":"s3:GetObject"` + delegated, ""},
			"a delegation lets nobody list":            {`"Action":"s3:GetObject" | "Action":"s3:ListBucket","Resource":"$B"` + delegated, "s3:GetObject"},
			"an access point is listed by its ARN":     {`ap:"Action":["s3:GetObject","s3:ListBucket"],"Resource":["$A","$A/object/*"]`, ""},
			"and not by those of its objects":          {`ap:"Action":["s3:GetObject","s3:ListBucket"]`, "s3:GetObject"},
		},
	})
}

// Who owns the bucket decides who is another account. Everyone is, whoever that is.
func TestGrantsToOtherAccountsTakeToKnowTheOwner(t *testing.T) {
	checkBorders(t, Context{}, map[string]map[string]border{"permissions-management-grant": {
		"an account may be the owner's": {`"Principal":{"AWS":"444455556666"},"Action":"s3:PutBucketPolicy","Resource":"$B"`, ""},
		"everyone is not":               {`"Principal":"*","Action":"s3:PutBucketPolicy","Resource":"$B"`, "s3:PutBucketPolicy"},
	}})
	for statement, want := range map[string]bool{
		`"Principal":{"AWS":"444455556666"},"Action":"s3:PutBucketPolicy","Resource":"$B"`: true,
		`"Principal":{"AWS":"444455556666"},"Action":"s3:GetBucketPolicy","Resource":"$B"`: false,
		`"Principal":"*","Action":"s3:PutBucketPolicy","Resource":"$B"`:                    false,
	} {
		report := Check(borderPolicies(statement), Context{})
		skipped := false
		for _, s := range report.Skipped {
			skipped = skipped || s.Check == "permissions-management-grant"
		}
		require.Equal(t, want, skipped, "permissions-management-grant skipped for %s", statement)
	}
}

// Each twin of the table is one that the check knows.
func TestEveryVersionActionIsATwin(t *testing.T) {
	twins := map[string]bool{}
	for a := range s3action.All() {
		if n, ok := versionTwin(a.Name); ok {
			twins[s3action.Numbered(n).Name] = true
		}
	}
	for _, name := range []string{
		"s3:DeleteObjectVersion", "s3:DeleteObjectVersionTagging", "s3:GetObjectVersion", "s3:GetObjectVersionAcl",
		"s3:GetObjectVersionAttributes", "s3:GetObjectVersionTagging", "s3:PutObjectVersionAcl", "s3:PutObjectVersionTagging",
	} {
		require.True(t, twins[name], "%s is a twin", name)
	}
	require.False(t, twins["s3:GetObjectVersionForReplication"], "it has no action without a version")
}
