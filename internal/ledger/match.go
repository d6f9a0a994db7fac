package ledger

import (
	"strings"

	"readout/doc"
)

// Match is what a text must hold to be found: all of its parts.
type Match []Part

// Part is one term, several in a row, or the beginning of one.
type Part struct {
	Terms  []string // in a row
	Prefix bool     // the last one need only begin so
}

// What a query may ask for. More is a mistake or an attack.
const maxParts = 64

// Match reads the words and codes of a query.
func (q *Query) Match() (Match, error) {
	m, err := readWords(q.Words)
	if err != nil {
		return nil, err
	}
	for _, c := range []struct{ field, code string }{
		{"h", q.Holder}, {"a", q.Actor}, {"a", q.With}, {"i", q.Issue}, {"t", q.Kind}, {"t", q.Type}, {"t", q.Status},
	} {
		if c.code != "" {
			m = append(m, Part{Terms: []string{codeTerm(c.field, strings.TrimSpace(c.code))}})
		}
	}
	if len(m) == 0 {
		return nil, Question("there is nothing to search for: give words, a holder, an actor, an issue or a type")
	}
	return m, nil
}

// MatchKey reads the codes of a query, and its words as the beginning of an issue's key: "talks" of talks:IND+PAK.
func (q *Query) MatchKey() (Match, error) {
	codes := *q
	codes.Words = ""
	m, err := codes.Match()
	return append(m, Part{Terms: []string{codeTerm("i", strings.TrimSpace(q.Words))}, Prefix: true}), err
}

// OfRecords says whether the query asks for records rather than documents.
func (q *Query) OfRecords() bool { return q.Holder+q.Actor+q.With+q.Issue+q.Kind+q.Type+q.Status != "" }

func readWords(s string) (Match, error) {
	var m Match
	for i, piece := range strings.Split(s, `"`) {
		if i%2 == 1 {
			var p Part
			for w := range words(piece) {
				p.Terms = append(p.Terms, w.term)
			}
			if len(p.Terms) > 0 {
				m = append(m, p)
			}
			continue
		}
		for field := range strings.FieldsSeq(piece) {
			at := len(m)
			var last word
			for last = range words(field) {
				m = append(m, Part{Terms: []string{last.term}})
			}
			if len(m) > at && strings.HasSuffix(field, "*") {
				m[len(m)-1] = Part{Terms: []string{last.whole}, Prefix: true}
			}
		}
	}
	if len(m) > maxParts {
		return nil, Question("%d words are too many to search for at once; %d are the most", len(m), maxParts)
	}
	return m, nil
}

// mark finds the words of a match in a text.
func (m Match) mark(text string) []doc.Span {
	var spans []doc.Span
	var row []word
	for w := range words(text) {
		row = append(row, w)
	}
	for i := range row {
		for _, p := range m {
			if n := len(p.Terms); i+n <= len(row) && p.at(row[i:i+n]) {
				s := doc.Span{Start: row[i].span.Start, End: row[i+n-1].span.End}
				if k := len(spans); k > 0 && spans[k-1].End > s.Start {
					spans[k-1].End = max(spans[k-1].End, s.End)
				} else {
					spans = append(spans, s)
				}
				break
			}
		}
	}
	return spans
}

func (p Part) at(row []word) bool {
	for i, term := range p.Terms {
		if got := row[i].term; got != term && !(p.Prefix && i == len(p.Terms)-1 && strings.HasPrefix(got, term)) {
			return false
		}
	}
	return true
}
