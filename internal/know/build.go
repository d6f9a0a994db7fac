package know

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed sectors.txt
var sectorsFile string

// Sector is one of PLOVER's sectors: a code such as GOV and what it means.
type Sector struct{ Code, Meaning string }

var sectors = sync.OnceValue(func() []Sector {
	var out []Sector
	for _, row := range rows(sectorsFile) {
		if len(row) != 2 {
			bad("sectors.txt", row)
		}
		out = append(out, Sector{row[0], row[1]})
	}
	return out
})

// without is the code of a name that stands for nobody.
const without = "-"

// builder makes Actors of dictionaries, entry by entry.
type builder struct {
	a       *Actors
	sector  map[string]bool
	rank    int16           // of the file that is read
	office  office          // under which holders stand
	prefer  map[string]bool // names that a rule decides
	pending []petrarchBlock // whose names may be a person's or not
	clashes []string        // names entered twice with different meanings, and no rule
}

func newBuilder() *builder {
	b := &builder{
		a: &Actors{
			display: map[string]string{}, titles: map[string]Title{}, modifiers: wordSet(modifiersFile), closed: wordSet(closedFile),
			offices: wordSet(portfoliosFile), things: wordSet(thingsFile), wide: wordSet(wideFile), press: wordSet(pressFile),
			states: map[string]State{}, homes: map[string]string{}, members: map[string][]Member{}, codes: map[string]string{},
			register: newRegister(),
		},
		sector: map[string]bool{}, prefer: map[string]bool{},
	}
	for _, s := range sectors() {
		b.sector[s.Code] = true
	}
	return b
}

// file enters an embedded file.
func (b *builder) file(f Dictionary) error { return readForm(f.Name, string(f.Bytes), "", b.enter) }

// dictionary enters a file of a user, in whichever form it is.
func (b *builder) dictionary(d Dictionary) error {
	switch form := petrarchForm(d.Bytes); form {
	case "":
		entries := 0
		err := readForm(d.Name, string(d.Bytes), "", func(e *entry) error {
			entries++
			return b.enter(e)
		})
		if err == nil && entries == 0 {
			err = &FormError{d.Name, 0, "it holds no entry", "docs/dictionaries.md tells the forms"}
		}
		return err
	case "actors":
		return b.petrarchActors(d)
	case "agents":
		return b.petrarchAgents(d)
	case "verbs":
		v, err := ReadPetrarchVerbs(d)
		if err == nil {
			b.a.verbs = slices.Insert(b.a.verbs, 0, *v)
		}
		return err
	default:
		return &FormError{d.Name, 0, "it is a PETRARCH list of " + form + ", for which Readout has no use", "give actors, agents or verbs"}
	}
}

// enter takes in one entry of our form.
func (b *builder) enter(e *entry) error {
	if e.section != "holders" {
		b.office = office{}
	}
	switch e.section {
	case "states":
		return b.state(e)
	case "organs":
		return b.named(e, Office)
	case "bodies", "organisations":
		return b.named(e, Organisation)
	case "groups":
		return b.named(e, Group)
	case "members":
		return b.memberList(e)
	case "holders":
		return b.holder(e)
	case "roles":
		return b.role(e)
	case "titles":
		return b.title(e)
	case "prefer":
		return b.preferred(e)
	case "not":
		return b.not(e)
	case "codes":
		return b.code(e)
	}
	return e.fails("the sections are "+sectionNames, "there is no section %q", e.section)
}

