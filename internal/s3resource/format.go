package s3resource

import (
	"iter"
	"slices"
)

// A Format is how the ARNs of one type of resource are written.
type Format struct {
	Service, Type string // such as s3 and bucket
	ARN           string // with placeholders, such as ${BucketName}

	// Whether the policy of a general purpose bucket, or of an access point of one, can
	// be about such a resource.
	BucketPolicy, AccessPointPolicy bool
}

// All iterates over the formats, by service and type.
func All() iter.Seq[Format] { return slices.Values(formats[:]) }

// Partitions iterates over the partitions that AWS is known to have.
func Partitions() iter.Seq[string] { return slices.Values(partitions[:]) }

// IsPartition reports whether AWS is known to have a partition.
func IsPartition(name string) bool { return slices.Contains(partitions[:], name) }
