package know

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// petrarchForm tells which dictionary of the PETRARCH family a file is: actors, agents, verbs, issues, discards, or "" for one in
// our own form.
func petrarchForm(b []byte) string {
	brackets := false
	for line := range strings.Lines(string(b[:min(len(b), maxDictionary)])) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line[0] == '[' || strings.Contains(line, "|"):
			return ""
		case strings.HasPrefix(line, "<ISSUE"):
			return "issues"
		case strings.HasPrefix(line, "---") || line[0] == '&':
			return "verbs"
		case line[0] == '!' || strings.Contains(line, "[~"):
			return "agents"
		case strings.Contains(line, "["):
			return "actors"
		case line[0] == '+' || strings.HasSuffix(line, "_"):
			brackets = true // a name whose codes stand on later lines; discards have neither
		case !brackets:
			return "discards"
		}
	}
	if brackets {
		return "actors"
	}
	return ""
}

// petrarchLines yields the lines of a dictionary of that family without comments, as UTF-8: old ones have Latin letters of one byte.
func petrarchLines(d Dictionary, yield func(n int, line string) error) error {
	if len(d.Bytes) > maxDictionary {
		return &FormError{d.Name, 0, fmt.Sprintf("it is longer than %d MB", maxDictionary>>20), "split it"}
	}
	n := 0
	for line := range strings.Lines(string(d.Bytes)) {
		n++
		line, _, _ = strings.Cut(line, "#")
		if len(line) > maxLine {
			return &FormError{d.Name, n, fmt.Sprintf("the line is longer than %d KB", maxLine>>10), "begin a new line"}
		}
		if !utf8.ValidString(line) {
			line = latin(line)
		}
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := yield(n, line); err != nil {
			return err
		}
	}
	return nil
}

func latin(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

// petrarchBlock is an actor: its names and its codes, some of them for a time.
type petrarchBlock struct {
	names []string
	codes []dated // code and sector in our terms
	rank  int16
}

const maxCodes = 64 // of one actor

// petrarchActors enters a PETRARCH dictionary of actors: NAME_ [CODE FROM-TO] and under it +SYNONYM and further codes. A line that is
// no such thing is passed over, as PETRARCH does, for those files are noisy.
func (b *builder) petrarchActors(d Dictionary) error {
	var block petrarchBlock
	blocks := 0
	flush := func() {
		if len(block.names) > 0 && len(block.codes) > 0 {
			block.rank = b.rank
			b.pending = append(b.pending, block)
			blocks++
		}
		block = petrarchBlock{}
	}
	err := petrarchLines(d, func(n int, line string) error {
		name, codes, _ := strings.Cut(line, "[")
		name = strings.TrimSpace(name)
		if name != "" && name[0] != '+' {
			flush()
		}
		if name = petrarchWords(strings.TrimPrefix(name, "+")); name != "" {
			block.names = append(block.names, name)
		}
		for codes != "" {
			code, rest, ok := strings.Cut(codes, "]")
			if !ok {
				break
			}
			if c, ok := b.petrarchCode(code); ok && len(block.codes) < maxCodes {
				block.codes = append(block.codes, c)
			}
			_, codes, _ = strings.Cut(rest, "[")
		}
		return nil
	})
	flush()
	if err == nil && blocks == 0 {
		return &FormError{d.Name, 0, "it holds no actor with a code", "write NAME_ [CODE]"}
	}
	return err
}

// petrarchWords gives the words of a name: "UNITED_NATIONS_" is "UNITED NATIONS".
func petrarchWords(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c == '_' || c == ' ' || c == '\t' }), " ")
}

// petrarchActor enters a block when all names are known: persons, who have an office for a time, into the register, and all else as
// names. What begins with a state's name is no person: NORLAND_GUARD.
func (b *builder) petrarchActor(x *petrarchBlock) {
	person, plain := false, dated{}
	for _, c := range x.codes {
		person = person || c.sector == "ELI" || c.sector != "" && c.Period != Period{} && len(c.code) == 3
		if c.Period == (Period{}) {
			plain = c
		}
	}
	if state, _ := b.a.At(titleCase(x.names[0])); person && state.Sort != StateName && state.Sort != People {
		for _, c := range x.codes {
			h := Holder{Name: titleCase(x.names[0]), Code: c.code, Sector: c.sector, Period: c.Period}
			i := int32(len(b.a.register.holders))
			b.a.register.holders = append(b.a.register.holders, h)
			for _, n := range x.names {
				b.a.register.index(n, i)
			}
		}
		return
	}
	n := Name{Code: plain.code, Sector: plain.sector, Sort: petrarchSort(x.codes[0].code, x.codes[0].sector), rank: x.rank}
	if len(x.codes) > 1 || plain == (dated{}) {
		codes := x.codes
		n.dated = &codes
	}
	for _, name := range x.names {
		b.a.folded.add(name, n)
	}
}

func petrarchSort(code, sector string) string {
	switch {
	case sector == "REB" || sector == "UAF":
		return Group
	case sector == "" && len(code) == 3:
		return StateName
	case sector == "GOV" || sector == "MIL" || sector == "COP" || sector == "JUD" || sector == "LEG" || sector == "SPY":
		return Office
	}
	return Organisation
}

