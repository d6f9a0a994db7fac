// Package spread does what is independent at the same time.
package spread

import (
	"runtime"
	"sync"
)

// Each does n things that do not touch each other, as many at once as there are processors for.
func Each(n int, do func(k int)) {
	var all sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k := range n {
		free <- struct{}{}
		all.Go(func() {
			do(k)
			<-free
		})
	}
	all.Wait()
}
