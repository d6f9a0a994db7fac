package vector

import (
	"math"
	"strings"
	"testing"

	"readout/internal/lang/model/linear"
)

const file = `{"precision":8,"words":["the",","],"vectors":{"the":[3,4,5,0],",":[1,1,1.4,1],"harbour":[0,-2,2,2],"The":[1,1,1.4,3],"1999":[1,0,1,4],"boat":[1,0,1,5]}}`

// Words without a letter and words that differ in case alone are left out; vectors have the length 1.
func TestRead(t *testing.T) {
	w, err := Read(strings.NewReader(file), 10)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]float32{"the": {0.6, 0.8}, "harbour": {0, -1}, "boat": {1, 0}}
	if len(w.Hashes) != len(want) {
		t.Errorf("%d words, want %d", len(w.Hashes), len(want))
	}
	for i, h := range w.Hashes {
		found := false
		for word, v := range want {
			if linear.HashLower(word) == h {
				found = true
				if d := w.Dense.Row(i); math.Abs(float64(d[0]-v[0])) > 1e-6 || math.Abs(float64(d[1]-v[1])) > 1e-6 {
					t.Errorf("%s is %v, want %v", word, d, v)
				}
			}
		}
		if !found {
			t.Errorf("word %d is none of those wanted", i)
		}
	}
	if w, err = Read(strings.NewReader(file), 2); err != nil || len(w.Hashes) != 2 {
		t.Errorf("asked for two words, got %v, %v", w, err)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, file := range []string{``, `[]`, `{"words":[]}`, `{"vectors":{}}`, `{"vectors":{"boat":"x"}}`, `{"vectors":{"boat":[1,2,3],"ship":[1]}}`} {
		if _, err := Read(strings.NewReader(file), 10); err == nil {
			t.Errorf("read %s without an error", file)
		}
	}
}

// Words of two heaps come into two classes, and are put together of pieces nearly as they were.
func TestCluster(t *testing.T) {
	w, err := Read(strings.NewReader(`{"vectors":{"a":[1,0.1,0,0,1,0],"b":[0,0,1,0.1,1,1],"c":[1,0,0,0,1,2],"d":[0,0,1,0,1,3]}}`), 10)
	if err != nil {
		t.Fatal(err)
	}
	_, class := Cluster(w.Dense, 2, 3)
	if class[0] != class[2] || class[1] != class[3] || class[0] == class[1] {
		t.Errorf("classes %v", class)
	}
	codes, shapes := Pieces(w.Dense, 2, 10, 3)
	for i := range w.Dense.N {
		for k := range 2 {
			for j := range 2 {
				got := float64(shapes[(k*256+int(codes[i*2+k]))*2+j]) / 127
				if want := float64(w.Dense.Row(i)[2*k+j]); math.Abs(got-want) > 0.01 {
					t.Errorf("word %d: %v, want %v", i, got, want)
				}
			}
		}
	}
}
