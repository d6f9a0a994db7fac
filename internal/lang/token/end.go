package token

import "strings"

// endState is the scratch of the sentence splitter.
type endState struct {
	features features
	views    []view
	blocks   []block
}

// view is what the splitter sees of a word.
type view struct {
	hash  uint32 // of the lowered form
	shape uint8
	hints uint8 // of words.txt
	ahead uint8 // how far the next stop or the end of the paragraph is, and which of them
}

// The shapes of words.
const (
	shapeNone uint8 = iota
	shapeLower
	shapeCapital
	shapeUpper
	shapeLetter // a single capital letter
	shapeNumber
	shapeDotted // letters with a full stop: "Mr.", "U.S."
	shapeOther  // letters with anything else
	shapeStop   // . ! ? …
	shapeDots   // ...
	shapeComma
	shapeColon // : ;
	shapeDash
	shapeQuote // one that may open or close
	shapeOpenQuote
	shapeCloseQuote
	shapeOpen
	shapeClose
	shapeRule // ---- ====
	shapeMark
	shapeSymbol
	shapeInside // the second word of a token: "n't", "'s"
	shapeAddress
	shapeKnown // a capitalised word that is written small elsewhere
)

// maxSentence is how many words a sentence may have.
const maxSentence = 1000

// endSentences parts the words into sentences.
func (c *Cutter) endSentences(t *Text) {
	c.look(t)
	s := &c.end
	first := 0
	opens := true
	quotes, parens := false, 0
	for i := range t.Words {
		w := &t.Words[i]
		v := &s.views[i+pad]
		switch v.shape {
		case shapeQuote:
			quotes = !quotes
		case shapeOpenQuote:
			quotes = true
		case shapeCloseQuote:
			quotes = false
		case shapeOpen:
			parens++
		case shapeClose:
			parens = max(0, parens-1)
		}
		end := w.Gap >= Line || i == len(t.Words)-1
		if !end && !t.Words[i+1].Inside {
			n := c.endFeatures(t, first, i, quotes, parens)
			end = c.decide(End, s.features[:n], t.Words[i+1].Start) || i+1-first >= maxSentence
		}
		if !end {
			continue
		}
		t.Sentences = append(t.Sentences, Sentence{First: int32(first), Last: int32(i + 1), Opens: opens})
		first, opens = i+1, w.Gap == Paragraph
		if opens {
			quotes = false
		}
		parens = 0
	}
}

// block counts, over a stretch of blockWords words, how a text begins what follows a full stop.
type block struct{ small, capital int32 }

const blockWords = 256

// look fills the views of the words and learns the text's habits.
func (c *Cutter) look(t *Text) {
	s := &c.end
	s.views = append(s.views[:0], view{}, view{}, view{}, view{})
	s.blocks = s.blocks[:0]
	stop := false
	for i := range t.Words {
		if i%blockWords == 0 {
			s.blocks = append(s.blocks, block{})
		}
		form := t.Form(t.Words[i])
		v := view{hash: hashString(form), shape: shapeOf(form)}
		if t.Words[i].Inside {
			v.shape = shapeInside
		}
		bare := v.hash
		if v.shape == shapeDotted {
			bare = hashString(form[:len(form)-1])
		}
		v.hints = c.words.look(bare)
		switch v.shape {
		case shapeLower:
			if stop {
				s.blocks[len(s.blocks)-1].small++
			}
		case shapeCapital:
			if stop {
				s.blocks[len(s.blocks)-1].capital++
			}
			if c.model.Small.has(v.hash) {
				v.shape = shapeKnown
			}
		case shapeQuote:
			v.shape = quoteShape(t, i)
		case shapeOther:
			if isAddress(form) {
				v = view{hash: uint32(shapeAddress), shape: shapeAddress}
			}
		}
		stop = v.shape == shapeStop
		s.views = append(s.views, v)
	}
	s.views = append(s.views, view{}, view{}, view{}, view{})
	ahead := uint8(0)
	for i := len(t.Words) - 1; i >= 0; i-- {
		v := &s.views[i+pad]
		if t.Words[i].Gap >= Line {
			ahead = 1 << 7
		}
		v.ahead = ahead
		if v.shape == shapeStop {
			ahead = 0
		}
		if ahead&127 < 100 {
			ahead++
		}
	}
}

// quoteShape tells from the white space around a quotation mark whether it opens or closes.
func quoteShape(t *Text, i int) uint8 {
	w := t.Words[i]
	switch first(t.Form(w)) {
	case '“', '«', '„', '‘':
		return shapeOpenQuote
	case '”', '»':
		return shapeCloseQuote
	}
	free := i == 0 || t.Words[i-1].Gap != None
	switch {
	case free && w.Gap == None:
		return shapeOpenQuote
	case !free && w.Gap != None:
		return shapeCloseQuote
	}
	return shapeQuote
}

func isAddress(form string) bool {
	return strings.Contains(form, "@") || strings.Contains(form, "//") || strings.HasPrefix(form, "www.")
}

// style says whether the text around word i begins sentences with small letters: 0 never, 3 mostly.
func (s *endState) style(i int) uint32 {
	b := i / blockWords
	var small, capital int32
	for _, x := range s.blocks[max(0, b-1):min(len(s.blocks), b+2)] {
		small, capital = small+x.small, capital+x.capital
	}
	switch {
	case small == 0:
		return 0
	case small*4 < capital:
		return 1
	case small < capital:
		return 2
	}
	return 3
}