func titleCase(s string) string {
	b := []byte(strings.ToLower(s))
	for i := range b {
		if (i == 0 || b[i-1] == ' ' || b[i-1] == '-') && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}

// petrarchCode reads "AZEGOVBUS 030101-080831", "AFG", "IGOUNO >20070101".
func (b *builder) petrarchCode(s string) (dated, bool) {
	code, when, _ := strings.Cut(strings.TrimSpace(s), " ")
	c := dated{}
	if c.code, c.sector = b.split(code); c.code == "" {
		return c, false
	}
	when = strings.ReplaceAll(when, " ", "")
	switch {
	case when == "":
	case when[0] == '>':
		c.From = petrarchDay(when[1:])
		return c, c.From > 0
	case when[0] == '<':
		c.To = petrarchDay(when[1:])
		return c, c.To > 0
	default:
		from, to, ok := strings.Cut(when, "-")
		c.From, c.To = petrarchDay(from), petrarchDay(to)
		return c, ok && c.From > 0 && c.To >= c.From
	}
	return c, true
}

// split cuts a CAMEO code of letters in threes into an actor and a sector in our terms; codes.txt has what is called otherwise there.
func (b *builder) split(s string) (code, sector string) {
	if len(s) < 3 || !capitals(s[:3]) {
		return "", ""
	}
	code = s[:3]
	state := true
	switch code {
	case "IGO", "NGO", "MNC", "IMG", "NGM", "INT", "UIS":
		state = false
	}
	if c := b.a.codes[code]; c != "" && !b.sector[c] {
		code = c
	}
	for i := 3; i+3 <= len(s); i += 3 {
		part := s[i : i+3]
		if c := b.a.codes[part]; c != "" {
			part = c
		}
		switch {
		case b.sector[part]:
			if sector == "" {
				sector = part
			}
		case !state && b.a.codes[s[i:i+3]] != "":
			code, state = part, true
		}
	}
	return code, sector
}

// petrarchDay reads YYMMDD and YYYYMMDD; years below 31 are of this century. It gives 0 for anything else.
func petrarchDay(s string) Day {
	n := Day(0)
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || len(s) > 8 {
			return 0
		}
		n = n*10 + Day(s[i]-'0')
	}
	switch len(s) {
	case 8:
	case 6:
		n += 1900_00_00
		if n < 1931_00_00 {
			n += 100_00_00
		}
	default:
		return 0
	}
	if n < 1000_00_00 {
		return 0
	}
	// Days such as 31 June stand in those files: they are the last of the month.
	month, day := n/100%100, n%100
	if month < 1 || month > 12 {
		return 0
	}
	return n - day + min(max(day, 1), monthDays(n/1_00_00, month))
}

// petrarchAgents enters a PETRARCH dictionary of agents: WORD {PLURAL} [~SECTOR], with sets of words such as !PERSON! = MAN, WOMAN.
func (b *builder) petrarchAgents(d Dictionary) error {
	sets := map[string][]string{}
	entered := 0
	err := petrarchLines(d, func(n int, line string) error {
		if set, words, ok := strings.Cut(line, "="); ok && line[0] == '!' {
			sets[strings.TrimSpace(set)] = list(words, ",")
			return nil
		}
		word, code, ok := strings.Cut(line, "[~")
		if !ok {
			return nil
		}
		code, _, _ = strings.Cut(code, "]")
		sector := b.agentSector(code)
		if sector == "" {
			return nil
		}
		word, plural, given := strings.Cut(word, "{")
		plural, _, _ = strings.Cut(plural, "}")
		for _, w := range spread(strings.TrimSpace(word), sets) {
			w = strings.ToLower(petrarchWords(w))
			if w == "" {
				continue
			}
			entered++
			kind := b.agentKind(w)
			b.a.roles.add(w, Role{Sector: sector, Kind: kind})
			many := plural
			if !given {
				many = third(w) // the rule of verbs is that of nouns
			}
			if many = strings.ToLower(petrarchWords(many)); many != "" && many != w {
				if kind == "person" {
					kind = "group"
				}
				b.a.roles.add(many, Role{Sector: sector, Kind: kind})
			}
		}
		return nil
	})
	if err == nil && entered == 0 {
		return &FormError{d.Name, 0, "it holds no agent with a code that is a sector", "write WORD [~GOV]"}
	}
	return err
}

// agentSector is the first of a code's parts that is a sector.
func (b *builder) agentSector(code string) string {
	for i := 0; i+3 <= len(code); i += 3 {
		part := code[i : i+3]
		if c := b.a.codes[part]; c != "" {
			part = c
		}
		if b.sector[part] {
			return part
		}
	}
	return ""
}

// agentKind guesses whether a word is one for a person or for a body, which PETRARCH does not tell.
func (b *builder) agentKind(w string) string {
	head := w[strings.LastIndexByte(w, ' ')+1:]
	if r, n := b.a.roles.At(head); n == len(head) {
		return r.Kind
	}
	if hasAnySuffix(head, "er", "or", "ist", "man", "woman", "ian", "ee", "ant", "chief", "head", "person") {
		return "person"
	}
	if hasAnySuffix(head, "men", "women", "people", "ers", "ists") {
		return "group"
	}
	return "organ"
}

// spread puts each word of a set in its place: CATTLE!PERSON! is CATTLEMAN, CATTLEWOMAN and so on.
func spread(word string, sets map[string][]string) []string {
	const most = 64 // words that one line makes
	out := []string{""}
	for {
		from := strings.IndexByte(word, '!')
		if from < 0 {
			from = len(word)
		}
		for i := range out {
			out[i] += word[:from]
		}
		if word = word[from:]; word == "" {
			return out
		}
		size := strings.IndexByte(word[1:], '!')
		if size < 0 {
			return nil
		}
		var next []string
		for _, x := range out {
			for _, w := range sets[word[:size+2]] {
				if len(next) < most {
					next = append(next, x+w)
				}
			}
		}
		out, word = next, word[size+2:]
		if len(out) == 0 {
			return nil
		}
	}
}
