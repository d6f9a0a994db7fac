package spread

import "testing"

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 100} {
		done := make([]int, n)
		Each(n, func(k int) { done[k]++ })
		for k, times := range done {
			if times != 1 {
				t.Errorf("of %d things number %d was done %d times", n, k, times)
			}
		}
	}
}
