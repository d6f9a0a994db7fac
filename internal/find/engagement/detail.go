package engagement

import (
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/lang"
)

// status is where a channel stands: "" where nothing is told of it but that it once was.
func (f *Finder) status(kind string, i, h int) string {
	t := f.t
	if f.stopped(h) {
		return "suspended"
	}
	for j := int(t.Tokens[h].Left); j < h; j++ {
		if s := f.words.Word("status", t.Tokens[j].Lower); s != "" && (j < i || t.Is(j, "amod")) {
			return s
		}
	}
	out := "ongoing"
	means := false
	v := h
	if t.Child(h, "nsubj") >= 0 && t.Child(h, "cop") < 0 && h > 0 && f.clause.Lemma(h-1) == "hold" {
		return "" // the same, read as a noun
	}
	if up := int(t.Tokens[h].Head); up >= 0 && t.Is(h, "obj") && (t.Tokens[up].XPOS == "VBD" || t.Tokens[up].XPOS == "VBN" && t.Child(up, "aux") < 0) {
		switch f.clause.Lemma(up) {
		case "hold", "have":
			if f.cadence(h) != nil || f.marked(i, h) {
				break
			}
			return "" // "held talks": over and done with
		}
	}
	for n := 0; n < 6; n++ {
		up := int(t.Tokens[v].Head)
		if up < 0 {
			break
		}
		if t.Tokens[v].UPOS != "VERB" && (t.Is(v, "obl") || t.Is(v, "nmod")) {
			switch f.clause.Case(v) {
			case "after", "following", "since", "despite":
				return ""
			}
		}
		lemma := f.clause.Lemma(up)
		switch f.clause.Case(v) {
		case "through", "via", "in", "within", "under", "during", "at":
			means = true // "discuss it through our dialogue": the dialogue is there
		}
		subject := t.Is(v, "nsubj") || t.Is(v, "obj") || t.Is(v, "obl") || t.Is(v, "xcomp") || t.Is(v, "nmod") || t.Is(v, "ccomp") || t.Is(v, "conj")
		if subject {
			switch {
			case f.words.Is("suspends", lemma):
				return "suspended"
			case f.words.Is("ends", lemma) && (t.Is(v, "obj") || t.Is(v, "nsubj")):
				return "ended"
			case kind != "dialogue" && kind != "agreement" && (lemma == "support" || lemma == "back" || lemma == "welcome") && f.among(f.clause.Subject(up)):
			case means:
			case f.words.Is("proposes", lemma) && out == "ongoing" && t.Tokens[up].UPOS == "VERB" && f.clause.Modal(up) != "will":
				out = "proposed"
			case f.words.Is("plans", lemma) && out == "ongoing" && t.Tokens[up].UPOS == "VERB":
				out = "planned"
			}
			for c := range t.Children(up) {
				if s := f.words.Word("status", t.Tokens[c].Lower); s == "suspended" && (t.Is(c, "xcomp") || t.Is(c, "amod")) {
					return s
				}
			}
		}
		if s := f.words.Word("status", t.Tokens[up].Lower); s == "suspended" && t.Is(v, "nsubj") {
			return s
		}
		if t.Tokens[up].UPOS == "VERB" {
			switch m := f.clause.Modal(up); {
			case lemma == "continue":
			case (m == "will" || m == "would" && t.Is(up, "ccomp")) && out == "ongoing":
				out = "planned"
			case (m == "could" || m == "may" || m == "might" || m == "would" || m == "should" || m == "must") && out == "ongoing":
				out = "proposed"
			}
			if f.clause.Mark(up) == "to" && out == "ongoing" && !t.Is(up, "advcl") && !f.words.Is("proposes", lemma) {
				switch f.clause.Lemma(up) {
				case "continue", "maintain", "enhance", "deepen", "strengthen":
				default:
					out = "planned"
				}
			}
		}
		v = up
	}
	return out
}

