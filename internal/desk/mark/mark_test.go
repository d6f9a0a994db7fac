package mark

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"readout/doc"
)

func span(text, words, id string) Span {
	i := strings.Index(text, words)
	return Span{doc.Span{Start: i, End: i + len(words)}, id, "content"}
}

// show writes pieces as [ids words], with a star before the ids whose first words these are.
func show(paragraphs [][]Piece) string {
	var b strings.Builder
	for i, p := range paragraphs {
		if i > 0 {
			b.WriteString("\n")
		}
		for _, x := range p {
			if len(x.Spans) == 0 {
				b.WriteString(x.Text)
				continue
			}
			b.WriteString("[")
			for k, s := range x.Spans {
				if k > 0 {
					b.WriteString(" ")
				}
				for _, f := range x.First {
					if f == s.ID {
						b.WriteString("*")
					}
				}
				b.WriteString(s.ID)
			}
			b.WriteString(" " + x.Text + "]")
		}
	}
	return b.String()
}

func TestParagraphs(t *testing.T) {
	const text = "Norway said that talks are over.\n\nIt waits."
	for _, c := range []struct {
		name  string
		spans []Span
		want  string
	}{
		{"none", nil, "Norway said that talks are over.\nIt waits."},
		{"one inside another", []Span{span(text, "that talks are over", "a1"), span(text, "talks", "e1")},
			"Norway said [*a1 that ][a1 *e1 talks][a1  are over].\nIt waits."},
		{"crossing", []Span{span(text, "Norway said", "p1"), span(text, "said that", "p2")}, "[*p1 Norway ][p1 *p2 said][p2  that] talks are over.\nIt waits."},
		{"over paragraphs", []Span{span(text, "over.\n\nIt", "a1")}, "Norway said that talks are [*a1 over.]\n[a1 It] waits."},
		{"in two parts", []Span{span(text, "waits", "a1"), span(text, "Norway", "a1")}, "[*a1 Norway] said that talks are over.\nIt [a1 waits]."},
		{"outside the text", []Span{{doc.Span{Start: 3, End: 900}, "a1", ""}, {doc.Span{Start: 5, End: 5}, "a2", ""}}, "Norway said that talks are over.\nIt waits."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, show(Paragraphs(text, c.spans))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whatever the spans, the pieces are the text without the blank lines, and every record has its first words once.
func TestPiecesTile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ab \n]{0,40}`).Draw(t, "text")
		var spans []Span
		ids := map[string]bool{}
		for i := range rapid.IntRange(0, 6).Draw(t, "spans") {
			s := rapid.IntRange(0, 40).Draw(t, "start")
			id := string(rune('a' + i/2))
			spans = append(spans, Span{doc.Span{Start: s, End: s + rapid.IntRange(0, 10).Draw(t, "length")}, id, ""})
		}
		var got strings.Builder
		for _, p := range Paragraphs(text, spans) {
			for _, x := range p {
				got.WriteString(x.Text)
				for _, id := range x.First {
					if ids[id] {
						t.Fatalf("record %s begins twice", id)
					}
					ids[id] = true
				}
			}
		}
		if want := strings.ReplaceAll(text, "\n\n", ""); got.String() != want {
			t.Fatalf("pieces give %q, want %q", got.String(), want)
		}
	})
}
