package event

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// What a text as a whole tells of each of its events: what it is about, and where it plays.

// survey reads the text through once before its sentences are: whether it is about an election campaign, a mishap or a market, and where it
// plays.
func (f *Finder) survey() {
	t := f.t
	hustings, mishaps, arms, markets, states := 0, 0, 0, 0, 0
	for i := range t.Tokens {
		k := &t.Tokens[i]
		bits := f.bits[k.Lemma]
		if k.Capital() {
			bits |= f.bits[k.Lower] | f.bits[singular(k.Lower)]
		}
		if bits == 0 {
			continue
		}
		if t.Tokens[i].Lower == "fire" && t.Is(i, "nsubj") {
			mishaps++ // fires break out, sweep and destroy
			continue
		}
		if bits&uint64(f.is.hustings) != 0 {
			hustings++
		}
		if bits&uint64(f.is.mishap) != 0 {
			mishaps++
		}
		if bits&uint64(f.is.troops|f.is.ordnance) != 0 {
			arms++
		}
		if bits&uint64(f.is.market) != 0 {
			markets++
		}
		if bits&uint64(f.is.statecraft|f.is.troops|f.is.ordnance) != 0 {
			states++
		}
	}
	f.count()
	f.readRace(hustings)
	f.mishap = mishaps > 1 && mishaps > arms || mishaps == 1 && arms == 0 && len(t.Sentences) < page
	f.worldly = len(t.Sentences) >= page && markets >= worldlyWords && markets*100 >= worldlyShare*(markets+states)
	f.scene = f.playsIn()
	f.lead = f.setsOut()
}

// A page is about markets, sciences or pastimes if it has so many words of theirs, and those are so many in a hundred of them and of the
// words of state affairs.
const (
	worldlyWords = 6
	worldlyShare = 60
)

// Of its mentions of states a text plays in the one that has so many in a hundred, at least.
const (
	sceneShare    = 75
	sceneMentions = 3
)

// playsIn is the state in which most of the text plays: the one that nearly all of its names are of; "" where there is no such.
func (f *Finder) playsIn() string {
	best := f.named[f.top]
	switch home := f.d.Dateline; {
	case best >= sceneMentions && best*100 >= sceneShare*f.total:
		return f.top
	case home != nil && home.Country == f.top && best*2 >= f.total:
		return f.top // the report is from there, and half of its names are
	}
	return ""
}

// setsOut is the state that the text names first and goes on with: of an office of which it tells no state, it is mostly that one's,
// though others are named as often; "" where there is no such.
func (f *Finder) setsOut() string {
	if n := f.named[f.first]; n < sceneMentions || n*2 < f.named[f.top] {
		return ""
	}
	return f.first
}

// native is the state of those at token i who act in a main clause and of whom nothing nearer tells it: the one that the text plays in, or
// that it sets out with, where the paragraph has named no other so far; "" where that is open.
func (f *Finder) native(i int) string {
	if f.scene != "" || f.lead == "" {
		return f.scene
	}
	t := f.t
	if h := int(t.Tokens[i].Head); h < 0 || !t.Is(i, "nsubj") || t.Tokens[h].Head >= 0 && !t.Is(h, "ccomp") && !t.Is(h, "conj") && !t.Is(h, "parataxis") {
		return ""
	}
	si := t.SentenceOf(i)
	for si > 0 && t.Sentences[si-1].Paragraph == t.Sentences[si].Paragraph {
		si--
	}
	for k := range t.Mentions {
		if m := &t.Mentions[k]; m.First >= t.Sentences[si].First && m.First < i && m.Code != f.lead && f.state(m.Code) {
			return ""
		}
	}
	return f.lead
}

// count counts the names of each state in the text, and finds the one most named, of several the first. The seats of papers and firms
// count where little else is named, and they do not tell of another.
func (f *Finder) count() {
	clear(f.named)
	clear(f.known)
	f.top, f.first, f.total = "", "", 0
	f.countNames(false)
	if f.total < sceneMentions {
		f.countNames(true)
	}
}

// countNames counts the names of states, or the seats of papers and firms in the state that is most named, in any where none is.
func (f *Finder) countNames(seats bool) {
	top := f.top
	for i := range f.t.Mentions {
		x := &f.t.Mentions[i]
		if seats != f.seated(x) || seats && top != "" && x.Code != top {
			continue
		}
		if !x.Pronoun && f.state(x.Code) {
			f.named[x.Code]++
			if f.total++; f.total == 1 {
				f.first = x.Code
			}
		}
		if x.Sector != "PTY" {
			f.known[x.Code] = true
		}
	}
	for i := range f.t.Mentions {
		if c := f.t.Mentions[i].Code; f.named[c] > f.named[f.top] {
			f.top = c
		}
	}
}

// seated says whether a mention is of a paper, a society or a firm and names its state by nothing but that it has its seat there: they are
// told of all over the world.
func (f *Finder) seated(x *lang.Mention) bool {
	switch x.Sector {
	case "JRN", "SOC", "NGO", "BUS":
	default:
		return false
	}
	return !f.namesState(x)
}

// namesState says whether the words of a mention name the state that it is of.
func (f *Finder) namesState(x *lang.Mention) bool {
	for k := x.First; k < x.Last; k++ {
		if !f.t.Tokens[k].Capital() || k+2 < x.Last && f.t.Tokens[k+2].Lower == "based" {
			continue // "the Oslo-based charity" is only there
		}
		if n, size := f.names.At(f.t.Raw[f.t.Tokens[k].Start:]); size > 0 && (n.Sort == know.People || n.Sort == know.StateName) && n.Code == x.Code {
			return true
		}
	}
	return false
}

// foreign says whether the text names another state again and again, and the one with a code only through a party's name.
func (f *Finder) foreign(code string) bool {
	return code != f.top && f.state(code) && f.named[f.top] >= sceneMentions && !f.known[code]
}

// reportedFrom is the state of the dateline, "" where the text is clearly about another: the correspondent's town is no scene then.
func (f *Finder) reportedFrom() string {
	if f.d.Dateline == nil {
		return ""
	}
	home := f.d.Dateline.Country
	if most := f.named[f.top]; most > 0 && (most >= sceneMentions || f.names.SeatedIn(f.d.Dateline.Agency, home)) && f.named[home]*sceneMentions <= most {
		return ""
	}
	return home
}

// local is the state that the text plays in, where mention x with its head at token i is an official or party of it: nothing nearer tells
// whose it is. "" for others.
func (f *Finder) local(i int, x *lang.Mention) string {
	if f.race || x.Entity < 0 || f.in(f.is.agent, i) {
		return "" // helicopters come from anywhere
	}
	switch e := &f.t.Entities[x.Entity]; {
	case x.Sector == "" && e.Kind == lang.Organisation && f.in(f.is.faction, i):
	case e.Kind == lang.Person || e.Kind == lang.Organisation:
		switch x.Sector {
		case "GOV", "MIL", "COP", "OPP", "PTY", "JUD":
		default:
			return ""
		}
	default:
		return ""
	}
	return f.native(i)
}
