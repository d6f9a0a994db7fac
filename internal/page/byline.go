package page

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"unicode"

	"readout/internal/know"
)

//go:embed data/bylines.txt
var bylinesText string

var bylineWords = dataSets(bylinesText, nil)

// authorPaths are parts of the addresses of authors' pages.
var authorPaths = slices.Sorted(maps.Keys(bylineWords["link"]))

// maxAuthors is more than any byline has; a longer list is a staff page.
const maxAuthors = 12

// nameList gathers names, each once.
type nameList struct {
	people []string
	others []string // agencies, desks, the outlet
	outlet string   // in words
}

func (n *nameList) add(s string, trusted bool) {
	for _, name := range splitNames(s) {
		w := words(name)
		switch {
		case w == "" || strings.IndexFunc(w, unicode.IsLetter) < 0 || len(n.people)+len(n.others) >= maxAuthors:
		case isDesk(name) || w == n.outlet || strings.HasPrefix(n.outlet, w+" "):
			if !containsName(n.others, w) {
				n.others = append(n.others, name)
			}
		case !likeName(name, trusted):
		case !containsName(n.people, w):
			n.people = append(n.people, name)
		}
	}
}

func containsName(names []string, w string) bool {
	return slices.ContainsFunc(names, func(s string) bool { return words(s) == w })
}

// names are the people, or who else signs where there are none: an agency rather than the outlet that carries it.
func (n *nameList) names() []string {
	if len(n.people) > 0 {
		// "Ann Ray" and "Ann Ray Northern Ledger" are one.
		all := slices.Clone(n.people)
		return slices.DeleteFunc(n.people, func(long string) bool {
			return slices.ContainsFunc(all, func(short string) bool { return strings.HasPrefix(long, short+" ") && strings.Contains(short, " ") })
		})
	}
	for _, o := range n.others {
		if isAgency(o) && len(n.others) > 1 {
			return []string{o}
		}
	}
	return n.others
}

// findByline reads the authors off JSON-LD, then meta elements, then the lines by the title. A capital or a country is none: papers
// and offices give the place of filing there.
func (s *scorer) findByline(outlet string, places *know.Places) []string {
	return slices.DeleteFunc(s.signers(outlet), func(name string) bool {
		place, ok := places.Find(name)
		return ok && (place.Capital || place.Kind == know.Country)
	})
}

func (s *scorer) signers(outlet string) []string {
	list := nameList{outlet: words(outlet)}
	if ld := s.head.article(); ld != nil {
		for _, a := range ld.authors {
			list.add(a, true)
		}
	}
	for _, name := range []string{"author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "cxenseparse:author", "og:author", "twitter:data1", "article:author_name"} {
		if len(list.people) > 0 {
			break
		}
		for _, v := range s.head.all(name) {
			if strings.Contains(v, "://") || strings.HasPrefix(v, "www.") || strings.HasPrefix(v, "@") ||
				name == "twitter:data1" && !strings.EqualFold(s.head.first("twitter:label1"), "written by") {
				continue
			}
			list.add(v, true)
		}
	}
	if len(list.people) == 0 {
		s.seenByline(&list)
	}
	return list.names()
}

