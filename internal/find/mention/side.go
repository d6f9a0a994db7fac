package mention

import (
	"slices"
	"strings"

	"readout/internal/know"
	"readout/internal/lang"
)

// side is the actor that somebody belongs to of whom the phrase itself does not say it, and the sector that goes with it: that of
// whoever owns them ("its prime minister"), of the body that has just spoken ("a spokesman said"), of the place the report has moved
// to, or of its home.
func (f *Finder) side(n *phrase, e *lang.Entity) (code, sector string) {
	if f.manyLands(n) {
		return "", ""
	}
	if n.owner != "" {
		if posts(e.Role) && (n.owner == "his" || n.owner == "her") {
			return f.otherState(), ""
		}
		if isPerson(e) || f.t.Is(f.head(n.first, n.last), "nsubj") {
			return f.ownerSide(n)
		}
		return "", "" // "deployed its navy": no other party
	}
	switch roleHead(e.Role) {
	case "pope", "pontiff":
		return "VAT", ""
	}
	if e.Name != "" && strings.EqualFold(e.Role, "secretary of state") && f.home != "GBR" && f.home != "VAT" {
		return "USA", "" // no other foreign minister is called so
	}
	if n.forBody {
		return "", "" // a body nobody knows is no state's
	}
	if n.bodyLast > n.bodyFirst {
		if o := f.bodyOf(n); o >= 0 && f.t.Entities[o].Code != "" && !kin(roleHead(e.Role)) {
			return f.t.Entities[o].Code, f.t.Entities[o].Sector
		} else if o >= 0 && f.t.Entities[o].Sector == "GOV" && f.t.Entities[o].Code == "" && !f.official {
			return "", "" // "the ministry's spokesman", of a ministry of which the text leaves open whose it is
		}
		if h, tenure := f.actors.Person(f.t.Cut(n.bodyFirst, n.bodyLast), f.day); n.bodyLast-n.bodyFirst > 1 && tenure == know.Holds && !kin(roleHead(e.Role)) {
			return h.Code, "" // "Angela Merkel's envoys"
		}
	}
	if o, known := f.armed(n, e); known {
		if o < 0 {
			return "", ""
		}
		return f.t.Entities[o].Code, f.t.Entities[o].Sector
	}
	if e.Name == "" && n.definite && e.Sector == "" && n.owner == "" {
		switch roleHead(e.Role) {
		case "group", "movement":
			if strings.EqualFold(e.Role, roleHead(e.Role)) {
				return f.fighting()
			}
		}
	}
	if supranational(e.Name) && strings.HasPrefix(e.Name, "European") {
		return "EU", ""
	}
	if body, _, ok := strings.Cut(strings.ToLower(e.Role), " "); ok && (isPerson(e) && f.isBodyWord(body) || e.Kind == lang.Group && f.union(body)) { // "army spokesman", "coalition forces"
		if o := f.bodyCalled(body); o >= 0 && f.t.Entities[o].Code != "" {
			return f.t.Entities[o].Code, ""
		}
	}
	if e.Sector == "" && e.Kind == lang.Person && bodyRole(e.Role) && ofBody(e.Role) && f.here != "" && f.hereAt == f.si && !f.seatOfBodies() {
		return f.here, "" // "In Nairobi, the head of the Tea Council"
	}
	if t := &f.topic; e.Sector == "" && e.Kind == lang.Person && bodyRole(e.Role) && !ofBody(e.Role) && !f.official && t.si+1 == f.si && know.Body(t.code) &&
		f.t.Sentences[t.si].Paragraph == f.t.Sentences[f.si].Paragraph {
		return t.code, "" // "ASEAN hailed the deal. Trade chief Ida Brun said"
	}
	if !domestic(e.Sector) || e.Kind == lang.Document || supranational(e.Name) {
		return "", ""
	}
	if n.role.Kind == "group" && f.severalSides(n, true) {
		return "", ""
	}
	if n.owned && !f.bodyLike(n) && !f.public(n, e) || n.roleFirst >= 0 && sent(f.t.Tokens[n.roleLast-1].Lower) && n.nameFirst < 0 && !n.definite {
		return "", "" // "the islands' government", "diplomats"
	}
	if !f.official && posts(e.Role) {
		if f.home == "" || strings.Contains(e.Role, " to ") {
			return "", ""
		}
		return f.otherState(), "" // "the ambassador", in a report: another state's
	}
	if f.speaker >= 0 && !f.asking && !f.t.Entities[f.speaker].Guessed && len(f.t.Entities[f.speaker].Code) == 3 && e.Name == "" {
		return f.t.Entities[f.speaker].Code, "" // "the army" is that of the guest who says it
	}
	if f.here != "" && f.hereAt >= f.bodyAt {
		return f.here, ""
	}
	if !f.official {
		if at := f.spokeIn(n, e); at != "" {
			return at, ""
		}
	}
	if f.topic.si > f.bodyAt || f.body < 0 {
		if code, sector, known := f.topicSide(n, e); known {
			return code, sector
		}
	}
	if f.body >= 0 && f.si-f.bodyAt <= 2 && delegate(e.Role) && e.Code == "" && !ofBody(e.Role) && !f.otherBody(n, e) {
		return f.t.Entities[f.body].Code, f.t.Entities[f.body].Sector
	}
	if f.here != "" {
		return f.here, ""
	}
	if f.topic.si <= f.bodyAt && f.body >= 0 {
		if code, sector, known := f.topicSide(n, e); known {
			return code, sector
		}
	}
	if f.home == "" {
		return f.speakingOf(n, e), ""
	}
	if e.Name == "" && f.foreign(f.home) && !f.anchored(n) {
		return "", ""
	}
	if f.alone && !f.atHome(n) {
		return "", ""
	}
	return f.homeFor(e), ""
}

