package find

import (
	"errors"
	"fmt"

	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

// What can keep a file from being read.
var (
	ErrNoYAML   = errors.New("file is YAML, which this apcheck does not read; in a clone, `go tool -modfile=yaml.mod apcheck` does")
	ErrTooLarge = errors.New("file is too large")
	ErrTooDeep  = errors.New("file is nested too deeply")
	ErrSyntax   = errors.New("file cannot be read")
)

// An Error is why a file cannot be read, and where.
type Error struct {
	Offset int // in bytes
	Err    error
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Options say what Read may use beside the file.
type Options struct {
	// YAML reads a YAML file as a tree. If it is nil, such files are refused with
	// ErrNoYAML.
	YAML func(src []byte) (*Node, error)
	// Kind says that the file is a policy of this kind, whatever it looks like. The
	// zero Kind leaves it to Read.
	Kind policy.Kind
	// Open returns the file with a name that a scenario refers to, which is relative
	// to the scenario. If it is nil, such policies are left out with a note.
	Open func(name string) ([]byte, error)
	// Account is the account that a template is meant for, empty if it is not known;
	// Region and Partition likewise.
	Account, Region, Partition string
}

// The formats of files.
const (
	FormatPolicy         = "policy"
	FormatAnswer         = "answer of an AWS command"
	FormatCloudFormation = "CloudFormation template"
	FormatTerraform      = "Terraform plan or state"
	FormatScenario       = "scenario"
	FormatOther          = "" // nothing that Read knows
)

// A File is what Read found.
type File struct {
	Format string
	Units  []Unit // none if there is no policy in the file
	Notes  []Note // in the order of the file
}

// A Unit is what is checked together: a bucket, an access point, or both. The policy
// of a bucket with many access points is in the units of all of them, as the same
// *Policy.
type Unit struct {
	// Name tells units of a file apart: a logical id, an address or an ARN; empty if
	// there is but one.
	Name string
	// Told says how Read knew which kind of policy this is, where the file does not
	// say so itself.
	Told string

	Bucket, AccessPoint *Policy // nil if there is none
	// Context is what the file says. In a template whose policies name no account but
	// that of the stack, that is 999999999999 in us-east-1 unless Options say which.
	Context    lint.Context
	Unresolved []Unresolved
}

// An Unresolved is a value in the text of a policy that stands for one which the
// file leaves open.
type Unresolved struct {
	Policy  policy.Kind // the policy it is in
	Pointer string      // the place of the value as a JSON Pointer
	Why     string      // such as "!Ref BucketName: the parameter has no default"
	Name    bool        // whether it is a name like the one that stands for it
}

// A Note is what is to be said about a file beside what is found in its policies.
type Note struct {
	Offset int
	Text   string // one line
}

// A Policy is the text of a policy, and where it comes from.
type Policy struct {
	// Text is JSON, or was meant to be.
	Text []byte
	// Verbatim says that Text is a slice of the file as it stands there, so that an
	// edit of it is an edit of the file.
	Verbatim bool
	// File is the name of the file that Text comes from, if that is not the one that
	// was read.
	File string
	// Source is the content of that file.
	Source []byte

	marks []Mark
}

// Offset returns where in the file the value stands whose text is at an offset of
// Text. What the file does not have in this form stands where it came from: the
// value of a parameter at the reference to it.
func (p *Policy) Offset(textOffset int) int { return place(p.marks, textOffset) }

// tooLarge tells of a file that is larger than limit.
func tooLarge(size, limit int) error {
	return &Error{limit, fmt.Errorf("%w: %d bytes, at most %d are read", ErrTooLarge, size, limit)}
}
