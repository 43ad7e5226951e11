// The reader of YAML for apcheck, apart from the library's own go.mod so that no
// user's module graph carries what reads it. docs/adr/0011-yaml-beside-the-root-module.md
// says more.
module github.com/s3ap/s3ap/cmd/apcheck/yaml

go 1.26.0
