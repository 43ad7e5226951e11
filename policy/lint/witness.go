package lint

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/oneline"
)

// A Witness is a request that shows what a finding says. It goes through the access
// point of Request, or to the bucket itself if there is none.
type Witness struct {
	Request accesspoint.Request
	Origin  accesspoint.NetworkOrigin // of the access point
}

// String returns the request on one line, as
// "s3:GetObject of `a` in my-bucket through arn:aws:s3:us-west-2:111122223333:accesspoint/ap1 by anonymous, aws:SourceVpc `vpc-1`".
func (w *Witness) String() string {
	r := &w.Request
	var b strings.Builder
	b.WriteString(r.Action)
	if r.Key != "" {
		b.WriteString(" of " + oneline.Quote(r.Key))
	}
	fmt.Fprintf(&b, " in %s", r.Bucket.Name())
	if r.AccessPoint.IsValid() {
		fmt.Fprintf(&b, " through %v", r.AccessPoint)
	}
	fmt.Fprintf(&b, " by %v", r.Principal)
	for a := range r.Context.All() {
		fmt.Fprintf(&b, ", %s %s", a.Key(), w.values(a.Key()))
	}
	return oneline.Visible(b.String())
}

// values shows the values of a key.
func (w *Witness) values(k condition.Key) string {
	list := w.Request.Context.Values(k)
	if len(list) == 0 {
		return "of some value"
	}
	quoted := make([]string, len(list))
	for i, v := range list {
		quoted[i] = oneline.Quote(v)
	}
	return strings.Join(quoted, " and ")
}

// witnessJSON is the form of JSON. A key of the context that has some value which is
// not told has null.
type witnessJSON struct {
	Principal     string              `json:"principal"`
	Action        string              `json:"action"`
	AccessPoint   string              `json:"accessPoint,omitempty"`
	NetworkOrigin string              `json:"networkOrigin,omitempty"`
	VPC           string              `json:"vpc,omitempty"`
	Bucket        string              `json:"bucket"`
	BucketAccount string              `json:"bucketAccount,omitempty"`
	Key           string              `json:"key,omitempty"`
	Context       map[string][]string `json:"context,omitempty"`
}

// MarshalJSON returns the request as JSON, the keys of its context in order.
func (w Witness) MarshalJSON() ([]byte, error) {
	r := &w.Request
	j := witnessJSON{
		Principal: r.Principal.String(), Action: r.Action,
		NetworkOrigin: w.Origin.Name(), VPC: w.Origin.VPCID(),
		Bucket: r.Bucket.Name(), BucketAccount: r.BucketAccount, Key: r.Key,
	}
	if r.AccessPoint.IsValid() {
		j.AccessPoint = r.AccessPoint.String()
	}
	for a := range r.Context.All() {
		if j.Context == nil {
			j.Context = make(map[string][]string)
		}
		j.Context[string(a.Key())] = r.Context.Values(a.Key())
	}
	return json.Marshal(j)
}
