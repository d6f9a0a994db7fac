package know

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed letterheads.txt
var letterheadsFile string

// letterheads are the words that tell whose text it is, in the order of the file.
var letterheads = sync.OnceValue(func() [][2]string {
	var out [][2]string
	for _, row := range rows(letterheadsFile) {
		for _, w := range list(column(row, 1), ",") {
			out = append(out, [2]string{w, row[0]})
		}
	}
	return out
})

// Letterhead is the code of the government or body whose text begins with s, a title or first lines; "" where none is known. Case
// counts.
func Letterhead(s string) string {
	best, at := "", len(s)
	for _, l := range letterheads() {
		if i := strings.Index(s, l[0]); i >= 0 && i < at && endsWord(s[i:], len(l[0])) {
			best, at = l[1], i
		}
	}
	return best
}

// IssuerIn is the code of the state whose office stands as a line of its own among the lines of head, a title or the first lines of a
// text: "MINISTRY OF FOREIGN AFFAIRS OF THE REPUBLIC OF KOREA", "Embassy of Peru in Oslo"; "" where none does.
func (a *Actors) IssuerIn(head string) string {
	const longest = 140 // bytes of such a line
	for line := range strings.Lines(head) {
		if line = strings.TrimSpace(line); len(line) > longest || line == "" {
			continue
		}
		if strings.ToUpper(line) == line {
			line = spelled(line)
		}
		if code := a.issuer(line); code != "" {
			return code
		}
	}
	return ""
}

// issuer is the state of an office that line names and says nothing else of.
func (a *Actors) issuer(line string) string {
	office, code := false, ""
	for i := 0; i < len(line); {
		if n, size := a.At(line[i:]); size > 0 {
			if code == "" && len(n.Code) == 3 && (n.Sector == "" || n.Sector == "GOV") {
				code = n.Code
			}
			office = office || n.Sort == Office
			i = min(i+size, len(line))
		} else if r, size := a.RoleAt(strings.ToLower(line[i:])); size > 0 && (r.Kind == "organ" || r.Kind == "person") && (r.Sector == "GOV" || r.Sector == "MIL" || r.Sector == "LEG") {
			office = office || r.Kind == "organ"
			i = min(i+size, len(line)) // lower case may be longer
		} else {
			w, _, _ := strings.Cut(line[i:], " ")
			if c := w[0]; c >= 'a' && c <= 'z' && !joins(w) || strings.HasSuffix(w, ".") || strings.HasSuffix(w, "?") || strings.HasSuffix(w, ":") {
				return "" // a sentence, or a headline
			}
			i += len(w)
		}
		for i < len(line) && strings.IndexByte(" ,-|/(", line[i]) >= 0 {
			i++
		}
	}
	if !office {
		return ""
	}
	return code
}

// joins says whether a word joins the parts of an office's name.
func joins(w string) bool {
	switch strings.TrimRight(w, ",") {
	case "of", "the", "for", "and", "in", "to", "at", "on":
		return true
	}
	return false
}

// spelled writes a line in capitals with capitals at the beginnings of words alone, but for those that join.
func spelled(line string) string {
	words := strings.Fields(strings.ToLower(line))
	for i, w := range words {
		if i == 0 || !joins(w) {
			_, n := utf8.DecodeRuneInString(w)
			words[i] = strings.ToUpper(w[:n]) + w[n:]
		}
	}
	return strings.Join(words, " ")
}

// Named adds the states and bodies that a title names, each once; where it names two states, bodies are what they speak of.
func (a *Actors) Named(dst []string, s string) []string {
	for i := 0; i < len(s); {
		if i == 0 || s[i-1] == ' ' || s[i-1] == '-' || s[i-1] == '(' {
			if n, size := a.At(s[i:]); size > 0 {
				if (n.Sector == "" || n.Sector == "GOV") && n.Code != "" && !slices.Contains(dst, n.Code) {
					dst = append(dst, n.Code)
				}
				i += size
				continue
			}
		}
		i++
	}
	n := 0
	for _, c := range dst {
		if !Body(c) {
			n++
		}
	}
	if n >= 2 {
		dst = slices.DeleteFunc(dst, Body)
	}
	return dst
}

// Jointly is the two states of a text that both have issued, by its title: "Joint Statement on Fisheries between Iceland and Portugal".
func (a *Actors) Jointly(title string) (first, second string) {
	if lower := strings.ToLower(title); !strings.HasPrefix(lower, "joint ") && !strings.Contains(lower, " joint ") {
		return "", ""
	}
	if two := a.Named(nil, title); len(two) == 2 {
		return two[0], two[1]
	}
	return "", ""
}
