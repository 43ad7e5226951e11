package s3request

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/s3name"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

func TestHosts(t *testing.T) {
	nested := &Server{
		Region: "us-east-1", Names: names,
		Domains:            []string{"example.com", "s3.example.com", "::1"},
		AccessPointDomains: []string{"s3-accesspoint.example.com"},
		ControlDomains:     []string{"control.example.com", "s3.example.com"},
	}
	for name, tt := range map[string]struct {
		server     *Server
		host, path string
		want       string
		err        error
	}{
		"a bucket": {nil, atBucket, "/k", "arn:aws:s3:::amzn-s3-demo-bucket", nil},
		"capitals, a port and a period do not count": {nil, "AMZN-S3-demo-Bucket.S3.Example.COM.:9000", "/k", "arn:aws:s3:::amzn-s3-demo-bucket", nil},
		"a bucket with periods":                      {nil, "my.bucket.example.s3.example.com", "/k", "arn:aws:s3:::my.bucket.example", nil},
		"an access point":                            {nil, atAP, "/k", myAP.String(), nil},
		"an access point before an IP address":       {nil, "my-ap-111122223333.127.0.0.1:9000", "/k", myAP.String(), nil},
		"an access point on an outpost":              {nil, "my-ap-111122223333.op-01ac5d28a6a232904.s3.example.com", "/k", opAP.String(), nil},
		"an outpost that is none":                    {nil, "my-ap-111122223333.op-x.s3.example.com", "/k", "", arn.ErrOutpost},
		"an access point's name and another label":   {nil, "my-ap-111122223333.other.s3.example.com", "/k", "arn:aws:s3:::my-ap-111122223333.other", nil},
		"an alias":                             {nil, gpAlias + ".s3.example.com", "/k", myAP.String(), nil},
		"an alias in the path":                 {nil, "s3.example.com", "/" + gpAlias + "/k", myAP.String(), nil},
		"an alias of an external access point": {nil, "s3.example.com", "/" + fsxAlias + "/k", fsxAP.String(), nil},
		"an alias in capitals in the path":     {nil, "s3.example.com", "/MY-AP-ABCDEFGHIJ1234567890ABCDEFGHIJUSE1A-S3ALIAS/k", "arn:aws:s3:::MY-AP-ABCDEFGHIJ1234567890ABCDEFGHIJUSE1A-S3ALIAS", nil},
		"an alias that nobody has":             {nil, "s3.example.com", "/other-abcdefghij1234567890abcdefghijuse1a-s3alias/k", "", ErrNoSuchName},
		"a Multi-Region alias as a bucket":     {nil, "s3.example.com", "/" + mrap.Name() + "/k", "", ErrNoSuchName},
		"a directory bucket":                   {nil, "s3.example.com", "/b--use1-az4--x-s3/k", "directory bucket b--use1-az4--x-s3", nil},
		"any IPv4 address":                     {nil, "192.0.2.1:80", "/amzn-s3-demo-bucket/k", "arn:aws:s3:::amzn-s3-demo-bucket", nil},
		"any IPv6 address":                     {nil, "[2001:db8::1]:80", "/amzn-s3-demo-bucket/k", "arn:aws:s3:::amzn-s3-demo-bucket", nil},
		"an IPv6 address written otherwise":    {nested, "[0:0::1]", "/amzn-s3-demo-bucket/k", "arn:aws:s3:::amzn-s3-demo-bucket", nil},
		"an IPv6 address with more behind it":  {nil, "[2001:db8::1].s3.example.com", "/k", "", ErrHostSyntax},
		"an IPv6 address with a zone":          {nil, "[fe80::1%25eth0]", "/k", "", ErrHostSyntax},
		"a name in brackets":                   {nil, "[amzn-s3-demo-bucket.s3.example.com]", "/k", "", ErrHostSyntax},
		"a bracket that stays open":            {nil, "[::1", "/k", "", ErrHostSyntax},
		"an IPv6 address without brackets":     {nil, "2001:db8::1", "/k", "", s3name.ErrCharacter},
		"no host":                              {nil, "", "/k", "", s3name.ErrHost},
		"two ports":                            {nil, "s3.example.com:80:80", "/k", "", s3name.ErrCharacter},
		"a port that is none":                  {nil, "s3.example.com:x", "/k", "", s3name.ErrPort},
		"an empty label":                       {nil, "a..s3.example.com", "/k", "", s3name.ErrHost},
		"a period in front":                    {nil, ".s3.example.com", "/k", "", s3name.ErrHost},
		"NUL":                                  {nil, "a\x00.s3.example.com", "/k", "", s3name.ErrCharacter},
		"the Kelvin sign":                      {nil, "\u212a.s3.example.com", "/k", "", s3name.ErrCharacter},
		"a host of somebody else":              {nil, "s3.example.org", "/k", "", ErrHost},
		"a host that ends alike":               {nil, "evils3.example.com", "/k", "", ErrHost},
		"a host that a domain is the start of": {nil, "s3.example.com.evil.org", "/k", "", ErrHost},
		"a bucket's name that is none":         {nil, "a_.s3.example.com", "/k", "", ErrBucketName},

		"the longer of two domains counts":                    {nested, "amzn-s3-demo-bucket.s3.example.com", "/k", "arn:aws:s3:::amzn-s3-demo-bucket", nil},
		"the shorter counts for others":                       {nested, "amzn-s3-demo-bucket.example.com", "/k", "arn:aws:s3:::amzn-s3-demo-bucket", nil},
		"a domain of access points within one of buckets":     {nested, "my-ap-111122223333.s3-accesspoint.example.com", "/k", myAP.String(), nil},
		"an alias at a domain of access points":               {nested, gpAlias + ".s3-accesspoint.example.com", "/k", myAP.String(), nil},
		"a bucket at a domain of access points":               {nested, "amzn-s3-demo-bucket.s3-accesspoint.example.com", "/k", "", ErrNoSuchName},
		"a domain of access points alone":                     {nested, "s3-accesspoint.example.com", "/amzn-s3-demo-bucket/k", "", ErrHost},
		"a domain of the control plane within one of buckets": {nested, "control.example.com", "/amzn-s3-demo-bucket/k", "", ErrAccount},
		"a name before it is no bucket":                       {nested, "amzn-s3-demo-bucket.control.example.com", "/k", "", ErrAccount},
		"twelve digits are of the control plane":              {nested, "111122223333.s3.example.com", "/k", "", ErrNoOperation},
		"the path of the control plane":                       {nested, "111122223333.s3.example.com", "/v20180820/accesspoint/my-ap", myAP.String(), nil},
		"such a key of a bucket":                              {nested, "amzn-s3-demo-bucket.s3.example.com", "/v20180820/accesspoint/my-ap", "arn:aws:s3:::amzn-s3-demo-bucket", nil},

		"AWS: an access point":                        {nil, "my-ap-111122223333.s3-accesspoint.us-east-1.amazonaws.com", "/k", myAP.String(), nil},
		"AWS: one that nobody was told of":            {nil, "x-ap-111122223333.s3-accesspoint.us-east-1.amazonaws.com", "/k", "arn:aws:s3:us-east-1:111122223333:accesspoint/x-ap", nil},
		"AWS: a bucket":                               {nil, "amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com", "/k", "arn:aws:s3:::amzn-s3-demo-bucket", nil},
		"AWS: an unknown bucket in China":             {nil, "b-b.s3.cn-north-1.amazonaws.com.cn", "/k", "arn:aws-cn:s3:::b-b", nil},
		"AWS: the same by its path":                   {nil, "s3.cn-north-1.amazonaws.com.cn", "/b-b/k", "arn:aws-cn:s3:::b-b", nil},
		"AWS: an alias":                               {nil, gpAlias + ".s3.us-east-1.amazonaws.com", "/k", myAP.String(), nil},
		"AWS: an alias in another region":             {nil, gpAlias + ".s3.us-west-2.amazonaws.com", "/k", "", ErrNoSuchName},
		"AWS: an alias in another region by its path": {nil, "s3.us-west-2.amazonaws.com", "/" + gpAlias + "/k", "", ErrNoSuchName},
		"AWS: several regions":                        {nil, "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com", "/k", mrap.String(), nil},
		"AWS: several regions, unknown":               {nil, "abcdefghijklm.mrap.accesspoint.s3-global.amazonaws.com", "/k", "", ErrNoSuchName},
		"AWS: a bucket's name that is none":           {nil, "a_.s3.us-east-1.amazonaws.com", "/k", "", s3name.ErrBucket},
		"a server that knows no names":                {&Server{Domains: []string{"s3.example.com"}}, atAP, "/k", "arn:aws:s3:::my-ap-111122223333", nil},
		"an alias at a server that knows no names":    {&Server{Domains: []string{"s3.example.com"}}, gpAlias + ".s3.example.com", "/k", "", ErrNoSuchName},
		"Multi-Region at such a server":               {&Server{}, "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com", "/k", "", ErrNoSuchName},
	} {
		t.Run(name, func(t *testing.T) {
			if tt.server == nil {
				tt.server = testServer()
			}
			r, err := tt.server.Map(in("GET", tt.host, tt.path), testConnection())
			require.ErrorIs(t, err, tt.err)
			if err == nil {
				require.Equal(t, tt.want, targetText(r))
			}
		})
	}
}