// stopped says whether words close by tell that the channel rests: "the forum planned for May has been postponed", "the stalemate in
// their dialogue". The tree often ties them to something else.
func (f *Finder) stopped(h int) bool {
	const far = 12 // tokens
	t := f.t
	s := t.Sentences[t.SentenceOf(h)]
	for j := h + 1; j < min(s.Last, h+far) && t.Tokens[j].Form != "," && t.Tokens[j].Lower != "and" && t.Tokens[j].Lower != "but"; j++ {
		if k := &t.Tokens[j]; k.XPOS == "VBN" && f.words.Is("suspends", f.clause.Lemma(j)) && j > 0 && (t.Tokens[j-1].UPOS == "AUX" || f.clause.Lemma(j-1) == "remain") {
			return true
		}
	}
	for j := max(s.First, h-4); j < h; j++ {
		if k := &t.Tokens[j]; k.UPOS == "NOUN" && f.words.Is("suspends", f.clause.Lemma(j)) && j+1 < len(t.Tokens) && (t.Tokens[j+1].Lower == "in" || t.Tokens[j+1].Lower == "of") {
			return true
		}
	}
	return false
}

// among says whether whoever token s stands for takes part.
func (f *Finder) among(s int) bool {
	if s < 0 {
		return false
	}
	f.others = f.clause.Governments(f.others[:0], s)
	return len(f.others) > 0 && slices.Contains(f.codes, f.others[0])
}

// cadence is how often the channel meets, where the text says so.
func (f *Finder) cadence(h int) *string {
	t := f.t
	for j := int(t.Tokens[h].Left); j < h; j++ {
		if c := f.words.Word("cadence", t.Tokens[j].Lower); c != "" {
			return &c
		}
	}
	far := h + 14
	if v := int(t.Tokens[h].Head); v > h && t.Is(h, "nsubj") { // "The commission, set up by Oslo and Lima in 2011, meets twice a year"
		far = max(far, v+6)
	}
	last := t.Sentences[t.SentenceOf(h)].Last
	for j := h + 1; j < min(last, far); j++ {
		if c, n := f.words.CadenceAt(t.From(j)); n > 0 {
			return &c
		}
	}
	return nil
}

// levels from the highest down.
var levels = [...]string{"leader", "ministerial", "high-level", "working-level"}

// level is who meets, by the words that describe the channel and those who take part.
func (f *Finder) level(kind string, i, h int) *string {
	t := f.t
	best := len(levels)
	note := func(j int) {
		w := t.Tokens[j].Lower
		if j > 0 && (w == "minister" || w == "ministers" || w == "secretary") {
			switch t.Tokens[j-1].Lower {
			case "prime":
				w = "leader"
			case "deputy", "vice", "under", "assistant":
				return // said by that word
			}
		}
		best = min(best, f.levelOf(w))
	}
	if kind == "summit" {
		best = 0
	}
	for j := int(t.Tokens[h].Left); j < h; j++ {
		note(j)
		if j+2 < h && t.Tokens[j+1].Form == "-" && t.Joined(j+1) && t.Joined(j+2) {
			best = min(best, f.levelOf(t.Lower[t.Tokens[j].Start:t.Tokens[j+2].End]))
		}
	}
	for c := range t.Children(h) {
		if p := f.clause.Case(c); c > h && (p == "between" || p == "of" || p == "with" || p == "among") {
			for j := int(t.Tokens[c].Left); j < f.stop(c); j++ {
				note(j)
			}
		}
	}
	for j := h + 1; j < f.reach; j++ {
		note(j)
	}
	if kind == "dialogue" && best == 0 && f.plain(h) {
		best = 2 // "senior leaders" of who knows what are no heads of state
	}
	if best == len(levels) {
		return nil
	}
	v := levels[best]
	return &v
}

// levelOf is the place of a word's level among levels, behind them all where it tells none.
func (f *Finder) levelOf(w string) int {
	if k := slices.Index(levels[:], f.words.Word("level", w)); k >= 0 {
		return k
	}
	return len(levels)
}

