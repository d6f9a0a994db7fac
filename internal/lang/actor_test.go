package lang

import (
	"strings"
	"testing"

	"readout/doc"
)

func TestAsked(t *testing.T) {
	for _, c := range []struct {
		text, word string
		want       bool
	}{
		{"Does Norway support talks?", "support", true},
		{"Norway supports talks.", "supports", false},
		{"“Does Norway support talks?” Ida Vik asked.", "support", true},
		{"Ida Vik asked: “Does Norway support talks?”", "asked", false},
		{"Norway supports talks", "supports", false},
		{"Ida Vik backed the workers\"?demands on Monday.", "backed", false},
	} {
		var x Text
		english(t).Annotate(c.text, &x)
		if got := x.Asked(x.TokenAt(strings.Index(c.text, c.word))); got != c.want {
			t.Errorf("%q in %q: asked %v", c.word, c.text, got)
		}
	}
}

func TestAsking(t *testing.T) {
	d := &doc.Document{Turns: []doc.Turn{{Role: "question", Span: doc.Span{Start: 0, End: 5}}, {Role: "answer", Span: doc.Span{Start: 7, End: 9}}}}
	for b, want := range map[int]bool{0: true, 4: true, 5: false, 7: false} {
		if Asking(d, b) != want {
			t.Errorf("byte %d: %v", b, !want)
		}
	}
}
