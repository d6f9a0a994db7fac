package cli

import (
	"context"
	"iter"
)

// inOrder works on values with n goroutines and hands out the results in the order of the values. At most a few values for
// each goroutine are under way, so that memory stays flat however many there are. Each goroutine calls worker once.
func inOrder[T, R any](ctx context.Context, n int, values iter.Seq[T], worker func() func(T) R, out func(R) error) error {
	type job struct {
		value  T
		result chan R
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan job, 4*n) // in the order of the values
	todo := make(chan job)
	go func() {
		defer close(queue)
		defer close(todo)
		for v := range values {
			j := job{v, make(chan R, 1)}
			for _, c := range []chan job{queue, todo} {
				select {
				case c <- j:
				case <-inner.Done():
					return
				}
			}
		}
	}()
	for range n {
		go func() {
			work := worker()
			for j := range todo {
				j.result <- work(j.value)
			}
		}()
	}
	for {
		select {
		case j, more := <-queue:
			if !more {
				return ctx.Err()
			}
			select {
			case r := <-j.result:
				if err := out(r); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
