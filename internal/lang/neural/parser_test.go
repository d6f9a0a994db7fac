package neural

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

// made is a network that has learned nothing: its weights come of a seed.
func made(seed uint64) *Net {
	const labels, tags, hidden = 3, 4, 6
	matrix := func(rows, cols int) Matrix {
		seed++
		w, s := weightsOf(rows, cols, func(i int) int8 { return int8(max(-127, int(int8(linear.Join(seed, uint64(i)))))) })
		for i := range s {
			s[i] = 0.02
		}
		m, _ := NewMatrix(rows, cols, w, s)
		return m
	}
	full := func(rows, cols int) Linear { return Linear{matrix(rows, cols), make([]float32, rows)} }
	n := &Net{
		Rows: linear.BuildNumbers([]uint64{Root}, []int{0}, 1), Emb: []int8{90, -20, 5, 127, 3, 44, 1}, EmbScale: []float32{0.01},
		Vectors: Vectors{
			Words: linear.BuildNumbers([]uint64{linear.HashLower("ferry"), linear.HashLower("left")}, []int{0, 1}, 2),
			Codes: []byte{0, 1, 255, 7}, Pieces: 2, Piece: 2, Shapes: make([]int8, 256*4),
		},
		Vec: full(7, 4),
	}
	for i := range n.Vectors.Shapes {
		n.Vectors.Shapes[i] = int8(i * 37)
	}
	in := 7
	for range 2 {
		n.Layers = append(n.Layers, [2]Cells{{full(gates*hidden, in), matrix(gates*hidden, hidden)}, {full(gates*hidden, in), matrix(gates*hidden, hidden)}})
		in = 2 * hidden
	}
	n.Head, n.Dep, n.Pair = full(5, in), full(8, in), matrix(9, 5)
	n.NameHead, n.NameDep, n.NameOut = matrix(6, in), full(6, in), full(labels+1, 6)
	n.TagIn, n.TagOut = full(5, in), full(tags, 5)
	return n
}

// sentence gives words and a draft where each hangs on the one before it.
func sentence(text string) (words []conllu.Word, draft Draft) {
	for i, f := range strings.Fields(text) {
		words = append(words, conllu.Word{Form: f})
		draft.Heads = append(draft.Heads, int16(i-1))
	}
	draft.Tags, draft.Labels = make([]uint8, len(words)), make([]uint8, len(words))
	return words, draft
}

var noLexicon = &lexicon.Lexicon{}

type answer struct {
	Heads        []int16
	Labels, Tags []uint8
}

func parse(p *Parser, text string) answer {
	words, draft := sentence(text)
	h, l, t := p.Parse(words, draft)
	return answer{append([]int16(nil), h...), append([]uint8(nil), l...), append([]uint8(nil), t...)}
}

// Any weights give a projective tree with one root, and what came before does not matter.
func TestEveryParseIsATree(t *testing.T) {
	texts := []string{"x", "The ferry left early .", "ferry ferry left left", strings.Repeat("the boats and ", 60), "ÉTÉ 1999 … \xff"}
	for seed := range uint64(20) {
		n := made(seed * 100)
		if !n.Check(3, 4) {
			t.Fatal("the network does not fit")
		}
		used := New(noLexicon, n)
		for _, text := range texts {
			got := parse(used, text)
			if d := cmp.Diff(parse(New(noLexicon, n), text), got); d != "" {
				t.Fatalf("%q is read otherwise after other sentences:\n%s", text, d)
			}
			if tr := (tree{heads: got.Heads}); !tr.good() {
				t.Fatalf("%q: %v is no projective tree with one root", text, got.Heads)
			}
			for i, l := range got.Labels {
				if (l == RootLabel) != (got.Heads[i] < 0) || l != RootLabel && l >= 3 || got.Tags[i] >= 4 {
					t.Fatalf("%q, word %d: head %d, label %d, tag %d", text, i, got.Heads[i], l, got.Tags[i])
				}
			}
		}
	}
}

