// Package s3request tells what a request of an S3 client asks for: which bucket
// or access point, which key, which operation and actions, under which condition
// keys. A gateway hands in what its HTTP server has read and decides what comes
// back with [github.com/s3ap/s3ap/accesspoint.Evaluate] or an Evaluator.
//
// Nothing is dialed, and no body is read but what is handed in. What a client can
// write in two ways that servers may read differently is refused: a mapping that a
// client can steer would let it be judged by one request and served another.
//
// Whether the signature is right is not checked here. A request that is mapped and
// allowed must still be refused if its signature does not hold, and a server must
// keep the host, the target and the headers as they came for whoever checks it.
package s3request
