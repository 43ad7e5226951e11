package main

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestWhoReadsWhat(t *testing.T) {
	put(t, "jane/report.txt", "report")
	put(t, "mateo/plan.txt", "plan")
	put(t, "board/news.txt", "news")
	for name, tt := range map[string]struct {
		who, bucket, key string
		options          []func(*s3.Options)
		want             string
	}{
		"jane reads her own by the ARN":                       {"jane", workshopAP, "jane/report.txt", nil, "report"},
		"and by the alias, in the host":                       {"jane", workshopName, "jane/report.txt", nil, "report"},
		"and by the alias, in the path":                       {"jane", workshopName, "jane/report.txt", []func(*s3.Options){pathStyle}, "report"},
		"but nothing of mateo's by the ARN":                   {"jane", workshopAP, "mateo/plan.txt", nil, "AccessDenied"},
		"nor by the alias":                                    {"jane", workshopName, "mateo/plan.txt", nil, "AccessDenied"},
		"mateo reads nothing of jane's":                       {"mateo", workshopAP, "jane/report.txt", nil, "AccessDenied"},
		"the bucket lets jane read nothing":                   {"jane", bucket, "jane/report.txt", nil, "AccessDenied"},
		"nor in the path":                                     {"jane", bucket, "jane/report.txt", []func(*s3.Options){pathStyle}, "AccessDenied"},
		"it lets the administrator":                           {"admin", bucket, "mateo/plan.txt", nil, "plan"},
		"in the path too":                                     {"admin", bucket, "mateo/plan.txt", []func(*s3.Options){pathStyle}, "plan"},
		"the VPC's access point takes jane from the VPC":      {"jane", vpcAP, "jane/report.txt", []func(*s3.Options){fromVPC}, "report"},
		"and not from the internet":                           {"jane", vpcAP, "jane/report.txt", nil, "AccessDenied"},
		"not even the administrator":                          {"admin", vpcAP, "jane/report.txt", nil, "AccessDenied"},
		"the other one takes jane from the VPC as well":       {"jane", workshopAP, "jane/report.txt", []func(*s3.Options){fromVPC}, "report"},
		"the board is for people of other accounts":           {"zoe", boardAP, "board/news.txt", nil, "news"},
		"the closed one is not: public access is blocked":     {"zoe", closedAP, "board/news.txt", nil, "AccessDenied"},
		"which does not keep out those of the account":        {"mateo", closedAP, "board/news.txt", nil, "news"},
		"nobody reads without a signature":                    {"nobody", boardAP, "board/news.txt", nil, "AccessDenied"},
		"nor from the bucket":                                 {"nobody", bucket, "board/news.txt", nil, "AccessDenied"},
		"an access point that is not there is denied alike":   {"jane", inboxAP + "2", "jane/report.txt", nil, "AccessDenied"},
		"and a bucket that is not there":                      {"admin", "amzn-s3-demo-other", "jane/report.txt", nil, "AccessDenied"},
		"an object that is not there is only told to readers": {"jane", workshopAP, "jane/none.txt", nil, "NoSuchKey"},
		"and to others it is not":                             {"jane", workshopAP, "mateo/none.txt", nil, "AccessDenied"},
		"a path out of the folder is not followed":            {"jane", workshopAP, "jane/../mateo/plan.txt", nil, "AccessDenied"},
		"nor one with an empty part":                          {"jane", workshopAP, "jane//report.txt", nil, "AccessDenied"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, get(t, as(t, tt.who, tt.options...), tt.bucket, tt.key))
		})
	}
}

