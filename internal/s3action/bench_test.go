package s3action

import "testing"

func BenchmarkLookup(b *testing.B) {
	for name, action := range map[string]string{
		"as documented": "s3:GetObject",
		"in lower case": "s3:getobjectversionattributes",
		"not an action": "s3:SelectObjectContent",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Lookup(action)
			}
		})
	}
}
