package mention

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"readout/doc"
	"readout/internal/know"
)

//go:embed clues.txt
var cluesFile string

// clue is a phrase that tells whose text it stands in.
type clue struct{ words, code string }

// clues are the phrases of clues.txt by their first words.
var clues = sync.OnceValue(func() map[string][]clue {
	m := map[string][]clue{}
	for key, words := range rows(cluesFile) {
		if strings.HasPrefix(key, "in ") {
			continue
		}
		for w := range strings.SplitSeq(words, ";") {
			w = strings.TrimSpace(w)
			first := firstWord(w)
			m[first] = append(m[first], clue{w, key})
		}
	}
	return m
})

// seats are the bodies that meet in a city, by its name in lower case.
var seats = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for key, words := range rows(cluesFile) {
		if city, ok := strings.CutPrefix(key, "in "); ok {
			m[city] = strings.Fields(words)
		}
	}
	return m
})

// homeOf is the state or body whose minister "the minister" is in d: that of its dateline, else the one that the words of heading
// and text speak for; "" where they do not agree.
func (f *Finder) homeOf(d *doc.Document) string {
	if code := f.letterhead(d); code != "" {
		return code
	}
	if d.Dateline != nil && (d.Dateline.Country != "" || strings.EqualFold(d.Dateline.Place, "United Nations")) {
		return f.filedFrom(d)
	}
	if code := f.releasedIn(d.Text); code != "" {
		return code
	}
	var v votes
	for _, s := range [...]string{d.Title, d.Deck, d.Heading, d.Text} {
		f.voteClues(&v, s, official(d))
	}
	code, n := v.winner()
	if !official(d) {
		if n < 2 { // a paper far away names an office once
			code = ""
		}
		return or(code, f.setIn(d))
	}
	if code != "" {
		return code
	}
	// A state's own briefing calls the state by its name and others by the names of their peoples: "the Greek minister".
	v = votes{}
	f.voteNames(&v, ownPart(d.Title), true)
	f.voteNames(&v, d.Deck, true)
	f.voteNames(&v, d.Heading, true)
	if code, _ = v.winner(); code != "" {
		return code
	}
	text := d.Text
	if len(d.Turns) > 0 {
		text = text[:d.Turns[0].Span.Start] // those who ask speak of others
	}
	f.voteNames(&v, text, len(d.Turns) > 0)
	code, _ = v.winner()
	return code
}

// letterhead is the state whose office issues a text by its title or first lines; "" where none says so.
func (f *Finder) letterhead(d *doc.Document) string {
	const opening = 300 // bytes
	for _, s := range [...]string{d.Title, d.Heading, d.Text[:min(len(d.Text), opening)]} {
		if code := f.actors.IssuerIn(s); code != "" {
			return code
		}
	}
	return ""
}

// setIn is the state that a report without a dateline plays in: that of the town its first words name ("in Kisumu, Kenya,"), of the
// state alone in its title, and first there, or of the place that its paper is called by; "" where nothing tells.
func (f *Finder) setIn(d *doc.Document) string {
	const opening = 400 // bytes
	head := d.Text[:min(len(d.Text), opening)]
	for i := range words(head) {
		n, size := f.actors.At(head[i:])
		if size == 0 || n.Sort != know.StateName || !strings.HasSuffix(head[:i], ", ") || i+size < len(head) && strings.IndexByte(",.;)", head[i+size]) < 0 {
			continue
		}
		before := strings.Fields(head[:i-2])
		if len(before) < 2 || !capitalised(before[len(before)-1]) {
			continue
		}
		town := before[len(before)-1]
		if other, size := f.actors.At(town); size == len(town) && other.Sort != know.Seat {
			continue // "Kenya, Uganda"
		}
		for _, w := range before[max(0, len(before)-4) : len(before)-1] {
			if w == "in" || w == "In" || w == "near" || w == "at" || w == "outside" {
				return n.Code
			}
		}
	}
	first, others := "", false
	for i := range words(d.Title) {
		n, size := f.actors.At(d.Title[i:])
		switch {
		case size == 0 || len(n.Code) != 3:
		case i == 0 && n.Sort != know.Organisation:
			first = n.Code
		case n.Code != first:
			others = true
		}
	}
	if first != "" && !others {
		return first
	}
	for i := range words(d.Outlet) {
		if n, size := f.actors.At(d.Outlet[i:]); size > 0 && len(n.Code) == 3 && n.Sort != know.Organisation {
			return n.Code
		}
	}
	only := f.onlyState(d, head)
	f.alone = only != ""
	return only
}

// onlyState is the state that a text names in its opening, where it names no other; "" elsewhere.
func (f *Finder) onlyState(d *doc.Document, head string) string {
	only := ""
	for _, s := range [...]string{head, d.Title, d.Text} {
		for i := range words(s) {
			n, size := f.actors.At(s[i:])
			if size == 0 || len(n.Code) != 3 || n.Code == only || n.Sort == know.Organisation {
				continue
			}
			if only != "" {
				return ""
			}
			only = n.Code
		}
		if only == "" {
			return "" // it opens with none
		}
	}
	return only
}

// releasedIn is the state of the seat of government, in capitals, that a release begins with: "DAKAR, 10 September."; "" without one.
func (f *Finder) releasedIn(text string) string {
	const longest = 40 // bytes of a city's name
	place, _, ok := strings.Cut(text[:min(len(text), longest)], ", ")
	if !ok || strings.ToUpper(place) != place {
		return ""
	}
	if n, size := f.actors.At(properCase(place)); size == len(place) && n.Sort == know.Seat && len(n.Code) == 3 {
		return n.Code
	}
	return ""
}

