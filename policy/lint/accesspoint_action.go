package lint

import (
	"fmt"
	"iter"
	"strings"

	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// actionsOfS3 yields the actions of the service s3 that an entry of Action covers, as
// far as they are known.
func actionsOfS3(entry string) iter.Seq[s3action.Action] {
	return func(yield func(s3action.Action) bool) {
		for a := range s3action.Matching(entry) {
			if strings.HasPrefix(a.Name, "s3:") && !yield(a) {
				return
			}
		}
	}
}

// eachAction calls a function for the entries of Action, not those of NotAction.
func (t *text) eachAction(look func(*policy.Statement, policy.Text)) {
	for i := range t.doc.Statements {
		s := &t.doc.Statements[i]
		if s.Action.Not {
			continue
		}
		for _, entry := range s.Action.Items {
			look(s, entry)
		}
	}
}

func unsupportedAction(p *pass) {
	p.eachAction(func(_ *policy.Statement, entry policy.Text) {
		known, managing := false, false
		for a := range actionsOfS3(entry.Value) {
			if a.ThroughAccessPoint {
				return
			}
			known, managing = true, managing || a.Management
		}
		switch {
		case managing:
			p.found(entry.Pos, fmt.Sprintf("%s manages access points, and no request through one can use it; whether its policy may name it is not documented", quote(entry.Value))).Severity = Warning
		case known:
			p.found(entry.Pos, fmt.Sprintf("no request through an access point can use %s; allow or deny it in the policy of the bucket", quote(entry.Value)))
		}
	})
}

func actionOnOtherResource(p *pass) {
	p.eachAction(func(s *policy.Statement, entry policy.Text) {
		itself, objects := pointResources(&s.Resource)
		if itself == objects {
			return
		}
		used := false
		for a := range actionsOfS3(entry.Value) {
			if !a.ThroughAccessPoint {
				continue
			}
			if (a.Resource == s3action.ObjectResource) == objects {
				return
			}
			used = true
		}
		switch {
		case used && objects:
			p.found(entry.Pos, fmt.Sprintf("%s is an action on the access point itself, and all resources of the statement are objects; S3 refuses the policy", quote(entry.Value)))
		case used:
			p.found(entry.Pos, fmt.Sprintf("%s is an action on objects, and no resource of the statement is …accesspoint/NAME/object/KEY; S3 refuses the policy", quote(entry.Value)))
		}
	})
}

// pointResources tells whether resources are the access point itself, and whether they
// are objects. They are both where it cannot be told.
func pointResources(list *policy.Patterns) (itself, objects bool) {
	if list.Not || len(list.Items) == 0 {
		return true, true
	}
	for _, entry := range list.Items {
		n := splitARN(entry.Value)
		if !n.isAccessPoint() {
			return true, true
		}
		point, _, slash := n.accessPoint()
		itself = itself || !slash
		objects = objects || slash || strings.Contains(point, "*") || strings.Contains(point, "${")
	}
	return itself, objects
}

func actionNotForDataSource(p *pass) {
	source, ok := dataSourceOf(p.ctx.DataSource)
	if !ok {
		return
	}
	p.eachAction(func(_ *policy.Statement, entry policy.Text) {
		used := false
		for a := range actionsOfS3(entry.Value) {
			if a.ThroughAccessPoint && source.takes(a.Name) {
				return
			}
			used = used || a.ThroughAccessPoint
		}
		if used {
			p.found(entry.Pos, fmt.Sprintf("%s cannot be used through an access point of %v", quote(entry.Value), source))
		}
	})
}

// A dataSource is what an access point is attached to, other than a bucket.
type dataSource uint8

const (
	fsx dataSource = 1 << iota
	backup
)

// dataSourceOf reads what Context.DataSource says.
func dataSourceOf(s string) (dataSource, bool) {
	switch {
	case strings.EqualFold(s, "FSx"):
		return fsx, true
	case strings.EqualFold(s, "Backup"):
		return backup, true
	}
	return 0, false
}

// String returns the data source with its article.
func (d dataSource) String() string {
	if d == fsx {
		return "an FSx volume"
	}
	return "a backup recovery point"
}

// takes reports whether an action can be used through an access point of d.
//
// S3 User Guide, "Access point compatibility", columns for FSx and AWS Backup.
func (d dataSource) takes(action string) bool {
	switch action {
	case "s3:GetBucketLocation", "s3:ListBucket", "s3:GetObject", "s3:GetObjectVersion",
		"s3:GetObjectAttributes", "s3:GetObjectVersionAttributes", "s3:GetObjectTagging", "s3:GetObjectVersionTagging":
		return true
	case "s3:ListBucketVersions":
		return d == backup
	case "s3:AbortMultipartUpload", "s3:ListBucketMultipartUploads", "s3:ListMultipartUploadParts",
		"s3:PutObject", "s3:PutObjectTagging", "s3:PutObjectVersionTagging",
		"s3:DeleteObject", "s3:DeleteObjectVersion", "s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging":
		return d == fsx
	}
	return false
}