func TestTwoHosts(t *testing.T) {
	s := testServer()
	_, err := s.Map(in("GET", atAP, "/k", "Host", atBucket), testConnection())
	require.ErrorIs(t, err, ErrTwoHosts)
	_, err = s.Map(in("GET", atAP, "http://"+atBucket+"/k"), testConnection())
	require.ErrorIs(t, err, ErrTwoHosts)
	_, err = s.Map(in("GET", atAP, "/k", "Host", "["+atAP+"]"), testConnection())
	require.ErrorIs(t, err, ErrTwoHosts)
	r := mapped(t, s, in("GET", "", "http://MY-AP-111122223333.s3.example.com/k", "Host", atAP+":9000"))
	require.Equal(t, myAP, r.Target.AccessPoint)
}

func TestANameThatTwoAnswerTo(t *testing.T) {
	s := testServer()
	s.Names = known{accessPoints: []arn.AccessPoint{myAP}, buckets: []arn.Bucket{arn.MustParseBucket("arn:aws:s3:::my-ap-111122223333")}}
	_, err := s.Map(in("GET", atAP, "/k"), testConnection())
	require.ErrorIs(t, err, ErrAmbiguous)
	s.Domains, s.AccessPointDomains = nil, []string{"s3.example.com"}
	require.Equal(t, myAP, mapped(t, s, in("GET", atAP, "/k")).Target.AccessPoint)
}

