package event_test

import (
	"strings"
	"testing"

	"readout/doc"
	"readout/internal/find/event"
)

// What a short report says of two states by name is surer than what stands late in a page,.
func TestConfidence(t *testing.T) {
	r := newReader(t)
	of := func(text string) float64 {
		t.Helper()
		d := r.read(text)
		if len(d.Events) != 1 {
			t.Fatalf("%d events in %q", len(d.Events), text)
		}
		return d.Events[0].Confidence
	}
	filler := strings.Repeat("The school opened at nine. It was cold. ", 12)
	short, late := of("Norway condemned Kenya on Monday."), of("Norway is cold. "+filler+"Norway condemned Kenya on Monday.")
	if short < 0.6 || late >= short {
		t.Errorf("confidence %.2f in a short report, %.2f late in a page", short, late)
	}
}

// Events that are watched come with a number for each clue.
func TestWatch(t *testing.T) {
	r := newReader(t)
	seen := 0
	r.event.Watch = func(_ *doc.Event, clues []float64) {
		seen++
		if len(clues) != len(event.Clues) {
			t.Errorf("%d clues, want %d", len(clues), len(event.Clues))
		}
	}
	r.read("Norway condemned Kenya on Monday. Chile condemned Peru.")
	if seen != 2 {
		t.Errorf("%d events are shown, want 2", seen)
	}
}
