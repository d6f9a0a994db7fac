package know

import (
	"slices"
	"strings"
)

// Holder is somebody in an office.
type Holder struct {
	Name         string // in full, the first form of the file
	Gender       byte   // 'm' or 'f', 0 where not known
	Code, Sector string // for whom the office acts: "USA", "GOV"
	Office       string // in lower case: "foreign minister"; "" where a dictionary gives no more than the code
	Period
}

// Tenure says how somebody's time in office lies to a day.
type Tenure uint8

// The tenures.
const (
	Unknown Tenure = iota // no such person is known, or several are
	Holds                 // the office on that day
	Held                  // it before, and holds none now; or the day is unknown
	Later                 // comes to it after that day
)

// office is a heading of holders.txt.
type office struct {
	code, sector, name string
	last               int // holder entered last, -1 for none
}

// register knows who held which office when.
type register struct {
	holders []Holder
	common  map[string]bool    // surnames that alone name nobody
	byName  map[string][]int32 // full names and single names, in lower case, to holders in the order of time
}

func newRegister() register {
	return register{byName: map[string][]int32{}, common: wordSet(surnamesFile)}
}

// holder enters a heading "CODE.SECTOR office", or under it "FROM[..TO] | Name (f); other names". A holder without an end stays
// until the next begins, one with "FROM.." shares the office with the next; "FROM | -" leaves the office empty.
func (b *builder) holder(e *entry) error {
	const mend = "write a heading such as FRA.GOV president, and under it 2017-05-14 | Name; other name"
	r := &b.a.register
	if len(e.cells) == 1 {
		head, name, ok := strings.Cut(e.cell(0), " ")
		code, sector, err := b.actor(e, head)
		switch {
		case err != nil:
			return err
		case !ok || sector == "" || name != strings.ToLower(name):
			return e.fails(mend, "%q is no code with sector and an office in lower case", e.cell(0))
		}
		b.office = office{code, sector, strings.TrimSpace(name), -1}
		return nil
	}
	if len(e.cells) != 2 || b.office.code == "" {
		return e.fails(mend, "no office stands above the holder")
	}
	p, ok := parseTenure(e.cell(0))
	if !ok {
		return e.fails("write a day, month or year such as 1999-12-31, or two with .. between, in the order of time", "%q is no time in office", e.cell(0))
	}
	if i := b.office.last; i >= 0 {
		prev := &r.holders[i]
		if p.From < prev.From {
			return e.fails("put holders in the order of time", "%s came before %s", e.cell(1), prev.Name)
		}
		if prev.To == 0 {
			prev.To = max(prev.From, p.From) // on the day of the change both are right
		}
		b.office.last = -1
	}
	names := list(e.cell(1), ";")
	if len(names) == 0 {
		return e.fails(mend, "the holder has no name")
	}
	if names[0] == without {
		return nil
	}
	h := Holder{Name: names[0], Gender: 'm', Code: b.office.code, Sector: b.office.sector, Office: b.office.name, Period: p}
	if name, ok := strings.CutSuffix(h.Name, " (f)"); ok {
		h.Name, h.Gender = name, 'f'
	}
	names[0] = h.Name
	b.office.last = len(r.holders)
	r.enter(h, names)
	return nil
}

// parseTenure reads "FROM", "FROM..TO" or "FROM..", which others do not end.
func parseTenure(s string) (Period, bool) {
	if p, ok := parsePeriod(s); ok {
		if p.To == 0 {
			p.To = noEnd
		}
		return p, p.From > 0
	}
	first, _, ok := parseDays(s)
	return Period{From: first}, ok
}

// enter adds a holder under all names, and under the surname: the single names given, else the last word of the first.
func (r *register) enter(h Holder, names []string) {
	i := int32(len(r.holders))
	r.holders = append(r.holders, h)
	single := false
	for _, n := range names {
		r.index(n, i)
		single = single || !strings.Contains(n, " ")
	}
	if n := names[0]; !single {
		r.index(n[strings.LastIndexByte(n, ' ')+1:], i)
	}
}

func (r *register) index(name string, i int32) {
	key := strings.ToLower(name)
	if list := r.byName[key]; !slices.Contains(list, i) {
		r.byName[key] = append(list, i)
	}
}

