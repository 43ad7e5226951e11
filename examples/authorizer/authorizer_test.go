package authorizer

import (
	"os"
	"testing"

	"github.com/s3ap/s3ap/accesspoint/aptest"
)

const (
	finance = "arn:aws:s3:us-west-2:111122223333:accesspoint/finance"
	alias   = "finance-q7w2e9r4t1y8u3i6o5p0a2s4d6f8gusw2a-s3alias"
	private = "arn:aws:s3:us-west-2:111122223333:accesspoint/finance-vpc"
	users   = "arn:aws:iam::111122223333:user/"
)

func TestTheServiceDecidesAsThePoliciesDo(t *testing.T) {
	folders := map[string]string{users + "jane": "jane", users + "mateo": "mateo"}
	service := Service{
		{Names: []string{finance, alias}, Users: folders},
		{Names: []string{private}, Users: folders, VPC: "vpc-1a2b3c4d"},
	}
	aptest.TestAuthorizer(t, func(c *aptest.Case) (bool, error) {
		r := Request{Caller: c.Principal, Action: c.Action, Bucket: c.Bucket, Key: c.Key}
		if vpc := c.Context["aws:SourceVpc"]; len(vpc) == 1 {
			r.VPC = vpc[0]
		}
		return service.Authorize(r)
	}, os.DirFS("."))
}

// The policies themselves come to what is expected too.
func TestThePoliciesSayWhatTheyShould(t *testing.T) {
	aptest.Test(t, os.DirFS("."))
}
