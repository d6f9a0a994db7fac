package lang_test

import (
	"testing"

	"readout/internal/lang"
	"readout/internal/lang/model"
)

// TestSurname wants May read as a name where the text tells one, and as month or verb elsewhere.
func TestSurname(t *testing.T) {
	e, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want int // of its words that are the surname
	}{
		{"Theresa May accused Oslo of delay.", 1},
		{"Mrs May met the envoys. May said that talks would go on, and the envoys thanked May.", 3},
		{"Theresa May met the envoys in May. By May 5 the talks had ended. In May they went on.", 1},
		{"The talks end in May. May the best side win.", 0},
		{"The envoys may leave on Monday, May 3.", 0},
		{"May accused nobody.", 0},
	} {
		var text lang.Text
		e.Annotate(c.text, &text)
		n := 0
		for _, k := range text.Tokens {
			if k.Feats == lang.Surname {
				if n++; k.Lemma != "May" || k.UPOS != "PROPN" {
					t.Errorf("%q: %q is %s, lemma %q", c.text, k.Form, k.UPOS, k.Lemma)
				}
			}
		}
		if n != c.want {
			t.Errorf("%q has %d surnames, want %d", c.text, n, c.want)
		}
	}
}
