package lint

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestARNsAtTheBorder(t *testing.T) {
	checkBorders(t, borderContext(), map[string]map[string]border{
		"invalid-arn": {
			"too few parts":                  {`"Resource":"arn:aws:s3:::"`, "arn:aws:s3:::"},
			"the name of a bucket":           {`"Resource":"doc-bucket"`, "doc-bucket"},
			"the star is no ARN and may be":  {`"Effect":"Deny","Resource":"*"`, ""},
			"an address":                     {`"Resource":["$B/*","s3://doc-bucket/*"]`, "s3://doc-bucket/*"},
			"an account of too few digits":   {`"Resource":"arn:aws:s3::1111:doc-bucket/*"`, "arn:aws:s3::1111:doc-bucket/*"},
			"in NotResource":                 {`"Effect":"Deny","NotResource":"doc-bucket/*"`, "doc-bucket/*"},
			"a wildcard in the service part": {`"Resource":"arn:aws:s*:::doc-bucket/*"`, "arn:aws:s*:::doc-bucket/*"},
			"a slash before the bucket":      {`"Resource":"arn:aws:s3:::/doc-bucket/*"`, "arn:aws:s3:::/doc-bucket/*"},
			"a blank in the bucket's name":   {`"Resource":"arn:aws:s3:::doc bucket/*"`, "arn:aws:s3:::doc bucket/*"},
			"a bucket's name from long ago":  {`"Resource":"arn:aws:s3:::Doc_Bucket.old/*"`, ""},
			"a blank in a key":               {`"Resource":"$B/a b"`, ""},
			"a colon has a check of its own": {`"Resource":"$B:a/*"`, ""},
			"the ARN that SDKs take":         {`ap:"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint:ap1/object/*"`, "arn:aws:s3:us-west-2:111122223333:accesspoint:ap1/object/*"},
			"the type with a typing error":   {`ap:"Resource":["$A/object/*","arn:aws:s3:us-west-2:111122223333:access-point/ap1/object/*"]`, "arn:aws:s3:us-west-2:111122223333:access-point/ap1/object/*"},
			"the type in the plural":         {`ap:"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoints/ap1/object/*"`, "arn:aws:s3:us-west-2:111122223333:accesspoints/ap1/object/*"},
			"no type":                        {`ap:"Resource":"arn:aws:s3:us-west-2:111122223333:ap1/object/*"`, "arn:aws:s3:us-west-2:111122223333:ap1/object/*"},
			"another type of S3":             {`ap:"Resource":"arn:aws:s3:us-west-2:111122223333:job/j"`, ""},
			"a pattern that may take it":     {`ap:"Resource":["arn:aws:s3:us-west-2:111122223333:access*","arn:aws:s3:us-west-2:111122223333:*"]`, ""},
			"a bucket with no Region":        {`ap:"Resource":"arn:aws:s3:::accesspoint:ap1"`, ""},
		},
		"bucket-arn-with-region": {
			"of the bucket itself":            {`"Action":"s3:ListBucket","Resource":"arn:aws:s3:us-west-2::doc-bucket"`, "arn:aws:s3:us-west-2::doc-bucket"},
			"a star, which takes nothing too": {`"Resource":"arn:aws:s3:*::doc-bucket/*"`, ""},
			"a pattern that takes no nothing": {`"Resource":"arn:aws:s3:us-*::doc-bucket/*"`, "arn:aws:s3:us-*::doc-bucket/*"},
			"an access point has one":         {`"Resource":"$A/object/*"`, ""},
			"a directory bucket has one":      {`"Resource":"arn:aws:s3express:us-west-2:111122223333:bucket/doc--usw2-az1--x-s3"`, ""},
			"in a Deny":                       {`"Effect":"Deny","Resource":["$B/*","arn:aws:s3:us-west-2::doc-bucket/*"]`, "arn:aws:s3:us-west-2::doc-bucket/*"},
		},
		"bucket-arn-with-account": {
			"a star, which takes nothing too": {`"Resource":"arn:aws:s3::*:doc-bucket/*"`, ""},
			"beside a Region":                 {`"Resource":"arn:aws:s3:us-west-2:111122223333:doc-bucket/*"`, "arn:aws:s3:us-west-2:111122223333:doc-bucket/*"},
			"an access point has one":         {`"Resource":"$A/object/*"`, ""},
		},
		"arn-partition": {
			"one that AWS has":             {`"Resource":"arn:aws-us-gov:s3:::doc-bucket/*"`, ""},
			"one that is close":            {`"Resource":"arn:aws-chn:s3:::doc-bucket/*"`, "arn:aws-chn:s3:::doc-bucket/*"},
			"one that may be new":          {`"Resource":"arn:aws-moonbase:s3:::doc-bucket/*"`, "arn:aws-moonbase:s3:::doc-bucket/* (warning)"},
			"a typing error":               {`"Resource":"arn:asw:s3:::doc-bucket/*"`, "arn:asw:s3:::doc-bucket/*"},
			"a wildcard in a Deny":         {`"Effect":"Deny","Resource":"arn:*:s3:::doc-bucket/*"`, ""},
			"a wildcard in an Allow":       {`"Resource":"arn:*:s3:::doc-bucket/*"`, "arn:*:s3:::doc-bucket/*"},
			"in an access point's policy":  {`ap:"Resource":"arn:aws-chn:s3:us-west-2:111122223333:accesspoint/ap1/object/*"`, "arn:aws-chn:s3:us-west-2:111122223333:accesspoint/ap1/object/*"},
			"of the star nothing is known": {`"Effect":"Deny","Resource":"*"`, ""},
		},
		"arn-service-case": {
			"in the middle of a list": {`"Resource":["$B/*","arn:aws:S3:::doc-bucket/a"]`, "arn:aws:S3:::doc-bucket/a"},
			"a key has its own case":  {`"Resource":"$B/S3/*"`, ""},
		},
		"resource-of-other-service": {
			"in a Deny":                       {`"Effect":"Deny","Resource":["$B/*","arn:aws:kms:us-west-2:111122223333:key/k"]`, "arn:aws:kms:us-west-2:111122223333:key/k"},
			"the service beside s3":           {`"Resource":"arn:aws:s3-outposts:us-west-2:111122223333:outpost/op-01ac5d28a6a232904/bucket/b"`, ""},
			"S3 in capitals has its own":      {`"Resource":"arn:aws:S3:::doc-bucket/*"`, ""},
			"a key that reads like a service": {`"Resource":"$B/sqs:q"`, ""},
			"the star":                        {`"Effect":"Deny","Resource":"*"`, ""},
			"for an access point":             {`ap:"Resource":"arn:aws:iam::111122223333:role/app"`, "arn:aws:iam::111122223333:role/app"},
			"a job of S3":                     {`"Resource":["$B/*","arn:aws:s3:us-west-2:111122223333:job/*"]`, "arn:aws:s3:us-west-2:111122223333:job/*"},
			"a bucket of such a name":         {`"Resource":"arn:aws:s3:::job/*"`, ""},
		},
		"resource-other-bucket": {
			"a name that begins alike":                {`"Resource":"arn:aws:s3:::doc-bucket2/*"`, "arn:aws:s3:::doc-bucket2/*"},
			"a name that is only a beginning":         {`"Resource":"arn:aws:s3:::doc/*"`, "arn:aws:s3:::doc/*"},
			"a pattern that takes it":                 {`"Resource":"arn:aws:s3:::doc-*/*"`, ""},
			"a pattern that takes its objects":        {`"Resource":"arn:aws:s3:::*/home/*"`, ""},
			"a star that takes the slash too":         {`"Resource":"arn:aws:s3:::doc*home"`, ""},
			"a pattern that takes neither":            {`"Resource":"arn:aws:s3:::test-*/*"`, "arn:aws:s3:::test-*/*"},
			"as many letters, one of them any":        {`"Resource":"arn:aws:s3:::doc-bucke?/*"`, ""},
			"one letter too many":                     {`"Resource":"arn:aws:s3:::doc-bucket2?/*"`, "arn:aws:s3:::doc-bucket2?/*"},
			"question marks may be a slash and a key": {`"Resource":"arn:aws:s3:::doc-bucket??a/*"`, ""},
			"a name that the request gives":           {`"Resource":"arn:aws:s3:::${aws:PrincipalTag/bucket}/*"`, ""},
			"names know case":                         {`"Resource":"arn:aws:s3:::Doc-Bucket/*"`, "arn:aws:s3:::Doc-Bucket/*"},
			"a colon has a check of its own":          {`"Resource":"$B:*"`, ""},
			"a Region has one too":                    {`"Resource":"arn:aws:s3:us-west-2::other-bucket/*"`, ""},
			"an access point is no bucket":            {`"Resource":"$A/object/*"`, ""},
			"an object of the other in a list":        {`"Resource":["$B/*","arn:aws:s3:::other-bucket"],"Action":["s3:GetObject","s3:ListBucket"]`, "arn:aws:s3:::other-bucket"},
			"the directory bucket of a zone":          {`"Action":"s3express:CreateSession","Resource":"arn:aws:s3express:us-west-2:111122223333:bucket/other--usw2-az1--x-s3"`, "arn:aws:s3express:us-west-2:111122223333:bucket/other--usw2-az1--x-s3"},
			"in a Deny":                               {`"Effect":"Deny","Resource":"arn:aws:s3:::other-bucket/*"`, "arn:aws:s3:::other-bucket/*"},
		},
		"bucket-arn-colon": {
			"with the key behind it":        {`"Resource":"$B:a/b"`, "arn:aws:s3:::doc-bucket:a/b"},
			"and the slash behind it":       {`"Resource":"$B:/a"`, "arn:aws:s3:::doc-bucket:/a"},
			"one more before the bucket":    {`"Resource":"arn:aws:s3::::doc-bucket/*"`, "arn:aws:s3::::doc-bucket/*"},
			"a colon in a key":              {`"Resource":"$B/a:b"`, ""},
			"a colon in a variable":         {`"Resource":"arn:aws:s3:::${aws:PrincipalTag/bucket}/*"`, ""},
			"a star may have the slash":     {`"Resource":"arn:aws:s3:::doc-*:b"`, ""},
			"the colon of an access point":  {`"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/a:b"`, ""},
			"a colon in a key of a pattern": {`"Resource":"$B/*:*"`, ""},
		},
		"bucket-name-wildcard": {
			"all there is":                     {`"Resource":"arn:aws:s3:::*"`, "arn:aws:s3:::*"},
			"a bucket with all that begins so": {`"Resource":"$B*"`, "arn:aws:s3:::doc-bucket*"},
			"in the key":                       {`"Resource":"$B/*"`, ""},
			"the star is no name":              {`"Effect":"Deny","Resource":"*"`, ""},
			"a variable is none":               {`"Resource":"arn:aws:s3:::${aws:PrincipalTag/bucket}/*"`, ""},
			"a question mark in a Deny":        {`"Effect":"Deny","Resource":"arn:aws:s3:::doc-bucke?/*"`, "arn:aws:s3:::doc-bucke?/*"},
			"an access point has other checks": {`"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/*"`, ""},
		},
		"resource-star": {
			"two of them":                     {`"Resource":"**"`, "**"},
			"a Deny is none the worse for it": {`"Effect":"Deny","Resource":"*"`, ""},
			"in a list":                       {`"Resource":["$B/*","*"]`, "*"},
			"the star of NotResource":         {`"NotResource":"*"`, ""},
			"an access point":                 {`ap:"Resource":"*"`, "*"},
			"all objects":                     {`"Resource":"$B/*"`, ""},
		},
	})
}

