package mention

import (
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// phrase is a noun phrase as it was scanned.
type phrase struct {
	first, last          int
	nameFirst, nameLast  int // the run of capital letters that names someone
	roleFirst, roleLast  int
	code, sector         string
	role                 know.Role
	sort                 string // of the actor's name that stands alone
	codeFirst, codeLast  int    // the last actor's name
	pronoun              string
	definite, indefinite bool
	display              string
	gender               byte
	owner                string // "its", "his", "our": whose it is
	bodyFirst, bodyLast  int    // the body that a person belongs to: "the coast guard's spokesman"; empty where there is none
	title                string // the form of address before the name
	ofFirst, ofLast      int    // the body or place behind a person's name; empty where there is none
	former               bool   // the role is one its bearer has no longer
	apposed              bool   // the role stands beside the name, between commas
	titled               bool   // a form of address stands before the name
	owned                bool   // it belongs to somebody named in it: "Brun's campaign", "Brun supporters"
	forBody              bool   // it speaks for a body that it names, known or not
	plural               bool   // the actor's name is that of a people, not an adjective
}

// scan reads the noun phrase that begins at token i; its last is 0 where none does. opening says that a capital letter means
// nothing at i.
func (f *Finder) scan(i, last int, opening bool) (n phrase) {
	t := f.t
	n.first, n.nameFirst, n.roleFirst, n.owned = i, -1, -1, f.possessive(i-1)
	switch t.Tokens[i].Lower {
	case "he", "she", "it", "they", "we", "i":
		if t.Tokens[i].Form == "IT" || t.Tokens[i].Form == "i" {
			return n
		}
		n.pronoun, n.last = t.Tokens[i].Lower, i+1
		return n
	case "you": // "you said" in a question: whoever answers
		if f.asking && f.speaks(i) {
			n.pronoun, n.last = "you", i+1
			return n
		}
	case "one": // "one of them", of whom nothing more is told
		if i+4 < last && t.Tokens[i+1].Lower == "of" && t.Tokens[i+2].Lower == "them" && !(t.Tokens[i+3].Form == "," && t.Tokens[i+4].Capital()) {
			n.pronoun, n.last = "one", i+3
			return n
		}
		n.indefinite = true
		i++
	case "that":
		if i > 0 && t.Tokens[i-1].Kind != lang.Stop && t.Tokens[i-1].Kind != lang.Open && !preposition(t.Tokens[i-1].Lower) {
			return n // "said that Norway", "the talks that Norway": no article
		}
		n.definite = true
		i++
	case "his", "her", "its", "their", "our", "my", "your":
		n.owner = t.Tokens[i].Lower
		n.definite = true
		i++
	case "the", "this", "these", "those", "both":
		if j := f.aged(i+1, last); j > 0 && t.Tokens[i].Lower == "the" && (j == last || !t.Tokens[j].Capital() && t.Tokens[j].UPOS != "NOUN" && t.Tokens[j].UPOS != "ADJ") {
			n.pronoun, n.last = "aged", j // "the 34-year-old"
			return n
		}
		n.definite = true
		i++
	case "a", "an", "two", "three", "several", "some", "many", "most", "other", "another", "few", "no":
		n.indefinite = true
		i++
	case "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozens", "hundreds", "thousands":
		if opening && i+1 < last && t.Tokens[i+1].Kind == lang.Word && !preposition(t.Tokens[i+1].Lower) {
			n.indefinite = true // "Ten Kenyan soldiers" at the beginning, where the capital letter makes no name
			i++
		}
	}
	if i > n.first {
		opening = false
	}
	if n.definite && n.owner == "" {
		if to := f.bodyNamed(i, last); to > i {
			i = to - 1 // "the West African bloc ECOWAS"
		}
	}
	end := 0 // behind the last part that carries meaning
	for i < last {
		k := &t.Tokens[i]
		if k.Kind != lang.Word && k.Kind != lang.Number {
			// Hyphens join: "Port-au-Prince", "vice-president", "Do-hyun".
			if k.Form == "-" && end == i && t.Joined(i) && i+1 < last && t.Joined(i+1) && n.nameFirst >= 0 {
				i++
				if t.Tokens[i].Kind == lang.Word {
					i++
				}
				if w := t.Tokens[i-1].Lower; w == "based" || w == "born" || w == "backed" || w == "led" || w == "linked" {
					n.nameFirst, n.nameLast = -1, 0 // "the New York-based organisation"
					continue
				}
				end = i
				n.nameLast = i
				continue
			}
			break
		}
		if name, behind := f.nameAt(i, last, &n); behind > i && !(name.Sort == know.StateName && f.thing(behind, last)) {
			j := behind - 1
			if name.Sort == know.StateName && n.nameFirst < 0 && n.roleFirst < 0 && !acronym(t.Tokens[j].Form) && f.envoy(behind, last) {
				i, n.sector = behind, "" // "the UN's Syria envoy" is sent there
				continue
			}
			if j < last && n.nameFirst < 0 && !(n.code != "" && n.sort != know.People && n.roleFirst < 0 && !f.possessive(i-1)) {
				if n.code == "" {
					n.code, n.sort = name.Code, name.Sort
				} else {
					n.sort = name.Sort
				}
				if name.Sector != "" && (name.Sort != know.Seat || n.sector == "") {
					n.sector = name.Sector
				}
				if name.Sort == know.Organisation || name.Sort == know.Group || name.Sort == know.Office {
					n.display = t.Cut(i, j+1)
				}
				n.plural = name.Plural || n.definite && collective(t.Tokens[j].Lower)
				n.codeFirst = i
				i = j + 1
				end, n.codeLast = i, i
				opening = false
				if i+2 < last && t.Tokens[i].Form == "-" && t.Tokens[i+1].Lower == "based" {
					n.code, n.sector, n.sort, n.display, n.plural = "", "", "", "", false // "the Geneva-based group"
					n.codeFirst, n.codeLast = 0, 0
					i += 2
					continue
				}
				if n.sector != "PTY" && f.leads(i, last) {
					i += 2
					continue // "the US-led coalition"
				}
				if i < last && t.Tokens[i].Form == "-" && t.Joined(i) {
					break // "US-Pakistan", "Iranian-backed": two phrases, or something else's adjective
				}
				if f.possessive(i) && f.partAt(i+1, last) {
					i++
				}
				continue
			}
			break
		}
		if role, size := f.roleAt(i, &n); size > 0 && (!k.Capital() || n.nameFirst < 0 || f.portfolio(&n, i, size, last)) {
			j := t.TokenAt(int(k.Start) + size - 1)
			if j < last {
				if n.nameFirst >= 0 && (role.Kind == "person" || role.Kind == "group") && (n.nameLast == n.roleFirst || f.modifiers(n.nameLast, i, last)) {
					// "Fisheries Minister", "Brun supporters": the name before a role is the field, or somebody else.
					if k.Capital() {
						n.roleFirst = n.nameFirst
					} else {
						n.bodyFirst, n.bodyLast = n.nameFirst, n.nameLast
					}
					n.nameFirst, n.nameLast, n.owned = -1, 0, !k.Capital()
				}
				if n.roleFirst < 0 {
					n.roleFirst = i
				}
				if n.roleFirst >= 0 && n.roleFirst < i && role.Kind == "person" && f.possessive(i-1) {
					n.bodyFirst, n.bodyLast = n.roleFirst, i-1 // "the coast guard's spokesman", "the premier's adviser"
					if n.role.Kind == "organ" {
						n.roleFirst = i
					}
				}
				if n.role.Kind == "organ" && role.Kind == "person" && n.roleLast == i && n.bodyLast == 0 {
					n.bodyFirst, n.bodyLast = n.roleFirst, i // "army spokesman"
				}
				if n.role.Kind == "person" && (role.Kind == "organ" || role.Kind == "group") && end == i && n.code != "" {
					i = j + 1 // "a spokeswoman for the UN agency"
					end = i
					continue
				}
				n.roleLast = j + 1
				// Of "army spokesman" the person counts, with the army's sector where the person has none of their own.
				if n.role.Kind == "organ" && n.role.Sector != "" && (n.role.Sector != "GOV" || role.Sector == "") {
					role.Sector = n.role.Sector
				}
				n.role = role
				i = j + 1
				end = i
				opening = false
				if i+1 < last && t.Tokens[i].Form == "-" && t.Joined(i) && t.Joined(i+1) && t.Tokens[i+1].Lower == "general" {
					i += 2 // "Attorney-General"
					n.roleLast, end = i, i
					n.role.Sector = "GOV"
				}
				if f.possessive(i) && f.partAt(i+1, last) {
					i++
				}
				continue
			}
		}
		// "of", "for" and "in" go on where the phrase has its head: "president of Kenya", "spokesman for the ministry".
		if w := k.Lower; n.roleFirst >= 0 && end == i && (w == "of" || w == "for" || w == "in" || w == "to" || w == "at" || w == "from") && n.nameFirst < 0 {
			j := i + 1
			if j < last && t.Tokens[j].Lower == "the" {
				j++
			}
			if r, _ := f.actors.RoleAt(t.From(min(j, last-1))); w == "to" && r.Kind == "organ" {
				break // "Kenyan military to military talks"
			}
			code, sector := n.code, n.sector
			size := f.complement(j, last, &n)
			if size == 0 {
				size = f.field(j, last, n.roleLast-1)
			}
			if size > 0 {
				if posted(n.role, w) || w == "in" && (sent(t.Tokens[i-1].Lower) || n.role.Kind == "organ" && n.role.Sector == "") { // "an institute in Oslo"
					n.code, n.sector = code, sector
				}
				if n.code == code && w != "in" && w != "at" && w != "from" && n.role.Kind == "person" {
					n.roleLast = j + size // "Minister of Defence", "member of the assembly"
				}
				i = j + size
				end = i
				continue
			}
			break
		}
		if title, ok := f.actors.Title(k.Lower); ok && k.Capital() && (n.nameFirst < 0 || n.nameLast == i && n.roleFirst < 0) && i+1 < last && t.Tokens[i+1].Capital() {
			n.gender = title.Gender
			if title.Sector != "" && n.sector == "" {
				n.sector = title.Sector
			}
			n.titled, n.title = true, k.Lower
			n.nameFirst, n.nameLast = -1, 0 // "Pennsylvania Gov. Ida Brun": a place before
			i++
			opening = false
			continue
		}
		if k.Capital() && n.nameFirst < 0 && (leaves(k.Lower) && i+1 < last && f.t.Tokens[i+1].Kind == lang.Word || f.actors.Modifier(k.Lower) && f.roleAhead(i+1, last)) {
			n.former = n.former || leaves(k.Lower)
			i++ // "Deputy Secretary General", "Opposition Leader"
			opening = false
			continue
		}
		// "ex-minister", "vice-president"
		if i > n.first && k.Form == "-" {
			break
		}
		if k.Capital() && !f.capitals && !(opening && i == n.first && !f.nameLike(i, last)) && (!f.actors.Closed(k.Lower) || k.Feats == lang.Surname || n.nameFirst >= 0 && n.nameLast == i && surname(k)) && !f.grammar(i, last) {
			if n.nameFirst < 0 || n.nameLast != i {
				if n.nameFirst >= 0 {
					break
				}
				n.nameFirst = i
			}
			i = f.pastName(i, last)
			if to := f.particles(i, last); to > i {
				i = f.pastName(to, last)
			}
			n.nameLast, end = i, i
			opening = false
			if f.possessive(i) && f.partAt(i+1, last) {
				n.bodyFirst, n.bodyLast = n.nameFirst, i
				i++
				n.nameFirst, n.owned = -1, true // "Ruritania's defence minister": the name is somebody else's
				n.gender, n.titled, n.title = 0, false, ""
			}
			continue
		}
		if f.actors.Modifier(k.Lower) && (end > 0 || i > n.first || f.partAt(i+1, last)) {
			n.former = n.former || leaves(k.Lower)
			i++
			opening = false
			if i+1 < last && t.Tokens[i].Form == "-" && t.Joined(i) && t.Joined(i+1) {
				i++ // "ex-minister", "vice-president"
			}
			continue
		}
		if n.nameFirst < 0 && f.describes(i, last) {
			i++ // "the business secretary", "the fisheries ministry"
			opening = false
			if f.possessive(i) {
				i++
				n.owned = true
			}
			continue
		}
		break
	}
	if end == 0 || n.roleFirst < 0 && n.nameFirst < 0 && (n.code == "" || n.sort == know.People) {
		if h := f.stranger(n.first, last, &n); h > 0 {
			n.role, n.roleFirst, n.roleLast, end = know.Role{Kind: "person"}, h, h+1, h+1
			for k := h - 1; k > n.first && int(t.Tokens[k].Head) == h && !t.Tokens[k].Capital() && !counts(t.Tokens[k].Lower) && (t.Is(k, "amod") || t.Is(k, "compound")); k-- {
				n.roleFirst = k // "a former Chinese naval officer"
				n.former = n.former || leaves(t.Tokens[k].Lower)
			}
			if strings.Contains(t.Tokens[h].Feats, "Number=Plur") {
				n.role.Kind = "group"
			}
		}
	}
	if end == 0 || n.code == "" && n.roleFirst < 0 && n.nameFirst < 0 {
		n.last = 0
		if g := genderOf(n.owner); g != 0 && f.opinion(n.first) {
			n.pronoun, n.last = "he", n.first+1 // "in her view"
			if g == 'f' {
				n.pronoun = "she"
			}
		}
		return n
	}
	n.last = end
	f.belongs(&n, last)
	for range 2 { // "Ida Brun, the minister's sister, a lawyer,"
		f.appositive(&n, last)
	}
	return n
}

// aged is the token behind "34-year-old" at token i, 0 where none stands there.
func (f *Finder) aged(i, last int) int {
	t := f.t
	if i < last && strings.HasSuffix(t.Tokens[i].Lower, "-year-old") {
		return i + 1
	}
	if i+5 <= last && t.Tokens[i].Kind == lang.Number && t.Tokens[i+1].Form == "-" && t.Tokens[i+2].Lower == "year" && t.Tokens[i+3].Form == "-" && t.Tokens[i+4].Lower == "old" {
		return i + 5
	}
	return 0
}

// roleAt is the role that begins at token i, with the words by which a text takes up a person told of before: "the peer".
func (f *Finder) roleAt(i int, n *phrase) (know.Role, int) {
	role, size := f.actors.RoleAt(f.t.From(i))
	switch w := f.t.Tokens[i].Lower; {
	case size == len("house") && w == "house" && !f.t.Tokens[i].Capital(),
		size == len(w) && f.onlyDescribes(i, role):
		return know.Role{}, 0
	case w == "parties" && size == len(w):
		return f.parties(i, role)
	case size == len("opposition") && w == "opposition" && i+1 < len(f.t.Tokens) && f.t.Tokens[i+1].UPOS == "ADP" && (f.t.Tokens[i+1].Lower == "to" || f.t.Tokens[i+1].Lower == "against"):
		return know.Role{}, 0 // "his opposition to the plan"
	case size > 0:
	case w == "office" && f.possessive(i-1):
		return know.Role{Sector: "GOV", Kind: "organ"}, len(w) // "the prime minister's office"
	case (w == "pair" || w == "duo" || w == "two" && f.t.Is(i, "nsubj")) && n.definite && n.owner == "" && i == n.first+1:
		return know.Role{Sector: "CVL", Kind: "group"}, len(w) // "the pair", of two told of before
	case w == "counterpart", w == "colleague" && n.code != "" && genderOf(n.owner) != 0:
		return know.Role{Kind: "person"}, len(w)
	case w == "opposite" && i+1 < len(f.t.Tokens) && f.t.Tokens[i+1].Lower == "number":
		return know.Role{Kind: "person"}, len("opposite number")
	case w == "deputy" && (n.owner != "" || f.possessive(i-1)) && !f.roleAhead(i+1, len(f.t.Tokens)):
		return know.Role{Kind: "person"}, len(w) // "Brun's deputy": of their side
	case w == "deputy" && i+1 < len(f.t.Tokens) && (f.t.Tokens[i+1].Capital() || n.definite) && !f.roleAhead(i+1, len(f.t.Tokens)):
		return know.Role{Sector: "LEG", Kind: "person"}, len(w) // "opposition deputy Ida Brun"
	}
	if size == 0 && n.definite && n.nameFirst < 0 {
		if w := f.t.Tokens[i].Lower; len(kinds().persons[w]) > 0 && f.t.Tokens[i].UPOS == "NOUN" {
			return know.Role{Kind: "person"}, len(w)
		}
		if w := f.t.Tokens[i].Lower; len(kinds().bodies[w]) > 0 && i == n.first+1 && !(w == "body" && f.lowerAt(i+1) == "of") && f.calledBody(w) >= 0 {
			return know.Role{Kind: "organ"}, len(w) // "the alliance", told of before by its name
		}
	}
	return role, size
}

// onlyDescribes says whether the word at token i, which may be a role, only describes the thing behind it: "major roads", "the official
// visit", "his host country"; or is part of a saying: "a truce on paper".
func (f *Finder) onlyDescribes(i int, role know.Role) bool {
	t := f.t
	k := &t.Tokens[i]
	if k.Capital() {
		return false
	}
	if k.Lower == "paper" {
		return f.lowerAt(i-1) == "on"
	}
	h := int(k.Head)
	if role.Kind != "person" || h <= i || t.Tokens[h].UPOS != "NOUN" || t.Tokens[h].Capital() || !(k.UPOS == "ADJ" && t.Is(i, "amod") || t.Is(i, "compound") && h == i+1 && k.Lower == "host") {
		return false
	}
	for j := i + 1; j <= h; j++ {
		if _, size := f.actors.RoleAt(t.From(j)); size > 0 && k.UPOS == "ADJ" {
			return false // "chief negotiator"
		}
	}
	return true
}

// parties is what the word at token i means: political parties, the two sides told of ("both parties"), or whoever is a party to something,
// who is nobody in particular: "called on all parties", "the parties to the conflict".
func (f *Finder) parties(i int, role know.Role) (know.Role, int) {
	switch f.lowerAt(i - 1) {
	case "both", "two":
		return know.Role{Kind: "states"}, len("parties")
	case "all", "warring", "conflicting", "relevant", "concerned", "third", "interested":
		return know.Role{}, 0
	}
	switch f.lowerAt(i + 1) {
	case "to", "concerned", "involved":
		return know.Role{}, 0
	}
	return role, len("parties")
}

// lowerAt is the word at token i in lower case, "" outside the text.
func (f *Finder) lowerAt(i int) string {
	if i < 0 || i >= len(f.t.Tokens) {
		return ""
	}
	return f.t.Tokens[i].Lower
}

// leads says whether the actor's name before token i is told to lead the body that follows: "US-led coalition", "NATO-led mission".
func (f *Finder) leads(i, last int) bool {
	t := f.t
	if i+2 >= last || t.Tokens[i].Form != "-" || !t.Joined(i) || t.Tokens[i+1].Lower != "led" {
		return false
	}
	for i += 2; i < last && t.Tokens[i].Kind == lang.Word; i++ {
		if r, size := f.actors.RoleAt(t.From(i)); size > 0 {
			return r.Kind == "organ"
		}
		if !f.actors.Modifier(t.Tokens[i].Lower) {
			return false
		}
	}
	return false
}

// envoy says whether an envoy stands at token i, whom the name of a state before tells where they are sent.
func (f *Finder) envoy(i, last int) bool {
	t := f.t
	if i+1 < last && (t.Tokens[i].Lower == "special" || t.Tokens[i].Lower == "peace") {
		i++
	}
	return i < last && (t.Tokens[i].Lower == "envoy" || t.Tokens[i].Lower == "mediator")
}

// roleAhead says whether a role follows at token i, behind words that stand inside phrases for persons.
func (f *Finder) roleAhead(i, last int) bool {
	for ; i < last && f.t.Tokens[i].Kind == lang.Word; i++ {
		if _, size := f.actors.RoleAt(f.t.From(i)); size > 0 {
			return true
		}
		if _, title := f.actors.Title(f.t.Tokens[i].Lower); title {
			return true // "Democratic Sen. Ida Brun"
		}
		if !f.actors.Modifier(f.t.Tokens[i].Lower) {
			return false
		}
	}
	return false
}

// modifiers says whether the tokens [i, end) only describe what follows them.
func (f *Finder) modifiers(i, end, last int) bool {
	for ; i < end; i++ {
		if !f.actors.Modifier(f.t.Tokens[i].Lower) && !f.describes(i, last) {
			return false
		}
	}
	return true
}

// grammar says whether a word with a capital letter stands alone and is no name by its tag: "Having", "Asked".
func (f *Finder) grammar(i, last int) bool {
	if i+1 < last && f.t.Tokens[i+1].Capital() || i > 0 && f.t.Tokens[i-1].Capital() {
		return false
	}
	switch f.t.Tokens[i].UPOS {
	case "VERB", "AUX", "ADP", "SCONJ", "PRON", "DET", "CCONJ", "PART", "ADV", "INTJ":
		return f.known(f.t.Tokens[i].Lower) < 0
	}
	return false
}

// surname says whether a word of grammar ends a name: "Theresa May".
func surname(k *lang.Token) bool {
	switch k.Lower {
	case "may", "will", "more", "long", "young", "moon", "so", "no", "do", "an":
		return k.UPOS == "PROPN"
	}
	return false
}

// leaves says whether a word tells that an office is one its bearer has no longer.
func leaves(w string) bool {
	return w == "former" || w == "ex" || w == "retired" || w == "onetime" || w == "one-time"
}

// describes says whether token i is a word of the tree that describes a role behind it: "the business secretary".
func (f *Finder) describes(i, last int) bool {
	const far = 5 // tokens
	k := &f.t.Tokens[i]
	if k.UPOS != "NOUN" && k.UPOS != "ADJ" && k.UPOS != "PROPN" || k.Capital() || !f.t.Is(i, "compound") && !f.t.Is(i, "amod") && !f.t.Is(i, "nmod") {
		return false
	}
	h := int(k.Head)
	for h > i && h < last && f.t.Is(h, "compound") && int(f.t.Tokens[h].Head) > h {
		h = int(f.t.Tokens[h].Head)
	}
	if h <= i || h >= last || h-i > far {
		return false
	}
	role, size := f.actors.RoleAt(f.t.From(h))
	if size == 0 {
		return false
	}
	return role.Kind == "person" || role.Kind == "group" || role.Kind == "organ"
}

// stranger is the token of somebody whose word is no role known to the program and who speaks: "a Chinese engineer said",
// "shipowners said", or "the engineer" who was told of before; 0 where there is none.
func (f *Finder) stranger(i, last int, n *phrase) int {
	const far = 5 // tokens
	t := f.t
	if n.owner != "" || i > 0 && preposition(t.Tokens[i-1].Lower) {
		return 0
	}
	for h := i; h < min(last, i+far); h++ {
		k := &t.Tokens[h]
		if k.UPOS != "NOUN" || int(k.Left) != i || !f.speaks(h) || t.QuoteOf(h) >= 0 {
			continue
		}
		plural := strings.Contains(k.Feats, "Number=Plur")
		if n.definite && f.told(t.Cut(h, h+1)) < 0 || !n.definite && !n.indefinite && !plural {
			return 0
		}
		return h
	}
	return 0
}

// opinion says whether what token i owns is what its owner thinks or says.
func (f *Finder) opinion(i int) bool {
	h := int(f.t.Tokens[i].Head)
	if h < i || f.t.QuoteOf(i) >= 0 {
		return false
	}
	switch f.t.Tokens[h].Lower {
	case "view", "opinion", "judgment", "judgement", "assessment", "estimate", "account", "words", "reading", "telling", "estimation":
		return f.t.Tokens[i].UPOS == "PRON"
	}
	return false
}

// told is the entity that has a word for its role, or -1.
func (f *Finder) told(word string) int {
	for i := len(f.t.Entities) - 1; i >= oldest(f.t.Entities); i-- {
		if strings.EqualFold(roleHead(f.t.Entities[i].Role), word) {
			return i
		}
	}
	return -1
}

// portfolio says whether the role of that many bytes at token i is an office and the name before it its field: "Fisheries Minister
// Ida Brun".
func (f *Finder) portfolio(n *phrase, i, size, last int) bool {
	j := f.t.TokenAt(int(f.t.Tokens[i].Start) + size - 1)
	return n.nameLast == i && n.roleFirst < 0 && !n.titled && j < last && f.actors.TakesPortfolio(f.t.Tokens[j].Lower)
}

// thing says whether token i makes the state's name before it the name of a thing: "the Iraq War".
func (f *Finder) thing(i, last int) bool {
	return i < last && f.t.Tokens[i].Capital() && f.actors.Thing(f.t.Tokens[i].Lower)
}

// collective says whether an adjective behind "the" means a people: "the Chinese", "the British", "the French".
func collective(w string) bool {
	return strings.HasSuffix(w, "ese") || strings.HasSuffix(w, "sh") || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "ss")
}

