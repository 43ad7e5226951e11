// Package s3resource knows the types of resources that Amazon S3 has, the formats of
// their ARNs, and the partitions of AWS.
//
// The table is generated from s3-resource-arns.json, which carries its sources, their
// dates and its notices. What is not in it may be newer than [AsOf].
package s3resource

//go:generate go run ../gen/s3resource