func TestActionsAndResourcesAtTheBorder(t *testing.T) {
	checkBorders(t, borderContext(), map[string]map[string]border{
		"action-not-for-buckets": {
			"a pattern of jobs":                 {`"Action":"s3:*Job*"`, "s3:*Job*"},
			"a pattern of which some are":       {`"Action":"s3:List*","Resource":"$B"`, ""},
			"an access point is managed by IAM": {`"Action":"s3:PutAccessPointPolicy"`, "s3:PutAccessPointPolicy"},
			"in a Deny":                         {`"Effect":"Deny","Action":"s3:CreateJob"`, "s3:CreateJob"},
			"there is no bucket yet":            {`"Action":"s3:CreateBucket","Resource":"$B"`, "s3:CreateBucket (warning)"},
			"an unknown one may be anything":    {`"Action":"s3:FrobnicateJobs"`, ""},
			"of services beside s3 no one says": {`"Action":"s3express:CreateSession"`, ""},
			"all actions":                       {`"Effect":"Deny","Action":"*"`, ""},
			"an access point's policy is other": {`ap:"Action":"s3:ListAllMyBuckets"`, ""},
		},
		"resource-action-mismatch": {
			"an object action on the bucket":      {`"Action":"s3:GetObject","Resource":"$B"`, "s3:GetObject"},
			"the one of a list":                   {`"Action":["s3:GetObject","s3:ListBucket"]`, "s3:ListBucket"},
			"each of a list":                      {`"Action":["s3:ListBucket","s3:GetObject","s3:GetBucketAcl"]`, "s3:ListBucket, s3:GetBucketAcl"},
			"a pattern of which one fits":         {`"Action":"s3:Get*"`, ""},
			"a pattern of which none does":        {`"Action":"s3:GetBucket*"`, "s3:GetBucket*"},
			"all actions":                         {`"Action":"s3:*","Resource":"$B"`, ""},
			"a pattern may name bucket and keys":  {`"Action":["s3:ListBucket","s3:GetObject"],"Resource":"arn:aws:s3:::doc-*"`, ""},
			"a pattern with a slash names keys":   {`"Action":"s3:ListBucket","Resource":"arn:aws:s3:::*/*"`, "s3:ListBucket"},
			"the star names both":                 {`"Action":["s3:ListBucket","s3:GetObject"],"Resource":"*"`, ""},
			"a variable may be anything":          {`"Action":"s3:ListBucket","Resource":"arn:aws:s3:::${aws:PrincipalTag/bucket}"`, ""},
			"a slash behind a variable":           {`"Action":"s3:ListBucket","Resource":"arn:aws:s3:::${aws:PrincipalTag/bucket}/*"`, "s3:ListBucket"},
			"NotResource leaves the rest":         {`"Effect":"Deny","Action":"s3:ListBucket","NotResource":"$B/*"`, ""},
			"NotAction leaves the rest":           {`"Effect":"Deny","NotAction":"s3:ListBucket"`, ""},
			"in a Deny, which S3 refuses as well": {`"Effect":"Deny","Action":"s3:ListBucket"`, "s3:ListBucket"},
			"an unknown action may fit":           {`"Action":"s3:FrobnicateBucket"`, ""},
			"an action on neither is another":     {`"Action":"s3:ListAllMyBuckets"`, ""},
			"what is no ARN may name anything":    {`"Action":"s3:ListBucket","Resource":"doc-bucket"`, ""},
			"a colon has a check of its own":      {`"Action":"s3:GetObject","Resource":"$B:*"`, ""},
			"uploads are listed on the bucket":    {`"Action":"s3:ListBucketMultipartUploads"`, "s3:ListBucketMultipartUploads"},
			"parts of one on the object":          {`"Action":"s3:ListMultipartUploadParts"`, ""},
			"one of another resource fits":        {`"Action":["s3:ListBucket","s3:GetObject"],"Resource":["$B","$B/*"]`, ""},
			"an object of the empty key":          {`"Action":"s3:GetObject","Resource":"$B/"`, ""},
			"a directory bucket":                  {`"Action":"s3express:CreateSession","Resource":"arn:aws:s3express:us-west-2:111122223333:bucket/doc--usw2-az1--x-s3"`, ""},
		},
		"resource-without-action": {
			"the objects":                       {`"Action":"s3:ListBucket","Resource":["$B","$B/*"]`, "arn:aws:s3:::doc-bucket/*"},
			"each of them":                      {`"Action":"s3:ListBucket","Resource":["$B/a","$B","$B/b"]`, "arn:aws:s3:::doc-bucket/a, arn:aws:s3:::doc-bucket/b"},
			"an action without resource":        {`"Action":"s3:ListBucket","Resource":"$B/*"`, ""},
			"a pattern that acts on both":       {`"Action":"s3:Get*","Resource":["$B","$B/*"]`, ""},
			"a pattern that acts on one":        {`"Action":"s3:GetObject*","Resource":["$B","$B/*"]`, "arn:aws:s3:::doc-bucket"},
			"an unknown action may act on both": {`"Action":["s3:GetObject","s3:Frobnicate"],"Resource":["$B","$B/*"]`, ""},
			"a resource that may be both":       {`"Action":"s3:GetObject","Resource":["$B*","*"]`, ""},
			"in a Deny":                         {`"Effect":"Deny","Action":"s3:GetObject","Resource":["$B","$B/*"]`, "arn:aws:s3:::doc-bucket"},
			"NotAction":                         {`"Effect":"Deny","NotAction":"s3:GetObject","Resource":["$B","$B/*"]`, ""},
			"an action on neither":              {`"Action":"s3:CreateJob","Resource":["$B","$B/*"]`, ""},
		},
	})
}

