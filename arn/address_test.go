package arn

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseAddressReadsWhatSDKsTake(t *testing.T) {
	out := "arn:aws:s3-outposts" + regional + "outpost"
	for name, tt := range map[string]struct {
		text string
		want Kind
	}{
		"the form of policies":        {testAP, GeneralPurpose},
		"a colon":                     {"arn:aws:s3" + regional + "accesspoint:test", GeneralPurpose},
		"Object Lambda":               {"arn:aws:s3-object-lambda" + regional + "accesspoint/test", ObjectLambda},
		"Object Lambda with a colon":  {"arn:aws:s3-object-lambda" + regional + "accesspoint:test", ObjectLambda},
		"Multi-Region":                {anyKind[MultiRegion], MultiRegion},
		"Multi-Region with a colon":   {"arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", MultiRegion},
		"Outposts":                    {anyKind[Outposts], Outposts},
		"Outposts with colons":        {out + ":" + outpost + ":accesspoint:test", Outposts},
		"Outposts with both":          {out + "/" + outpost + ":accesspoint:test", Outposts},
		"Outposts with both, in turn": {out + ":" + outpost + "/accesspoint:test", Outposts},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseAddress(tt.text)
			require.NoError(t, err)
			if want := MustParseAccessPoint(anyKind[tt.want]); got != want {
				t.Errorf("%s is %s, want %s", tt.text, got, want)
			}
		})
	}
}

func TestParseAddressRefusesWhatSDKsRefuse(t *testing.T) {
	const ap = "arn:aws:s3" + regional
	out := "arn:aws:s3-outposts" + regional
	refuse(t, map[string]refusal{
		"an object":                              {testAP + "/object/k", ErrDeeper, "/object/k"},
		"an object after colons":                 {ap + "accesspoint:test:object:k", ErrDeeper, ":object:k"},
		"a slash after the name":                 {testAP + "/", ErrDeeper, "/"},
		"no name":                                {ap + "accesspoint/", ErrNoName, ""},
		"no name after a colon":                  {ap + "accesspoint:", ErrNoName, ""},
		"no name, no separator":                  {ap + "accesspoint", ErrNoName, ""},
		"two separators":                         {ap + "accesspoint:/test", ErrDeeper, "/test"},
		"a name with an underscore":              {ap + "accesspoint:te_st", ErrName, "te_st"},
		"a name with a period":                   {ap + "accesspoint:te.st", ErrName, "te.st"},
		"a name with a star":                     {ap + "accesspoint:*", ErrName, "*"},
		"a region that is no label":              {"arn:aws:s3:us_west:123456789012:accesspoint:test", ErrRegion, "us_west:123456789012:accesspoint:test"},
		"no region":                              {"arn:aws:s3::123456789012:accesspoint:test", ErrRegion, ":123456789012:accesspoint:test"},
		"no account":                             {"arn:aws:s3:us-west-2::accesspoint:test", ErrAccount, ":accesspoint:test"},
		"an account that is none":                {"arn:aws:s3:us-west-2:12_4:accesspoint:test", ErrAccount, "12_4:accesspoint:test"},
		"another service":                        {"arn:aws:sqs" + regional + "accesspoint:test", ErrKind, "sqs" + regional + "accesspoint:test"},
		"another resource":                       {ap + "bucket:test", ErrKind, "bucket:test"},
		"a bucket":                               {"arn:aws:s3:::test", ErrKind, "test"},
		"a directory bucket's access point":      {anyKind[Directory], ErrByName, "s3express" + regional + "accesspoint/test--usw2-az1--xa-s3"},
		"Outposts without an outpost":            {out + "accesspoint:test", ErrComponent, ""},
		"Outposts and nothing more":              {out + "outpost", ErrComponent, ""},
		"an outpost and nothing more":            {out + "outpost/" + outpost, ErrComponent, ""},
		"an outpost and no name":                 {out + "outpost/" + outpost + ":accesspoint", ErrNoName, ""},
		"an outpost and an empty name":           {out + "outpost/" + outpost + ":accesspoint:", ErrNoName, ""},
		"an outpost that is none":                {out + "outpost:op-1:accesspoint:test", ErrOutpost, "op-1:accesspoint:test"},
		"an object on an outpost":                {anyKind[Outposts] + "/object/k", ErrDeeper, "/object/k"},
		"a bucket on an outpost":                 {out + "outpost:" + outpost + ":bucket:test", ErrKind, "bucket:test"},
		"what is no ARN":                         {"test", ErrPrefix, "test"},
		"an ARN with too few parts":              {"arn:aws:s3:us-west-2:accesspoint", ErrSections, ""},
		"a resource of one component, not known": {ap + "job", ErrKind, "job"},
	}, func(s string) error { _, err := ParseAddress(s); return err })
}
