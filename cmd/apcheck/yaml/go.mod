// The reader of YAML for apcheck, apart from the library's own go.mod so that no
// user's module graph carries what reads it. docs/adr/0011-yaml-beside-the-root-module.md
// says more.
module github.com/s3ap/s3ap/cmd/apcheck/yaml

go 1.26.0

require (
	github.com/s3ap/s3ap v0.0.0
	go.yaml.in/yaml/v4 v4.0.0
)

require (
	github.com/tidwall/gjson v1.20.1 // indirect
	github.com/tidwall/match v1.1.1 // indirect
	github.com/tidwall/pretty v1.2.0 // indirect
)

replace github.com/s3ap/s3ap => ../../..
