package arn

import "strings"

// partitionOfRegion has the beginnings of region names that belong to one
// partition alone; all other regions are of the partition aws. The longer
// beginning stands first.
//
// Regular expressions of the partitions file that AWS SDKs ship.
var partitionOfRegion = [...]struct{ prefix, partition string }{
	{"cn-", "aws-cn"},
	{"us-gov-", "aws-us-gov"},
	{"us-isob-", "aws-iso-b"},
	{"us-isof-", "aws-iso-f"},
	{"us-iso-", "aws-iso"},
	{"eu-isoe-", "aws-iso-e"},
	{"eusc-", "aws-eusc"},
}

// ValidRegion reports whether region looks like a region's name and is not known
// to belong to another partition. A partition that is not listed may have any.
func ValidRegion(region, partition string) bool {
	if !isRegion(region) {
		return false
	}
	known := partition == "aws"
	for _, r := range partitionOfRegion {
		if strings.HasPrefix(region, r.prefix) {
			return partition == r.partition
		}
		known = known || partition == r.partition
	}
	return partition == "aws" || !known
}

// PartitionOf returns the partition that a region belongs to by its name, empty for
// what does not look like a region's name.
func PartitionOf(region string) string {
	if !isRegion(region) {
		return ""
	}
	for _, r := range partitionOfRegion {
		if strings.HasPrefix(region, r.prefix) {
			return r.partition
		}
	}
	return "aws"
}

// isRegion reports whether s is two letters or more, one or more words, and a
// number, joined by hyphens: us-west-2, us-gov-east-1.
func isRegion(s string) bool {
	const digits = "0123456789"
	if len(s) > maxPart || !isLabel(s) || strings.Contains(s, "--") {
		return false
	}
	first, rest, _ := strings.Cut(s, "-")
	if len(first) < 2 || strings.ContainsAny(first, digits) {
		return false
	}
	at := strings.LastIndexByte(rest, '-')
	return at > 0 && at+1 < len(rest) && strings.Trim(rest[at+1:], digits) == ""
}
