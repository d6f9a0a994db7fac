package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"readout/doc"
	"readout/internal/ledger"
)

// dyads writes events in forms that have one actor and one recipient a row, as tab-separated columns. An event of several
// sides gives a row for each pair; one without a recipient gives its actors in pairs, or a row with an empty second side.
type dyads struct {
	w    *bufio.Writer
	o    Options
	row  func(*dyad) []string
	gone bool // the header
	name []string
}

// dyad is one pair of an event, with all that any of the forms asks for.
type dyad struct {
	k          *ledger.Kept
	e          *doc.Event
	a, b       doc.Actor
	id         string
	day        string // YYYYMMDD, "" unknown
	documents  int    // of the story
	outlets    int
	goldstein  float64
	sentenceNo int // from 1, 0 for title and deck
}

func newDyads(w io.Writer, o Options) (Writer, error) {
	d := &dyads{w: bufio.NewWriter(w), o: o}
	switch o.Format {
	case "gdelt":
		d.name, d.row = gdeltColumns, gdeltRow
	case "icews":
		d.name, d.row = icewsColumns, icewsRow
	case "phoenix":
		d.name, d.row = phoenixColumns, phoenixRow
	case "petrarch":
		d.name, d.row = petrarchColumns, petrarchRow
	default:
		return nil, fmt.Errorf("%q is no format", o.Format)
	}
	return d, nil
}

