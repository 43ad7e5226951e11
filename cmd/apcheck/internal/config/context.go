package config

import (
	"fmt"
	"strings"
	"time"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy/lint"
)

// Context reads what is known about a bucket and an access point. Open opens the
// files it names, by names that are relative to it.
func Context(file string, src []byte, open func(string) ([]byte, error)) (lint.Context, error) {
	r, err := newReader(file, src)
	if err != nil {
		return lint.Context{}, err
	}
	var c lint.Context
	r.context(0, &c, open)
	return c, r.err()
}

func (r *reader) context(n int, c *lint.Context, open func(string) ([]byte, error)) {
	var vpc string
	r.members(n, map[string]func(int){
		"bucket":           r.parsed(func(s string) error { c.Bucket = s; return CheckBucket(s) }),
		"bucketAccount":    r.parsed(func(s string) error { c.BucketAccount = s; return CheckAccount(s) }),
		"accessPoint":      r.parsed(func(s string) (err error) { c.AccessPoint, err = arn.ParseAccessPoint(s); return err }),
		"noBucketPolicy":   r.truth(&c.NoBucketPolicy),
		"networkOrigin":    r.text(&c.NetworkOrigin),
		"vpcId":            r.text(&vpc),
		"bucketBlock":      r.block(&c.BucketBlock),
		"accessPointBlock": r.block(&c.AccessPointBlock),

		"trustedAccounts":      r.accounts(&c.TrustedAccounts),
		"trustedOrganizations": r.texts(&c.TrustedOrganizations),
		"now":                  r.parsed(func(s string) (err error) { c.Now, err = ParseTime(s); return err }),

		"reference":    r.parsed(func(s string) (err error) { c.Reference, err = open(s); return err }),
		"mustAllow":    r.accesses(&c.MustAllow),
		"mustNotAllow": r.accesses(&c.MustNotAllow),

		"attributeBasedAccess": func(n int) { c.AttributeBasedAccess = new(bool); r.truth(c.AttributeBasedAccess)(n) },
		"moreActions":          r.texts(&c.MoreActions),
		"moreConditionKeys":    r.texts(&c.MoreKeys),
		"dataSource":           r.parsed(func(s string) (err error) { c.DataSource, err = dataSource(s); return err }),
	})
	if r.Kind(n) == jsondoc.Object {
		if err := SetOrigin(c, c.NetworkOrigin, vpc); err != nil {
			r.wrong(n, "%w", err)
		}
	}
}

// SetOrigin sets the network origin of an access point. One that has a VPC needs no
// other word.
func SetOrigin(c *lint.Context, origin, vpc string) error {
	if vpc != "" && origin == "" {
		origin = "VPC"
	}
	if origin == "" {
		return nil
	}
	if _, err := accesspoint.ParseNetworkOrigin(origin, vpc); err != nil {
		return err
	}
	c.NetworkOrigin, c.VPC = origin, vpc
	return nil
}

// CheckAccount returns what is wrong with an account, which is 12 digits.
func CheckAccount(s string) error {
	if len(s) != 12 || strings.Trim(s, "0123456789") != "" {
		return fmt.Errorf("account must be 12 digits, not %s", oneline.Quote(s))
	}
	return nil
}

// CheckBucket returns what is wrong with the name of a bucket.
func CheckBucket(s string) error {
	_, err := arn.NewBucket("aws", s)
	return err
}

// dataSource returns what an access point is attached to, in the word of lint.Context.
func dataSource(s string) (string, error) {
	switch s {
	case "FSx", "Backup":
		return s, nil
	case "S3":
		return "", nil
	}
	return "", fmt.Errorf("must be S3, FSx or Backup, not %s", oneline.Quote(s))
}

// ParseTime reads a time as RFC 3339 has it, or a day, which begins at midnight UTC.
func ParseTime(s string) (time.Time, error) {
	for _, layout := range [...]string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("must be a time such as 2026-12-31 or 2026-12-31T15:04:05Z, not %s", oneline.Quote(s))
}

// parsed returns what reads a string by a function that may refuse it.
func (r *reader) parsed(parse func(string) error) func(int) {
	return func(n int) {
		if !r.is(n, jsondoc.String) {
			return
		}
		if err := parse(r.String(n)); err != nil {
			r.wrong(n, "%w", err)
		}
	}
}

func (r *reader) accounts(to *[]string) func(int) {
	return func(n int) {
		*to = []string{}
		for c := range r.items(n) {
			r.parsed(func(s string) error { *to = append(*to, s); return CheckAccount(s) })(c)
		}
	}
}

func (r *reader) block(to **lint.BlockPublicAccess) func(int) {
	return func(n int) {
		var b lint.BlockPublicAccess
		r.members(n, map[string]func(int){
			"blockPublicPolicy":     r.truth(&b.BlockPublicPolicy),
			"restrictPublicBuckets": r.truth(&b.RestrictPublicBuckets),
		})
		*to = &b
	}
}

func (r *reader) accesses(to *[]lint.Access) func(int) {
	return func(n int) {
		for c := range r.items(n) {
			var a lint.Access
			r.members(c, map[string]func(int){
				"principals": r.texts(&a.Principals), "actions": r.texts(&a.Actions), "resources": r.texts(&a.Resources),
			})
			if r.Kind(c) == jsondoc.Object && (len(a.Actions) == 0 || len(a.Resources) == 0) {
				r.wrong(c, "must have `actions` and `resources`")
			}
			*to = append(*to, a)
		}
	}
}

// Over returns a context with what another one knows put over it.
func Over(c, over lint.Context) lint.Context {
	put(&c.Bucket, over.Bucket)
	put(&c.BucketAccount, over.BucketAccount)
	put(&c.AccessPoint, over.AccessPoint)
	if over.NetworkOrigin != "" {
		c.NetworkOrigin, c.VPC = over.NetworkOrigin, over.VPC
	}
	put(&c.NoBucketPolicy, over.NoBucketPolicy)
	put(&c.BucketBlock, over.BucketBlock)
	put(&c.AccessPointBlock, over.AccessPointBlock)
	put(&c.DataSource, over.DataSource)
	put(&c.AttributeBasedAccess, over.AttributeBasedAccess)
	put(&c.Now, over.Now)
	put(&c.Budget, over.Budget)
	putList(&c.TrustedAccounts, over.TrustedAccounts)
	putList(&c.TrustedOrganizations, over.TrustedOrganizations)
	putList(&c.MoreActions, over.MoreActions)
	putList(&c.MoreKeys, over.MoreKeys)
	putList(&c.Reference, over.Reference)
	putList(&c.MustAllow, over.MustAllow)
	putList(&c.MustNotAllow, over.MustNotAllow)
	putList(&c.Silences, over.Silences)
	if over.Grades != nil {
		c.Grades = over.Grades
	}
	return c
}

func put[T comparable](to *T, v T) {
	var none T
	if v != none {
		*to = v
	}
}

func putList[T any](to *[]T, v []T) {
	if v != nil {
		*to = v
	}
}
