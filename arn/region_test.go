package arn

import (
	"testing"
)

func TestRegionsAndTheirPartitions(t *testing.T) {
	for name, tt := range map[string]struct {
		region, partition string
		want              bool
	}{
		// Each partition with a region of its own.
		"aws":        {"us-west-2", "aws", true},
		"aws-cn":     {"cn-north-1", "aws-cn", true},
		"aws-us-gov": {"us-gov-east-1", "aws-us-gov", true},
		"aws-iso":    {"us-iso-east-1", "aws-iso", true},
		"aws-iso-b":  {"us-isob-east-1", "aws-iso-b", true},
		"aws-iso-e":  {"eu-isoe-west-1", "aws-iso-e", true},
		"aws-iso-f":  {"us-isof-south-1", "aws-iso-f", true},
		"aws-eusc":   {"eusc-de-east-1", "aws-eusc", true},

		// A region of one partition is none of another.
		"a Chinese region is not in aws":            {"cn-north-1", "aws", false},
		"a GovCloud region is not in aws":           {"us-gov-east-1", "aws", false},
		"a secret region is not in aws":             {"us-iso-east-1", "aws", false},
		"a region of iso-b is not in iso":           {"us-isob-east-1", "aws-iso", false},
		"a region of iso-f is not in iso":           {"us-isof-east-1", "aws-iso", false},
		"a region of iso is not in iso-b":           {"us-iso-east-1", "aws-iso-b", false},
		"a region of iso-e is not in aws":           {"eu-isoe-west-1", "aws", false},
		"a region of the sovereign cloud":           {"eusc-de-east-1", "aws", false},
		"a region of aws is not in China":           {"us-west-2", "aws-cn", false},
		"a region of aws is not in GovCloud":        {"us-west-2", "aws-us-gov", false},
		"a region of aws is not in eusc":            {"eu-west-1", "aws-eusc", false},
		"a partition yet unknown may have any":      {"us-west-2", "aws-new", true},
		"a partition yet unknown has none of known": {"cn-north-1", "aws-new", false},

		// The form of a region.
		"a continent yet unknown":                {"mx-central-1", "aws", true},
		"a number of two digits":                 {"ap-southeast-10", "aws", true},
		"a word with a digit":                    {"us-west2-1", "aws", true},
		"four words":                             {"ap-a-b-1", "aws", true},
		"no region":                              {"", "aws", false},
		"one word":                               {"us", "aws", false},
		"two words":                              {"us-1", "aws", false},
		"no number":                              {"us-west", "aws", false},
		"a zone is no region":                    {"us-west-2a", "aws", false},
		"a hyphen too many":                      {"us--west-2", "aws", false},
		"a hyphen at the end":                    {"us-west-2-", "aws", false},
		"a hyphen at the start":                  {"-us-west-2", "aws", false},
		"a first word of one letter":             {"u-west-2", "aws", false},
		"a first word with a digit":              {"u5-west-2", "aws", false},
		"a digit inside the first word":          {"u5s-west-2", "aws", false},
		"letters inside the number":              {"us-west-1a1", "aws", false},
		"capitals":                               {"US-WEST-2", "aws", false},
		"a period":                               {"us.west-2-1", "aws", false},
		"a region of 63 characters":              {long[:59] + "-a-1", "aws", true},
		"a region of 64 characters":              {long[:60] + "-a-1", "aws", false},
		"global is no region of an access point": {"aws-global", "aws", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ValidRegion(tt.region, tt.partition); got != tt.want {
				t.Errorf("ValidRegion(%q, %q) = %v, want %v", tt.region, tt.partition, got, tt.want)
			}
		})
	}
}

func TestPartitionOfARegion(t *testing.T) {
	for region, want := range map[string]string{
		"us-west-2": "aws", "mx-central-1": "aws", "cn-north-1": "aws-cn", "us-gov-east-1": "aws-us-gov",
		"us-iso-east-1": "aws-iso", "us-isob-east-1": "aws-iso-b", "us-isof-south-1": "aws-iso-f",
		"eu-isoe-west-1": "aws-iso-e", "eusc-de-east-1": "aws-eusc",
		"": "", "*": "", "us-*-2": "", "here": "", "US-WEST-2": "",
	} {
		if got := PartitionOf(region); got != want {
			t.Errorf("PartitionOf(%q) = %q, want %q", region, got, want)
		}
		if want != "" && !ValidRegion(region, want) {
			t.Errorf("ValidRegion(%q, %q) is false", region, want)
		}
	}
}

func TestPartitions(t *testing.T) {
	for name, tt := range map[string]struct {
		partition string
		want      bool
	}{
		"aws":                   {"aws", true},
		"one word more":         {"aws-cn", true},
		"two words more":        {"aws-iso-b", true},
		"a word with a digit":   {"aws-2", true},
		"63 characters":         {"aws-" + long[:59], true},
		"64 characters":         {"aws-" + long[:60], false},
		"nothing":               {"", false},
		"a word too short":      {"aw", false},
		"a word grown on":       {"awsx", false},
		"a hyphen at the end":   {"aws-", false},
		"a hyphen too many":     {"aws--cn", false},
		"capitals":              {"AWS", false},
		"capitals further on":   {"aws-CN", false},
		"another word at first": {"gcp", false},
		"a letter of the world": {"aws-é", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ValidPartition(tt.partition); got != tt.want {
				t.Errorf("ValidPartition(%q) = %v, want %v", tt.partition, got, tt.want)
			}
		})
	}
}

func TestAccounts(t *testing.T) {
	for name, tt := range map[string]struct {
		account string
		want    bool
	}{
		"twelve digits":               {"012345678909", true},
		"twelve zeros":                {"000000000000", true},
		"eleven digits":               {"12345678901", false},
		"thirteen digits":             {"1234567890123", false},
		"nothing":                     {"", false},
		"what follows the nine":       {"12345678901:", false},
		"what precedes the zero":      {"12345678901/", false},
		"digits of another script":    {"١٢٣٤٥٦", false},
		"what stands for AWS":         {"aws", false},
		"a blank":                     {"12345678901 ", false},
		"a wildcard":                  {"*", false},
		"what stands for one account": {"????????????", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ValidAccount(tt.account); got != tt.want {
				t.Errorf("ValidAccount(%q) = %v, want %v", tt.account, got, tt.want)
			}
		})
	}
}
