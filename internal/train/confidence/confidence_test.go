package confidence

import (
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/internal/find/event"
)

// Judged events are found again by their triggers, which are counted in code points; what is no longer found is counted.
func TestRead(t *testing.T) {
	examples, missing, err := read(filepath.Join("testdata", "judged.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, e := range examples {
		if len(e.clues) != len(event.Clues) {
			t.Errorf("%d clues, they have %d names", len(e.clues), len(event.Clues))
		}
		if e.right {
			right++
		}
	}
	if len(examples) != 3 || right != 2 || missing != 1 {
		t.Errorf("%d events are found, %d of them right, %d missing; want 3, 2, 1", len(examples), right, missing)
	}
}

// The weights that are written have the names that the reading program knows, one a line.
func TestLearn(t *testing.T) {
	var out strings.Builder
	if err := Learn(filepath.Join("testdata", "judged.jsonl"), &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	for i, l := range lines {
		if f := strings.Fields(l); len(f) != 2 || f[0] != event.Clues[i] {
			t.Errorf("line %d is %q", i+1, l)
		}
	}
	if len(lines) != len(event.Clues) {
		t.Errorf("%d lines", len(lines))
	}
}

// From many verdicts the weights are found by which they were given.
func TestFit(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	want := []float64{-0.5, 1.5, -1}
	var examples []example
	for k := range 20000 {
		clues := []float64{1, rng.Float64(), rng.Float64() * 2}
		examples = append(examples, example{clues, rng.Float64() < event.Likely(want, clues), k % folds})
	}
	for c, w := range fit(make([]float64, len(want)), examples, -1) {
		if off := math.Abs(w - want[c]); off > 0.3 {
			t.Errorf("weight %d is %.2f, want %.2f", c, w, want[c])
		}
	}
}

func TestBadFile(t *testing.T) {
	if err := Learn(filepath.Join(t.TempDir(), "none"), io.Discard, io.Discard); err == nil {
		t.Error("no error for a file that is not there")
	}
	name := filepath.Join(t.TempDir(), "judged")
	for text, want := range map[string]string{"{\n": "judged:1: ", `{"text":"Nothing.","events":[]}` + "\n": "none of 0"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Learn(name, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}