func TestKeysAtTheBorder(t *testing.T) {
	checkBorders(t, borderContext(), map[string]map[string]border{
		"object-arn-without-key": {
			"a wildcard before the slash": {`"Resource":"arn:aws:s3:::doc-*/"`, "arn:aws:s3:::doc-*/"},
			"a folder has a key":          {`"Resource":"$B/home/"`, ""},
			"the bucket has no slash":     {`"Action":"s3:ListBucket","Resource":"$B"`, ""},
			"two slashes are a key":       {`"Resource":"$B//"`, ""},
		},
		"prefix-without-delimiter": {
			"all objects":                           {`"Resource":"$B/*"`, ""},
			"a slash before":                        {`"Resource":"$B/home/*"`, ""},
			"a hyphen is a delimiter":               {`"Resource":"$B/log-*"`, ""},
			"a dot is one":                          {`"Resource":"$B/report.*"`, ""},
			"a digit is none":                       {`"Resource":"$B/2026*"`, "arn:aws:s3:::doc-bucket/2026*"},
			"a letter that is not ASCII":            {`"Resource":"$B/caf\u00e9*"`, "arn:aws:s3:::doc-bucket/café*"},
			"a variable is none":                    {`"Resource":"$B/home/${aws:username}*"`, "arn:aws:s3:::doc-bucket/home/${aws:username}*"},
			"a variable and a slash":                {`"Resource":"$B/home/${aws:username}/*"`, ""},
			"the escape of a character":             {`"Resource":"$B/home/a${*}*"`, ""},
			"a brace that is a letter of the key":   {`"Resource":"$B/home/a}*"`, ""},
			"two stars":                             {`"Resource":"$B/home/al**"`, "arn:aws:s3:::doc-bucket/home/al**"},
			"a star in the middle":                  {`"Resource":"$B/home/al*/docs"`, ""},
			"a pattern before it means patterns":    {`"Resource":"$B/*/al*"`, ""},
			"no star":                               {`"Resource":"$B/home/alice"`, ""},
			"a question mark":                       {`"Resource":"$B/home/alic?"`, ""},
			"a wide Deny gives nothing away":        {`"Effect":"Deny","Resource":"$B/home/al*"`, ""},
			"what a Deny leaves out does":           {`"Effect":"Deny","NotResource":"$B/open*"`, "arn:aws:s3:::doc-bucket/open*"},
			"what an Allow leaves out does not":     {`"NotResource":"$B/secret*"`, ""},
			"objects of an access point":            {`ap:"Resource":"$A/object/home/al*"`, "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/home/al*"},
			"all of them":                           {`ap:"Resource":"$A/object/*"`, ""},
			"an access point by a pattern":          {`ap:"Action":"s3:ListBucket","Resource":"$A*"`, ""},
			"a bucket by a pattern has other words": {`"Resource":"$B*"`, ""},
		},
		"key-leading-slash": {
			"the star behind it":         {`"Resource":"$B//*"`, "arn:aws:s3:::doc-bucket//*"},
			"a slash further on":         {`"Resource":"$B/home//*"`, ""},
			"objects of an access point": {`ap:"Resource":"$A/object//home/*"`, "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object//home/*"},
			"in a Deny":                  {`"Effect":"Deny","Resource":"$B//home/*"`, "arn:aws:s3:::doc-bucket//home/*"},
			"the empty key":              {`"Resource":"$B/"`, ""},
		},
		"allow-not-resource": {
			"a list of them":     {`"NotResource":["$B/a","$B/b"]`, "["},
			"in a Deny":          {`"Effect":"Deny","NotResource":"$B/open/*"`, ""},
			"an access point":    {`ap:"NotResource":"$A/object/secret/*"`, "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/secret/*"},
			"even in delegation": {`"NotResource":"$B/secret/*"` + delegated, "arn:aws:s3:::doc-bucket/secret/*"},
		},
		"deny-not-resource-ineffective": {
			"the star":                             {`"Effect":"Deny","NotResource":"*"`, "*"},
			"objects, where the action is on them": {`"Effect":"Deny","NotResource":"$B/*"`, "arn:aws:s3:::doc-bucket/*"},
			"objects, where it is on both":         {`"Effect":"Deny","Action":"s3:*","NotResource":"$B/*"`, ""},
			"the bucket, where it is on objects":   {`"Effect":"Deny","NotResource":"$B"`, ""},
			"the bucket, where it is on that":      {`"Effect":"Deny","Action":"s3:ListBucket","NotResource":"$B"`, "arn:aws:s3:::doc-bucket"},
			"all that begin so":                    {`"Effect":"Deny","Action":"s3:*","NotResource":"$B*"`, "arn:aws:s3:::doc-bucket*"},
			"all of all buckets":                   {`"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::*"`, "arn:aws:s3:::*"},
			"all of another bucket":                {`"Effect":"Deny","NotResource":"arn:aws:s3:::other-bucket/*"`, ""},
			"folders, not all":                     {`"Effect":"Deny","NotResource":["$B/a/*","$B/b/*"]`, ""},
			"keys with a letter":                   {`"Effect":"Deny","NotResource":"$B/?*"`, ""},
			"a variable may be absent":             {`"Effect":"Deny","NotResource":"$B/${aws:username}*"`, ""},
			"an Allow of nothing is harmless":      {`"NotResource":["$B","$B/*"]`, ""},
			"NotAction is on both":                 {`"Effect":"Deny","NotAction":"s3:GetObject","NotResource":"$B/*"`, ""},
			"unknown actions may be on both":       {`"Effect":"Deny","Action":"s3:Frobnicate","NotResource":"$B/*"`, ""},
			"an access point and its objects":      {`ap:"Effect":"Deny","Action":"s3:*","NotResource":["$A","$A/object/*"]`, "["},
			"its objects alone":                    {`ap:"Effect":"Deny","Action":"s3:*","NotResource":"$A/object/*"`, ""},
			"all that belongs to it":               {`ap:"Effect":"Deny","Action":"s3:*","NotResource":"$A*"`, "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1*"},
			"Resource is not NotResource":          {`"Effect":"Deny","Resource":["$B","$B/*"]`, ""},
		},
	})
}

