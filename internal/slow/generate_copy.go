package slow

import "github.com/s3ap/s3ap/policy"

// source makes the source of a copy: for the same caller, who comes through the
// same endpoint, another bucket or the same.
func (g Generator) source(w World, ask Ask) *Source {
	from := g.place()
	from.Caller, from.CallerTags, from.Endpoint, from.Accounts = w.Caller, w.CallerTags, w.Endpoint, w.Accounts
	from.Identity, from.Boundary, from.Session = w.Identity, w.Boundary, w.Session
	if g.percent(12) {
		from.Bucket.Region = pick(g, "eu-west-1", "")
		if ap := from.AccessPoint; ap != nil {
			from.Bucket.Region, ap.Region = "eu-west-1", "eu-west-1"
		}
	}
	source := &Source{World: from, Name: from.Bucket.Name, Key: pick(g, keys...)}
	if from.AccessPoint != nil {
		source.Name = from.AccessPoint.ARN()
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
	return source
}
