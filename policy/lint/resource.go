package lint

import (
	"fmt"
	"iter"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/s3resource"
	"github.com/s3ap/s3ap/internal/suggest"
	"github.com/s3ap/s3ap/policy"
)

// resourceChecks are those of Resource and NotResource, and of policy variables.
func resourceChecks() []check {
	return []check{
		{Info: Info{"invalid-arn", Error, AnyPolicy, "A resource that is no ARN: prefix or parts are missing, it is the plain name of a bucket, or what follows the account is nothing that S3 has."}, run: invalidARN, form: true},
		{Info: Info{"bucket-arn-with-region", Error, BucketPolicy, "A Region in the ARN of a bucket or object."}, run: bucketARNWithRegion, form: true},
		{Info: Info{"bucket-arn-with-account", Error, BucketPolicy, "An account in the ARN of a bucket or object."}, run: bucketARNWithAccount, form: true},
		{Info: Info{"arn-partition", Error, AnyPolicy, "A partition that does not exist."}, run: arnPartition},
		{Info: Info{"arn-service-case", Error, AnyPolicy, "The service of an ARN is not in lower case."}, form: true},
		{Info: Info{"resource-of-other-service", Error, AnyPolicy, "A resource of another service than S3."}, run: resourceOfOtherService, form: true},
		{Info: Info{"resource-other-bucket", Error, BucketPolicy, "Another bucket than the one that the policy is for."}, needs: needBucket, run: resourceOtherBucket},
		{Info: Info{"resource-action-mismatch", Error, BucketPolicy, "An action that applies to no resource of its statement, as s3:ListBucket on objects: S3 refuses the policy."}, run: resourceActionMismatch, reads: actionElement | resourceElement, form: true},
		{Info: Info{"resource-without-action", Warning, BucketPolicy, "A resource of a statement to which none of its actions applies."}, run: resourceWithoutAction, reads: actionElement | resourceElement, form: true},
		{Info: Info{"bucket-arn-colon", Error, BucketPolicy, "A colon where the slash before the key belongs."}, run: bucketARNColon, form: true},
		{Info: Info{"resource-star", Suggestion, AnyPolicy, "Resource * in a policy that can only be about one bucket or access point."}, run: resourceStar},
		{Info: Info{"bucket-name-wildcard", Warning, BucketPolicy, "A wildcard in the name of the bucket."}, run: bucketNameWildcard, form: true},
		{Info: Info{"object-arn-without-key", Warning, BucketPolicy, "An ARN that ends with the slash after the bucket: it matches the empty key alone."}, run: objectARNWithoutKey, form: true},
		{Info: Info{"prefix-without-delimiter", Suggestion, AnyPolicy, "A key prefix without a delimiter before the wildcard: home/al* takes home/alice2/ too."}, run: prefixWithoutDelimiter, form: true},
		{Info: Info{"key-leading-slash", Suggestion, AnyPolicy, "A key that begins with a slash, as keys rarely do."}, run: keyLeadingSlash, form: true},
		{Info: Info{"allow-not-resource", SecurityWarning, AnyPolicy, "An Allow with NotResource: of all there is, but for a list."}, run: allowNotResource},
		{Info: Info{"deny-not-resource-ineffective", Warning, AnyPolicy, "A Deny with a NotResource that covers all there is: it denies nothing."}, run: denyNotResourceIneffective, reads: actionElement | resourceElement},
		{Info: Info{"variable-syntax", Error, AnyPolicy, "A broken policy variable: not closed, a blank in it, without a name, or a default without quotes."}, form: true},
		{Info: Info{"variable-in-wrong-element", Error, AnyPolicy, "A policy variable in Action, Principal, Sid or elsewhere where none is replaced."}, run: variableInWrongElement, form: true},
	}
}

// resources yields the entries of Resource and NotResource with their statements.
func (p *pass) resources() iter.Seq2[*policy.Statement, policy.Text] {
	return func(yield func(*policy.Statement, policy.Text) bool) {
		for i := range p.doc.Statements {
			s := &p.doc.Statements[i]
			for _, t := range s.Resource.Items {
				if !yield(s, t) {
					return
				}
			}
		}
	}
}

// ofBuckets yields the entries that are meant as ARNs of buckets and objects, also if
// they have a Region or an account.
func (p *pass) ofBuckets() iter.Seq2[policy.Text, name] {
	return func(yield func(policy.Text, name) bool) {
		for _, t := range p.resources() {
			n := splitARN(t.Value)
			if _, other := n.other(); !n.ok || other || n.service != "s3" || n.isAccessPoint() {
				continue
			}
			if !yield(t, n) {
				return
			}
		}
	}
}