// state enters "CODE [FROM..TO] [> SUCCESSOR] | names | adjectives and people | seats".
func (b *builder) state(e *entry) error {
	const mend = "write CODE | names | adjectives and people | seats of government"
	head := strings.Fields(e.cell(0))
	if len(e.cells) != 4 || len(head) == 0 {
		return e.fails(mend, "a state has four cells, not %d", len(e.cells))
	}
	code := head[0]
	if len(code) != 3 || !capitals(code) {
		return e.fails("write three capitals, as ISO 3166-1 has them", "%q is no code of a state", code)
	}
	var s State
	for i := 1; i < len(head); i++ {
		if head[i] == ">" && i+1 < len(head) {
			i++
			s.Successor = head[i]
			continue
		}
		p, ok := parsePeriod(head[i])
		if !ok {
			return e.fails("write FROM..TO with days such as 1991-12-26, or one of both", "%q is no period", head[i])
		}
		s.Period = p
	}
	if _, ok := b.a.states[code]; !ok {
		b.a.states[code] = s
	}
	for i, n := range list(e.cell(1), ";") {
		if i == 0 {
			b.show(code, n)
		}
		b.name(n, Name{Code: code, Sort: StateName})
	}
	for _, n := range list(e.cell(2), ";") {
		b.name(n, Name{Code: code, Sort: People, Plural: hasAnySuffix(n, "ns", "ks", "ts", "bs", "es") && !strings.HasSuffix(n, "ss")})
		if hasAnySuffix(n, "n", "i") {
			b.name(n+"s", Name{Code: code, Sort: People, Plural: true})
		}
	}
	for _, n := range list(e.cell(3), ";") {
		b.name(n, Name{Code: code, Sector: "GOV", Sort: Seat})
	}
	return nil
}

// named enters "CODE[.SECTOR] [PLOVER] | names".
func (b *builder) named(e *entry, sort string) error {
	if len(e.cells) != 2 {
		return e.fails("write CODE.SECTOR | name; name", "an entry of [%s] has two cells, not %d", e.section, len(e.cells))
	}
	head, plover, _ := strings.Cut(e.cell(0), " ")
	code, sector, err := b.actor(e, head)
	if err != nil {
		return err
	}
	if plover = strings.TrimSpace(plover); plover != "" {
		if len(plover) != 3 || !capitals(plover) {
			return e.fails("write a state's code, IGO, NGO, MNC or IMG", "%q is no code of PLOVER's", plover)
		}
		if b.a.homes[code] == "" {
			b.a.homes[code] = plover
		}
	}
	names := list(e.cell(1), ";")
	if len(names) == 0 {
		return e.fails("write a name behind the bar", "%s has no names", head)
	}
	for i, n := range names {
		if i == 0 && len(code) != 3 || i == 0 && (e.section == "organisations" || e.section == "groups") {
			b.show(code, n)
		}
		b.name(n, Name{Code: code, Sector: sector, Sort: sort})
	}
	return nil
}

// actor reads CODE or CODE.SECTOR.
func (b *builder) actor(e *entry, s string) (code, sector string, err error) {
	code, sector, dotted := strings.Cut(s, ".")
	if !capitals(code) || len(code) > 12 {
		return "", "", e.fails("write a state's code or up to twelve capitals and digits, then .SECTOR", "%q is no code", s)
	}
	if dotted && !b.sector[sector] {
		return "", "", e.fails("docs/dictionaries.md lists the sectors", "there is no sector %q", sector)
	}
	return code, sector, nil
}

// show keeps the first name of a code as the one to show.
func (b *builder) show(code, name string) {
	if b.a.display[code] == "" {
		b.a.display[code] = name
	}
}

// name enters a name of an actor; the first entry of the same words stays.
func (b *builder) name(words string, n Name) {
	n.rank = b.rank
	old, entered := b.a.names.add(words, n)
	if !entered && (old.Code != n.Code || old.Sector != n.Sector) && !b.prefer[words] {
		b.clashes = append(b.clashes, fmt.Sprintf("%s is %s and %s", words, join(old.Code, old.Sector), join(n.Code, n.Sector)))
	}
}

func join(code, sector string) string {
	if sector == "" {
		return code
	}
	return code + "." + sector
}

// memberList enters "CODE | AAA BBB@2004.. CCC@1973..2020-01-31".
func (b *builder) memberList(e *entry) error {
	if len(e.cells) != 2 || !capitals(e.cell(0)) {
		return e.fails("write CODE | AAA BBB@FROM..TO", "members stand behind the code of their organisation")
	}
	list := b.a.members[e.cell(0)]
	for w := range strings.FieldsSeq(e.cell(1)) {
		code, span, dated := strings.Cut(w, "@")
		m := Member{Code: code}
		if dated {
			p, ok := parsePeriod(span)
			if !ok {
				return e.fails("write AAA@FROM..TO, AAA@FROM.. or AAA@..TO", "%q is no period", span)
			}
			m.Period = p
		}
		if !capitals(code) {
			return e.fails("write codes of states with blanks between", "%q is no code", code)
		}
		list = append(list, m)
	}
	b.a.members[e.cell(0)] = list
	return nil
}