// wrong is a look-up that answers with something else than it is asked for.
type wrong struct{ arn.AccessPoint }

func (w wrong) LookupAccessPoint(_, _, _, _ string) (arn.AccessPoint, bool) {
	return w.AccessPoint, true
}
func (w wrong) LookupAlias(string) (arn.AccessPoint, bool) { return w.AccessPoint, true }
func (w wrong) LookupBucket(string) (arn.Bucket, bool)     { return myBucket, true }

func TestAnswersThatDoNotFitAreRefused(t *testing.T) {
	for host, ap := range map[string]arn.AccessPoint{
		atAP: srcAP, gpAlias + ".s3.example.com": olAP, olAlias + ".s3.example.com": myAP, opAlias + ".s3.example.com": myAP,
		"other--use1-az4--xa-s3.s3.example.com":                  dirAP,
		"abcdefghijklm.mrap.accesspoint.s3-global.amazonaws.com": mrap,
		"my-ap-111122223333.127.0.0.1":                           westAP,
	} {
		s := testServer()
		s.Names = wrong{ap}
		_, err := s.Map(in("GET", host, "/k"), testConnection())
		require.ErrorIs(t, err, ErrCatalogueAnswer, host)
	}
	s := testServer()
	s.Names = wrong{}
	r := mapped(t, s, in("GET", atAP, "/k"))
	require.Equal(t, Bucket, r.Target.Place, "a look-up that finds the zero access point has found nothing")
	require.Equal(t, "my-ap-111122223333", r.Target.Bucket.Name(), "and a bucket of another name is not the one asked for")
	_, err := s.Map(in("GET", gpAlias+".s3.example.com", "/k"), testConnection())
	require.ErrorIs(t, err, ErrNoSuchName)
}

