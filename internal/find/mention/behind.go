package mention

import (
	"readout/internal/know"
	"readout/internal/lang"
)

// What stands behind the head of a phrase: names in apposition, the body that somebody is of, fields and posts.

// appositive takes in what a comma sets beside a name or a role: "Ida Brun, the foreign minister,".
func (f *Finder) appositive(n *phrase, last int) {
	t := f.t
	i := n.last
	if i+1 >= last || t.Tokens[i].Form != "," {
		return
	}
	named := n.nameFirst >= 0
	if !named && n.roleFirst < 0 {
		return
	}
	in := f.scanPlain(i+1, last)
	if in.last == 0 {
		return
	}
	head := f.head(in.first, in.last)
	hangs := t.Is(head, "appos") && int(t.Tokens[head].Head) >= n.first && int(t.Tokens[head].Head) < n.last
	end := in.last
	if r := int(t.Tokens[head].Right); hangs && r > end && r < last && t.Tokens[r].Form == "," {
		end = r // "the top Democrat on the Armed Services Committee,"
	}
	if end < last && t.Tokens[end].Form != "," && t.Tokens[end].Form != ":" && t.Tokens[end].Kind != lang.Stop && !hangs {
		return
	}
	if !named && in.nameFirst >= 0 && in.roleFirst >= 0 && f.rank(in.roleFirst, in.roleLast) {
		if in.roleFirst = -1; n.role.Sector == "" && n.sector == "" { // "the foreign minister, Ambassador Ida Brun,"
			n.role.Sector = in.role.Sector // "another officer, Major Jon Brun,"
		}
	}
	role := in.nameFirst < 0 && in.roleFirst >= 0
	switch {
	case named && role && (in.role.Kind == "person" || in.role.Kind == "organ" && n.roleFirst < 0):
		if n.gender == 0 {
			n.gender = genderOfRole(t.Cut(in.roleFirst, in.roleLast))
		}
		if n.roleFirst < 0 || kin(t.Tokens[n.roleLast-1].Lower) {
			n.role, n.roleFirst, n.roleLast, n.former = in.role, in.roleFirst, in.roleLast, n.former || in.former
			if n.code == "" {
				n.sort, n.codeFirst, n.codeLast = in.sort, in.codeFirst, in.codeLast
			}
		}
		n.apposed = true
		if in.bodyLast > in.bodyFirst {
			n.bodyFirst, n.bodyLast = in.bodyFirst, in.bodyLast
		}
		if n.owner == "" {
			n.owner = in.owner
		}
		n.owned = n.owned || in.owned
	case !named && in.nameFirst >= 0 && in.roleFirst < 0 && (in.nameLast-in.nameFirst > 1 || hangs) && n.role.Kind == "person":
		if f.vocative(n.first) {
			return
		}
		n.nameFirst, n.nameLast, n.gender = in.nameFirst, in.nameLast, max(n.gender, in.gender)
	default:
		return
	}
	if n.code == "" {
		n.code = in.code
	}
	if in.sector != "" {
		n.sector = in.sector
	}
	n.last = end
}

// vocative says whether a phrase that begins at token i addresses whoever listens: "Minister, the Opposition says" in a turn.
func (f *Finder) vocative(i int) bool {
	return f.speaker >= 0 && i == f.first && f.t.Tokens[i].UPOS != "DET"
}

// rank says whether the role of the tokens [first, last) is a rank that its bearer keeps in another office.
func (f *Finder) rank(first, last int) bool {
	if last-first != 1 {
		return false
	}
	w := f.t.Tokens[first].Lower
	role, _ := f.actors.RoleAt(w)
	return role.Sector == "MIL" || w == "ambassador" || w == "senator" || w == "professor" || w == "engineer"
}

// belongs takes in the body or place that a person's name has behind it: "Ida Brun of the Marine Institute".
func (f *Finder) belongs(n *phrase, last int) {
	t := f.t
	i := n.last
	if n.nameFirst < 0 || n.nameLast != i || i+1 >= last || n.roleFirst < 0 && n.nameLast-n.nameFirst < 2 {
		return
	}
	switch w := t.Tokens[i].Lower; w {
	case "of", "from", "at":
	default:
		return
	}
	if h := int(t.Tokens[i].Head); h < i || !t.Is(h, "nmod") || int(t.Tokens[h].Head) < n.first || int(t.Tokens[h].Head) >= i {
		return
	}
	j := i + 1
	if t.Tokens[j].Lower == "the" {
		j++
	}
	role := n.role
	if size := f.complement(j, last, n); size > 0 {
		n.last = j + size
		n.ofFirst, n.ofLast = j, n.last
	}
	n.role = role
}

