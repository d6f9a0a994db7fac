package parse

import "readout/internal/lang/conllu"

// pairQuotes hangs both quotation marks around words that hang together on the word that these hang on: a mark is far from
// its fellow when the parser comes to it. On the dev files 34 marks of 251 more are right so, none of the other pairs.
func (p *Parser) pairQuotes(words []conllu.Word) {
	open := none
	for i := range words {
		mark := words[i].Form
		switch {
		case open == none && (mark == `"` || mark == "“" || mark == "``") && p.bare(i):
			open = i
		case open != none && mark == closing(words[open].Form) && p.bare(i):
			if top := p.top(open, i); top != none && p.free(open, top) && p.free(i, top) {
				p.heads[open], p.heads[i] = int16(top), int16(top)
			}
			open = none
		}
	}
}

func closing(mark string) string {
	switch mark {
	case "“":
		return "”"
	case "``":
		return "''"
	default:
		return mark
	}
}

// bare says whether word i is no root and nothing hangs on it.
func (p *Parser) bare(i int) bool {
	if p.heads[i] == none {
		return false
	}
	for _, h := range p.heads {
		if int(h) == i {
			return false
		}
	}
	return true
}

// top is the only word between two that hangs on none between them, none if there are several.
func (p *Parser) top(from, to int) int {
	top := none
	for i := from + 1; i < to; i++ {
		h := int(p.heads[i])
		switch {
		case h > from && h < to:
		case p.isMark(i):
			// Marks at the edges hang where they will.
		case top != none:
			return none
		default:
			top = i
		}
	}
	return top
}

// free says whether an arc between two words would cross none.
func (p *Parser) free(a, b int) bool {
	from, to := min(a, b), max(a, b)
	inside := func(i int) bool { return from < i && i < to }
	outside := func(i int) bool { return i < from || i > to }
	for i, h := range p.heads {
		if h := int(h); h != none && i != a && (inside(i) && outside(h) || outside(i) && inside(h)) {
			return false
		}
	}
	return true
}

// isMark says whether a word has the relation of punctuation.
func (p *Parser) isMark(i int) bool { return p.rels[i] != RootLabel && int(p.rels[i]) == p.punct }
