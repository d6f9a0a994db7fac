package attribution

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// sentence finds the relations whose cue stands in sentence si.
func (f *Finder) sentence(si int) {
	s := f.t.Sentences[si]
	from := len(f.relations)
	asked := f.reportedQuestion(s)
	f.limit = asked.last
	for i := s.First; i < s.Last; i++ {
		if f.t.Tokens[i].Kind != lang.Word || f.t.QuoteOf(i) >= 0 {
			continue
		}
		if f.t.Tokens[i].Lower == "according" && f.lower(i+1, s) == "to" {
			f.according(i, s)
			continue
		}
		cue, n := f.cues.At(f.t.From(i))
		if n == 0 || f.t.Tokens[i].Capital() && i > s.First && f.t.Tokens[i-1].Kind == lang.Word {
			continue // "United States" is no verb
		}
		end := f.phraseEnd(i, n)
		if end > s.Last {
			continue
		}
		r := relation{mention: -1, cue: stretch{i, end}}
		if f.findSource(&r, cue, s, from) && !f.supposed(&r, s) && f.findContent(&r, cue, s) {
			if !asked.empty() && r.source.first >= asked.last {
				r.replies = asked
			}
			f.relations = append(f.relations, r)
		}
		i = end - 1
	}
}

// speech are the uses that together mark a verb of speech, not of thought.
const speech = know.Quotes | know.Final | know.That

// findSource looks for who speaks at a cue and widens the cue to its verb group. from is the sentence's first relation.
func (f *Finder) findSource(r *relation, cue know.Cue, s lang.Sentence, from int) bool {
	t := f.t
	p := r.cue.first
	for p > s.First && f.cues.Between(t.Tokens[p-1].Lower) {
		p--
	}
	group := p
	before := f.lower(r.cue.first-1, s)
	if cue.Form == know.Gerund {
		return f.chain(r, cue, s, from)
	}
	if before == "to" || before == "be" || before == "is" || before == "was" || before == "were" || before == "are" || before == "been" {
		return false // infinitives and passives
	}
	p = f.skipTimeBack(p, s)
	if p > s.First {
		if m := f.endsAt[p]; m >= 0 && f.speaks(int(m), s) && f.agrees(int(m), cue, group < r.cue.first) {
			r.setSource(f, int(m), group)
			return true
		}
		switch w := t.Tokens[p-1].Lower; w {
		case ",":
			// "Ida Brun, the ferry's owner, said": the mention holds the apposition.
			if m := f.endsAt[p-1]; m >= 0 && f.apposed(int(m)) && f.speaks(int(m), s) && f.agrees(int(m), cue, group < r.cue.first) {
				r.setSource(f, int(m), group)
				return true
			}
			// "Ida Brun, who runs the night ferry, said": back over what the commas set apart.
			for k := p - 2; k > s.First && k > p-25; k-- {
				if t.Tokens[k].Form == "," && f.endsAt[k] >= 0 && f.endsAt[k] < int32(len(t.Mentions)) {
					m := int(f.endsAt[k])
					w := f.lower(k+1, s)
					aside := w == "who" || w == "a" || w == "the" || w == "an" || w == "whose" || w == "which" || w == "in" || w == "speaking" || w == "asked"
					if aside && f.speaks(m, s) && cue.Uses&(know.Quotes|know.That) != 0 {
						r.setSource(f, m, group)
						return true
					}
				}
			}
		case "who", "that", "which":
			m := f.endsAt[p-1]
			if m < 0 {
				m = f.endsAt[f.skipTimeBack(p-1, s)] // "a report this week that warns that ..."
			}
			if m >= 0 && cue.Uses&know.That != 0 && f.lower(r.cue.last, s) == "that" {
				r.setSource(f, int(m), group)
				r.rule = byRelative
				return true
			}
		}
	}
	// Source behind: "...", said Ida Brun.
	if cue.Uses&know.Quotes != 0 && (cue.Form == know.Past || cue.Form == know.Third) && group == r.cue.first && r.cue.last < s.Last {
		opens := r.cue.first == s.First || t.Tokens[r.cue.first-1].Kind == lang.Close || t.Tokens[r.cue.first-1].Form == ","
		if m := f.beginsAt[r.cue.last]; m >= 0 && opens && t.QuoteOf(r.cue.last) < 0 {
			r.setSource(f, int(m), group)
			return true
		}
	}
	// Anyone with an article before a verb that is always speech: "the harbourmaster said".
	if p > s.First && cue.Form != know.Base && cue.Uses&speech == speech {
		for k := p - 1; k >= s.First && k >= p-5 && t.Tokens[k].Kind == lang.Word && t.QuoteOf(k) < 0; k-- {
			switch t.Tokens[k].Lower {
			case "the", "a", "an", "his", "her", "their", "another", "one":
				if k < p-1 {
					r.source, r.cue.first = stretch{k, p}, group
					return true
				}
			case "of", "in", "on", "to", "and", "but", "by", "with", "for", "that", "who", "it", "as", "at", "about":
				return false
			}
		}
	}
	return false
}

