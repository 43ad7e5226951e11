package s3name

import (
	"errors"
	"strings"
	"testing"

	"github.com/s3ap/s3ap/alias"
)

func FuzzParseHost(f *testing.F) {
	for _, form := range forms {
		for _, home := range homes {
			f.Add(strings.NewReplacer("API", home.api, "S", home.suffix, "R", home.region).Replace(form.host))
		}
	}
	for _, host := range []string{"", ".", ":", "[::1]:80", "localhost:9000", "a..amazonaws.com", "S3.Us-West-2.AmazonAWS.com.:443", "x\x00.s3.amazonaws.com"} {
		f.Add(host)
	}
	f.Fuzz(checkParseHost)
}

// checkParseHost holds ParseHost of any text to what is always true.
func checkParseHost(t *testing.T, host string) {
	h, err := ParseHost(host)
	if err != nil {
		e, ok := errors.AsType[*Error](err)
		if ok && (e.Input != host || e.Offset < 0 || e.Offset > len(host)) || !ok && err != ErrNotAWS || h != (Host{}) {
			t.Fatalf("ParseHost(%q) = %+v, %#v", host, h, err)
		}
		return
	}
	bare, port, _ := strings.Cut(strings.ToLower(host), ":")
	text, err := h.Text()
	if err != nil || text != strings.TrimSuffix(bare, ".") || strings.Trim(port, "0123456789") != "" {
		t.Fatalf("ParseHost(%q) = %+v, printed as %q, %v", host, h, text, err)
	}
	if h.AccessPoint.IsValid() {
		made := HostOf(h.AccessPoint, h.Options)
		if made != h || h.Label != "" {
			t.Errorf("%q has the access point %v, whose host is %+v", host, h.AccessPoint, made)
		}
	}
	if a, err := alias.Parse(h.Label); err == nil && h.Service != AccessPoints {
		if made := HostOfAlias(a, h.Partition, h.Region, h.Options); made != h {
			t.Errorf("%q has the alias %v, whose host is %+v, not %+v", host, a, made, h)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		gpARN, olARN, dirARN, mrARN, opARN, cnARN, gpARN + "/object/a:b", "arn:aws:s3:::ledger/a", gpAlias, exAlias, olAlias, opAlias, mrap, dirAP, dirB,
		"ledger", "foo-111122223333", "arn:AWS:s3:US:12:accesspoint/A", "arn:aws:s3" + home + "accesspoint:my-ap", "arn:aws:iam::111122223333:user/jane",
		"my-ap-111122223333.s3-accesspoint.us-west-2.amazonaws.com", "", "arn:", "arn:::::", "a\x00", "arn:aws:s3-object-lambda:::/object/",
	} {
		f.Add(text)
	}
	f.Fuzz(checkParseAny)
}

// checkParseAny holds Parse of any text to what is always true.
func checkParseAny(t *testing.T, text string) {
	n, err := Parse(text)
	if err != nil {
		checkFaults(t, text, err)
		if n != (Name{}) {
			t.Errorf("Parse(%q) = %+v and an error", text, n)
		}
		return
	}
	if n.String() != text || n.Form.String() == "invalid" || n.Describe() == "" || strings.ContainsAny(n.Describe(), "\x00\x1b\n") {
		t.Errorf("Parse(%q) = %+v, %q", text, n, n.Describe())
	}
	back := ""
	switch n.Form {
	case ARN:
		back = n.AccessPoint.String() + n.Bucket.String()
		if n.Key != "" {
			back = n.AccessPoint.Object(n.Key).String() + n.Bucket.Object(n.Key).String()
		}
	case Address:
		if again, err := Parse(n.AccessPoint.String()); err != nil || again.Form != ARN || again.AccessPoint != n.AccessPoint {
			t.Errorf("%q is %v, read as %+v", text, n.AccessPoint, again)
		}
		return
	case HostName:
		return // see checkParseHost
	case Alias, Bare:
		back = n.Label
	}
	if back != text {
		t.Errorf("%q is printed as %q", text, back)
	}
}

// checkFaults holds an error to telling what is wrong where in the text.
func checkFaults(t *testing.T, text string, err error) {
	t.Helper()
	list, ok := errors.AsType[ErrorList](err)
	if !ok || len(list) == 0 {
		t.Errorf("%q is refused with %#v", text, err)
	}
	last := 0
	for _, e := range list {
		if e.Input != text || e.Offset < last || e.Offset > len(text) {
			t.Errorf("Parse(%q): %#v", text, e)
		}
		last = e.Offset
	}
}
