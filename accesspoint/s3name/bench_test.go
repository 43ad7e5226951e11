package s3name

import "testing"

func BenchmarkParseHost(b *testing.B) {
	for name, host := range map[string]string{
		"access point":     "my-ap-111122223333.s3-accesspoint.us-west-2.amazonaws.com",
		"alias":            gpAlias + ".s3.us-west-2.amazonaws.com",
		"alias with port":  gpAlias + ".s3.us-west-2.amazonaws.com:443",
		"VPC endpoint":     "bucket." + zonal + ".s3.us-west-2.vpce.amazonaws.com",
		"directory bucket": dirB + ".s3express-usw2-az1.us-west-2.amazonaws.com",
		"Outposts":         "my-ap-111122223333." + outpost + ".s3-outposts.us-west-2.amazonaws.com",
		"one's own":        "my-ap-111122223333.s3.example.com",
		"in capitals":      "LEDGER.S3.US-WEST-2.AMAZONAWS.COM",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParseHost(host)
			}
		})
	}
}

func BenchmarkText(b *testing.B) {
	h, err := ParseHost("my-ap-111122223333.s3-accesspoint.us-west-2.amazonaws.com")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		h.Text()
	}
}

// A server asks this of each request.
func TestParseHostAllocatesForAccessPointsAlone(t *testing.T) {
	for name, tt := range map[string]struct {
		host string
		want float64
	}{
		"an access point":    {"my-ap-111122223333.s3-accesspoint.us-west-2.amazonaws.com", 1},
		"an alias":           {gpAlias + ".s3.us-west-2.amazonaws.com:443", 0},
		"a bucket":           {"ledger.s3.us-west-2.amazonaws.com", 0},
		"path style":         {"s3.us-west-2.amazonaws.com", 0},
		"a VPC endpoint":     {"bucket." + zonal + ".s3.us-west-2.vpce.amazonaws.com", 0},
		"a directory bucket": {dirB + ".s3express-usw2-az1.us-west-2.amazonaws.com", 0},
		"Multi-Region":       {mrap + ".accesspoint.s3-global.amazonaws.com", 0},
		"a domain of others": {"my-ap-111122223333.s3.example.com:9000", 0},
	} {
		t.Run(name, func(t *testing.T) {
			if n := testing.AllocsPerRun(100, func() { ParseHost(tt.host) }); n != tt.want {
				t.Errorf("ParseHost(%q) allocates %v times, want %v", tt.host, n, tt.want)
			}
		})
	}
}