// supposed says whether nobody says yet what a relation holds: "if they ask you to mediate", "Will Oslo say that ...?".
func (f *Finder) supposed(r *relation, s lang.Sentence) bool {
	first := min(r.source.first, r.cue.first)
	switch f.lower(first-1, s) {
	case "if", "unless", "lest", "suppose", "should":
		return true
	}
	return f.t.Asked(r.cue.first)
}

// apposed says whether a mention holds a name and its apposition, with a comma between.
func (f *Finder) apposed(m int) bool {
	for i := f.t.Mentions[m].First; i < f.t.Mentions[m].Last; i++ {
		if f.t.Tokens[i].Form == "," {
			return true
		}
	}
	return false
}

func (r *relation) setSource(f *Finder, m, group int) {
	r.mention = m
	r.source = stretch{f.t.Mentions[m].First, f.t.Mentions[m].Last}
	if r.source.last <= group {
		r.cue.first = group
	}
}

// chain gives a cue in -ing the source of the relation before it: "said, adding that", "said declaring that".
func (f *Finder) chain(r *relation, cue know.Cue, s lang.Sentence, from int) bool {
	if cue.Uses&know.Participial == 0 || len(f.relations) == from || r.cue.first == s.First {
		return false
	}
	last := &f.relations[len(f.relations)-1]
	before := f.t.Tokens[r.cue.first-1]
	if last.source.empty() || before.Form != "," && before.Kind != lang.Close && r.cue.first != last.cue.last {
		return false
	}
	r.source, r.mention, r.rule = last.source, last.mention, byChain
	// What is chained on no longer belongs to the content before.
	for k := range last.content {
		if c := &last.content[k]; c.first < r.cue.first && c.last > r.cue.first {
			c.last = r.cue.first
			for c.last > c.first && f.t.Tokens[c.last-1].Form == "," {
				c.last--
			}
		}
	}
	return true
}

// speaks says whether a mention may be a source: outside quotations, and no object of a preposition.
func (f *Finder) speaks(m int, s lang.Sentence) bool {
	x := &f.t.Mentions[m]
	if f.t.QuoteOf(x.First) >= 0 || f.t.Tokens[x.First].Lower == "no" {
		return false
	}
	switch f.lower(x.First-1, s) {
	case "of", "for", "with", "by", "against", "from", "about", "between", "to", "under", "over":
		return false
	case "in", "at", "near", "outside", "across":
		if x.Entity >= 0 && f.t.Entities[x.Entity].Kind == lang.State {
			return false // "nobody in Oslo said"
		}

	}
	return !x.Pronoun || f.t.Tokens[x.First].Lower != "it" || x.Entity >= 0
}

// agrees keeps nouns that look like verbs out: "the party claim", "officials report".
func (f *Finder) agrees(m int, cue know.Cue, grouped bool) bool {
	if cue.Form != know.Base || grouped {
		return true
	}
	x := &f.t.Mentions[m]
	if x.Pronoun {
		w := f.t.Tokens[x.First].Lower
		return w == "i" || w == "we" || w == "they"
	}
	return x.Entity >= 0 && f.t.Entities[x.Entity].Kind == lang.Group
}

