package lint

import "testing"

func TestPrincipalARNOfASession(t *testing.T) {
	marking{
		"one of several values":                `{"Effect":"Allow",…,"Principal":"*","Condition":{"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::111122223333:role/a",«"arn:aws:sts::111122223333:assumed-role/a/*"»]}}}`,
		"in capitals, as text, of any account": `{"Effect":"Allow",…,"Principal":"*","Condition":{"StringLike":{"AWS:PRINCIPALARN":«"arn:aws:sts::*:assumed-role/a/*"»}}}`,
		"exempt from a Deny":                   `{"Effect":"Deny",…,"Principal":"*","Condition":{"ArnNotLikeIfExists":{"aws:PrincipalArn":«"arn:aws:sts::111122223333:assumed-role/a/s"»}}}`,
		"a federated user has such an ARN":     `{"Effect":"Allow",…,"Principal":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:sts::111122223333:federated-user/bob"}}}`,
		"a role may be called assumed-role":    `{"Effect":"Allow",…,"Principal":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/assumed-role/a"}}}`,
		"a session is a principal":             `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/a/s"}}`,
		"aws:SourceArn is another key":         `{"Effect":"Allow",…,"Principal":"*","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sts::111122223333:assumed-role/a/s"}}}`,
		"a wildcard may take a session's ARN":  `{"Effect":"Allow",…,"Principal":"*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:*::111122223333:*/a"}}}`,
		"no text of an ARN":                    `{"Effect":"Allow",…,"Principal":"*","Condition":{"StringLike":{"aws:PrincipalArn":"*assumed-role/*"}}}`,
	}.check(t, "principal-arn-of-session", place())
}

func TestPrincipalARNOfARoot(t *testing.T) {
	marking{
		"beside a role, in an Allow":         `{"Effect":"Allow",…,"Principal":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":["arn:aws:iam::111122223333:role/a",«"arn:aws:iam::111122223333:root"»]}}}`,
		"of any account":                     `{"Effect":"Allow",…,"Principal":"*","Condition":{"ArnLike":{"aws:PrincipalArn":«"arn:aws:iam::*:root"»}}}`,
		"a Deny for all but it":              `{"Effect":"Deny",…,"Principal":"*","Condition":{"StringNotEquals":{"aws:PrincipalArn":[«"arn:aws:iam::111122223333:root"»,«"arn:aws:iam::444455556666:root"»]}}}`,
		"a Deny for it means the root user":  `{"Effect":"Deny",…,"Principal":"*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}}`,
		"exempt beside others, so does that": `{"Effect":"Deny",…,"Principal":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":["arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:role/admin"]}}}`,
		"a user of that name":                `{"Effect":"Allow",…,"Principal":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/root"}}}`,
		"in Principal it is the account":     `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:iam::111122223333:root"}}`,
	}.check(t, "principal-arn-of-root", place())
}
