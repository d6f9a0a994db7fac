package text

import (
	"strconv"
	"strings"

	"readout/doc"
	"readout/internal/know"
)

// speaker is who an attribution's words come from, and what is known of them.
func (r report) speaker(a *doc.Attribution) (name, about string) {
	src := a.Source
	if src == nil {
		return "Source not named", ""
	}
	name = r.sourceName(a)
	if role := value(src.Role); role != "" && !strings.Contains(strings.ToLower(name), strings.ToLower(role)) {
		about = ", " + role
	}
	if src.Actor != nil && *src.Actor != name {
		about += " (" + *src.Actor + ")"
	}
	return name, about
}

func (r report) sourceName(a *doc.Attribution) string {
	if a.Source == nil {
		return ""
	}
	if name := strings.TrimSpace(value(a.Source.Name)); name != "" {
		return name
	}
	words, role := r.quote(a.Field, a.Source.Spans), value(a.Source.Role)
	switch {
	case words != "" && !pronouns[strings.ToLower(words)]:
		return words
	case role != "":
		return "the " + role
	case a.Source.Actor != nil:
		return nameOf(*a.Source.Actor)
	case words != "":
		return words
	}
	return a.Source.Kind
}

// sourceOf names the source of the attribution with an id.
func (r report) sourceOf(id, otherwise string) string {
	for i := range r.Attributions {
		if a := &r.Attributions[i]; a.ID == id {
			if name := r.sourceName(a); name != "" {
				return midSentence(name)
			}
		}
	}
	return otherwise
}

// midSentence lowers the article that a source's words begin with where they began a sentence.
func midSentence(name string) string {
	for _, article := range []string{"A ", "An ", "The "} {
		if rest, ok := strings.CutPrefix(name, article); ok {
			return strings.ToLower(article) + rest
		}
	}
	return name
}

// actors names the participants of an event. Words that stand for several of them, such as "the two sides", stand once; a
// pronoun gives way to the name of what it stands for.
func (r report) actors(all []doc.Actor, otherwise string) string {
	var who []string
	codes := map[string][]string{}
	for _, a := range all {
		name := value(a.Name)
		if name == "" {
			name = a.Text
		}
		if pronouns[strings.ToLower(name)] && a.Code != "" {
			name = nameOf(a.Code)
		}
		if codes[name] == nil {
			who = append(who, name)
		}
		code := a.Code
		if sector := value(a.Sector); code != "" && sector != "" {
			code += "." + sector
		}
		codes[name] = append(codes[name], code)
	}
	for i, name := range who {
		who[i] = named(name, strings.Join(codes[name], ", "))
	}
	if len(who) == 0 {
		return otherwise
	}
	return strings.Join(who, ", ")
}

var pronouns = map[string]bool{"i": true, "we": true, "us": true, "our": true, "he": true, "him": true, "his": true, "she": true,
	"her": true, "it": true, "its": true, "they": true, "them": true, "their": true}

// nameOf is what people call the actor with a code: "Norway" for NOR and NOR.GOV.
func nameOf(code string) string {
	state, _, _ := strings.Cut(code, ".")
	if name := know.LoadActors().Display(state); name != state {
		return name
	}
	return code
}

func names(codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = nameOf(c)
	}
	return out
}

// field is the text that spans of a field point into.
func (r report) field(f doc.Field) string {
	switch f {
	case doc.InTitle:
		return r.Title
	case doc.InDeck:
		return r.Deck
	}
	return r.Text
}

// cut is the words of a span, none where it does not lie in the text.
func (r report) cut(f doc.Field, s doc.Span) string {
	t := r.field(f)
	if s.Start < 0 || s.Start > s.End || s.End > len(t) {
		return ""
	}
	return t[s.Start:s.End]
}

// quote joins the words of spans and shows where words between them are left out.
func (r report) quote(f doc.Field, spans []doc.Span) string {
	var b strings.Builder
	for i, s := range spans {
		words := r.cut(f, s)
		if i > 0 && words != "" && b.Len() > 0 {
			if strings.TrimSpace(r.cut(f, doc.Span{Start: spans[i-1].End, End: s.Start})) == "" {
				b.WriteString(" ")
			} else {
				b.WriteString(" […] ")
			}
		}
		b.WriteString(words)
	}
	return b.String()
}

// inMarks puts words into quotation marks, unless they bring their own.
func inMarks(words string) string {
	words = strings.TrimSpace(words)
	if words == "" || strings.ContainsAny(words, "“”\"") {
		return words
	}
	return "“" + words + "”"
}

func where(f doc.Field) string {
	switch f {
	case doc.InTitle:
		return "in the headline"
	case doc.InDeck:
		return "in the deck"
	}
	return ""
}

// unsure marks a record that is likelier wrong than right.
func unsure(confidence float64) string {
	if confidence <= 0 || confidence >= 0.5 {
		return ""
	}
	return "unsure: " + strconv.Itoa(int(confidence*100+0.5)) + "%"
}

// named gives "name (CODE)", or the one that is there.
func named(name, code string) string {
	switch {
	case name == "":
		return code
	case code == "" || code == name:
		return name
	}
	return name + " (" + code + ")"
}

// list gives "a, b and c".
func list(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

var months = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
	"November", "December"}

// day prints a YYYY-MM-DD day as people write it, and anything else as it is.
func day(iso *string) string {
	s := value(iso)
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return s
	}
	m, err := strconv.Atoi(s[5:7])
	d, err2 := strconv.Atoi(s[8:])
	if err != nil || err2 != nil || m < 1 || m > 12 {
		return s
	}
	return strconv.Itoa(d) + " " + months[m-1] + " " + s[:4]
}

// facts are short remarks in a row.
type facts []string

func (f *facts) add(s string) {
	if strings.TrimSpace(s) != "" {
		*f = append(*f, s)
	}
}

func (f facts) String() string { return strings.Join(f, " · ") }