// skipTimeBack steps from token p back over "on Thursday", "last week", "late on June 20".
func (f *Finder) skipTimeBack(p int, s lang.Sentence) int {
	q := p
	for q > s.First && (calendar(f.t.Tokens[q-1].Lower) || f.t.Tokens[q-1].Kind == lang.Number && q < p) {
		q--
	}
	if q == p {
		return p
	}
	for q > s.First {
		switch f.t.Tokens[q-1].Lower {
		case "on", "last", "late", "earlier", "early", "this", "in":
			q--
			continue
		}
		break
	}
	return q
}

// skipAhead steps over what may stand between a cue and its content: "in a statement", "on Monday", "to reporters".
func (f *Finder) skipAhead(i int, s lang.Sentence) int {
	t := f.t
	for i < s.Last {
		w := t.Tokens[i].Lower
		j := i
		switch {
		case calendar(w):
			i++
			continue
		case w == "on" && calendar(f.lower(i+1, s)):
			i += 2
			for i < s.Last && (t.Tokens[i].Kind == lang.Number || calendar(t.Tokens[i].Lower)) {
				i++
			}
			continue
		case w == "in" || w == "at" || w == "during" || w == "to" || w == "of" || w == "on" || w == "via" || w == "with":
			j = f.prepositional(i, s)
		}
		if j == i {
			break
		}
		i = j
	}
	return i
}

// prepositional is the end of the phrase that the preposition at i begins, if one of the places where people speak follows.
func (f *Finder) prepositional(i int, s lang.Sentence) int {
	for j := i + 1; j < s.Last && j < i+7; j++ {
		switch f.t.Tokens[j].Lower {
		case "statement", "interview", "reporters", "journalists", "conference", "briefing", "tweet", "twitter", "speech", "parliament", "email",
			"post", "meeting", "address", "reuters", "afp", "ap", "remarks", "article", "report", "letter", "interview.", "television", "rally", "memo":
			return j + 1
		}
		if k := f.t.Tokens[j].Kind; k != lang.Word && k != lang.Number {
			break
		}
	}
	return i
}

// findContent looks for the words that hang on a cue whose source is known.
func (f *Finder) findContent(r *relation, cue know.Cue, s lang.Sentence) bool {
	t := f.t
	after := r.cue.last
	if r.source.first == after { // source behind the cue
		after = r.source.last
		if f.lower(after, s) == "," && f.asideEnd(after, s) > after {
			after = f.asideEnd(after, s)
		}
		return f.quoteBefore(r, r.cue.first, after, s) || f.clauseBefore(r, cue, r.cue.first, after, s)
	}
	// Quotation or clause before the source: "...," he said. A cue that content follows at once looks ahead first.
	start := r.source.first
	if cue.Uses&know.Quotes != 0 && r.rule != byChain && f.quoteBefore(r, start, after, s) {
		return true
	}
	next := f.skipAhead(after, s)
	if cue.Uses&know.Addressed != 0 {
		next = f.skipAddressee(after, s)
	}
	if next < s.Last && (t.Tokens[next].Form == ":" || t.Tokens[next].Form == ",") && next+1 < s.Last && t.Tokens[next+1].Kind == lang.Open {
		next++
	}
	if next < s.Last && t.Tokens[next].Form == ":" && cue.Uses&know.Quotes != 0 && next+1 < s.Last {
		r.content[0] = stretch{next + 1, f.clauseEnd(next+1, s)}
		r.rule = byQuote
		return !r.content[0].empty()
	}
	if next >= s.Last {
		return f.clauseBefore(r, cue, start, s.Last, s)
	}
	k := t.Tokens[next]
	rel := r.rule == byRelative || r.rule == byChain
	switch {
	case k.Kind == lang.Open && t.QuoteOf(next) >= 0 && cue.Uses&(know.Quotes|know.Participial) != 0:
		f.quoteAhead(r, next, s)
		if !rel {
			r.rule = byQuote
		}
		return true
	case cue.Uses&know.That != 0 && (k.Lower == "that" || k.Lower == "whether" || k.Lower == "if" && cue.Uses&know.Quotes != 0):
		r.content[0] = stretch{next, f.clauseEnd(next, s)}
		if !rel {
			r.rule = byThat
		}
		return r.content[0].last > next+2
	case cue.Uses&know.Infinitive != 0 && k.Lower == "to" && next == after:
		r.content[0] = stretch{next, f.clauseEnd(next, s)}
		r.rule = byTo
		return r.content[0].last > next+1
	case cue.Uses&know.AskedTo != 0 && cue.Form != know.Gerund:
		if to := f.addresseeTo(after, s); to > 0 {
			r.content[0] = stretch{to, f.clauseEnd(to, s)}
			r.rule = byTo
			return r.content[0].last > to+1
		}
	}
	if c, n := f.cues.At(t.From(next)); k.Kind == lang.Stop || k.Form == "," || k.Form == ";" || n > 0 && c.Form == know.Gerund {
		return f.clauseBefore(r, cue, start, next, s)
	}
	if (cue.Uses&know.Bare != 0 || cue.Uses&know.Addressed != 0 && next > after || r.rule == byChain && cue.Uses&know.Bare != 0) && k.Kind != lang.Stop && f.beginsClause(next, s) {
		r.content[0] = stretch{next, f.clauseEnd(next, s)}
		if !rel {
			r.rule = byBare
		}
		return r.content[0].last > next+2
	}
	return false
}

