// Package position finds where governments stand: holder, subject, stance, and who is to settle which part of it.
//
// A position needs a government as subject of a verb of stance, and behind the verb something that governments disagree
// about. Stands that are only implied, conditional or put in other ways are left out.
package position

import (
	"slices"
	"strconv"
	"strings"

	"readout/doc"
	"readout/internal/know"
	"readout/internal/lang"
)

// Finder finds positions. It keeps scratch memory, so one goroutine uses it at a time.
type Finder struct {
	words *know.Diplomacy
	cues  *know.Cues
	t     *lang.Text
	d     *doc.Document

	endsAt []int32
	codes  []string
}

// New makes a Finder.
func New() *Finder { return &Finder{words: know.LoadDiplomacy(), cues: know.LoadCues()} }

// Find adds the positions of t to d. Mentions and attributions must have been found before.
func (f *Finder) Find(d *doc.Document, t *lang.Text) {
	f.t, f.d = t, d
	n := len(t.Tokens) + 1
	f.endsAt = slices.Grow(f.endsAt[:0], n)[:n]
	for i := range f.endsAt {
		f.endsAt[i] = -1
	}
	for i, m := range t.Mentions {
		f.endsAt[m.Last] = int32(i)
	}
	for si := range t.Sentences {
		s := t.Sentences[si]
		for i := s.First; i < s.Last; i++ {
			if t.Tokens[i].Kind != lang.Word {
				continue
			}
			if st, n := f.words.StanceAt(t.From(i)); n > 0 && t.Asserted(d, i) {
				end := t.TokenAt(int(t.Tokens[i].Start)+n-1) + 1
				f.stance(st, i, end, s)
			}
		}
	}
}

// stance reads the position that the verb of stance [i, end) takes, if it is one.
func (f *Finder) stance(st know.Stance, i, end int, s lang.Sentence) {
	t := f.t
	if end >= s.Last || st.Form == know.Gerund || st.Form == know.Participle {
		return
	}
	// The holder right before the verb group.
	p := i
	for p > s.First && f.cues.Between(t.Tokens[p-1].Lower) && f.endsAt[p] < 0 {
		switch t.Tokens[p-1].Lower {
		case "not", "n't", "never", "would", "could", "may", "might", "can", "should", "must":
			return // a limited stand, or none
		}
		p--
	}
	if p < i && t.Tokens[p].Lower == "to" {
		return // "urged Oslo to support": Oslo has not
	}
	for p > s.First && f.endsAt[p] < 0 && (t.Tokens[p-1].Lower == "on" || weekday(t.Tokens[p-1].Lower)) {
		p--
	}
	m := f.endsAt[p]
	if m < 0 {
		return
	}
	x := &t.Mentions[m]
	holder, first := f.holder(int(m)), x.First
	if holder == "" || st.Form == know.Base && !x.Pronoun && p == i {
		return
	}
	if first > s.First {
		switch w := t.Tokens[first-1].Lower; w {
		case "of", "for", "with", "by", "against", "from", "between", "in":
			return
		}
	}
	if first-2 >= s.First && t.Tokens[first-1].Lower == "that" && f.cues.Claims(t.Tokens[first-2].Lower) {
		return // "the claim that Oslo backs the talks"
	}
	for j := first - 1; j >= s.First && j >= first-4 && t.Tokens[j].Kind == lang.Word; j-- {
		switch t.Tokens[j].Lower {
		case "if", "unless", "whether", "whenever", "until", "should", "nobody", "denied", "denies":
			return
		}
	}
	// The subject behind it; of a demand, what the addressee is asked to do.
	begin := end // of the subject as it is printed: of a demand, with the addressee
	for begin+1 < s.Last && (weekday(t.Tokens[begin].Lower) || t.Tokens[begin].Lower == "on" && weekday(t.Tokens[begin+1].Lower)) {
		begin++
	}
	from := begin
	if st.Stance == "demands" {
		from = f.demanded(begin, s)
	}
	last := f.subjectEnd(from, s)
	if last-from >= longest {
		return
	}
	asked := from > begin // "Oslo to open the port": the addressee stays, or it would read as if the holder were to open it
	if asked {
		last = f.short(from, last)
	}
	for begin < last && article(t.Tokens[begin].Lower) && !asked {
		begin++
	}
	from = max(from, begin)
	if st.Stance == "offers" && end-i >= 2 && t.Tokens[end-2].Lower == "to" && begin >= end {
		begin = end - 2 // "to host talks", not the talks, is offered
	}
	frame := ""
	f.codes = f.codes[:0]
	for j := from; j < last; j++ {
		if t.Tokens[j].Kind != lang.Word {
			continue
		}
		if w, n := f.words.FrameAt(t.From(j)); n > 0 && frame == "" {
			frame = w
		}
		if _, n := f.words.ChannelAt(t.From(j)); n > 0 && frame == "" {
			return // keeping up a channel is an engagement and no stand
		}
	}
	for k := int(m) + 1; k < len(t.Mentions) && t.Mentions[k].First < last; k++ {
		if y := &t.Mentions[k]; !y.Pronoun {
			f.codes = t.AppendCodes(f.codes, k)
		}
	}
	f.codes = slices.DeleteFunc(f.codes, func(c string) bool { return c == holder })
	if last-from < 2 && frame == "" || frame == "" && len(f.codes) == 0 || st.Stance == "demands" && !asked && frame == "" {
		return
	}
	slices.Sort(f.codes)
	issue := strings.ToLower(t.Cut(from, last)) // what fits no frame keeps its words
	if frame != "" {
		issue = frame
		if len(f.codes) > 0 {
			issue += ":" + strings.Join(f.codes, "+")
		}
	}
	pos := doc.Position{
		Holder: holder, Subject: t.Cut(begin, last), Stance: st.Stance, Parties: slices.Clone(f.codes),
		Issue: issue, Terms: []doc.Term{}, Confidence: 0.6,
	}
	pos.Delta = f.delta(s.First, end, s)
	// Evidence is the clause, with what it says of who decides.
	stop := last
	stop = max(stop, f.terms(&pos, last, s))
	pos.Evidence = []doc.Span{t.Span(first, stop)}
	if a := lang.Said(f.d, int(t.Tokens[i].Start)); a >= 0 {
		id := f.d.Attributions[a].ID
		pos.Attribution = &id
	}
	f.add(pos)
}