// speakingOf is the state that somebody of a government speaks of in the sentence, by its name, as what it is or does: "Norway is ready for
// talks, the foreign minister said"; "" where they speak of none.
func (f *Finder) speakingOf(n *phrase, e *lang.Entity) string {
	t := f.t
	h := f.apposed(f.head(n.first, n.last))
	if e.Sector != "GOV" || !isPerson(e) || posts(e.Role) || !f.speaks(h) {
		return ""
	}
	said := int(t.Tokens[h].Head)
	clause := t.Child(said, "ccomp")
	if t.Is(said, "parataxis") {
		clause = int(t.Tokens[said].Head)
	}
	if clause < 0 || clause > said {
		return ""
	}
	subject := t.Child(clause, "nsubj")
	for k := len(t.Mentions) - 1; k >= 0 && t.Mentions[k].First >= f.first; k-- {
		if m := &t.Mentions[k]; m.First <= subject && subject < m.Last && m.Entity >= 0 && t.Entities[m.Entity].Kind == lang.State {
			return m.Code
		}
	}
	return ""
}

// manyLands says whether a phrase tells that somebody is of no single land: "European lawmakers", "members of some Arab parliaments".
func (f *Finder) manyLands(n *phrase) bool {
	if n.roleFirst < 0 || n.code != "" || n.nameFirst >= 0 {
		return false
	}
	t := f.t
	for k := n.first; k+1 < n.last; k++ {
		w := &t.Tokens[k]
		if t.Is(k, "amod") && (n.role.Kind == "group" || !t.Tokens[k+1].Capital()) && t.Tokens[k+1].Form != "-" && f.actors.Wide(w.Lower, t.Tokens[k+1].Lemma) {
			return true
		}
	}
	return false
}