func (r *register) finish() {
	for i := range r.holders {
		if r.holders[i].To == noEnd {
			r.holders[i].To = 0
		}
	}
}

// Holders gives those who held an office of a state or organisation on a day, as holders.txt names the office: one, or on the day
// of a change two. It is nil where that is not known.
func (r *register) Holders(code, office string, day Day) []Holder {
	var out []Holder
	for i := range r.holders {
		if h := &r.holders[i]; h.Code == code && h.Office == office && day > 0 && h.Has(day) {
			out = append(out, *h)
		}
	}
	return out
}

// Person gives the office that the bearer of a name held on a day. The name is a full one, or a surname that is not too common
// (surnames.txt) and that only one person in office on that day has; of several offices the one entered first counts. Where the tenure is Held, the Holder tells the last
// office and must not be taken for today's; where it is Later or Unknown, nobody in the text is meant for sure.
func (r *register) Person(name string, day Day) (Holder, Tenure) {
	var buf [64]byte
	key := appendLower(buf[:0], name)
	ids := r.byName[string(key)]
	if len(ids) == 0 || r.common[string(key)] {
		return Holder{}, Unknown
	}
	now, last, first := -1, -1, -1
	for _, id := range ids {
		h := &r.holders[id]
		switch {
		case day > 0 && h.Has(day):
			if now < 0 {
				now = int(id)
			} else if !r.same(now, int(id)) {
				return Holder{}, Unknown
			}
		case day == 0 || h.From <= day:
			if last >= 0 && !r.same(last, int(id)) {
				last = -2
			} else if last != -2 && (last < 0 || h.To > r.holders[last].To) {
				last = int(id)
			}
		default:
			first = int(id)
		}
	}
	switch {
	case now >= 0:
		return r.holders[now], Holds
	case last >= 0 && strings.Contains(name, " "):
		return r.holders[last], Held // a surname alone may be anybody's
	case last == -1 && first >= 0:
		return r.holders[first], Later
	}
	return Holder{}, Unknown
}

// InOffice gives the bearer of a name in the office of that title on a day, where there is one only: "Bush" and "President" in 2005. The
// name may be a surname however common; the title is the office or its last words, in any case.
func (r *register) InOffice(name, title string, day Day) (Holder, bool) {
	var buf, words [64]byte
	office := appendLower(words[:0], title)
	found := -1
	for _, id := range r.byName[string(appendLower(buf[:0], name))] {
		h := &r.holders[id]
		if len(office) == 0 || day == 0 || !h.Has(day) || !endsWith(h.Office, office) {
			continue
		}
		if found >= 0 && !r.same(found, int(id)) {
			return Holder{}, false
		}
		if found < 0 {
			found = int(id)
		}
	}
	if found < 0 {
		return Holder{}, false
	}
	return r.holders[found], true
}

// HeldOffice gives the bearer of a name, in words a surname, who held the office of that title before a day, where there is one only:
// "Reagan" and "President" in 2005.
func (r *register) HeldOffice(name, title string, day Day) (Holder, bool) {
	var buf, words [64]byte
	office := appendLower(words[:0], title)
	found := -1
	for _, id := range r.byName[string(appendLower(buf[:0], name))] {
		h := &r.holders[id]
		if len(office) == 0 || day == 0 || h.From > day || h.Has(day) || !endsWith(h.Office, office) {
			continue
		}
		if found >= 0 && !r.same(found, int(id)) {
			return Holder{}, false
		}
		found = int(id)
	}
	if found < 0 {
		return Holder{}, false
	}
	return r.holders[found], true
}

// endsWith says whether an office ends with the words of a title: "foreign minister" with "minister".
func endsWith(office string, title []byte) bool {
	n := len(office) - len(title)
	return n >= 0 && office[n:] == string(title) && (n == 0 || office[n-1] == ' ')
}

// same says whether two entries are of one person: of persons of one full name the file has one only.
func (r *register) same(a, b int) bool { return r.holders[a].Name == r.holders[b].Name }

func appendLower(b []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		} else if c >= 0x80 {
			return append(b[:0], strings.ToLower(s)...) // rare: a name with accents in capitals
		}
		b = append(b, c)
	}
	return b
}
