package policy

import (
	"strings"
	"testing"

	"github.com/s3ap/s3ap/arn"
)

var (
	withPrincipals    = []Kind{Bucket, AccessPoint, ResourceControl, VPCEndpoint}
	withoutPrincipals = []Kind{Identity, Boundary, Session, ServiceControl}
	storedByIAM       = []Kind{Identity, Boundary, Session}
	notStoredByIAM    = []Kind{Bucket, AccessPoint, ServiceControl, ResourceControl, VPCEndpoint}
	allKinds          = append(withPrincipals, withoutPrincipals...)
)

// A row without a mark is right in all of its kinds.
func TestWhatAStatementMaySayDependsOnTheKind(t *testing.T) {
	for name, tt := range map[string]struct {
		kinds           []Kind
		statement, path string
		err             error
	}{
		"some must name principals":                   {withPrincipals, `«{"Effect":"Deny","Action":"s3:*","Resource":"*"}»`, "/Statement", ErrMissingElement},
		"some must not":                               {withoutPrincipals, `{…,"Principal":«"*"»}`, "/Statement/Principal", ErrNotInKind},
		"nor leave out principals":                    {withoutPrincipals, `{…,"NotPrincipal":«{"AWS":"123456789012"}»}`, "/Statement/NotPrincipal", ErrNotInKind},
		"everybody is a principal in all that name":   {withPrincipals, `{…,"Principal":{"AWS":["*"]}}`, "", nil},
		"principals may be left out of a Deny":        {[]Kind{Bucket, AccessPoint, VPCEndpoint}, `{…,"NotPrincipal":{"AWS":"123456789012"}}`, "", nil},
		"but not of an Allow":                         {withPrincipals[:2], `{"Effect":"Allow",…,"NotPrincipal":«{"AWS":"123456789012"}»}`, "/Statement/NotPrincipal", ErrAllowNot},
		"a resource control policy only denies":       {[]Kind{ResourceControl}, `«{"Effect":"Allow",…}»`, "/Statement", ErrNotInKind},
		"it leaves out no principal":                  {[]Kind{ResourceControl}, `{…,"NotPrincipal":«{"AWS":"123456789012"}»}`, "/Statement/NotPrincipal", ErrNotInKind},
		"it leaves out no action":                     {[]Kind{ResourceControl}, `{…,"NotAction":«"s3:*"»}`, "/Statement/NotAction", ErrNotInKind},
		"it may leave out resources":                  {[]Kind{ResourceControl}, `{…,"NotResource":"arn:aws:s3:::b"}`, "", nil},
		"it is about everybody":                       {[]Kind{ResourceControl}, `{…,"Principal":«{"AWS":"123456789012"}»}`, "/Statement/Principal", ErrNotInKind},
		"it is about everybody once":                  {[]Kind{ResourceControl}, `{…,"Principal":«{"AWS":["*","123456789012"]}»}`, "/Statement/Principal", ErrNotInKind},
		"what it cannot read is one fault":            {[]Kind{ResourceControl}, `{…,"Principal":«5»}`, "/Statement/Principal", ErrType},
		"it does not deny all actions":                {[]Kind{ResourceControl}, `{…,"Action":["s3:*",«"*"»]}`, "/Statement/Action/1", ErrNotInKind},
		"nor all in other words":                      {[]Kind{ResourceControl}, `{…,"Action":«"*:*"»}`, "/Statement/Action", ErrNotInKind},
		"it has services in lower case":               {[]Kind{ResourceControl}, `{…,"Action":«"S3:GetObject"»}`, "/Statement/Action", ErrAction},
		"others have them in any case":                {[]Kind{Bucket, Identity, ServiceControl}, `{…,"Action":"S3:GetObject"}`, "", nil},
		"others may have all actions":                 {[]Kind{Bucket, Identity, ServiceControl}, `{…,"Action":["*","**","*:*"]}`, "", nil},
		"a service control policy has all of Allow":   {[]Kind{ServiceControl}, `{"Effect":"Allow","NotAction":"s3:*","NotResource":"arn:aws:s3:::b","Condition":{"Bool":{"aws:SecureTransport":true}}}`, "", nil},
		"parts of an ARN may be left out in some":     {[]Kind{Identity, Boundary}, `{…,"Resource":["arn:aws:s3","arn:aws:s3:","arn:aws:s3:us-west-2:123456789012"]}`, "", nil},
		"and not in others":                           {[]Kind{Bucket, Session, ServiceControl, ResourceControl}, `{…,"Resource":«"arn:aws:s3"»}`, "/Statement/Resource", arn.ErrSections},
		"nor the service":                             {[]Kind{Identity, Boundary}, `{…,"Resource":«"arn:aws"»}`, "/Statement/Resource", arn.ErrWildcard},
		"IAM takes letters and digits in Sid":         {storedByIAM, `{…,"Sid":«"read all"»}`, "/Statement/Sid", ErrSid},
		"and of those only the ASCII ones":            {storedByIAM, `{…,"Sid":«"größe"»}`, "/Statement/Sid", ErrSid},
		"and each Sid once":                           {storedByIAM, `[{"Sid":"a",` + pad + `},{"Sid":"A",` + pad + `},{"Sid":«"a"»,` + pad + `}]`, "/Statement/2/Sid", ErrSid},
		"an empty Sid is none":                        {storedByIAM, `[{"Sid":"",` + pad + `},{"Sid":"",` + pad + `}]`, "", nil},
		"others take any Sid":                         {notStoredByIAM, `{…,"Sid":"read all 日本"}`, "", nil},
		"and twice":                                   {[]Kind{Bucket}, `[{"Sid":"a",` + pad + `,"Principal":"*"},{"Sid":"a",` + pad + `,"Principal":"*"}]`, "", nil},
		"IAM takes characters up to U+00FF":           {storedByIAM, `{…,"Resource":«"arn:aws:s3:::b/Ā"»}`, "/Statement/Resource", ErrCharacter},
		"and no other control characters":             {storedByIAM, `{…,"Action":["s3:*",«"s3:\u0001*"»]}`, "/Statement/Action/1", ErrCharacter},
		"in a condition key neither":                  {storedByIAM, `{…,"Condition":{"StringLike":{«"aws:PrincipalTag/日本"»:"x"}}}`, "/Statement/Condition/StringLike/aws:PrincipalTag~1日本", ErrCharacter},
		"nor in a condition value":                    {storedByIAM, `{…,"Condition":{"StringLike":{"aws:a":["x",«"日本"»]}}}`, "/Statement/Condition/StringLike/aws:a/1", ErrCharacter},
		"nor in one of a later key":                   {storedByIAM, `{…,"Condition":{"StringLike":{"aws:a":"x","aws:b":«"日本"»}}}`, "/Statement/Condition/StringLike/aws:b", ErrCharacter},
		"NUL is one fault and not two":                {storedByIAM, `{…,"Resource":"arn:aws:s3:::b/«\u0000»"}`, "/Statement/Resource", ErrNUL},
		"the last of those characters is taken":       {storedByIAM, `{…,"Resource":"arn:aws:s3:::b/ÿ\u0009\u000a\u000d"}`, "", nil},
		"others take any character but NUL":           {notStoredByIAM, `{…,"Resource":"arn:aws:s3:::b/日本\u0001"}`, "", nil},
		"what is wrong everywhere is wrong here also": {allKinds, `{…,"Sid":«5»}`, "/Statement/Sid", ErrType},
	} {
		t.Run(name, func(t *testing.T) {
			for _, k := range tt.kinds {
				var faults []fault
				if tt.err != nil {
					faults = append(faults, fault{tt.path, tt.err})
				}
				checkFaults(t, k, inPolicy(k, tt.statement), faults...)
			}
		})
	}
}

