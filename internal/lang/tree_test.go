package lang

import (
	"slices"
	"strings"
	"testing"

	"readout/internal/lang/conllu"
)

func TestTree(t *testing.T) {
	var x Text
	english(t).Annotate("The minister of Kenya met two envoys on Monday.", &x)
	at := func(word string) int { return slices.IndexFunc(x.Tokens, func(k Token) bool { return k.Form == word }) }
	met := at("met")
	if x.Sentences[0].Root != met {
		t.Errorf("the root is %q", x.Tokens[x.Sentences[0].Root].Form)
	}
	var children []string
	for c := range x.Children(met) {
		children = append(children, x.Tokens[c].Form)
	}
	if got := strings.Join(children, " "); got != "minister envoys Monday ." {
		t.Errorf("on %q hang %q", "met", got)
	}
	minister := x.Child(met, "nsubj")
	if minister != at("minister") || x.Child(met, "ccomp") >= 0 {
		t.Errorf("the subject is token %d", minister)
	}
	if got := x.Cut(int(x.Tokens[minister].Left), int(x.Tokens[minister].Right)); got != "The minister of Kenya" {
		t.Errorf("the subject is %q", got)
	}
	if !x.Above(met, at("two")) || x.Above(minister, at("two")) {
		t.Error("“two” hangs under “met” and not under “minister”")
	}
}

// A dateline is no part of its sentence, and a CoNLL-U file still has one tree of the two.
func TestSkip(t *testing.T) {
	for _, c := range []struct{ text, place, first string }{
		{"OSLO, May 3 (HNA) - Norway said it was late.", "OSLO", "Norway"},
		{"OSLO, May 3", "OSLO", "OSLO"},
		{"Norway said - again - that it was late.", "OSLO", "Norway"},
		{"OSLO —", "OSLO", "OSLO"},
	} {
		var x Text
		e := english(t)
		e.Annotate(c.text, &x)
		e.Skip(&x, []int{x.BehindDateline(c.place)})
		checkTrees(t, &x)
		if got := x.Tokens[x.Sentences[0].First].Form; got != c.first {
			t.Errorf("%q goes on with %q, want %q", c.text, got, c.first)
		}
		var s conllu.Sentence
		roots := 0
		for x.CoNLLU(0, &s); len(s.Words) > 0; s.Words = s.Words[1:] {
			if s.Words[0].Head == 0 {
				roots++
			}
		}
		if roots != 1 {
			t.Errorf("%q has %d roots", c.text, roots)
		}
	}
	var x Text
	e := english(t)
	text := "MS VIK: It is late.\n\nQ Why?\n\nMS VIK:"
	e.Annotate(text, &x)
	e.Skip(&x, []int{x.BehindLabel(0, 6), x.BehindLabel(21, 22), x.BehindLabel(29, 35)})
	checkTrees(t, &x)
	var got []string
	for _, s := range x.Sentences {
		got = append(got, x.Cut(s.First, s.Last))
	}
	if want := []string{"MS VIK:", "It is late.", "Why?", "MS VIK:"}; !slices.Equal(got, want) {
		t.Errorf("labels are parted from %q, want %q", got, want)
	}
}

// checkTrees fails where the trees of x are none, or the tables made of them do not agree with the heads.
func checkTrees(t *testing.T, x *Text) {
	t.Helper()
	for _, s := range x.Sentences {
		for i := s.First; i < s.Last; i++ {
			k := &x.Tokens[i]
			if (k.Head < 0) != (i == s.Root) {
				t.Fatalf("token %d has head %d, the root is %d", i, k.Head, s.Root)
			}
			steps := 0
			for h := i; h >= 0; h = int(x.Tokens[h].Head) {
				if h < s.First || h >= s.Last || steps > s.Last-s.First {
					t.Fatalf("token %d does not lead to the root", i)
				}
				if !x.Above(h, i) {
					t.Fatalf("token %d is outside what hangs on %d", i, h)
				}
				steps++
			}
			size := 1
			for c := range x.Children(i) {
				if int(x.Tokens[c].Head) != i {
					t.Fatalf("token %d is a child of %d, whose head is %d", c, i, x.Tokens[c].Head)
				}
				size += int(x.Tokens[c].Right - x.Tokens[c].Left)
			}
			if size != int(k.Right-k.Left) {
				t.Fatalf("under token %d hang %d tokens, its stretch has %d", i, size, k.Right-k.Left)
			}
		}
	}
}
