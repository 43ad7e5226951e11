package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheTableIsThatOfTheData(t *testing.T) {
	data, err := os.ReadFile("../../s3resource/" + dataFile)
	require.NoError(t, err)
	want, err := os.ReadFile("../../s3resource/" + tableFile)
	require.NoError(t, err)
	got, err := generate(data)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "go generate ./internal/s3resource")
}

func TestDataThatIsNotWholeIsRefused(t *testing.T) {
	for name, data := range map[string]string{
		"no JSON":            `{`,
		"nothing":            `{}`,
		"a type without ARN": `{"_about":{"sources":[{"as_of":"2026-08-22"}]},"partitions":[{"id":"aws"}],"types":[{"service":"s3","type":"bucket"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := generate([]byte(data))
			require.Error(t, err)
		})
	}
}
