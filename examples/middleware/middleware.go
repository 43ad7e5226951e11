package middleware

import (
	"bytes"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/s3ap/s3ap/accesspoint/s3request"
)

// Guard passes on to next, as requests to the bucket, what the policies allow. It
// takes an access key at its word: what is behind must check signatures.
func Guard(next http.Handler, server *s3request.Server, p *Policies) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		passed, err := admit(r, server, p)
		if err == nil {
			next.ServeHTTP(w, passed)
			return
		}
		p.Denied(err)
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(http.StatusForbidden)
		io.WriteString(w, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>")
	})
}

// admit returns the request to pass on, or why it is denied.
func admit(r *http.Request, server *s3request.Server, p *Policies) (*http.Request, error) {
	peer, _ := netip.ParseAddrPort(r.RemoteAddr)
	asked, err := server.Map(s3request.HTTP{Method: r.Method, Host: r.Host, Target: r.RequestURI, Header: r.Header},
		s3request.Connection{Time: time.Now(), Peer: peer.Addr()})
	if err != nil {
		return nil, err
	}
	passed := r.Clone(r.Context())
	if asked.NeedsBody() {
		body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, s3request.MaxBody))
		if err != nil {
			return nil, err
		}
		if err := asked.ReadBody(body); err != nil {
			return nil, err
		}
		passed.Body = io.NopCloser(bytes.NewReader(body))
	}
	if err := p.allow(asked); err != nil {
		return nil, err
	}
	passed.URL = &url.URL{Path: "/" + p.bucket(asked.Target) + "/" + asked.Key, RawQuery: r.URL.RawQuery}
	if asked.HasSource { // by the name of its bucket, too
		passed.Header.Set("x-amz-copy-source", url.QueryEscape(p.bucket(asked.Source.Target)+"/"+asked.Source.Key))
	}
	return passed, nil
}
