package policy

import (
	"testing"

	"github.com/s3ap/s3ap/condition"
)

const (
	owner  = `"s3:DataAccessPointAccount":"123456789012"`
	origin = `"s3:AccessPointNetworkOrigin":`
	team   = `"s3:ExistingObjectTag/Team":"${aws:PrincipalTag/Team}"`
)

var (
	throughOwn = condition.String(condition.S3DataAccessPointAccount, "123456789012")
	fromVPC    = condition.String(condition.S3AccessPointNetworkOrigin, "VPC")
	fromAny    = condition.String(condition.S3AccessPointNetworkOrigin, "Internet")
	objectTag  = condition.String(condition.S3ExistingObjectTag("Team"), "x")
	callerTag  = condition.String(condition.PrincipalTag("Team"), "x")
	inVPC      = condition.String(condition.SourceVPC, "vpc-91237329")
	many       = condition.Strings("aws:X", "a", "b")
)

// workedConditions are cases of conditions that matter most in whole policies:
// who comes through an access point, and who does not.
var workedConditions = []struct {
	number    int
	name      string
	condition string
	context   []condition.Attr
	want      condition.Truth
}{
	{126, "a delegation holds through the access points of the account", `{"StringEquals":{` + owner + `}}`, []condition.Attr{throughOwn}, yes},
	{126, "and for no direct request", `{"StringEquals":{` + owner + `}}`, nil, no},
	{127, "a Deny of all else does not hold through them", `{"StringNotEquals":{` + owner + `}}`, []condition.Attr{throughOwn}, no},
	{127, "and denies direct requests", `{"StringNotEquals":{` + owner + `}}`, nil, yes},
	{128, "a Deny of origins other than a VPC holds for the Internet", `{"StringNotEquals":{` + origin + `"VPC"}}`, []condition.Attr{fromAny}, yes},
	{128, "and not for a VPC", `{"StringNotEquals":{` + origin + `"VPC"}}`, []condition.Attr{fromVPC}, no},
	{128, "and denies direct requests too", `{"StringNotEquals":{` + origin + `"VPC"}}`, nil, yes},
	{129, "VPC is written in capitals", `{"StringEquals":{` + origin + `"vpc"}}`, []condition.Attr{fromVPC}, no},
	{140, "several values without a set operator are in doubt", `{"StringEquals":{"aws:X":"a"}}`, []condition.Attr{many}, unsure},
	{144, "a tag that the caller lacks equals none", `{"StringNotEquals":{` + team + `}}`, []condition.Attr{objectTag}, yes},
	{144, "a tag that the caller has may equal", `{"StringNotEquals":{` + team + `}}`, []condition.Attr{objectTag, callerTag}, no},
	{150, "a request from the VPC", `{"StringEquals":{"aws:SourceVpc":"vpc-91237329"}}`, []condition.Attr{inVPC}, yes},
	{150, "a request from no VPC", `{"StringEquals":{"aws:SourceVpc":"vpc-91237329"}}`, nil, no},
	{0, "doubt beside what is false is nothing", `{"StringEquals":{"aws:X":"a",` + owner + `}}`, []condition.Attr{many}, no},
	{0, "doubt beside what is true is doubt", `{"StringEquals":{"aws:X":"a",` + owner + `}}`, []condition.Attr{many, throughOwn}, unsure},
}

func TestWorkedConditions(t *testing.T) {
	for _, tt := range workedConditions {
		t.Run(tt.name, func(t *testing.T) {
			req := from(jane)
			req.Context = condition.NewContext(tt.context...)
			if got := holds(t, Bucket, `"Condition":`+tt.condition, req); got != tt.want {
				t.Errorf("case %d: %s holds: %v, want %v", tt.number, tt.condition, got, tt.want)
			}
		})
	}
}
