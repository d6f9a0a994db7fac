package warning

import (
	"testing"

	"readout/internal/know"
)

// Words that are as often no harm must be harms at all, and none may also do away with one.
func TestLists(t *testing.T) {
	words := know.LoadHarms()
	for _, w := range []string{"cut", "fall", "lose", "spread"} {
		if !words.Is("mild", w) || !words.Harm(w) {
			t.Errorf("%s: not a mild harm", w)
		}
	}
	for _, w := range []string{"famine", "massacre", "invasion"} {
		if words.Is("mild", w) || words.Is("relief", w) {
			t.Errorf("%s: mild or a relief", w)
		}
	}
}
