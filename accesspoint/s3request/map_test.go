package s3request

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

// sentence says in one line what a request was mapped to, or what was wrong with it.
func sentence(r *Request, err error) string {
	if err != nil {
		return "refused: " + err.Error()
	}
	s := r.Operation.Name + " " + strings.Join(r.Actions(nil), "+") + " on " + targetText(r)
	if r.Key != "" {
		s += " " + r.Key
	}
	if r.Version != "" {
		s += " version " + r.Version
	}
	if r.HasSource {
		s += " from " + strings.Join(r.SourceActions(nil), "+") + " " + r.Source.text()
		if r.Source.Version != "" {
			s += " version " + r.Source.Version
		}
	}
	return s
}

const (
	atAP     = "my-ap-111122223333.s3.example.com"
	atBucket = "amzn-s3-demo-bucket.s3.example.com"
)

// in makes a request without a signature.
func in(method, host, target string, headers ...string) HTTP {
	h := map[string][]string{}
	for i := 0; i+1 < len(headers); i += 2 {
		h[headers[i]] = append(h[headers[i]], headers[i+1])
	}
	return HTTP{method, host, target, h}
}

// mapped maps a request that must be good.
func mapped(t testing.TB, s *Server, r HTTP) *Request {
	t.Helper()
	got, err := s.Map(r, testConnection())
	require.NoError(t, err)
	return got
}

// value shows what a context has of a key.
func value(c condition.Context, k condition.Key) string {
	switch c.Has(k) {
	case condition.False:
		return "absent"
	case condition.Unknown:
		return "in doubt"
	}
	if v, ok := c.Value(k); ok {
		return v
	}
	return "several"
}

// Specification of wire requests, section 12.
func TestVectors(t *testing.T) {
	ambiguous := testServer()
	ambiguous.Names = known{buckets: []arn.Bucket{arn.MustParseBucket("arn:aws:s3:::foo-111122223333")}}
	dots := testServer()
	dots.AllowDotSegments = true
	scope := func(r HTTP, scope string) HTTP {
		r.Header = map[string][]string{"X-Amz-Date": {"20261123T150130Z"}, "Authorization": {signedBy(scope, "host;x-amz-date")}}
		return r
	}
	get := in("GET", atAP, "/reports/a%20b%2Bc.txt?x-id=DeleteObject")
	presigned := "&" + presigning("us-east-1/s3")
	for name, tt := range map[string]struct {
		server *Server
		in     HTTP
		want   string
		err    error
	}{
		"the hint x-id counts for nothing":                {nil, scope(get, "us-east-1/s3"), "GetObject s3:GetObject on " + myAP.String() + " reports/a b+c.txt", nil},
		"another region has an access point of that name": {nil, scope(get, "us-west-2/s3"), "GetObject s3:GetObject on " + westAP.String() + " reports/a b+c.txt", nil},
		"a region that has none":                          {&Server{Domains: dots.Domains, Names: known{accessPoints: []arn.AccessPoint{myAP}}}, scope(get, "us-west-2/s3"), "", ErrScopeRegion},
		"the scope tells Object Lambda": {nil, scope(get, "us-east-1/s3-object-lambda"),
			"GetObject s3-object-lambda:GetObject on arn:aws:s3-object-lambda:us-east-1:111122223333:accesspoint/my-ap reports/a b+c.txt", nil},
		"an alias in the path, with a version": {nil, in("GET", "s3.example.com", "/"+gpAlias+"/reports/a?versionId=v1"),
			"GetObject s3:GetObjectVersion on " + myAP.String() + " reports/a version v1", nil},
		"a list": {nil, in("GET", atAP, "/?list-type=2&prefix=reports%2F&delimiter=%2F"), "ListObjectsV2 s3:ListBucket on " + myAP.String(), nil},
		"an ACL in a signed query": {nil, in("PUT", atAP, "/k?x-amz-acl=public-read"+presigned),
			"PutObject s3:PutObject+s3:PutObjectAcl on " + myAP.String() + " k", nil},
		"a copy source in a signed query": {nil, in("PUT", atAP, "/k?x-amz-copy-source=src%2Fa%20b"+presigned),
			"CopyObject s3:PutObject+s3:PutObjectTagging on " + myAP.String() + " k from s3:GetObject+s3:GetObjectTagging src/a b", nil},
		"two subresources":                   {nil, in("GET", atAP, "/k?acl&tagging"), "", ErrSubresources},
		"an unknown subresource":             {nil, in("GET", atAP, "/k?annotation"), "", ErrSubresource},
		"header and query that differ":       {nil, in("PUT", atAP, "/k?x-amz-acl=public-read"+presigned, "X-Amz-Acl", "private"), "", ErrConflict},
		"a bucket named like NAME-ACCOUNT":   {ambiguous, in("GET", "foo-111122223333.s3.example.com", "/k"), "GetObject s3:GetObject on arn:aws:s3:::foo-111122223333 k", nil},
		"an account of eleven digits":        {nil, in("GET", "my-ap-11112222333.s3.example.com", "/k"), "GetObject s3:GetObject on arn:aws:s3:::my-ap-11112222333 k", nil},
		"dot segments are refused":           {nil, in("GET", atAP, "/reports/../private/x"), "", ErrDotSegment},
		"dot segments, if they are let pass": {dots, in("GET", atAP, "/reports/../private/x"), "GetObject s3:GetObject on " + myAP.String() + " reports/../private/x", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if tt.server == nil {
				tt.server = testServer()
			}
			r, err := tt.server.Map(tt.in, testConnection())
			require.ErrorIs(t, err, tt.err)
			if err == nil && sentence(r, err) != tt.want {
				t.Errorf("got  %s\nwant %s", sentence(r, err), tt.want)
			}
		})
	}
}

