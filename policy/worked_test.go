package policy

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3ap/s3ap/condition"
)

// The worked cases of policy-language.md, section 8, by their numbers, each in
// the file of its theme. Those about conditions alone, 64 to 148, are with the
// package condition; a few of them are here once more, in whole policies.
func TestEachWorkedCaseIsHere(t *testing.T) {
	here := map[int]bool{}
	for _, c := range workedActions {
		here[c.number] = true
	}
	for _, c := range slices.Concat(workedResources, workedCutShort) {
		here[c.number] = true
	}
	for _, c := range workedVariables {
		here[c.number] = true
	}
	for _, c := range workedConditions {
		here[c.number] = true
	}
	for _, c := range workedDocuments {
		here[c.number] = true
	}
	for _, c := range workedPrincipals {
		here[c.number] = true
	}
	var missing []int
	for n := 1; n <= 170; n++ {
		inCondition := 64 <= n && n <= 148 && !slices.Contains([]int{126, 127, 128, 129, 140, 144}, n)
		if !inCondition && !here[n] {
			missing = append(missing, n)
		}
	}
	if diff := cmp.Diff([]int(nil), missing); diff != "" {
		t.Errorf("worked cases that no table has (-want +got):\n%s", diff)
	}
}

// workedActions are cases of Action and NotAction.
var workedActions = []struct {
	number  int
	name    string
	element string
	action  string
	want    condition.Truth
}{
	{1, "an action by its name", `"Action":"s3:GetObject"`, "s3:GetObject", yes},
	{2, "case does not count", `"Action":"S3:getobject"`, "s3:GetObject", yes},
	{3, "a star at the end", `"Action":"s3:Get*"`, "s3:GetObjectVersion", yes},
	{4, "a name is not the beginning of another", `"Action":"s3:GetObject"`, "s3:GetObjectVersion", no},
	{5, "a star at the beginning", `"Action":"s3:*Object"`, "s3:PutObject", yes},
	{6, "what follows a star must end the name", `"Action":"s3:*Object"`, "s3:PutObjectAcl", no},
	{7, "a question mark is one character", `"Action":"s3:?etObject"`, "s3:GetObject", yes},
	{8, "a question mark is not none", `"Action":"s3:Get?Object"`, "s3:GetObject", no},
	{9, "a star alone", `"Action":"*"`, "s3:ListBucket", yes},
	{10, "what is not left out", `"NotAction":"s3:Get*"`, "s3:PutObject", yes},
	{11, "what is left out", `"NotAction":"s3:Get*"`, "s3:GetObject", no},
	{12, "another service is left out", `"NotAction":"iam:*"`, "s3:GetObject", yes},
	{13, "a service is not the beginning of another", `"Action":"s3:*"`, "s3express:CreateSession", no},
	{14, "nor of one with a hyphen", `"Action":"s3:*"`, "s3-object-lambda:GetObject", no},
	{15, "a blank is a character", `"Action":" s3:GetObject"`, "s3:GetObject", no},
}

func TestWorkedActions(t *testing.T) {
	for _, tt := range workedActions {
		t.Run(tt.name, func(t *testing.T) {
			req := from(jane)
			req.Action = tt.action
			if got := holds(t, Bucket, tt.element, req); got != tt.want {
				t.Errorf("case %d: %s covers %s: %v, want %v", tt.number, tt.element, tt.action, got, tt.want)
			}
		})
	}
}
