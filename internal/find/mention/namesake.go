package mention

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"readout/internal/know"
	"readout/internal/lang"
)

//go:embed namesakes.txt
var namesakesFile string

// namesakes are the names of states and seats that stand for others too.
type namesakes struct {
	persons map[string]bool
	shown   map[string]map[string][]string // by name and country, the words that show it
	denied  map[string]map[string][]string
}

var doubles = sync.OnceValue(func() namesakes {
	x := namesakes{persons: map[string]bool{}, shown: map[string]map[string][]string{}, denied: map[string]map[string][]string{}}
	for key, words := range rows(namesakesFile) {
		name, code, is := strings.Cut(key, " is ")
		if !is {
			for w := range strings.FieldsSeq(words) {
				x.persons[w] = true
			}
			continue
		}
		list := x.shown
		if rest, not := strings.CutPrefix(code, "not "); not {
			list, code = x.denied, rest
		}
		if list[name] == nil {
			list[name] = map[string][]string{}
		}
		for w := range strings.SplitSeq(words, ";") {
			list[name][code] = append(list[name][code], strings.TrimSpace(w))
		}
	}
	return x
})

// nameAt is the actor whose name begins at token i, as this text means it, and the token behind the name; i where there is none. A
// part of a state before a role ("the Texas governor") counts as an adjective of its state.
func (f *Finder) nameAt(i, last int, n *phrase) (know.Name, int) {
	t := f.t
	if code, end := f.province(i, last); end > i {
		if k := f.behindPossessive(end); f.roleAhead(k, last) {
			return know.Name{Code: code, Sort: know.People}, end
		}
		return know.Name{}, i
	}
	name, size := f.actors.At(t.Raw[t.Tokens[i].Start:])
	if size == 0 && f.capitals && t.Tokens[i].Kind == lang.Word {
		s := t.Raw[t.Tokens[i].Start:min(len(t.Raw), int(t.Tokens[i].Start)+longestName)]
		name, size = f.actors.At(properCase(s)) // "ISRAEL STRIKES GAZA"
	}
	if size == 0 {
		return f.shortly(i, last)
	}
	end := t.TokenAt(int(t.Tokens[i].Start)+size-1) + 1
	if name.Sort != know.StateName && name.Sort != know.Seat {
		return name, end
	}
	if i > 0 && t.Tokens[i-1].Form == "New" || f.personal(i, end, last, n) {
		return know.Name{}, i // "New Guinea", "Chad Brown"
	}
	if code, in := f.cityOf(i, end, last); in && code != name.Code {
		return know.Name{Code: code, Sort: know.People}, end // "Athens, Georgia"
	}
	return name, end
}

// shortly is the actor that a word stands for which is mostly none, where the text shows it: "IS" beside "Islamic State", "the House"
// beside "Congress".
func (f *Finder) shortly(i, last int) (know.Name, int) {
	form := f.t.Tokens[i].Form
	alone := i > 0 && f.t.Tokens[i-1].Lower == "the" && (i+1 == last || !f.t.Tokens[i+1].Capital() && f.t.Tokens[i+1].Lower != "of")
	if !f.capitals && (acronym(form) || alone && f.t.Tokens[i].Capital()) {
		for code, words := range doubles().shown[form] {
			if f.shown(form, code) {
				name, _ := f.actors.At(words[0])
				return name, i + 1
			}
		}
	}
	return know.Name{}, i
}

// longestName bounds, in bytes, how far a name in capitals is looked for.
const longestName = 48

func (f *Finder) behindPossessive(i int) int {
	if f.possessive(i) {
		return i + 1
	}
	return i
}

// province is the state that the part of a state named at token i belongs to, and the token behind the name; i where none is named.
// "Georgia" is one only where the text shows it.
func (f *Finder) province(i, last int) (code string, end int) {
	t := f.t
	if !t.Tokens[i].Capital() || !f.places.Opens(t.Tokens[i].Lower) || i > 0 && t.Tokens[i-1].Capital() && t.Tokens[i-1].Lower == "new" {
		return "", i
	}
	for j := min(i+3, last); j > i; j-- {
		if t.Tokens[j-1].Kind != lang.Word || !t.Tokens[j-1].Capital() || len(t.Tokens[i].Form) < 4 && j == i+1 {
			continue
		}
		name := t.Cut(i, j)
		area, ok := f.places.Area(name)
		switch {
		case !ok:
			continue
		case area.Kind == know.Region:
			if doubles().persons[name] && f.surnamed(j-1, last) {
				return "", i // "Virginia Vik"
			}
			if n, size := f.actors.At(t.Raw[t.Tokens[i].Start:]); size > 0 && n.Code != "" {
				return "", i // Gaza, Abkhazia: actors by themselves
			}
			return area.Country, j
		case j < last && (t.Tokens[j].Lower == "governor" || t.Tokens[j].Lower == "gov.") || f.shown(name, "USA") || i >= f.first+2 && t.Tokens[i-1].Form == "," && f.american(i-2, name):
			return "USA", j
		default:
			return "", i
		}
	}
	return "", i
}

