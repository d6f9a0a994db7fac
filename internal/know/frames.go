package know

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed frames.txt
var framesFile string

// Word is a word of a subject, as an issue's key is made of it.
type Word struct {
	Lower, Lemma string
	Noun         bool      // a noun or a verb: it may tell issues apart
	Actor        bool      // part of an actor's name
	Told         bool      // of whom a demand is made to
	Town         bool      // a seat of government behind "in": it tells where
	Codes        [2]string // the actors that it names, at the first word of their names; "" for none
}

// frame is a row of frames.txt.
type frame struct {
	name, who string
	things    bool
}

// pattern is a word, several in a row, or the beginning of one.
type pattern struct {
	words []string
	begin bool
}

// Frames knows what governments take positions on.
type Frames struct {
	frames []frame
	words  map[string][]alternative // by the first word of the first pattern
	begins map[string][]alternative // by its first letters, where that is a beginning
	things map[string][]thing       // by first word
}

// alternative is one of the ways in which a frame fits: all of its patterns stand in the subject.
type alternative struct {
	frame int
	all   []pattern
}

const beginning = 3 // letters by which beginnings are found

type thing struct {
	words []string
	name  string
}

// participants are the ways of frames.txt to find them.
var participants = map[string]bool{"pair": true, "with": true, "all": true, "state": true, "group": true, "on": true, "in": true, "to": true,
	"thing": true, "by": true, "by>on": true, "in/of": true, "none": true}

// LoadFrames gives the frames of the embedded file.
var LoadFrames = sync.OnceValue(func() *Frames {
	f := &Frames{words: map[string][]alternative{}, begins: map[string][]alternative{}, things: map[string][]thing{}}
	for _, row := range rows(framesFile) {
		if name, ok := strings.CutPrefix(row[0], "thing "); ok {
			for _, w := range list(column(row, 1), ",") {
				words := strings.Fields(strings.ReplaceAll(w, "-", " "))
				f.things[words[0]] = append(f.things[words[0]], thing{words, name})
			}
			continue
		}
		if len(row) != 3 {
			bad("frames.txt", row)
		}
		who, things := strings.CutSuffix(row[1], "@")
		if !participants[who] {
			bad("frames.txt", row)
		}
		fr := frame{name: row[0], who: who, things: things}
		for _, way := range list(row[2], ",") {
			var all []pattern
			for w := range strings.SplitSeq(way, "+") {
				w, begin := strings.CutSuffix(strings.TrimSpace(w), "*")
				all = append(all, pattern{strings.Fields(strings.ReplaceAll(w, "-", " ")), begin})
			}
			a := alternative{frame: len(f.frames), all: all}
			if first := all[0].words[0]; !all[0].begin || len(all[0].words) > 1 {
				f.words[first] = append(f.words[first], a)
			} else if len(first) >= beginning {
				f.begins[first[:beginning]] = append(f.begins[first[:beginning]], a)
			} else {
				bad("frames.txt", row)
			}
		}
		f.frames = append(f.frames, fr)
	}
	return f
})

// party is an actor or a thing where it stands in a subject.
type party struct {
	code   string
	at     int
	before string // the preposition that leads to it, or "'s" where it owns something
	owns   bool
	thing  bool
	town   bool
	told   bool
}

// Issue is the key of the issue that the words of a subject name: a frame and its participants, or the nouns of the subject where no
// frame fits; framed tells which. Holders are those who take the stance, who may take part without being named.
func (f *Frames) Issue(words []Word, holders []string) (key string, framed bool) {
	ps := f.parties(words)
	best := len(f.frames)
	for i := range words {
		w := &words[i]
		best = first(f.words[w.Lower], words, best)
		if w.Lemma != w.Lower {
			best = first(f.words[w.Lemma], words, best)
		}
		if len(w.Lower) >= beginning {
			best = first(f.begins[w.Lower[:beginning]], words, best)
		}
	}
	if best < len(f.frames) {
		return f.frames[best].key(ps, holders), true
	}
	return plainKey(words, ps), false
}

// first is the first frame of the file, before best, that one of the ways fits; best where none does.
func first(ways []alternative, words []Word, best int) int {
next:
	for i := range ways {
		a := &ways[i]
		if a.frame >= best {
			continue
		}
		for k := range a.all {
			if !a.all[k].in(words) {
				continue next
			}
		}
		best = a.frame
	}
	return best
}