// plain says whether the leaders who meet are only called senior.
func (f *Finder) plain(h int) bool {
	t := f.t
	for j := h + 1; j < max(f.reach, min(h+8, len(t.Tokens))); j++ {
		if t.Tokens[j].Lower == "senior" {
			return true
		}
	}
	return false
}

// topic is what the channel is about: the words that describe it, names and words of cadence, level and status left out, else what
// "on" adds.
func (f *Finder) topic(i, h int) string {
	t := f.t
	from := i
	for from > int(t.Tokens[h].Left) {
		k := &t.Tokens[from-1]
		w := k.Lower
		if k.Kind != lang.Word || k.UPOS != "NOUN" && k.UPOS != "ADJ" || f.clause.Mention(from-1) >= 0 || vague(w) ||
			f.words.Word("cadence", w) != "" || f.words.Word("status", w) != "" || f.words.Word("level", w) != "" {
			break
		}
		if code, _ := f.clause.Name(from - 1); code != "" || t.Joined(from-1) {
			break
		}
		from--
	}
	if from < i {
		return t.Cut(from, i)
	}
	for c := range t.Children(h) {
		if c > h && t.Is(c, "nmod") {
			switch f.clause.Case(c) {
			case "on", "about", "over", "regarding", "concerning":
				first := int(t.Tokens[c].Left) + 1
				for first < c && t.Tokens[first].UPOS == "DET" {
					first++
				}
				last := f.stop(c)
				if last-first <= 8 {
					return t.Cut(first, last)
				}
				return t.Cut(first, c+1)
			}
		}
	}
	return ""
}

// vague are words before a channel's name that say nothing of its topic.
func vague(w string) bool {
	switch w {
	case "bilateral", "trilateral", "quadrilateral", "series", "joint", "new", "further", "direct", "several", "other", "first", "second", "third", "two", "official", "formal",
		"mutual", "comprehensive", "recent", "such", "intensified", "indirect", "fresh", "latest", "last", "final", "current", "important", "existing", "framework", "level", "high", "amended", "historic", "close", "diplomatic":
		return true
	}
	return strings.HasSuffix(w, "-level")
}

// evidence is the noun phrase that names the channel, with whom it is between.
func (f *Finder) evidence(i, h int) doc.Span {
	t := f.t
	first, last := min(i, int(t.Tokens[h].Left)), max(h+1, f.reach)
	for first < i && (t.Tokens[first].Kind != lang.Word && t.Tokens[first].Kind != lang.Number || t.Tokens[first].UPOS == "ADP" || t.Tokens[first].UPOS == "CCONJ" || t.Tokens[first].Lower == "including") {
		first++
	}
	if up := int(t.Tokens[h].Head); up >= 0 && t.Is(h, "nmod") && up < first && f.clause.Case(h) == "of" {
		switch f.clause.Lemma(up) {
		case "meeting", "session", "round", "series", "edition":
			first = int(t.Tokens[up].Left)
			for first < up && (t.Tokens[first].UPOS == "ADP" || t.Tokens[first].Kind != lang.Word) {
				first++
			}
		}
	}
	for c := range t.Children(h) {
		if c > h && (t.Is(c, "nmod") || t.Is(c, "acl") && !t.Is(c, "acl:relcl")) && f.stop(c)-h < 16 {
			last = max(last, f.stop(c))
		}
	}
	for last > h+1 && t.Tokens[last-1].Kind != lang.Word && t.Tokens[last-1].Kind != lang.Number {
		last--
	}
	return t.Span(first, last)
}