func TestVariablesAtTheBorder(t *testing.T) {
	checkBorders(t, borderContext(), map[string]map[string]border{
		"variable-syntax": {
			"an empty name":                     {`"Resource":"$B/${}/*"`, "arn:aws:s3:::doc-bucket/${}/*"},
			"a blank in the name":               {`"Resource":"$B/${aws: userid}/*"`, "arn:aws:s3:::doc-bucket/${aws: userid}/*"},
			"a default without quotes":          {`"Resource":"$B/${aws:userid, none}/*"`, "arn:aws:s3:::doc-bucket/${aws:userid, none}/*"},
			"a default with them":               {`"Resource":"$B/${aws:userid, 'none'}/*"`, ""},
			"the escapes":                       {`"Resource":"$B/${*}${?}${$}"`, ""},
			"a dollar sign by itself":           {`"Resource":"$B/$/*"`, ""},
			"in a condition":                    {`"Condition":{"StringLike":{"s3:prefix":["a","${aws:userid"]}}`, "${aws:userid"},
			"braces without a dollar sign":      {`"Resource":"$B/{aws:userid}/*"`, ""},
			"a value that no variable can be":   {`"Condition":{"NumericEquals":{"s3:max-keys":"${aws:userid"}}`, ""},
			"a name without the part before it": {`"Resource":"$B/${userid}/*"`, "arn:aws:s3:::doc-bucket/${userid}/*"},
		},
		"variable-in-wrong-element": {
			"the service of an action":         {`"Action":"${aws:userid}:GetObject"`, "${aws:userid}:GetObject"},
			"the account of a resource":        {`"Resource":"arn:aws:s3::${aws:PrincipalAccount}:doc-bucket/*"`, "arn:aws:s3::${aws:PrincipalAccount}:doc-bucket/*"},
			"the Sid":                          {`"Sid":"For${aws:username}"`, "For${aws:username}"},
			"a dollar sign is no variable":     {`"Sid":"Costs ${5}"`, ""},
			"the name of a user":               {`"Principal":{"AWS":"arn:aws:iam::111122223333:user/${aws:username}"}`, "arn:aws:iam::111122223333:user/${aws:username}"},
			"a principal by itself, once":      {`"Principal":{"AWS":"${aws:username}"}`, "${aws:username}"},
			"the name of a key":                {`"Condition":{"StringEquals":{"aws:PrincipalTag/${aws:username}":"x"}}`, "aws:PrincipalTag/${aws:username}"},
			"a value of a condition":           {`"Condition":{"StringLike":{"s3:prefix":"${aws:username}/*"}}`, ""},
			"NotResource is replaced as well":  {`"Effect":"Deny","NotResource":"$B/${aws:username}/*"`, ""},
			"an action in the middle of a few": {`"Action":["s3:GetObject","s3:${aws:userid}","s3:PutObject"]`, "s3:${aws:userid}"},
		},
	})
}

