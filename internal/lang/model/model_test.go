package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/internal/lang/conllu"
)

func builtIn(t testing.TB) *Model {
	t.Helper()
	m, err := English()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func sentence(text string) []conllu.Word {
	var words []conllu.Word
	for _, f := range strings.Fields(text) {
		words = append(words, conllu.Word{Form: f})
	}
	return words
}

// Plain sentences come out as anybody would draw them. A case is the sentence, then form/UPOS/lemma/head/relation.
func TestAnnotate(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The minister met two envoys on Monday .",
			"The/DET/the/2/det minister/NOUN/minister/3/nsubj met/VERB/meet/0/root two/NUM/two/5/nummod envoys/NOUN/envoy/3/obj " +
				"on/ADP/on/7/case Monday/PROPN/Monday/3/obl ./PUNCT/./3/punct"},
		{"She said that the talks were cancelled .",
			"She/PRON/she/2/nsubj said/VERB/say/0/root that/SCONJ/that/7/mark the/DET/the/5/det talks/NOUN/talk/7/nsubj:pass " +
				"were/AUX/be/7/aux:pass cancelled/VERB/cancel/2/ccomp ./PUNCT/./2/punct"},
	} {
		words := sentence(c.text)
		NewAnnotator(builtIn(t), 1).Annotate(words)
		var got []string
		for _, w := range words {
			got = append(got, strings.Join([]string{w.Form, w.UPOS, w.Lemma, string(rune('0' + w.Head)), w.Deprel}, "/"))
		}
		if d := cmp.Diff(strings.Fields(c.want), got); d != "" {
			t.Errorf("%s\n%s", c.text, d)
		}
	}
}

// What an annotator gives does not depend on what it has seen, and every tree is a tree with one root.
func TestAnnotateForgets(t *testing.T) {
	texts := []string{
		"The minister met two envoys in Oslo on Monday .",
		"HARBOUR CLOSED AFTER STORM",
		"!",
		"\"", "x",
		"( 1 ) a - b ; c , d : e / f .",
		strings.Repeat("and the of to ", 60),
		"Ça n' ira pas , dit - il à Zürich ‘ hier ’ …",
	}
	for _, width := range []int{FastWidth, FineWidth} {
		used := NewAnnotator(builtIn(t), width)
		for range 2 {
			for _, text := range texts {
				got, want := sentence(text), sentence(text)
				used.Annotate(got)
				NewAnnotator(builtIn(t), width).Annotate(want)
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%q is read otherwise after other sentences:\n%s", text, d)
				}
				checkTree(t, got)
			}
		}
		used.Annotate(nil)
	}
}

func checkTree(t *testing.T, words []conllu.Word) {
	t.Helper()
	roots := 0
	for i, w := range words {
		if (w.Head == 0) != (w.Deprel == "root") {
			t.Fatalf("word %d: head %d, relation %s", i+1, w.Head, w.Deprel)
		}
		if w.UPOS == "" || w.Lemma == "" || w.Deprel == "" {
			t.Fatalf("word %d is not all filled in: %+v", i+1, w)
		}
		if w.Head == 0 {
			roots++
		}
		for k, steps := w.Head, 0; k != 0; k = words[k-1].Head {
			if steps++; steps > len(words) {
				t.Fatalf("word %d hangs on itself", i+1)
			}
		}
	}
	if roots != 1 {
		t.Fatalf("%d roots in %d words", roots, len(words))
	}
}

// A text without an end of sentence still gives one tree.
func TestEndlessSentence(t *testing.T) {
	words := sentence(strings.Repeat("boats and ", 2500))
	NewAnnotator(builtIn(t), 1).Annotate(words)
	checkTree(t, words)
}

func TestFileIsWhole(t *testing.T) {
	m := builtIn(t)
	sum := sha256.Sum256(english[head:])
	if m.Hash != hex.EncodeToString(sum[:]) {
		t.Error("the model file is not what its hash says")
	}
	if len(english) > 20<<20 {
		t.Errorf("%d bytes, more than 20 MB", len(english))
	}
	if !bytes.Equal(Append(nil, m), english) {
		t.Error("the model is written otherwise than it was read")
	}
}

// BenchmarkLoad reads the built-in model, as each start of a program that parses does: 80 ms at most.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Read(english); err != nil {
			b.Fatal(err)
		}
	}
}

// Damaged files are errors.
func TestReadRefuses(t *testing.T) {
	for _, n := range []int{0, 10, head, head + 3, head + 500, len(english) / 2, len(english) - 1} {
		if _, err := Read(english[:n]); err == nil {
			t.Errorf("read %d bytes of the file without an error", n)
		}
	}
	if _, err := Read(append(bytes.Clone(english), 0)); err == nil {
		t.Error("read a file with a byte too many")
	}
}

// Bytes changed anywhere are an error or another model, never a panic.
func TestReadDamaged(t *testing.T) {
	b := bytes.Clone(english)
	words := sentence("The minister met two envoys on Monday .")
	for k := range 60 {
		at := head + k*k*k*37%(len(b)-head)
		was := b[at]
		b[at] ^= byte(1 + k*7)
		if m, err := Read(b); err == nil {
			NewAnnotator(m, FastWidth).Annotate(words)
			NewAnnotator(m, FineWidth).Annotate(words)
		}
		b[at] = was
	}
}

func TestAnnotateDoesNotAllocate(t *testing.T) {
	for _, width := range []int{FastWidth, FineWidth} {
		a := NewAnnotator(builtIn(t), width)
		words := sentence("The Minister said that the Talks with both parties were cancelled .")
		a.Annotate(words)
		if n := testing.AllocsPerRun(20, func() { a.Annotate(words) }); n != 0 {
			t.Errorf("%v allocations a sentence", n)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := Read(english); err != nil {
			b.Fatal(err)
		}
	}
}

// The treebank's sentences, tokens given: many words, so that the tables do not all stay near the processor.
func BenchmarkTreebank(b *testing.B) {
	shared := os.Getenv("READOUT_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(shared, "data", "ud", "en_ewt", "en_ewt-ud-dev.conllu"))
	if err != nil {
		b.Skip("SKIPPED: no treebank (set READOUT_SHARED): ", err)
	}
	defer f.Close()
	all, err := conllu.ReadAll(f)
	if err != nil {
		b.Fatal(err)
	}
	for _, width := range []int{FastWidth, FineWidth} {
		b.Run(map[int]string{FastWidth: "fast", FineWidth: "fine"}[width], func(b *testing.B) {
			a := NewAnnotator(builtIn(b), width)
			words := 0
			for b.Loop() {
				for i := range all {
					a.Annotate(all[i].Words)
					words += len(all[i].Words)
				}
			}
			b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
		})
	}
}

func BenchmarkAnnotate(b *testing.B) {
	text := sentence("The foreign minister , who arrived late on Tuesday , told reporters in the capital that neither side had yet agreed to " +
		"resume the talks , and that a second round would depend on the release of 14 sailors held since March .")
	for _, width := range []int{FastWidth, FineWidth} {
		b.Run(map[int]string{FastWidth: "fast", FineWidth: "fine"}[width], func(b *testing.B) {
			a := NewAnnotator(builtIn(b), width)
			b.ReportAllocs()
			for b.Loop() {
				a.Annotate(text)
			}
			b.ReportMetric(float64(b.N*len(text))/b.Elapsed().Seconds(), "words/s")
		})
	}
}