// beginsClause says whether a clause may begin at token i: not with a preposition, and with a verb of some kind to come.
func (f *Finder) beginsClause(i int, s lang.Sentence) bool {
	switch f.t.Tokens[i].Lower {
	case "of", "about", "as", "for", "with", "from", "to", "by", "so", "and", "or", "than", "like", "into", "goodbye", "nothing", "yes", "no":
		return false
	}
	return s.Last-i > 3
}

// skipAddressee steps over whom something is told to.
func (f *Finder) skipAddressee(i int, s lang.Sentence) int {
	if i < s.Last {
		if m := f.beginsAt[i]; m >= 0 {
			return f.skipAhead(f.t.Mentions[m].Last, s)
		}
	}
	for j := i; j < s.Last && j < i+8; j++ {
		switch k := f.t.Tokens[j]; {
		case k.Lower == "that" || k.Kind == lang.Open || k.Form == ":" || k.Lower == "whether":
			return j
		case k.Kind == lang.Stop || k.Form == ",":
			return j
		}
	}
	return i
}

// addresseeTo is the "to" behind whom a cue asks: "urged Oslo to"; 0 where there is none.
func (f *Finder) addresseeTo(i int, s lang.Sentence) int {
	for j := i; j < s.Last && j < i+9; j++ {
		k := f.t.Tokens[j]
		if k.Lower == "to" && j > i {
			return j
		}
		if k.Kind != lang.Word && k.Form != "-" {
			return 0
		}
		if k.Lower == "that" || k.Lower == "for" || k.Lower == "about" {
			return 0
		}
	}
	return 0
}

// clauseEnd is where a clause that begins at i ends: before the sentence's final stop, at a chained cue, or where a quotation
// that runs on ends.
func (f *Finder) clauseEnd(i int, s lang.Sentence) int {
	t := f.t
	last := s.Last
	if i < f.limit {
		last = f.limit // inside a reported question
	}
	// A quotation that begins in the sentence and runs on belongs to it whole.
	if q := t.QuoteOf(last - 1); q >= 0 && t.Quotes[q].First >= i && t.Quotes[q].Last > last {
		return t.Quotes[q].Last
	}
	for j := i; j+1 < last; j++ {
		if t.Tokens[j].Form == "," && t.QuoteOf(j) < 0 && f.t.Tokens[j+1].Lower == "according" {
			return j
		}
	}
	for last > i && t.Tokens[last-1].Kind == lang.Stop {
		last--
	}
	return last
}

// quoteAhead takes the quotation that opens at token i, the rest of its sentence where it is part of a clause, and quotations
// that follow at once.
func (f *Finder) quoteAhead(r *relation, i int, s lang.Sentence) {
	q := f.t.QuoteOf(i)
	r.content[0] = f.inside(q)
	f.goOn(r, q, f.t.Quotes[q].Last)
}

// inside is a quotation without its marks.
func (f *Finder) inside(q int) stretch {
	x := stretch{f.t.Quotes[q].First + 1, f.t.Quotes[q].Last}
	if f.t.Tokens[x.last-1].Kind == lang.Close {
		x.last--
	}
	return x
}