func TestWhoListsWhat(t *testing.T) {
	put(t, "jane/report.txt", "report")
	for name, tt := range map[string]struct {
		who, bucket string
		prefix      *string
		want        string
	}{
		"jane lists her folder":            {"jane", workshopAP, aws.String("jane/"), ""},
		"and by the alias":                 {"jane", workshopName, aws.String("jane/"), ""},
		"not mateo's":                      {"jane", workshopAP, aws.String("mateo/"), "AccessDenied"},
		"not all":                          {"jane", workshopAP, nil, "AccessDenied"},
		"not all by an empty prefix":       {"jane", workshopAP, aws.String(""), "AccessDenied"},
		"not out of her folder":            {"jane", workshopAP, aws.String("jane/../mateo/"), "AccessDenied"},
		"not the bucket":                   {"jane", bucket, aws.String("jane/"), "AccessDenied"},
		"the administrator lists what is ": {"admin", bucket, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := as(t, tt.who).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: &tt.bucket, Prefix: tt.prefix})
			require.Equal(t, tt.want, codeOf(t, err))
			if err == nil {
				require.NotEmpty(t, out.Contents)
			}
		})
	}
}

// Keys as they are, with all that must be encoded, come through the access point
// and the signature.
func TestKeysWithEverythingInThem(t *testing.T) {
	for _, key := range []string{"jane/a b+c&é=?#%25.txt", "jane/ü/日本.txt", "jane/with~'()*!$,;:@.txt"} {
		put(t, key, key)
		require.Equal(t, key, get(t, as(t, "jane"), workshopAP, key))
		require.Equal(t, key, get(t, as(t, "jane", pathStyle), workshopName, key))
	}
}

func TestCopies(t *testing.T) {
	put(t, "jane/a b+c.txt", "report")
	put(t, "mateo/plan.txt", "plan")
	for name, tt := range map[string]struct{ who, target, key, source, want string }{
		"from one access point to another":        {"jane", inboxAP, "inbox/jane/1", workshopAP + "/object/" + "jane/a%20b%2Bc.txt", ""},
		"with the ARN encoded as well":            {"jane", inboxAP, "inbox/jane/2", url.PathEscape(workshopAP + "/object/jane/a b+c.txt"), ""},
		"from an alias":                           {"jane", inboxAP, "inbox/jane/3", workshopName + "/jane/a%20b%2Bc.txt", ""},
		"the administrator copies in the bucket":  {"admin", bucket, "inbox/jane/4", bucket + "/jane/a%20b%2Bc.txt", ""},
		"not what jane may not read":              {"jane", inboxAP, "inbox/jane/5", workshopAP + "/object/mateo/plan.txt", "AccessDenied"},
		"not to where jane may not write":         {"jane", inboxAP, "inbox/mateo/6", workshopAP + "/object/jane/a%20b%2Bc.txt", "AccessDenied"},
		"not from the bucket":                     {"jane", inboxAP, "inbox/jane/7", bucket + "/jane/a%20b%2Bc.txt", "AccessDenied"},
		"not from the VPC's, from the internet":   {"jane", inboxAP, "inbox/jane/8", vpcAP + "/object/jane/a%20b%2Bc.txt", "AccessDenied"},
		"not what versitygw takes for a version":  {"jane", inboxAP, "inbox/jane/10", workshopAP + "/object/jane/a%20b%2Bc.txt%3FversionId%3D1", "AccessDenied"},
		"not by a path that leads somewhere else": {"jane", inboxAP, "inbox/jane/9", workshopAP + "/object/jane/../mateo/plan.txt", "AccessDenied"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := as(t, tt.who).CopyObject(t.Context(), &s3.CopyObjectInput{Bucket: &tt.target, Key: &tt.key, CopySource: &tt.source})
			require.Equal(t, tt.want, codeOf(t, err))
			want := "report"
			if tt.want != "" {
				want = "NoSuchKey"
			}
			require.Equal(t, want, stored(t, tt.key))
		})
	}
}

// What comes through a VPC endpoint has no aws:SourceIp, for which the policy of
// the inbox asks.
func TestARequestThroughAVPCEndpointHasNoSourceIP(t *testing.T) {
	for listener, want := range map[string]string{conf.Listen: "", conf.VPCEndpoints[0].Listen: "AccessDenied"} {
		at := func(o *s3.Options) { o.HTTPClient = dialling(listener) }
		_, err := as(t, "jane", at).PutObject(t.Context(), &s3.PutObjectInput{
			Bucket: aws.String(inboxAP), Key: aws.String("inbox/jane/from"), Body: strings.NewReader("x"),
		})
		require.Equal(t, want, codeOf(t, err))
	}
}

