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
		{"Sudan's foreign minister is visiting Chad on Saturday.", "planned", "2024-03-16"},
		{"Sudan's foreign minister is visiting Chad on Thursday.", "actual", "2024-03-14"},
		{"On March 20, Sudan's foreign minister is coming to Chad.", "planned", "2024-03-20"},
		{"The talks ended on 9 March. The next day, Sudan accused Chad of spying.", "actual", "2024-03-10"},
		{"The talks ended on Monday. On the same day, Sudanese jets bombed a camp in Chad.", "actual", "2024-03-11"},
		{"The talks ended on 9 January. The next day, Sudan accused Chad of spying.", "actual", "2024-01-10"},
		{"March 7: Sudan accuses Chad of spying.", "actual", "2024-03-07"},
		{"Norway has expelled the Kenyan envoy. (07.03.2024)", "actual", "2024-03-07"},
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

// TestPast reads pages of 14 March 2024 on which acts are old by a day that stands above them, before them or with them.
func TestPast(t *testing.T) {
	countEvents(t, filler, map[string]int{
		"Sudan expelled three diplomats from Chad in February.":                                        1,
		"In mid-December, Sudan expelled three diplomats from Chad.":                                   0,
		"Sudan expelled three diplomats from Chad in May.":                                             0,
		"Sudan expelled three diplomats from Chad last month.":                                         0,
		"October 7: Sudan expels three diplomats from Chad.":                                           0,
		"March 7: Sudan accuses Chad of spying.":                                                       1,
		"November 2: The envoy resigns. Sudan accuses Chad of spying.":                                 0,
		"In 2011, Sudan sinks into war. The army shells the south. The United Nations condemns Sudan.": 0,
		"In 2011, Sudan sank into war. It is calm now. The United Nations condemned Sudan.":            1,
		"Prisoners in Sudan are often beaten and tortured.":                                            0,
	})
}
