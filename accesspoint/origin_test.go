package accesspoint

import (
	"errors"
	"testing"
)

func TestNetworkOriginsAreReadAsTheAPIWritesThem(t *testing.T) {
	for name, tt := range map[string]struct {
		name, vpc string
		want      NetworkOrigin
		printed   string
	}{
		"Internet":                        {"Internet", "", Internet(), "Internet"},
		"a VPC":                           {"VPC", "vpc-1a2b3c4d", VPC("vpc-1a2b3c4d"), "VPC vpc-1a2b3c4d"},
		"case does not count in the name": {"Vpc", "vpc-1a2b3c4d", VPC("vpc-1a2b3c4d"), "VPC vpc-1a2b3c4d"},
	} {
		got, err := ParseNetworkOrigin(tt.name, tt.vpc)
		if err != nil || got != tt.want || got.String() != tt.printed || !got.IsValid() {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}
}

func TestOriginsThatAreNoneAreRefused(t *testing.T) {
	for name, tt := range map[string][2]string{
		"nothing":               {"", ""},
		"Internet with a VPC":   {"Internet", "vpc-1a2b3c4d"},
		"VPC without one":       {"VPC", ""},
		"an id that is no VPC":  {"VPC", "vpce-1a2b3c4d"},
		"an id in upper case":   {"VPC", "VPC-1A2B3C4D"},
		"an id with a wildcard": {"VPC", "vpc-*"},
		"another word":          {"Intranet", ""},
	} {
		if got, err := ParseNetworkOrigin(tt[0], tt[1]); !errors.Is(err, ErrNetworkOrigin) || got.IsValid() {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}
	if VPC("vpce-1a2b3c4d").IsValid() || (NetworkOrigin{}).IsValid() {
		t.Error("what is no origin must not be valid")
	}
}
