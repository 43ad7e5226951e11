package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v3"
	"github.com/versity/versitygw/s3api/utils"
	"github.com/versity/versitygw/s3err"

	"github.com/s3ap/s3ap/accesspoint/s3request"
	"github.com/s3ap/s3ap/policy"
)

// A guard stands before versitygw as a middleware. It decides each request, and
// passes on what is allowed as a request to the bucket, which is all that
// versitygw knows.
type guard struct {
	world     *World
	server    s3request.Server
	endpoints map[netip.AddrPort]EndpointConfig // by the address of their listener
	log       *slog.Logger
}

func newGuard(c *Config, w *World, log *slog.Logger) (*guard, error) {
	g := &guard{
		world: w, log: log, endpoints: make(map[netip.AddrPort]EndpointConfig),
		server: s3request.Server{Partition: "aws", Region: c.Region, Domains: []string{c.Domain}, Names: w,
			HeadersOnly: true}, // as versitygw does, which passes over what is signed in a query
	}
	if c.Domain == "" || c.Region == "" || c.Listen == "" {
		return nil, errors.New("domain, region and listen are needed")
	}
	for i, e := range c.VPCEndpoints {
		// Requests are told apart by the address that they came to.
		addr, err := netip.ParseAddrPort(e.Listen)
		if err != nil || addr.Addr().IsUnspecified() || addr.Port() == 0 {
			return nil, fmt.Errorf("vpcEndpoints[%d].listen: must be an IP address and a port of its own, not %q", i, e.Listen)
		}
		g.endpoints[addr] = e
	}
	return g, nil
}

// originalPath is where versitygw looks for the path that the client has signed,
// if its own was written anew. The name is internal to version 1.8.0; under
// another, no signature would hold.
const originalPath = "original-uri-path"

func (g *guard) handle(ctx fiber.Ctx) error {
	id, hostID := utils.EnsureRequestIDs(ctx)
	signedPath, path, err := g.admit(ctx, id)
	if err != nil {
		answer := s3err.GetAPIError(s3err.ErrAccessDenied)
		if errors.Is(err, errNotServed) {
			answer = s3err.GetAPIError(s3err.ErrNotImplemented)
		}
		g.log.Info("denied", "request", id, "why", err.Error())
		ctx.Response().SetConnectionClose() // a body that nobody read must not be the next request
		ctx.Response().Header.SetContentType(fiber.MIMEApplicationXML)
		return ctx.Status(answer.HTTPStatusCode).Send(answer.XMLBody(id, hostID))
	}
	ctx.Locals(originalPath, signedPath)
	ctx.Path(path)
	return ctx.Next()
}

// admit decides a request. It returns the path that was signed, and the one for
// versitygw; an error for a request that is denied or cannot be decided.
func (g *guard) admit(ctx fiber.Ctx, id string) (signedPath, path string, err error) {
	r, connection, err := g.read(ctx)
	if err != nil {
		return "", "", err
	}
	if signedPath, err = url.PathUnescape(string(ctx.Request().URI().PathOriginal())); err != nil {
		return "", "", err
	}
	caller, err := g.caller(r)
	if err != nil {
		return "", "", err
	}
	judge := judge{world: g.world, caller: caller, endpoint: connection.VPCEndpoint}
	granted, err := judge.decide(r)
	if err != nil {
		return "", "", err
	}
	for _, why := range judge.denied {
		g.log.Info("denied", "request", id, "why", why)
	}
	if judge.allowed != "" {
		g.log.Info("allowed", "request", id, "why", judge.allowed)
	}
	ctx.Locals(grantKey, granted)
	path = "/" + granted.bucket
	if r.Key != "" {
		path += "/" + url.PathEscape(r.Key)
	}
	return signedPath, path, nil
}

// read maps a request, with its body if that bears on the decision.
func (g *guard) read(ctx fiber.Ctx) (*s3request.Request, s3request.Connection, error) {
	c := s3request.Connection{Time: time.Now(), Peer: addrPort(ctx.RequestCtx().RemoteAddr()).Addr()}
	if e, ok := g.endpoints[addrPort(ctx.RequestCtx().LocalAddr())]; ok {
		c.VPCEndpoint, c.VPC = e.ID, e.VPC
	}
	in := &ctx.Request().Header
	header := make(map[string][]string)
	for name, value := range in.All() {
		header[string(name)] = append(header[string(name)], string(value))
	}
	r, err := g.server.Map(s3request.HTTP{
		Method: string(in.Method()), Host: string(in.Host()), Target: string(in.RequestURI()), Header: header,
	}, c)
	if err != nil {
		return nil, c, err
	}
	if err := served(r); err != nil {
		return nil, c, err
	}
	if r.NeedsBody() {
		if n := in.ContentLength(); n < 0 || n > s3request.MaxBody {
			return nil, c, errors.New("the body is larger than an operation of this kind takes, or does not tell its size")
		}
		err = r.ReadBody(ctx.Request().Body())
	}
	return r, c, err
}

func addrPort(a net.Addr) netip.AddrPort {
	tcp, _ := a.(*net.TCPAddr)
	if tcp == nil {
		return netip.AddrPort{}
	}
	addr := tcp.AddrPort()
	return netip.AddrPortFrom(addr.Addr().Unmap(), addr.Port())
}

// caller returns whose key signed. That the signature is theirs is for versitygw to
// check, which refuses the request if it is not.
func (g *guard) caller(r *s3request.Request) (policy.Principal, error) {
	if r.Signature.Version == s3request.Anonymous {
		return policy.Anonymous(), nil
	}
	p, ok := g.world.callers[r.Signature.AccessKeyID]
	if !ok {
		return p, fmt.Errorf("nobody has the access key %q", r.Signature.AccessKeyID)
	}
	return p, nil
}
