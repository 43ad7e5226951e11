package aptest_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/s3ap/s3ap/accesspoint/aptest"
	"github.com/stretchr/testify/require"
)

// jsonLine is the scenario of the format's own example on one line, with so many
// requests.
func jsonLine(requests int) string {
	var b strings.Builder
	b.WriteString(`{"description":"Jane reads her own prefix through a delegated bucket",` +
		`"buckets":[{"name":"amzn-s3-demo-bucket","account":"123456789012","policy":{"Version":"2012-10-17","Statement":[{"Sid":"Delegate","Effect":"Allow","Principal":{"AWS":"*"},"Action":"*","Resource":["arn:aws:s3:::amzn-s3-demo-bucket","arn:aws:s3:::amzn-s3-demo-bucket/*"],"Condition":{"StringEquals":{"s3:DataAccessPointAccount":"123456789012"}}}]}}],` +
		`"accessPoints":[{"arn":"arn:aws:s3:us-west-2:123456789012:accesspoint/my-access-point","bucket":"amzn-s3-demo-bucket","policy":{"Version":"2012-10-17","Statement":[{"Sid":"Own","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/Jane"},"Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:us-west-2:123456789012:accesspoint/my-access-point/object/Jane/*"}]}}],` +
		`"requests":[`)
	for i := range requests {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"name":"Jane gets object %d","principal":"arn:aws:iam::123456789012:user/Jane","action":"s3:GetObject","bucket":"arn:aws:s3:us-west-2:123456789012:accesspoint/my-access-point","key":"Jane/%d.txt","context":{"aws:SecureTransport":"true"},"expect":"allow"}`, i, i)
	}
	b.WriteString("]}\n")
	return b.String()
}

// BenchmarkJSONLines reads scenarios from a stream, decides their requests and
// makes the lines of the answer, on one core.
func BenchmarkJSONLines(b *testing.B) {
	for _, requests := range []int{1, 16} {
		b.Run(fmt.Sprintf("%d requests a line", requests), func(b *testing.B) {
			line := jsonLine(requests)
			s := aptest.NewStream(&repeated{text: line, times: b.N}, "-")
			b.SetBytes(int64(len(line)))
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				scenario, err := s.Next()
				if err == io.EOF {
					break
				}
				require.NoError(b, err)
				for _, c := range scenario.Cases {
					_, err := c.Decide().MarshalJSON()
					require.NoError(b, err)
					n++
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "requests/s")
		})
	}
}

// repeated reads as one text many times over.
type repeated struct {
	text  string
	times int
	at    int
}

func (r *repeated) Read(p []byte) (n int, err error) {
	if r.at == len(r.text) {
		r.at = 0
	}
	n = copy(p, r.text[r.at:])
	r.at += n
	return n, nil
}
