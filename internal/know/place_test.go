package know

import (
	"slices"
	"strings"
	"testing"
)

func TestFindPlace(t *testing.T) {
	p := LoadPlaces()
	for _, c := range []struct{ name, area, country, region string }{
		{name: "WASHINGTON", country: "USA", region: "DC"},
		{name: "Washington", area: "D.C.", country: "USA", region: "DC"},
		{name: "PUTRAJAYA", country: "MYS"},
		{name: "NEW YORK", country: "USA", region: "NY"},
		{name: "new york", area: "N.Y.", country: "USA", region: "NY"},
		{name: "LA CROSSE", area: "Wis.", country: "USA", region: "WI"},
		{name: "Kiev", country: "UKR"},
		{name: "KYIV", area: "Ukraine", country: "UKR"},
		{name: "Bombay", country: "IND"},
		{name: "São Paulo", country: "BRA"},
		{name: "SAO PAULO", country: "BRA"},
		{name: "ST. LOUIS", country: "USA", region: "MO"},
		{name: "St. John’s", area: "Newfoundland", country: "CAN", region: "NL"},

		{name: "Paris", country: "FRA"},
		{name: "PARIS", area: "Texas", country: "USA", region: "TX"},
		{name: "Hyderabad", country: "IND"},
		{name: "Hyderabad", area: "Pakistan", country: "PAK"},
		{name: "Valencia", country: "ESP"},
		{name: "Valencia", area: "Venezuela", country: "VEN"},
		{name: "TBILISI", area: "Georgia", country: "GEO"},
		{name: "ATLANTA", area: "Georgia", country: "USA", region: "GA"},
		{name: "LAHORE", area: "Punjab", country: "PAK"},

		{name: "Georgia", country: "GEO"},
		{name: "Jordan", country: "JOR"},
		{name: "Texas", country: "USA", region: "TX"},
		{name: "Singapore", country: "SGP"},
		{name: "United Nations", country: ""},

		{name: "Nowhere Springs", area: "Texas", country: "USA", region: "TX"},
		{name: "Ain el-Nowhere", area: "Lebanon", country: "LBN"},
	} {
		got, ok := p.Find(c.name)
		if c.area != "" {
			got, ok = p.FindIn(c.name, c.area)
		}
		if !ok || got.Country != c.country || got.Region != c.region {
			t.Errorf("%s, %s: got %+v, %v", c.name, c.area, got, ok)
		}
	}
	for _, name := range []string{"", "Warning", "Exclusive", "Nowhere Springs", "\xff", "Q"} {
		if got, ok := p.Find(name); ok {
			t.Errorf("%q is no place: got %+v", name, got)
		}
	}
	if got, ok := p.FindIn("Paris", "Nowhere"); ok {
		t.Errorf("Paris, Nowhere: got %+v", got)
	}
}

// Each name of the table must be found, and the table be in the order that the search needs.
func TestCityTable(t *testing.T) {
	p := LoadPlaces()
	var last string
	n := 0
	for line := range strings.Lines(p.cities) {
		key, entries, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || key <= last || PlaceKey(key) != key {
			t.Fatalf("line %q after %q: not in order or not a key", line, last)
		}
		last = key
		n++
		sizes := []int{}
		for e := range strings.SplitSeq(entries, " ") {
			x, ok := pickCity(e, "", "")
			if !ok {
				t.Fatalf("line %q: entry %q", line, e)
			}
			sizes = append(sizes, -x.Size)
			if got, ok := p.city(key, x.Country, x.Region); !ok || got != x {
				t.Fatalf("%s: got %+v, want %+v", key, got, x)
			}
			if _, known := p.Area(areaName(x.Country)); !known {
				t.Fatalf("line %q: country %s has no name", line, x.Country)
			}
		}
		if !slices.IsSorted(sizes) {
			t.Fatalf("line %q: not the largest first", line)
		}
	}
	if n < 20_000 {
		t.Errorf("only %d names: cut short?", n)
	}
}

func areaName(code string) string {
	for c, names := range placeLines("countries.txt", countriesText) {
		if c[:3] == code {
			name, _, _ := strings.Cut(names, ";")
			return name
		}
	}
	return ""
}

func TestPlaceKey(t *testing.T) {
	for name, want := range map[string]string{
		"ST. LOUIS": "saint louis", "Port-au-Prince": "port au prince", "N’Djamena": "ndjamena", "Malmö": "malmo",
		" Rostov-on-Don ": "rostov on don", "Łódź": "lodz", "İzmir": "izmir", "Ft. Worth": "fort worth", "U.A.E.": "uae", "": "",
	} {
		if got := PlaceKey(name); got != want {
			t.Errorf("PlaceKey(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzFindPlace(f *testing.F) {
	f.Add("LA CROSSE", "Wis.")
	f.Add("St. John’s", "N.L.")
	p := LoadPlaces()
	f.Fuzz(func(t *testing.T, name, area string) {
		if key := PlaceKey(name); PlaceKey(key) != key {
			t.Errorf("the key of %q, %q, has another key", name, key)
		}
		p.Find(name)
		p.FindIn(name, area)
	})
}

func BenchmarkFindPlace(b *testing.B) {
	p := LoadPlaces()
	b.ReportAllocs()
	for b.Loop() {
		p.Find("KUALA LUMPUR")
	}
}
