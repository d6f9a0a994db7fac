// Package engagement finds standing and planned channels between governments: dialogues, consultations, exercises, hotlines.
//
// A channel needs a name from the list and at least two parties that the same clause or its speaker gives.
package engagement

import (
	"slices"
	"strconv"
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Finder finds engagements. It keeps scratch memory, so one goroutine uses it at a time.
type Finder struct {
	words *know.Diplomacy
	t     *lang.Text
	d     *doc.Document
	codes []string
}

// New makes a Finder.
func New() *Finder { return &Finder{words: know.LoadDiplomacy()} }

// Find adds the engagements of t to d. Mentions and attributions must have been found before.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.d = t, d
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
			kind, n := f.words.ChannelAt(t.From(i))
			if n == 0 || t.Asked(i) {
				continue
			}
			end := t.TokenAt(int(t.Tokens[i].Start)+n-1) + 1
			if end <= s.Last {
				f.channel(kind, i, end, m, s)
				i = end - 1
			}
		}
	}
}

// channel reads the channel that the words [i, end) name. m is the sentence's first mention.
func (f *Finder) channel(kind string, i, end, m int, s lang.Sentence) {
	t := f.t
	g := doc.Engagement{Kind: kind, Status: "ongoing", Confidence: 0.6}
	// Back over what describes it: "high-level counterterrorism", "our annual".
	first, topic := i, i
	ours := false
	for first > s.First && i-first < 9 {
		k := t.Tokens[first-1]
		w := k.Lower
		switch {
		case k.Form == "-" && first > s.First+1:
			w = t.Lower[t.Tokens[first-2].Start:t.Tokens[first].End]
			if v := f.words.Word("level", w); v != "" {
				g.Level = &v
				topic = max(topic, first+1)
				first -= 2
				continue
			}
			first--
			continue
		case f.words.Word("cadence", w) != "":
			v := f.words.Word("cadence", w)
			g.Cadence = &v
		case f.words.Word("level", w) != "":
			v := f.words.Word("level", w)
			g.Level = &v
		case f.words.Word("status", w) != "":
			g.Status = f.words.Word("status", w)
		case w == "our":
			ours = true
		}
		if k.Kind != lang.Word || stops(w) {
			break
		}
		first--
		if w == "our" || w == "a" || w == "the" || w == "an" || w == "their" || w == "its" {
			break
		}
	}
	g.Topic = f.topic(first, i)
	f.codes = f.codes[:0]
	if ours || f.weIn(m, s, i) {
		if c := lang.Speaker(f.d, int(t.Tokens[i].Start)); c != "" {
			f.codes = append(f.codes, c)
		}
	}
	// Parties: those the phrase itself joins ("US-Pakistan", "between A and B"), else those of the clause.
	// Summits are forums and agreements have parties of their own: who else the clause names need not be among them.
	joined := f.joined(m, first, i, end, s)
	if !joined && first == i {
		return // "solved through dialogue" names no channel
	}
	if !joined && kind != "summit" && kind != "agreement" {
		for k := m; k < len(t.Mentions) && t.Mentions[k].First < i; k++ {
			if !t.Mentions[k].Pronoun && f.sameSpeech(k, i) {
				f.codes = t.AppendCodes(f.codes, k)
			}
		}
	}
	if len(f.codes) != 2 {
		return // one party alone is no channel, and more than two are a guess here
	}
	if a := int(t.Tokens[i].Start); f.backed(m, s, i) && lang.Said(f.d, a) >= 0 && g.Status == "ongoing" && !ours && kind == "dialogue" && !f.speakerIn(i) {
		g.Status = "proposed"
	}
	if g.Status == "ongoing" && f.planned(first, s) {
		g.Status = "planned"
	}
	g.Parties = slices.Clone(f.codes)
	slices.Sort(g.Parties)
	g.Evidence = []doc.Span{t.Span(first, end)}
	for k := range f.d.Engagements {
		old := &f.d.Engagements[k]
		if old.Kind == g.Kind && old.Topic == g.Topic && slices.Equal(old.Parties, g.Parties) && same(old.Cadence, g.Cadence) && same(old.Level, g.Level) {
			if len(old.Evidence) < 3 {
				old.Evidence = append(old.Evidence, g.Evidence...)
			}
			return
		}
	}
	g.ID = "g" + strconv.Itoa(len(f.d.Engagements)+1)
	f.d.Engagements = append(f.d.Engagements, g)
}