// demanded is the token behind the "to" that follows an addressee: "urged Oslo to"; i where there is none.
func (f *Finder) demanded(i int, s lang.Sentence) int {
	for j := i; j+1 < s.Last && j < i+8; j++ {
		k := f.t.Tokens[j]
		if k.Lower == "to" && j > i {
			return j + 1
		}
		if k.Kind != lang.Word && k.Form != "-" || k.Lower == "that" || k.Lower == "refuse" {
			break
		}
	}
	return i
}

// short ends a long clause that begins at token i before the purpose it names: "use its influence [to stop the raids]".
func (f *Finder) short(i, last int) int {
	const long = 12 // tokens
	if last-i <= long {
		return last
	}
	for j := i + 3; j < last; j++ {
		if f.t.Tokens[j].Lower == "to" {
			return j
		}
	}
	return last
}

// longest is how many tokens a subject may have; one that goes on is no noun phrase that words alone can tell.
const longest = 40

// holder is the government that mention m stands for; "" for anyone else.
func (f *Finder) holder(m int) string {
	x := &f.t.Mentions[m]
	if x.Pronoun {
		switch f.t.Tokens[x.First].Lower {
		case "we":
			return lang.Speaker(f.d, int(f.t.Tokens[x.First].Start))
		case "i", "they":
			return ""
		}
	}
	if x.Sector != "" && x.Sector != "GOV" || x.Entity < 0 || x.Code2 != "" {
		return ""
	}
	switch e := &f.t.Entities[x.Entity]; e.Kind {
	case lang.State, lang.Office, lang.Organisation:
		return x.Code
	case lang.Person, lang.Anonymous, lang.Group:
		if e.Sector == "GOV" && !strings.HasPrefix(strings.ToLower(e.Role), "former") {
			return x.Code
		}
	}
	return ""
}

// subjectEnd is where the noun phrase that begins at token i ends, for all that words can tell.
func (f *Finder) subjectEnd(i int, s lang.Sentence) int {
	for j := i; j < s.Last; j++ {
		k := f.t.Tokens[j]
		if k.Kind == lang.Stop || k.Kind == lang.Open || k.Kind == lang.Close || k.Form == ";" || k.Form == ":" || k.Form == "," || k.Form == "—" || k.Form == "(" {
			return j
		}
		switch k.Lower {
		case "on":
			if j+1 < s.Last && weekday(f.t.Tokens[j+1].Lower) {
				return j
			}
		case "but", "which", "who", "because", "after", "while", "although", "though", "as", "that", "if", "until", "saying", "calling", "and":
			if k.Lower == "and" && j+1 < s.Last && f.t.Tokens[j+1].Capital() {
				continue // names joined
			}
			return j
		}
		if j-i >= longest {
			return j
		}
	}
	return s.Last
}

// delta is what the words [first, last) of the clause say of the stand's history.
func (f *Finder) delta(first, last int, s lang.Sentence) *string {
	for j := last - 1; j >= first; j-- {
		if v := f.words.Word("delta", f.t.Tokens[j].Lower); v != "" {
			return &v
		}
		if k := f.t.Tokens[j]; k.Form == ";" {
			break
		}
	}
	return nil
}