// american says whether the city that ends at token i lies in the American state of that name and none of that name in the country.
func (f *Finder) american(i int, area string) bool {
	p, ok := f.places.Within(f.t.Cut(i, i+1), area)
	return ok && p.Size > 0 && p.Country == "USA"
}

// cityOf is the country that "Tripoli, Lebanon" or "Moscow, Idaho" lies in, of the name of the tokens [i, end); false where no part of
// a country that has such a city stands behind its comma.
func (f *Finder) cityOf(i, end, last int) (string, bool) {
	t := f.t
	if end+1 >= last || t.Tokens[end].Form != "," || !t.Tokens[end+1].Capital() {
		return "", false
	}
	for j := min(end+4, last); j > end+1; j-- {
		closed := j == last || t.Tokens[j].Kind == lang.Stop || t.Tokens[j].Form == ","
		if p, ok := f.places.Within(t.Cut(i, end), t.Cut(end+1, j)); ok && (closed || p.Size > 0) {
			return p.Country, true
		}
	}
	return "", false
}

// personal says whether the name of a state at the tokens [i, end) is a person's here.
func (f *Finder) personal(i, end, last int, n *phrase) bool {
	if end != i+1 || !doubles().persons[f.t.Tokens[i].Form] {
		return false
	}
	if f.surnamed(i, last) || n.titled && i > 0 && n.nameFirst < 0 && f.t.Tokens[i-1].Capital() && n.roleFirst < 0 {
		return true
	}
	if n.nameFirst >= 0 && n.nameLast == i && (f.t.Is(i, "flat") || given()[f.t.Tokens[n.nameFirst].Lower] != 0) {
		return true // "Vernon Jordan"
	}
	if n.roleLast == i && n.roleFirst >= 0 && n.role.Kind == "person" && f.t.Tokens[i-1].Capital() {
		return true // "Judge Jordan"
	}
	return f.known(f.t.Tokens[i].Lower) >= 0 && !slices.ContainsFunc(f.t.Mentions, func(m lang.Mention) bool {
		return m.Entity >= 0 && f.t.Entities[m.Entity].Kind == lang.State && f.t.Tokens[m.Last-1].Form == f.t.Tokens[i].Form
	})
}

// surnamed says whether a surname follows the given name at token i.
func (f *Finder) surnamed(i, last int) bool {
	t := f.t
	if i+1 >= last || !t.Tokens[i+1].Capital() || !t.Is(i+1, "flat") || int(t.Tokens[i+1].Head) != i && t.Tokens[i+1].Head != t.Tokens[i].Head {
		return false
	}
	w := t.Tokens[i+1].Lower
	if _, title := f.actors.Title(w); title || f.actors.Closed(w) || f.actors.Thing(w) || acronym(t.Tokens[i+1].Form) {
		return false
	}
	_, role := f.actors.RoleAt(t.From(i + 1))
	_, actor := f.actors.At(t.Raw[t.Tokens[i+1].Start:])
	return role == 0 && actor == 0 && !organisationLike(t.Tokens[i+1].Form)
}

// shown says whether the text shows that a name means its namesake in a country. It looks once.
func (f *Finder) shown(name, code string) bool {
	words := doubles().shown[name][code]
	if words == nil {
		return false
	}
	if f.meansOther == nil {
		f.meansOther = map[string]bool{}
	}
	is, looked := f.meansOther[name]
	if !looked {
		is = (f.home == code || hasName(f.t.Raw, words)) && !hasName(f.t.Raw, doubles().denied[name][code])
		f.meansOther[name] = is
	}
	return is
}

// hasName says whether a text has one of some names.
func hasName(text string, names []string) bool {
	for _, n := range names {
		for rest := text; ; {
			k := strings.Index(rest, n)
			if k < 0 {
				break
			}
			if !wordAt(rest, k+len(n)) && (k == 0 || !wordAt(rest[:k+1], k-1)) {
				return true
			}
			rest = rest[k+len(n):]
		}
	}
	return false
}

// inCapitals says whether the tokens [first, last) are written in capitals all, as headlines are.
func (f *Finder) inCapitals(first, last int) bool {
	n := 0
	for i := first; i < last; i++ {
		k := &f.t.Tokens[i]
		if k.Kind != lang.Word || len(k.Form) < 2 {
			continue
		}
		if strings.ContainsFunc(k.Form, unicode.IsLower) {
			return false
		}
		n++
	}
	return n > 2
}
