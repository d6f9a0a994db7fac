package doc

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// All kinds are visited in the contract's order, and who has seen enough can stop.
func TestRecords(t *testing.T) {
	d := &Document{Warnings: []Warning{{ID: "w1"}}, Positions: []Position{{ID: "p1"}}, Engagements: []Engagement{{ID: "g1"}},
		Events: []Event{{ID: "e1"}, {ID: "e2"}}, Attributions: []Attribution{{ID: "a1"}}}
	want := []Record{{"attribution", "a1", &d.Attributions[0]}, {"event", "e1", &d.Events[0]}, {"event", "e2", &d.Events[1]},
		{"position", "p1", &d.Positions[0]}, {"engagement", "g1", &d.Engagements[0]}, {"warning", "w1", &d.Warnings[0]}}
	for most := 1; most <= len(want); most++ {
		var got []Record
		for r := range d.Records() {
			if got = append(got, r); len(got) == most {
				break
			}
		}
		if diff := cmp.Diff(want[:most], got); diff != "" {
			t.Errorf("the first %d: %s", most, diff)
		}
	}
}