// planned says whether the channel that begins at token i is still to be set up: "will hold a joint exercise".
func (f *Finder) planned(i int, s lang.Sentence) bool {
	if i-2 < s.First {
		return false
	}
	switch f.t.Tokens[i-1].Lower {
	case "hold", "host", "conduct", "stage", "launch", "start", "begin", "open", "organise", "organize", "sign", "establish", "set", "create", "resume":
	default:
		return false
	}
	switch f.t.Tokens[i-2].Lower {
	case "will", "'ll", "’ll", "to", "would", "shall":
		return true
	}
	return false
}

// joined takes the parties that stand inside the phrase or are joined right behind it; false where it names fewer than two.
func (f *Finder) joined(m, first, i, end int, s lang.Sentence) bool {
	t := f.t
	before := len(f.codes)
	for k := m; k < len(t.Mentions) && t.Mentions[k].First < s.Last; k++ {
		x := &t.Mentions[k]
		in := x.Last >= first && x.First < i
		behind := x.First > end && x.First <= end+3 && (t.Tokens[end].Lower == "between" || t.Tokens[end].Lower == "with")
		if !in && !behind {
			continue
		}
		a, b := t.Coordinated(k)
		for ; a < b; a++ {
			if behind || t.Mentions[a].Last >= first { // "Kenya, Oman and the Norwegian pact": the pact is not theirs
				f.codes = t.AppendCodes(f.codes, a)
			}
		}
	}
	if len(f.codes) >= 2 && len(f.codes) > before {
		return true
	}
	return false
}

// weIn says whether "we" stands before token i in the sentence, so that the speaker takes part.
func (f *Finder) weIn(m int, s lang.Sentence, i int) bool {
	for k := m; k < len(f.t.Mentions) && f.t.Mentions[k].First < i; k++ {
		if x := &f.t.Mentions[k]; x.Pronoun && f.t.Tokens[x.First].Lower == "we" && f.t.QuoteOf(x.First) == f.t.QuoteOf(i) {
			return true
		}
	}
	return false
}

// sameSpeech says whether mention k and token i are words of the same speaker.
func (f *Finder) sameSpeech(k, i int) bool {
	return lang.Said(f.d, int(f.t.Tokens[f.t.Mentions[k].First].Start)) == lang.Said(f.d, int(f.t.Tokens[i].Start))
}

// speakerIn says whether the speaker at token i is among the parties.
func (f *Finder) speakerIn(i int) bool {
	return slices.Contains(f.codes, lang.Speaker(f.d, int(f.t.Tokens[i].Start)))
}

// backed says whether the clause only wants the channel: "backs", "supports", "calls for".
func (f *Finder) backed(m int, s lang.Sentence, i int) bool {
	for j := s.First; j < i; j++ {
		if f.t.Tokens[j].Kind == lang.Word {
			if _, n := f.words.StanceAt(f.t.From(j)); n > 0 {
				return true
			}
		}
	}
	return false
}

// topic is the words between first and i that are no determiner and no word of cadence, level or actor: "counterterrorism".
func (f *Finder) topic(first, i int) string {
	t := f.t
	from := i
	for from > first {
		w := t.Tokens[from-1].Lower
		if t.Tokens[from-1].Kind != lang.Word || t.Tokens[from-1].Capital() || vague(w) || f.words.Word("cadence", w) != "" || f.words.Word("status", w) != "" || f.words.Word("level", w) != "" {
			break
		}
		if from-1 > first && t.Tokens[from-2].Form == "-" {
			break
		}
		from--
	}
	if from == i {
		return ""
	}
	return t.Cut(from, i)
}

// vague are words before a channel's name that say nothing of its topic.
func vague(w string) bool {
	switch w {
	case "our", "a", "an", "the", "their", "its", "several", "other", "bilateral", "series", "of", "joint", "through", "including", "new", "further",
		"with", "in", "and", "this", "that", "first", "second", "level", "these", "those", "two":
		return true
	}
	return false
}

// stops are words that end a noun phrase to the left.
func stops(w string) bool {
	switch w {
	case "through", "including", "with", "in", "and", "on", "for", "to", "at", "by", "from", "that", "is", "are", "was", "were", "into",
		"before", "after", "during", "about", "towards", "toward", "until", "against", "under", "via", "not", "has", "have", "had", "will",
		"would", "be", "been", "than", "if", "but", "or":
		return true
	case "existing", "standing", "ongoing", "working", "building", "training", "forthcoming", "upcoming":
		return false
	}
	return len(w) > 5 && strings.HasSuffix(w, "ing") // "encouraging dialogue"
}

func same(a, b *string) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}