func TestOfManyKeysTheDeniedOnesStay(t *testing.T) {
	keys := []string{"inbox/jane/1", "inbox/jane/sealed/1", "inbox/mateo/1", "inbox/jane/2"}
	var objects []types.ObjectIdentifier
	for _, key := range keys {
		put(t, key, key)
		objects = append(objects, types.ObjectIdentifier{Key: aws.String(key)})
	}
	out, err := as(t, "jane").DeleteObjects(t.Context(), &s3.DeleteObjectsInput{
		Bucket: aws.String(inboxAP), Delete: &types.Delete{Objects: objects},
	})
	require.NoError(t, err)
	var deleted, denied []string
	for _, d := range out.Deleted {
		deleted = append(deleted, *d.Key)
	}
	for _, e := range out.Errors {
		require.Equal(t, "AccessDenied", *e.Code)
		denied = append(denied, *e.Key)
	}
	if diff := cmp.Diff([]string{"inbox/jane/1", "inbox/jane/2"}, deleted); diff != "" {
		t.Errorf("deleted (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"inbox/jane/sealed/1", "inbox/mateo/1"}, denied); diff != "" {
		t.Errorf("denied (-want +got)\n%s", diff)
	}
	require.Equal(t, "NoSuchKey", stored(t, "inbox/jane/1"))
	require.Equal(t, "inbox/jane/sealed/1", stored(t, "inbox/jane/sealed/1"))
}

func TestTheOwnerOfTheBucketIsTheOneOfTheConfiguration(t *testing.T) {
	put(t, "jane/report.txt", "report")
	for owner, want := range map[string]string{"111122223333": "", "444455556666": "AccessDenied"} {
		_, err := as(t, "jane").GetObject(t.Context(), &s3.GetObjectInput{
			Bucket: aws.String(workshopAP), Key: aws.String("jane/report.txt"), ExpectedBucketOwner: &owner,
		})
		require.Equal(t, want, codeOf(t, err), owner)
	}
}

func TestIfNoKeyMayBeDeletedThereMightBeNoBucket(t *testing.T) {
	put(t, "inbox/mateo/1", "1")
	for _, name := range []string{inboxAP, inboxAP + "2", bucket, "amzn-s3-demo-none"} {
		_, err := as(t, "jane").DeleteObjects(t.Context(), &s3.DeleteObjectsInput{
			Bucket: &name, Delete: &types.Delete{Objects: []types.ObjectIdentifier{{Key: aws.String("inbox/mateo/1")}}},
		})
		require.Equal(t, "AccessDenied", codeOf(t, err), name)
	}
	require.Equal(t, "1", stored(t, "inbox/mateo/1"))
}

func TestUploadsInParts(t *testing.T) {
	jane, key := as(t, "jane"), "inbox/jane/parts"
	put(t, "jane/report.txt", "report")
	begun, err := jane.CreateMultipartUpload(t.Context(), &s3.CreateMultipartUploadInput{Bucket: aws.String(inboxAP), Key: &key})
	require.NoError(t, err)
	part, err := jane.UploadPartCopy(t.Context(), &s3.UploadPartCopyInput{
		Bucket: aws.String(inboxAP), Key: &key, UploadId: begun.UploadId, PartNumber: aws.Int32(1),
		CopySource: aws.String(workshopAP + "/object/jane/report.txt"),
	})
	require.NoError(t, err)
	_, err = as(t, "mateo").UploadPart(t.Context(), &s3.UploadPartInput{
		Bucket: aws.String(inboxAP), Key: &key, UploadId: begun.UploadId, PartNumber: aws.Int32(2), Body: strings.NewReader("more"),
	})
	require.Equal(t, "AccessDenied", codeOf(t, err))
	_, err = jane.CompleteMultipartUpload(t.Context(), &s3.CompleteMultipartUploadInput{
		Bucket: aws.String(inboxAP), Key: &key, UploadId: begun.UploadId,
		MultipartUpload: &types.CompletedMultipartUpload{Parts: []types.CompletedPart{{ETag: part.CopyPartResult.ETag, PartNumber: aws.Int32(1)}}},
	})
	require.NoError(t, err)
	require.Equal(t, "report", stored(t, key))
}

func TestPresignedURLs(t *testing.T) {
	put(t, "jane/report.txt", "report")
	jane := s3.NewPresignClient(as(t, "jane"))
	read, err := jane.PresignGetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String(workshopAP), Key: aws.String("jane/report.txt")})
	require.NoError(t, err)
	other, err := jane.PresignGetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String(workshopAP), Key: aws.String("mateo/plan.txt")})
	require.NoError(t, err)
	write, err := jane.PresignPutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String(inboxAP), Key: aws.String("inbox/jane/presigned")})
	require.NoError(t, err)
	for _, tt := range []struct {
		what, method, url, header, body string
		status                          int
		want                            string
	}{
		{"jane's own is read", "GET", read.URL, "", "", 200, "report"},
		{"another key than signed is not", "GET", strings.Replace(read.URL, "report.txt", "other.txt", 1), "", "", 403, "SignatureDoesNotMatch"},
		{"what jane may not read is denied", "GET", other.URL, "", "", 403, "AccessDenied"},
		{"a URL to read does not write", "PUT", read.URL, "", "x", 403, "AccessDenied"},
		{"a header that was not signed is refused", "PUT", write.URL, "x-amz-acl", "x", 403, ""},
		{"a source in the query is not served", "PUT", write.URL + "&x-amz-copy-source=" + workshopName + "%2Fjane%2Freport.txt", "", "", 403, "AccessDenied"},
		{"jane's own is written", "PUT", write.URL, "", "written", 200, ""},
	} {
		req, err := http.NewRequestWithContext(t.Context(), tt.method, tt.url, strings.NewReader(tt.body))
		require.NoError(t, err)
		if tt.header != "" {
			req.Header.Set(tt.header, "public-read")
		}
		res, err := dialling(conf.Listen).Do(req)
		require.NoError(t, err, tt.what)
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		res.Body.Close()
		require.Equal(t, tt.status, res.StatusCode, "%s: %s", tt.what, body)
		require.Contains(t, string(body), tt.want, tt.what)
	}
	require.Equal(t, "written", stored(t, "inbox/jane/presigned"))
}

