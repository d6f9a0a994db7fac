package clause

import (
	"slices"
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// findIssuers finds who issues the document: a release or a transcript speaks for a government, a report for none.
func (r *Reader) findIssuers() {
	title := r.d.Title
	lower := strings.ToLower(title)
	if strings.Contains(lower, "joint ") {
		if r.Issuers = r.actors.Named(r.Issuers, title[:topicAt(lower)]); len(r.Issuers) >= 2 {
			return
		}
		r.Issuers = r.Issuers[:0]
	}
	r.declared()
	if len(r.Issuers) > 0 {
		return
	}
	official := r.d.Kind == "release" || r.d.Kind == "transcript" || len(r.d.Turns) > 0 || r.speaksAsWe() || strings.HasPrefix(lower, "statement") || strings.HasPrefix(lower, "readout")
	if !official {
		return
	}
	if r.interview() {
		return
	}
	title = title[:topicAt(lower)]
	const opening = 300 // bytes
	head := r.d.Text[:min(len(r.d.Text), opening)]
	for _, c := range [...]string{r.codeIn(title), know.Letterhead(title), r.actors.IssuerIn(r.d.Title), r.actors.IssuerIn(head), r.by(title), know.Letterhead(head), r.office(title), r.office(r.d.Outlet), r.office(head), r.voice(), r.office(r.d.Text)} {
		if c != "" {
			r.Issuers = append(r.Issuers, c)
			return
		}
	}
}

// interview finds whose "we" it is in a printed interview without labels, where paragraphs that ask stand between those that answer:
// that of the official whom the words before the first question name, or the title does; nobody's else.
func (r *Reader) interview() bool {
	if len(r.d.Turns) > 0 {
		return false
	}
	first, asked, at := -1, 0, 0
	for p := range strings.SplitSeq(r.d.Text, "\n\n") {
		if strings.HasSuffix(strings.TrimSpace(p), "?") {
			if asked++; first < 0 {
				first = at
			}
		}
		at += len(p) + len("\n\n")
	}
	if asked < 2 {
		return false
	}
	for m := range r.t.Mentions {
		x := &r.t.Mentions[m]
		if int(r.t.Tokens[x.First].Start) >= first {
			break
		}
		if x.Entity >= 0 && x.Code != "" && x.Sector == "GOV" && (r.t.Entities[x.Entity].Kind == lang.Person || r.t.Entities[x.Entity].Kind == lang.Anonymous) {
			r.Issuers = append(r.Issuers, x.Code)
			return true
		}
	}
	if names := r.actors.Named(nil, r.d.Title); len(names) == 1 {
		r.Issuers = append(r.Issuers, names[0])
	}
	return true
}

// codeIn is the first code of a state that stands as such in s: "General Debate, NOR, 2031".
func (r *Reader) codeIn(s string) string {
	for w := range strings.FieldsFuncSeq(s, func(c rune) bool { return (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') }) {
		if len(w) == 3 && w == strings.ToUpper(w) && r.actors.Display(w) != w {
			return w
		}
	}
	return ""
}

// by is the state that a title names as its speaker: "Statement by the Norwegian foreign minister".
func (r *Reader) by(title string) string {
	for _, w := range [...]string{" by ", "overnment of "} {
		if i := strings.Index(title, w); i >= 0 {
			rest, _, _ := strings.Cut(title[i+len(w):], " with ")
			if names := r.actors.Named(nil, rest); len(names) == 1 {
				return names[0]
			}
		}
	}
	return ""
}

// topicAt is where a title goes over to what it is about: "Statement by A on B".
func topicAt(lower string) int {
	for _, w := range [...]string{" regarding ", " concerning ", " on ", " about ", " following "} {
		if i := strings.Index(lower, w); i > 0 {
			return i
		}
	}
	return len(lower)
}

// voice is the state that a text without a letterhead speaks for: it does things in the text and is not told to.
func (r *Reader) voice() string {
	t := r.t
	_, with, _ := strings.Cut(r.d.Title, " with ")
	others := r.actors.Named(nil, with) // those whom it met
	var codes [16]string
	var score [16]int
	n := 0
	for m := range t.Mentions {
		x := &t.Mentions[m]
		if x.Pronoun || len(x.Code) != 3 || x.Sector != "" && x.Sector != "GOV" || know.Body(x.Code) || slices.Contains(others, x.Code) {
			continue
		}
		k := 0
		for k < n && codes[k] != x.Code {
			k++
		}
		if k == n {
			if n == len(codes) {
				continue
			}
			codes[n] = x.Code
			n++
		}
		h := r.headOf(m)
		v := int(t.Tokens[h].Head)
		switch {
		case t.Is(h, "nsubj") && v >= 0 && (r.Modal(v) == "must" || r.Modal(v) == "should"):
			score[k] -= 2
		case t.Is(h, "nsubj") && v >= 0 && t.QuoteOf(h) < 0 && (t.Is(v, "root") || r.Modal(v) == "will"):
			score[k] += 2
		case v >= 0 && (t.Is(h, "compound") || t.Is(h, "amod") || t.Is(h, "nmod:poss")) && stance(r.Lemma(v)):
			score[k]++ // "Norwegian support for"
		case (t.Is(h, "obj") || t.Is(h, "obl")) && v >= 0 && r.wesays(v):
			score[k] -= 2
		}
	}
	best := -1
	for k := range n {
		if score[k] > 0 && (best < 0 || score[k] > score[best]) {
			best = k
		}
	}
	if best < 0 {
		return ""
	}
	return codes[best]
}

// stance says whether a noun is one that an issuer's own name stands before.
func stance(w string) bool {
	switch w {
	case "support", "commitment", "concern", "objection", "opposition", "position", "view", "policy", "readiness", "appreciation", "interest":
		return true
	}
	return false
}

// wesays says whether "we" do what the verb at token v tells.
func (r *Reader) wesays(v int) bool {
	s := r.Subject(v)
	return s >= 0 && (r.t.Tokens[s].Lower == "we" || r.t.Tokens[s].Lower == "i")
}

// headOf is the token of mention m that hangs on none inside it.
func (r *Reader) headOf(m int) int {
	x := &r.t.Mentions[m]
	for i := x.First; i < x.Last; i++ {
		if h := int(r.t.Tokens[i].Head); h < x.First || h >= x.Last {
			return i
		}
	}
	return x.First
}

// declared reads "We, the governments of A and B" and "released by the governments of A and B".
func (r *Reader) declared() {
	t := r.t
	for i := range t.Tokens {
		k := &t.Tokens[i]
		if i > 400 {
			return
		}
		if k.Lower != "governments" {
			continue
		}
		r.Issuers = r.Issuers[:0]
		last := t.Sentences[t.SentenceOf(i)].Last
		for j := i + 1; j < last; j++ {
			if t.Tokens[j].UPOS == "VERB" {
				break
			}
			if m := int(r.at[j]); m >= 0 && len(t.Mentions[m].Code) == 3 {
				r.Issuers = add(r.Issuers, t.Mentions[m].Code)
			}
		}
		if len(r.Issuers) >= 2 {
			return
		}
		r.Issuers = r.Issuers[:0]
	}
}

// speaksAsWe says whether the text, in its own words, says of "us" what a government does and a columnist or a shop does not: "we urge
// all sides to".
func (r *Reader) speaksAsWe() bool {
	t := r.t
	for m := range t.Mentions {
		x := &t.Mentions[m]
		if !x.Pronoun || t.Tokens[x.First].Lower != "we" || t.QuoteOf(x.First) >= 0 {
			continue
		}
		v := int(t.Tokens[x.First].Head)
		if v < 0 || !r.stances.Is("avow", r.Lemma(v)) && !r.stances.Is("avow", t.Tokens[v].Lower) {
			continue
		}
		if r.Lemma(v) == "call" && !(v+1 < len(t.Tokens) && (t.Tokens[v+1].Lower == "on" || t.Tokens[v+1].Lower == "upon" || t.Tokens[v+1].Lower == "for")) {
			continue // "what we call growth"
		}
		return true
	}
	return false
}

// office is the state of the first office of a government that s names: "State Department", "Ministry of Foreign Affairs, Oslo".
func (r *Reader) office(s string) string {
	for i := 0; i < len(s); i++ {
		if i > 0 && s[i-1] != ' ' && s[i-1] != '\n' && s[i-1] != '-' {
			continue
		}
		n, size := r.actors.At(s[i:])
		if size == 0 {
			continue
		}
		if n.Sort == know.Office && n.Sector == "GOV" && !(size <= 4 && s[i:i+size] == strings.ToUpper(s[i:i+size])) { // many states have a MOFA
			return n.Code
		}
		if n.Sort == know.Seat && strings.HasSuffix(strings.ToLower(strings.TrimRight(s[:i], ", ")), "affairs") {
			return n.Code
		}
	}
	return ""
}

// About adds the states and bodies that the title of an issued text is about.
func (r *Reader) About(dst []string) []string {
	if len(r.Issuers) == 0 {
		return dst
	}
	for _, c := range r.actors.Named(nil, r.d.Title) {
		if !slices.Contains(r.Issuers, c) {
			dst = add(dst, c)
		}
	}
	return dst
}