// pad is the rest of a statement with a Sid.
const pad = `"Effect":"Deny","Action":"*","Resource":"*"`

func TestWhatADocumentMaySayDependsOnTheKind(t *testing.T) {
	for name, tt := range map[string]struct {
		kinds          []Kind
		document, path string
		err            error
	}{
		"a kind must be given":                         {[]Kind{0, VPCEndpoint + 1}, `«{"Version":"2012-10-17","Id":"x","Statement":` + goodStatement + `}»`, "", ErrKind},
		"some may have an Id":                          {withPrincipals, `{"Version":"2012-10-17","Id":"x y","Statement":[]}`, "", nil},
		"others not":                                   {withoutPrincipals, `{"Version":"2012-10-17","Id":«"x"»,"Statement":[]}`, "/Id", ErrNotInKind},
		"an empty Id is an Id":                         {withoutPrincipals, `{"Version":"2012-10-17","Id":«""»,"Statement":[]}`, "/Id", ErrNotInKind},
		"a resource control policy has a Version":      {[]Kind{ResourceControl}, `«{"Statement":[]}»`, "", ErrMissingElement},
		"others need none":                             {[]Kind{Bucket, AccessPoint, Identity, Boundary, Session, ServiceControl, VPCEndpoint}, `{"Statement":[]}`, "", nil},
		"policies of organizations have the new one":   {[]Kind{ServiceControl, ResourceControl}, `{"Version":«"2008-10-17"»,"Statement":[]}`, "/Version", ErrNotInKind},
		"others may have the old one":                  {[]Kind{Bucket, AccessPoint, Identity, Boundary, Session, VPCEndpoint}, `{"Version":"2008-10-17","Statement":[]}`, "", nil},
		"all may have no statements":                   {allKinds, `{"Version":"2012-10-17","Statement":[]}`, "", nil},
		"what is no policy is so whatever its kind is": {append(allKinds, 0), `«[]»`, "", ErrType},
	} {
		t.Run(name, func(t *testing.T) {
			for _, k := range tt.kinds {
				var faults []fault
				if tt.err != nil {
					faults = append(faults, fault{tt.path, tt.err})
				}
				checkFaults(t, k, tt.document, faults...)
			}
		})
	}
}