func TestWhatAccessPointsDoNotOffer(t *testing.T) {
	admin := as(t, "admin")
	_, err := admin.GetBucketVersioning(t.Context(), &s3.GetBucketVersioningInput{Bucket: aws.String(workshopAP)})
	require.Equal(t, "AccessDenied", codeOf(t, err))
	_, err = admin.PutBucketTagging(t.Context(), &s3.PutBucketTaggingInput{
		Bucket: aws.String(workshopName), Tagging: &types.Tagging{TagSet: []types.Tag{{Key: aws.String("a"), Value: aws.String("b")}}},
	})
	require.Equal(t, "AccessDenied", codeOf(t, err))
	_, err = admin.GetBucketVersioning(t.Context(), &s3.GetBucketVersioningInput{Bucket: aws.String(bucket)})
	require.NoError(t, err, "the bucket offers it")
}

// What the configuration says is not changed by requests: versitygw would store a
// policy, and nothing would ask it.
func TestWhatIsForTheConfigurationAlone(t *testing.T) {
	admin := as(t, "admin")
	_, err := admin.PutBucketPolicy(t.Context(), &s3.PutBucketPolicyInput{Bucket: aws.String(bucket), Policy: aws.String(`{}`)})
	require.Equal(t, "NotImplemented", codeOf(t, err))
	_, err = admin.DeleteBucket(t.Context(), &s3.DeleteBucketInput{Bucket: aws.String(bucket)})
	require.Equal(t, "NotImplemented", codeOf(t, err))
	_, err = admin.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String("amzn-s3-demo-new")})
	require.Equal(t, "NotImplemented", codeOf(t, err))
	_, err = admin.ListBuckets(t.Context(), nil)
	require.Equal(t, "NotImplemented", codeOf(t, err))
}
