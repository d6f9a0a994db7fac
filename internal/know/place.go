package know

import (
	"fmt"
	"strings"
	"sync"

	_ "embed"
)

// PlaceKind tells what sort of place a name stands for.
type PlaceKind uint8

// The kinds of places.
const (
	City    PlaceKind = iota + 1 // a city, town or named spot
	Region                       // a part of a state: "Texas", "the West Bank"
	Country                      // a state, or a territory with an ISO code of its own
)

// Place is what is known of a named place.
type Place struct {
	Kind    PlaceKind
	Country string // ISO 3166-1 alpha-3, "" for a place of no country ("UNITED NATIONS")
	Region  string // postal code of the US state or Canadian province, "" elsewhere
	Size    int    // inhabitants in thousands, 0 where not known
	Capital bool   // of a state
}

var (
	//go:embed data/places/cities.txt
	citiesText string
	//go:embed data/places/countries.txt
	countriesText string
	//go:embed data/places/regions.txt
	regionsText string
	//go:embed data/places/aliases.txt
	aliasesText string
)

// Places finds places by name. It holds no state of a document and may be used by any number of goroutines.
type Places struct {
	cities  string             // the lines of cities.txt, sorted by key
	areas   map[string][]Place // countries and regions by key; "georgia" is both
	opening map[string]bool    // the words that names of areas begin with
	aliases map[string]Place   // names that the tables lack, or that mean another place than the largest
}

// LoadPlaces returns the gazetteer, which is built on first use and shared.
var LoadPlaces = sync.OnceValue(func() *Places {
	p := &Places{
		cities:  withoutHead(citiesText),
		areas:   make(map[string][]Place, 1024),
		opening: make(map[string]bool, 1024),
		aliases: make(map[string]Place, 512),
	}
	for code, names := range placeLines("countries.txt", countriesText) {
		p.addArea(Place{Kind: Country, Country: code[:3]}, names)
	}
	for code, names := range placeLines("regions.txt", regionsText) {
		country, region, _ := strings.Cut(code, ".")
		p.addArea(Place{Kind: Region, Country: country, Region: region}, names)
	}
	for code, names := range placeLines("aliases.txt", aliasesText) {
		place := Place{Kind: City}
		if code != "-" {
			place.Country, place.Region, _ = strings.Cut(code, ".")
		}
		for name := range strings.SplitSeq(names, ";") {
			name, table, renamed := strings.Cut(name, "=")
			x := place
			if renamed {
				c, ok := p.city(PlaceKey(table), place.Country, place.Region)
				if !ok {
					panic(fmt.Sprintf("know: data/places/aliases.txt: no city %q in %s", table, code))
				}
				x = c
			} else if c, ok := p.city(PlaceKey(name), place.Country, place.Region); ok && code != "-" {
				x = c
			}
			p.aliases[PlaceKey(name)] = x
		}
	}
	return p
})

func (p *Places) addArea(x Place, names string) {
	for name := range strings.SplitSeq(names, ";") {
		key := PlaceKey(name)
		p.areas[key] = append(p.areas[key], x)
		first, _, _ := strings.Cut(key, " ")
		p.opening[first] = true
	}
}

// Find returns the place that a bare name most likely means: the largest city of that name, unless a country or a
// well-known region has it ("Georgia"), or aliases.txt says otherwise.
func (p *Places) Find(name string) (Place, bool) {
	var buf [64]byte
	key := string(appendPlaceKey(buf[:0], name))
	if x, ok := p.aliases[key]; ok {
		return x, true
	}
	areas := p.areas[key]
	for _, a := range areas {
		if a.Kind == Country {
			if c, ok := p.city(key, a.Country, ""); ok { // Singapore, Luxembourg
				return c, true
			}
			return a, true
		}
	}
	c, ok := p.city(key, "", "")
	if len(areas) > 0 && c.Size < 500 { // Ontario the province, not the town in California; but Washington the city
		return areas[0], true
	}
	return c, ok
}

