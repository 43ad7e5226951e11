package find

import (
	"cmp"
	"slices"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

// A stand is a bucket or an access point as a file has it.
type stand struct {
	name       string
	kind       policy.Kind
	bucket     string // what tells the bucket apart from others of the file
	policy     *Policy
	unresolved []Unresolved
	context    lint.Context

	own       arn.AccessPoint // see template.own
	elsewhere bool            // whether the bucket may be of another account
}

// pair makes units: one of each access point with its bucket, and one of each bucket
// that is in none. What else is known of a unit is for the caller to say, who gives
// nil if that is nothing.
func (r *reader) pair(stands []stand, complete func(*Unit, *stand)) {
	add := func(u Unit, s *stand) {
		if complete != nil {
			complete(&u, s)
		}
		r.file.Units = append(r.file.Units, u)
	}
	buckets := map[string]*stand{}
	for i := range stands {
		if s := &stands[i]; s.kind == policy.Bucket && s.bucket != "" && (buckets[s.bucket] == nil || s.policy != nil) {
			buckets[s.bucket] = s
		}
	}
	paired := map[*stand]bool{}
	for i := range stands {
		s := &stands[i]
		if s.kind != policy.AccessPoint || s.policy == nil {
			continue
		}
		u := Unit{Name: s.name, AccessPoint: s.policy, Context: s.context, Unresolved: s.unresolved}
		if b := buckets[s.bucket]; b != nil && s.bucket != "" {
			if b.policy != nil {
				paired[b] = true
				u.Name += " with " + b.name
				u.Bucket = b.policy
				u.Unresolved = append(slices.Clip(b.unresolved), s.unresolved...)
			}
			u.Context.Bucket = cmp.Or(s.context.Bucket, b.context.Bucket)
			u.Context.BucketAccount = cmp.Or(s.context.BucketAccount, b.context.BucketAccount)
			if u.Context.BucketBlock == nil {
				u.Context.BucketBlock = b.context.BucketBlock
			}
		}
		add(u, s)
	}
	for i := range stands {
		if s := &stands[i]; s.kind == policy.Bucket && s.policy != nil && !paired[s] {
			add(Unit{Name: s.name, Bucket: s.policy, Context: s.context, Unresolved: s.unresolved}, s)
		}
	}
}

func sortNotes(f *File) {
	slices.SortStableFunc(f.Notes, func(a, b Note) int { return cmp.Compare(a.Offset, b.Offset) })
}