// Specification of wire requests, section 5. The last column is for a request with the
// id of a version, "-" where S3 takes none.
func TestOperations(t *testing.T) {
	for shape, tt := range map[string]struct{ operation, actions, ofVersion string }{
		"GET /?list-type=2":              {"ListObjectsV2", "s3:ListBucket", "-"},
		"GET /":                          {"ListObjects", "s3:ListBucket", "-"},
		"GET /?versions":                 {"ListObjectVersions", "s3:ListBucketVersions", "-"},
		"GET /?uploads=":                 {"ListMultipartUploads", "s3:ListBucketMultipartUploads", "-"},
		"HEAD /":                         {"HeadBucket", "s3:ListBucket", "-"},
		"GET /?location":                 {"GetBucketLocation", "s3:GetBucketLocation", "-"},
		"GET /?policy":                   {"GetBucketPolicy", "s3:GetBucketPolicy", "-"},
		"GET /?acl":                      {"GetBucketAcl", "s3:GetBucketAcl", "-"},
		"GET /?cors":                     {"GetBucketCors", "s3:GetBucketCORS", "-"},
		"GET /?notification":             {"GetBucketNotificationConfiguration", "s3:GetBucketNotification", "-"},
		"GET /?inventory&id=1":           {"GetBucketInventoryConfiguration", "s3:GetInventoryConfiguration", "-"},
		"GET /?analytics&id=1":           {"GetBucketAnalyticsConfiguration", "s3:GetAnalyticsConfiguration", "-"},
		"GET /?metrics&id=1":             {"GetBucketMetricsConfiguration", "s3:GetMetricsConfiguration", "-"},
		"GET /?intelligent-tiering&id=":  {"GetBucketIntelligentTieringConfiguration", "s3:GetIntelligentTieringConfiguration", "-"},
		"GET /k":                         {"GetObject", "s3:GetObject", "s3:GetObjectVersion"},
		"GET /k?partNumber=1":            {"GetObject", "s3:GetObject", "s3:GetObjectVersion"},
		"HEAD /k":                        {"HeadObject", "s3:GetObject", "s3:GetObjectVersion"},
		"GET /k?attributes":              {"GetObjectAttributes", "s3:GetObject+s3:GetObjectAttributes", "s3:GetObjectVersion+s3:GetObjectVersionAttributes"},
		"GET /k?acl":                     {"GetObjectAcl", "s3:GetObjectAcl", "s3:GetObjectVersionAcl"},
		"GET /k?tagging":                 {"GetObjectTagging", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"},
		"GET /k?retention":               {"GetObjectRetention", "s3:GetObjectRetention", "s3:GetObjectRetention"},
		"GET /k?legal-hold":              {"GetObjectLegalHold", "s3:GetObjectLegalHold", "s3:GetObjectLegalHold"},
		"GET /k?torrent":                 {"GetObjectTorrent", "s3:GetObject", "-"},
		"GET /k?uploadId=u":              {"ListParts", "s3:ListMultipartUploadParts", "-"},
		"PUT /k":                         {"PutObject", "s3:PutObject", "-"},
		"PUT /k?partNumber=1&uploadId=u": {"UploadPart", "s3:PutObject", "-"},
		"POST /k?uploads":                {"CreateMultipartUpload", "s3:PutObject", "-"},
		"POST /k?uploadId=u":             {"CompleteMultipartUpload", "s3:PutObject", "-"},
		"DELETE /k?uploadId=u":           {"AbortMultipartUpload", "s3:AbortMultipartUpload", "-"},
		"DELETE /k":                      {"DeleteObject", "s3:DeleteObject", "s3:DeleteObjectVersion"},
		"PUT /k?tagging":                 {"PutObjectTagging", "s3:PutObjectTagging", "s3:PutObjectVersionTagging"},
		"DELETE /k?tagging":              {"DeleteObjectTagging", "s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"},
		"PUT /k?acl":                     {"PutObjectAcl", "s3:PutObjectAcl", "s3:PutObjectVersionAcl"},
		"PUT /k?retention":               {"PutObjectRetention", "s3:PutObjectRetention", "s3:PutObjectRetention"},
		"PUT /k?legal-hold":              {"PutObjectLegalHold", "s3:PutObjectLegalHold", "s3:PutObjectLegalHold"},
		"POST /k?restore":                {"RestoreObject", "s3:RestoreObject", "s3:RestoreObject"},
		"POST /k?select&select-type=2":   {"SelectObjectContent", "s3:GetObject", "-"},
		"GET /?session":                  {"CreateSession", "s3express:CreateSession", "-"},
	} {
		t.Run(shape, func(t *testing.T) {
			method, target, _ := strings.Cut(shape, " ")
			r := mapped(t, testServer(), in(method, atBucket, target))
			if diff := cmp.Diff([]string{tt.operation, tt.actions}, []string{r.Operation.Name, strings.Join(r.Actions(nil), "+")}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if strings.Contains(target, "?") {
				target += "&versionId=v1"
			} else {
				target += "?versionId=v1"
			}
			r, err := testServer().Map(in(method, atBucket, target), testConnection())
			if tt.ofVersion == "-" {
				require.ErrorIs(t, err, ErrNoOperation)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.ofVersion, strings.Join(r.Actions(nil), "+"))
			require.Equal(t, "v1", r.Version)
		})
	}
}

func TestPartsThatNeedMore(t *testing.T) {
	for name, tt := range map[string]struct {
		in   HTTP
		want string
	}{
		"a canned ACL":                    {in("PUT", atAP, "/k", "x-amz-acl", "private"), "s3:PutObject s3:PutObjectAcl"},
		"a grant":                         {in("PUT", atAP, "/k", "x-amz-grant-read", "id=a, id=b"), "s3:PutObject s3:PutObjectAcl"},
		"tags":                            {in("PUT", atAP, "/k", "x-amz-tagging", "a=b"), "s3:PutObject s3:PutObjectTagging"},
		"tags, of which there are none":   {in("PUT", atAP, "/k", "x-amz-tagging", ""), "s3:PutObject s3:PutObjectTagging"},
		"a retention":                     {in("PUT", atAP, "/k", "x-amz-object-lock-mode", "GOVERNANCE"), "s3:PutObject s3:PutObjectRetention"},
		"the date of one":                 {in("PUT", atAP, "/k", "x-amz-object-lock-retain-until-date", "2027-01-01T00:00:00Z"), "s3:PutObject s3:PutObjectRetention"},
		"a legal hold":                    {in("PUT", atAP, "/k", "x-amz-object-lock-legal-hold", "ON"), "s3:PutObject s3:PutObjectLegalHold"},
		"a bypass":                        {in("DELETE", atAP, "/k", "x-amz-bypass-governance-retention", "True"), "s3:DeleteObject s3:BypassGovernanceRetention"},
		"no bypass":                       {in("DELETE", atAP, "/k", "x-amz-bypass-governance-retention", "false"), "s3:DeleteObject"},
		"a bypass of a retention":         {in("PUT", atAP, "/k?retention", "x-amz-bypass-governance-retention", "true"), "s3:PutObjectRetention s3:BypassGovernanceRetention"},
		"an upload in parts with tags":    {in("POST", atAP, "/k?uploads", "x-amz-tagging", "a=b"), "s3:PutObject s3:PutObjectTagging"},
		"a part takes no tags":            {in("PUT", atAP, "/k?uploadId=u&partNumber=1", "x-amz-tagging", "a=b"), "s3:PutObject"},
		"a new bucket with Object Lock":   {in("PUT", atBucket, "/", "x-amz-bucket-object-lock-enabled", "true"), "s3:CreateBucket s3:PutBucketObjectLockConfiguration s3:PutBucketVersioning"},
		"a new bucket with its ownership": {in("PUT", atBucket, "/", "x-amz-object-ownership", "ObjectWriter"), "s3:CreateBucket s3:PutBucketOwnershipControls"},
		"a new encryption":                {in("PUT", atAP, "/k?encryption"), "s3:UpdateObjectEncryption s3:PutObject"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, strings.Join(mapped(t, testServer(), tt.in).Actions(nil), " "))
		})
	}
}