// FindIn returns the place that "name, area" means: "Paris", "Texas". Where the area is known and the place is not, it
// returns the area's country and region with the kind City; ok is false where the area is not known.
func (p *Places) FindIn(name, area string) (place Place, ok bool) {
	areas := p.areas[PlaceKey(area)]
	if len(areas) == 0 {
		return Place{}, false
	}
	key := PlaceKey(name)
	for _, a := range areas {
		if x, ok := p.aliases[key]; ok && x.Country == a.Country && (a.Region == "" || a.Region == x.Region) {
			return x, true
		}
		if c, ok := p.city(key, a.Country, a.Region); ok {
			return c, true
		}
	}
	a := areas[len(areas)-1] // a small town in Georgia is more often in the American one, which is added last
	return Place{Kind: City, Country: a.Country, Region: a.Region}, true
}

// Within returns the place that "name, area" means: a city that the table has there, else any place of an American or Canadian state,
// of which there are too many; the size of such a one is 0. Of a country and a state of one name ("Georgia") it is the one that has
// the city.
func (p *Places) Within(name, area string) (Place, bool) {
	var buf [64]byte
	areas := p.areas[string(appendPlaceKey(buf[:0], area))]
	if len(areas) == 0 {
		return Place{}, false
	}
	key := PlaceKey(name)
	for _, a := range areas {
		if c, ok := p.city(key, a.Country, a.Region); ok {
			return c, true
		}
	}
	if n := len(areas); n > 0 && areas[n-1].Region != "" {
		return Place{Kind: City, Country: areas[n-1].Country, Region: areas[n-1].Region}, true
	}
	return Place{}, false
}

// Opens says whether the name of a country or region begins with a word in lower case, as a quick look before [Places.Area].
func (p *Places) Opens(word string) bool { return p.opening[word] }

// Area returns the country or region of that name: what may stand behind the comma of "Lagos, Nigeria".
func (p *Places) Area(name string) (Place, bool) {
	var buf [64]byte
	areas := p.areas[string(appendPlaceKey(buf[:0], name))]
	if len(areas) == 0 {
		return Place{}, false
	}
	return areas[0], true
}

// city looks a key up in the sorted lines of the table, largest city first; country and region narrow the search.
func (p *Places) city(key, country, region string) (Place, bool) {
	if key == "" {
		return Place{}, false
	}
	lo, hi := 0, len(p.cities) // both at line starts
	for lo < hi {
		mid := (lo + hi) / 2
		start := lo + strings.LastIndexByte(p.cities[lo:mid], '\n') + 1
		line, _, _ := strings.Cut(p.cities[start:], "\n")
		name, entries, _ := strings.Cut(line, "\t")
		switch {
		case name < key:
			lo = start + len(line) + 1
		case name > key:
			hi = start
		default:
			return pickCity(entries, country, region)
		}
	}
	return Place{}, false
}

// pickCity reads entries such as "USA.WI52" and "CRI335*".
func pickCity(entries, country, region string) (Place, bool) {
	for e := range strings.SplitSeq(entries, " ") {
		if len(e) < 3 || country != "" && e[:3] != country {
			continue
		}
		x := Place{Kind: City, Country: e[:3]}
		e = e[3:]
		if len(e) > 2 && e[0] == '.' {
			x.Region, e = e[1:3], e[3:]
		}
		if region != "" && x.Region != region {
			continue
		}
		for i := 0; i < len(e); i++ {
			if e[i] == '*' {
				x.Capital = true
			} else {
				x.Size = x.Size*10 + int(e[i]-'0')
			}
		}
		return x, true
	}
	return Place{}, false
}

// withoutHead cuts the comment lines at the head of a file.
func withoutHead(text string) string {
	for strings.HasPrefix(text, "#") {
		_, text, _ = strings.Cut(text, "\n")
	}
	return text
}

// placeLines yields the code and the names of each line of a table; # starts a comment.
func placeLines(file, text string) func(yield func(code, names string) bool) {
	return func(yield func(code, names string) bool) {
		for line := range strings.Lines(text) {
			line, _, _ = strings.Cut(line, "#")
			line = strings.TrimSpace(line)
			if line == "" {
				continue
			}
			code, names, ok := strings.Cut(line, " ")
			if !ok || code != "-" && len(code) < 3 {
				panic(fmt.Sprintf("know: data/places/%s: no code and names in %q", file, line))
			}
			if !yield(code, names) {
				return
			}
		}
	}
}
