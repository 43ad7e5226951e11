package slow

import (
	"maps"
	"slices"
	"strings"
)

// decideCopy decides the write of the target and the read of the source, each
// through its own door. S3 API Reference, CopyObject; S3 User Guide, "Access
// point compatibility".
func (w World) decideCopy(ask Ask) (v, generous Verdict) {
	source := ask.Source
	named := copySource(source.Name, source.Key)
	write := Ask{Action: ask.Action, Key: ask.Key, Facts: ask.Facts.with("s3:x-amz-copy-source", named)}
	read := source.ask(ask.Facts)
	values, given := ask.Facts.lookup("s3:x-amz-copy-source")
	isForged := given == Yes && !slices.Equal(values, []string{named})
	if isForged || w.Caller != source.World.Caller || w.refuses(write) || source.World.refuses(read) {
		return blockedBy(RequestLayer), blockedBy(RequestLayer)
	}
	byAccessPoint := w.AccessPoint != nil || source.World.AccessPoint != nil
	if to, from := w.Bucket.Region, source.World.Bucket.Region; byAccessPoint && (from == "" || from != to) {
		return blockedBy(OperationLayer), blockedBy(OperationLayer)
	}
	v, generous = w.Decide(write)
	ofRead, generousOfRead := source.World.Decide(read)
	return both(v, ofRead), both(generous, generousOfRead)
}

// both puts the verdicts on the two requests together. Where the write is denied
// as well, the read may count or not.
func both(write, read Verdict) Verdict {
	switch {
	case write.Allowed():
		return read
	case read.Allowed():
		return write
	}
	write.Perhaps, write.Both = write.Perhaps.With(read.Blocked).With(read.Perhaps), true
	return write
}

// copySource is the value of s3:x-amz-copy-source: the header as it was, decoded
// and without the version. S3 User Guide, "Bucket policy examples using condition
// keys".
func copySource(name, key string) string {
	if strings.HasPrefix(name, "arn:") {
		return name + "/object/" + key
	}
	return name + "/" + key
}

// ofWrite are the keys that describe the write of a copy, ofTarget those that
// describe where it is written to.
var (
	ofWrite  = []string{"s3:x-amz-", "s3:RequestObjectTag", "s3:if-"}
	ofTarget = []string{
		"s3:AccessPointTag/", "s3:BucketTag/", "aws:ResourceTag/", "aws:ResourceAccount", "s3:ResourceAccount",
		"s3:DataAccessPointArn", "s3:DataAccessPointAccount", "s3:AccessPointNetworkOrigin",
	}
)

// ask is the read of the source. It sees the keys about the caller, network and
// TLS, but not those that describe the write.
func (s *Source) ask(facts Facts) Ask {
	read := Ask{Action: "s3:GetObject", Key: s.Key, Facts: Facts{maps.Clone(facts.Known), maps.Clone(facts.Unrecorded)}}
	read.dropFamilies(ofWrite)
	read.dropFamilies(ofTarget)
	if s.Version != "" {
		read.Action = "s3:GetObjectVersion"
		read.Facts = read.Facts.with("s3:versionid", s.Version)
	}
	return read
}

// with returns the facts with a value for a key.
func (f Facts) with(key, value string) Facts {
	f = Facts{maps.Clone(f.Known), maps.Clone(f.Unrecorded)}
	f.drop(func(k string) bool { return strings.EqualFold(k, key) })
	f.Known[key] = []string{value}
	return f
}
