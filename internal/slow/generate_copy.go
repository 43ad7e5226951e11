package slow

import (
	"slices"

	"github.com/s3ap/s3ap/policy"
)

// source makes the source of a copy: for the same caller, who comes through the
// same endpoint, another bucket or the same.
func (g Generator) source(w World, ask Ask) *Source {
	from := g.place()
	from.Caller, from.CallerTags, from.Endpoint, from.Accounts = w.Caller, w.CallerTags, w.Endpoint, w.Accounts
	from.Identity, from.Boundary, from.Session = w.Identity, w.Boundary, w.Session
	switch ap, to := from.AccessPoint, w.AccessPoint; {
	case g.percent(25):
	case ap == nil && len(w.Caller.Account) == 12:
		from.Bucket.Account = w.Caller.Account
	case ap != nil && to == nil:
		ap.VPC = ""
	case ap != nil:
		ap.VPC, ap.Account, from.Bucket.Account = to.VPC, to.Account, w.Bucket.Account
	}
	if g.percent(8) {
		from.Bucket.Region = pick(g, "eu-west-1", "")
		if ap := from.AccessPoint; ap != nil {
			from.Bucket.Region, ap.Region = "eu-west-1", "eu-west-1"
		}
	}
	source := &Source{World: from, Name: from.Bucket.Name, Key: pick(g, keys...)}
	if ap := from.AccessPoint; ap != nil {
		source.Name = pick(g, ap.ARN(), ap.ARN(), ap.Name+"-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias")
	}
	if g.percent(2) {
		source.World.Caller = g.worldCaller()
	}
	if g.percent(30) {
		source.Version = "v1"
	}
	read := source.ask(ask.Facts)
	if g.percent(90) {
		source.World.Bucket.Policy = g.layer(policy.Bucket, source.World, read)
	}
	if ap := source.World.AccessPoint; ap != nil && g.percent(85) {
		ap.Policy = g.layer(policy.AccessPoint, source.World, read)
	}
	for _, doc := range w.ofCaller() {
		statements := append(slices.Clone(doc.Statements), g.allow(doc, source.World, read))
		wider := &policy.Document{Kind: doc.Kind, Version: doc.Version, Statements: statements}
		if _, err := wider.Compile(); err == nil && g.percent(80) {
			doc.Statements = statements
		}
	}
	return source
}

// ofCaller returns the policies that bear on all that the caller does.
func (w World) ofCaller() []*policy.Document {
	docs := slices.Concat(w.Identity, w.Session)
	if w.Boundary != nil {
		docs = append(docs, w.Boundary)
	}
	if w.Endpoint != nil && w.Endpoint.Policy != nil {
		docs = append(docs, w.Endpoint.Policy)
	}
	for _, level := range w.account(w.Caller.Account).ServiceControl {
		docs = append(docs, level...)
	}
	return docs
}