func TestControlPlane(t *testing.T) {
	outposts := "/v20180820/accesspoint/arn%3Aaws%3As3-outposts%3Aus-east-1%3A111122223333%3Aoutpost%2Fop-01ac5d28a6a232904%2Faccesspoint%2Fmy-ap"
	const at, account = "111122223333.s3-control.us-east-1.amazonaws.com", "111122223333"
	scoped := func(r HTTP, scope string) HTTP {
		r.Header["X-Amz-Date"] = []string{"20261123T150130Z"}
		r.Header["Authorization"] = []string{signedBy(scope, "host;x-amz-date;x-amz-account-id")}
		return r
	}
	for name, tt := range map[string]struct {
		in   HTTP
		want string
		err  error
	}{
		"an access point":               {in("GET", at, "/v20180820/accesspoint/my-ap"), "GetAccessPoint s3:GetAccessPoint on " + myAP.String(), nil},
		"its policy":                    {in("PUT", at, "/v20180820/accesspoint/my-ap/policy"), "PutAccessPointPolicy s3:PutAccessPointPolicy on " + myAP.String(), nil},
		"the account in the header":     {in("GET", "s3.localhost", "/v20180820/accesspoint/my-ap", "x-amz-account-id", account), "GetAccessPoint s3:GetAccessPoint on " + myAP.String(), nil},
		"in China":                      {in("GET", "111122223333.s3-control.cn-north-1.amazonaws.com.cn", "/v20180820/accesspoint/my-ap"), "GetAccessPoint s3:GetAccessPoint on arn:aws-cn:s3:cn-north-1:111122223333:accesspoint/my-ap", nil},
		"the list":                      {in("GET", at, "/v20180820/accesspoint?bucket=b"), "ListAccessPoints s3:ListAccessPoints on account " + account, nil},
		"the list on Outposts":          {in("GET", "s3-outposts.us-east-1.amazonaws.com", "/v20180820/accesspoint", "x-amz-account-id", account), "ListAccessPoints s3-outposts:ListAccessPoints on account " + account, nil},
		"the list of directory buckets": {in("GET", "s3express-control.us-east-1.amazonaws.com", "/v20180820/accesspoint", "x-amz-account-id", account), "ListAccessPoints s3express:ListAccessPoints on account " + account, nil},
		"all public access":             {in("DELETE", at, "/v20180820/configuration/publicAccessBlock"), "DeletePublicAccessBlock s3:PutAccountPublicAccessBlock on account " + account, nil},
		"what is public":                {in("GET", at, "/v20180820/configuration/publicAccessBlock"), "GetPublicAccessBlock s3:GetAccountPublicAccessBlock on account " + account, nil},
		"an access point on an outpost": {in("GET", "s3-outposts.us-east-1.amazonaws.com", outposts, "x-amz-account-id", account), "GetAccessPoint s3-outposts:GetAccessPoint on " + opAP.String(), nil},
		"a scope":                       {in("PUT", "s3express-control.us-east-1.amazonaws.com", "/v20180820/accesspoint/"+dirAP.Name()+"/scope", "x-amz-account-id", account), "PutAccessPointScope s3express:PutAccessPointScope on " + dirAP.String(), nil},

		"two accounts":                       {in("GET", at, "/v20180820/accesspoint/my-ap", "x-amz-account-id", "444455556666"), "", ErrAccount},
		"no account":                         {in("GET", "s3.localhost", "/v20180820/accesspoint/my-ap"), "", ErrAccount},
		"the account in the query":           {in("GET", "s3.localhost", "/v20180820/accesspoint/my-ap?x-amz-account-id=111122223333&"+presigning("us-east-1/s3")), "", ErrInQuery},
		"an ARN of another account":          {in("GET", "s3-outposts.us-east-1.amazonaws.com", outposts, "x-amz-account-id", "444455556666"), "", ErrAccount},
		"an ARN of another region":           {in("GET", "s3-outposts.us-west-2.amazonaws.com", outposts, "x-amz-account-id", account), "", ErrScopeRegion},
		"an ARN of another service":          {in("GET", at, outposts), "", ErrScopeService},
		"a name that is none":                {in("GET", at, "/v20180820/accesspoint/a"), "", arn.ErrName},
		"half a percent sign in a name":      {in("GET", at, "/v20180820/accesspoint/a%"), "", ErrEncoding},
		"another path":                       {in("GET", at, "/v20180820/secrets"), "", ErrNoOperation},
		"another version":                    {in("GET", at, "/v20200101/accesspoint"), "", ErrNoOperation},
		"a method that it has not":           {in("POST", at, "/v20180820/accesspoint/my-ap"), "", ErrNoOperation},
		"a list signed for another service":  {scoped(in("GET", at, "/v20180820/accesspoint"), "us-east-1/s3-outposts"), "", ErrScopeService},
		"a list signed for no such service":  {scoped(in("GET", "s3.localhost", "/v20180820/accesspoint", "x-amz-account-id", account), "us-east-1/iam"), "", ErrScopeService},
		"a list that the signature tells of": {scoped(in("GET", "s3.localhost", "/v20180820/accesspoint", "x-amz-account-id", account), "us-east-1/s3-outposts"), "ListAccessPoints s3-outposts:ListAccessPoints on account " + account, nil},
		"public access on Outposts":          {scoped(in("GET", "s3.localhost", "/v20180820/configuration/publicAccessBlock", "x-amz-account-id", account), "us-east-1/s3-outposts"), "", ErrScopeService},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := testServer().Map(tt.in, testConnection())
			require.ErrorIs(t, err, tt.err)
			if err == nil {
				require.Equal(t, tt.want, sentence(r, err))
				require.True(t, r.IsControl() && r.Offered())
				all, err := r.Questions()
				require.NoError(t, err)
				require.Equal(t, arn.ARN{}, all[0].Resource(), "no policy of a bucket or access point is asked")
			}
		})
	}
}