// armed is the armed group that a person speaks for, -1 where the text has named none: "the rebels' negotiator", "a spokesman for the
// movement". known is false where it is no such group.
func (f *Finder) armed(n *phrase, e *lang.Entity) (group int, known bool) {
	body := ""
	if n.bodyLast > n.bodyFirst {
		body = strings.ToLower(f.t.Cut(n.bodyFirst, n.bodyLast))
	} else if _, after, ok := strings.Cut(strings.ToLower(e.Role), " for the "); ok {
		body = after
	}
	if body == "" {
		return -1, false
	}
	body = strings.TrimPrefix(body, "the ")
	if r, size := f.actors.RoleAt(body); size == len(body) && r.Sector == "REB" {
		known = true
	} else if body != "movement" && body != "militia" && body != "insurgency" && body != "group" && body != "faction" {
		return -1, false
	}
	for i := len(f.t.Entities) - 1; i >= oldest(f.t.Entities); i-- {
		if x := &f.t.Entities[i]; x.Sector == "REB" && x.Kind == lang.Organisation && x.Code != "" {
			return i, true
		}
	}
	return -1, known
}

// fighting is the armed group that the text has told of last: whom "the group" means behind words for its fighters; "" where it has told
// of none lately.
func (f *Finder) fighting() (code, sector string) {
	const far = 3 // sentences
	for k := len(f.t.Mentions) - 1; k >= 0 && f.t.SentenceOf(f.t.Mentions[k].First) >= f.si-far; k-- {
		if m := &f.t.Mentions[k]; m.Sector == "REB" && m.Code != "" {
			return m.Code, m.Sector
		}
	}
	return "", ""
}

// seatOfBodies says whether the sentence has moved the report to a city where bodies of states meet.
func (f *Finder) seatOfBodies() bool {
	i := f.t.Sentences[f.si].First + 1
	return seats()[f.t.Tokens[i].Lower] != nil
}

// otherBody says whether a role names the body that its bearer speaks for, and the one that has spoken is another: "a coast guard
// spokesman", behind an embassy.
func (f *Finder) otherBody(n *phrase, e *lang.Entity) bool {
	if f.t.Entities[f.body].Kind == lang.State && f.t.Sentences[f.bodyAt].Paragraph == f.t.Sentences[f.si].Paragraph {
		return false
	}
	body, _, more := strings.Cut(strings.ToLower(e.Role), " ")
	return n.bodyLast > n.bodyFirst || more && f.isBodyWord(body) || more && hasOrgan(f.actors, e.Role)
}

// hasOrgan says whether a role begins with the name of an organ: "foreign ministry spokesman".
func hasOrgan(a *know.Actors, role string) bool {
	r, n := a.RoleAt(strings.ToLower(role))
	for i := 0; n == len(role) && i < len(role); i++ { // an entry of its own: look at its parts
		if role[i] == ' ' {
			if r, n := a.RoleAt(strings.ToLower(role[:i])); n == i && r.Kind == "organ" {
				return true
			}
		}
	}
	return r.Kind == "organ"
}

// homeFor is the text's home where somebody of a role may belong to it: a body of states has spokesmen and no ministers.
func (f *Finder) homeFor(e *lang.Entity) string {
	if f.home == "USA" {
		switch roleHead(e.Role) {
		case "minister", "king", "queen", "chancellor", "prince", "princess", "emir", "monarch", "duke", "duchess", "ministers":
			return "" // it has none: a guest's
		}
	}
	if !isBodyCode(f.home) {
		return f.home
	}
	if e.Sector != "" && e.Sector != "GOV" {
		return ""
	}
	if ofStates(e.Role) || strings.Contains(strings.ToLower(e.Role), "government") {
		return ""
	}
	return f.home
}

// atHome says whether somebody may be of the only state that the text names: it has been named before, and the sentence names it as no
// more than the place of what it tells. "Police held two Kenyans" may tell of police anywhere.
func (f *Finder) atHome(n *phrase) bool {
	s := &f.t.Sentences[f.si]
	told := f.named(f.home)
	for i := s.First; i < s.Last; i++ {
		if !f.t.Tokens[i].Capital() {
			continue
		}
		if name, size := f.actors.At(f.t.Raw[f.t.Tokens[i].Start:]); size > 0 && name.Code == f.home {
			if !f.placed(i, s.First) {
				return false
			}
			told = told || i < n.first
		}
	}
	return told
}

