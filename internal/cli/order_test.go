package cli

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func numbers(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestInOrder(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		var got []int
		err := inOrder(t.Context(), workers, numbers(500), func() func(int) int {
			return func(i int) int {
				if i%7 == 0 {
					time.Sleep(time.Millisecond) // later ones overtake
				}
				return i * i
			}
		}, func(sq int) error { got = append(got, sq); return nil })
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 500 || !slices.IsSorted(got) {
			t.Errorf("%d workers: %d results, in order: %v", workers, len(got), slices.IsSorted(got))
		}
	}
}

// While one value takes its time, the others must not pile up.
func TestInOrderHoldsOnlyAWindow(t *testing.T) {
	const workers = 3
	var started atomic.Int64
	release := make(chan bool)
	go func() {
		time.Sleep(50 * time.Millisecond)
		if n := started.Load(); n > 6*workers {
			t.Errorf("%d values are under way behind the first", n)
		}
		close(release)
	}()
	err := inOrder(t.Context(), workers, numbers(1000), func() func(int) int {
		return func(i int) int {
			started.Add(1)
			if i == 0 {
				<-release
			}
			return i
		}
	}, func(int) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
}

func TestInOrderStops(t *testing.T) {
	same := func() func(int) int { return func(i int) int { return i } }
	full := errors.New("disk full")
	n := 0
	err := inOrder(t.Context(), 2, numbers(1000), same, func(int) error {
		if n++; n == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || n != 3 {
		t.Errorf("an error of out: got %v after %d", err, n)
	}

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	forever := func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	}
	err = inOrder(ctx, 2, forever, same, func(i int) error {
		if i == 100 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}
