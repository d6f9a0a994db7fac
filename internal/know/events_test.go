package know

import "testing"

// The codebook is read whole: a mistake in it ends the program, with its file and line.
func TestCodebook(t *testing.T) {
	e := LoadEvents()
	if n := e.Entries(); n < 4000 {
		t.Errorf("%d entries, want thousands", n)
	}
	types := map[string]bool{}
	roots := map[string]bool{}
	for _, table := range [...]map[string][]*Entry{e.verbs, e.nouns} {
		for lemma, entries := range table {
			for i, x := range entries {
				types[x.Type] = true
				if x.Type != "NONE" {
					roots[x.CAMEO[:2]] = true
					if len(x.CAMEO) < 3 || len(x.CAMEO) > 4 {
						t.Errorf("%s: CAMEO code %q", x.Rule, x.CAMEO)
					}
				}
				if i > 0 && x.detail() > entries[i-1].detail() {
					t.Errorf("%s: %s stands before what asks for more, %s", lemma, entries[i-1].Rule, x.Rule)
				}
			}
		}
	}
	if len(types) != 17 {
		t.Errorf("%d types, want 16 and NONE: %v", len(types), types)
	}
	for root := 3; root <= 20; root++ {
		if r := string([]byte{'0' + byte(root/10), '0' + byte(root%10)}); !roots[r] {
			t.Errorf("no entry of CAMEO root %s", r)
		}
	}
}

func TestPhrases(t *testing.T) {
	w := &Words{byHead: map[string][]wordPhrase{}}
	for _, p := range [...]string{"state of emergency", "air strike", "sit-in", "cease-fire", "troop"} {
		w.add(p)
	}
	for _, c := range []struct {
		words string
		head  int
		want  bool
	}{
		{"state of emergency", 0, true},
		{"state of mind", 0, false},
		{"an air strike", 2, true},
		{"a strike", 1, false},
		{"a sit - in today", 1, true},
		{"the cease - fire", 3, true},
		{"one troop", 1, true},
	} {
		words := apart(c.words)
		got := w.Match(words[c.head], func(offset int) string {
			if k := c.head + offset; k >= 0 && k < len(words) {
				return words[k]
			}
			return ""
		})
		if got != c.want {
			t.Errorf("%q headed by %q: %v", c.words, words[c.head], got)
		}
	}
}
