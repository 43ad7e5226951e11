package jsondoc

import (
	"strings"
	"testing"
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
