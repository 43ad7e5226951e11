package policy

import (
	"os"
	"runtime"
	"runtime/debug"

	"github.com/tidwall/gjson"
)

func init() {
	w := os.Getenv("TRACE")
	if w == "" {
		return
	}
	debug.SetGCPercent(-1)
	names := []string{"w1.ap.json", "w1.bucket.json", "w2.bucket.json", "w3.bucket.json"}
	n := int(w[0] - '0')
	src, err := os.ReadFile("../testdata/workloads/" + names[n])
	if err != nil {
		panic(err)
	}
	k := Bucket
	if n == 0 {
		k = AccessPoint
	}
	f := func() {
		if os.Getenv("VALID") != "" {
			gjson.ValidBytes(src)
			return
		}
		MustCompileBytes(k, src)
	}
	for i := 0; i < 20; i++ {
		f()
	}
	runtime.Breakpoint()
	f()
	runtime.Breakpoint()
	os.Exit(0)
}

//go:noinline
func MustCompileBytes(k Kind, src []byte) {
	if p, err := Compile(k, src); err != nil || p == nil {
		panic(err)
	}
}
