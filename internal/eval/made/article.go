package made

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"readout/doc"
)

// Articles of a day, in the order of their numbers.
const articlesOfDay = 500

// Article makes article i, the same each time: 300 to 600 words with names and figures, ten records, and one article in five
// a copy of the one before it in another outlet, with a sentence more.
func Article(i int) *doc.Document {
	of := i
	if i%5 == 4 {
		of--
	}
	s := *shared
	s.r = rand.New(rand.NewPCG(uint64(of), 11))
	s.someWord = rand.NewZipf(s.r, 1.1, 8, uint64(len(s.words)-1))
	s.someActor = rand.NewZipf(s.r, 1.1, 3, uint64(len(s.actors)-1))
	s.someIssue = rand.NewZipf(s.r, 1.05, 20, uint64(len(s.issues)-1))
	s.someName = rand.NewZipf(s.r, 1.05, 20, uint64(len(s.names)-1))
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/articlesOfDay).Format(time.DateOnly)
	d := &doc.Document{Schema: doc.Schema, Coder: "made", ID: strconv.Itoa(i), Kind: "article", Language: "en", Title: s.Word() + " " + s.Word() + " " + s.Word(),
		Outlet: "Outlet " + strconv.Itoa(i%200), Published: &day}
	url := fmt.Sprintf("https://outlet%d.example/news/%s/%d", i%200, day, i)
	d.URL = &url
	m := maker{Stock: &s, d: d}
	words := 300 + s.N(300)
	for range 4 { // two or three records each
		m.sentence()
	}
	for n := 60; n < words; {
		n += m.plain()
	}
	if i != of {
		m.put(" This outlet adds " + strconv.Itoa(i) + " words.")
	}
	d.Text = m.text.String()
	return d
}

// plain writes a sentence without records, with a name and a figure, and gives how many words it has.
func (m *maker) plain() int {
	m.put(" ")
	start := m.text.Len()
	n := 12 + m.N(18)
	for i := range n {
		switch i {
		case 3, 4:
			w := m.words[m.N(len(m.words))]
			m.put(strings.ToUpper(w[:1]) + w[1:] + " ")
		case 8:
			m.put(strconv.Itoa(m.N(5000)) + " ")
		default:
			m.put(m.Word() + " ")
		}
	}
	m.put("of it.")
	m.d.Sentences = append(m.d.Sentences, doc.Span{Start: start, End: m.text.Len()})
	return n + 2
}