// ownPart is a title without what it says of others: "Readout of the Call with President Vik of Norway".
func ownPart(title string) string {
	low := strings.ToLower(title)
	for _, w := range [...]string{" with ", " on ", " regarding ", " in response", " about ", " and "} {
		if i := strings.Index(low, w); i > 0 {
			low = low[:i]
		}
	}
	return title[:min(len(low), len(title))]
}

// filedFrom is the state of a dateline. A city where bodies of states meet tells nothing of the state it lies in, unless the text
// names that, and more often than them: from Brussels it may be about the European Union.
func (f *Finder) filedFrom(d *doc.Document) string {
	bodies, ok := seats()[strings.ToLower(townOf(d.Dateline.Place))]
	if !ok {
		if f.actors.SeatedIn(d.Dateline.Agency, d.Dateline.Country) && f.abroad(d) {
			return ""
		}
		return d.Dateline.Country
	}
	text := strings.TrimPrefix(d.Text, d.Dateline.Place)
	var v votes
	for i := range words(text) {
		if n, size := f.actors.At(text[i:]); size > 0 && (n.Code == d.Dateline.Country && !settled(text[i+size:]) || slices.Contains(bodies, n.Code)) {
			v.add(n.Code)
		}
	}
	code, _ := v.winner()
	if code == "" && d.Dateline.Country == "" {
		return bodies[0] // the house of the body itself
	}
	return code
}

// settled says whether a text goes on with a word for a town: "the Swiss city" tells where, and of no state.
func settled(text string) bool {
	switch strings.TrimRight(firstWord(strings.TrimPrefix(text, " ")), ".,;") {
	case "city", "capital", "town", "resort":
		return true
	}
	return false
}

// abroad says whether a text names states, and not that of its dateline: an agency tells of the whole world from its own seat.
func (f *Finder) abroad(d *doc.Document) bool {
	text := strings.TrimPrefix(d.Text, d.Dateline.Place)
	other := false
	for i := range words(text) {
		switch n, size := f.actors.At(text[i:]); {
		case size == 0 || len(n.Code) != 3 || n.Sector == "JRN":
		case n.Code == d.Dateline.Country:
			return false
		default:
			other = true
		}
	}
	return other
}

// townOf is a dateline's place without the land behind it: "Addis Ababa" of "ADDIS ABABA, Ethiopia".
func townOf(place string) string {
	city, _, _ := strings.Cut(place, ",")
	return city
}

// official says whether a document is a text of a government or body itself: a transcript or a statement.
func official(d *doc.Document) bool {
	if len(d.Turns) > 0 || d.Kind == "release" {
		return true
	}
	head := strings.ToLower(d.Title)
	for _, w := range [...]string{"statement", "remarks by", "press release", "communiqué", "communique", "attributable", "readout of"} {
		if strings.Contains(head, w) {
			return true
		}
	}
	return false
}

// votes counts clues by code.
type votes struct {
	codes []string
	n     []int
}

func (v *votes) add(code string) {
	for i, c := range v.codes {
		if c == code {
			v.n[i]++
			return
		}
	}
	v.codes, v.n = append(v.codes, code), append(v.n, 1)
}

// voteClues counts the clues in s; names of offices, which papers all over the world use, only where they count.
func (f *Finder) voteClues(v *votes, s string, offices bool) {
	table := clues()
	for i := range words(s) {
		w := firstWord(s[i:])
		for _, c := range table[w] {
			if strings.HasPrefix(s[i:], c.words) && !wordAt(s, i+len(c.words)) {
				if _, n := f.actors.At(s[i:]); offices || n == 0 {
					v.add(c.code)
				}
			}
		}
	}
}

// voteNames counts the names of states in s, and the seats of their governments where they count. "The Government of Kenya" counts
// twice: it is how a state writes of itself.
func (f *Finder) voteNames(v *votes, s string, withSeats bool) {
	for i := range words(s) {
		if n, size := f.actors.At(s[i:]); size > 0 && (n.Sort == know.StateName || withSeats && n.Sort == know.Seat) {
			before := strings.TrimSuffix(s[:i], "the ")
			own := strings.HasSuffix(before, "Government of ")
			if own {
				v.add(n.Code)
			}
			if own || !strings.HasSuffix(before, " of ") { // "the Minister of Justice of Kenya" is a guest
				v.add(n.Code)
			}
		}
	}
}

// winner is the code with the most votes and their number, "" where two have as many.
func (v *votes) winner() (code string, best int) {
	for i, n := range v.n {
		switch {
		case n > best:
			best, code = n, v.codes[i]
		case n == best:
			code = ""
		}
	}
	return code, best
}

// move follows a report to another place: "In Manila, a spokeswoman said" is about the Philippines until the paragraph ends.
func (f *Finder) move(si int) {
	t := f.t
	s := &t.Sentences[si]
	if si == 0 || t.Sentences[si-1].Paragraph != s.Paragraph {
		f.here = ""
	}
	if s.Last-s.First < 4 || t.Tokens[s.First].Form != "In" {
		return
	}
	name, size := f.actors.At(t.Raw[t.Tokens[s.First+1].Start:])
	if size == 0 || name.Sort != know.Seat && name.Sort != know.StateName {
		return
	}
	if next := t.TokenAt(int(t.Tokens[s.First+1].Start) + size); next < s.Last && t.Tokens[next].Form == "," {
		f.here, f.hereAt = name.Code, si
	}
}
