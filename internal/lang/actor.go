package lang

import (
	"strings"

	"readout/doc"
)

// Join writes an actor's code and sector as the contract does: "USA.GOV"; "" where there is no code.
func Join(code, sector string) string {
	if code == "" || sector == "" {
		return code
	}
	return code + "." + sector
}

// Asserted says whether token i is told as so: no part of a question, and no words of one who only asks.
func (t *Text) Asserted(d *doc.Document, i int) bool {
	return !t.Asked(i) && !Asking(d, int(t.Tokens[i].Start))
}

// Asked says whether token i stands in a question: the next stop in its sentence is a question mark. Outside a quotation the stops
// inside one do not count: "Oslo asked: “Why?”".
func (t *Text) Asked(i int) bool {
	q := t.inQuote[i]
	for last := t.Sentences[t.SentenceOf(i)].Last; i < last; i++ {
		if t.Tokens[i].Kind == Stop && (t.inQuote[i] < 0 || t.inQuote[i] == q) && !t.garbled(i) {
			return strings.Contains(t.Tokens[i].Form, "?")
		}
	}
	return false
}

// garbled says whether the question mark at token i stands between two words for a sign that was lost on the way: "the workers\"?rights".
func (t *Text) garbled(i int) bool {
	return i > 1 && i+1 < t.Sentences[t.SentenceOf(i)].Last && t.Joined(i) && t.Joined(i+1) && t.Tokens[i-1].Form == "\"" && t.Tokens[i-2].Kind == Word && t.Tokens[i+1].Kind == Word
}

// Asking says whether byte b of the text lies in the turn of one who asks.
func Asking(d *doc.Document, b int) bool {
	for i := range d.Turns {
		if s := d.Turns[i].Span; s.Start <= b && b < s.End {
			return d.Turns[i].Role == "question"
		}
	}
	return false
}

// Said is the innermost attribution of d whose content holds byte b of the text, or -1.
func Said(d *doc.Document, b int) int {
	best, size := -1, 0
	for i := range d.Attributions {
		for _, s := range d.Attributions[i].Content.Spans {
			if s.Start <= b && b < s.End && (best < 0 || s.End-s.Start <= size) {
				best, size = i, s.End-s.Start
			}
		}
	}
	return best
}

// Speaker is the state or body for which "we" stands at byte b of the text, "" where that is not known.
func Speaker(d *doc.Document, b int) string {
	if i := Said(d, b); i >= 0 {
		s := d.Attributions[i].Source
		if s != nil && s.Actor != nil {
			code := *s.Actor
			for k := range len(code) {
				if code[k] == '.' {
					return code[:k]
				}
			}
			return code
		}
	}
	return ""
}

// AppendCodes adds to codes the actors that mention m stands for, once each: several for "the two countries".
func (t *Text) AppendCodes(codes []string, m int) []string {
	x := &t.Mentions[m]
	for _, c := range [...]string{x.Code, x.Code2} {
		if c != "" && !has(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes
}

// Coordinated widens mention m to all that "and", commas and hyphens join it with: "India and Pakistan", "US-Pakistan". It
// returns the mentions [first, last).
func (t *Text) Coordinated(m int) (first, last int) {
	first, last = m, m+1
	for first > 0 && t.joins(first-1) {
		first--
	}
	for last < len(t.Mentions) && t.joins(last-1) {
		last++
	}
	return first, last
}

// joins says whether only "and", a comma or a hyphen stands between mention m and the next.
func (t *Text) joins(m int) bool {
	a, b := t.Mentions[m].Last, t.Mentions[m+1].First
	if b-a < 1 || b-a > 2 || t.Mentions[m].Pronoun || t.Mentions[m+1].Pronoun {
		return false
	}
	for i := a; i < b; i++ {
		switch k := &t.Tokens[i]; {
		case k.Lower == "and" || k.Form == "," || k.Form == "&":
		case k.Form == "-" || k.Form == "–":
			if !t.Joined(i) || !t.Joined(i+1) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
