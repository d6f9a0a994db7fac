package token

// cutState is the scratch of the word cutter.
type cutState struct {
	features features
	partial  uint32 // hash of the atoms since the last cut
	length   uint32 // how many those are
	words    int    // how many words the token has
	inSingle bool   // a single quotation mark has been opened in this paragraph
}

// features are the hashes of what is seen at a place. Each has a weight in the table of every question.
type features [48]uint32

// featureList is filled anew at each place.
type featureList struct {
	list *features
	n    uint32
}

// add appends a feature, told apart from those of the same value by its place in the list.
func (f *featureList) add(value uint32) {
	f.list[f.n] = mix(value, f.n+1)
	f.n++
}

// mix joins two values into one hash.
func mix(a, b uint32) uint32 {
	h := (a ^ b*0x9E3779B1) * 0x85EBCA6B
	return h ^ h>>15
}

func mix3(a, b, c uint32) uint32 { return mix(mix(a, b), c) }

func mix4(a, b, c, d uint32) uint32 { return mix(mix(a, b), mix(c, d)) }

// cutWords makes words of the atoms.
func (c *Cutter) cutWords(t *Text) {
	s := &c.cut
	s.inSingle = false
	last := len(c.atoms) - pad
	for k := pad; k < last; {
		a := &c.atoms[k]
		if a.gap == Paragraph {
			s.inSingle = false
		}
		w := Word{Start: a.start, End: a.end}
		s.begin(a)
		k++
		for ; k < last && c.atoms[k].gap == None; k++ {
			a = &c.atoms[k]
			n, rule := 0, c.rule(k)
			if rule == open {
				n = c.cutFeatures(k)
				if !c.decide(Cut, s.features[:n], a.start) {
					rule = held
				}
			}
			if rule == held {
				w.End = a.end
				s.extend(a)
				continue
			}
			t.Words = append(t.Words, w)
			w = Word{Start: a.start, End: a.end}
			w.Inside = rule == open && s.words < maxWords && c.mayBeInside(k) && c.decide(Inside, s.features[:n], a.start)
			words := s.words
			s.begin(a)
			if w.Inside {
				s.words = words + 1
			}
		}
		w.Gap = c.atoms[k].gap
		t.Words = append(t.Words, w)
	}
}

func (s *cutState) begin(a *atom) {
	s.partial, s.length, s.words = a.hash, 1, 1
	if a.class == mark && a.hash == singleQuote {
		s.inSingle = a.gap != None
	}
}

func (s *cutState) extend(a *atom) {
	s.partial = mix(s.partial, a.hash)
	s.length++
}

// maxWords is how many words one token may have.
const maxWords = 4

// mayBeInside says whether a word that begins with atom k can be the second of one token.
func (c *Cutter) mayBeInside(k int) bool {
	a, b := &c.atoms[k], &c.atoms[k-1]
	return (a.class == clitic || a.class.letters() || a.hash == singleQuote || a.class == symbol) &&
		(b.class.letters() || b.class == digits || b.class == clitic || b.hash == singleQuote || b.class == mark)
}

// cutFeatures describes the place before atom k, which follows the one before it without a gap, and returns how many
// features there are.
func (c *Cutter) cutFeatures(k int) int {
	s := &c.cut
	a := c.atoms[k-4 : k+4 : k+4] // the place is between a[3] and a[4]
	// h are the hashes, q the classes of the neighbours in the same run without white space, l and r the nearest two; of what
	// follows the run only the class counts.
	var h, q [8]uint32
	for i := 3; ; i-- {
		h[i], q[i] = a[i].hash, uint32(a[i].class)+1
		if i == 0 || a[i].gap != None {
			break
		}
	}
	h[4], q[4] = a[4].hash, uint32(a[4].class)+1
	after := uint32(0)
	for i := 5; i < 8; i++ {
		if a[i].gap != None {
			after = uint32(a[i].class)<<3 | uint32(a[i].gap) + 1
			break
		}
		h[i], q[i] = a[i].hash, uint32(a[i].class)+1
	}
	l, r := h[3], h[4]
	left := q[3]<<3 | uint32(min(a[3].end-a[3].start, 5))
	right := q[4]<<3 | uint32(min(a[4].end-a[4].start, 5))
	far := q[5] // of the atom behind the next
	if far != 0 {
		far = far<<3 | uint32(min(a[5].end-a[5].start, 5))
	}
	address := uint32(a[3].address)<<4 | uint32(a[4].address)<<1
	if a[4].inside {
		address |= 1
	}
	hints := uint32(a[3].hints)<<8 | uint32(a[4].hints)
	length := min(s.length, 6)
	before := uint32(0)
	if a[3].gap == None {
		before = uint32(a[2].hints) + 1
	}
	var prev, next, single uint32 // the words before and behind, where both sides are next to white space
	if a[3].gap != None {
		prev = a[2].hash
	}
	if a[5].gap != None {
		next = a[5].hash
	}
	if s.inSingle {
		single = 1
	}
	pair := mix(l, r)
	f := featureList{list: &s.features}
	f.add(0)
	f.add(pair)
	f.add(mix(l, q[4]))
	f.add(mix(q[3], r))
	f.add(mix(left, right))
	f.add(mix(pair, h[5]))
	f.add(mix3(h[2], l, r))
	f.add(mix4(q[2], l, q[4], q[5]))
	f.add(mix4(q[3], r, q[5], q[2]))
	f.add(mix4(l, q[4], h[5], q[6]))
	f.add(mix4(q[2], q[3], r, q[5]))
	f.add(mix4(h[2], q[3], r, q[5]))
	f.add(mix(mix4(q[1], q[2], q[3], q[4]), mix(q[5], q[6])))
	f.add(mix(pair, after))
	f.add(mix3(q[3], r, after))
	f.add(mix(pair, length))
	f.add(mix4(left, r, length, q[5]))
	f.add(mix(s.partial, r))
	f.add(mix3(s.partial, r, after))
	f.add(mix3(s.partial, r, h[5]))
	f.add(mix3(address, q[3], r))
	f.add(mix3(address, l, q[4]))
	f.add(address)
	f.add(mix(hints, r))
	f.add(mix3(hints, r, after))
	f.add(mix3(hints, r, length))
	f.add(mix4(before, l, q[4], length))
	f.add(mix4(l, q[4], length, after))
	f.add(mix(prev, r))
	f.add(mix(next, r))
	f.add(mix(prev, pair))
	f.add(mix(next, pair))
	f.add(mix4(r, single, q[3], after))
	f.add(mix3(uint32(a[2].class), uint32(a[5].class), pair))
	f.add(mix3(h[1], h[2], pair))
	f.add(mix3(pair, h[5], h[6]))
	f.add(mix4(left, right, q[2], q[5]))
	f.add(mix3(left, r, far))
	f.add(mix4(left, right, far, length))
	return int(f.n)
}
