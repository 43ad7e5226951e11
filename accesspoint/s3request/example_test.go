package s3request_test

import (
	"crypto/tls"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"time"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/accesspoint/s3request"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

var (
	finance = arn.MustParseAccessPoint("arn:aws:s3:us-east-1:111122223333:accesspoint/finance")
	data    = arn.MustParseBucket("arn:aws:s3:::finance-data")

	bucketPolicy = policy.MustCompile(policy.Bucket, `{"Version": "2012-10-17", "Statement": [{
		"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": ["arn:aws:s3:::finance-data", "arn:aws:s3:::finance-data/*"],
		"Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}}]}`)
	apPolicy = policy.MustCompile(policy.AccessPoint, `{"Version": "2012-10-17", "Statement": [{
		"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/jane"}, "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
		"Resource": "arn:aws:s3:us-east-1:111122223333:accesspoint/finance/object/jane/*"}]}`)
	jane = policy.MustParsePrincipal("arn:aws:iam::111122223333:user/jane")
)

// one knows one access point, and takes the place of a catalogue.
type one struct{}

func (one) LookupAccessPoint(_, _, account, name string) (arn.AccessPoint, bool) {
	return finance, account == finance.Account() && name == finance.Name()
}
func (one) LookupAlias(string) (arn.AccessPoint, bool)  { return arn.AccessPoint{}, false }
func (one) LookupBucket(name string) (arn.Bucket, bool) { return data, name == data.Name() }

var server = s3request.Server{Region: "us-east-1", Domains: []string{"s3.example.com"}, Names: one{}}

// read maps a request of net/http.
func read(r *http.Request) (*s3request.Request, error) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return nil, err
	}
	connection := s3request.Connection{Time: time.Now(), Peer: peer.Addr()}
	if r.TLS != nil {
		connection.TLSVersion = r.TLS.Version
	}
	return server.Map(s3request.HTTP{Method: r.Method, Host: r.Host, Target: r.RequestURI, Header: r.Header}, connection)
}

// ask decides one question.
func ask(q *s3request.Question) accesspoint.Decision {
	return accesspoint.Evaluate(accesspoint.Request{
		Principal: jane, Action: q.Action, AccessPoint: q.Target.AccessPoint, Bucket: data, BucketAccount: "111122223333",
		Key: q.Key, Context: q.Context,
	}, bucketPolicy, apPolicy, accesspoint.Internet())
}

// received makes a request as a server receives it.
func received(method, url string) *http.Request {
	r := httptest.NewRequest(method, url, nil)
	r.TLS = &tls.ConnectionState{Version: tls.VersionTLS13}
	r.RequestURI = r.URL.RequestURI()
	return r
}

func ExampleServer_Map() {
	for _, path := range []string{"/jane/pay.csv", "/jane/pay.csv?versionId=v1", "/jane/../john/pay.csv", "/jane/pay.csv?acl&tagging"} {
		asked, err := read(received("GET", "https://finance-111122223333.s3.example.com"+path))
		if err != nil {
			fmt.Println("refused:", err)
			continue
		}
		questions, err := asked.Questions()
		if err != nil {
			log.Fatal(err)
		}
		for _, q := range questions {
			fmt.Println(q.Action, q.Resource(), ask(&q).Allowed())
		}
	}
	// Output:
	// s3:GetObject arn:aws:s3:us-east-1:111122223333:accesspoint/finance/object/jane/pay.csv true
	// s3:GetObjectVersion arn:aws:s3:us-east-1:111122223333:accesspoint/finance/object/jane/pay.csv false
	// refused: path: the key or prefix has a segment `.` or `..`, which a file system would resolve
	// refused: query tagging: two parameters select an operation
}

// A copy reads one object and writes another. Both must be allowed.
func ExampleRequest_Questions() {
	r := received("PUT", "https://finance-111122223333.s3.example.com/jane/copy.csv")
	r.Header.Set("x-amz-copy-source", "arn:aws:s3:us-east-1:111122223333:accesspoint/finance/object/john/pay.csv")
	r.Header.Set("x-amz-tagging-directive", "REPLACE")
	asked, err := read(r)
	if err != nil {
		log.Fatal(err)
	}
	questions, err := asked.Questions()
	if err != nil {
		log.Fatal(err)
	}
	for _, q := range questions {
		fmt.Println(q.Action, q.Key, ask(&q).Allowed())
	}
	// Output:
	// s3:PutObject jane/copy.csv true
	// s3:GetObject john/pay.csv false
}

// The keys to delete are in the body, and each is answered for itself.
func ExampleRequest_ReadBody() {
	asked, err := read(received("POST", "https://finance-111122223333.s3.example.com/?delete"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(asked.NeedsBody())
	if err := asked.ReadBody([]byte(`<Delete><Object><Key>jane/a</Key></Object><Object><Key>john/b</Key></Object></Delete>`)); err != nil {
		log.Fatal(err)
	}
	for i, d := range asked.Deletes {
		for _, q := range asked.DeleteQuestions(i) {
			fmt.Println(q.Action, d.Key, ask(&q).Allowed())
		}
	}
	// Output:
	// true
	// s3:DeleteObject jane/a true
	// s3:DeleteObject john/b false
}