// placed says whether token i is told as a place: "in Kenya", "Nairobi, Kenya", "the Kenyan port of Lamu".
func (f *Finder) placed(i, first int) bool {
	if i == first {
		return false
	}
	if h := int(f.t.Tokens[i].Head); h > i && h <= i+3 {
		switch f.t.Tokens[h].Lemma {
		case "city", "town", "capital", "village", "province", "region", "state", "district", "port", "island", "coast", "side", "border", "territory", "soil":
			return true
		}
	}
	switch w := f.t.Tokens[i-1].Lower; w {
	case "throughout":
		return true
	case ",":
		return i-1 > first && f.t.Tokens[i-2].Capital()
	default:
		return locative(w)
	}
}

// locative says whether a preposition tells where something is: "in", "near".
func locative(w string) bool {
	switch w {
	case "in", "near", "at", "across", "outside", "inside", "around":
		return true
	}
	return false
}

// ofStates says whether a role is one that only states have, and no body of states.
func ofStates(role string) bool {
	switch roleHead(role) {
	case "minister", "ministers", "president", "king", "queen", "chancellor", "ambassador", "mayor", "governor", "government", "ministry", "ministers'", "cabinet":
		return true
	}
	return false
}

// isBodyCode says whether a code is that of a body of states among those that texts are at home in.
func isBodyCode(code string) bool {
	for _, codes := range seats() {
		if slices.Contains(codes, code) {
			return true
		}
	}
	return false
}

// public says whether a phrase names an office by what its bearer is called, and by no person's name: "the Public Defender's office".
func (f *Finder) public(n *phrase, e *lang.Entity) bool {
	return n.bodyLast > n.bodyFirst && roleHead(e.Role) == "office" && f.bodyOf(n) < 0
}

// severalSides says whether a group counts those of two states, or of three: "the two leaders", "both presidents".
func (f *Finder) severalSides(n *phrase, three bool) bool {
	for i := n.first; i < n.last; i++ {
		switch w := f.t.Tokens[i].Lower; {
		case w == "two", w == "both", w == "pair", w == "duo", three && w == "three":
			return n.definite
		}
	}
	return false
}

// posts says whether a role is one whose bearers are posted abroad.
func posts(role string) bool {
	switch roleHead(role) {
	case "ambassador", "embassy", "consul", "consulate":
		return true
	}
	return strings.EqualFold(role, "high commissioner")
}

// otherState is the only state beside the home that the text has named lately, "" where there are several.
func (f *Finder) otherState() string {
	const far = 60 // mentions
	other := ""
	for k := len(f.t.Mentions) - 1; k >= max(0, len(f.t.Mentions)-far); k-- {
		c := f.t.Mentions[k].Code
		if len(c) != 3 || c == f.home || c == other {
			continue
		}
		if other != "" {
			return ""
		}
		other = c
	}
	return other
}

// anchored says whether a phrase without a name is one of the report's own: its home is where it was filed, or whose text it is.
func (f *Finder) anchored(n *phrase) bool {
	return n.indefinite || f.official
}

