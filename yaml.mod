// The module's go.mod with the program apcheck that reads YAML beside it. Use it from
// the root of a clone:
//
//	go tool -modfile=yaml.mod apcheck lint template.yaml
module github.com/s3ap/s3ap

go 1.26.0

require (
	github.com/google/go-cmp v0.7.0
	github.com/stretchr/testify v1.12.1
	github.com/tidwall/gjson v1.20.1
	golang.org/x/exp v0.0.0-20261113113407-e3970619a1a4
)

require go.yaml.in/yaml/v4 v4.0.0 // indirect

require (
	github.com/s3ap/s3ap/cmd/apcheck/yaml v0.0.0 // indirect
	github.com/tidwall/match v1.1.1 // indirect
	github.com/tidwall/pretty v1.2.0 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
)

tool github.com/s3ap/s3ap/cmd/apcheck/yaml/apcheck

replace github.com/s3ap/s3ap/cmd/apcheck/yaml => ./cmd/apcheck/yaml