// Where the network likes all answers alike, the draft's tree, relations and tags come out.
func TestHeedsTheDraft(t *testing.T) {
	n := made(1)
	blank := func(m *Matrix) {
		*m, _ = NewMatrix(m.rows, m.cols, make([]int8, m.rows*m.cols), make([]float32, m.rows))
	}
	for _, m := range []*Matrix{&n.Pair, &n.NameOut.Matrix, &n.TagOut.Matrix} {
		blank(m)
	}
	words, _ := sentence("The ferry left early .")
	want := answer{Heads: []int16{1, 2, -1, 2, 2}, Labels: []uint8{2, 1, RootLabel, 0, 2}, Tags: []uint8{3, 1, 2, 0, 3}}
	h, l, tags := New(noLexicon, n).Parse(words, Draft{Tags: want.Tags, Heads: want.Heads, Labels: want.Labels})
	if d := cmp.Diff(want, answer{h, l, tags}); d != "" {
		t.Errorf("not the draft:\n%s", d)
	}
}

// A network whose parts do not fit is refused.
func TestCheck(t *testing.T) {
	for name, spoil := range map[string]func(n *Net){
		"rows without a scale":    func(n *Net) { n.EmbScale = nil },
		"no layer":                func(n *Net) { n.Layers = nil },
		"codes cut short":         func(n *Net) { n.Vectors.Codes = n.Vectors.Codes[:3] },
		"shapes cut short":        func(n *Net) { n.Vectors.Shapes = n.Vectors.Shapes[1:] },
		"layers of other widths":  func(n *Net) { n.Layers[1][0] = n.Layers[0][0] },
		"a bias too short":        func(n *Net) { n.Head.Bias = n.Head.Bias[1:] },
		"heads unlike dependents": func(n *Net) { n.Dep = n.NameDep },
		"too few relations":       func(n *Net) { n.NameOut = n.TagOut },
	} {
		n := made(1)
		if spoil(n); n.Check(3, 4) {
			t.Errorf("took a network with %s", name)
		}
	}
	if made(1).Check(3, 5) || made(1).Check(4, 4) {
		t.Error("took a network for other tags or relations")
	}
}

func TestParseDoesNotAllocate(t *testing.T) {
	p := New(noLexicon, made(1))
	words, draft := sentence("The ferry left early , and the pilots who met on Sunday were not told .")
	p.Parse(words, draft)
	if n := testing.AllocsPerRun(20, func() { p.Parse(words, draft) }); n != 0 {
		t.Errorf("%v allocations a sentence", n)
	}
}

// The curves are what they are called, in steps.
func TestCurves(t *testing.T) {
	for _, c := range []struct{ x, sigmoid, tanh float32 }{{0, 0.5, 0}, {1, 0.7311, 0.7616}, {-2, 0.1192, -0.9640}, {100, 1, 1}, {-100, 0, -1}} {
		if s, h := Sigmoid(c.x), Tanh(c.x); s-c.sigmoid > 0.003 || c.sigmoid-s > 0.003 || h-c.tanh > 0.003 || c.tanh-h > 0.003 {
			t.Errorf("of %v: %v and %v, want %v and %v", c.x, s, h, c.sigmoid, c.tanh)
		}
	}
}

// Words share features where they end alike, and differ in case and place.
func TestFeatures(t *testing.T) {
	shared := func(a, b string, firstB bool) (n int) {
		x, y := Features(nil, a, 1, lexicon.Unknown, false), Features(nil, b, 1, lexicon.Unknown, firstB)
		for _, f := range x {
			for _, g := range y {
				if f == g {
					n++
				}
			}
		}
		return n
	}
	all := len(Features(nil, "walking", 1, lexicon.Unknown, false))
	if all > MaxFeatures || shared("walking", "walking", false) != all {
		t.Errorf("%d features, of which the same word has %d", all, shared("walking", "walking", false))
	}
	if n := shared("walking", "Walking", false); n != all-1 {
		t.Errorf("a capital changes %d features, want the shape alone", all-n)
	}
	if n := shared("walking", "walking", true); n != all-1 {
		t.Errorf("the first word differs in %d features, want one", all-n)
	}
	if a, b := shared("walking", "talking", false), shared("walking", "boats", false); a <= b {
		t.Errorf("walking and talking share %d features, walking and boats %d", a, b)
	}
}
