package s3name

import (
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// SplitLabel splits NAME-ACCOUNT, the label that clients put before the host of a
// custom endpoint, as they do at AWS. The account is the 12 digits after the last
// hyphen. It is not ok if there is no such account or no access point can have the
// name. A bucket may have such a name too: which of the two is meant takes a look-up.
// Capitals are not folded. SplitLabel does not allocate.
func SplitLabel(label string) (name, account string, ok bool) {
	at := strings.LastIndexByte(label, '-')
	if at < 0 || !arn.ValidAccount(label[at+1:]) || !arn.GeneralPurpose.ValidName(label[:at]) {
		return "", "", false
	}
	return label[:at], label[at+1:], true
}
