package s3key

// A Type is what the values of a key are.
type Type uint8

const (
	UnknownType Type = iota // of a key that is not in the table
	String
	ARN
	Numeric
	Bool
	Date
	IP
	Binary
)

// String returns the type in words.
func (t Type) String() string {
	switch t {
	case String:
		return "string"
	case ARN:
		return "ARN"
	case Numeric:
		return "number"
	case Bool:
		return "boolean"
	case Date:
		return "date"
	case IP:
		return "IP address"
	case Binary:
		return "binary value"
	}
	return "unknown"
}
