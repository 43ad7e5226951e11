package policy

import (
	"strconv"
	"strings"
	"testing"
)

func TestWhatCanBeAPrincipal(t *testing.T) {
	for name, principal := range map[string]string{
		"everybody":                  `"*"`,
		"everybody, under AWS":       `{"AWS":"*"}`,
		"an account's id":            `{"AWS":"123456789012"}`,
		"an account's root":          `{"AWS":"arn:aws-us-gov:iam::123456789012:root"}`,
		"a user":                     `{"AWS":"arn:aws:iam::123456789012:user/team/Jane"}`,
		"an origin access identity":  `{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}`,
		"a role":                     `{"AWS":"arn:aws:iam::123456789012:role/Reader"}`,
		"a session":                  `{"AWS":"arn:aws:sts::123456789012:assumed-role/Reader/s1"}`,
		"a federated user":           `{"AWS":"arn:aws:sts::123456789012:federated-user/bob"}`,
		"a user by its id":           `{"AWS":"AIDAEXAMPLE"}`,
		"a role by its id":           `{"AWS":"AROAEXAMPLE"}`,
		"an account by canonical id": `{"CanonicalUser":"` + canonical + `"}`,
		"a canonical id in capitals": `{"CanonicalUser":"` + strings.ToUpper(canonical) + `"}`,
		"a service":                  `{"Service":"logging.s3.amazonaws.com"}`,
		"a service of no domain":     `{"Service":"something-new"}`,
		"an identity provider":       `{"Federated":"arn:aws:iam::123456789012:saml-provider/x"}`,
		"many":                       `{"AWS":["123456789012","*"],"Service":["a.amazonaws.com","b.amazonaws.com"]}`,
	} {
		t.Run(name, func(t *testing.T) {
			checkFaults(t, Bucket, inPolicy(Bucket, `{…,"Principal":`+principal+`}`))
		})
	}
}

func TestWhatCannotBeAPrincipal(t *testing.T) {
	for name, tt := range map[string]struct {
		principal, path string
		err             error
	}{
		"an ARN without its type":               {`«"arn:aws:iam::123456789012:user/Jane"»`, "", ErrPrincipal},
		"an empty text":                         {`«""»`, "", ErrPrincipal},
		"a list":                                {`«["*"]»`, "", ErrType},
		"nobody":                                {`«{}»`, "", ErrEmpty},
		"nobody in a list":                      {`{"AWS":«[]»}`, "/AWS", ErrEmpty},
		"a number, though it is an account":     {`{"AWS":«123456789012»}`, "/AWS", ErrType},
		"nothing in a list":                     {`{"AWS":["*",«null»]}`, "/AWS/1", ErrType},
		"a type in lower case":                  {`{"AWS":"*",«"service"»:"a.amazonaws.com"}`, "/service", ErrUnknownElement},
		"an account of 11 digits":               {`{"AWS":«"12345678901"»}`, "/AWS", ErrPrincipal},
		"an account of other digits":            {`{"AWS":«"１２３４５６７８９０１２"»}`, "/AWS", ErrPrincipal},
		"a wildcard among letters":              {`{"AWS":«"arn:aws:iam::123456789012:user/*"»}`, "/AWS", ErrPrincipal},
		"a wildcard for one":                    {`{"AWS":«"arn:aws:iam::123456789012:user/J?ne"»}`, "/AWS", ErrPrincipal},
		"a wildcard in an account":              {`{"AWS":«"12345678901*"»}`, "/AWS", ErrPrincipal},
		"two stars":                             {`{"AWS":«"**"»}`, "/AWS", ErrPrincipal},
		"a star and a blank":                    {`{"AWS":«"* "»}`, "/AWS", ErrPrincipal},
		"a group":                               {`{"AWS":["*",«"arn:aws:iam::123456789012:group/readers"»]}`, "/AWS/1", ErrPrincipal},
		"an instance profile":                   {`{"AWS":«"arn:aws:iam::123456789012:instance-profile/web"»}`, "/AWS", ErrPrincipal},
		"a variable":                            {`{"AWS":«"arn:aws:iam::123456789012:user/${aws:username}/"»}`, "/AWS", ErrPrincipal},
		"a service under AWS":                   {`{"AWS":«"logging.s3.amazonaws.com"»}`, "/AWS", ErrPrincipal},
		"who signs nothing":                     {`{"AWS":«"anonymous"»}`, "/AWS", ErrPrincipal},
		"a unique id of something else":         {`{"AWS":«"AGPAEXAMPLE"»}`, "/AWS", ErrPrincipal},
		"the beginning of a unique id":          {`{"AWS":«"AIDA"»}`, "/AWS", ErrPrincipal},
		"a unique id with a hyphen":             {`{"AWS":«"AROA-X"»}`, "/AWS", ErrPrincipal},
		"a canonical id too short":              {`{"CanonicalUser":«"` + canonical[1:] + `"»}`, "/CanonicalUser", ErrPrincipal},
		"a canonical id of other letters":       {`{"CanonicalUser":«"` + canonical[1:] + `g"»}`, "/CanonicalUser", ErrPrincipal},
		"any canonical id":                      {`{"CanonicalUser":«"*"»}`, "/CanonicalUser", ErrPrincipal},
		"any service":                           {`{"Service":«"*"»}`, "/Service", ErrPrincipal},
		"services of a kind":                    {`{"Service":["a.amazonaws.com",«"*.amazonaws.com"»]}`, "/Service/1", ErrPrincipal},
		"no service":                            {`{"Service":«""»}`, "/Service", ErrPrincipal},
		"any identity provider":                 {`{"Federated":«"*"»}`, "/Federated", ErrPrincipal},
		"an identity provider without a name":   {`{"Federated":«""»}`, "/Federated", ErrPrincipal},
		"a slash in the name of a type":         {`{"AWS":"*",«"a/b"»:"x"}`, "/a~1b", ErrUnknownElement},
		"a type of principal that stands twice": {`{"AWS":"*",«"AWS"»:"x"}`, "/AWS", ErrDuplicate},
	} {
		t.Run(name, func(t *testing.T) {
			for _, element := range []string{"Principal", "NotPrincipal"} {
				text := inPolicy(Bucket, `{"Effect":"Deny",…,`+strconv.Quote(element)+`:`+tt.principal+`}`)
				checkFaults(t, Bucket, text, fault{"/Statement/" + element + tt.path, tt.err})
			}
		})
	}
}
