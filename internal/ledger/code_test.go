package ledger

import "testing"

func TestActorCode(t *testing.T) {
	tests := []struct{ given, want string }{
		{"USA", "USA"}, {"usa", "USA"}, {"usa.gov", "USA.GOV"}, {"United States", "USA"}, {"norway", "NOR"},
		{"un", "UN"}, {"Hamas", "HAMAS"}, {"XQQ", "XQQ"}, {"Ruritania", ""}, {"rebels from nowhere", ""},
	}
	for _, tt := range tests {
		got, err := ActorCode(tt.given)
		if got != tt.want || (err != nil) != (tt.want == "") || err != nil && !Asked(err) {
			t.Errorf("%s: %q, %v; want %q", tt.given, got, err, tt.want)
		}
	}
}
