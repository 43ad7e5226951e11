package s3request

import (
	"net/netip"
	"strings"
	"time"

	"github.com/s3ap/s3ap/arn"
)

// known is a look-up of a few names.
type known struct {
	accessPoints []arn.AccessPoint
	aliases      map[string]arn.AccessPoint
	buckets      []arn.Bucket
}

func (k known) LookupAccessPoint(partition, region, account, name string) (found arn.AccessPoint, ok bool) {
	for _, ap := range k.accessPoints {
		if ap.Account() == account && ap.Name() == name && (region == "" || region == ap.Region()) && (partition == "" || partition == ap.Partition()) {
			if ok {
				return arn.AccessPoint{}, false
			}
			found, ok = ap, true
		}
	}
	return found, ok
}

func (k known) LookupAlias(alias string) (arn.AccessPoint, bool) {
	ap, ok := k.aliases[alias]
	return ap, ok
}

func (k known) LookupBucket(name string) (arn.Bucket, bool) {
	for _, b := range k.buckets {
		if b.Name() == name {
			return b, true
		}
	}
	return arn.Bucket{}, false
}

const (
	gpAlias  = "my-ap-abcdefghij1234567890abcdefghijuse1a-s3alias"
	fsxAlias = "my-fsx-ap-abcdefghij1234567890abcdefg-ext-s3alias"
	olAlias  = "my-olap-abcdefghij1234567890abcdefghijus--ol-s3"
	opAlias  = "my-ap-o01ac5d28a6a232904e8xz5w5ijx1qzlbp3i3kuse10--op-s3"
)

var (
	myAP     = arn.MustParseAccessPoint("arn:aws:s3:us-east-1:111122223333:accesspoint/my-ap")
	westAP   = arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/my-ap")
	srcAP    = arn.MustParseAccessPoint("arn:aws:s3:us-east-1:111122223333:accesspoint/src-ap")
	fsxAP    = arn.MustParseAccessPoint("arn:aws:s3:us-east-1:111122223333:accesspoint/my-fsx-ap")
	olAP     = arn.MustParseAccessPoint("arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/my-olap")
	opAP     = arn.MustParseAccessPoint("arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-01ac5d28a6a232904/accesspoint/my-ap")
	mrap     = arn.MustParseAccessPoint("arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap")
	dirAP    = arn.MustParseAccessPoint("arn:aws:s3express:us-east-1:111122223333:accesspoint/my-ap--use1-az4--xa-s3")
	myBucket = arn.MustParseBucket("arn:aws:s3:::amzn-s3-demo-bucket")
)

var names = known{
	accessPoints: []arn.AccessPoint{myAP, westAP, srcAP},
	aliases:      map[string]arn.AccessPoint{gpAlias: myAP, fsxAlias: fsxAP, olAlias: olAP, opAlias: opAP, dirAP.Name(): dirAP, mrap.Name(): mrap},
	buckets:      []arn.Bucket{myBucket},
}

// testServer answers to the domains of the recorded requests and of the examples.
func testServer() *Server {
	return &Server{
		Region:         "us-east-1",
		Domains:        []string{"127.0.0.1", "localhost", "s3.localhost", "s3.example.com"},
		ControlDomains: []string{"127.0.0.1", "localhost", "s3.localhost"},
		Names:          names,
	}
}

var now = time.Date(2026, 11, 23, 15, 2, 0, 0, time.UTC)

func testConnection() Connection {
	return Connection{Time: now, Peer: netip.MustParseAddr("192.0.2.7"), TLSVersion: 0x0304}
}

// signedBy returns the header Authorization of a request signed for a region and
// service, with these headers.
func signedBy(scope, headers string) string {
	return "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261123/" + scope + "/aws4_request, SignedHeaders=" + headers + ", Signature=" + strings.Repeat("0a", 32)
}

// signed returns headers of a request signed for us-east-1/s3, all of them signed.
func signed(headers ...string) map[string][]string {
	h := map[string][]string{"X-Amz-Date": {"20261123T150130Z"}}
	list := "host;x-amz-date"
	for i := 0; i+1 < len(headers); i += 2 {
		h[headers[i]] = []string{headers[i+1]}
		list += ";" + strings.ToLower(headers[i])
	}
	h["Authorization"] = []string{signedBy("us-east-1/s3", list)}
	return h
}