// goOn adds the next quotation where it follows the text up to token end at once, or where quotation q says it continues.
func (f *Finder) goOn(r *relation, q, end int) {
	free := 1
	for free < len(r.content) && !r.content[free].empty() {
		free++
	}
	for q+1 < len(f.t.Quotes) && free < len(r.content) {
		next := f.t.Quotes[q+1]
		for end < len(f.t.Tokens) && f.t.Tokens[end].Kind == lang.Stop {
			end++
		}
		if !f.t.Quotes[q].Continues && next.First != end {
			return
		}
		// One that has a cue of its own behind it, or begins another paragraph, is another relation.
		if !f.t.Quotes[q].Continues && (f.otherParagraph(end-1, next.First) || f.ownCue(next)) {
			return
		}
		r.content[free] = f.inside(q + 1)
		if f.t.Quotes[q].Continues && free > 0 {
			// Keep one stretch over paragraphs, so that long quotations do not run out of pieces.
			r.content[free-1].last = r.content[free].last
			r.content[free] = stretch{}
		} else {
			free++
		}
		q, end = q+1, next.Last
	}
}

func (f *Finder) otherParagraph(a, b int) bool {
	return f.t.Sentences[f.t.SentenceOf(a)].Paragraph != f.t.Sentences[f.t.SentenceOf(b)].Paragraph
}

// ownCue says whether a source and its cue follow a quotation, or one stands before it.
func (f *Finder) ownCue(q lang.Quote) bool {
	if q.Last >= len(f.t.Tokens) || f.t.SentenceOf(q.Last-1) != f.t.SentenceOf(q.Last) {
		return false
	}
	s := f.t.Sentences[f.t.SentenceOf(q.Last)]
	for i := q.Last; i < s.Last && i < q.Last+8; i++ {
		if _, n := f.cues.At(f.t.From(i)); n > 0 {
			return true
		}
	}
	return false
}

// quoteBefore takes the quotation that ends right before token i, and what goes on behind token after.
func (f *Finder) quoteBefore(r *relation, i, after int, s lang.Sentence) bool {
	t := f.t
	k := i - 1
	if k >= 0 && t.Tokens[k].Form == "," {
		k--
	}
	if k < 0 || t.Tokens[k].Kind != lang.Close || t.QuoteOf(k) < 0 || f.otherParagraph(k, r.cue.first) {
		return false
	}
	q := t.QuoteOf(k)
	r.content[0] = f.inside(q)
	// A clause in which the quotation is only a part is content as a whole: The plan is "a disaster", he said.
	if first := t.Quotes[q].First; first > s.First && t.SentenceOf(first) == t.SentenceOf(r.cue.first) {
		if t.Tokens[first-1].Form != "," && t.Tokens[first-1].Form != ":" {
			r.content[0].first = s.First
			r.content[0].last = t.Quotes[q].Last
		}
	}
	if q > 0 && t.Quotes[q-1].Continues {
		for q > 0 && t.Quotes[q-1].Continues {
			q--
		}
		r.content[0].first = t.Quotes[q].First + 1
	}
	r.rule = byQuote
	// "...," he said. "..."; "...," he said, "...".
	end := after
	if end < s.Last && t.Tokens[end].Kind != lang.Stop {
		end = f.skipAhead(end, s)
	}
	if end < len(t.Tokens) && (t.Tokens[end].Form == "," || t.Tokens[end].Form == ":") {
		end++
	}
	f.goOn(r, t.QuoteOf(k), end)
	return true
}

