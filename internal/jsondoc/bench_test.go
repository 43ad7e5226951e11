package jsondoc

import (
	"os"
	"strings"
	"testing"

	"github.com/tidwall/gjson"
)

const statement = `{"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"],
	"Resource": "arn:aws:s3:::ledger/*", "Condition": {"StringLike": {"s3:prefix": ["home/", "home/${aws:username}/*"]}}}`

func BenchmarkParse(b *testing.B) {
	for name, src := range map[string]string{
		"a small policy":         `{"Version": "2012-10-17", "Statement": ` + statement + `}`,
		"a policy of 20 KB":      `{"Version": "2012-10-17", "Statement": [` + strings.Repeat(statement+",", 80) + statement + `]}`,
		"many names":             `{` + strings.Repeat(`"a":0,`, 3000) + `"a":0}`,
		"brackets without end":   strings.Repeat("[", 20_000),
		"a string without end":   `"` + strings.Repeat("a", 20_000),
		"escapes and surrogates": `"` + strings.Repeat(`\ud83d\ude00`, 1500) + `"`,
	} {
		b.Run(name, func(b *testing.B) {
			text := []byte(src)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Parse(text, roomy)
			}
		})
	}
}

// What a policy costs to read is told in times of what gjson needs to see that it
// is JSON.
func BenchmarkParseWorkload(b *testing.B) {
	for _, name := range []string{"w1.ap", "w1.bucket", "w2.bucket", "w3.bucket"} {
		src, err := os.ReadFile("../../testdata/workloads/" + name + ".json")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name+"/valid", func(b *testing.B) {
			for b.Loop() {
				gjson.ValidBytes(src)
			}
		})
		b.Run(name+"/parse", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParseTree(src, roomy)
			}
		})
	}
}