// Limits are in bytes as the policy is written, blanks included.
func TestAPolicyMayBeAsLargeAsItsKind(t *testing.T) {
	const begin, end = `{"Version":"2012-10-17","Statement":[]`, `}`
	padded := func(size int) string {
		return begin + strings.Repeat(" ", size-len(begin)-len(end)) + end
	}
	for _, k := range allKinds {
		checkFaults(t, k, padded(k.MaxSize()))
	}
	for _, k := range []Kind{Bucket, AccessPoint, VPCEndpoint} {
		checkFaults(t, k, "«"+padded(k.MaxSize()+1)+"»", fault{"", ErrTooLarge})
	}
	checkFaults(t, Identity, padded(MaxBytes + 1)[:MaxBytes]+"«}»", fault{"", ErrTooLarge})
}

func TestAPolicyHasAtMostAThousandStatements(t *testing.T) {
	statements := strings.Repeat(`{`+pad+`},`, MaxStatements)
	checkFaults(t, Identity, `{"Statement":[`+statements[:len(statements)-1]+`]}`)
	checkFaults(t, Identity, `{"Statement":[`+statements+`«{`+pad+`}»]}`, fault{"/Statement/1000", ErrTooMany})
}

func TestKind(t *testing.T) {
	for k, tt := range map[Kind]struct {
		text         string
		valid, named bool
		size         int
	}{
		Bucket:          {"bucket policy", true, true, 20480},
		AccessPoint:     {"access point policy", true, true, 20480},
		Identity:        {"identity-based policy", true, false, MaxBytes},
		Boundary:        {"permissions boundary", true, false, MaxBytes},
		Session:         {"session policy", true, false, MaxBytes},
		ServiceControl:  {"service control policy", true, false, MaxBytes},
		ResourceControl: {"resource control policy", true, true, MaxBytes},
		VPCEndpoint:     {"VPC endpoint policy", true, true, 20480},
		0:               {"policy of no kind", false, false, MaxBytes},
		VPCEndpoint + 1: {"policy of no kind", false, false, MaxBytes},
	} {
		if k.String() != tt.text || k.IsValid() != tt.valid || k.NamesPrincipals() != tt.named || k.MaxSize() != tt.size {
			t.Errorf("kind %d is %q, valid %v, names principals %v, at most %d bytes", k, k, k.IsValid(), k.NamesPrincipals(), k.MaxSize())
		}
	}
}
