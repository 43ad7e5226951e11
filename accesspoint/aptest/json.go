package aptest

import (
	"bytes"
	"encoding/json"

	"github.com/s3ap/s3ap/accesspoint"
)

// line is what MarshalJSON prints, in this order.
type line struct {
	File      string   `json:"file"`
	Name      string   `json:"name"`
	Decision  Verdict  `json:"decision"`
	Explicit  bool     `json:"explicit"`
	BlockedBy []string `json:"blockedBy"`
	AllowedBy []string `json:"allowedBy"`
	OK        *bool    `json:"ok"`
	Reason    string   `json:"reason"`
}

// MarshalJSON returns the result of [Case.Decide] as programs in other languages
// read it: an object with the file and name of the request, the decision with
// whether a statement denies, the layers that block or allow, ok, which is null if
// nothing is expected, and the reason.
func (r Result) MarshalJSON() ([]byte, error) {
	d := r.Case.decision
	l := line{
		File: r.Case.File, Name: r.Case.Name,
		Decision: verdict(d.Allowed()), Explicit: r.Case.explicit(),
		BlockedBy: list(d.Blocked), AllowedBy: list(d.AllowedBy), Reason: d.String(),
	}
	if r.Case.Expect != "" {
		ok := r.OK()
		l.OK = &ok
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // policies have names such as <secret>, and no browser reads this
	err := e.Encode(l)
	return bytes.TrimSpace(b.Bytes()), err
}

func list(s accesspoint.Layers) []string {
	names := []string{}
	for l := range s.All() {
		names = append(names, l.String())
	}
	return names
}
