package event_test

import "testing"

// TestDay reads sentences of a document of Thursday 14 March 2024: a day of the week is the next one for what is to come and the
// last one for what was.
func TestDay(t *testing.T) {
	r := newReader(t)
	tests := []struct{ sentence, status, date string }{
		{"Spain and Morocco will sign the treaty on Friday.", "planned", "2024-03-15"},
		{"Spain and Morocco are to sign the treaty on Monday.", "planned", "2024-03-18"},
		{"Spain and Morocco signed the treaty on Monday.", "actual", "2024-03-11"},
		{"Spain and Morocco will sign the treaty on Thursday.", "planned", "2024-03-14"},
		{"The ceasefire between Sudan and Chad takes effect on Saturday.", "planned", "2024-03-16"},
		{"Sudan could impose sanctions on Chad on Tuesday.", "hypothetical", "2024-03-19"},
		{"Sudan may have imposed sanctions on Chad on Tuesday.", "hypothetical", "2024-03-12"},
		{"Sudan's president said he would meet the president of Chad on Tuesday.", "planned", "2024-03-19"},
		{"Sudanese jets bombed a camp in Chad on Friday.", "actual", "2024-03-08"},
		{"Sudan said on Monday that it would send troops to Chad.", "actual", ""},
	}
	for _, tt := range tests {
		d := r.read(tt.sentence)
		if len(d.Events) == 0 {
			t.Errorf("%s: no event", tt.sentence)
			continue
		}
		date := ""
		if e := d.Events[0]; e.Date != nil {
			date = *e.Date
		}
		if status := d.Events[0].Status; status != tt.status || date != tt.date {
			t.Errorf("%s: %s on %q, want %s on %q", tt.sentence, status, date, tt.status, tt.date)
		}
	}
}
