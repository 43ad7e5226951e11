package lint

import "iter"

// A Scope says which policies a check looks at.
type Scope uint8

// The scopes.
const (
	AnyPolicy         Scope = 1 + iota // the policy of a bucket or of an access point
	BucketPolicy                       // that of a bucket
	AccessPointPolicy                  // that of an access point
	PairOfPolicies                     // those of a bucket and of an access point of it, together
)

// String returns the scope in words.
func (s Scope) String() string {
	switch s {
	case AnyPolicy:
		return "any policy"
	case BucketPolicy:
		return "bucket policy"
	case AccessPointPolicy:
		return "access point policy"
	case PairOfPolicies:
		return "pair of policies"
	}
	return "no policy"
}

// An Info describes a check.
type Info struct {
	ID       string
	Severity Severity // if Context.Grades does not say otherwise
	On       Scope
	Doc      string // what it finds, in plain sentences
}

// A check is one thing to look for.
type check struct {
	Info
	needs need
	// run looks for it; nil if only policy.Parse finds it.
	run func(*pass)
	// pair looks for it in two policies, if On says so.
	pair func(*pair)
	// reads are the elements that its findings depend on, beside what they point at;
	// if it is zero, all that is in what they point at. See [Unresolved].
	reads elements
	// form tells that its findings depend on how resources and principals are written,
	// and not on which names are in them. See [Unresolved].
	form bool
}

// A family is a list of checks about one thing.
type family struct {
	name   string
	checks []check
}

func families() []family {
	return []family{
		{"Document and structure", documentChecks()},
		{"Principal", principalChecks()},
		{"Action", actionChecks()},
		{"Resource", resourceChecks()},
		{"Policy variables", variableChecks()},
		{"Condition operators and values", operatorChecks()},
		{"Condition keys", keyChecks()},
		{"Access points", accessPointChecks()},
		{"Lists and conditions by meaning", truthChecks()},
		{"Bucket and access point together", pairChecks()},
		{"Whole policy", meaningChecks()},
	}
}

// checks returns all checks, family by family.
func checks() (all []check) {
	for _, f := range families() {
		all = append(all, f.checks...)
	}
	return all
}

// Checks iterates over the checks that [Check] makes, family by family.
func Checks() iter.Seq[Info] {
	return func(yield func(Info) bool) {
		for _, c := range checks() {
			if !yield(c.Info) {
				return
			}
		}
	}
}
