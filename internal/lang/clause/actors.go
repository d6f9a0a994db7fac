package clause

import (
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Governments adds to dst the codes of the governments and bodies of governments that the noun phrase with head h stands for,
// once each: two for "Oslo and Nairobi", none for rebels, firms or passers-by.
func (r *Reader) Governments(dst []string, h int) []string {
	if h < 0 {
		return dst
	}
	t := r.t
	if c := t.Child(h, "nmod:poss"); c >= 0 && r.at[c] >= 0 && know.Body(t.Mentions[r.at[c]].Code) {
		return add(dst, t.Mentions[r.at[c]].Code) // "the Arab League's Council of Ministers and Envoys"
	}
	if !r.bench(h) {
		dst = r.government(dst, h)
	}
	for c := range t.Children(h) {
		if t.Is(c, "conj") || t.Is(c, "appos") && len(dst) == 0 {
			dst = r.Governments(dst, c)
		}
	}
	return dst
}

// bench says whether token h names a court of a state, which speaks for no government.
func (r *Reader) bench(h int) bool {
	switch r.Lemma(h) {
	case "court", "tribunal", "magistrate", "judge", "prosecutor":
		m := int(r.at[h])
		return m < 0 || !know.Body(r.t.Mentions[m].Code)
	}
	return false
}

// government does so without what is coordinated with it.
func (r *Reader) government(dst []string, h int) []string {
	t := r.t
	k := &t.Tokens[h]
	if k.UPOS == "PRON" || r.at[h] >= 0 && t.Mentions[r.at[h]].Pronoun {
		return r.pronoun(dst, h)
	}
	if len(r.Issuers) >= 2 && sides(r.Lemma(h)) && r.plural(h) && (r.at[h] < 0 || !r.HasName(int(r.at[h]))) {
		return r.Sides(dst, h)
	}
	if m := int(r.at[h]); m >= 0 {
		n := len(dst)
		if dst = r.holder(dst, m); len(dst) > n {
			return dst
		}
		// A mention without a code may be someone's own: "its spokesman".
		if x := &t.Mentions[m]; x.Entity < 0 || t.Entities[x.Entity].Code == "" && (x.Sector == "GOV" || x.Sector == "" && r.official(h)) {
			if c := t.Child(h, "nmod:poss"); c >= 0 && t.Tokens[c].UPOS == "PRON" {
				return r.pronoun(dst, c)
			}
			for c := range t.Children(h) {
				if p := t.Child(c, "nmod:poss"); t.Is(c, "compound") && p >= 0 && t.Tokens[p].UPOS == "PRON" {
					return r.pronoun(dst, p)
				}
			}
		}
	}
	if sides(r.Lemma(h)) && r.plural(h) {
		n := len(dst)
		if dst = r.named(dst, h); len(dst) > n {
			return dst
		}
		return r.Sides(dst, h)
	}
	if code, last := r.Name(h); code != "" && last == h+1 && (r.at[h] < 0 || t.Mentions[r.at[h]].Code == "" && t.Mentions[r.at[h]].Sector == "") {
		return add(dst, code)
	}
	if r.at[h] >= 0 && t.Mentions[r.at[h]].Code != "" {
		return dst
	}
	// "Israel's coalition government", "the Egyptian side", "Mr. Brun's office", "his country".
	if c := t.Child(h, "nmod:poss"); c >= 0 && t.Tokens[c].UPOS == "PRON" && (r.official(h) || r.Lemma(h) == "country" || r.Lemma(h) == "nation") {
		return r.pronoun(dst, c)
	}
	if !r.official(h) {
		return dst
	}
	return r.named(dst, h)
}

// named adds the governments that stand inside the noun phrase: "the governments of Norway and Oman", "the Omani side".
func (r *Reader) named(dst []string, h int) []string {
	t := r.t
	for c := range t.Children(h) {
		switch {
		case t.Is(c, "nmod"):
			if p := r.Case(c); p != "" && p != "of" && p != "from" && !t.Is(c, "nmod:poss") {
				continue
			}
		case t.Is(c, "amod"), t.Is(c, "compound"):
		default:
			continue
		}
		if m := int(r.at[c]); m >= 0 {
			dst = r.holder(dst, m)
		}
		for cc := range t.Children(c) {
			if t.Is(cc, "conj") && r.at[cc] >= 0 {
				dst = r.holder(dst, int(r.at[cc]))
			}
		}
	}
	if m := int(r.at[h]); m >= 0 {
		dst = r.holder(dst, m)
	}
	return dst
}

// holder adds the government that mention m stands for.
func (r *Reader) holder(dst []string, m int) []string {
	x := &r.t.Mentions[m]
	switch x.Sector {
	case "", "GOV":
	default:
		return dst
	}
	code := x.Code
	if x.Last-x.First == 1 {
		code = r.brussels(code, r.t.Tokens[x.First].Lower)
	}
	if x.Entity >= 0 {
		e := &r.t.Entities[x.Entity]
		if former(e.Role) || former(r.t.Cut(x.First, x.Last)) || e.Sector != "" && e.Sector != "GOV" {
			return dst
		}
		switch e.Kind {
		case lang.State, lang.Office:
		case lang.Organisation:
			if !know.Body(x.Code) && x.Sector != "GOV" && e.Sector != "GOV" {
				return dst // "a group of Omani mayors"
			}
		case lang.Person, lang.Anonymous, lang.Group:
			if e.Sector != "GOV" && x.Sector != "GOV" && !(x.Adjective && x.Last-x.First == 1) && !(e.Sector == "" && know.Body(x.Code)) {
				return dst
			}
			if code == "" {
				code = e.Code
			}
		default:
			return dst
		}
		if len(r.Issuers) == 1 && e.Sector == "GOV" && code != r.Issuers[0] && e.Kind != lang.State && (code == "" || !r.placedBy(x.Entity)) {
			code = r.Issuers[0] // an office without a state is that of who issues the text
		}
	}
	dst = add(dst, code)
	return add(dst, x.Code2)
}

// placedBy says whether words of the text itself tell the state of entity e.
func (r *Reader) placedBy(e int) bool {
	for m := range r.t.Mentions {
		if x := &r.t.Mentions[m]; x.Entity == e && !x.Pronoun {
			if r.HasName(m) {
				return true
			}
			h := r.headOf(m)
			if r.t.Child(h, "nmod:poss") >= 0 {
				return true
			}
			for c := range r.t.Children(h) {
				if c > h && r.t.Is(c, "nmod") && r.Case(c) == "of" {
					return true
				}
			}
		}
	}
	return false
}

// pronoun adds whom a pronoun stands for.
func (r *Reader) pronoun(dst []string, h int) []string {
	t := r.t
	switch t.Tokens[h].Lower {
	case "we", "us", "our", "ours", "ourselves", "i", "my", "me":
		n := len(dst)
		for c := range t.Children(h) { // "We, the governments of Norway and Oman"
			if t.Is(c, "appos") {
				dst = r.Governments(dst, c)
			}
		}
		if len(dst) > n {
			return dst
		}
		return r.Speaker(dst, h)
	case "they", "them", "their", "both", "who":
		n := len(dst)
		if dst = r.Sides(dst, h); len(dst) > n {
			return dst
		}
		if m := r.before(h); m >= 0 && !t.Mentions[m].Pronoun { // "the Emirates said they"
			return r.holder(dst, m)
		}
		return dst
	case "he", "she", "it", "his", "her", "its", "him":
		m := int(r.at[h])
		if m < 0 || !t.Mentions[m].Pronoun {
			if m = r.before(h); m < 0 {
				return dst
			}
		}
		return r.holder(dst, m)
	}
	return dst
}

// before is the last mention before token h that "its" or "his" may stand for: the subject of its clause or of the one around.
func (r *Reader) before(h int) int {
	t := r.t
	for v, n := int(t.Tokens[h].Head), 0; v >= 0 && n < hops; v, n = int(t.Tokens[v].Head), n+1 {
		if s := t.Child(v, "nsubj"); s >= 0 && s < h && r.at[s] >= 0 {
			return int(r.at[s])
		}
	}
	return -1
}

// Speaker adds for whom "we" stands at token i: whoever speaks there, else those who issue the document.
func (r *Reader) Speaker(dst []string, i int) []string {
	if len(r.Issuers) > 0 && len(r.d.Turns) == 0 && r.t.QuoteOf(i) < 0 {
		for _, c := range r.Issuers {
			dst = add(dst, c)
		}
		return dst
	}
	if a := lang.Said(r.d, int(r.t.Tokens[i].Start)); a >= 0 && r.d.Attributions[a].Source != nil {
		if s := r.d.Attributions[a].Source; s.Actor != nil {
			return add(dst, government(s)) // a trader's "we" is no state's
		}
	}
	if c := lang.Speaker(r.d, int(r.t.Tokens[i].Start)); c != "" {
		return add(dst, c)
	}
	for _, c := range r.Issuers {
		dst = add(dst, c)
	}
	return dst
}

// Source adds who vouches for what token i says: the source of the attribution that holds it, else those who issue the document.
// speaks is false where the source is known and no government.
func (r *Reader) Source(dst []string, i int) (codes []string, attributed bool) {
	a := lang.Said(r.d, int(r.t.Tokens[i].Start))
	if a < 0 {
		for _, c := range r.Issuers {
			dst = add(dst, c)
		}
		return dst, false
	}
	s := r.d.Attributions[a].Source
	if s == nil {
		return dst, true
	}
	if len(s.Spans) > 0 {
		j := r.t.TokenAt(s.Spans[0].Start)
		for last := r.t.TokenAt(s.Spans[0].End - 1); j <= last && j < len(r.t.Tokens); j++ {
			if h := int(r.t.Tokens[j].Head); r.at[j] >= 0 && (h < r.t.TokenAt(s.Spans[0].Start) || h > last) {
				return r.Governments(dst, j), true
			}
		}
	}
	if s.Actor != nil {
		return add(dst, government(s)), true
	}
	if s.Role != nil || len(r.d.Turns) > 0 {
		for _, c := range r.Issuers {
			dst = add(dst, c)
		}
	}
	return dst, true
}

// government is the code of the government or body of governments that a source with an actor speaks for; "" for anybody else:
// "a Kenyan farmer", "an institute in Oslo".
func government(s *doc.Source) string {
	code, sector, _ := strings.Cut(*s.Actor, ".")
	switch {
	case sector == "GOV", sector == "" && (s.Kind == lang.State || s.Kind == lang.Group || s.Kind == lang.Office || know.Body(code)):
		return code
	}
	return ""
}

// Codes adds the actors named among the tokens [first, last), governments or not: all the names, and whom a mention without a name
// stands for ("the two countries", "the Kremlin's spokesman"). Pronouns count where it is plain whom they mean.
func (r *Reader) Codes(dst []string, first, last int) []string {
	t := r.t
	for i := first; i < last; {
		code, next := r.Name(i)
		if code != "" {
			if !r.placed(i) || !r.seat(i) {
				dst = add(dst, code)
			}
			i = next
			continue
		}
		if m := int(r.at[i]); m >= 0 && i == max(t.Mentions[m].First, first) && !t.Mentions[m].Pronoun {
			x := &t.Mentions[m]
			if !r.HasName(m) {
				dst = add(add(dst, x.Code), x.Code2)
			}
		}
		i++
	}
	return dst
}

// HasName says whether an actor's name stands in mention m.
func (r *Reader) HasName(m int) bool {
	x := &r.t.Mentions[m]
	for i := x.First; i < x.Last; i++ {
		if _, size := r.actors.At(r.t.Raw[r.t.Tokens[i].Start:]); size > 0 {
			return true // of whomever: "the Doha accord" has one too
		}
	}
	return false
}

// Private says whether the noun at token h means people or firms that no state stands behind: "the Italian firm", "journalists".
func (r *Reader) Private(h int) bool {
	sector := ""
	if m := int(r.at[h]); m >= 0 {
		if sector = r.t.Mentions[m].Sector; sector == "" && r.t.Mentions[m].Code != "" && r.HasName(m) && !r.t.Mentions[m].Open {
			code, last := r.Name(r.t.Mentions[m].First)
			if code != "" && last == r.t.Mentions[m].Last || know.Body(r.t.Mentions[m].Code) {
				return false // "the European Union" is no trade union
			}
		}
	}
	if role, n := r.actors.RoleAt(r.t.From(h)); n > 0 && sector == "" {
		sector = role.Sector
	}
	switch sector {
	case "BUS", "CVL", "MED", "EDU", "LAB", "REL", "NGO", "CRM":
		return true
	}
	return false
}

// official says whether the noun at token h is one that speaks or acts for a government.
func (r *Reader) official(h int) bool {
	if role, n := r.actors.RoleAt(r.t.From(h)); n > 0 {
		return role.Sector == "GOV" || role.Kind == "states"
	}
	switch r.Lemma(h) {
	case "side", "office", "cabinet", "authority", "diplomacy", "chief", "leadership", "party", "council", "summit", "mission", "government", "leader":
		return true
	}
	return false
}

// sides says whether a noun in the plural means those who meet in a text: "the two sides", "leaders".
func sides(w string) bool {
	switch w {
	case "side", "country", "leader", "minister", "government", "president", "nation", "delegation", "party", "capital", "representative", "neighbour", "neighbor", "participant":
		return true
	}
	return false
}

func (r *Reader) plural(h int) bool {
	return strings.Contains(r.t.Tokens[h].Feats, "Number=Plur") || strings.HasSuffix(r.t.Tokens[h].Lower, "s")
}

func former(role string) bool {
	n := 0
	for w := range strings.FieldsSeq(role) {
		switch strings.ToLower(w) {
		case "former", "ex", "retired", "ousted", "onetime", "deposed", "ex-president", "ex-minister":
			return true
		}
		if n++; n == 3 {
			break
		}
	}
	return false
}

func add(dst []string, code string) []string {
	if code == "" || slices.Contains(dst, code) {
		return dst
	}
	return append(dst, code)
}

// Name is the code of the actor whose name begins at token i, and the token behind the name; "" where none does.
func (r *Reader) Name(i int) (code string, last int) {
	k := &r.t.Tokens[i]
	if c := k.Form[0]; c >= 'a' && c <= 'z' && c != 'a' {
		return "", i + 1
	}
	n, size := r.actors.At(r.t.Raw[k.Start:])
	if size == 0 {
		return "", i + 1
	}
	last = r.t.TokenAt(int(k.Start)+size-1) + 1
	if n.Sort == know.Seat && (r.t.Is(i, "compound") || r.t.Is(i, "amod") || r.t.Is(i, "nmod") && r.Case(i) == "") && r.lendsName(i) {
		return "", last // "the Doha accord"
	}
	if k.Lower == "brussels" && r.placed(i) || last < len(r.t.Tokens) && n.Sort != know.People && r.thing(last) {
		return "", i + 1
	}
	return r.brussels(n.Code, k.Lower), last
}

// lendsName says whether the noun that token i describes is one that towns lend their names to.
func (r *Reader) lendsName(i int) bool {
	h := int(r.t.Tokens[i].Head)
	if h <= i {
		return false
	}
	switch r.Lemma(h) {
	case "agreement", "accord", "process", "pact", "protocol", "declaration", "statement", "treaty", "summit", "conference", "framework", "meeting", "round", "convention":
		return true
	}
	return false
}

// thing says whether token i makes the name before it that of a thing: "the Kenya War", "the Lima Declaration".
func (r *Reader) thing(i int) bool {
	k := &r.t.Tokens[i]
	if !k.Capital() {
		return false
	}
	switch k.Lower {
	case "memorandum", "declaration", "convention", "treaty", "process", "club", "conference", "principles", "charter", "statute":
		return true
	}
	return r.actors.Thing(k.Lower)
}

// placed says whether token i tells where: a seat of government behind "in" is a town.
func (r *Reader) placed(i int) bool {
	if i == 0 {
		return false
	}
	switch r.t.Tokens[i-1].Lower {
	case "in", "at", "near":
		return true
	}
	return false
}

// Town says whether the name at token i is of a seat of government behind "in": it tells where.
func (r *Reader) Town(i int) bool { return r.placed(i) && r.seat(i) }

// seat says whether the name that begins at token i is that of a town.
func (r *Reader) seat(i int) bool {
	n, size := r.actors.At(r.t.Raw[r.t.Tokens[i].Start:])
	return size > 0 && n.Sort == know.Seat
}

// brussels takes the seat of the European Union for it, where the text does not speak of Belgium.
func (r *Reader) brussels(code, word string) string {
	if word == "brussels" && code == "BEL" && !strings.Contains(r.d.Text, "Belgi") {
		return "EU"
	}
	return code
}

// Owner adds whose stance the noun at token i names: "Oslo's support", "U.S. objections", "its opposition".
func (r *Reader) Owner(dst []string, i int) []string {
	t := r.t
	for c := range t.Children(i) {
		if c >= i {
			break
		}
		switch {
		case t.Is(c, "nmod:poss"):
			dst = r.Governments(dst, c)
		case t.Is(c, "compound"), t.Is(c, "amod"), t.Is(c, "nmod"):
			if m := int(r.at[c]); m >= 0 && !t.Mentions[m].Pronoun {
				dst = r.holder(dst, m)
			}
		}
	}
	return dst
}

// Maker adds who made the proposal, the offer or the demand at token i: its owner, or who stands behind "by" and "from".
func (r *Reader) Maker(dst []string, i int) []string {
	dst = r.Owner(dst, i)
	for c := range r.t.Children(i) {
		if p := r.Case(c); c > i && r.t.Is(c, "nmod") && (p == "by" || p == "from" || p == "of") {
			dst = r.Governments(dst, c)
		}
	}
	return dst
}
