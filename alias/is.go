package alias

// HasSuffix reports whether a bucket's name has the ending of an alias. S3 lets
// no bucket have such a name, so it is to be taken for an alias, even if it is
// not well-formed and names nothing: never for a bucket. It does not allocate.
func HasSuffix(bucket string) bool { return KindOf(bucket).IsAlias() }

// Is reports whether a bucket's name is a well-formed alias, one that [Parse]
// reads. Examples in AWS documentation are not always; [HasSuffix] is the
// question to ask before a request is decided. Is does not allocate.
func Is(bucket string) bool {
	_, _, err := read(bucket)
	return err == nil
}
