// Package made makes up news to fill large ledgers with: documents with their records, drawn as in the world, the same each time.
package made

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"readout/doc"
)

// Stock is what made-up news is about. Everything in it is drawn as in the world: a few very often, most seldom.
type Stock struct {
	r      *rand.Rand
	words  []string
	actors []string
	issues []string
	names  []string

	someWord, someActor, someIssue, someName *rand.Zipf
}

var frames = strings.Fields("talks ceasefire sanctions membership recognition arms borders water trade tariffs nuclear missiles prisoners refugees treaty aid")

// NewStock makes a stock that draws by a seed; what it draws from is always the same.
func NewStock(seed uint64) *Stock {
	fixed := rand.New(rand.NewPCG(1, 2))
	s := &Stock{r: rand.New(rand.NewPCG(seed, 3))}
	syllables := strings.Fields("ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu")
	for range 30_000 {
		w := ""
		for range 2 + fixed.IntN(3) {
			w += syllables[fixed.IntN(len(syllables))]
		}
		s.words = append(s.words, w)
	}
	for a := 'A'; a < 'A'+15; a++ {
		for b := 'A'; b < 'A'+13; b++ {
			s.actors = append(s.actors, string([]rune{a, b, 'X'}))
		}
	}
	for range 20_000 {
		a, b := s.actors[fixed.IntN(len(s.actors))], s.actors[fixed.IntN(len(s.actors))]
		s.issues = append(s.issues, frames[fixed.IntN(len(frames))]+":"+min(a, b)+"+"+max(a, b))
	}
	for i := range 30_000 {
		s.names = append(s.names, s.words[i*7%30_000]+" "+s.words[i]) // without capitals: the same names are no copies
	}
	s.someWord = rand.NewZipf(s.r, 1.1, 8, uint64(len(s.words)-1))
	s.someActor = rand.NewZipf(s.r, 1.1, 3, uint64(len(s.actors)-1))
	s.someIssue = rand.NewZipf(s.r, 1.15, 8, uint64(len(s.issues)-1))
	s.someName = rand.NewZipf(s.r, 1.05, 20, uint64(len(s.names)-1))
	return s
}

// What is drawn, as people write and ask for it.
func (s *Stock) Word() string  { return s.words[s.someWord.Uint64()] }
func (s *Stock) Actor() string { return s.actors[s.someActor.Uint64()] }
func (s *Stock) Issue() string { return s.issues[s.someIssue.Uint64()] }
func (s *Stock) Name() string  { return s.names[s.someName.Uint64()] }

// N is a number below n, all of them as likely.
func (s *Stock) N(n int) int { return s.r.IntN(n) }

// Common is the issue that is spoken of most.
func (s *Stock) Common() string { return s.issues[0] }

func (s *Stock) Frame() string { return frames[s.r.IntN(len(frames))] }

var shared = NewStock(0)

// Document makes document i with about so many words: the same each time. One in ten is a copy of one shortly before, at
// another outlet.
func Document(i, words int) *doc.Document {
	if i%10 == 9 {
		d := Document(i-1-i/10%8, words)
		d.ID, d.Outlet = strconv.Itoa(i), "Outlet "+strconv.Itoa(i%200)
		url := "https://copies.example/" + d.ID
		d.URL = &url
		return d
	}
	s := *shared
	s.r = rand.New(rand.NewPCG(uint64(i), 7))
	s.someWord = rand.NewZipf(s.r, 1.1, 8, uint64(len(s.words)-1))
	s.someActor = rand.NewZipf(s.r, 1.1, 3, uint64(len(s.actors)-1))
	s.someIssue = rand.NewZipf(s.r, 1.15, 8, uint64(len(s.issues)-1))
	s.someName = rand.NewZipf(s.r, 1.05, 20, uint64(len(s.names)-1))
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, s.r.IntN(3650)).Format(time.DateOnly)
	d := &doc.Document{Schema: doc.Schema, Coder: "made", ID: strconv.Itoa(i), Kind: "article", Language: "en", Title: s.Word() + " " + s.Word(),
		Outlet: "Outlet " + strconv.Itoa(s.r.IntN(200)), Published: &day}
	url := "https://news.example/" + d.ID
	d.URL = &url
	m := maker{Stock: &s, d: d}
	for len(strings.Fields(m.text.String())) < words {
		m.sentence()
	}
	d.Text = m.text.String()
	return d
}

// maker writes a document sentence by sentence, with the records of each.
type maker struct {
	*Stock
	d    *doc.Document
	text strings.Builder
}

// put appends words and gives their span.
func (m *maker) put(words string) doc.Span {
	start := m.text.Len()
	m.text.WriteString(words)
	return doc.Span{Start: start, End: m.text.Len()}
}

func (m *maker) sentence() {
	start := m.text.Len()
	if start > 0 {
		start = m.put(" ").End
	}
	actor, name, issue := m.Actor(), m.Name(), m.Issue()
	n := strconv.Itoa(len(m.d.Sentences))
	first := m.put(strings.ToLower(actor)) // no capitals, by which copies are told: actors are too few
	m.put(" ")
	person := m.put(name)
	m.put(" ")
	said := m.put("said")
	m.put(" ")
	content := m.put(m.Word() + " " + m.Word() + " " + m.Word() + " " + strings.ToLower(strings.ReplaceAll(issue, ":", " ")) + " " + m.Word())
	m.put(" ")
	for range m.r.IntN(8) {
		m.put(m.Word() + " ")
	}
	other := m.Actor()
	second := m.put(strings.ToLower(other))
	m.put(".")
	m.d.Sentences = append(m.d.Sentences, doc.Span{Start: start, End: m.text.Len()})
	code, a := actor+".GOV", "a"+n
	role := "minister of " + m.words[m.r.IntN(20)]
	m.d.Attributions = append(m.d.Attributions, doc.Attribution{ID: a, Type: "indirect", Confidence: 0.9,
		Source: &doc.Source{Spans: []doc.Span{person}, Actor: &code, Name: &name, Role: &role, Kind: "person"},
		Cue:    doc.Part{Spans: []doc.Span{said}}, Content: doc.Part{Spans: []doc.Span{content}}})
	kind := m.r.IntN(len(doc.EventTypes))
	text := m.text.String()
	m.d.Events = append(m.d.Events, doc.Event{ID: "e" + n, Type: doc.EventTypes[kind], CAMEO: fmt.Sprintf("%02d0", kind+3), Quad: doc.Quads[kind/4], Status: "actual",
		Actors: []doc.Actor{{Code: actor, Text: text[first.Start:first.End], Span: first}}, Recipients: []doc.Actor{{Code: other, Text: text[second.Start:second.End], Span: second}},
		Trigger: said, Sentence: len(m.d.Sentences) - 1, Attribution: &a, Confidence: 0.8})
	if m.r.IntN(2) == 0 {
		if m.r.IntN(2) == 0 { // whom an issue is about speaks of it most
			_, parties, _ := strings.Cut(issue, ":")
			actor = strings.Split(parties, "+")[m.r.IntN(2)]
		}
		m.d.Positions = append(m.d.Positions, doc.Position{ID: "p" + n, Holder: actor, Subject: issue, Issue: issue, Parties: []string{actor},
			Stance: doc.Stances[m.r.IntN(len(doc.Stances))], Evidence: []doc.Span{content}, Attribution: &a, Confidence: 0.8})
	}
}