// ownerSide is the actor behind "its", "his" or "our".
func (f *Finder) ownerSide(n *phrase) (code, sector string) {
	e := -1
	switch n.owner {
	case "its", "their":
		sort := isBody
		if domestic(n.role.Sector) { // "a study for its ministry" is no study's, "its foreign minister" no body's of states
			states := ofStates(f.role(n))
			sort = func(e *lang.Entity) bool {
				return e.Kind != lang.Document && isBody(e) && !(states && isBodyCode(e.Code))
			}
		}
		e = f.salient(sort, 0)
	case "his":
		e = f.salient(isPerson, 'm')
	case "her":
		e = f.salient(isPerson, 'f')
	case "your":
		e = f.answerer
	default: // "our minister", "my ministry": the speaker's
		if f.speaker >= 0 {
			e = f.speaker
		} else if f.official && f.t.QuoteOf(n.first) < 0 {
			return f.home, ""
		}
	}
	if e >= 0 && f.t.Entities[e].Code != "" && (!isBodyCode(f.t.Entities[e].Code) || isOrganisation(&f.t.Entities[e]) && n.roleFirst >= 0 && !ofStates(f.role(n))) {
		if isOrganisation(&f.t.Entities[e]) {
			return f.t.Entities[e].Code, f.t.Entities[e].Sector // a party's spokesman
		}
		return f.t.Entities[e].Code, ""
	}
	if n.owner == "his" || n.owner == "her" {
		if e >= 0 && f.t.Entities[e].Code == "" && f.t.Entities[e].Sector != "" && !domestic(f.t.Entities[e].Sector) {
			return "", "" // "his aides", a cardinal's
		}
		return f.home, ""
	}
	return "", ""
}

// bodyOf is the entity of the body before a person: "the coast guard's spokesman", "the council's chairman"; -1 where none is known.
func (f *Finder) bodyOf(n *phrase) int {
	words := strings.TrimPrefix(strings.ToLower(f.t.Cut(n.bodyFirst, n.bodyLast)), "the ")
	o := f.bodyCalled(words)
	if o < 0 && len(kinds().bodies[words]) > 0 {
		o = f.calledBody(words) // "the bloc's secretary general"
	}
	return o
}

// isBodyWord says whether a word in lower case stands for a body.
func (f *Finder) isBodyWord(w string) bool {
	r, n := f.actors.RoleAt(w)
	return n == len(w) && r.Kind == "organ"
}

// union says whether a word in lower case stands for a body of several that has no sector of its own: "coalition", "alliance".
func (f *Finder) union(w string) bool {
	r, n := f.actors.RoleAt(w)
	return n == len(w) && r.Kind == "organ" && r.Sector == ""
}

// bodyCalled is the entity told of last whose name or role ends in these words, in lower case; -1 where there is none.
func (f *Finder) bodyCalled(words string) int {
	es := f.t.Entities
	for i := len(es) - 1; i >= oldest(es); i-- {
		if es[i].Kind == lang.Person || es[i].Kind == lang.Anonymous {
			if es[i].Code != "" && (f.about[i].body != "" && endsIn(f.about[i].body, words) || endsIn(strings.ToLower(es[i].Name), words) || es[i].Role != "" && sameRole(words, es[i].Role)) {
				return i
			}
			continue
		}
		if endsIn(strings.ToLower(es[i].Name), words) || endsIn(strings.ToLower(es[i].Role), words) {
			return i
		}
	}
	return -1
}

// bodyLike says whether what owns a person is a body: "Harbour Council spokesman".
func (f *Finder) bodyLike(n *phrase) bool {
	if n.bodyLast <= n.bodyFirst {
		return false
	}
	body := f.t.Cut(n.bodyFirst, n.bodyLast)
	return organisationLike(body) || acronym(body)
}

// domestic says whether who has a sector belongs to the state a text is at home in, unless it says otherwise.
func domestic(sector string) bool {
	switch sector {
	case "GOV", "MIL", "COP", "JUD", "LEG", "OPP", "SPY":
		return true
	}
	return false
}

// ofBody says whether a role names the body that its bearer speaks for: "spokesman for the ministry".
func ofBody(role string) bool {
	return strings.Contains(role, " of ") || strings.Contains(role, " for ")
}

// delegate says whether a role speaks for a body that the text has just told of.
func delegate(role string) bool {
	switch roleHead(role) {
	case "spokesperson", "official", "officials", "statement":
		return true
	}
	return false
}

// endsIn says whether the last words of a are b.
func endsIn(a, b string) bool {
	return b != "" && strings.HasSuffix(a, b) && (len(a) == len(b) || a[len(a)-len(b)-1] == ' ')
}
