// The program apcheck tests, explains and lints who may do what through S3 access
// points, without AWS.
//
//	apcheck test scenarios/
//	apcheck eval -bucket-policy bucket.json -principal arn:aws:iam::111122223333:user/jane …
//	apcheck lint policies/
//
// "apcheck help" tells more.
package main

import (
	"os"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/app"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
)

func main() { os.Exit(app.Main(os.Args[1:], find.Options{})) }