func preposition(w string) bool {
	switch w {
	case "of", "in", "by", "to", "for", "with", "from", "at", "on", "against", "about", "between", "under", "into", "than":
		return true
	}
	return false
}

// scanPlain is scan without appositions, which do not nest.
func (f *Finder) scanPlain(i, last int) phrase {
	for j := i; j < last; j++ {
		if t := f.t.Tokens[j]; t.Form == "," {
			last = j + 1
			break
		}
	}
	n := f.scan(i, last, false)
	return n
}

// partAt says whether a part of a phrase for an actor begins at token i.
func (f *Finder) partAt(i, last int) bool {
	for ; i < last; i++ {
		k := f.t.Tokens[i]
		if k.Kind != lang.Word {
			return false
		}
		if _, n := f.actors.RoleAt(f.t.From(i)); n > 0 || k.Lower == "office" || k.Lower == "deputy" {
			return true
		}
		if f.actors.Modifier(k.Lower) || f.possessive(i) || f.describes(i, last) {
			continue
		}
		if k.Capital() && !f.actors.Closed(k.Lower) {
			return true
		}
		return false
	}
	return false
}

// nameLike says whether a sentence's first word is a name for sure: the next word has a capital letter too.
func (f *Finder) nameLike(i, last int) bool {
	k := f.t.Tokens[i]
	if f.actors.Closed(k.Lower) {
		return k.Feats == lang.Surname
	}
	if i+1 < last && (f.t.Tokens[i+1].Capital() && (!f.actors.Closed(f.t.Tokens[i+1].Lower) || f.t.Tokens[i+1].Feats == lang.Surname) || nameParticle(f.t.Tokens[i+1].Lower)) {
		return true
	}
	if strings.ToUpper(k.Form) == k.Form && len(k.Form) > 1 {
		return true
	}
	if k.UPOS == "PROPN" && (f.speaks(i) || f.t.Child(i, "appos") >= 0) {
		return true // "Petra, the state news agency, reported"
	}
	if k.UPOS == "PROPN" && f.t.Is(i, "nsubj") {
		if _, tenure := f.actors.Person(k.Form, f.day); tenure == know.Holds {
			return true // "Merkel criticised", of a chancellor whom the text has not named before
		}
	}
	return f.known(k.Lower) >= 0
}

func (f *Finder) possessive(i int) bool {
	if i < 0 || i >= len(f.t.Tokens) {
		return false
	}
	switch f.t.Tokens[i].Form {
	case "'s", "’s", "'S", "’S":
		return true
	case "'", "’":
		return f.t.Tokens[i].UPOS == "PART"
	}
	return false
}

// particles is the token behind the particles at token i that stand inside a name: "van der", "bin", "al-"; i where there are none, or where a
// name of its own begins with them.
func (f *Finder) particles(i, last int) int {
	t := f.t
	j := i
	for j < last && nameParticle(t.Tokens[j].Lower) && !t.Tokens[j].Capital() {
		j++
	}
	if j == i || j >= last {
		return i
	}
	if t.Tokens[j].Form == "-" && j+1 < last && t.Joined(j) && t.Joined(j+1) {
		j++
	}
	if _, size := f.actors.At(t.Raw[t.Tokens[i].Start:]); size > 0 || j >= last || !t.Tokens[j].Capital() {
		return i
	}
	return j
}

func nameParticle(w string) bool {
	switch w {
	case "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "bin", "ibn", "al", "el", "la", "le", "ter", "bint", "ul":
		return true
	}
	return false
}
