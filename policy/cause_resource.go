package policy

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/internal/suffix"
)

// resourceCause says in what the resource of a request and the entry of Resource
// that comes closest differ.
func resourceCause(doc *Document, s *Statement, t condition.Truth, req *Asked) string {
	entries := values(s.Resource.Items)
	if !req.Resource.IsValid() {
		return "the request has no resource"
	}
	asked := takeApart(req.Resource.String())
	switch {
	case t == condition.Unknown:
		return fmt.Sprintf("it cannot be told whether %s matches %s", elementName("Resource", s.Resource.Not, entries), oneline.Quote(asked.short()))
	case s.Resource.Not:
		return fmt.Sprintf("%s leaves out %s", elementName("Resource", true, entries), oneline.Quote(asked.short()))
	}
	var best difference
	for _, text := range entries {
		e := entry{text: text, here: text}
		if doc.Version.Value == version2012 {
			e.here, e.variables = resolved(text, *req.Context)
		}
		if d := asked.difference(&e); best.text == "" || d.agree > best.agree {
			best = d
		}
	}
	return best.text + others(len(entries))
}

// An entry of Resource: as it is written, with its policy variables filled in,
// and what these are, in words.
type entry struct{ text, here, variables string }

// A resource in the pieces by which people tell resources apart. They may hold
// wildcards.
type pieces struct {
	text        string
	scope       []string // partition, service, region and account
	accessPoint bool
	name        string // of the bucket or access point
	key         string
	isObject    bool
	lacksObject bool // an access point's key without /object/ before it
}

// long is how many bytes of a name a cause shows before it leaves some away.
const long = 80

// takeApart takes an ARN apart that has a sixth part.
func takeApart(text string) pieces {
	scope, rest := cutARN(text)
	r := pieces{text: text, scope: strings.Split(strings.TrimSuffix(scope, ":"), ":")[1:]}
	rest, r.accessPoint = strings.CutPrefix(rest, "accesspoint/")
	r.name, r.key, r.isObject = strings.Cut(rest, "/")
	if r.accessPoint && r.isObject {
		key, ok := strings.CutPrefix(r.key, "object/")
		r.key, r.lacksObject = key, !ok
	}
	return r
}

// noun says what r is, or is in.
func (r *pieces) noun() string {
	if r.accessPoint {
		return "access point"
	}
	return "bucket"
}

// short is the ARN, or the end of a long one, by which resources are told apart.
func (r *pieces) short() string {
	if len(r.text) <= long {
		return r.text
	}
	return "…" + r.end()
}

// end is what follows the name of the bucket or access point, and the name if
// nothing does.
func (r *pieces) end() string {
	switch {
	case r.isObject && r.accessPoint && !r.lacksObject:
		return "/object/" + r.key
	case r.isObject:
		return "/" + r.key
	}
	return r.name
}

// difference tells in what an entry and the resource that is asked for differ:
// the first piece that does.
func (r *pieces) difference(e *entry) difference {
	scope, rest := cutARN(e.here)
	if rest == "" || strings.Contains(scope, "*:") {
		// Where parts are left out, or a wildcard may reach into others, the
		// pieces cannot be told apart.
		return r.differsSomehow(0, e)
	}
	other := takeApart(e.here)
	if other.accessPoint != r.accessPoint {
		return r.isOfAnotherKind(&other, e)
	}
	for i, what := range [...]string{"partition", "service", "region", "account"} {
		if !matches(other.scope[i], r.scope[i]) {
			return difference{2 + i, fmt.Sprintf("Resource is of %s %s, and the %s is of %s", what, oneline.Quote(other.scope[i]), r.noun(), oneline.Quote(r.scope[i]))}
		}
	}
	switch {
	case other.name == r.name:
	case strings.ContainsAny(other.name, "*?"):
		return r.differsSomehow(6, e)
	default:
		return difference{6, fmt.Sprintf("Resource names the %s %s, and asked for is %s%s", r.noun(), oneline.Quote(other.name), oneline.Quote(r.name), orCase(other.name, r.name))}
	}
	switch {
	case other.lacksObject:
		return difference{8, fmt.Sprintf("Resource lacks `/object/` between the access point's name and %s", oneline.Quote(other.key))}
	case other.isObject && !r.isObject:
		return difference{7, fmt.Sprintf("Resource ends in %s, which is objects, and the action is on the %s itself", oneline.Quote(other.end()), r.noun())}
	case !other.isObject && r.isObject:
		all := pieces{accessPoint: r.accessPoint, isObject: true, key: "*"}
		return difference{7, fmt.Sprintf("Resource is the %s itself; objects in it need %s at the end", r.noun(), oneline.Quote(all.end()))}
	}
	return r.keyDiffers(&other, e)
}