func shapeOf(form string) uint8 {
	b := form[0]
	switch byteClass[b] {
	case byteLower, byteUpper:
		return wordShape(form)
	case byteDigit:
		return shapeNumber
	case byteOther:
		switch r := first(form); {
		case r == '…':
			return shapeDots
		case r == '“' || r == '”' || r == '‘' || r == '’' || r == '«' || r == '»' || r == '„':
			return shapeQuote
		case r == '–' || r == '—':
			return shapeDash
		case runeClass(r) == byteMark:
			return shapeSymbol
		}
		return wordShape(form)
	}
	switch b {
	case '.':
		if len(form) == 1 {
			return shapeStop
		}
		if form[1] == '.' {
			return shapeDots
		}
		return shapeOther
	case '!', '?':
		return shapeStop
	case ',':
		return shapeComma
	case ':', ';':
		if len(form) == 1 {
			return shapeColon
		}
		return shapeSymbol // a face
	case '-', '=', '_', '*', '~', '#', '+':
		if len(form) > 2 {
			return shapeRule
		}
		if b == '-' {
			return shapeDash
		}
	case '"', '\'', '`':
		if len(form) < 3 {
			return shapeQuote
		}
		return shapeOther
	case '(', '[', '{', '<':
		return shapeOpen
	case ')', ']', '}', '>':
		return shapeClose
	}
	return shapeMark
}

func wordShape(form string) uint8 {
	ups, lows, others := 0, 0, 0
	for i := range len(form) {
		switch byteClass[form[i]] {
		case byteUpper:
			ups++
		case byteLower, byteOther:
			lows++
		default:
			others++
		}
	}
	k := byteClass[form[0]]
	if k == byteOther {
		if k = runeClass(first(form)); k == byteUpper {
			ups, lows = ups+1, lows-1
		}
	}
	switch {
	case others > 0 && form[len(form)-1] == '.':
		return shapeDotted
	case others > 0:
		return shapeOther
	case len(form) == 1 && ups == 1:
		return shapeLetter
	case ups == 0:
		return shapeLower
	case lows == 0:
		return shapeUpper
	case k == byteUpper:
		return shapeCapital
	}
	return shapeOther
}

// bucket makes a length coarse.
func bucket(n int) uint32 {
	switch {
	case n < 6:
		return uint32(n)
	case n < 9:
		return 6
	case n < 13:
		return 7
	case n < 20:
		return 8
	case n < 30:
		return 9
	case n < 45:
		return 10
	}
	return 11
}

// endFeatures describes the place behind word i of the sentence that began at first, and returns how many features there are.
func (c *Cutter) endFeatures(t *Text, first, i int, quotes bool, parens int) int {
	s := &c.end
	// The place is between v[3] and v[4]; h are the hashes of the words around it, q their shapes, l and r the nearest two.
	v := s.views[i+pad-3 : i+pad+5 : i+pad+5]
	var h, q [8]uint32
	for k := range v {
		h[k], q[k] = v[k].hash, uint32(v[k].shape)
	}
	l, r, lq, rq := h[3], h[4], q[3], q[4]
	gap := uint32(t.Words[i].Gap)
	length := bucket(i + 1 - first)
	style := s.style(i)
	state := style<<2 | uint32(min(parens, 1))
	if quotes {
		state |= 2
	}
	begin, second := s.views[first+pad], s.views[first+pad+1]
	ahead := uint32(v[4].ahead) >> 7 << 4
	ahead |= bucket(int(v[4].ahead & 127))
	pair := mix(lq, rq)
	f := featureList{list: &s.features}
	f.add(0)
	f.add(l)
	f.add(r)
	f.add(mix(l, r))
	f.add(mix3(l, rq, gap))
	f.add(mix3(lq, r, gap))
	f.add(mix(pair, gap))
	f.add(mix3(pair, q[2], q[5]))
	f.add(mix3(pair, q[2], q[1]))
	f.add(mix3(pair, q[5], q[6]))
	f.add(mix(h[2], l))
	f.add(mix3(h[2], lq, rq))
	f.add(mix3(r, h[5], lq))
	f.add(mix3(rq, h[5], lq))
	f.add(mix3(h[2], l, rq))
	f.add(mix3(lq, r, q[5]))
	f.add(mix(pair, length))
	f.add(mix3(pair, state, gap))
	f.add(mix3(l, rq, state))
	f.add(mix3(pair, style, length))
	f.add(mix3(h[1], h[2], pair))
	f.add(mix3(h[5], h[6], pair))
	f.add(mix3(uint32(begin.shape), length, pair))
	f.add(mix4(h[2], r, lq, gap))
	f.add(mix3(q[2], lq, r))
	f.add(mix(mix4(q[1], q[2], q[5], q[6]), pair))
	f.add(mix(h[1], pair))
	f.add(mix(h[6], pair))
	f.add(mix4(l, q[2], rq, q[5]))
	f.add(mix3(begin.hash, length, pair))
	f.add(mix(pair, ahead))
	f.add(mix(l, ahead))
	f.add(mix(r, ahead))
	f.add(mix3(pair, length, ahead))
	f.add(mix3(begin.hash, r, lq))
	f.add(mix4(begin.hash, uint32(second.shape), r, q[5]))
	hints := uint32(v[3].hints)<<8 | uint32(v[4].hints)
	f.add(mix(hints, pair))
	f.add(mix3(hints, r, lq))
	f.add(mix3(hints, l, rq))
	return int(f.n)
}
