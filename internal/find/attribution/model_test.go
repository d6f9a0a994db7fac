package attribution

import (
	"bytes"
	"strings"
	"testing"

	"readout/internal/lang/model/linear"
)

func someWeights() []Weight {
	var w []Weight
	for i := range 40 {
		w = append(w, Weight{linear.Hash(uint64(i)), int8(i - 20)})
	}
	return w
}

func TestModelFile(t *testing.T) {
	m := NewModel(someWeights(), 10, 0.5)
	m.Levels[19] = 97
	m.Forest.Trees = []Tree{aboveTwo()}
	file := m.Append(nil)
	again, err := ReadModel(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Append(nil), file) {
		t.Error("not the same when written again")
	}
	for i := range 40 {
		if got, want := again.Score([]uint64{linear.Hash(uint64(i))}), 0.5*float32(i-20); got != want {
			t.Errorf("feature %d weighs %v, want %v", i, got, want)
		}
	}
	if got := again.Score([]uint64{linear.Hash(1), linear.Hash(39), linear.Hash(1000)}); got != 0 {
		t.Errorf("the sum is %v, want 0", got)
	}
	if got := again.Forest.Score(&Numbers{3: 5}); got != 1 {
		t.Errorf("the trees say %v, want 1", got)
	}
	if got := again.Levels.At(0.99); got != 0.97 {
		t.Errorf("confidence %v, want 0.97", got)
	}
}

// Where a bucket is full, the features that weigh least are left out.
func TestFullBucket(t *testing.T) {
	var w []Weight
	for i := range 7 {
		w = append(w, Weight{uint64(i + 1), int8(i + 1)})
	}
	m := NewModel(w, 3, 1) // all in the first of two buckets
	for i := range 7 {
		want := float32(i + 1)
		if i < 3 {
			want = 0
		}
		if got := m.Score([]uint64{uint64(i + 1)}); got != want {
			t.Errorf("feature %d weighs %v, want %v", i+1, got, want)
		}
	}
}

func TestDamagedModel(t *testing.T) {
	file := NewModel(someWeights(), 10, 0.5).Append(nil)
	for n := range file {
		if _, err := ReadModel(file[:n]); err == nil {
			t.Fatalf("a file cut after %d bytes is read", n)
		} else if !strings.Contains(err.Error(), "readout-train") {
			t.Fatalf("%q does not say how to mend it", err)
		}
	}
	file[len(file)-1] ^= 1
	if _, err := ReadModel(file); err == nil {
		t.Error("a file with a wrong bit is read")
	}
}

func TestBuiltIn(t *testing.T) {
	if _, err := BuiltIn(); err != nil {
		t.Error(err)
	}
	const most = 4 << 20
	if len(builtIn) > most {
		t.Errorf("the model takes %d bytes, more than %d", len(builtIn), most)
	}
}

func FuzzReadModel(f *testing.F) {
	m := NewModel(someWeights(), 6, 0.5)
	m.Forest.Trees = []Tree{aboveTwo()}
	f.Add(m.Append(nil))
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := ReadModel(b); err == nil {
			m.Score([]uint64{1, 1 << 63})
			m.Forest.Score(&Numbers{})
		}
	})
}
