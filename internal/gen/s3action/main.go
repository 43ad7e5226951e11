// Command s3action writes the tables of package s3action, and the one of
// operations for people. It runs in that package's folder:
// go generate ./internal/s3action
package main

import (
	"fmt"
	"os"
)

const (
	dataFile       = "s3-actions.json"
	tableFile      = "table.go"
	operationsFile = "operations.go"
	documentFile   = "../../docs/operations.md"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "s3action:", err)
		os.Exit(1)
	}
}

func run() error {
	data, err := os.ReadFile(dataFile)
	if err != nil {
		return err
	}
	files, err := generate(data, corrections)
	if err != nil {
		return fmt.Errorf("%s: %w", dataFile, err)
	}
	for name, text := range files {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
