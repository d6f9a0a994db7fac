package stand

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"readout/doc"
)

func TestDelta(t *testing.T) {
	pace := []doc.Term{{Aspect: "pace", DecidedBy: []string{"IND", "PAK"}, NotBy: []string{"USA"}}}
	turned := []doc.Term{{Aspect: "pace", DecidedBy: []string{"PAK", "IND"}, NotBy: []string{"USA"}}}
	for _, c := range []struct {
		name   string
		before *Saying
		now    Saying
		want   string
	}{
		{"first word", nil, Saying{Stance: "supports"}, New},
		{"first word in the ledger, not the holder's first", nil, Saying{Stance: "supports", Own: "reiterated"}, Reiterated},
		{"the same", &Saying{Stance: "supports"}, Saying{Stance: "supports"}, Reiterated},
		{"the same in stronger words", &Saying{Stance: "supports"}, Saying{Stance: "demands"}, Reiterated},
		{"to the other side", &Saying{Stance: "supports"}, Saying{Stance: "opposes"}, Shifted},
		{"and back", &Saying{Stance: "declines"}, Saying{Stance: "offers"}, Shifted},
		{"under conditions", &Saying{Stance: "supports"}, Saying{Stance: "conditions"}, Qualified},
		{"conditions dropped", &Saying{Stance: "conditions"}, Saying{Stance: "supports"}, Shifted},
		{"from no to yes, if", &Saying{Stance: "opposes"}, Saying{Stance: "conditions"}, Shifted},
		{"terms added", &Saying{Stance: "supports"}, Saying{Stance: "supports", Terms: pace}, Qualified},
		{"terms in another order", &Saying{Stance: "supports", Terms: pace}, Saying{Stance: "supports", Terms: turned}, Reiterated},
		{"terms left out", &Saying{Stance: "supports", Terms: pace}, Saying{Stance: "supports"}, Reiterated},
		{"taken back", &Saying{Stance: "supports"}, Saying{Stance: "supports", Own: "withdrawn"}, Withdrawn},
		{"held again", &Saying{Stance: "supports", Own: "withdrawn"}, Saying{Stance: "supports"}, Shifted},
		{"the outlet knows of a shift", nil, Saying{Stance: "supports", Own: "shifted"}, Shifted},
		{"new by its own word, known to the ledger", &Saying{Stance: "supports"}, Saying{Stance: "supports", Own: "new"}, Reiterated},
	} {
		if got := Delta(c.before, c.now); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestSilent(t *testing.T) {
	for _, c := range []struct {
		last, from string
		days       int
		want       bool
	}{
		{"2024-01-01", "2024-06-29", 180, false},
		{"2024-01-01", "2024-06-30", 180, true},
		{"", "2024-06-30", 180, false},
		{"2024-01-01", "2024-06-30", 0, false},
	} {
		if got := Silent(c.last, c.from, c.days); got != c.want {
			t.Errorf("%s to %s, %d days: %v", c.last, c.from, c.days, got)
		}
	}
}

func TestDiff(t *testing.T) {
	for _, c := range []struct {
		before, now string
		want        []Piece
	}{
		{"", "", nil},
		{"we back  the talks", "we back the talks", []Piece{{Kept, "we back the talks"}}},
		{"we back direct talks", "we back talks", []Piece{{Kept, "we back"}, {Gone, "direct"}, {Kept, "talks"}}},
		{"a b", "c d", []Piece{{Gone, "a b"}, {Came, "c d"}}},
		{"talks at any time", "talks in spring", []Piece{{Kept, "talks"}, {Gone, "at any time"}, {Came, "in spring"}}},
	} {
		if d := cmp.Diff(c.want, Diff(c.before, c.now)); d != "" {
			t.Errorf("%q, %q: %s", c.before, c.now, d)
		}
	}
}

// The pieces hold all words of both sides, in order.
func TestDiffLosesNoWord(t *testing.T) {
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 40), func(w []string) string { return strings.Join(w, " ") })
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		var was, is []string
		for _, p := range Diff(a, b) {
			if p.Op != Came {
				was = append(was, p.Text)
			}
			if p.Op != Gone {
				is = append(is, p.Text)
			}
		}
		if strings.Join(was, " ") != a || strings.Join(is, " ") != b {
			t.Fatalf("%q, %q: %v", a, b, Diff(a, b))
		}
	})
}

func TestDiffOfLongTexts(t *testing.T) {
	a, b := strings.Repeat("x y ", 5000), strings.Repeat("y z ", 5000)
	if n := len(Diff(a, b)); n == 0 {
		t.Error("nothing")
	}
}
