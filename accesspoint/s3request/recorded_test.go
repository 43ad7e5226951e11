package s3request

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/s3name"
)

// A recorded request is a row of testdata/wire/recorded.tsv.
type recorded struct {
	line                                                                                               int
	client, endpoint, style, target, operation, method, request, host, algorithm, scope, signedIn, err string
}

func readRecorded(t testing.TB) (rows []recorded) {
	t.Helper()
	f, err := os.Open("../../testdata/wire/recorded.tsv")
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, 14
	all, err := r.ReadAll()
	require.NoError(t, err)
	for i, c := range all[1:] {
		rows = append(rows, recorded{i + 2, c[0], c[1], c[2], c[3], c[4], c[5], strings.ReplaceAll(c[6], "PORT", "9000"),
			strings.ReplaceAll(c[7], "PORT", "9000"), c[9], c[10], c[11], c[13]})
	}
	return rows
}

// http makes the request of a row, with values for the headers whose names alone
// were recorded.
func (row *recorded) http() HTTP {
	h := map[string][]string{"User-Agent": {row.client}}
	for name := range strings.SplitSeq(row.signedIn, ";") {
		if value := row.header(name); name != "host" && name != "" {
			h[name] = []string{value}
		}
	}
	scope := strings.Replace(row.scope, " region-set=*", "", 1)
	if row.algorithm == algorithmV4 || row.algorithm == algorithmV4A {
		h["Authorization"] = []string{row.algorithm + strings.TrimPrefix(signedBy(scope, row.signedIn), algorithmV4)}
	}
	return HTTP{Method: row.method, Host: row.host, Target: row.request, Header: h}
}

func (row *recorded) header(name string) string {
	switch name {
	case "x-amz-date":
		return "20261123T150130Z"
	case "x-amz-content-sha256":
		return "UNSIGNED-PAYLOAD"
	case "x-amz-account-id":
		return "111122223333"
	case "x-amz-copy-source":
		switch {
		case strings.Contains(row.operation, "apsrc"), row.operation == "CopyObject":
			return "arn%3Aaws%3As3%3Aus-east-1%3A111122223333%3Aaccesspoint/src-ap/object/dir/a%20b%2Bc.txt"
		case row.operation == "CopyObjectRawSource":
			return "arn:aws:s3:us-east-1:111122223333:accesspoint/src-ap/object/dir/a b+c.txt"
		case row.operation == "copy-object-srcversion":
			return "arn%3Aaws%3As3%3Aus-east-1%3A111122223333%3Aaccesspoint/src-ap/object/k?versionId=v9"
		}
		return "src-bucket/dir/a%20b%2Bc.txt"
	case "x-amz-acl":
		return "private"
	case "x-amz-metadata-directive", "x-amz-tagging-directive":
		return "REPLACE"
	case "x-amz-object-lock-legal-hold":
		return "ON"
	case "x-amz-object-lock-mode":
		return "GOVERNANCE"
	case "x-amz-region-set":
		return "*"
	case "x-amz-rename-source":
		return "amzn-s3-demo-bucket/k"
	case "x-amz-bypass-governance-retention":
		return "true"
	case "x-amz-object-lock-retain-until-date":
		return "2027-01-01T00:00:00Z"
	case "x-amz-tagging":
		return "project=x"
	}
	return "v"
}

// wanted returns the operation that a row is about and the actions it needs. A
// command that sends several requests is told apart by what it sent.
func (row *recorded) wanted() (operation string, actions []string) {
	actionsOf := map[string]string{
		"GetObject": "s3:GetObject", "HeadObject": "s3:GetObject", "ListObjectsV2": "s3:ListBucket", "ListObjects": "s3:ListBucket",
		"HeadBucket": "s3:ListBucket", "PutObject": "s3:PutObject", "UploadPart": "s3:PutObject", "CreateMultipartUpload": "s3:PutObject",
		"CompleteMultipartUpload": "s3:PutObject", "DeleteObjects": "s3:DeleteObject", "CopyObject": "s3:PutObject", "UploadPartCopy": "s3:PutObject",
		"ListParts": "s3:ListMultipartUploadParts", "ListMultipartUploads": "s3:ListBucketMultipartUploads",
		"ListObjectVersions": "s3:ListBucketVersions", "GetBucketLocation": "s3:GetBucketLocation", "ListBuckets": "s3:ListAllMyBuckets",
		"SelectObjectContent": "s3:GetObject", "CreateSession": "s3express:CreateSession", "RenameObject": "s3express:CreateSession",
		"GetObjectAttributes": "s3:GetObject s3:GetObjectAttributes",
	}
	operation = row.name()
	want, ok := actionsOf[operation]
	if !ok {
		want = "s3:" + operation
	}
	version := strings.Contains(row.request, "versionId=")
	switch {
	case version && operation == "GetObjectAttributes":
		want = "s3:GetObjectVersion s3:GetObjectVersionAttributes"
	case version:
		want = strings.Replace(want, "Object", "ObjectVersion", 1)
	case operation == "PutPublicAccessBlock":
		want = "s3:PutAccountPublicAccessBlock"
	}
	return operation, row.inService(strings.Fields(want))
}

// name returns the operation of the API.
func (row *recorded) name() string {
	switch op, _, _ := strings.Cut(row.operation, "+"); {
	case strings.HasSuffix(row.request, "?session") || strings.HasSuffix(row.request, "?session="):
		return "CreateSession"
	case op == "s3-cp-up-big":
		return map[string]string{"POST ?": "CreateMultipartUpload", "PUT ": "UploadPart", "POST ": "CompleteMultipartUpload"}[row.method+" "+strings.Repeat("?", strings.Count(row.request, "?uploads"))]
	case op == "s3-cp-copy" && row.method == "PUT":
		return "CopyObject"
	case strings.HasPrefix(op, "s3-"):
		return map[string]string{"s3-cp-up": "PutObject", "s3-ls": "ListObjectsV2", "s3-ls-bare": "ListBuckets", "s3-rm": "DeleteObject",
			"s3-cp-copy": "HeadObject", "s3-cp-down": map[string]string{"HEAD": "HeadObject", "GET": "GetObject"}[row.method]}[op]
	default:
		return apiName(op)
	}
}