func TestWhatIsWrittenInThePlaceOfAnARN(t *testing.T) {
	c := borderContext()
	for name, tt := range map[string]struct{ kind, resource, check, want string }{
		"a colon before the key":         {"bucket", "arn:aws:s3:::doc-bucket:a/*", "bucket-arn-colon", "arn:aws:s3:::doc-bucket/a/*"},
		"a colon and a slash":            {"bucket", "arn:aws:s3:::doc-bucket:/a/*", "bucket-arn-colon", "arn:aws:s3:::doc-bucket/a/*"},
		"a colon too many":               {"bucket", "arn:aws:s3::::doc-bucket/*", "bucket-arn-colon", "arn:aws:s3:::doc-bucket/*"},
		"a slash before the bucket":      {"bucket", "arn:aws:s3:::/doc-bucket/*", "invalid-arn", "arn:aws:s3:::doc-bucket/*"},
		"the ARN that SDKs take":         {"ap", "arn:aws:s3:us-west-2:111122223333:accesspoint:ap1/object/*", "invalid-arn", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"},
		"no segment before the key":      {"ap", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/home/*", "ap-missing-object-segment", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/home/*"},
		"the segment in the plural":      {"ap", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/objects/home/*", "ap-missing-object-segment", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/home/*"},
		"the segment in capitals":        {"ap", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/Object/*", "ap-missing-object-segment", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"},
		"two slashes before the segment": {"ap", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1//object/*", "ap-missing-object-segment", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"},
		"a colon before the segment":     {"ap", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1:object/*", "ap-missing-object-segment", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"},
		"the segment and no key":         {"ap", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object", "ap-missing-object-segment", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"},
		"nothing behind the slash":       {"ap", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/", "ap-missing-object-segment", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"},
		"an access point without a type": {"ap", "arn:aws:s3:us-west-2:111122223333:ap1/object/*", "invalid-arn", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"},
	} {
		t.Run(name, func(t *testing.T) {
			src := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"` + tt.resource + `"}]}`
			p := Policies{Bucket: []byte(src)}
			if tt.kind == "ap" {
				p = Policies{AccessPoint: []byte(src)}
			}
			report := Check(p, c)
			found := of(tt.check, report.Findings)
			require.Len(t, found, 1)
			require.Contains(t, Apply(src, found[0].Fix), `"`+tt.want+`"`)
			require.False(t, found[0].FixSafe)
		})
	}
}