// Otherwise a request would be allowed since nothing is asked.
func TestEachRouteHasAnOperationThatIsKnown(t *testing.T) {
	for _, r := range routes {
		name := ofOneID(r.operation)
		if isExpressOnly(name) {
			continue
		}
		actions, err := accesspoint.Operation{Name: name}.Actions(nil)
		if err != nil || len(actions) == 0 {
			t.Errorf("%s %s: %v, %v", r.method, name, actions, err)
		}
	}
	for _, name := range []string{"ListBuckets", "CopyObject", "UploadPartCopy"} {
		actions, err := accesspoint.Operation{Name: name}.Actions(nil)
		require.NoError(t, err)
		require.NotEmpty(t, actions)
	}
}

func TestTablesAreInSearchOrder(t *testing.T) {
	for i := range routes[1:] {
		require.LessOrEqual(t, routes[i].sub, routes[i+1].sub)
	}
	for i := range neutral[1:] {
		require.Less(t, neutral[i], neutral[i+1])
	}
}

func TestTheZeroRequestAsksForNothingAndIsNotOffered(t *testing.T) {
	var r Request
	_, err := r.Questions()
	require.ErrorIs(t, err, ErrNoOperation)
	require.False(t, r.Offered())
	require.False(t, r.IsControl())
	require.Equal(t, "nowhere", r.Target.Place.String())
	require.Equal(t, arn.ARN{}, (&Question{}).Resource())
	require.Empty(t, r.SourceActions(nil))
}