// clauseBefore takes the clause that a comma closes before token i: "The quay will close, officials said."
func (f *Finder) clauseBefore(r *relation, cue know.Cue, i, after int, s lang.Sentence) bool {
	t := f.t
	if cue.Uses&know.Final == 0 || i-1 <= s.First || t.Tokens[i-1].Form != "," {
		return false
	}
	after = f.skipAhead(after, s)
	closes := after >= s.Last || t.Tokens[after].Kind == lang.Stop || t.Tokens[after].Form == ","
	if !closes && !(after < s.Last && t.Tokens[after].Lower == "adding") {
		if c, n := f.cues.At(t.From(after)); n == 0 || c.Form != know.Gerund {
			return false
		}
	}
	first := s.First
	// Not what another relation of the sentence holds already.
	for k := len(f.relations) - 1; k >= 0; k-- {
		if x := &f.relations[k]; !x.turn && x.cue.first >= s.First && x.cue.last > first && !x.asks {
			return false
		}
	}
	r.content[0] = stretch{first, i - 1}
	r.rule = byEnd
	if after < s.Last && t.Tokens[after].Form == "," && !f.subordinate(after+1, s) {
		// The source stands inside its content: "The ferry, officials said, will be late."
		r.content[1] = stretch{after + 1, f.clauseEnd(after+1, s)}
	}
	return r.content[0].last > r.content[0].first+2
}

// subordinate says whether what begins at token i belongs to the saying and not to what is said: "as they left", "adding".
func (f *Finder) subordinate(i int, s lang.Sentence) bool {
	switch w := f.lower(i, s); w {
	case "as", "after", "when", "while", "before", "citing", "referring", "but", "and", "who", "which", "in", "during":
		return true
	default:
		c, n := f.cues.At(f.t.From(min(i, s.Last-1)))
		return n > 0 && c.Form == know.Gerund
	}
}

// asideEnd is the end of an apposition that the comma at i opens: the next comma or stop.
func (f *Finder) asideEnd(i int, s lang.Sentence) int {
	for j := i + 1; j < s.Last && j < i+15; j++ {
		if f.t.Tokens[j].Kind == lang.Open {
			return i
		}
		if f.t.Tokens[j].Form == "," || f.t.Tokens[j].Kind == lang.Stop {
			return j
		}
	}
	return i
}

// according finds "according to X, ..." and "..., according to X".
func (f *Finder) according(i int, s lang.Sentence) {
	t := f.t
	r := relation{mention: -1, cue: stretch{i, i + 2}, rule: byAccord}
	if i+2 >= s.Last {
		return
	}
	m := f.beginsAt[i+2]
	if m < 0 {
		return
	}
	r.setSource(f, int(m), i)
	end := t.Mentions[m].Last
	if i == s.First {
		for end < s.Last && t.Tokens[end].Form != "," {
			if end > i+16 {
				return
			}
			end++
		}
		if end < s.Last {
			r.content[0] = stretch{end + 1, f.clauseEnd(end+1, s)}
		}
	} else {
		last := i
		for last > s.First && t.Tokens[last-1].Form == "," {
			last--
		}
		r.content[0] = stretch{s.First, last}
	}
	if r.content[0].last > r.content[0].first+2 {
		f.relations = append(f.relations, r)
	}
}

// reportedQuestion finds the question that a sentence reports before it gives the answer: "Asked whether ..., she said". It
// returns the question's content.
func (f *Finder) reportedQuestion(s lang.Sentence) stretch {
	t := f.t
	for i := s.First; i+3 < s.Last && i < s.First+14; i++ {
		if t.QuoteOf(i) >= 0 {
			return stretch{}
		}
		r := relation{mention: -1, asks: true, rule: byQuestion}
		switch w := t.Tokens[i].Lower; {
		case w == "asked" && (i == s.First || t.Tokens[i-1].Form == "," || t.Tokens[i-1].Lower == "when"):
			r.cue = stretch{i, i + 1}
		case w == "question" && i > s.First+1 && f.answers(s.First, i):
			r.cue = stretch{i, i + 1}
		default:
			continue
		}
		for end := i + 2; end < s.Last; end++ {
			if t.Tokens[end].Form == "," && t.QuoteOf(end) < 0 {
				r.content[0] = stretch{i + 1, end}
				f.relations = append(f.relations, r)
				return r.content[0]
			}
		}
	}
	return stretch{}
}

// answers says whether the tokens [i, q) begin "Responding to a ...", "In response to a ...", "Answering a ...". "I will not answer
// a question" is no answer.
func (f *Finder) answers(i, q int) bool {
	if f.t.Tokens[i].Lower == "in" {
		i++
	}
	if i >= q {
		return false
	}
	switch f.t.Tokens[i].Lower {
	case "responding", "replying", "response", "reply", "answering", "answer":
		return true
	}
	return false
}
