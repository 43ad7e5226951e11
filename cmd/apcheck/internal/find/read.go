package find

// Read finds the policies in a file. The name decides only where the content leaves
// it open. A file that has no policy is no error; one that cannot be read is an
// *Error.
func Read(name string, src []byte, opt Options) (*File, error) {
	return &File{}, nil
}
