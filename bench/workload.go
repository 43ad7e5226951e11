package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// All workloads are in one account and region.
const (
	account = "111122223333"
	region  = "us-west-2"
)

// A workload is the policy of a bucket, the policies of its access points, and
// requests with what each must come to.
type workload struct {
	name         string
	bucket       []byte
	accessPoints []accessPoint
	requests     []request
}

// An accessPoint is the name of an access point with its policy.
type accessPoint struct {
	name   string
	policy []byte
}

func (ap *accessPoint) arn() string { return accessPointARN(ap.name) }

func accessPointARN(name string) string {
	return "arn:aws:s3:" + region + ":" + account + ":accesspoint/" + name
}

// A request is what a service knows of one: strings.
type request struct {
	principal, action, bucket, key string
	accessPoint, arn               string // name and ARN, empty for a request made to the bucket
	context                        []attribute
	expect                         string // Allow, ExplicitDeny or ImplicitDeny
}

func (r *request) allowed() bool { return r.expect == "Allow" }

// An attribute is a condition key with its values.
type attribute struct {
	key    string
	values []string
}

// A question is a request as it is asked of one policy. Through an access point a
// request is two.
type question struct {
	principal, action string
	container, key    string // the bucket's name or the access point's, and the object's key
	resource          string // the ARN of the same
	context           []attribute
}

// toBucket is the question that the policy of the bucket is asked.
func (r *request) toBucket() question {
	return r.about(r.bucket, "arn:aws:s3:::"+r.bucket, "/")
}

// toAccessPoint is the question that the policy of the access point is asked.
func (r *request) toAccessPoint() question {
	return r.about(r.accessPoint, accessPointARN(r.accessPoint), "/object/")
}

func (r *request) about(container, arn, infix string) question {
	if r.key != "" {
		arn += infix + r.key
	}
	return question{r.principal, r.action, container, r.key, arn, r.context}
}

// readWorkloads reads all workloads of a folder, in the order of their names. One
// is made of NAME.bucket.json, NAME.requests.json and, if the requests come through
// an access point, NAME.ap.json.
func readWorkloads(dir string) ([]*workload, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.bucket.json"))
	if err != nil {
		return nil, err
	}
	var list []*workload
	for _, file := range files {
		w, err := readWorkload(strings.TrimSuffix(file, ".bucket.json"))
		if err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("no workload is in %s", dir)
	}
	return list, nil
}

func readWorkload(base string) (*workload, error) {
	w := &workload{name: filepath.Base(base)}
	var err error
	if w.bucket, err = os.ReadFile(base + ".bucket.json"); err != nil {
		return nil, err
	}
	requests, err := os.ReadFile(base + ".requests.json")
	if err != nil {
		return nil, err
	}
	if err := w.read(requests); err != nil {
		return nil, fmt.Errorf("%s.requests.json: %w", base, err)
	}
	policy, err := os.ReadFile(base + ".ap.json")
	if os.IsNotExist(err) {
		return w, nil
	}
	w.accessPoints = []accessPoint{{w.requests[0].accessPoint, policy}}
	return w, err
}

// read reads requests. All come through one access point, or none does.
func (w *workload) read(src []byte) error {
	var list []struct {
		Principal, Action, Bucket, Key, AccessPoint, Expect string
		Context                                             map[string][]string
	}
	if err := json.Unmarshal(src, &list); err != nil {
		return err
	}
	for _, r := range list {
		if r.AccessPoint != list[0].AccessPoint {
			return fmt.Errorf("access points %s and %s: a file of requests can be about one", list[0].AccessPoint, r.AccessPoint)
		}
		var context []attribute
		for _, key := range slices.Sorted(maps.Keys(r.Context)) {
			context = append(context, attribute{key, r.Context[key]})
		}
		w.requests = append(w.requests, request{r.Principal, r.Action, r.Bucket, r.Key, r.AccessPoint, "", context, r.Expect})
	}
	if len(w.requests) == 0 {
		return fmt.Errorf("there are no requests")
	}
	return nil
}
