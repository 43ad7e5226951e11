package slow

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// String prints the world for a report of a disagreement.
func (w World) String() string {
	var text strings.Builder
	print := func(what string, docs ...*policy.Document) {
		for _, doc := range docs {
			if doc != nil {
				line, _ := doc.MarshalJSON()
				fmt.Fprintf(&text, "%s: %s\n", what, line)
			}
		}
	}
	b := w.Bucket
	fmt.Fprintf(&text, "bucket: %s of %s in %s, block %v, tags %v, ABAC %v\n", b.Name, b.Account, b.Region, b.Block, b.Tags, b.ABAC)
	print("bucket policy", b.Policy)
	if ap := w.AccessPoint; ap != nil {
		fmt.Fprintf(&text, "access point: %s, VPC %q, block %v, tags %v\n", ap.ARN(), ap.VPC, ap.Block, ap.Tags)
		print("access point policy", ap.Policy)
	}
	fmt.Fprintf(&text, "caller: %+v, tags %v\n", w.Caller, w.CallerTags)
	print("identity policy", w.Identity...)
	print("boundary", w.Boundary)
	print("session policy", w.Session...)
	if e := w.Endpoint; e != nil {
		fmt.Fprintf(&text, "endpoint: %s in %s\n", e.ID, e.VPC)
		print("endpoint policy", e.Policy)
	}
	for _, a := range w.Accounts {
		fmt.Fprintf(&text, "account: %s, block %v, management %v\n", a.ID, a.Block, a.Management)
		for i, level := range a.ServiceControl {
			print(fmt.Sprintf("service control policy, level %d of %d", i+1, len(a.ServiceControl)), level...)
		}
		for i, level := range a.ResourceControl {
			print(fmt.Sprintf("resource control policy, level %d of %d", i+1, len(a.ResourceControl)), level...)
		}
	}
	return text.String()
}

// String prints the request for a report of a disagreement.
func (a Ask) String() string {
	text := fmt.Sprintf("action: %q\nkey: %q\n", a.Action, a.Key) + a.Facts.String()
	if a.Source != nil {
		text += fmt.Sprintf("copies %q %q, version %q, from\n", a.Source.Name, a.Source.Key, a.Source.Version) + a.Source.World.String()
	}
	return text
}
