package syntax

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model"
	"readout/internal/lang/model/linear"
	"readout/internal/train/neural"
)

func small() Config {
	net := neural.Plan{
		Shape:  neural.Shape{In: 12, Hidden: 12, Layers: 2, Arc: 12, Name: 12, TagWide: 12},
		Epochs: 200, Fall: 200, Batch: 20, Sides: 2, Speed: 0.02, Seed: 1,
	}
	further := net
	further.Epochs, further.Fall, further.Speed = 20, 20, 0.01
	return Config{
		Treebanks: filepath.Join("testdata", "bank"), WordNet: filepath.Join("testdata", "wordnet"),
		Vectors: filepath.Join("testdata", "vectors.json"),
		Net:     net, Again: further,
		TagEpochs: 8, TagFolds: 2, ParseEpochs: 8, SilverEpochs: 8, Seeds: 2, Moves: 1 << 12, Sure: 1, Log: io.Discard,
	}
}

// A treebank of five sentences is learned by heart, both ways, and learning it again gives the same file. So it is where the fast
// way then learns from texts, too; as it was before that it is written to a file of its own.
func TestLearn(t *testing.T) {
	var plain []byte
	for _, silver := range [][]string{nil, {filepath.Join("testdata", "silver")}} {
		c := small()
		c.Silver, c.Plain = silver, filepath.Join(t.TempDir(), "plain.model")
		file, err := Learn(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Learn(c)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(file, again) {
			t.Errorf("silver %v: learning twice gives two models", silver)
		}
		byHeart(t, file)
		if plain == nil {
			plain = file
		}
		if before, err := os.ReadFile(c.Plain); err != nil || !bytes.Equal(before, plain) {
			t.Errorf("silver %v: the model of before is another one, %v", silver, err)
		}
	}
}

// byHeart checks that a model gives the dev sentences as they are in the treebank.
func byHeart(t *testing.T, file []byte) {
	t.Helper()
	m, err := model.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	banks, _, err := Treebanks(small().Treebanks, "dev")
	if err != nil {
		t.Fatal(err)
	}
	for _, width := range []int{model.FastWidth, model.FineWidth} {
		a := model.NewAnnotator(m, width)
		for i := range banks[0] {
			want := banks[0][i].Words
			var got []conllu.Word
			for _, w := range want {
				got = append(got, conllu.Word{Form: w.Form})
			}
			a.Annotate(got)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%d ways: %s", width, d)
			}
		}
	}
}

// A teacher that is there already is not learned again: its network stays as it is.
func TestTeacher(t *testing.T) {
	c := small()
	file, err := Learn(c)
	if err != nil {
		t.Fatal(err)
	}
	c.Teachers = []string{filepath.Join(t.TempDir(), "teacher.model")}
	if err := os.WriteFile(c.Teachers[0], file, 0o600); err != nil {
		t.Fatal(err)
	}
	c.Silver = []string{filepath.Join("testdata", "silver", "h*.txt")}
	pupil, err := Learn(c)
	if err != nil {
		t.Fatal(err)
	}
	byHeart(t, pupil)
	was, _ := model.Read(file)
	is, _ := model.Read(pupil)
	if d := cmp.Diff(was.Net.Emb, is.Net.Emb); d != "" {
		t.Errorf("another network: %s", d)
	}
	if was.Hash == is.Hash {
		t.Error("nothing learned from the text")
	}
}

// The network that is kept of a jury is wider than theirs, and the same whether the jury is learned in the same run or read from files.
func TestHeir(t *testing.T) {
	c := small()
	c.Silver, c.Jury, c.Plain = []string{filepath.Join("testdata", "silver")}, 2, filepath.Join(t.TempDir(), "plain.model")
	c.Both, c.Alone = c.Again, c.Again
	c.Both.Hidden, c.Alone.Hidden = 16, 16
	file, err := Learn(c)
	if err != nil {
		t.Fatal(err)
	}
	byHeart(t, file)
	m, err := model.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, wide, _, _ := m.Net.Layers[0][0].Rec.Parts(); wide != 16 {
		t.Errorf("%d cells", wide)
	}
	c.Teachers = []string{c.Plain, c.Plain + ".2"}
	again, err := Learn(c)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file, again) {
		t.Error("learned from the files of the jury it is another model")
	}
}

func TestTreebanksMissing(t *testing.T) {
	c := small()
	c.Treebanks = t.TempDir()
	if _, err := Learn(c); err == nil || !strings.Contains(err.Error(), "no treebanks") {
		t.Errorf("error %v", err)
	}
	none := filepath.Join(t.TempDir(), "none")
	for _, spoil := range []func(){
		func() { c.WordNet = t.TempDir() }, func() { c.Vectors = none }, func() { c.Teachers = []string{none} }, func() { c.Silver = []string{none} },
	} {
		c = small()
		spoil()
		if _, err := Learn(c); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("error %v", err)
		}
	}
}

// Classes of a word: what it can be, and the kind of thing or deed where three words or more are alike.
func TestWordNet(t *testing.T) {
	l, err := WordNet(filepath.Join("testdata", "wordnet"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ word, want string }{
		{"early", "a r"},
		{"Oslo", "N"},
		{"sails", "vz"},
		{"dipped", "v38d"},
		{"ferries", "ns vz"},
		{"ferrying", "v38g"},
		{"earliest", "aest"},
		{"steers_man", ""},
	} {
		got := ""
		if n := l.Words.Find(linear.HashLower(c.word)); n >= 0 {
			got = l.Fine[n]
		}
		if got != c.want {
			t.Errorf("%s is %q, want %q", c.word, got, c.want)
		}
	}
}

// The perceptron's averages are the means of what the weights were after each step.
func TestAverages(t *testing.T) {
	p := newPerceptron(2, 1)
	weights := []float32{0, 0} // of class 0, and its sum
	for step := range 10 {
		if step%3 == 0 {
			p.update([]uint64{7}, 0, 1)
			weights[0]++
		}
		p.step++
		weights[1] += weights[0]
	}
	got := p.mean(int(p.find(7).row-1) * 2)
	// step counts from 1, when the weights are still those of before.
	if want := weights[1] / p.step; got < want-0.01 || got > want+0.01 {
		t.Errorf("mean %v, want %v", got, want)
	}
	if p.mean(int(p.find(7).row-1)*2+1) != -got {
		t.Error("the other class is not its opposite")
	}
}

// A feature counts once it has changed often enough.
func TestSure(t *testing.T) {
	p := newPerceptron(2, 2)
	scores := make([]float32, 2)
	for n, want := range []float32{0, 2, 3} {
		p.update([]uint64{7}, 1, 0)
		if p.score([]uint64{7}, scores); scores[1] != want {
			t.Errorf("after %d changes %v, want %v", n+1, scores[1], want)
		}
	}
}
