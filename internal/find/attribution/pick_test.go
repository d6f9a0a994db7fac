package attribution

import (
	"testing"

	"readout/doc"
)

// A candidate gives way to two that are together likelier, if they get in its way and not in each other's.
func TestOutdone(t *testing.T) {
	at := func(first, last int, p float32) Relation {
		return Relation{Cue: Stretch{first, first + 1}, After: Stretch{first + 1, last}, p: p}
	}
	for _, c := range []struct {
		name string
		p    float32 // of the candidate that takes the words 0 to 19
		rest []Relation
		want bool
	}{
		{"two that are likelier", 0.6, []Relation{at(2, 8, 0.5), at(10, 18, 0.4)}, true},
		{"two that are not", 0.7, []Relation{at(2, 8, 0.35), at(10, 18, 0.34)}, false},
		{"one alone", 0.6, []Relation{at(2, 8, 0.59)}, false},
		{"two that share words", 0.6, []Relation{at(2, 12, 0.5), at(10, 18, 0.4)}, false},
		{"one of two elsewhere", 0.6, []Relation{at(2, 8, 0.5), at(30, 38, 0.4)}, false},
		{"one of two too unlikely to be given", 0.6, []Relation{at(2, 8, 0.5), at(10, 18, 0.2)}, false},
	} {
		f := &Finder{found: append([]Relation{at(0, 20, c.p)}, c.rest...), cover: make([]int32, 40)}
		for i := range f.cover {
			f.cover[i] = -1
		}
		if got := f.outdone(0); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// The place that a text is filed from says nothing, whatever stands behind it.
func TestDatelineIsNoSource(t *testing.T) {
	const text = "NARVIK: The mayor believes the quay should be closed by the council rather than by the port, his press secretary said yesterday."
	_, d, _ := attributed(t, &doc.Document{Text: text, Dateline: &doc.Dateline{Place: "NARVIK"}})
	for _, a := range d.Attributions {
		if a.Source != nil && a.Source.Spans[0].Start == 0 {
			t.Errorf("the dateline says %q", text[a.Content.Spans[0].Start:a.Content.Spans[0].End])
		}
	}
}