func (r *pieces) differsSomehow(agree int, e *entry) difference {
	text, asked := distinct(e.text, r.text)
	return difference{agree, fmt.Sprintf("Resource %s does not match %s", oneline.Quote(text), oneline.Quote(asked))}
}

// isOfAnotherKind is about a bucket in place of an access point, or the other
// way round.
func (r *pieces) isOfAnotherKind(other *pieces, e *entry) difference {
	switch _, kind := suffix.Of(other.name); {
	case kind == suffix.AccessPoint || kind == suffix.External:
		return difference{1, fmt.Sprintf("Resource %s is an alias, and policies name access points by their ARN alone", oneline.Quote(e.text))}
	case other.accessPoint:
		return difference{1, fmt.Sprintf("Resource %s is an access point, and asked for is the bucket", oneline.Quote(e.text))}
	}
	return difference{1, fmt.Sprintf("Resource %s is no access point, and asked for is one", oneline.Quote(e.text))}
}

// keyDiffers is about two keys in the same bucket or access point. Of those that
// agree in part, the one is nearer that agrees the longest.
func (r *pieces) keyDiffers(other *pieces, e *entry) difference {
	pattern, key := distinct(other.key, r.key)
	verb := "is"
	if key != r.key {
		verb = "ends in"
	}
	if e.variables != "" {
		written := takeApart(e.text)
		pattern = written.key
	}
	hint := orCase(other.key, r.key)
	switch {
	case hint != "":
	case strings.HasPrefix(r.key, other.key):
		hint = ": without `*` at its end it is that one key"
	case strings.HasPrefix(r.key, "/") && matches(other.key, r.key[1:]):
		hint = ": the key begins with a slash"
	}
	return difference{9 + commonFold(other.key, r.key), fmt.Sprintf("Resource ends in %s%s and the key %s %s%s", oneline.Quote(pattern), e.variables, verb, oneline.Quote(key), hint)}
}

// distinct leaves away what two texts have in common at their beginning, up to a
// slash or colon, if they are long.
func distinct(a, b string) (string, string) {
	cut := strings.LastIndexAny(b[:commonFold(a, b)], "/:") + 1
	if cut == 0 || max(len(a), len(b)) <= long {
		return a, b
	}
	return "…" + a[cut:], "…" + b[cut:]
}

func matches(pattern, text string) bool {
	p := glob.Compile(pattern)
	return p.Match(text)
}

// orCase ends a difference that is one of case alone.
func orCase(pattern, text string) string {
	if p := glob.CompileFold(pattern); p.Match(text) {
		return ": case differs"
	}
	return ""
}

// commonFold returns how many bytes two texts have in common at the beginning,
// the case of ASCII letters aside.
func commonFold(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && (a[n] == b[n] || strings.EqualFold(a[n:n+1], b[n:n+1])) {
		n++
	}
	return n
}

// resolved returns an entry with the values of its policy variables, and tells
// them. It is for people: in matching, values are no text of patterns.
func resolved(text string, ctx condition.Context) (here, variables string) {
	var b strings.Builder
	var told []string
	for {
		before, after, ok := strings.Cut(text, "${")
		b.WriteString(before)
		if !ok {
			break
		}
		var name string
		name, text, _ = strings.Cut(after, "}")
		key, fallback, _ := strings.Cut(name, ", ")
		value, known := ctx.Value(condition.Key(key))
		switch {
		case strings.Trim(name, "*?$") == "":
			b.WriteString(name)
			continue
		case known:
		case fallback != "":
			value = strings.Trim(fallback, "'")
		default:
			b.WriteString("${" + name + "}")
			told = append(told, key+" not there")
			continue
		}
		b.WriteString(value)
		told = append(told, key+" "+oneline.Quote(value))
	}
	if len(told) > 0 {
		variables = ", with " + strings.Join(told, ", ") + ","
	}
	return b.String(), variables
}