// seenByline looks for names in the lines from just above the title to the first paragraphs.
func (s *scorer) seenByline(list *nameList) {
	from, to := s.byTitle()
	last, opening := s.lastKept(), s.firstProse()
	var linked, hinted, said, alone nameList
	linked.outlet, hinted.outlet, said.outlet, alone.outlet = list.outlet, list.outlet, list.outlet, list.outlet
	for _, m := range s.marks {
		if m.block < from || m.block > to || m.end <= m.start || m.end > len(s.text) || m.end-m.start > 80 || m.isTime ||
			m.block < len(s.blocks) && s.hints(&s.blocks[m.block])&(hintComment|hintRelated|hintNav|hintFooter) != 0 {
			continue
		}
		t := strings.TrimSpace(string(s.text[m.start:m.end]))
		if m.author {
			linked.add(t, true)
		} else if m.hints&hintByline != 0 {
			hinted.add(t, true)
		}
	}
	for i := from; i < len(s.blocks); i++ {
		if i > to { // blogs sign at the end
			if i = max(i, last+1); i > last+10 || i >= len(s.blocks) {
				break
			}
		}
		b := &s.blocks[i]
		if b.words > 30 || b.words == 0 || s.nodes[b.node].all&(hintComment|hintNav|hintCaption|hintFigure) != 0 || i == s.title || s.keep[i] && prose(b) {
			continue
		}
		t := s.str(b)
		if s.plain && i > 0 && bylineWords["by"][words(s.str(&s.blocks[i-1]))] { // "By" on a line of its own
			said.add(t, true)
			continue
		}
		if rest, ok := cutBy(t); ok && (b.words < 20 || b.linked > 0) {
			said.add(rest, b.linked > 0 || s.hints(b)&hintByline != 0)
			if first, _, _ := strings.Cut(rest, ","); len(said.people) == 0 && len(first) <= 6 && upperOnly(first) {
				said.others = append(said.others, first)
			}
		} else if s.hints(b)&hintByline != 0 && b.words <= 8 && i <= to && s.hints(b)&(hintAside|hintBio) == 0 {
			hinted.add(t, false)
		} else if s.plain && i > s.title && i <= to && s.signature(i) {
			alone.add(t, false)
		} else if len(alone.people) == 0 && i == opening-1 && i > s.title && b.words >= 2 && b.words <= 3 && b.kind != kindHeading && b.linked == 0 && !b.ends {
			alone.add(t, false)
			if len(alone.people) > 0 {
				s.keep[i] = false
			}
		}
	}
	for _, l := range []*nameList{&said, &linked, &hinted, &alone} {
		if len(l.people) > 0 && len(l.people) <= 6 {
			list.people = append(list.people, l.people...)
			return
		}
	}
	for _, l := range []*nameList{&said, &linked, &hinted} {
		for _, o := range l.others {
			if l == &hinted && !isAgency(o) {
				continue
			}
			if !containsName(list.others, words(o)) {
				list.others = append(list.others, o)
			}
		}
	}
}

// signature says whether a line of plain text is a name alone, with the day or the time it takes to read near it.
func (s *scorer) signature(i int) bool {
	t := cutDay(s.str(&s.blocks[i]))
	fields := strings.Fields(t)
	if len(fields) < 2 || len(fields) > 4 || strings.ContainsAny(t, "|/:,&0123456789") || upperOnly(t) {
		return false
	}
	for _, f := range fields {
		if r := []rune(f); !unicode.IsUpper(r[0]) || len(r) < 2 && len(fields) < 3 {
			return false
		}
	}
	if len(t) < len(s.str(&s.blocks[i])) {
		return true
	}
	if i <= s.title+3 && !isDesk(t) { // right under the headline or its deck
		return true
	}
	for j := max(s.title+1, i-2); j <= min(i+2, len(s.blocks)-1); j++ {
		if b := &s.blocks[j]; j != i && b.words <= 14 && (hasDay(s.str(b)) || strings.HasSuffix(s.str(b), " read")) {
			return true
		}
	}
	return false
}

// cutDay takes a day, or "7 hours ago" and "4 min read", off the end of a line.
func cutDay(t string) string {
	if i := strings.IndexAny(t, "0123456789"); i > 0 {
		switch unit, _, _ := strings.Cut(strings.TrimLeft(t[i:], "0123456789 "), " "); strings.TrimSuffix(unit, "s") {
		case "hour", "minute", "min", "day", "hr", "week":
			return strings.TrimRight(t[:i], " |,•·-–—")
		}
	}
	scanDays(t, dayHint{}, func(d foundDay) bool {
		t = strings.TrimRight(t[:d.Start], " |,•·-–—")
		return false
	})
	return t
}

// byTitle is the stretch of blocks where a page puts byline, date and deck.
func (s *scorer) byTitle() (from, to int) {
	first := max(0, slices.Index(s.keep, true))
	if s.title < 0 {
		return max(0, first-12), first + 1
	}
	return max(0, min(s.title, first)-6), min(max(s.title, first)+2, s.title+40)
}

// cutBy takes "By" off the start of a line, or "Posted by", "erstellt von", "21 June 2024 by".
func cutBy(s string) (string, bool) {
	first, rest, _ := strings.Cut(s, " ")
	if rest != "" && bylineWords["by"][strings.ToLower(strings.TrimRight(first, ":"))] && startsName(rest) {
		return rest, true
	}
	fields := strings.Fields(s)
	if len(fields) > 30 {
		return s, false
	}
	for i := 1; i+1 < len(fields) && i < 12; i++ {
		w := strings.ToLower(fields[i])
		if w != "by" && w != "von" && w != "par" || !startsName(fields[i+1]) {
			continue
		}
		before := strings.ToLower(strings.Trim(fields[i-1], ",:|•–—-"))
		if bylineWords["posted"][before] || before == "" || strings.IndexFunc(before, unicode.IsDigit) >= 0 {
			return strings.Join(fields[i+1:], " "), true
		}
	}
	return s, false
}

