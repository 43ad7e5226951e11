package accesspoint

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/stretchr/testify/require"
)

// Access-points.md, section 9, row by row, with the operations that access points
// do not offer.
func TestOperationsNeedTheActionsOfTheTable(t *testing.T) {
	const put = "s3:PutObject"
	all := Operation{ACL: true, Tags: true, Retention: true, LegalHold: true}
	with := func(name string, o Operation) Operation { o.Name = name; return o }
	for name, tt := range map[string]struct {
		op      Operation
		actions string
		source  string
	}{
		"an abort":                          {Operation{Name: "AbortMultipartUpload"}, "s3:AbortMultipartUpload", ""},
		"a multipart upload is begun":       {Operation{Name: "CreateMultipartUpload"}, put, ""},
		"goes on":                           {Operation{Name: "UploadPart"}, put, ""},
		"is completed":                      {Operation{Name: "CompleteMultipartUpload"}, put, ""},
		"and listed":                        {Operation{Name: "ListParts"}, "s3:ListMultipartUploadParts", ""},
		"with others":                       {Operation{Name: "ListMultipartUploads"}, "s3:ListBucketMultipartUploads", ""},
		"all that it carries, at first":     {with("CreateMultipartUpload", all), "s3:PutObject s3:PutObjectAcl s3:PutObjectTagging s3:PutObjectRetention s3:PutObjectLegalHold", ""},
		"and none of it later":              {with("UploadPart", all), put, ""},
		"a put":                             {Operation{Name: "PutObject"}, put, ""},
		"a put with an ACL":                 {Operation{Name: "PutObject", ACL: true}, "s3:PutObject s3:PutObjectAcl", ""},
		"a put with tags":                   {Operation{Name: "PutObject", Tags: true}, "s3:PutObject s3:PutObjectTagging", ""},
		"a put with a retention":            {Operation{Name: "PutObject", Retention: true}, "s3:PutObject s3:PutObjectRetention", ""},
		"a put with a legal hold":           {Operation{Name: "PutObject", LegalHold: true}, "s3:PutObject s3:PutObjectLegalHold", ""},
		"a put of a version, which is none": {Operation{Name: "PutObject", Version: true}, put, ""},
		"a copy":                            {Operation{Name: "CopyObject"}, put, "s3:GetObject"},
		"a copy of a version":               {Operation{Name: "CopyObject", SourceVersion: true}, put, "s3:GetObjectVersion"},
		"a copy with its tags":              {Operation{Name: "CopyObject", SourceTags: true}, "s3:PutObject s3:PutObjectTagging", "s3:GetObject s3:GetObjectTagging"},
		"of a version":                      {Operation{Name: "CopyObject", SourceTags: true, SourceVersion: true}, "s3:PutObject s3:PutObjectTagging", "s3:GetObjectVersion s3:GetObjectVersionTagging"},
		"a copy with an ACL and new tags":   {Operation{Name: "CopyObject", ACL: true, Tags: true}, "s3:PutObject s3:PutObjectAcl s3:PutObjectTagging", "s3:GetObject"},
		"no action is needed twice":         {Operation{Name: "CopyObject", Tags: true, SourceTags: true}, "s3:PutObject s3:PutObjectTagging", "s3:GetObject s3:GetObjectTagging"},
		"a part that is copied":             {Operation{Name: "UploadPartCopy"}, put, "s3:GetObject"},
		"from a version":                    {Operation{Name: "UploadPartCopy", SourceVersion: true}, put, "s3:GetObjectVersion"},
		"a delete":                          {Operation{Name: "DeleteObject"}, "s3:DeleteObject", ""},
		"a delete of a version":             {Operation{Name: "DeleteObject", Version: true}, "s3:DeleteObjectVersion", ""},
		"past governance":                   {Operation{Name: "DeleteObject", Version: true, BypassGovernance: true}, "s3:DeleteObjectVersion s3:BypassGovernanceRetention", ""},
		"each of several":                   {Operation{Name: "DeleteObjects"}, "s3:DeleteObject", ""},
		"or a version":                      {Operation{Name: "DeleteObjects", Version: true}, "s3:DeleteObjectVersion", ""},
		"tags are deleted":                  {Operation{Name: "DeleteObjectTagging"}, "s3:DeleteObjectTagging", ""},
		"those of a version":                {Operation{Name: "DeleteObjectTagging", Version: true}, "s3:DeleteObjectVersionTagging", ""},
		"tags are read":                     {Operation{Name: "GetObjectTagging"}, "s3:GetObjectTagging", ""},
		"those of a version, read":          {Operation{Name: "GetObjectTagging", Version: true}, "s3:GetObjectVersionTagging", ""},
		"tags are put":                      {Operation{Name: "PutObjectTagging", Tags: true}, "s3:PutObjectTagging", ""},
		"to a version":                      {Operation{Name: "PutObjectTagging", Version: true}, "s3:PutObjectVersionTagging", ""},
		"a get":                             {Operation{Name: "GetObject"}, "s3:GetObject", ""},
		"a get of a version":                {Operation{Name: "GetObject", Version: true}, "s3:GetObjectVersion", ""},
		"with all that can be wanted":       {Operation{Name: "GetObject", WantTags: true, WantRetention: true, WantLegalHold: true}, "s3:GetObject s3:GetObjectTagging s3:GetObjectLegalHold s3:GetObjectRetention", ""},
		"a head":                            {Operation{Name: "HeadObject"}, "s3:GetObject", ""},
		"a head of a version (corrected)":   {Operation{Name: "HeadObject", Version: true}, "s3:GetObjectVersion", ""},
		"a head with more":                  {Operation{Name: "HeadObject", WantRetention: true, WantLegalHold: true}, "s3:GetObject s3:GetObjectLegalHold s3:GetObjectRetention", ""},
		"attributes":                        {Operation{Name: "GetObjectAttributes"}, "s3:GetObject s3:GetObjectAttributes", ""},
		"attributes of a version":           {Operation{Name: "GetObjectAttributes", Version: true}, "s3:GetObjectVersion s3:GetObjectVersionAttributes", ""},
		"the ACL of an object":              {Operation{Name: "GetObjectAcl"}, "s3:GetObjectAcl", ""},
		"the ACL of a version":              {Operation{Name: "GetObjectAcl", Version: true}, "s3:GetObjectVersionAcl", ""},
		"a new ACL":                         {Operation{Name: "PutObjectAcl", ACL: true}, "s3:PutObjectAcl", ""},
		"a new ACL of a version":            {Operation{Name: "PutObjectAcl", ACL: true, Version: true}, "s3:PutObjectVersionAcl", ""},
		"a legal hold is read":              {Operation{Name: "GetObjectLegalHold", Version: true}, "s3:GetObjectLegalHold", ""},
		"a retention is":                    {Operation{Name: "GetObjectRetention"}, "s3:GetObjectRetention", ""},
		"a legal hold is put":               {Operation{Name: "PutObjectLegalHold", LegalHold: true}, "s3:PutObjectLegalHold", ""},
		"past governance (corrected)":       {Operation{Name: "PutObjectLegalHold", BypassGovernance: true}, "s3:PutObjectLegalHold s3:BypassGovernanceRetention", ""},
		"a retention is put":                {Operation{Name: "PutObjectRetention", Retention: true}, "s3:PutObjectRetention", ""},
		"a retention past governance":       {Operation{Name: "PutObjectRetention", BypassGovernance: true}, "s3:PutObjectRetention s3:BypassGovernanceRetention", ""},
		"a restore":                         {Operation{Name: "RestoreObject", Version: true}, "s3:RestoreObject", ""},
		"the ACL of the bucket":             {Operation{Name: "GetBucketAcl"}, "s3:GetBucketAcl", ""},
		"its CORS rules":                    {Operation{Name: "GetBucketCors"}, "s3:GetBucketCORS", ""},
		"its location":                      {Operation{Name: "GetBucketLocation"}, "s3:GetBucketLocation", ""},
		"its notifications":                 {Operation{Name: "GetBucketNotificationConfiguration"}, "s3:GetBucketNotification", ""},
		"its policy":                        {Operation{Name: "GetBucketPolicy"}, "s3:GetBucketPolicy", ""},
		"whether it is there":               {Operation{Name: "HeadBucket"}, "s3:ListBucket", ""},
		"a list":                            {Operation{Name: "ListObjects"}, "s3:ListBucket", ""},
		"a list of the second kind":         {Operation{Name: "ListObjectsV2"}, "s3:ListBucket", ""},
		"with the owners":                   {Operation{Name: "ListObjectsV2", WantOwner: true}, "s3:ListBucket s3:GetObjectAcl", ""},
		"a list of versions":                {Operation{Name: "ListObjectVersions"}, "s3:ListBucketVersions", ""},
		"a new bucket":                      {Operation{Name: "CreateBucket"}, "s3:CreateBucket", ""},
		"with all it can have":              {Operation{Name: "CreateBucket", ACL: true, ObjectLock: true, Ownership: true}, "s3:CreateBucket s3:PutBucketAcl s3:PutBucketObjectLockConfiguration s3:PutBucketVersioning s3:PutBucketOwnershipControls", ""},
		"what is only in the control API":   {Operation{Name: "CreateAccessPoint"}, "s3:CreateAccessPoint", ""},
		"what is in both is the bucket's":   {Operation{Name: "GetPublicAccessBlock"}, "s3:GetBucketPublicAccessBlock", ""},
	} {
		t.Run(name, func(t *testing.T) {
			actions, err := tt.op.Actions(nil)
			require.NoError(t, err)
			source, err := tt.op.SourceActions(nil)
			require.NoError(t, err)
			if diff := cmp.Diff([2]string{tt.actions, tt.source}, [2]string{strings.Join(actions, " "), strings.Join(source, " ")}); diff != "" {
				t.Errorf("%+v (-want +got)\n%s", tt.op, diff)
			}
		})
	}
}