// plain returns the ARN of a bucket or object without Region and account.
func (n name) plain() string { return "arn:" + n.partition + ":s3:::" + n.rest }

// plainFix writes the plain ARN. With a Region and an account it may be the ARN of
// something else.
func (p *pass) plainFix(t policy.Text, n name) []Edit {
	if n.region != "" && n.account != "" {
		return nil
	}
	return []Edit{p.replace(t.Pos, n.plain())}
}

// A star also takes the nothing that stands there in the ARN of a bucket.
//
// S3 User Guide, "Policy resources for Amazon S3".
func bucketARNWithRegion(p *pass) {
	for t, n := range p.ofBuckets() {
		if n.region != "" && !onlyStars(n.region) {
			p.found(t.Pos, fmt.Sprintf("the ARN of a bucket or object has no Region, so that %s matches none; write %s", quote(t.Value), quote(n.plain())), p.plainFix(t, n)...)
		}
	}
}

func bucketARNWithAccount(p *pass) {
	for t, n := range p.ofBuckets() {
		if n.account != "" && !onlyStars(n.account) {
			p.found(t.Pos, fmt.Sprintf("the ARN of a bucket or object has no account, so that %s matches none; write %s", quote(t.Value), quote(n.plain())), p.plainFix(t, n)...)
		}
	}
}

// arnPartition finds those of the right form. Others policy.Parse refuses.
func arnPartition(p *pass) {
	for _, t := range p.resources() {
		n := splitARN(t.Value)
		if !n.ok || !arn.ValidPartition(n.partition) || s3resource.IsPartition(n.partition) {
			continue
		}
		if meant, ok := suggest.Nearest(n.partition, s3resource.Partitions()); ok {
			rest := t.Value[len("arn:")+len(n.partition):]
			p.found(t.Pos, fmt.Sprintf("AWS has no partition %s; did you mean %s?", quote(n.partition), quote(meant)), p.replace(t.Pos, "arn:"+meant+rest))
			continue
		}
		f := p.found(t.Pos, fmt.Sprintf("partition %s is not one of those that AWS had on %s, such as `aws` and `aws-cn`", quote(n.partition), s3resource.AsOf))
		f.Severity = min(f.Severity, Warning)
	}
}

// arnHint says what was probably meant by a resource that policy.Parse refuses.
func arnHint(text string) string {
	n := splitARN(text)
	switch meant, isNear := suggest.Nearest(n.partition, s3resource.Partitions()); {
	case !n.ok && !strings.Contains(text, ":") && arn.GeneralPurpose.ValidBucketName(beforeSlash(text)):
		return "; did you mean " + quote("arn:aws:s3:::"+text) + "?"
	case !n.ok:
		return ""
	case isNear && n.partition != meant:
		return "; did you mean " + quote("arn:"+meant+text[len("arn:")+len(n.partition):]) + "?"
	case isS3(n.service) && n.service != strings.ToLower(n.service):
		return "; did you mean " + quote("arn:"+n.partition+":"+strings.ToLower(n.service)+text[len("arn:")+len(n.partition)+1+len(n.service):]) + "?"
	}
	return ""
}

// invalidARN finds what policy.Parse takes, since patterns may have any text after the
// account, and names nothing that S3 has.
func invalidARN(p *pass) {
	if p.kind == policy.Bucket {
		p.bucketNames()
		return
	}
	p.eachName(func(entry policy.Text, n name) {
		_, other := n.other()
		if n.service != "s3" || n.region == "" && n.account == "" || other || mayMatchFrom(n.rest, "accesspoint/") || strings.HasPrefix(n.rest, "${") {
			return
		}
		const message = "%s names no access point, which is written as arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME"
		fixed := n
		if fixed.rest = meantAccessPoint(n.rest, p.ctx.AccessPoint.Name()); fixed.rest == "" {
			p.found(entry.Pos, fmt.Sprintf(message, quote(entry.Value)))
			return
		}
		p.found(entry.Pos, fmt.Sprintf(message+"; did you mean %s?", quote(entry.Value), quote(fixed.arn())), p.replace(entry.Pos, fixed.arn()))
	})
}

// meantAccessPoint returns what was probably meant by what stands after the account in
// the ARN of an access point, empty if it does not tell: the type of the resource has a
// typo or a colon after it, as in the ARNs that AWS SDKs take, or is missing.
func meantAccessPoint(rest, own string) string {
	const kind = "accesspoint"
	begin := strings.IndexAny(rest, "/:")
	if begin < 0 {
		return ""
	}
	if _, ok := suggest.Nearest(rest[:begin], func(yield func(string) bool) { yield(kind) }); ok {
		return kind + "/" + rest[begin+1:]
	}
	if own != "" && rest[:begin] == own {
		return kind + "/" + rest
	}
	return ""
}

