package s3request

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
)

const apHost = "my-ap-111122223333.s3.example.com:9000"

// requests are what clients send most, with the headers that they do.
func requests() map[string]HTTP {
	plain := func(more ...string) map[string][]string {
		h := map[string][]string{
			"Accept-Encoding": {"identity"}, "Amz-Sdk-Invocation-Id": {"2c5a6dc8-4b0c-4b5f-a9a6-1e25d7c9f9a1"}, "Amz-Sdk-Request": {"attempt=1; max=3"},
			"Content-Length": {"0"}, "User-Agent": {"aws-sdk-go-v2/1.48.0 ua/2.1 os/linux lang/go#1.26 md/GOOS#linux api/s3#1.114.9"},
			"X-Amz-Content-Sha256": {"UNSIGNED-PAYLOAD"}, "X-Amz-Date": {"20261123T150130Z"}, "X-Amz-Security-Token": {strings.Repeat("T", 500)},
			"X-Amz-Checksum-Mode": {"ENABLED"}, "Range": {"bytes=0-1023"}, "Connection": {"keep-alive"},
		}
		list := "accept-encoding;amz-sdk-invocation-id;amz-sdk-request;content-length;host;range;x-amz-checksum-mode;x-amz-content-sha256;x-amz-date;x-amz-security-token"
		for i := 0; i < len(more); i += 2 {
			h[more[i]] = []string{more[i+1]}
			list += ";" + strings.ToLower(more[i])
		}
		h["Authorization"] = []string{signedBy("us-east-1/s3", list)}
		return h
	}
	return map[string]HTTP{
		"GetObject":     {"GET", apHost, "/reports/a%20b%2Bc.txt?x-id=GetObject", plain()},
		"ListObjectsV2": {"GET", apHost, "/?list-type=2&prefix=reports%2F&delimiter=%2F&max-keys=100", plain()},
		"CopyObject": {"PUT", apHost, "/copy.txt?x-id=CopyObject", plain(
			"X-Amz-Copy-Source", "arn%3Aaws%3As3%3Aus-east-1%3A111122223333%3Aaccesspoint/src-ap/object/dir/a%20b.txt", "X-Amz-Tagging-Directive", "REPLACE", "X-Amz-Tagging", "project=x")},
		"presigned": {"GET", apHost, "/reports/a.txt?x-id=GetObject&" + presigning("us-east-1/s3"), map[string][]string{"User-Agent": {"curl/8.0"}, "Accept": {"*/*"}}},
	}
}

// presigning returns the parameters of a signed query.
func presigning(scope string) string {
	return "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2F" + strings.ReplaceAll(scope, "/", "%2F") +
		"%2Faws4_request&X-Amz-Date=20261123T150130Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=" + strings.Repeat("0a", 32)
}

func BenchmarkMap(b *testing.B) {
	s, c := testServer(), testConnection()
	for name, in := range requests() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Map(in, c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkQuestions(b *testing.B) {
	r, err := testServer().Map(requests()["GetObject"], testConnection())
	require.NoError(b, err)
	jane := condition.String(condition.PrincipalARN, "arn:aws:iam::111122223333:user/jane")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Questions(jane); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDeleteObjects(b *testing.B) {
	body := deletes(1000)
	in := HTTP{"POST", apHost, "/?delete", signed("Content-Type", "application/xml")}
	s, c := testServer(), testConnection()
	b.ReportAllocs()
	for b.Loop() {
		r, err := s.Map(in, c)
		if err != nil {
			b.Fatal(err)
		}
		if err := r.ReadBody(body); err != nil {
			b.Fatal(err)
		}
		if all, err := r.Questions(); err != nil || len(all) != 1000 {
			b.Fatal(err)
		}
	}
}

// deletes returns the body of a request to delete n objects.
func deletes(n int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`)
	for i := range n {
		fmt.Fprintf(&b, "<Object><Key>reports/2026/%04d.txt</Key></Object>", i)
	}
	b.WriteString("</Delete>")
	return []byte(b.String())
}

// Mapping is on the way of each request.
func TestMapAllocatesLittle(t *testing.T) {
	s, c := testServer(), testConnection()
	for name, most := range map[string]float64{"GetObject": 15, "ListObjectsV2": 20, "CopyObject": 30, "presigned": 20} {
		in := requests()[name]
		if n := testing.AllocsPerRun(100, func() { s.Map(in, c) }); n > most {
			t.Errorf("%s: Map allocates %v times, more than %v", name, n, most)
		}
	}
}
