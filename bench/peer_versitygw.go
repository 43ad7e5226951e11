package main

import (
	"context"
	"net"
	"net/netip"

	"github.com/gofiber/fiber/v3"
	"github.com/valyala/fasthttp"
	"github.com/versity/versitygw/auth"
	"github.com/versity/versitygw/backend"
)

// versitygw is the package auth of github.com/versity/versitygw, an S3 gateway. It
// keeps policies as text and reads them again for each request.
//
// Translated: statements without NotAction, with renamed keys and resources, see
// renamed. What a request carries is read from the HTTP request, so that only the
// keys of that can be asked: conditions on tags, as in W3, never hold.
type versitygw struct{ app *fiber.App }

var versitygwKeys = map[string]string{
	"s3:DataAccessPointAccount": "aws:Referer",
	"aws:SourceVpc":             "aws:UserAgent",
	"aws:VpcSourceIp":           "aws:SourceIp",
}

// newVersitygw makes an app that believes the header by which requests here tell
// that they came by TLS.
func newVersitygw() versitygw {
	return versitygw{fiber.New(fiber.Config{
		TrustProxy:       true,
		TrustProxyConfig: fiber.TrustProxyConfig{Proxies: []string{"0.0.0.0/0"}},
	})}
}

func (versitygw) translate(d *document) ([]byte, error) {
	for i := range d.statements {
		if d.statements[i].notActions {
			return nil, errNotAction
		}
	}
	return renamed(d, versitygwKeys)
}

// versitygwPolicy is a backend that has one bucket policy.
type versitygwPolicy struct {
	backend.BackendUnsupported
	text []byte
}

func (p *versitygwPolicy) GetBucketPolicy(context.Context, string) ([]byte, error) {
	return p.text, nil
}

func (versitygw) compile(src []byte) (compiled, error) {
	if _, err := auth.ParsePolicyDocument(src); err != nil {
		return nil, err
	}
	return &versitygwPolicy{text: src}, nil
}

type versitygwQuestion struct {
	ctx     fiber.Ctx
	options auth.AccessOptions
}

// prepare makes the HTTP request that has what the question has.
func (v versitygw) prepare(q *question) any {
	var r fasthttp.RequestCtx
	for _, a := range q.context {
		switch value := a.values[0]; rename(a.key, versitygwKeys) {
		case "aws:Referer":
			r.Request.Header.SetReferer(value)
		case "aws:UserAgent":
			r.Request.Header.SetUserAgent(value)
		case "aws:SourceIp":
			if addr, err := netip.ParseAddr(value); err == nil {
				r.SetRemoteAddr(net.TCPAddrFromAddrPort(netip.AddrPortFrom(addr, 1)))
			}
		case "aws:SecureTransport":
			if value == "true" {
				r.Request.Header.Set("X-Forwarded-Proto", "https")
			}
		}
	}
	return &versitygwQuestion{v.app.AcquireCtx(&r), auth.AccessOptions{
		Acc:    auth.Account{Arn: q.principal},
		Bucket: q.container, Object: q.key, Actions: []auth.Action{auth.Action(q.action)},
	}}
}

func (p *versitygwPolicy) allows(prepared any) bool {
	q := prepared.(*versitygwQuestion)
	return auth.VerifyAccess(q.ctx, p, q.options) == nil
}
