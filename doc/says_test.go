package doc

import "testing"

func TestSays(t *testing.T) {
	name, actor, sector := "Ida Brun", "NOR.GOV", "MIL"
	tests := []struct {
		of   any
		want string
	}{
		{&Attribution{Type: "direct"}, "nobody named, direct"},
		{&Attribution{Type: "direct", Source: &Source{Name: &name, Actor: &actor}}, "Ida Brun (NOR.GOV), direct"},
		{&Attribution{Type: "indirect", Source: &Source{Kind: "document"}}, "document, indirect"},
		{&Event{Type: "ASSAULT", Status: "actual", Recipients: []Actor{{Code: "CHL"}, {Text: "rebels"}}}, "nobody named → ASSAULT → CHL+rebels, actual"},
		{&Event{Type: "CONSULT", Status: "planned", Actors: []Actor{{Code: "CHL", Sector: &sector}}}, "CHL.MIL → CONSULT, planned"},
		{&Position{Holder: "NOR", Stance: "supports", Subject: "talks with Chile"}, "NOR supports talks with Chile"},
		{&Engagement{Parties: []string{"CHL", "NOR"}, Kind: "dialogue", Topic: "fisheries", Status: "ongoing"}, "CHL – NOR dialogue on fisheries, ongoing"},
		{&Warning{About: "a storm"}, "a storm"},
	}
	for _, tt := range tests {
		if got := (Record{Of: tt.of}).Says(); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
