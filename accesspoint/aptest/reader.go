package aptest

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/jsondoc"
)

// Bounds of what is read: of a file, or of a line of a stream.
const (
	// MaxBytes is how long a scenario may be.
	MaxBytes = 4 << 20
	// maxNesting leaves room for policies, which have a bound of their own.
	maxNesting = 32
)

// A reader turns the text of one scenario into a Scenario. Sections may come in
// any order and name what stands in others, so that all are read before what
// they name is looked up.
type reader struct {
	tree
	folder   *folder
	scenario *Scenario

	accounts     map[string]*account
	buckets      map[string]*bucket
	accessPoints map[arn.AccessPoint]*accessPoint
	aliases      map[string]*accessPoint
	principals   map[string]*principal
	roles        map[roleName][]*principal
	endpoints    map[string]*endpoint

	callers map[string]*caller
	worlds  map[setup]*world

	inPolicies []span    // parts of the text that are policies
	elsewhere  ErrorList // of policies in files of their own
}

// A span is a part of the text.
type span struct{ begin, end int }

// scenario reads the scenario in a text.
func (f *folder) scenario(s *source) (*Scenario, ErrorList) {
	doc, bad := jsondoc.Parse([]byte(s.text), jsondoc.Limits{Size: MaxBytes, Depth: maxNesting})
	r := &reader{folder: f, scenario: &Scenario{File: s.file}}
	r.tree = tree{source: s, doc: doc}
	if bad != nil {
		r.add(fault{offset: bad.Offset, err: bad.Err})
		return nil, r.errors(s, nil)
	}
	r.sections()
	r.outsidePolicies(doc.Faults)
	if list := append(r.errors(s, doc), r.elsewhere...); len(list) > 0 {
		return nil, list
	}
	return r.scenario, nil
}

// outsidePolicies reports what is wrong with strings and members. Of policies all
// was told when they were compiled.
func (r *reader) outsidePolicies(list []jsondoc.Fault) {
	slices.SortFunc(r.inPolicies, func(a, b span) int { return cmp.Compare(a.begin, b.begin) })
	for _, x := range list {
		i, exact := slices.BinarySearchFunc(r.inPolicies, x.Offset, func(s span, at int) int { return cmp.Compare(s.begin, at) })
		if inside := exact || i > 0 && x.Offset < r.inPolicies[i-1].end; !inside {
			r.add(fault{offset: x.Offset, node: x.Node, err: x.Err})
		}
	}
}

// sections reads the sections, those first that others name.
func (r *reader) sections() {
	var accounts, buckets, accessPoints, principals, endpoints, requests int
	for n := range r.members(0) {
		switch r.name(n) {
		case "description":
			r.scenario.Description = r.textOf(n)
		case "source":
			r.scenario.Source = r.textOf(n)
		case "accounts":
			accounts = n
		case "buckets":
			buckets = n
		case "accessPoints":
			accessPoints = n
		case "principals":
			principals = n
		case "vpcEndpoints":
			endpoints = n
		case "requests":
			requests = n
		default:
			r.unknown(n, "description", "source", "accounts", "buckets", "accessPoints", "principals", "vpcEndpoints", "requests")
		}
	}
	if r.node(0).Kind != jsondoc.Object {
		return
	}
	r.readAccounts(accounts)
	r.readBuckets(buckets)
	r.readAccessPoints(accessPoints)
	r.readPrincipals(principals)
	r.readEndpoints(endpoints)
	r.readRequests(requests)
}

// section iterates over the items of a section, none if the scenario does not
// have it. Its node is 0 then, which is the scenario itself.
func (r *reader) section(n int) func(yield func(int) bool) {
	if n == 0 {
		return func(func(int) bool) {}
	}
	return r.items(n)
}

// told counts what was found wrong so far. What is listed and has a fault is known
// as broken by it, and nothing more is said of the requests it bears on.
func (r *reader) told() int {
	return len(r.list) + len(r.elsewhere)
}

// once reports whether an entry is the first of its name in a section, and if
// not, that it must be.
func once[K comparable, V any](r *reader, m map[K]V, key K, n int) bool {
	if _, ok := m[key]; ok {
		r.fault(n, fmt.Errorf("%w: %s", ErrTwice, quote(fmt.Sprint(key))))
		return false
	}
	return true
}

// readBlockPublicAccess reads a member blockPublicAccess. A scenario says all that
// it relies on: what it does not say is off.
func (r *reader) readBlockPublicAccess(n int) (b accesspoint.BlockPublicAccess) {
	for m := range r.members(n) {
		switch r.name(m) {
		case "blockPublicAcls":
			b.BlockPublicACLs = r.boolOf(m)
		case "ignorePublicAcls":
			b.IgnorePublicACLs = r.boolOf(m)
		case "blockPublicPolicy":
			b.BlockPublicPolicy = r.boolOf(m)
		case "restrictPublicBuckets":
			b.RestrictPublicBuckets = r.boolOf(m)
		default:
			r.unknown(m, "blockPublicAcls", "ignorePublicAcls", "blockPublicPolicy", "restrictPublicBuckets")
		}
	}
	return b
}

// readTags reads a member tags. It is not nil even if there are none.
func (r *reader) readTags(n int) map[string]string {
	tags := make(map[string]string)
	folded := make(map[string]bool)
	for m := range r.members(n) {
		key := r.name(m)
		tags[key] = r.textOf(m)
		r.onceFolded(folded, m)
	}
	return tags
}

// readAll reads what is at most max bytes long.
func readAll(from io.Reader, max int) (string, error) {
	text, err := io.ReadAll(io.LimitReader(from, int64(max)+1))
	switch {
	case err != nil:
		return "", reason(err)
	case len(text) > max:
		return "", fmt.Errorf("longer than %d bytes", max)
	}
	return string(text), nil
}