// bucketNames finds those that no bucket can have, also none from before 2018.
//
// S3 User Guide, "General purpose bucket naming rules".
func (p *pass) bucketNames() {
	for t, n := range p.ofBuckets() {
		bucket, _, _ := n.bucket()
		if !n.isBucket() || n.rest == "" || hasKeyColon(n) || strings.Contains(bucket, "$") || bucket != "" && allLettersOr(bucket, ".-_*?") {
			continue
		}
		if strings.HasPrefix(n.rest, "/") {
			fixed := n
			fixed.rest = strings.TrimLeft(n.rest, "/")
			p.found(t.Pos, fmt.Sprintf("before the slash in %s stands the name of a bucket; did you mean %s?", quote(t.Value), quote(fixed.arn())), p.replace(t.Pos, fixed.arn()))
			continue
		}
		p.found(t.Pos, fmt.Sprintf("no bucket can have the name %s in %s", quote(bucket), quote(t.Value)))
	}
}

func beforeSlash(s string) string {
	before, _, _ := strings.Cut(s, "/")
	return before
}

func resourceOfOtherService(p *pass) {
	for _, t := range p.resources() {
		n := splitARN(t.Value)
		if n.ok && n.service != "" && n.service == strings.ToLower(n.service) && !hasWild(n.service) && !isS3(n.service) {
			p.found(t.Pos, fmt.Sprintf("%s is no resource of S3; %s can be about no others", quote(t.Value), p.anyPolicy()))
		}
		if kind, ok := n.other(); ok {
			p.found(t.Pos, fmt.Sprintf("%s is of type %s, which %s cannot be about", quote(t.Value), kind, p.anyPolicy()))
		}
	}
}

func resourceOtherBucket(p *pass) {
	for _, t := range p.resources() {
		n := splitARN(t.Value)
		rest, ok := "", false
		switch {
		case n.isBucket() && !hasKeyColon(n):
			rest, ok = n.rest, true
		case n.ok && n.service == "s3express":
			rest, ok = strings.CutPrefix(n.rest, "bucket/")
		}
		rest = widened(rest)
		if ok && !matches(rest, p.ctx.Bucket) && !mayBegin(rest, p.ctx.Bucket+"/") {
			p.found(t.Pos, fmt.Sprintf("the policy is for bucket %s, and %s takes neither it nor its objects", quote(p.ctx.Bucket), quote(t.Value)))
		}
	}
}

// hasKeyColon reports whether a colon stands where the slash before the key belongs.
// What a wildcard or variable before it takes may end in a slash.
func hasKeyColon(n name) bool {
	bucket, _, ok := strings.Cut(n.rest, ":")
	return ok && !hasWild(bucket) && !strings.ContainsAny(bucket, "/$")
}

func bucketARNColon(p *pass) {
	for t, n := range p.ofBuckets() {
		if !hasKeyColon(n) {
			continue
		}
		scope := t.Value[:len(t.Value)-len(n.rest)]
		meant := scope + slashed(n.rest)
		p.found(t.Pos, fmt.Sprintf("between bucket and key stands a slash and no colon; write %s", quote(meant)), p.replace(t.Pos, meant))
	}
}

// slashed puts a slash in the place of the colon after the name of a bucket, and
// leaves out colons before it.
func slashed(rest string) string {
	bucket, key, ok := strings.Cut(strings.TrimLeft(rest, ":"), ":")
	if !ok {
		return bucket
	}
	return bucket + "/" + strings.TrimLeft(key, ":/")
}

// Of an Allow alone: a Deny is none the worse for being wide.
func resourceStar(p *pass) {
	for s, t := range p.resources() {
		if s.Effect == policy.Allow && !s.Resource.Not && onlyStars(t.Value) {
			p.found(t.Pos, fmt.Sprintf("%s is about what it is attached to alone; write its ARN in the place of %s, and that of the objects that are meant", p.anyPolicy(), quote(t.Value)))
		}
	}
}

func bucketNameWildcard(p *pass) {
	for t, n := range p.ofBuckets() {
		bucket, _, _ := n.bucket()
		if before, _, _ := strings.Cut(bucket, "${"); hasWild(before) {
			p.found(t.Pos, fmt.Sprintf("a bucket policy is about its own bucket alone; write its name in the place of %s", quote(bucket)))
		}
	}
}
