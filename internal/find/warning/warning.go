// Package warning finds stated dangers: what may come, whom it threatens, and by when.
package warning

import (
	"strconv"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Finder finds warnings. It holds no scratch and may be shared.
type Finder struct{ words *know.Diplomacy }

// New makes a Finder.
func New() *Finder { return &Finder{words: know.LoadDiplomacy()} }

// Find adds the warnings of t to d. Mentions and attributions must have been found before.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	m := 0
	for si := range t.Sentences {
		s := t.Sentences[si]
		for m < len(t.Mentions) && t.Mentions[m].First < s.First {
			m++
		}
		for i := s.First; i < s.Last; i++ {
			if t.Tokens[i].Kind != lang.Word {
				continue
			}
			sort, n := f.words.RiskAt(t.From(i))
			if n == 0 || t.Asked(i) || noun(t, i, s) {
				continue
			}
			end := t.TokenAt(int(t.Tokens[i].Start)+n-1) + 1
			if f.warning(d, t, sort, i, end, m, s) {
				break // one a sentence
			}
		}
	}
}

// warning reads the danger behind the words of risk [i, end).
func (f *Finder) warning(d *doc.Document, t *lang.Text, sort string, i, end, m int, s lang.Sentence) bool {
	harm := 0
	for j := end; j < s.Last && j < end+6; j++ {
		if k := t.Tokens[j].Kind; k != lang.Word && t.Tokens[j].Form != "-" {
			break
		}
		if w := t.Tokens[j].Lower; w == "not" || w == "no" {
			return false
		}
		if _, n := f.words.HarmAt(t.From(j)); n > 0 {
			harm = t.TokenAt(int(t.Tokens[j].Start)+n-1) + 1
			break
		}
	}
	if harm == 0 {
		return false
	}
	a := lang.Said(d, int(t.Tokens[i].Start))
	if sort == "may" && a < 0 {
		return false // the writer's own guess
	}
	if lang.Asking(d, int(t.Tokens[i].Start)) && (a < 0 || len(d.Attributions[a].Cue.Spans) == 0 || d.Attributions[a].Source == nil) {
		return false // a questioner's own; what they pass on has its source
	}
	if harm-end == 2 && t.Tokens[end].Lower == "the" {
		return false // "face the threat": which one, the words do not say
	}
	w := doc.Warning{Target: []string{}, Confidence: 0.6}
	// Whom it hits: the last actor before the words of risk.
	first := i
	for k := m; k < len(t.Mentions) && t.Mentions[k].Last <= i; k++ {
		if t.Mentions[k].Last == i || t.Mentions[k].Last == i-1 {
			first = t.Mentions[k].First
			if c := t.Mentions[k].Code; c != "" && sort == "faces" {
				w.Target = append(w.Target, c)
			}
		}
	}
	last := harm
	for j := harm; j < s.Last && j < harm+8; j++ {
		if t.Tokens[j].Kind == lang.Stop || t.Tokens[j].Form == "," {
			break
		}
		if _, n := f.words.HorizonAt(t.From(j)); n > 0 {
			last = t.TokenAt(int(t.Tokens[j].Start)+n-1) + 1
			h := t.Cut(j, last)
			w.Horizon = &h
			break
		}
	}
	w.About = t.Cut(end, f.of(t, harm, s))
	if a >= 0 {
		w.Source = said(d, a)
		if src := d.Attributions[a].Source; src != nil && len(src.Spans) > 0 && len(d.Attributions[a].Cue.Spans) > 0 {
			// The claim with its source where they are one phrase: "a report that warns that ...".
			if start := t.TokenAt(src.Spans[0].Start); start >= s.First && start < first && first-start < 12 {
				first = start
			}
		}
	}
	w.Evidence = []doc.Span{t.Span(first, last)}
	w.ID = "w" + strconv.Itoa(len(d.Warnings)+1)
	d.Warnings = append(d.Warnings, w)
	return true
}

// noun says whether the word at token i is the noun "face": "in the face of".
func noun(t *lang.Text, i int, s lang.Sentence) bool {
	return t.Tokens[i].Lower == "face" && (i+1 < s.Last && t.Tokens[i+1].Lower == "of" || i > s.First && (t.Tokens[i-1].Lower == "the" || t.Tokens[i-1].Lower == "a"))
}

// of is where a harm that ends at token i ends with what it is a harm of: "a shortage of cod".
func (f *Finder) of(t *lang.Text, i int, s lang.Sentence) int {
	const far = 5 // tokens
	if i+1 >= s.Last || t.Tokens[i].Lower != "of" {
		return i
	}
	for j := i + 1; j < min(s.Last, i+far); j++ {
		if _, n := f.words.HorizonAt(t.From(j)); n > 0 || t.Tokens[j].Kind != lang.Word || ends(t.Tokens[j].Lower) {
			if j == i+1 {
				return i
			}
			return j
		}
	}
	return i
}

func ends(w string) bool {
	switch w {
	case "in", "by", "within", "before", "if", "as", "and", "or", "on", "after", "from", "at", "that", "which", "unless", "because", "for", "to":
		return true
	}
	return false
}

// said names who warns: a state by its code, anyone else by name or words.
func said(d *doc.Document, a int) *string {
	s := d.Attributions[a].Source
	if s == nil {
		return nil
	}
	var who string
	switch {
	case s.Actor != nil:
		who = *s.Actor
		for i := range len(who) {
			if who[i] == '.' {
				who = who[:i]
				break
			}
		}
	case s.Name != nil:
		who = *s.Name
	case len(s.Spans) > 0:
		who = d.Text[s.Spans[0].Start:s.Spans[0].End]
	}
	return &who
}
