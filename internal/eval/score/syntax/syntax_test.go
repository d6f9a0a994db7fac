package syntax

import (
	"math"
	"strings"
	"testing"
)

// bank writes CoNLL-U. A row is ID FORM, or ID FORM LEMMA UPOS HEAD DEPREL; an empty row ends a sentence.
func bank(rows ...string) string {
	var b strings.Builder
	for _, row := range append(rows, "") {
		f := strings.Fields(row)
		switch len(f) {
		case 0:
			b.WriteString("\n")
		case 2:
			b.WriteString(f[0] + "\t" + f[1] + "\t_\t_\t_\t_\t_\t_\t_\t_\n")
		default:
			b.WriteString(strings.Join([]string{f[0], f[1], f[2], f[3], "_", "_", f[4], f[5], "_", "_"}, "\t") + "\n")
		}
	}
	return b.String()
}

var small = bank("1 He he PRON 4 nsubj", "2-3 don't", "2 do do AUX 4 aux", "3 n't not PART 4 advmod", "4 see see VERB 0 root",
	"5 ice-cream ice-cream NOUN 4 obj", "6 . . PUNCT 4 punct", "", "1 Go go VERB 0 root")

func TestDefinitions(t *testing.T) {
	// One sentence; don't is one word; ice-cream is two; Go is a noun that hangs on see.
	other := bank("1 He he PRON 3 nsubj", "2 don't do AUX 3 aux", "3 see see VERB 0 root", "4 ice ice NOUN 3 obj", "5 -cream cream NOUN 4 compound",
		"6 . . PUNCT 3 punct", "7 Go go PROPN 3 parataxis")
	two := bank("1-2 don't", "1 do do AUX 0 root", "2 n't not PART 1 advmod")
	for _, c := range []struct {
		name, gold, out string
		want            map[string]float64 // F1 in percent
	}{
		{"the same", small, small, map[string]float64{"Tokens": 100, "Sentences": 100, "Words": 100, "UPOS": 100, "XPOS": 100, "Lemmas": 100, "UAS": 100, "LAS": 100, "CLAS": 100}},
		{"other words", small, other, map[string]float64{"Tokens": 100 * 10. / 13, "Sentences": 0, "Words": 100 * 8. / 14, "UPOS": 100 * 6. / 14,
			"Lemmas": 100 * 8. / 14, "UAS": 100 * 6. / 14, "CLAS": 40}},
		{"inside a multiword token by form", two, strings.Replace(two, "1\tdo\t", "1\tdon\t", 1), map[string]float64{"Tokens": 100, "Words": 50, "UAS": 0}},
		{"subtypes do not count", bank("1 Go go VERB 0 root", "2 now now ADV 1 advmod:tmod"), bank("1 Go go VERB 0 root", "2 now now ADV 1 advmod"), map[string]float64{"LAS": 100}},
		{"a gold without a lemma asks for none", bank("1 Go _ VERB 0 root"), bank("1 Go run VERB 0 root"), map[string]float64{"Lemmas": 100}},
		// Were the two tokens one zone, the second "do" of the gold could meet the first of the other side.
		{"zones that only touch are two", bank("1-2 don't", "1 x x AUX 0 root", "2 y y PART 1 advmod", "3-4 don't", "3 do do AUX 1 aux", "4 n't not PART 1 advmod"),
			bank("1-2 don't", "1 do do AUX 0 root", "2 n't not PART 1 advmod", "3-4 don't", "3 v v AUX 1 aux", "4 w w PART 1 advmod"), map[string]float64{"Words": 0}},
		{"case folds in multiword tokens", two, strings.NewReplacer("1\tdo\t", "1\tDO\t").Replace(two), map[string]float64{"Words": 100}},
	} {
		s, err := Read("gold", strings.NewReader(c.gold))
		if err != nil {
			t.Fatal(c.name, err)
		}
		r, err := s.Score("out", strings.NewReader(c.out))
		if err != nil {
			t.Fatal(c.name, err)
		}
		for name, want := range c.want {
			if got := r.JSON[name].(float64); math.Abs(got-want) > 5e-5 {
				t.Errorf("%s: %s %.4f, want %.4f", c.name, name, got, want)
			}
		}
	}
}

func TestText(t *testing.T) {
	s, err := Read("gold", strings.NewReader("# newdoc id = a\n1\tHi\t_\t_\t_\t_\t0\troot\t_\tSpaceAfter=No\n2\t.\t_\t_\t_\t_\t1\tpunct\t_\t_\n\n# newpar\n1\tYo\t_\t_\t_\t_\t0\troot\t_\t_\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := s.Text(), "Hi.\n\nYo\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct{ gold, out, want string }{
		{"", "", "gold: holds no sentences"},
		{"1\tGo\n", "", "gold: conllu line 1: 2 columns, not 10"},
		{bank("1 Go"), "", `gold: a word has no head in the sentence "Go "`},
		{small, bank("1 He he PRON 0 root"), `out: its text differs from that of gold from character 3 on, white space aside: "", not "don'tseeice-cream.Go"`},
	} {
		s, err := Read("gold", strings.NewReader(c.gold))
		if err == nil {
			_, err = s.Score("out", strings.NewReader(c.out))
		}
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// FuzzScore: no trees of strangers break the scorer, and any are equal to themselves.
func FuzzScore(f *testing.F) {
	f.Add(small)
	f.Fuzz(func(t *testing.T, bank string) {
		s, err := Read("gold", strings.NewReader(bank))
		if err != nil {
			return
		}
		r, err := s.Score("out", strings.NewReader(bank))
		if err != nil {
			t.Fatal(err)
		}
		if words := r.JSON["Words"].(float64); words != 100 && len(s.parse.text) > 0 {
			t.Errorf("words %g of themselves", words)
		}
	})
}