func TestOffered(t *testing.T) {
	for name, tt := range map[string]struct {
		in   HTTP
		want bool
	}{
		"an object through an access point":           {in("GET", atAP, "/k"), true},
		"the policy of its bucket":                    {in("GET", atAP, "/?policy"), true},
		"a new policy for its bucket":                 {in("PUT", atAP, "/?policy"), false},
		"a query of its content":                      {in("POST", atAP, "/k?select&select-type=2"), false},
		"anything of a bucket":                        {in("PUT", atBucket, "/?policy"), true},
		"a session with a general purpose bucket":     {in("GET", atBucket, "/?session"), false},
		"a session with a directory bucket":           {in("GET", "s3.example.com", "/b--use1-az4--x-s3?session"), true},
		"a session with an access point of one":       {in("GET", "s3.example.com", "/"+dirAP.Name()+"?session"), true},
		"an ACL of a directory bucket's access point": {in("GET", "s3.example.com", "/"+dirAP.Name()+"/k?acl"), false},
		"a list by Object Lambda":                     {in("GET", "s3.example.com", "/"+olAlias), true},
		"a copy by Object Lambda":                     {in("PUT", "s3.example.com", "/"+olAlias+"/k", "x-amz-copy-source", "bucket/k"), false},
		"an object on Outposts":                       {in("GET", "s3.example.com", "/"+opAlias+"/k"), true},
		"an ACL on Outposts":                          {in("GET", "s3.example.com", "/"+opAlias+"/k?acl"), false},
		"an object in several regions":                {in("GET", "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com", "/k"), true},
		"versions in several regions":                 {in("GET", "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com", "/?versions"), false},
		"a list of buckets":                           {in("GET", "s3.example.com", "/"), true},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, mapped(t, testServer(), tt.in).Offered())
		})
	}
	require.False(t, offered(0, &accesspoint.Operation{Name: "GetObject"}))
}