func (p *pattern) in(words []Word) bool {
	for i := range words {
		if i+len(p.words) > len(words) {
			return false
		}
		ok := true
		for k, w := range p.words {
			x := &words[i+k]
			last := p.begin && k == len(p.words)-1
			if !(x.Lower == w || x.Lemma == w || last && strings.HasPrefix(x.Lower, w)) {
				ok = false
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}

// parties lists the actors and things of words in order, each once.
func (f *Frames) parties(words []Word) []party {
	var out []party
	prep := ""
	enter := func(code string, i int, isThing bool) {
		for k := range out {
			if out[k].code == code {
				if out[k].before == "" && prep != "" {
					out[k].before, out[k].at = prep, i
				}
				return
			}
		}
		p := party{code: code, at: i, before: prep, thing: isThing, town: words[i].Town, told: words[i].Told}
		for j := i + 1; j < min(i+5, len(words)); j++ {
			if words[j].Lower == "'s" || words[j].Lower == "’s" || words[j].Lower == "'" || words[j].Lower == "’" {
				p.owns = true
				break
			}
			if !words[j].Actor {
				break
			}
		}
		out = append(out, p)
	}
	for i := range words {
		w := &words[i]
		switch w.Lower {
		case "on", "against", "for", "to", "into", "in", "of", "over", "at", "toward", "towards", "with", "between", "by", "from", "across", "inside", "through", "upon":
			prep = w.Lower
			continue
		}
		for _, c := range w.Codes {
			if c != "" {
				enter(c, i, false)
			}
		}
	match:
		for _, th := range f.things[w.Lower] {
			if i+len(th.words) > len(words) {
				continue
			}
			for k, x := range th.words {
				if words[i+k].Lower != x {
					continue match
				}
			}
			enter(th.name, i, true)
			break
		}
		if w.Noun && !w.Actor || w.Lower == "that" || w.Lower == "and" && false {
			prep = ""
		}
	}
	return out
}

// key joins the frame's name and its participants.
func (fr *frame) key(ps []party, holders []string) string {
	holder := ""
	if len(holders) == 1 {
		holder = holders[0]
	}
	var who string
	switch fr.who {
	case "pair":
		who = strings.Join(pair(ps, holders), "+")
	case "all":
		var codes []string
		for i := range ps {
			if !ps[i].thing && !slices.Contains(holders, ps[i].code) {
				codes = append(codes, ps[i].code)
			}
		}
		slices.Sort(codes)
		who = strings.Join(codes, "+")
	case "with": // the holder takes part only "with" somebody: "a truce with Oslo"
		codes := pair(ps, nil)
		for i := range ps {
			if len(codes) == 1 && ps[i].before == "with" || len(codes) == 0 {
				codes = pair(ps, holders)
			}
		}
		if len(ps) == 0 {
			codes = append(codes, holders...)
			slices.Sort(codes)
		}
		who = strings.Join(codes, "+")
	case "state": // states, not bodies
		who = strings.Join(chosen(ps, holders, func(c string) bool { return len(c) == 3 && !Body(c) }), "+")
	case "group": // armed groups, else whoever is named but bodies
		codes := chosen(ps, nil, func(c string) bool { return len(c) != 3 && !Body(c) })
		if len(codes) == 0 {
			codes = chosen(ps, holders, func(c string) bool { return !Body(c) })
		}
		who = strings.Join(codes, "+")
	case "on", "in":
		who = on(ps, holder, "")
	case "by":
		who = by(ps, holder, "")
	case "by>on":
		a, b := between(ps, holder)
		who = a + ">" + b
	case "to":
		who = to(ps, holder)
	case "thing": // the thing alone tells, where one is named
		var names []string
		for i := range ps {
			if ps[i].thing {
				names = append(names, ps[i].code)
			}
		}
		if len(names) == 0 {
			names = pair(ps, holders)
		}
		slices.Sort(names)
		who = strings.Join(names, "+")
	case "in/of":
		who = members(ps, holder)
	}
	key := fr.name
	if who != "" {
		key += ":" + who
	}
	if fr.things {
		var names []string
		for i := range ps {
			if ps[i].thing && !strings.Contains(who, ps[i].code) {
				names = append(names, ps[i].code)
			}
		}
		slices.Sort(names)
		if len(names) > 0 {
			key += "@" + strings.Join(names, "+")
		}
	}
	return key
}

// chosen are the actors named that ok takes, less the holders unless only they are.
func chosen(ps []party, holders []string, ok func(string) bool) []string {
	var codes []string
	for i := range ps {
		if c := ps[i].code; !ps[i].thing && ok(c) && !slices.Contains(holders, c) {
			codes = append(codes, c)
		}
	}
	if len(codes) == 0 {
		for _, h := range holders {
			if ok(h) {
				codes = append(codes, h)
			}
		}
	}
	slices.Sort(codes)
	return codes
}

// pair is all actors named, with the holders where fewer than two are.
func pair(ps []party, holders []string) []string {
	var codes []string
	for i := range ps {
		if !ps[i].thing && !ps[i].town {
			codes = append(codes, ps[i].code)
		}
	}
	if len(codes) < 2 {
		for _, h := range holders {
			if !slices.Contains(codes, h) {
				codes = append(codes, h)
			}
		}
	}
	slices.Sort(codes)
	return codes
}

// onOrder are prepositions that lead to whom something is done, the surest first.
var onOrder = [...]string{"against", "on", "upon", "to", "into", "toward", "towards", "over", "inside", "in", "for", "at", "across", "through", "of"}

// on is whom it is done to, other than those it is done by.
func on(ps []party, holder, by string) string {
	for _, prep := range onOrder {
		for i := range ps {
			if ps[i].before == prep && ps[i].code != by {
				return ps[i].code
			}
		}
	}
	for i := len(ps) - 1; i >= 0; i-- {
		if ps[i].code != holder && ps[i].code != by && !ps[i].thing {
			return ps[i].code
		}
	}
	for i := range ps {
		if ps[i].code != by {
			return ps[i].code
		}
	}
	if holder != by {
		return holder
	}
	return ""
}

// between is who does it to whom. Where one is named, the holder is the other.
func between(ps []party, holder string) (by, on string) {
	var named []*party
	for i := range ps {
		if !ps[i].thing {
			named = append(named, &ps[i])
		}
	}
	target := func(p *party) bool {
		switch p.before {
		case "against", "on", "upon", "to", "into", "toward", "towards", "over", "at":
			return !p.told && !p.owns
		}
		return false
	}
	switch len(named) {
	case 0:
		return holder, ""
	case 1:
		if target(named[0]) {
			return holder, named[0].code
		}
		return named[0].code, holder
	}
	for _, p := range named {
		if by == "" && (p.told || p.before == "by") {
			by = p.code
		}
		if on == "" && target(p) && p.code != by {
			on = p.code
		}
	}
	for _, p := range named {
		if by == "" && p.code != on && (p.before == "" || p.owns) {
			by = p.code
		}
	}
	for _, p := range named {
		if by == "" && p.code != on {
			by = p.code
		}
		if on == "" && p.code != by {
			on = p.code
		}
	}
	return by, on
}

// to is who gets something: not the giver, who is told to give it or has "from" and "by" before its name.
func to(ps []party, holder string) string {
	for _, prep := range [...]string{"to", "for", "into", "on", "in"} {
		for i := range ps {
			if ps[i].before == prep && !ps[i].told && !ps[i].thing {
				return ps[i].code
			}
		}
	}
	for i := range ps {
		if p := &ps[i]; !p.thing && !p.told && p.before != "from" && p.before != "by" && p.code != holder && (p.before != "of" || len(ps) == 1) {
			return p.code
		}
	}
	return holder
}

// by is who does it.
func by(ps []party, holder, on string) string {
	for i := range ps {
		if ps[i].told && !ps[i].thing {
			return ps[i].code
		}
	}
	for i := range ps {
		if ps[i].before == "by" && !ps[i].thing && ps[i].code != on {
			return ps[i].code
		}
	}
	for i := range ps {
		if !ps[i].thing && ps[i].code != on && ps[i].before == "" {
			return ps[i].code
		}
	}
	for i := range ps {
		switch ps[i].before {
		case "of", "from", "in":
			if !ps[i].thing && ps[i].code != on {
				return ps[i].code
			}
		}
	}
	for i := range ps {
		if !ps[i].thing && ps[i].code != on && ps[i].code != holder {
			return ps[i].code
		}
	}
	return holder
}

// members is the member and the body: "UKR/NATO".
func members(ps []party, holder string) string {
	body := ""
	var in []string
	for i := range ps {
		switch {
		case ps[i].thing:
		case body == "" && Body(ps[i].code):
			body = ps[i].code
		case ps[i].code != holder:
			in = append(in, ps[i].code)
		}
	}
	if body == "" && holder != "" && Body(holder) {
		body = holder
	}
	if len(in) == 0 && holder != "" && holder != body {
		in = append(in, holder)
	}
	slices.Sort(in)
	return strings.Join(in, "+") + "/" + body
}

// Body says whether a code is that of an organisation of states.
func Body(code string) bool { return LoadActors().Plover(code) == "IGO" }

// plainKey is the key of a subject that fits no frame: its nouns and verbs in order of the alphabet, and the actors.
func plainKey(words []Word, ps []party) string {
	var nouns []string
	for i := range words {
		if w := &words[i]; w.Noun && !w.Actor && len(w.Lower) > 2 {
			if l := strings.ToLower(w.Lemma); !slices.Contains(nouns, l) {
				nouns = append(nouns, l)
			}
		}
	}
	slices.Sort(nouns)
	var codes []string
	for i := range ps {
		codes = append(codes, ps[i].code)
	}
	slices.Sort(codes)
	key := strings.Join(nouns, " ")
	if len(codes) > 0 {
		key += ":" + strings.Join(codes, "+")
	}
	return key
}
