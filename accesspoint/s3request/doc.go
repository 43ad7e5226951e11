// Package s3request tells what a request of an S3 client asks for: which bucket
// or access point, which key, which operation and actions, under which condition
// keys. A gateway hands in what its HTTP server has read and decides what comes
// back with [github.com/s3ap/s3ap/accesspoint.Evaluate] or an Evaluator.
//
// Nothing is dialed, and no body is read but what is handed in. What a client can
// write in two ways that servers may read differently is refused: a mapping that a
// client can steer would let it be judged by one request and served another.
//
// A handler of net/http fills in a request from the fields that it has:
//
//	asked, err := server.Map(
//		s3request.HTTP{Method: r.Method, Host: r.Host, Target: r.RequestURI, Header: r.Header},
//		s3request.Connection{Time: time.Now(), Peer: peer, TLSVersion: version})
//
// where peer is of netip.ParseAddrPort(r.RemoteAddr) and version is r.TLS.Version,
// or 0 if r.TLS is nil. The target is not r.URL.Path, which is decoded, nor what a
// router has cleaned. If [Request.NeedsBody] says so, the handler reads at most
// [MaxBody] bytes and hands them to [Request.ReadBody]. It then asks
// [Request.Offered], and decides each of [Request.Questions].
//
// What serves the request must serve what was decided:
//
//   - the target and the key that came back, and not what it makes of the path;
//   - of a form, no field that stands behind the file;
//   - what a signed query says in place of a header, or refuse such queries with
//     HeadersOnly;
//   - with a host, target and headers as they came for whoever checks the signature.
//
// Whether the signature is right, or has expired, is not checked here. A request that
// is mapped and allowed must still be refused if its signature does not hold.
package s3request