// terms finds who settles what behind the subject that ends at token i: "but the pace and scope should be determined by
// those two countries, not by us". It returns where they end, 0 where there are none.
func (f *Finder) terms(pos *doc.Position, i int, s lang.Sentence) int {
	t := f.t
	if i >= s.Last || t.Tokens[i].Form == ";" {
		return 0
	}
	for j := i; j < s.Last; j++ {
		switch t.Tokens[j].Lower {
		case "determined", "decided", "settled", "set", "agreed":
		default:
			continue
		}
		if j+2 >= s.Last || t.Tokens[j+1].Lower != "by" {
			continue
		}
		by := f.sides(j+2, s)
		if len(by) == 0 {
			return 0
		}
		end := f.subjectEnd(j+2, s)
		var not []string
		for k := j + 2; k+2 < s.Last; k++ {
			if t.Tokens[k].Lower == "not" && t.Tokens[k+1].Lower == "by" {
				not = f.sides(k+2, s)
				end = min(k+3, s.Last)
			}
		}
		// Back over the verb group to the nouns: "should be", "have to be", "will be".
		k := j
		for k > i && auxiliary(t.Tokens[k-1].Lower) {
			k--
		}
		for _, a := range f.aspects(i, k) {
			pos.Terms = append(pos.Terms, doc.Term{Aspect: a, DecidedBy: by, NotBy: append([]string{}, not...)})
		}
		return end
	}
	return 0
}

// aspects are the heads of the nouns that end at token k, in order: "pace" and "scope" of "the exact pace and scope of the talks".
// They begin behind token i.
func (f *Finder) aspects(i, k int) []string {
	var out []string
	head := true // the next word to the left is the head of its noun phrase
	for k--; k >= i; k-- {
		w := f.t.Tokens[k]
		switch {
		case w.Form == "," || w.Lower == "and" || w.Lower == "or":
			head = true
			continue
		case w.Lower == "of" || w.Lower == "for" || w.Lower == "in" || w.Lower == "on" || w.Lower == "between":
			out, head = out[:0], true // it only told whose aspects
			continue
		case article(w.Lower) || w.Lower == "its" || w.Lower == "their":
			if prev := f.t.Tokens[max(k-1, i)].Lower; prev == "of" || prev == "for" || prev == "in" || prev == "on" {
				continue
			}
		}
		if w.Kind != lang.Word || article(w.Lower) || ender(w.Lower) {
			break
		}
		if head {
			out = append(out, w.Lower)
			head = false
		}
	}
	slices.Reverse(out)
	return out
}

func ender(w string) bool {
	switch w {
	case "its", "their", "but", "that", "which", "while", "although", "though", "as", "whose":
		return true
	}
	return false
}

// sides gives the actors named from token i to the next comma or "not".
func (f *Finder) sides(i int, s lang.Sentence) []string {
	t := f.t
	if w := t.Tokens[i].Lower; w == "us" {
		if c := lang.Speaker(f.d, int(t.Tokens[i].Start)); c != "" {
			return []string{c}
		}
		return nil
	}
	var out []string
	for k := range t.Mentions {
		m := &t.Mentions[k]
		if m.First < i || m.First >= s.Last {
			continue
		}
		for j := i; j < m.First; j++ {
			if t.Tokens[j].Form == "," || t.Tokens[j].Lower == "not" {
				return out
			}
		}
		out = t.AppendCodes(out, k)
	}
	slices.Sort(out)
	return out
}

// add enters a position, or adds its evidence to the one of the same holder, stance and issue.
func (f *Finder) add(p doc.Position) {
	for i := range f.d.Positions {
		old := &f.d.Positions[i]
		if old.Holder != p.Holder || old.Stance != p.Stance || old.Issue != p.Issue {
			continue
		}
		if len(old.Evidence) < 3 {
			old.Evidence = append(old.Evidence, p.Evidence...)
		}
		if old.Delta == nil {
			old.Delta = p.Delta
		}
		for _, t := range p.Terms {
			if !slices.ContainsFunc(old.Terms, func(x doc.Term) bool { return x.Aspect == t.Aspect }) {
				old.Terms = append(old.Terms, t)
			}
		}
		return
	}
	p.ID = "p" + strconv.Itoa(len(f.d.Positions)+1)
	f.d.Positions = append(f.d.Positions, p)
}

func article(w string) bool { return w == "the" || w == "a" || w == "an" || w == "any" }

func auxiliary(w string) bool {
	switch w {
	case "be", "should", "must", "will", "to", "have", "has", "need", "needs", "is", "are", "ought", "would":
		return true
	}
	return false
}

func weekday(w string) bool { return strings.HasSuffix(w, "day") && len(w) >= 6 }
