package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/policy"
)

// A Config is what the gateway serves and for whom. It has the shape of a
// scenario (docs/scenarios.md of the library) with what a server needs beside
// it: the domain, credentials, listeners.
type Config struct {
	Description string
	Domain      string // below which buckets and access points have their hosts
	Region      string // the one region that the gateway serves
	Listen      string // address of the listener that stands for the internet

	Accounts     []AccountConfig
	Buckets      []BucketConfig
	AccessPoints []AccessPointConfig
	Principals   []PrincipalConfig
	VPCEndpoints []EndpointConfig
}

// What each entry of a section has. A section without blockPublicAccess has all
// four settings on, as in S3; "blockPublicAccess": {} turns them off.
type (
	AccountConfig struct {
		ID                string
		BlockPublicAccess accesspoint.BlockPublicAccess
	}
	BucketConfig struct {
		Name, Account     string
		Policy            json.RawMessage
		BlockPublicAccess *accesspoint.BlockPublicAccess
	}
	AccessPointConfig struct {
		ARN, Alias        string
		Bucket            string // name of a listed bucket
		VPC               string // empty for an access point that takes requests from anywhere
		Policy            json.RawMessage
		BlockPublicAccess *accesspoint.BlockPublicAccess
	}
	PrincipalConfig struct {
		ARN                          string
		AccessKeyID, SecretAccessKey string
		IdentityPolicies             []json.RawMessage
		PermissionsBoundary          json.RawMessage
	}
	EndpointConfig struct {
		ID, VPC string
		Policy  json.RawMessage
		Listen  string // address of the listener that stands for this endpoint
	}
)

// ReadConfig reads a configuration and what it names as "file:NAME". All that is
// wrong with it is told.
func ReadConfig(files fs.FS, name string) (*Config, error) {
	src, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	var raw struct {
		Description, Domain, Region, Listen string

		Accounts, Buckets, AccessPoints, Principals, VPCEndpoints []json.RawMessage
	}
	if err := decode(src, &raw); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	c := &Config{Description: raw.Description, Domain: raw.Domain, Region: raw.Region, Listen: raw.Listen}
	var errs [5]error
	c.Accounts, errs[0] = decodeList[AccountConfig]("accounts", raw.Accounts)
	c.Buckets, errs[1] = decodeList[BucketConfig]("buckets", raw.Buckets)
	c.AccessPoints, errs[2] = decodeList[AccessPointConfig]("accessPoints", raw.AccessPoints)
	c.Principals, errs[3] = decodeList[PrincipalConfig]("principals", raw.Principals)
	c.VPCEndpoints, errs[4] = decodeList[EndpointConfig]("vpcEndpoints", raw.VPCEndpoints)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return c, nil
}

// compile reads a policy of the configuration: itself, or "file:NAME". Nothing is
// no policy, which is nil.
func compile(files fs.FS, kind policy.Kind, src json.RawMessage) (*policy.Policy, error) {
	if len(src) == 0 {
		return nil, nil
	}
	var reference string
	if json.Unmarshal(src, &reference) != nil {
		return policy.Compile(kind, src)
	}
	name, ok := strings.CutPrefix(reference, "file:")
	if !ok {
		return nil, fmt.Errorf("a policy is an object or \"file:NAME\", not %q", reference)
	}
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	p, err := policy.Compile(kind, text)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", name, err)
	}
	return p, nil
}