func TestRefusedRequests(t *testing.T) {
	long := strings.Repeat("k", 1025)
	many := "x-id"
	for i := range 65 {
		many += "&x-" + strings.Repeat("n", i+1)
	}
	for name, tt := range map[string]struct {
		in   HTTP
		want error
	}{
		"a target that is no path":              {in("GET", atAP, "k"), ErrTarget},
		"an asterisk":                           {in("OPTIONS", atAP, "*"), ErrTarget},
		"a URL of another scheme":               {in("GET", atAP, "s3://b/k"), ErrTarget},
		"a URL without a host":                  {in("GET", atAP, "http:///k"), ErrTarget},
		"a URL with a user":                     {in("GET", "", "http://u@s3.example.com/k"), ErrTarget},
		"a blank in the target":                 {in("GET", atAP, "/a b"), ErrTarget},
		"a fragment":                            {in("GET", atAP, "/a#b"), ErrTarget},
		"a target without end":                  {in("GET", atAP, "/"+strings.Repeat("a", 40000)), ErrParametersSize},
		"half a percent sign":                   {in("GET", atAP, "/a%2"), ErrEncoding},
		"a percent sign before letters":         {in("GET", atAP, "/a%zz"), ErrEncoding},
		"a percent sign in a name":              {in("GET", atAP, "/a?%zz=1"), ErrEncoding},
		"a percent sign in a value":             {in("GET", atAP, "/a?prefix=%"), ErrEncoding},
		"NUL in the key":                        {in("GET", atAP, "/a%00b"), ErrNUL},
		"NUL in a header":                       {in("GET", atAP, "/a", "x-amz-acl", "a\x00"), ErrNUL},
		"a key that is not UTF-8":               {in("GET", atAP, "/a%ff"), ErrUTF8},
		"a prefix that is not UTF-8":            {in("GET", atAP, "/?prefix=%ff"), ErrUTF8},
		"a subresource that is a sentence":      {in("GET", atAP, "/k?%1b[2J"+strings.Repeat("x", 1000)), ErrSubresource},
		"a key that is too long":                {in("GET", atAP, "/"+long), ErrKeyTooLong},
		"dots that are encoded":                 {in("GET", atAP, "/a/%2e%2E/b"), ErrDotSegment},
		"dots behind an encoded slash":          {in("GET", atAP, "/a%2F..%2fb"), ErrDotSegment},
		"dots between backslashes":              {in("GET", atAP, "/a%5C..%5Cb"), ErrDotSegment},
		"a single dot at the end":               {in("GET", atAP, "/a/."), ErrDotSegment},
		"dots in a prefix":                      {in("GET", atAP, "/?prefix=reports/../private/"), ErrDotSegment},
		"two slashes":                           {in("GET", atAP, "/a//b"), ErrEmptySegment},
		"a slash that is encoded at the start":  {in("GET", atAP, "/%2Fa"), ErrEmptySegment},
		"two slashes before a bucket":           {in("GET", "s3.example.com", "//amzn-s3-demo-bucket/k"), ErrBucketName},
		"an encoded slash behind a bucket":      {in("GET", "s3.example.com", "/amzn-s3-demo-bucket%2Fk"), ErrBucketName},
		"a bucket with an encoded letter":       {in("GET", "s3.example.com", "/%61mzn-s3-demo-bucket/k"), ErrBucketName},
		"a bucket of two letters":               {in("GET", "s3.example.com", "/ab/k"), ErrBucketName},
		"an ARN in the path":                    {in("GET", "s3.example.com", "/arn:aws:s3:us-east-1:111122223333:accesspoint/my-ap/k"), ErrARNInPath},
		"an encoded ARN in the path":            {in("GET", "s3.example.com", "/arn%3Aaws%3As3%3A/k"), ErrARNInPath},
		"a method of WebDAV":                    {in("PROPFIND", atAP, "/k"), ErrMethod},
		"a method in lower case":                {in("get", atAP, "/k"), ErrMethod},
		"a semicolon":                           {in("GET", atAP, "/k?acl;tagging"), ErrSemicolon},
		"a parameter twice":                     {in("GET", atAP, "/?prefix=a&prefix=b"), ErrTwice},
		"a parameter twice, once encoded":       {in("GET", atAP, "/?prefix=a&%70refix=b"), ErrTwice},
		"a parameter twice, in two cases":       {in("GET", atAP, "/?X-Amz-Acl=a&x-amz-acl=b"), ErrTwice},
		"a header twice":                        {in("PUT", atAP, "/k", "x-amz-acl", "private", "x-amz-acl", "public-read"), ErrTwice},
		"a header twice, in two cases":          {in("PUT", atAP, "/k", "x-amz-acl", "private", "X-Amz-Acl", "public-read"), ErrTwice},
		"a known header twice, in two cases":    {in("PUT", atAP, "/k", "date", "a", "Date", "b"), ErrTwice},
		"a header of two values":                {in("PUT", atAP, "/k", "x-amz-acl", "private, public-read"), ErrTwice},
		"a parameter without a name":            {in("GET", atAP, "/k?=acl"), ErrSubresource},
		"a subresource in another case":         {in("GET", atAP, "/k?ACL"), ErrSubresource},
		"a version in another case":             {in("GET", atAP, "/k?versionid=v"), ErrSubresource},
		"a bucket's subresource on a key":       {in("GET", atAP, "/k?policy"), ErrNoOperation},
		"a post to a key":                       {in("POST", atAP, "/k"), ErrNoOperation},
		"a put to the account":                  {in("PUT", "s3.example.com", "/"), ErrNoOperation},
		"an unknown subresource of the account": {in("GET", "s3.example.com", "/?secrets"), ErrSubresource},
		"a part that is not of an upload":       {in("PUT", atAP, "/k?partNumber=1"), ErrNoOperation},
		"an upload without a part":              {in("PUT", atAP, "/k?uploadId=u"), ErrNoOperation},
		"a query of content without its type":   {in("POST", atAP, "/k?select"), ErrNoOperation},
		"a type of nothing":                     {in("GET", atAP, "/k?select-type=2"), ErrNoOperation},
		"an empty version":                      {in("GET", atAP, "/k?versionId="), ErrValue},
		"a version that is a path":              {in("GET", atAP, "/k?versionId=../x"), ErrValue},
		"an empty upload":                       {in("GET", atAP, "/k?uploadId"), ErrValue},
		"a list of version 1":                   {in("GET", atAP, "/?list-type=1"), ErrValue},
		"max-keys that is no number":            {in("GET", atAP, "/?max-keys=1e3"), ErrValue},
		"max-keys below zero":                   {in("GET", atAP, "/?max-keys=-1"), ErrValue},
		"a bypass that is neither":              {in("DELETE", atAP, "/k", "x-amz-bypass-governance-retention", "1"), ErrValue},
		"an ACL that S3 does not have":          {in("PUT", atAP, "/k", "x-amz-acl", "Public-Read"), ErrValue},
		"a mode that S3 does not have":          {in("PUT", atAP, "/k", "x-amz-object-lock-mode", "governance"), ErrValue},
		"a hold that S3 does not have":          {in("PUT", atAP, "/k", "x-amz-object-lock-legal-hold", "on"), ErrValue},
		"a directive that S3 does not have":     {in("PUT", atAP, "/k", "x-amz-tagging-directive", "KEEP"), ErrValue},
		"a date that is none":                   {in("PUT", atAP, "/k", "x-amz-object-lock-retain-until-date", "tomorrow"), ErrValue},
		"more parameters than there are":        {in("GET", atAP, "/k?"+many), ErrTooMany},
		"tags without a name":                   {in("PUT", atAP, "/k", "x-amz-tagging", "=b"), ErrTagging},
		"a tag twice":                           {in("PUT", atAP, "/k", "x-amz-tagging", "a=b&%61=c"), ErrTagging},
		"tags with a semicolon":                 {in("PUT", atAP, "/k", "x-amz-tagging", "a=b;c=d"), ErrTagging},
		"tags that are not encoded":             {in("PUT", atAP, "/k", "x-amz-tagging", "a=100%"), ErrTagging},
		"eleven tags":                           {in("PUT", atAP, "/k", "x-amz-tagging", "a&b&c&d&e&f&g&h&i&j&k"), ErrTooMany},
		"tags of a copy that keeps its own":     {in("PUT", atAP, "/k", "x-amz-tagging", "a=b", "x-amz-copy-source", "bucket/k"), ErrTagsNotTaken},
		"a source for what is no copy":          {in("GET", atAP, "/k", "x-amz-copy-source", "bucket/k"), ErrNoOperation},
		"a source for an upload in parts":       {in("POST", atAP, "/k?uploads", "x-amz-copy-source", "bucket/k"), ErrNoOperation},
		"a new name without the old":            {in("PUT", "s3.example.com", "/b--use1-az4--x-s3/k?renameObject"), ErrCopySource},
		"an old name in another bucket":         {in("PUT", "s3.example.com", "/b--use1-az4--x-s3/k?renameObject", "x-amz-rename-source", "c--use1-az4--x-s3/k"), ErrCopySource},
		"an old name that is none":              {in("PUT", "s3.example.com", "/b--use1-az4--x-s3/k?renameObject", "x-amz-rename-source", "b"), ErrCopySource},
		"an ACL in a query that is not signed":  {in("PUT", atAP, "/k?x-amz-acl=private"), ErrInQuery},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := testServer().Map(tt.in, testConnection())
			require.ErrorIs(t, err, tt.want)
			e, ok := errors.AsType[*Error](err)
			require.True(t, ok, "each error is an *Error")
			require.Equal(t, e.Part+": "+e.Err.Error(), err.Error())
			require.Less(t, len(err.Error()), 400, "what a client wrote is cut to a length that fits")
		})
	}
}

