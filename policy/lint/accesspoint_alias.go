package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

func aliasInPolicy(p *pass) {
	const message = "%s is the alias of an access point; policies are asked about ARNs, in which aliases do not occur"
	p.eachName(func(entry policy.Text, n name) {
		if a := aliasIn(n); a != "" {
			p.found(entry.Pos, fmt.Sprintf(message, quote(a)))
		}
	})
	for i := range p.doc.Statements {
		list := p.doc.Statements[i].Condition
		for j := range list {
			c := &list[j]
			if !comparesARNs(c) {
				continue
			}
			for _, v := range c.Values {
				a := v.Value
				if n := splitARN(a); n.ok {
					a = aliasIn(n)
				}
				if isAlias(a) {
					p.found(v.Pos, fmt.Sprintf(message, quote(a)))
				}
			}
		}
	}
}

// comparesARNs reports whether the values of a condition are ARNs. A tag, a prefix or
// the name of a client may be an alias for all it matters.
func comparesARNs(c *policy.Condition) bool {
	if isKey(c, condition.S3DataAccessPointARN) {
		return true
	}
	op, err := condition.ParseOperator(c.Operator.Value)
	return err == nil && strings.Contains(op.String(), "Arn")
}

// aliasIn returns the alias in an ARN of S3, empty if there is none.
func aliasIn(n name) string {
	if n.service != "s3" {
		return ""
	}
	in, _, _ := strings.Cut(strings.TrimPrefix(n.rest, "accesspoint/"), "/")
	if isAlias(in) {
		return in
	}
	return ""
}

// isAlias reports whether a name is an alias that no ARN has. Access points of
// directory buckets and those of several Regions have such names in their ARNs.
func isAlias(name string) bool {
	switch alias.KindOf(name) {
	case alias.AccessPoint, alias.External, alias.ObjectLambda, alias.Outposts:
		return true
	}
	return false
}