// S3 User Guide, "Access point compatibility", as of access-points.md, section 9.
func TestOperationsThatAccessPointsOffer(t *testing.T) {
	want := strings.Fields(`AbortMultipartUpload CompleteMultipartUpload CopyObject CreateMultipartUpload DeleteObject
		DeleteObjectTagging DeleteObjects GetBucketAcl GetBucketCors GetBucketLocation
		GetBucketNotificationConfiguration GetBucketPolicy GetObject GetObjectAcl GetObjectAttributes
		GetObjectLegalHold GetObjectRetention GetObjectTagging HeadBucket HeadObject ListMultipartUploads
		ListObjectVersions ListObjects ListObjectsV2 ListParts PutObject PutObjectAcl PutObjectLegalHold
		PutObjectRetention PutObjectTagging RestoreObject UpdateObjectEncryption UploadPart UploadPartCopy`)
	var got []string
	for name := range operationNames() {
		if (Operation{Name: name}).ThroughAccessPoint() {
			got = append(got, name)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestEveryRequestNeedsAnActionThatIsKnown(t *testing.T) {
	for name := range operationNames() {
		for _, op := range []Operation{{}, {Version: true}, {SourceVersion: true}, {ACL: true, Tags: true, Version: true, WantOwner: true}} {
			op.Name = name
			actions, err := op.Actions(nil)
			require.NoError(t, err)
			if len(actions) == 0 {
				t.Errorf("%+v needs no action", op)
			}
			source, err := op.SourceActions(nil)
			require.NoError(t, err)
			for _, action := range append(actions, source...) {
				a, ok := s3action.Lookup(action)
				if !ok || op.ThroughAccessPoint() && !a.ThroughAccessPoint {
					t.Errorf("%+v needs %s, which is %+v", op, action, a)
				}
			}
		}
	}
}

func TestUnknownOperationsAreErrors(t *testing.T) {
	for name, want := range map[string]string{
		"PutObjct":      `"PutObjct" is no operation of the S3 API that needs an action of the service s3; did you mean PutObject?`,
		"getobject":     `"getobject" is no operation of the S3 API that needs an action of the service s3; did you mean GetObject?`,
		"s3:GetObject":  `"s3:GetObject" is no operation of the S3 API that needs an action of the service s3`,
		"CreateSession": `"CreateSession" is no operation of the S3 API that needs an action of the service s3`,
		"":              `"" is no operation of the S3 API that needs an action of the service s3`,
	} {
		for _, actions := range []func(Operation, []string) ([]string, error){Operation.Actions, Operation.SourceActions} {
			got, err := actions(Operation{Name: name}, []string{"before"})
			if !errors.Is(err, ErrOperation) || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
			if diff := cmp.Diff([]string{"before"}, got); diff != "" {
				t.Errorf("%s (-want +got)\n%s", name, diff)
			}
		}
		if (Operation{Name: name}).ThroughAccessPoint() {
			t.Errorf("%s must not go through access points", name)
		}
	}
}

func TestActionsAreAppendedWithoutAllocating(t *testing.T) {
	op := Operation{Name: "CopyObject", ACL: true, SourceTags: true, SourceVersion: true}
	room := make([]string, 1, 8)
	room[0] = "before"
	var got []string
	if n := testing.AllocsPerRun(100, func() {
		got, _ = op.Actions(room)
		got, _ = op.SourceActions(got)
	}); n != 0 {
		t.Errorf("allocates %v times", n)
	}
	want := []string{"before", "s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectTagging", "s3:GetObjectVersion", "s3:GetObjectVersionTagging"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