func TestKeysAreDecodedOnceAndNotCleaned(t *testing.T) {
	lax := testServer()
	lax.AllowDotSegments, lax.AllowEmptySegments, lax.AllowInvalidUTF8 = true, true, true
	for target, want := range map[string]string{
		"/reports/a%20b%2Bc%26%C3%A9.txt": "reports/a b+c&é.txt",
		"/a+b":                            "a+b",
		"/a%252Fb":                        "a%2Fb",
		"/a%2Fb":                          "a/b",
		"/a/":                             "a/",
		"/a//b":                           "a//b",
		"//a":                             "/a",
		"/a/../b/./c":                     "a/../b/./c",
		"/%ff":                            "\xff",
		"/é":                              "é",
		"/...":                            "...",
		"/a;b":                            "a;b",
		"/" + strings.Repeat("k", 1024):   strings.Repeat("k", 1024),
		"http://" + atAP + "/k?acl":       "k",
	} {
		require.Equal(t, want, mapped(t, lax, in("GET", atAP, target)).Key, target)
	}
	require.Equal(t, "ListObjects", mapped(t, lax, in("GET", "", "http://"+atAP)).Operation.Name)
	require.Equal(t, "k", mapped(t, lax, in("GET", "s3.example.com", "/amzn-s3-demo-bucket/k")).Key)
	require.Empty(t, mapped(t, lax, in("GET", "s3.example.com", "/amzn-s3-demo-bucket/")).Key)
}
