package position

import "slices"

// turn settles what the words of stance and the thing together mean: to reject a request is to decline, to withdraw from a body to
// give up, to order one's own government an act of one's own.
func (f *Finder) turn(st *stand) {
	t := f.t
	lemma := f.clause.Lemma(st.topic)
	switch {
	case st.stance == "opposes" && f.words.Is("request", lemma) && rejects(f.clause.Lemma(st.cue)) && (len(f.clause.Maker(nil, st.topic)) > 0 || f.bare(st.topic)):
		st.stance, st.own = "declines", true
		f.lead(st)
	case st.whole && f.words.Is("leave", f.clause.Lemma(st.cue)) && st.stance == "supports":
		// From a country an army leaves; from a body or a deal the holder itself.
		o := f.oblique(st.cue, "from")
		if o < 0 {
			o = f.oblique(st.cue, "of")
		}
		if o < 0 {
			break
		}
		if code, _ := f.clause.Name(o); code == "" || len(code) != 3 {
			if c := t.Child(o, "compound"); code != "" || c < 0 || f.words.Is("part", f.clause.Lemma(o)) {
				st.stance = "declines"
			}
		}
	case st.stance == "demands" && st.addressee >= 0:
		told := f.clause.Governments(nil, st.addressee)
		if len(told) == 1 && len(f.holders) == 1 && told[0] == f.holders[0] {
			st.addressee, st.own, st.stance = -1, true, "supports"
			f.giveUp(st)
		}
	case st.stance == "supports" && t.Tokens[st.topic].UPOS == "VERB" && announces(f.clause.Lemma(st.cue)) && (st.own || f.same(st)):
		f.giveUp(st) // "has decided to suspend its aid"
	case st.act && st.stance == "supports" && st.topic > st.cue && !st.whole && !announces(f.clause.Lemma(st.cue)) && t.Tokens[st.topic].UPOS == "NOUN":
		st.topic, st.whole, st.own = st.cue, true, true // "will lift its ban": the lifting, not the ban
	case st.act && st.stance == "declines" && !st.whole && !f.words.Is("part", f.clause.Lemma(st.topic)):
		st.stance, st.topic, st.whole, st.own = "supports", st.cue, true, true // "halted the siege"
	}
	f.lead(st)
}

// bare says whether the noun at token i is "the demand" and nothing else: the one told before.
func (f *Finder) bare(i int) bool {
	return i > 0 && f.t.Tokens[i-1].Lower == "the" && int(f.t.Tokens[i].Right) == i+1
}

// giveUp makes what an act of the holder's own ends the topic, where it is something that one takes part in or gives: "suspend its
// aid", "withdraw from the pact".
func (f *Finder) giveUp(st *stand) {
	if !f.words.Is("leave", f.clause.Lemma(st.topic)) {
		return
	}
	o := f.object(st.topic)
	if o < 0 || !f.words.Is("part", f.clause.Lemma(o)) {
		if o = f.oblique(st.topic, "from"); o < 0 {
			o = f.oblique(st.topic, "of")
		}
	}
	if o >= 0 && f.words.Is("part", f.clause.Lemma(o)) {
		st.stance, st.topic, st.gaveUp, st.whole, st.addressee = "declines", o, true, false, -1
	}
}

// same says whether whoever does what the topic tells is the holder: "Oslo announced that it would".
func (f *Finder) same(st *stand) bool {
	s := f.clause.Subject(st.topic)
	if s < 0 {
		return false
	}
	told := f.clause.Governments(nil, s)
	return len(told) > 0 && slices.Equal(told, f.holders)
}

func announces(w string) bool {
	switch w {
	case "decide", "announce", "declare", "resolve", "choose", "agree", "vow", "intend", "unveil":
		return true
	}
	return false
}

func rejects(w string) bool {
	switch w {
	case "reject", "dismiss", "rebuff", "resist", "spurn":
		return true
	}
	return false
}

// lead goes on from a noun that only leads to what is meant: "the decision to reopen the embassy", "statements about the pauses".
func (f *Finder) lead(st *stand) {
	t := f.t
	if v := st.topic; t.Tokens[v].UPOS == "VERB" && f.clause.Lemma(v) == "heed" {
		if o := t.Child(v, "obj"); o > v && f.words.Is("request", f.clause.Lemma(o)) {
			for j := o + 1; j < int(t.Tokens[v].Right); j++ { // "heed the call to"
				if h := int(t.Tokens[j].Head); t.Tokens[j].Lower == "to" && t.Tokens[j].UPOS == "PART" && h > j {
					st.topic = h
					return
				}
			}
		}
	}
	for range 2 {
		lemma := f.clause.Lemma(st.topic)
		if lemma == "entry" { // "the entry into force of the treaty"
			for j := st.topic + 1; j+2 < len(t.Tokens) && j < st.topic+4; j++ {
				if h := int(t.Tokens[j+1].Head); t.Tokens[j].Lower == "force" && t.Tokens[j+1].Lower == "of" && h > j+1 {
					st.topic = h
					return
				}
			}
		}
		if t.Tokens[st.topic].UPOS != "NOUN" || !f.words.Is("lead", lemma) && !f.words.Is("request", lemma) {
			return
		}
		next := -1
		for c := range t.Children(st.topic) {
			if c < st.topic {
				continue
			}
			switch {
			case t.Is(c, "acl") && (t.Tokens[t.Tokens[c].Left].Form == "," || t.Tokens[t.Tokens[c].Left-1].Form == ","): // ", saying that": whoever rejects it says so
			case t.Is(c, "acl"):
				if m := f.clause.Mark(c); m == "to" || m == "that" || t.Tokens[c].XPOS == "VBG" {
					next = c
				} else if t.Is(c, "acl:relcl") && t.Child(c, "nsubj") > st.topic && t.Child(c, "obj") >= 0 {
					next = c // "the principle that both consult each other", read as a relative clause
				}
			case t.Is(c, "nmod"):
				switch f.clause.Case(c) {
				case "about", "on", "regarding", "concerning", "of":
					if f.clause.Mention(c) < 0 {
						next = c
					}
				}
			}
			if next >= 0 {
				break
			}
		}
		if v := int(t.Tokens[st.topic].Head); next < 0 && v >= 0 && t.Tokens[v].UPOS == "VERB" {
			for c := range t.Children(v) { // "concern at reports that", read as if the verb took the clause
				if c > st.topic && t.Is(c, "ccomp") && f.clause.Mark(c) == "that" {
					next = c
				}
			}
		}
		if next < 0 {
			return
		}
		if st.from < 0 {
			st.from = st.topic
		}
		st.topic = next
	}
}
