package attribution

import (
	"testing"

	"readout/doc"
)

// Two cues of one doer have one source, that of the surer relation, where theirs overlap.
func TestShareSource(t *testing.T) {
	const text = "The harbour spokesperson Ida Brun confirmed the plan and added that the ferry could wait, although the mayor says it must not."
	f, _, x := attributed(t, &doc.Document{Text: text})
	token := func(word string) int {
		for i := range x.Tokens {
			if x.Tokens[i].Form == word {
				return i
			}
		}
		t.Fatalf("no token %q", word)
		return -1
	}
	confirmed, added, says := token("confirmed"), token("added"), token("says")
	whole, part := Stretch{0, token("Brun") + 1}, Stretch{0, token("harbour") + 1}
	for _, c := range []struct {
		name          string
		first, second Relation
		want          Stretch
	}{
		{"a part of the same", Relation{Head: confirmed, Source: whole}, Relation{Head: added, Source: part}, whole},
		{"somebody else", Relation{Head: confirmed, Source: whole}, Relation{Head: added, Source: Stretch{added + 2, added + 3}}, Stretch{added + 2, added + 3}},
		{"another doer", Relation{Head: confirmed, Source: whole}, Relation{Head: says, Source: part}, part},
		{"found by rule", Relation{Head: confirmed, Source: whole}, Relation{Head: added, Source: part, rule: byLabel}, part},
	} {
		f.relations = f.relations[:0]
		clear(f.voices)
		for _, r := range []Relation{c.first, c.second} {
			f.shareSource(&r)
			f.relations = append(f.relations, r)
		}
		if got := f.relations[1].Source; got != c.want || f.relations[0].Source != whole {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
