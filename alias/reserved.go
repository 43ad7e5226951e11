package alias

import (
	"strings"

	"github.com/s3ap/s3ap/internal/suffix"
)

// Reserved returns the ending or the beginning of a name that S3 keeps from those
// who name a bucket, and "" if the name has none. The endings are those of aliases
// and of other sorts of buckets, see [Kind], and -an, which only buckets in the
// namespace of an account and Region have. The beginnings are xn--, sthree- and
// amzn-s3-demo-, which S3 keeps for itself and for examples; a bucket from before
// they were reserved may have one. Reserved does not allocate.
//
// S3 User Guide, "General purpose bucket naming rules".
func Reserved(name string) string {
	if ending, kind := suffix.Of(name); kind != suffix.None {
		return ending
	}
	if strings.HasSuffix(name, "-an") {
		return "-an"
	}
	for _, beginning := range [...]string{"xn--", "sthree-", "amzn-s3-demo-"} {
		if strings.HasPrefix(name, beginning) {
			return beginning
		}
	}
	return ""
}
