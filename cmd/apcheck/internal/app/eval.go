package app

import (
	"flag"
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
)

const evalHelp = `apcheck eval decides one request and tells why.

	apcheck eval FLAG...

The request is put together from flags, or taken from a scenario. One from flags is
decided by the two policies alone: the principal has no identity-based policies, and
nobody blocks public access; what needs more takes a scenario. Without -access-point
the request is made to the bucket itself. It ends with 0 if the request is allowed,
with 1 if it is denied, and with 2 if it cannot be decided. For example:

	apcheck eval -bucket-policy bucket.json -ap-policy finance.json \
	    -principal arn:aws:iam::111122223333:user/jane -action s3:GetObject -key jane/a.txt \
	    -access-point arn:aws:s3:us-west-2:111122223333:accesspoint/finance \
	    -bucket finance-data -bucket-account 111122223333 -vpc vpc-1a2b3c4d \
	    -context aws:SourceVpc=vpc-1a2b3c4d -explain
	apcheck eval -scenario jane.json -run 'under Mateo' -explain

`

// An evalRun is one run of apcheck eval.
type evalRun struct {
	*program
	flags   *flag.FlagSet
	request requestFlags

	scenario, names string
	explain         bool
	format          string
}

func (p *program) eval(args []string) int {
	e := &evalRun{program: p, flags: flag.NewFlagSet("eval", flag.ContinueOnError)}
	e.request.define(e.flags)
	e.flags.StringVar(&e.scenario, "scenario", "", "`file` of a scenario to take the request from")
	e.flags.StringVar(&e.names, "run", "", "`regexp` that matches the name of the request in the scenario")
	e.flags.BoolVar(&e.explain, "explain", false, "also print what each policy and statement came to")
	e.flags.StringVar(&e.format, "format", "text", "`how` to print: text, json, or mermaid, a diagram")
	if code, ok := p.parse(e.flags, args, evalHelp); !ok {
		return code
	}
	print, ok := explanationPrinters[e.format]
	switch {
	case !ok:
		return p.unusable("-format must be text, json or mermaid, not %q", e.format)
	case e.flags.NArg() > 0:
		return p.unusable("%q is no flag; eval takes flags alone", e.flags.Arg(0))
	}
	x, err := e.explanation()
	if err != nil {
		p.errors(err)
		return exitUnusable
	}
	if err := x.Decision.Err(); err != nil {
		return p.unusable("%v", err)
	}
	if err := print(p.stdout, x, e.explain); err != nil {
		return p.unusable("%v", err)
	}
	if x.Decision.Allowed() {
		return exitOK
	}
	return exitNotOK
}

// explanation decides the request that the flags describe or choose.
func (e *evalRun) explanation() (accesspoint.Explanation, error) {
	given := e.request.given(e.flags)
	switch {
	case e.scenario == "" && e.names != "":
		return accesspoint.Explanation{}, fmt.Errorf("apcheck: -run needs -scenario, whose requests have names")
	case e.scenario == "":
		return e.request.explain(e.program)
	case given != "":
		return accesspoint.Explanation{}, fmt.Errorf("apcheck: -%s cannot stand beside -scenario, which has the request", given)
	}
	c, err := e.chosen()
	if err != nil {
		return accesspoint.Explanation{}, err
	}
	return c.Explain(), nil
}
