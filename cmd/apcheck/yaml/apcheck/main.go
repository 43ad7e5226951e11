// The program apcheck reads templates in YAML too, unlike the one of the library's
// own module. From the root of a clone:
//
//	go tool -modfile=yaml.mod apcheck lint template.yaml
package main

import (
	"os"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/app"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
	"github.com/s3ap/s3ap/cmd/apcheck/yaml"
)

func main() { os.Exit(app.Main(os.Args[1:], find.Options{YAML: yaml.Read})) }