func (d *dyads) Write(k *ledger.Kept) error {
	if d.o.Header && !d.gone {
		if err := d.line(d.name); err != nil {
			return err
		}
	}
	d.gone = true
	if d.o.folded(k) || len(k.Doc.Events) == 0 {
		return nil
	}
	documents, outlets := 1, 1
	if d.o.Witnesses != nil {
		w, err := d.o.Witnesses(k.Story)
		if err != nil {
			return err
		}
		names := map[string]bool{}
		for _, x := range w {
			names[x.Outlet] = true
		}
		documents, outlets = len(w), len(names)
	}
	for i := range k.Doc.Events {
		e := &k.Doc.Events[i]
		if e.Status != "actual" { // these forms have no way to say so
			continue
		}
		x := dyad{k: k, e: e, day: strings.ReplaceAll(eventDay(k, e), "-", ""), documents: documents, outlets: outlets, sentenceNo: e.Sentence + 1}
		x.goldstein, _ = Goldstein(e.CAMEO)
		for n, p := range pairs(e) {
			x.a, x.b = p[0], p[1]
			x.id = ledger.RecordID(k.ID, e.ID)
			if n > 0 {
				x.id += "." + strconv.Itoa(n+1)
			}
			if err := d.line(d.row(&x)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *dyads) Close() error { return d.w.Flush() }

// line writes columns. What would part columns or rows is a blank in them.
func (d *dyads) line(columns []string) error {
	for i, c := range columns {
		if i > 0 {
			d.w.WriteByte('\t')
		}
		d.w.WriteString(strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 {
				return ' '
			}
			return r
		}, c))
	}
	return d.w.WriteByte('\n')
}

func pairs(e *doc.Event) [][2]doc.Actor {
	var all [][2]doc.Actor
	switch {
	case len(e.Actors) == 0:
		for _, b := range e.Recipients {
			all = append(all, [2]doc.Actor{{}, b})
		}
	case len(e.Recipients) > 0:
		for _, a := range e.Actors {
			for _, b := range e.Recipients {
				all = append(all, [2]doc.Actor{a, b})
			}
		}
	case len(e.Actors) == 1:
		all = append(all, [2]doc.Actor{e.Actors[0], {}})
	default:
		for i, a := range e.Actors {
			for _, b := range e.Actors[i+1:] {
				all = append(all, [2]doc.Actor{a, b})
			}
		}
	}
	return all
}

var gdeltColumns = strings.Fields(`GLOBALEVENTID SQLDATE MonthYear Year FractionDate
	Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
	Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
	IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
	Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID
	Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
	ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID
	DATEADDED SOURCEURL`)

func gdeltRow(x *dyad) []string {
	row := make([]string, 0, len(gdeltColumns))
	month, year, fraction := "", "", ""
	if len(x.day) == 8 {
		month, year = x.day[:6], x.day[:4]
		if t, err := time.Parse("20060102", x.day); err == nil {
			fraction = fmt.Sprintf("%.4f", float64(t.Year())+float64(t.YearDay())/365)
		}
	}
	sum := sha256.Sum256([]byte(x.id))
	id := strconv.FormatUint(binary.BigEndian.Uint64(sum[:])>>11, 10) // 53 bits: whole in any program
	row = append(row, id, x.day, month, year, fraction)
	for _, a := range []doc.Actor{x.a, x.b} {
		country, group := a.Code, ledger.GroupOf(a)
		if !isCountry(a.Code) {
			country, group = "", a.Code
		}
		row = append(row, a.Code+value(a.Sector), strings.ToUpper(nameOf(a)), country, group, "", "", "", value(a.Sector), "", "")
	}
	root := "0"
	if x.sentenceNo <= 1 {
		root = "1"
	}
	row = append(row, root, x.e.CAMEO, cutTo(x.e.CAMEO, 3), cutTo(x.e.CAMEO, 2), strconv.Itoa(quadNumber(x.e.Quad)), number(x.goldstein),
		strconv.Itoa(x.documents), strconv.Itoa(x.outlets), strconv.Itoa(x.documents), "")
	row = append(row, make([]string, 14)...) // where the actors are
	row = append(row, "", value(x.e.Place), "", "", "", "", "")
	return append(row, strings.ReplaceAll(cutTo(x.k.Added, 10), "-", ""), x.k.Address)
}

var icewsColumns = []string{"Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
	"Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country",
	"Latitude", "Longitude"}

func icewsRow(x *dyad) []string {
	return []string{x.id, eventDay(x.k, x.e), nameOf(x.a), value(x.a.Sector), x.a.Code, x.e.Type, x.e.CAMEO, number(x.goldstein),
		nameOf(x.b), value(x.b.Sector), x.b.Code, x.k.Story, strconv.Itoa(x.sentenceNo), x.k.Doc.Outlet, value(x.e.Place), "", "", "", "", ""}
}

var phoenixColumns = []string{"EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
	"TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute", "EventCode", "EventRootCode", "QuadClass", "GoldsteinScore",
	"Issues", "Lat", "Lon", "LocationName", "StateName", "CountryCode", "SentenceID", "URLs", "NewsSources"}

func phoenixRow(x *dyad) []string {
	year, month, d := "", "", ""
	if len(x.day) == 8 {
		year, month, d = x.day[:4], x.day[4:6], x.day[6:]
	}
	side := func(a doc.Actor) []string { return []string{a.Code + value(a.Sector), a.Code, value(a.Sector), ""} }
	row := append([]string{x.id, x.day, year, month, d}, side(x.a)...)
	row = append(row, side(x.b)...)
	return append(row, x.e.CAMEO, cutTo(x.e.CAMEO, 2), strconv.Itoa(quadNumber(x.e.Quad)), number(x.goldstein), strings.Join(x.e.Contexts, ";"),
		"", "", value(x.e.Place), "", "", fmt.Sprintf("%s_%d", x.k.ID, x.sentenceNo), x.k.Address, x.k.Doc.Outlet)
}

var petrarchColumns = []string{"Date", "Source", "Target", "Code", "IDs", "Origin"}

func petrarchRow(x *dyad) []string {
	actor := func(a doc.Actor) string {
		if a.Code == "" {
			return "---"
		}
		return a.Code + value(a.Sector)
	}
	return []string{x.day, actor(x.a), actor(x.b), x.e.CAMEO, fmt.Sprintf("%s_%d", x.k.ID, x.sentenceNo), x.k.Doc.Outlet}
}

func nameOf(a doc.Actor) string {
	if n := value(a.Name); n != "" {
		return n
	}
	return a.Text
}

// isCountry tells codes of states from those of organisations: three letters that no known group uses.
func isCountry(code string) bool { return len(code) == 3 && !groups[code] }

var groups = map[string]bool{"IGO": true, "NGO": true, "MNC": true, "IMG": true, "IMF": true, "WTO": true, "WHO": true, "ICC": true, "ICJ": true,
	"OAS": true, "SCO": true, "GCC": true, "AU": true, "EU": true, "UN": true, "PIF": true, "ECB": true, "ADB": true, "OIC": true, "SAARC": true}

func number(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

func cutTo(s string, n int) string { return s[:min(len(s), n)] }