// meeting reads a meeting that is to come: "officials of both sides will meet next week".
func (f *Finder) meeting(v int) {
	t := f.t
	s := f.clause.Subject(v)
	if s < 0 {
		return
	}
	next := f.clause.Modal(v) == "will"
	for up, n := v, 0; n < 3 && !next; n++ {
		if !t.Is(up, "xcomp") {
			break
		}
		up = int(t.Tokens[up].Head)
		switch f.clause.Lemma(up) {
		case "set", "due", "schedule", "plan", "agree", "expect", "go", "intend":
			next = f.clause.Mark(v) == "to"
		}
	}
	if !next || f.clause.Negated(v) {
		return
	}
	f.codes = f.clause.Governments(f.codes[:0], s)
	if len(f.codes) < 2 {
		f.codes = f.clause.Codes(f.codes, int(t.Tokens[s].Left), f.stop(s))
	}
	for c := range t.Children(v) {
		if c > v && (t.Is(c, "obj") || t.Is(c, "obl") && f.clause.Case(c) == "with") {
			f.codes = f.withIn(f.codes, c)
		}
	}
	if len(f.codes) < 2 {
		for j := int(t.Tokens[s].Left); j < f.stop(s); j++ {
			if f.clause.Lemma(j) == "government" || f.clause.Lemma(j) == "side" || f.clause.Lemma(j) == "country" {
				f.codes = f.counterparts(f.codes)
				break
			}
		}
	}
	if len(f.codes) < 2 || len(f.codes) > 4 {
		return
	}
	g := doc.Engagement{Kind: "consultation", Parties: append([]string{}, f.codes...), Status: "planned", Confidence: confidence, Rule: "engagements.txt meets " + f.clause.Lemma(v)}
	for j := int(t.Tokens[s].Left); j < f.stop(s); j++ {
		switch t.Tokens[j].Lower {
		case "military", "commanders", "defence", "defense", "army", "generals":
			g.Kind = "military-to-military"
		}
		if l := f.words.Word("level", t.Tokens[j].Lower); l != "" && g.Level == nil && l != "high-level" {
			g.Level = &l
		}
	}
	last := v + 1
	for c := range t.Children(v) {
		if c > v && t.Tokens[c].Kind == lang.Word && (t.Is(c, "obl") || t.Is(c, "obj") || t.Is(c, "advmod")) && f.stop(c)-v < 8 {
			last = max(last, f.stop(c))
		}
	}
	first := int(t.Tokens[s].Left)
	if s > v {
		first = v
	}
	g.Evidence = []doc.Span{t.Span(first, max(last, s+1))}
	f.add(g)
}

// mediation reads "Oslo mediates between Lima and Quito": talks in which all three take part.
func (f *Finder) mediation(v int) {
	t := f.t
	s := f.clause.Subject(v)
	if s < 0 || f.clause.Negated(v) || t.Is(v, "xcomp") {
		return
	}
	f.codes = f.clause.Governments(f.codes[:0], s)
	last := v + 1
	for c := range t.Children(v) {
		if c > v && f.clause.Case(c) == "between" {
			f.codes = f.withIn(f.codes, c)
			last = f.stop(c)
		}
	}
	if len(f.codes) < 3 {
		return
	}
	status := "ongoing"
	switch f.clause.Modal(v) {
	case "":
	case "will":
		status = "planned"
	default:
		status = "proposed"
	}
	f.add(doc.Engagement{Kind: "dialogue", Parties: append([]string{}, f.codes...), Status: status, Confidence: confidence,
		Rule: "engagements.txt mediate", Evidence: []doc.Span{t.Span(min(s, v), last)}})
}

// reception reads "the minister received his Omani counterpart": a visit of the guest's.
func (f *Finder) reception(v int) {
	t := f.t
	s, o := f.clause.Subject(v), t.Child(v, "obj")
	if s < 0 || o < v || f.clause.Modal(v) != "" && f.clause.Modal(v) != "will" {
		return
	}
	m := f.clause.Mention(o)
	if m < 0 || !f.officer(m) {
		return
	}
	f.codes = f.clause.Governments(f.codes[:0], s)
	f.codes = f.clause.Codes(f.codes, int(t.Tokens[o].Left), o+1)
	if len(f.codes) != 2 || f.codes[0] == f.codes[1] {
		return
	}
	status := "ongoing"
	if f.clause.Modal(v) == "will" {
		status = "planned"
	}
	g := doc.Engagement{Kind: "visit", Parties: append([]string{}, f.codes...), Status: status, Confidence: confidence, Rule: "engagements.txt receive",
		Evidence: []doc.Span{t.Span(v, max(o+1, v+1))}}
	if level := f.rank(m); level != "" {
		g.Level = &level
	}
	f.add(g)
}

