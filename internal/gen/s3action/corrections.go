package main

import (
	"fmt"
	"slices"
)

// A correction changes what the data says of an operation, where the pages that
// it follows are at odds with others.
type correction struct {
	operation string
	without   []string // actions that are taken out
	with      []need   // needs that are put in
	through   bool     // an access point takes requests for it
}

// corrections are all there are. They follow the access point reference, section
// 9, which takes the stricter side wherever pages of AWS differ. (Both actions of
// GetObjectAttributes, which the permissions table lacks, are in the data.)
var corrections = []correction{
	{
		// API reference: a version takes s3:GetObjectVersion, as GetObject does.
		operation: "s3.HeadObject",
		without:   []string{"s3:GetObject"},
		with: []need{
			{Action: "s3:GetObject", Need: "one-of", When: "no version id is given"},
			{Action: "s3:GetObjectVersion", Need: "one-of", When: "a version id is given"},
		},
	},
	{
		// Permissions table: what a copy takes along is read, and written.
		operation: "s3.CopyObject",
		with: []need{
			{Action: "s3:PutObjectTagging", Need: "conditional", When: "the request sets no object tags, and those of the copy source are copied"},
			{Action: "s3:GetObjectTagging", Need: "conditional", When: "the tags of the copy source are copied, without a version id"},
			{Action: "s3:GetObjectVersionTagging", Need: "conditional", When: "the tags of the copy source are copied, with a version id"},
		},
	},
	{
		// Named in one line with PutObjectRetention. The API has no such header
		// for it, so that this matters only to requests that send it all the same.
		operation: "s3.PutObjectLegalHold",
		with:      []need{{Action: "s3:BypassGovernanceRetention", Need: "conditional", When: "governance mode retention is bypassed"}},
	},
	{
		// Its action has access points among its resources, while the list of
		// operations, which calls itself partial, leaves it out.
		operation: "s3.UpdateObjectEncryption",
		through:   true,
	},
}

// correct applies the corrections to the data. One that no longer fits the data is
// an error: what it corrects may be right by now.
func (set *dataset) correct(list []correction) error {
	for _, c := range list {
		needs, ok := set.Operations[c.operation]
		if !ok {
			return fmt.Errorf("correction of %s, which is no operation", c.operation)
		}
		for _, action := range c.without {
			i := slices.IndexFunc(needs, func(n need) bool { return n.Action == action })
			if i < 0 {
				return fmt.Errorf("correction of %s takes out %s, which it does not need", c.operation, action)
			}
			needs = slices.Delete(needs, i, i+1)
		}
		set.Operations[c.operation] = append(needs, c.with...)
		if c.through {
			set.ThroughAccessPoint[nameOf(c.operation)] = through{Bucket: true}
		}
	}
	return nil
}
