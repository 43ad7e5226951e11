package policy

import "testing"

// Whose ARNs a policy names tells bucket policies and access point policies
// apart.
func TestWhoseARNsAPolicyNames(t *testing.T) {
	const (
		bucket = `"arn:aws:s3:::amzn-s3-demo-bucket"`
		object = `"arn:aws:s3:::amzn-s3-demo-bucket/*"`
		ap     = `"arn:aws:s3:us-west-2:123456789012:accesspoint/my-access-point"`
		apkey  = `"arn:aws:s3:us-west-2:123456789012:accesspoint/my-access-point/object/*"`
	)
	for name, tt := range map[string]struct {
		elements              string
		buckets, accessPoints bool
	}{
		"a bucket":                           {`"Resource":` + bucket, true, false},
		"a bucket and its objects":           {`"Resource":[` + bucket + `,` + object + `]`, true, false},
		"a bucket left out":                  {`"NotResource":` + bucket, true, false},
		"all buckets":                        {`"Resource":"arn:aws:s3:::*"`, true, false},
		"a bucket of China":                  {`"Resource":"arn:aws-cn:s3:::x"`, true, false},
		"a bucket named like an ARN":         {`"Resource":"arn:aws:s3:::accesspoint/x"`, true, false},
		"an access point":                    {`"Resource":` + ap, false, true},
		"an access point and its objects":    {`"Resource":[` + ap + `,` + apkey + `]`, false, true},
		"all access points":                  {`"Resource":"arn:aws:s3:*:*:accesspoint/*"`, false, true},
		"an access point of many regions":    {`"Resource":"arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap"`, false, true},
		"both":                               {`"Resource":[` + bucket + `,` + ap + `]`, false, false},
		"everything":                         {`"Resource":"*"`, false, false},
		"everything and a bucket":            {`"Resource":["*",` + bucket + `]`, true, false},
		"another service":                    {`"Resource":"arn:aws:sqs:us-west-2:123456789012:x"`, false, false},
		"another service and a bucket":       {`"Resource":["arn:aws:sqs:us-west-2:123456789012:x",` + bucket + `]`, true, false},
		"what is no access point":            {`"Resource":"arn:aws:s3:us-west-2:123456789012:job/x"`, false, false},
		"what could be one":                  {`"Resource":"arn:aws:s3:us-west-2:123456789012:*"`, false, false},
		"an access point of another service": {`"Resource":"arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/x"`, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := MustCompile(Bucket, inPolicy(Bucket, `{…,`+tt.elements+`}`))
			if p.NamesOnlyBuckets() != tt.buckets || p.NamesOnlyAccessPoints() != tt.accessPoints {
				t.Errorf("only buckets: %v, want %v; only access points: %v, want %v", p.NamesOnlyBuckets(), tt.buckets, p.NamesOnlyAccessPoints(), tt.accessPoints)
			}
		})
	}
}

func TestWhoseARNsTheStatementsOfAPolicyName(t *testing.T) {
	const bucket, ap = `{"Effect":"Deny","Principal":"*","Action":"*","Resource":"arn:aws:s3:::x"}`, `{"Effect":"Deny","Principal":"*","Action":"*","Resource":"arn:aws:s3:us-west-2:123456789012:accesspoint/x"}`
	for statements, want := range map[string][2]bool{
		``:                    {false, false},
		bucket + `,` + bucket: {true, false},
		ap + `,` + ap:         {false, true},
		bucket + `,` + ap:     {false, false},
	} {
		p := MustCompile(Bucket, `{"Statement":[`+statements+`]}`)
		if got := [2]bool{p.NamesOnlyBuckets(), p.NamesOnlyAccessPoints()}; got != want {
			t.Errorf("only buckets, only access points: %v, want %v, in %s", got, want, statements)
		}
	}
}