func startsName(s string) bool {
	r := firstRune(s)
	return unicode.IsUpper(r) || r == '@' || unicode.IsLetter(r) && !unicode.IsLower(r)
}

// splitNames parts "By Jane Roe and John Doe, Staff Writers | Outlet" into names. What follows a date or a place is no name.
func splitNames(s string) []string {
	s = squeeze(s)
	if len(s) > 600 {
		return nil
	}
	for range 3 {
		rest, ok := cutBy(s)
		if !ok {
			break
		}
		s = strings.TrimSpace(rest)
	}
	var out, name []string
	flush := func() {
		if n := trimName(name); n != "" {
			out = append(out, n)
		}
		name = name[:0]
	}
	for f := range strings.FieldsSeq(s) {
		low := strings.ToLower(strings.TrimRight(f, ",.:;"))
		switch {
		case bylineWords["stop"][low], f[0] >= '0' && f[0] <= '9':
			flush()
			return out
		case bylineWords["and"][low] && (len(name) > 0 || len(low) == 1 && !unicode.IsUpper(firstRune(f))):
			flush()
			continue
		case bylineWords["break"][f]:
			if flush(); len(out) > 0 { // the outlet follows
				return out
			}
			continue
		}
		if i := strings.IndexAny(f, "(["); i >= 0 {
			if i > 0 {
				name = append(name, f[:i])
			}
			flush()
			return out
		}
		for _, r := range "，、;|•·&/" {
			if k := strings.IndexRune(f, r); k > 0 && r != '/' {
				name = append(name, f[:k])
				flush()
				f = f[k+len(string(r)):]
			}
		}
		if f == "" {
			continue
		}
		if g, ok := strings.CutSuffix(f, ","); ok {
			if g != "" {
				name = append(name, g)
			}
			flush()
			continue
		}
		name = append(name, f)
	}
	flush()
	return out
}

// trimName takes e-mail addresses, handles and marks off a name.
func trimName(fields []string) string {
	keep := make([]string, 0, len(fields))
	for _, f := range fields {
		if !strings.ContainsAny(f, "@{}<>") {
			keep = append(keep, f)
		}
	}
	all := strings.Join(keep, " ")
	for len(keep) > 1 && bylineWords["after"][keep[len(keep)-1]] {
		keep = keep[:len(keep)-1]
		all = strings.Join(keep, " ")
	}
	name := strings.Trim(all, " .:*-–—/\"“”")
	if strings.HasSuffix(all, ".") && len(keep) > 1 && len(keep[len(keep)-1]) <= 4 { // Jr., an initial
		name += "."
	}
	return name
}

// isAgency says whether a name is a news agency's.
func isAgency(name string) bool { return bylineWords["agency"][words(name)] }

// isDesk says whether a name is an agency's, an outlet's or a desk's.
func isDesk(name string) bool {
	f := strings.Fields(words(strings.ReplaceAll(name, "/", " ")))
	if len(f) == 1 && bylineWords["alone"][f[0]] || slices.Contains(f, "staff") && len(f) > 1 {
		return false
	}
	for _, w := range f {
		if bylineWords["outlet"][w] || bylineWords["agency"][w] {
			return true
		}
	}
	return strings.Contains(name, ".") && strings.ContainsAny(name, ".") && len(f) == 2 && !strings.Contains(name, " ") && isDomain(name)
}

func isDomain(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 1 && len(s)-i <= 5 && len(s)-i > 2
}

// likeName says whether it can be a person's. A trusted place may hold a single name or a nickname.
func likeName(name string, trusted bool) bool {
	if strings.IndexFunc(name, unicode.IsDigit) >= 0 && !trusted || len(name) > 60 || len(name) < 2 || strings.Contains(name, "://") {
		return false
	}
	f := strings.Fields(name)
	roles, capitals := 0, 0
	if bylineWords["alone"][words(name)] {
		return false
	}
	for _, w := range f {
		lw := strings.ToLower(strings.Trim(w, ".,:"))
		if bylineWords["never"][lw] {
			return false
		}
		if bylineWords["role"][lw] {
			roles++
		}
		if r := []rune(w)[0]; unicode.IsUpper(r) || !unicode.IsLower(r) && unicode.IsLetter(r) {
			capitals++
		}
	}
	if f[0] == "The" && !trusted {
		return false
	}
	if roles == len(f) || roles*2 > len(f) || len(f) > 6 {
		return false
	}
	if trusted {
		return len(f) <= 5
	}
	return len(f) >= 2 && capitals*2 >= len(f)+1
}
