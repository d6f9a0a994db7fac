package attribution

import (
	"math/rand/v2"
	"testing"

	find "readout/internal/find/attribution"
)

// Trees learn what no sum of numbers can tell: right is what has one of two numbers above 0, not both. What they have learned without
// a part holds in that part.
func TestForestLearnsEitherOr(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var w whole
	for k := range 4000 {
		var x find.Numbers
		for i := range 6 {
			x[i] = float32(random.NormFloat64())
		}
		w.add((x[1] > 0) != (x[4] > 0), uint8(k%folds), &x)
	}
	without := make([]find.Forest, folds)
	for fold := range without {
		without[fold] = w.learn(fold)
	}
	right, likelihood := w.accuracy(without)
	if right < 95 || likelihood < -0.25 {
		t.Errorf("%.1f of 100 right, mean logarithm of likelihood %.3f; want 95 and -0.25", right, likelihood)
	}
	if again := w.learn(0); again.Score(&w.numbers[0]) != without[0].Score(&w.numbers[0]) {
		t.Error("the same relations give another forest")
	}
}

// Relations that are all alike teach nothing, and break nothing.
func TestForestOfLike(t *testing.T) {
	var w whole
	for range 10 {
		w.add(true, 0, &find.Numbers{1: 2})
	}
	f := w.learn(folds)
	if p := sigmoid(f.Score(&find.Numbers{1: 2})); p < 0.5 {
		t.Errorf("what was always right is so with %v", p)
	}
}
