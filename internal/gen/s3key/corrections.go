package main

import "fmt"

// A correction changes what the data says of a key, where other pages are at odds
// with it.
type correction struct {
	key          string
	limitsPublic bool // it limits policies that demand it, which the data denies
	irrelevant   bool // it is the same in all requests for one resource
}

// corrections are all there are.
var corrections = []correction{
	// S3 User Guide, "Blocking public access to your Amazon S3 storage", lists these
	// two. The data has no such mark for the keys of services at all.
	{key: "s3:DataAccessPointArn", limitsPublic: true},
	{key: "s3:DataAccessPointAccount", limitsPublic: true},
	// The page has aws:PrincipalOrgID as an example of principals. Fixed values of
	// these two name principals as well, and the evaluator takes them so.
	{key: "aws:PrincipalOrgPaths", limitsPublic: true},
	{key: "aws:PrincipalServiceName", limitsPublic: true},
	// A bucket has one account, as s3:ResourceAccount says, which the data marks.
	{key: "aws:ResourceAccount", irrelevant: true},
}

// correct applies the corrections to the keys. One that no longer fits the data is
// an error: what it corrects may be right by now.
func correct(keys []key, list []correction) error {
	for _, c := range list {
		k := named(keys, c.key)
		switch {
		case k == nil:
			return fmt.Errorf("correction of %s, which is no key", c.key)
		case c.limitsPublic && k.LimitsPublic, c.irrelevant && !k.relevant():
			return fmt.Errorf("correction of %s, which the data has as it should be", c.key)
		}
		if c.limitsPublic {
			k.LimitsPublic = true
		}
		if c.irrelevant {
			k.Relevant = new(bool)
		}
	}
	return nil
}

func named(keys []key, name string) *key {
	for i := range keys {
		if keys[i].Name == name {
			return &keys[i]
		}
	}
	return nil
}
