package ledgertest

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"readout/doc"
	"readout/internal/ledger"
)

// countsAsTheWalk does random things to a ledger and wants its numbers to be those that a walk over all its documents gives,
// whatever came as a copy, as a new version, was read again or corrected.
func countsAsTheWalk(t *testing.T, l ledger.Ledger) {
	rapid.Check(t, func(r *rapid.T) {
		g := generator{r}
		docs := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) *doc.Document { return generator{r}.report() }), 1, 6).Draw(r, "documents")
		again := rapid.Bool().Draw(r, "again")
		es := entries(t, docs...)
		for _, e := range es {
			e.Again = again
		}
		if _, err := l.Add(t.Context(), es); err != nil {
			r.Fatal(err)
		}
		if rapid.Bool().Draw(r, "correct") {
			g.correct(t, l)
		}
		w := walk(t, l)
		w.comparesStands(t, r, l)
		w.comparesDealings(t, r, l)
		w.comparesOffices(t, r, l)
	})
}

// wires are texts long enough to be told as copies of each other.
var wires = []string{
	"Ann Berg said on 4 March that Norway and Sweden will open talks on the Vossvik ferry after 120 passengers were stranded at pier 7 near Bergen, the Harbour Office reported.",
	"Åse Lind said that Denmark has sent 40 engineers to Esbjerg, where the Nordstjernen lost its anchor on 11 May, and that Minister Holm had been told by Captain Dahl at 9.30.",
}

// report is a document with records, often a copy of a wire report, cut or with an end of its own.
func (g generator) report() *doc.Document {
	d := g.document()
	if rapid.IntRange(0, 2).Draw(g.T, "wire") == 0 {
		return d
	}
	text := g.one(wires)
	if rapid.Bool().Draw(g.T, "extended") {
		text += " " + g.one(wires)
	}
	w := page(d.ID, value(d.Published), d.Title, text)
	w.Outlet = d.Outlet
	for range rapid.IntRange(0, 3).Draw(g.T, "positions") {
		say(w, g.one(codes[:2]), issues[0], g.one(doc.Stances[:2]), "said", g.maybe([]string{text[:strings.Index(text, " said")]}))
	}
	for range rapid.IntRange(0, 2).Draw(g.T, "events") {
		act(w, g.one(codes), g.one(doc.EventTypes), g.one(codes), g.one(doc.Quads), "said")
	}
	return w
}

// correct takes a random record out.
func (g generator) correct(t *testing.T, l ledger.Ledger) {
	var all []ledger.Correction
	for _, k := range documents(t, l, ledger.Filter{All: true}) {
		for x := range k.Doc.Records() {
			now, _ := ledger.Apply(k.Machine(), k.Corrections)
			if _, raw, err := ledger.RecordJSON(now, x.ID); err == nil {
				all = append(all, ledger.Correction{Document: k.ID, Kind: x.Kind, Record: x.ID, Action: ledger.Wrong, Before: raw, By: "Ann"})
			}
		}
	}
	if len(all) > 0 {
		if err := l.Correct(t.Context(), rapid.SampledFrom(all).Draw(g.T, "correction")); err != nil {
			g.Fatal(err)
		}
	}
}

// walked is what is found by looking at every document.
type walked struct {
	stands   map[[2]string][]firstSaid // by holder and issue
	dealings map[[2]string]map[dealt]bool
	offices  map[[3]string]*office
}

type firstSaid struct {
	story, stance, day, document, name, role string
	number                                   int
}

type dealt struct{ month, quad, kind, story string }

type office struct {
	stories     map[string]bool
	first, last string
}

func walk(t *testing.T, l ledger.Ledger) walked {
	w := walked{map[[2]string][]firstSaid{}, map[[2]string]map[dealt]bool{}, map[[3]string]*office{}}
	for _, k := range documents(t, l, ledger.Filter{}) {
		day := value(k.Doc.Published)
		sources := map[string]*doc.Source{}
		for i := range k.Doc.Attributions {
			a := &k.Doc.Attributions[i]
			if sources[a.ID] = a.Source; a.Source != nil && value(a.Source.Name) != "" && value(a.Source.Role) != "" {
				w.office([3]string{value(a.Source.Name), value(a.Source.Role), value(a.Source.Actor)}, k.Story, day)
			}
		}
		for i := range k.Doc.Positions {
			p := &k.Doc.Positions[i]
			f := firstSaid{story: k.Story, stance: p.Stance, day: day, document: k.ID, number: i}
			if s := sources[value(p.Attribution)]; s != nil {
				f.name, f.role = value(s.Name), value(s.Role)
			}
			w.said([2]string{p.Holder, ledger.IssueOf(p)}, f)
		}
		for i := range k.Doc.Events {
			w.event(&k.Doc.Events[i], k.Story, day)
		}
	}
	return w
}

