package app

import (
	"runtime"
	"sync"
)

// inParallel calls do for each number below n, as many at a time as there are
// processors. It calls done after each, one at a time and in no order.
func inParallel(n int, do, done func(i int)) {
	next, ended := make(chan int), make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for i := range next {
				do(i)
				ended <- i
			}
		})
	}
	go func() {
		for i := range n {
			next <- i
		}
		close(next)
		workers.Wait()
		close(ended)
	}()
	for i := range ended {
		done(i)
	}
}