// apiName makes PutObject of put-object-grants.
func apiName(op string) string {
	for longer, name := range map[string]string{
		"create-multipart": "CreateMultipartUpload", "complete-multipart": "CompleteMultipartUpload", "abort-multipart": "AbortMultipartUpload",
		"get-access-point-outposts": "GetAccessPoint", "PresignGetObject": "GetObject", "GetObjectVersion": "GetObject", "CopyObjectRawSource": "CopyObject",
	} {
		if op == longer {
			return name
		}
	}
	for _, tail := range []string{"-version", "-apsrc", "-bucketsrc", "-srcversion", "-grants", "-plain", "-lock", "-ifnone", "-range", "-part", "-ssec", "-pagesize"} {
		if op != "upload-part" {
			op = strings.TrimSuffix(op, tail)
		}
	}
	if !strings.Contains(op, "-") {
		return op
	}
	var b strings.Builder
	for word := range strings.SplitSeq(op, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

// inService gives actions the prefix that the target of the row asks for.
func (row *recorded) inService(actions []string) []string {
	service := map[string]string{"ol-arn": "s3-object-lambda", "ol-alias": "s3-object-lambda", "op-ap-arn": "s3-outposts", "op-ap-alias": "s3-outposts"}[row.target]
	switch {
	case row.operation == "get-access-point-outposts":
		service = "s3-outposts"
	case row.operation == "put-access-point-scope":
		service = "s3express"
	case strings.HasPrefix(row.target, "express"):
		return []string{"s3express:CreateSession"}
	}
	for i := range actions {
		if service != "" {
			actions[i] = service + strings.TrimPrefix(actions[i], "s3")
		}
	}
	return actions
}

// wantedTarget returns what the row names, in the form of [Target.Place] and a name.
func (row *recorded) wantedTarget() string {
	switch {
	case row.operation == "get-access-point-outposts":
		return opAP.String()
	case row.operation == "put-access-point-scope":
		return dirAP.String()
	case row.operation == "list-access-points", row.operation == "ListAccessPoints", row.operation == "put-public-access-block":
		return "account 111122223333"
	case strings.HasSuffix(row.operation, "-access-point"), strings.Contains(row.operation, "access-point-policy"), strings.Contains(row.operation, "AccessPoint"):
		return myAP.String()
	case row.operation == "s3-ls-bare":
		return "account "
	case row.operation == "s3-cp-copy" && row.method == "PUT":
		return "arn:aws:s3:::amzn-s3-demo-bucket2"
	}
	return map[string]string{
		"bucket": myBucket.String(), "bucket-dots": "arn:aws:s3:::my.bucket.example",
		"ap-arn": myAP.String(), "ap-arn-colon": myAP.String(), "ap-alias": myAP.String(), "ap-arn-otherregion": westAP.String(),
		"fsx-ap-alias": fsxAP.String(), "ol-arn": olAP.String(), "ol-alias": olAP.String(), "op-ap-arn": opAP.String(), "op-ap-alias": opAP.String(),
		"mrap-arn": mrap.String(), "express-bucket": "directory bucket amzn-s3-demo-bucket--use1-az4--x-s3", "express-ap": dirAP.String(),
	}[row.target]
}

func targetText(r *Request) string {
	switch t := r.Target; {
	case t.AccessPoint.IsValid():
		return t.AccessPoint.String()
	case t.Place == Account:
		return "account " + t.Account
	case t.Place == DirectoryBucket:
		return "directory bucket " + t.Name
	default:
		return t.Bucket.String()
	}
}

// Each request that a real client was seen to send comes to what its row is about.
func TestRecordedRequests(t *testing.T) {
	rows := readRecorded(t)
	require.Len(t, rows, 1195)
	server, sent, aliases := testServer(), 0, 0
	for i := range rows {
		row := &rows[i]
		if row.method == "" {
			require.True(t, row.err != "" || row.operation == "s3-presign", "line %d: a client that sends nothing says why", row.line)
			continue
		}
		sent++
		r, err := server.Map(row.http(), testConnection())
		if row.target == "mrap-alias" { // as the name of a bucket it reaches nothing
			require.ErrorIs(t, err, ErrNoSuchName, "line %d", row.line)
			aliases++
			continue
		}
		if row.client == "cli2" && strings.HasPrefix(row.target, "express") && strings.Contains(row.host, ".s3.us-east-1.amazonaws.com") {
			require.ErrorIs(t, err, s3name.ErrElsewhere, "line %d: the client is older than directory buckets", row.line)
			continue
		}
		if err != nil {
			t.Errorf("line %d: %s %s at %s: %v", row.line, row.method, row.request, row.host, err)
			continue
		}
		operation, actions := row.wanted()
		got := r.Actions(nil)
		if r.Operation.Name != operation || targetText(r) != row.wantedTarget() || !strings.HasPrefix(strings.Join(got, " "), strings.Join(actions, " ")) {
			t.Errorf("line %d: %s of %s: %s %s at %s\n got %s %v on %s\nwant %s %v on %s", row.line, row.operation, row.target,
				row.method, row.request, row.host, r.Operation.Name, got, targetText(r), operation, actions, row.wantedTarget())
		}
	}
	require.Equal(t, 749, sent)
	require.Equal(t, 28-3, aliases)
}
