package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A World is a configuration made ready: all policies are compiled, and there is
// an evaluator for each principal at each door through each network. It does not
// change, and all requests share it.
type World struct {
	*accesspoint.Catalogue
	callers    map[string]policy.Principal // by access key id
	evaluators map[question]*accesspoint.Evaluator
}

// A question is who asks, where, and from which network.
type question struct {
	caller   policy.Principal
	door     Door
	endpoint string // id of the VPC endpoint, empty for the internet
}

// A Door is what a request is made to: an access point, or a bucket itself. The
// other one is zero.
type Door struct {
	AccessPoint arn.AccessPoint
	Bucket      arn.Bucket
}

// NewWorld makes a configuration ready. All that is wrong with it is told.
func NewWorld(files fs.FS, c *Config) (*World, error) {
	b := &builder{files: files, config: c, world: &World{
		callers:    make(map[string]policy.Principal),
		evaluators: make(map[question]*accesspoint.Evaluator),
	}}
	b.world.Catalogue, _ = b.world.Catalogue.Edit(b.catalogue)
	callers, endpoints, accounts := b.callers(), b.endpoints(), b.accounts()
	if b.errs != nil {
		return nil, errors.Join(b.errs...)
	}
	for door, setting := range b.world.doors() {
		setting.Accounts = accounts
		for _, setting.Caller = range callers {
			for _, setting.Endpoint = range endpoints {
				e, err := accesspoint.NewEvaluator(setting)
				b.check(err, "%v from %q at %v%v", setting.Caller.Principal, setting.Endpoint.ID, door.AccessPoint, door.Bucket)
				b.world.evaluators[question{setting.Caller.Principal, door, setting.Endpoint.ID}] = e
			}
		}
	}
	return b.world, errors.Join(b.errs...)
}

// doors returns a setting for each bucket and each access point, without callers.
func (w *World) doors() map[Door]accesspoint.Setting {
	doors := make(map[Door]accesspoint.Setting)
	for b := range w.Buckets() {
		doors[Door{Bucket: b.Bucket}] = accesspoint.Setting{Bucket: b}
	}
	for ap := range w.AccessPoints() {
		doors[Door{AccessPoint: ap.AccessPoint}], _ = w.Setting(ap.AccessPoint)
	}
	return doors
}

// A builder collects what makes a world, and all that is wrong.
type builder struct {
	files  fs.FS
	config *Config
	world  *World
	errs   []error
}

// check reports an error that is about an entry of the configuration.
func (b *builder) check(err error, format string, args ...any) {
	if err != nil {
		b.errs = append(b.errs, fmt.Errorf(format+": %w", append(args, err)...))
	}
}

// catalogue adds buckets and access points. What is wrong is reported, and no
// error of its own.
func (b *builder) catalogue(d *accesspoint.Draft) error {
	owners := make(map[string]string)
	for i, entry := range b.config.Buckets {
		bucket, err := arn.NewBucket("aws", entry.Name)
		b.check(err, "buckets[%d].name", i)
		p, err := compile(b.files, policy.Bucket, entry.Policy)
		b.check(err, "buckets[%d].policy", i)
		owners[entry.Name] = entry.Account
		b.check(d.AddBucket(accesspoint.BucketSetting{
			Bucket: bucket, Account: entry.Account, Region: b.config.Region,
			Policy: p, BlockPublicAccess: entry.BlockPublicAccess,
		}), "buckets[%d]", i)
	}
	for i, entry := range b.config.AccessPoints {
		owner, ok := owners[entry.Bucket]
		if !ok {
			b.check(errUnlisted, "accessPoints[%d].bucket %q", i, entry.Bucket)
			continue
		}
		e := b.accessPoint(i, entry)
		e.BucketAccount = owner
		b.check(d.AddAccessPoint(e), "accessPoints[%d]", i)
	}
	return nil
}

var (
	errTwice    = errors.New("stands twice")
	errUnlisted = errors.New("is not listed")
	errNoKey    = errors.New("an access key id and a secret access key are needed")
)

func (b *builder) accessPoint(i int, entry AccessPointConfig) (e accesspoint.AccessPointEntry) {
	var err error
	e.AccessPoint, err = arn.ParseAccessPoint(entry.ARN)
	b.check(err, "accessPoints[%d].arn", i)
	e.Origin = accesspoint.Internet()
	if entry.VPC != "" {
		e.Origin, err = accesspoint.ParseNetworkOrigin("VPC", entry.VPC)
		b.check(err, "accessPoints[%d].vpc", i)
	}
	e.Policy, err = compile(b.files, policy.AccessPoint, entry.Policy)
	b.check(err, "accessPoints[%d].policy", i)
	e.BlockPublicAccess = entry.BlockPublicAccess
	e.Alias = entry.Alias
	e.Bucket, _ = arn.NewBucket("aws", entry.Bucket) // it is listed
	return e
}

// callers returns the listed principals, and the one that has not signed.
func (b *builder) callers() []accesspoint.CallerSetting {
	list := []accesspoint.CallerSetting{{Principal: policy.Anonymous()}}
	for i, entry := range b.config.Principals {
		var s accesspoint.CallerSetting
		var err error
		s.Principal, err = policy.ParsePrincipal(entry.ARN)
		b.check(err, "principals[%d].arn", i)
		for n, src := range entry.IdentityPolicies {
			p, err := compile(b.files, policy.Identity, src)
			b.check(err, "principals[%d].identityPolicies[%d]", i, n)
			s.Identity = append(s.Identity, p)
		}
		s.Boundary, err = compile(b.files, policy.Boundary, entry.PermissionsBoundary)
		b.check(err, "principals[%d].permissionsBoundary", i)
		if entry.AccessKeyID == "" || entry.SecretAccessKey == "" {
			b.check(errNoKey, "principals[%d]", i)
		}
		if _, twice := b.world.callers[entry.AccessKeyID]; twice {
			b.check(errTwice, "principals[%d].accessKeyId", i)
		}
		b.world.callers[entry.AccessKeyID] = s.Principal
		list = append(list, s)
	}
	return list
}

// endpoints returns the listed VPC endpoints, and none, which is the internet.
func (b *builder) endpoints() []accesspoint.EndpointSetting {
	list := []accesspoint.EndpointSetting{{}}
	for i, entry := range b.config.VPCEndpoints {
		p, err := compile(b.files, policy.VPCEndpoint, entry.Policy)
		b.check(err, "vpcEndpoints[%d].policy", i)
		list = append(list, accesspoint.EndpointSetting{ID: entry.ID, VPC: entry.VPC, Policy: p})
	}
	return list
}

func (b *builder) accounts() (list []accesspoint.Account) {
	for _, a := range b.config.Accounts {
		list = append(list, accesspoint.Account{ID: a.ID, BlockPublicAccess: a.BlockPublicAccess})
	}
	return list
}