// complement reads what follows "of" or "for": an actor, or a name; it returns how many tokens it takes.
func (f *Finder) complement(i, last int, n *phrase) int {
	t := f.t
	if i >= last {
		return 0
	}
	if code, end := f.province(i, last); end > i {
		if n.code == "" {
			n.code = code // "the governor of New Jersey"
		}
		return end - i
	}
	if name, end := f.nameAt(i, last, n); end > i {
		j := end - 1
		if end+1 < last && t.Tokens[end].Form == "-" && t.Joined(end) && t.Tokens[end+1].XPOS == "VBN" && t.Tokens[end+1].Lower != "based" {
			return 0 // "the group at the UN-led talks"
		}
		if n.code == "" {
			n.code = name.Code
			if name.Sector != "" && name.Sort != know.Seat {
				n.sector = name.Sector
			}
		}
		if j+1 < last && name.Sort == know.People {
			if role, size := f.actors.RoleAt(t.From(j + 1)); size > 0 && role.Kind == "organ" {
				j = t.TokenAt(int(t.Tokens[j+1].Start) + size - 1)
			}
		}
		if k := j + 1; k < last && int(t.Tokens[j].Head) == k && t.Tokens[k].UPOS == "NOUN" && (f.t.Is(j, "compound") || f.t.Is(j, "amod")) {
			j = k // "the ECOWAS secretariat", "Korean affairs"
		}
		return j + 1 - i
	}
	if end := f.bodyNamed(i, last); end > i {
		name, _ := f.actors.At(t.Raw[t.Tokens[end-1].Start:])
		n.forBody = true
		if n.code == "" {
			n.code, n.sector = name.Code, name.Sector
		}
		return end - i
	}
	if role, size := f.actors.RoleAt(t.From(i)); size > 0 && (role.Kind == "organ" || role.Kind == "group") {
		if n.role.Sector == "" || n.role.Sector == "GOV" && role.Sector != "" && role.Kind == "organ" {
			n.role.Sector = role.Sector
		}
		return t.TokenAt(int(t.Tokens[i].Start)+size-1) + 1 - i
	}
	j := i
	for j < last && t.Tokens[j].Capital() && !f.actors.Closed(t.Tokens[j].Lower) {
		j++
		if j+1 < last && t.Tokens[j].Lower == "of" {
			if _, size := f.actors.At(t.Raw[t.Tokens[j+1].Start:]); size > 0 {
				break // "Minister of Defence of Hungary"
			}
		}
		if j+1 < last && (t.Tokens[j].Lower == "of" || t.Tokens[j].Form == "&" || t.Tokens[j].Lower == "and" && j == i+1) && t.Tokens[j+1].Capital() {
			j++
		}
	}
	return j - i
}

// bodyNamed is the end of a phrase at token i that has the name of a body, of one word, behind words for it: "West African bloc
// ECOWAS"; i where there is none.
func (f *Finder) bodyNamed(i, last int) int {
	const far = 4 // words before the name
	common := false
	for k := i; k < min(last, i+far+1) && f.t.Tokens[k].Kind == lang.Word; k++ {
		if w := f.t.Tokens[k].Form; common && len(w) > 2 && acronym(w) {
			name, size := f.actors.At(f.t.Raw[f.t.Tokens[k].Start:])
			if _, role := f.actors.RoleAt(f.t.From(k)); role == 0 && (size == 0 || name.Sort == know.Organisation) {
				return k + 1
			}
			return i
		}
		if w := &f.t.Tokens[k]; preposition(w.Lower) || f.actors.Closed(w.Lower) || w.UPOS == "VERB" || w.UPOS == "AUX" {
			return i
		}
		common = !f.t.Tokens[k].Capital()
	}
	return i
}

// field is how many tokens the phrase at token i takes that hangs on the role at token role by a preposition: "the legislative
// assembly" in "a member of the legislative assembly"; 0 where it is long or holds a clause.
func (f *Finder) field(i, last, role int) int {
	const far = 6 // tokens
	t := f.t
	if i >= last {
		return 0
	}
	h := i
	for h < last && h-i < far && int(t.Tokens[h].Head) != role {
		h++
	}
	if h >= last || h-i >= far || timely(t.Tokens[h].Lemma) || f.actors.Closed(t.Tokens[h].Lower) || !t.Is(h, "nmod") || t.Tokens[h].UPOS != "NOUN" && t.Tokens[h].UPOS != "PROPN" {
		return 0
	}
	for k := i; k <= h; k++ {
		if t.Tokens[k].Kind != lang.Word || int(t.Tokens[k].Left) < i-2 {
			return 0
		}
	}
	return h + 1 - i
}

// timely says whether a noun tells for how long: "the gangs for a year".
func timely(lemma string) bool {
	switch lemma {
	case "year", "month", "week", "day", "hour", "minute", "decade", "century", "time", "while", "weekend", "night", "morning":
		return true
	}
	return false
}

// posted says whether a preposition behind a role tells where its bearers are and not whose they are: "troops in Kenya", "the
// ambassador to Kenya".
func posted(r know.Role, preposition string) bool {
	return preposition == "to" || preposition != "of" && r.Sector == "MIL" && r.Kind == "group"
}

// sent says whether those of a role are in a place for another state or a paper: "diplomats in Nairobi".
func sent(role string) bool {
	switch role {
	case "diplomat", "diplomats", "ambassador", "ambassadors", "envoy", "envoys", "embassy", "correspondent", "correspondents", "negotiator", "negotiators", "delegation", "delegates":
		return true
	}
	return false
}