// said keeps of one story and stance the first.
func (w *walked) said(on [2]string, f firstSaid) {
	order := func(x, y firstSaid) int {
		if (x.day == "") != (y.day == "") {
			return cmp.Compare(y.day, x.day)
		}
		return cmp.Or(cmp.Compare(x.day, y.day), cmp.Compare(x.document, y.document), x.number-y.number)
	}
	for i, x := range w.stands[on] {
		if x.story == f.story && x.stance == f.stance {
			if order(f, x) < 0 {
				w.stands[on][i] = f
			}
			return
		}
	}
	w.stands[on] = append(w.stands[on], f)
}

func (w *walked) event(e *doc.Event, story, published string) {
	day := cmp.Or(value(e.Date), published)
	for _, a := range e.Actors {
		for _, b := range e.Recipients {
			pair := [2]string{a.Code, b.Code}
			if e.Status != "actual" || a.Code == b.Code || a.Code == "" || b.Code == "" {
				continue
			}
			if w.dealings[pair] == nil {
				w.dealings[pair] = map[dealt]bool{}
			}
			w.dealings[pair][dealt{day[:min(len(day), 7)], e.Quad, e.Type, story}] = true
		}
	}
}

func (w *walked) office(of [3]string, story, day string) {
	o := w.offices[of]
	if o == nil {
		o = &office{stories: map[string]bool{}}
		w.offices[of] = o
	}
	o.stories[story] = true
	if day != "" && (o.first == "" || day < o.first) {
		o.first = day
	}
	o.last = max(o.last, day)
}

func (w *walked) comparesStands(t *testing.T, r *rapid.T, l ledger.Ledger) {
	for _, holder := range codes {
		for _, since := range []string{"", "2024-01-31"} {
			all, err := l.Stands(t.Context(), ledger.StandQuery{Holder: holder, Since: since, Limit: 100})
			if err != nil {
				r.Fatal(err)
			}
			got, want := map[string]ledger.Stand{}, map[string]ledger.Stand{}
			for _, s := range all {
				got[s.Issue] = ledger.Stand{Count: s.Count, Months: s.Months, Speakers: s.Speakers}
			}
			for on, said := range w.stands {
				said = slices.DeleteFunc(slices.Clone(said), func(f firstSaid) bool { return since != "" && f.day < since })
				if on[0] == holder && len(said) > 0 {
					want[on[1]] = standOf(said)
				}
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				r.Fatalf("%s since %q: %s", holder, since, diff)
			}
		}
	}
}

func standOf(said []firstSaid) ledger.Stand {
	s := ledger.Stand{Count: len(said)}
	months, speakers := map[string]int{}, map[ledger.Speaker]int{}
	for _, f := range said {
		if f.day != "" {
			months[f.day[:7]]++
		}
		if f.name != "" {
			speakers[ledger.Speaker{Name: f.name, Role: f.role}]++
		}
	}
	for m, n := range months {
		s.Months = append(s.Months, ledger.MonthsCount{Month: m, Count: n})
	}
	for x, n := range speakers {
		x.Count = n
		s.Speakers = append(s.Speakers, x)
	}
	slices.SortFunc(s.Months, func(a, b ledger.MonthsCount) int { return cmp.Compare(a.Month, b.Month) })
	slices.SortFunc(s.Speakers, func(a, b ledger.Speaker) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Name, b.Name)) })
	return s
}

func (w *walked) comparesDealings(t *testing.T, r *rapid.T, l ledger.Ledger) {
	type line struct{ from, to, month, quad string }
	for _, a := range codes {
		for _, b := range codes {
			if a >= b {
				continue
			}
			got, want := map[line]int{}, map[line]int{}
			all, err := l.Dealings(t.Context(), ledger.DealingsQuery{A: a, B: b})
			if err != nil {
				r.Fatal(err)
			}
			for _, d := range all {
				got[line{d.Actor, d.Recipient, d.Month, d.Quad}] = d.Count
			}
			for _, pair := range [][2]string{{a, b}, {b, a}} {
				for d := range w.dealings[pair] {
					want[line{pair[0], pair[1], d.month, d.quad}]++
				}
			}
			if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(line{})); diff != "" {
				r.Fatalf("between %s and %s: %s", a, b, diff)
			}
		}
	}
}

func (w *walked) comparesOffices(t *testing.T, r *rapid.T, l ledger.Ledger) {
	got, want := map[[3]string]ledger.Office{}, map[[3]string]ledger.Office{}
	for _, holder := range codes {
		all, err := l.Offices(t.Context(), ledger.OfficeQuery{Actor: holder})
		if err != nil {
			r.Fatal(err)
		}
		for _, o := range all {
			got[[3]string{o.Name, o.Role, o.Actor}] = ledger.Office{First: o.First, Last: o.Last, Count: o.Count}
		}
	}
	for k, o := range w.offices {
		want[k] = ledger.Office{First: o.first, Last: o.last, Count: len(o.stories)}
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		r.Fatalf("offices: %s", diff)
	}
}