func TestForwardedHosts(t *testing.T) {
	proxied := testServer()
	proxied.Proxies, proxied.TrustForwardedHost = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}, true
	untrusted := *proxied
	untrusted.TrustForwardedHost = false
	elsewhere := testConnection()
	elsewhere.Peer = netip.MustParseAddr("203.0.113.1")
	from := in("GET", "localhost", "/k", "X-Forwarded-Host", atAP)

	require.Equal(t, myAP, mapped(t, proxied, from).Target.AccessPoint)
	for name, tt := range map[string]struct {
		server     *Server
		in         HTTP
		connection Connection
		want       error
	}{
		"without a proxy":              {testServer(), from, testConnection(), ErrForwardedHost},
		"from one that is not trusted": {&untrusted, from, testConnection(), ErrForwardedHost},
		"past the proxy":               {proxied, from, elsewhere, ErrForwardedHost},
		"in the newer header":          {proxied, in("GET", "localhost", "/k", "Forwarded", "for=1.2.3.4;HOST=x"), testConnection(), ErrForwardedHost},
		"two of them":                  {proxied, in("GET", "localhost", "/k", "X-Forwarded-Host", atAP+", "+atBucket), testConnection(), s3name.ErrCharacter},
		"in two lines":                 {proxied, in("GET", "localhost", "/k", "X-Forwarded-Host", atAP, "X-Forwarded-Host", atBucket), testConnection(), ErrTwice},
	} {
		_, err := tt.server.Map(tt.in, tt.connection)
		require.ErrorIs(t, err, tt.want, name)
	}
}