// travel reads a visit that a verb tells: "the minister travels to Oslo", "will visit Kenya".
func (f *Finder) travel(v int) {
	t := f.t
	s := f.clause.Subject(v)
	if s < 0 || t.Child(v, "nsubj:pass") >= 0 {
		return
	}
	m := f.clause.Mention(s)
	if m < 0 || t.Mentions[m].Pronoun && t.Mentions[m].Entity < 0 {
		return
	}
	f.codes = f.clause.Governments(f.codes[:0], s)
	if len(f.codes) != 1 || !f.officer(m) {
		return
	}
	n := 0
	level := ""
	for c := range t.Children(v) {
		if c < v {
			continue
		}
		p := f.clause.Case(c)
		if t.Is(c, "obj") && (f.clause.Lemma(v) == "visit" || f.clause.Lemma(v) == "tour") || t.Is(c, "obl") && (p == "to" || p == "in" || p == "for") {
			for j := int(t.Tokens[c].Left); j < f.stop(c) && n == 0; {
				code, next := f.clause.Name(j)
				if code != "" && code != f.codes[0] {
					f.codes = append(f.codes, code)
					n++
				}
				j = next
			}
		}
	}
	if n == 0 {
		return
	}
	status := ""
	switch modal := f.clause.Modal(v); {
	case modal == "will" || f.clause.Mark(v) == "to":
		status = "planned"
	case modal != "":
		return
	case t.Tokens[v].XPOS == "VBG":
		status = "ongoing"
	case t.Tokens[v].XPOS == "VBZ" || t.Tokens[v].XPOS == "VBP":
		status = "planned"
	default:
		return
	}
	g := doc.Engagement{Kind: "visit", Parties: append([]string{}, f.codes...), Status: status, Confidence: confidence, Rule: "engagements.txt travels " + f.clause.Lemma(v)}
	if level = f.rank(m); level != "" {
		g.Level = &level
	}
	first := int(t.Tokens[s].Left)
	if first > v || v-first > 12 {
		first = s
	}
	last := v + 1
	for c := range t.Children(v) {
		if c > v && (t.Is(c, "obl") || t.Is(c, "obj")) && f.stop(c)-v < 10 {
			last = max(last, f.stop(c))
		}
	}
	g.Evidence = []doc.Span{t.Span(first, last)}
	f.add(g)
}

// officer says whether mention m is of somebody who holds an office.
func (f *Finder) officer(m int) bool {
	x := &f.t.Mentions[m]
	if x.Entity < 0 {
		return false
	}
	switch e := &f.t.Entities[x.Entity]; e.Kind {
	case lang.Person, lang.Anonymous, lang.Office:
		return e.Sector == "GOV" || x.Sector == "GOV"
	case lang.Group:
		return e.Sector == "GOV"
	}
	return false
}

// rank is the level of who mention m is.
func (f *Finder) rank(m int) string {
	role := strings.ToLower(f.t.Entities[f.t.Mentions[m].Entity].Role + " " + f.t.Cut(f.t.Mentions[m].First, f.t.Mentions[m].Last))
	switch {
	case strings.Contains(role, "deputy minister"), strings.Contains(role, "vice minister"), strings.Contains(role, "under"), strings.Contains(role, "assistant"), strings.Contains(role, "envoy"), strings.Contains(role, "adviser"):
		return "high-level"
	case strings.Contains(role, "prime minister"), strings.Contains(role, "president"), strings.Contains(role, "premier"), strings.Contains(role, "chancellor"), strings.Contains(role, "king"), strings.Contains(role, "crown prince"):
		return "leader"
	case strings.Contains(role, "foreign secretary"):
		return "high-level"
	case strings.Contains(role, "minister"), strings.Contains(role, "secretary of"), strings.Contains(role, "secretary"):
		return "ministerial"
	}
	return "high-level"
}
