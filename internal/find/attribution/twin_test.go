package attribution

import (
	"testing"

	"readout/doc"
)

// Where it is hard to tell what is said by whom, a cue has several candidates; at most one of them is given.
func TestOneOfTwins(t *testing.T) {
	const text = "The harbour master told the pilot who had asked that the quay, which the council says was safe, might close, and the ferry could wait. " +
		"Workers at the dock, the union warned in March when the strike began, would not return. " +
		"“We wait,” Ida Brun, who runs the ferry, said on “Morning Tide.” “Nobody has told us when the quay opens, and we do not think that it will.”\n\n" +
		"According to the mayor the fares were seen as too high by those who believe that the company had promised to lower them before winter."
	f, d, _ := attributed(t, &doc.Document{Text: text})
	twins := 0
	for k := range f.found {
		if f.found[k].twin != firstChoice {
			twins++
		}
	}
	if twins == 0 {
		t.Error("no cue has a second candidate: the text is too easy for this test")
	}
	seen := map[doc.Span]bool{}
	for _, a := range d.Attributions {
		for _, s := range a.Cue.Spans {
			if seen[s] {
				t.Errorf("the cue %q has two attributions", text[s.Start:s.End])
			}
			seen[s] = true
		}
	}
	if len(d.Attributions) == 0 {
		t.Error("nothing found")
	}
}

func TestDoubt(t *testing.T) {
	var r Relation
	for _, q := range []asking{{question: SourceHead, pOther: 0.2}, {question: AfterFirst, pOther: 0.4}, {question: BeforeLast, pOther: 0.3}} {
		r.doubt(&q)
	}
	if r.doubted != AfterFirst || r.pDoubted != 0.4 {
		t.Errorf("most in doubt is question %d with %v, want %d with 0.4", r.doubted, r.pDoubted, AfterFirst)
	}
}
