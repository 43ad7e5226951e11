package app

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// requestFlags are the flags that describe a request.
type requestFlags struct {
	bucketPolicy, apPolicy string
	principal, action, key string
	accessPoint, vpc       string
	bucket, bucketAccount  string
	context                contextFlag
}

// define defines the flags.
func (f *requestFlags) define(flags *flag.FlagSet) {
	flags.StringVar(&f.bucketPolicy, "bucket-policy", "", "`file` of the bucket policy, none if left out")
	flags.StringVar(&f.apPolicy, "ap-policy", "", "`file` of the access point policy, none if left out")
	flags.StringVar(&f.principal, "principal", "", "`ARN` of who asks, the name of a service, or anonymous")
	flags.StringVar(&f.action, "action", "", "`action`, such as s3:GetObject")
	flags.StringVar(&f.key, "key", "", "`key` of the object")
	flags.StringVar(&f.accessPoint, "access-point", "", "`ARN` of the access point")
	flags.StringVar(&f.vpc, "vpc", "", "`id` of the VPC that the access point takes requests from, the internet if left out")
	flags.StringVar(&f.bucket, "bucket", "", "`name` of the bucket")
	flags.StringVar(&f.bucketAccount, "bucket-account", "", "`id` of the account that owns the bucket")
	flags.Var(&f.context, "context", "condition key of the request as `key=value`; given again, it has several values or is another key")
}

// given returns the name of a flag that describes a request and was set, empty if
// none was.
func (f *requestFlags) given(flags *flag.FlagSet) (name string) {
	own := flag.NewFlagSet("", flag.ContinueOnError)
	new(requestFlags).define(own)
	flags.Visit(func(g *flag.Flag) {
		if own.Lookup(g.Name) != nil {
			name = g.Name
		}
	})
	return name
}

// explain decides the request that the flags describe.
func (f *requestFlags) explain(p *program) (x accesspoint.Explanation, err error) {
	if err := f.complete(); err != nil {
		return x, err
	}
	req, origin, err := f.request()
	if err != nil {
		return x, err
	}
	bucketPolicy, err := readPolicy(p, policy.Bucket, f.bucketPolicy)
	apPolicy, err2 := readPolicy(p, policy.AccessPoint, f.apPolicy)
	if err := errors.Join(err, err2); err != nil {
		return x, err
	}
	if f.accessPoint == "" {
		return accesspoint.ExplainDirect(req, bucketPolicy), nil
	}
	return accesspoint.Explain(req, bucketPolicy, apPolicy, origin), nil
}

// complete tells what is missing and what belongs to an access point that there is
// not.
func (f *requestFlags) complete() error {
	var errs []error
	for _, must := range [...]struct{ name, value string }{
		{"principal", f.principal}, {"action", f.action}, {"bucket", f.bucket}, {"bucket-account", f.bucketAccount},
	} {
		if must.value == "" {
			errs = append(errs, fmt.Errorf("apcheck: -%s is missing", must.name))
		}
	}
	for _, mustNot := range [...]struct{ name, value string }{{"ap-policy", f.apPolicy}, {"vpc", f.vpc}} {
		if mustNot.value != "" && f.accessPoint == "" {
			errs = append(errs, fmt.Errorf("apcheck: -%s needs -access-point", mustNot.name))
		}
	}
	return errors.Join(errs...)
}

// request reads the flags.
func (f *requestFlags) request() (req accesspoint.Request, origin accesspoint.NetworkOrigin, err error) {
	var errs []error
	check := func(name string, err error) {
		if err != nil {
			errs = append(errs, fmt.Errorf("apcheck: -%s: %w", name, err))
		}
	}
	req = accesspoint.Request{Action: f.action, BucketAccount: f.bucketAccount, Key: f.key, Context: f.context.context()}
	req.Principal, err = policy.ParsePrincipal(f.principal)
	check("principal", err)
	if f.accessPoint != "" {
		req.AccessPoint, err = arn.ParseAccessPoint(f.accessPoint)
		check("access-point", err)
	}
	origin = accesspoint.Internet()
	if f.vpc != "" {
		origin, err = accesspoint.ParseNetworkOrigin("VPC", f.vpc)
		check("vpc", err)
	}
	partition := cmp.Or(req.AccessPoint.Partition(), req.Principal.Partition(), "aws")
	req.Bucket, err = arn.NewBucket(partition, f.bucket)
	check("bucket", err)
	return req, origin, errors.Join(errs...)
}

// readPolicy compiles the policy in a file, none if the name is empty. Each fault
// of it is an error with its place in the file.
func readPolicy(p *program, k policy.Kind, name string) (*policy.Policy, error) {
	if name == "" {
		return nil, nil
	}
	file, err := p.files.Open(fsPath(name))
	if err != nil {
		return nil, fmt.Errorf("apcheck: %w", err)
	}
	defer file.Close()
	// A byte more than is allowed, for the compiler to complain of.
	src, err := io.ReadAll(io.LimitReader(file, policy.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("apcheck: %w", err)
	}
	compiled, err := policy.Compile(k, src)
	list, ok := errors.AsType[policy.ErrorList](err)
	if !ok {
		return compiled, err
	}
	var errs []error
	for _, e := range list {
		errs = append(errs, fmt.Errorf("%s:%w", name, e))
	}
	return nil, errors.Join(errs...)
}

// A contextFlag collects condition keys.
type contextFlag struct {
	keys   []string
	values map[string][]string // by key, whose case does not count
}

// String returns nothing: there is no default to show.
func (c *contextFlag) String() string { return "" }

// Set adds a value to a key.
func (c *contextFlag) Set(s string) error {
	key, value, ok := strings.Cut(s, "=")
	if !ok || !strings.Contains(key, ":") {
		return errors.New("must be written as aws:SourceIp=203.0.113.7")
	}
	folded := condition.Key(key).Fold()
	if c.values == nil {
		c.values = make(map[string][]string)
	}
	if _, ok := c.values[folded]; !ok {
		c.keys = append(c.keys, key)
	}
	c.values[folded] = append(c.values[folded], value)
	return nil
}

func (c *contextFlag) context() condition.Context {
	var attrs []condition.Attr
	for _, k := range c.keys {
		attrs = append(attrs, condition.Strings(condition.Key(k), c.values[condition.Key(k).Fold()]...))
	}
	return condition.NewContext(attrs...)
}