var roleKinds = map[string]bool{"person": true, "group": true, "organ": true, "document": true, "states": true}

// role enters "SECTOR kind | words".
func (b *builder) role(e *entry) error {
	sector, kind, _ := strings.Cut(e.cell(0), " ")
	switch {
	case len(e.cells) != 2 || !roleKinds[kind]:
		return e.fails("write SECTOR kind | word; word, the kind one of person, group, organ, document, states", "%q is no sector and kind", e.cell(0))
	case sector == without:
		sector = ""
	case !b.sector[sector]:
		return e.fails("docs/dictionaries.md lists the sectors; - stands for none", "there is no sector %q", sector)
	}
	for _, w := range list(e.cell(1), ";") {
		if w != strings.ToLower(w) {
			return e.fails("write roles in lower case", "%q has capitals", w)
		}
		b.a.roles.add(w, Role{Sector: sector, Kind: kind})
	}
	return nil
}

// title enters "gender SECTOR | titles".
func (b *builder) title(e *entry) error {
	gender, sector, ok := strings.Cut(e.cell(0), " ")
	if !ok || len(e.cells) != 2 || gender != "m" && gender != "f" && gender != without {
		return e.fails("write m, f or -, then a sector or -, then | and the titles", "%q is no gender and sector", e.cell(0))
	}
	t := Title{}
	if gender != without {
		t.Gender = gender[0]
	}
	if sector != without {
		if !b.sector[sector] {
			return e.fails("docs/dictionaries.md lists the sectors; - stands for none", "there is no sector %q", sector)
		}
		t.Sector = sector
	}
	for w := range strings.FieldsSeq(e.cell(1)) {
		if _, ok := b.a.titles[w]; !ok {
			b.a.titles[w] = t
		}
	}
	return nil
}

// preferred enters a rule between actors of one name: "CODE[.SECTOR] sort | names".
func (b *builder) preferred(e *entry) error {
	head, sort, _ := strings.Cut(e.cell(0), " ")
	code, sector, err := b.actor(e, head)
	if err != nil {
		return err
	}
	switch sort {
	case StateName, People, Seat, Organisation, Office, Group:
	default:
		return e.fails("write CODE.SECTOR sort | names, the sort one of state, people, seat, organisation, office, group", "%q is no sort of name", sort)
	}
	for _, n := range list(e.cell(1), ";") {
		b.prefer[n] = true
		b.name(n, Name{Code: code, Sector: sector, Sort: sort})
	}
	return nil
}

// not enters names that stand for nobody: "name; name".
func (b *builder) not(e *entry) error {
	if len(e.cells) != 1 {
		return e.fails("write the names with ; between", "an entry of [not] has one cell, not %d", len(e.cells))
	}
	for _, n := range list(e.cell(0), ";") {
		b.prefer[n] = true
		b.name(n, Name{Code: without})
	}
	return nil
}

// code enters what a code of another dictionary is in ours: "THEIRS OURS".
func (b *builder) code(e *entry) error {
	f := strings.Fields(e.cell(0))
	if len(e.cells) != 1 || len(f) != 2 {
		return e.fails("write THEIRS OURS", "two codes make an entry of [codes]")
	}
	b.a.codes[f[0]] = f[1] // the embedded ones come first of all files
	return nil
}

// finish checks and sorts what entries alone do not show.
func (b *builder) finish() error {
	for _, s := range b.a.states {
		if s.Successor != "" {
			if _, ok := b.a.states[s.Successor]; !ok {
				return &FormError{"states", 0, fmt.Sprintf("the successor %q is no state", s.Successor), "enter it"}
			}
		}
	}
	for i := range b.pending {
		b.petrarchActor(&b.pending[i])
	}
	b.a.register.finish()
	return nil
}

// capitals says whether s is made of capitals and digits, a capital first.
func capitals(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'A' || c > 'Z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
