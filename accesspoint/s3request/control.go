package s3request

import (
	"cmp"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/accesspoint/s3name"
	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

// controlPath is how paths of the control plane begin.
const controlPath = "/v20180820/"

// controlRoutes lead from the method and the last part of a path of the control
// plane to the operation. A part before the slash is NAME where it is an access
// point's.
//
// S3 API Reference, "Amazon S3 Control".
var controlRoutes = [...]struct{ method, shape, operation string }{
	{"GET", "accesspoint", "ListAccessPoints"},
	{"PUT", "accesspoint/NAME", "CreateAccessPoint"},
	{"GET", "accesspoint/NAME", "GetAccessPoint"},
	{"DELETE", "accesspoint/NAME", "DeleteAccessPoint"},
	{"PUT", "accesspoint/NAME/policy", "PutAccessPointPolicy"},
	{"GET", "accesspoint/NAME/policy", "GetAccessPointPolicy"},
	{"DELETE", "accesspoint/NAME/policy", "DeleteAccessPointPolicy"},
	{"GET", "accesspoint/NAME/policyStatus", "GetAccessPointPolicyStatus"},
	{"PUT", "accesspoint/NAME/scope", "PutAccessPointScope"},
	{"GET", "accesspoint/NAME/scope", "GetAccessPointScope"},
	{"DELETE", "accesspoint/NAME/scope", "DeleteAccessPointScope"},
	{"PUT", "configuration/publicAccessBlock", "PutPublicAccessBlock"},
	{"GET", "configuration/publicAccessBlock", "GetPublicAccessBlock"},
	{"DELETE", "configuration/publicAccessBlock", "DeletePublicAccessBlock"},
}

// controlAction returns the action of an operation of the control plane, without
// the prefix. Block Public Access is that of an account there.
func controlAction(operation string) string {
	switch operation {
	case "GetPublicAccessBlock":
		return "GetAccountPublicAccessBlock"
	case "PutPublicAccessBlock", "DeletePublicAccessBlock":
		return "PutAccountPublicAccessBlock"
	}
	return operation
}

// readControl finds the operation of a request to the control plane, and the
// access point that it is about.
func (m *mapping) readControl(d *door) (err error) {
	r := &m.out
	if r.Target.Account, err = m.account(d.Account); err != nil {
		return err
	}
	rest, ok := strings.CutPrefix(d.rest, controlPath)
	if !ok {
		return fault("path", ErrNoOperation)
	}
	shape, name, hasName := rest, "", false
	if after, ok := strings.CutPrefix(rest, "accesspoint/"); ok {
		raw, last, _ := strings.Cut(after, "/")
		if name, err = decode(raw); err != nil {
			return fault("path", err)
		}
		shape, hasName = strings.TrimSuffix("accesspoint/NAME/"+last, "/"), true
	}
	at := slices.IndexFunc(controlRoutes[:], func(c struct{ method, shape, operation string }) bool {
		return c.method == m.in.Method && c.shape == shape
	})
	if at < 0 {
		return fault("path", ErrNoOperation)
	}
	r.Operation.Name = controlRoutes[at].operation
	if hasName {
		return m.controlled(name, d)
	}
	// What the host leaves open, the signature tells. Only S3 has the other routes.
	services := []string{"s3", "s3-outposts", "s3express"}
	if !strings.HasPrefix(shape, "accesspoint") {
		services = services[:1]
	}
	r.service = cmp.Or(d.service, r.Signature.Service)
	if !slices.Contains(services, cmp.Or(r.service, "s3")) {
		return fault("signature "+shown(r.service), ErrScopeService)
	}
	return checkService(&r.Signature, cmp.Or(r.service, "s3"))
}

// controlService returns the service of a control plane.
func controlService(s s3name.Service) string {
	switch s {
	case s3name.OutpostsControl:
		return "s3-outposts"
	case s3name.DirectoryControl:
		return "s3express"
	}
	return "s3"
}

// account returns the account that a request to the control plane is about. It
// stands in the host, if that has room for it, and in a header.
func (m *mapping) account(inHost string) (string, error) {
	id := cmp.Or(m.fields.value("x-amz-account-id"), inHost)
	if !arn.ValidAccount(id) || inHost != "" && inHost != id {
		return "", fault("header x-amz-account-id", ErrAccount)
	}
	return id, nil
}

// controlled finds the access point that is managed. Its name tells what kind it
// is of; one on an outpost is named by its ARN.
func (m *mapping) controlled(name string, d *door) (err error) {
	r := &m.out
	region := cmp.Or(d.region, r.Signature.Region, m.server.Region)
	partition := cmp.Or(d.partition, m.server.partition())
	switch {
	case strings.HasPrefix(name, "arn:"):
		r.Target.AccessPoint, err = arn.ParseAddress(name)
	case alias.KindOf(name) == alias.DirectoryAccessPoint:
		r.Target.AccessPoint, err = arn.ParseAccessPoint("arn:" + partition + ":s3express:" + region + ":" + r.Target.Account + ":accesspoint/" + name)
	default:
		r.Target.AccessPoint, err = arn.NewAccessPoint(partition, region, r.Target.Account, name)
	}
	if err != nil {
		return fault("path "+shown(name), err)
	}
	r.Target.Name = name
	ap := r.Target.AccessPoint
	service := ap.ARN().Service()
	switch {
	case ap.Account() != r.Target.Account:
		return fault("path "+shown(name), ErrAccount)
	case !r.Signature.covers(ap.Region()) || d.region != "" && ap.Region() != d.region:
		return fault("path "+shown(name), ErrScopeRegion)
	case d.service != "" && d.service != service:
		return fault("path "+shown(name), ErrScopeService)
	}
	return checkService(&r.Signature, service)
}