func TestNetwork(t *testing.T) {
	server := testServer()
	server.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8::/32")}
	peer := func(s string) Connection {
		c := testConnection()
		c.Peer = netip.MustParseAddr(s)
		return c
	}
	plain, old, odd, none := testConnection(), testConnection(), testConnection(), testConnection()
	plain.TLSVersion, old.TLSVersion, odd.TLSVersion, none.Peer = 0, 0x0300, 0x7f1c, netip.Addr{}
	vpc, vpce, only := testConnection(), testConnection(), testConnection()
	vpc.VPC, vpc.VPCEndpoint, vpce.VPCEndpoint, only.VPC = "vpc-1", "vpce-1", "vpce-1", "vpc-1"
	for name, tt := range map[string]struct {
		connection Connection
		headers    []string
		// SourceIp, VpcSourceIp, SourceVpc, SourceVpce, SecureTransport, TlsVersion
		want [6]string
	}{
		"over TLS":                              {testConnection(), nil, [6]string{"192.0.2.7", "absent", "absent", "absent", "true", "1.3"}},
		"in the clear":                          {plain, nil, [6]string{"192.0.2.7", "absent", "absent", "absent", "false", "absent"}},
		"over SSL":                              {old, nil, [6]string{"192.0.2.7", "absent", "absent", "absent", "true", "in doubt"}},
		"over what is no version":               {odd, nil, [6]string{"192.0.2.7", "absent", "absent", "absent", "true", "in doubt"}},
		"from an address that is not known":     {none, nil, [6]string{"in doubt", "absent", "absent", "absent", "true", "1.3"}},
		"headers of a client count for nothing": {plain, []string{"X-Forwarded-For", "10.0.0.1", "X-Forwarded-Proto", "https"}, [6]string{"192.0.2.7", "absent", "absent", "absent", "false", "absent"}},
		"by a proxy":                            {peer("10.0.0.1"), []string{"X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https"}, [6]string{"203.0.113.9", "absent", "absent", "absent", "true", "in doubt"}},
		"by a proxy of another notation":        {peer("::ffff:10.0.0.1"), []string{"X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "http"}, [6]string{"203.0.113.9", "absent", "absent", "absent", "false", "absent"}},
		"the last that is no proxy":             {peer("10.0.0.1"), []string{"X-Forwarded-For", "1.1.1.1, 203.0.113.9 , 10.0.0.7", "X-Forwarded-Proto", "https"}, [6]string{"203.0.113.9", "absent", "absent", "absent", "true", "in doubt"}},
		"in several lines":                      {peer("10.0.0.1"), []string{"X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https"}, [6]string{"203.0.113.9", "absent", "absent", "absent", "true", "in doubt"}},
		"from a proxy":                          {peer("10.0.0.1"), []string{"X-Forwarded-For", "10.0.0.9", "X-Forwarded-Proto", "https"}, [6]string{"10.0.0.9", "absent", "absent", "absent", "true", "in doubt"}},
		"by a proxy that tells nothing":         {peer("10.0.0.1"), nil, [6]string{"in doubt", "absent", "absent", "absent", "in doubt", "in doubt"}},
		"through a VPC endpoint":                {vpc, nil, [6]string{"absent", "192.0.2.7", "vpc-1", "vpce-1", "true", "1.3"}},
		"through one of a VPC not told":         {vpce, nil, [6]string{"absent", "192.0.2.7", "in doubt", "vpce-1", "true", "1.3"}},
		"from a VPC":                            {only, nil, [6]string{"absent", "192.0.2.7", "vpc-1", "in doubt", "true", "1.3"}},
		"headers that no client sends":          {testConnection(), []string{"aws-SourceVpce", "vpce-1", "x-amz-source-vpc", "vpc-1"}, [6]string{"192.0.2.7", "absent", "absent", "absent", "true", "1.3"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := server.Map(in("GET", atAP, "/k", tt.headers...), tt.connection)
			require.NoError(t, err)
			var got [6]string
			for i, k := range []condition.Key{condition.SourceIP, condition.VPCSourceIP, condition.SourceVPC, condition.SourceVPCE, condition.SecureTransport, condition.S3TLSVersion} {
				got[i] = value(r.Context(), k)
			}
			require.Equal(t, tt.want, got)
		})
	}
	_, err := server.Map(in("GET", atAP, "/k", "X-Forwarded-For", "1.1.1.1, unknown"), peer("10.0.0.1"))
	require.ErrorIs(t, err, ErrValue)
}

func TestStrictAccessPoints(t *testing.T) {
	s := testServer()
	s.StrictAccessPoints = true
	s.Proxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	get := HTTP{"GET", atAP, "/k", signed()}
	plain, proxied := testConnection(), testConnection()
	plain.TLSVersion, proxied.Peer = 0, netip.MustParseAddr("10.0.0.1")
	for name, tt := range map[string]struct {
		in         HTTP
		connection Connection
		want       error
	}{
		"all is well":                     {get, testConnection(), nil},
		"a bucket may be asked as before": {in("GET", "s3.example.com", "/amzn-s3-demo-bucket/k"), plain, nil},
		"in the clear":                    {get, plain, ErrPlainHTTP},
		"by a proxy that does not tell":   {get, proxied, ErrPlainHTTP},
		"an alias in the path":            {HTTP{"GET", "s3.example.com", "/" + gpAlias + "/k", signed()}, testConnection(), ErrPathStyle},
		"not signed":                      {in("GET", atAP, "/k"), testConnection(), ErrAnonymous},
		"signed by version 2":             {in("GET", atAP, "/k?AWSAccessKeyId=A&Signature=S&Expires=1"), testConnection(), ErrOldSignature},
		"an alias as the source":          {HTTP{"PUT", atAP, "/k", signed("x-amz-copy-source", gpAlias+"/a")}, testConnection(), nil},
	} {
		_, err := s.Map(tt.in, tt.connection)
		require.ErrorIs(t, err, tt.want, name)
	}
}
