// Command s3key writes the table of package s3key. It runs in that package's
// folder: go generate ./internal/s3key
package main

import (
	"fmt"
	"os"
)

const (
	dataFile  = "s3-condition-keys.json"
	tableFile = "table.go"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "s3key:", err)
		os.Exit(1)
	}
}

func run() error {
	data, err := os.ReadFile(dataFile)
	if err != nil {
		return err
	}
	table, err := generate(data, corrections)
	if err != nil {
		return fmt.Errorf("%s: %w", dataFile, err)
	}
	return os.WriteFile(tableFile, table, 0o644)
}
