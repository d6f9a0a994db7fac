package token

// teacher answers the cutter's questions from a text that is cut already, and shows each with its answer.
type teacher struct {
	starts []uint8 // by offset: what begins there
	see    func(q Question, features []uint32, yes bool)
}

const (
	startsWord uint8 = 1 << iota
	startsInside
	startsSentence
)

// Teach cuts the text of gold as gold is cut, as far as the cutter can, and shows every question that arises with its features
// and the right answer. The features are only lent.
func (c *Cutter) Teach(gold, t *Text, see func(q Question, features []uint32, yes bool)) {
	tr := &teacher{starts: make([]uint8, len(gold.Raw)+1), see: see}
	for _, w := range gold.Words {
		tr.starts[w.Start] |= startsWord
		if w.Inside {
			tr.starts[w.Start] |= startsInside
		}
	}
	for _, s := range gold.Sentences {
		tr.starts[gold.Words[s.First].Start] |= startsSentence
	}
	c.teacher = tr
	c.Cut(gold.Raw, t)
	c.teacher = nil
}

// decide answers a question about the place before offset at.
func (c *Cutter) decide(q Question, features []uint32, at int32) bool {
	if c.teacher == nil {
		return c.model.Tables[q].score(features) > 0
	}
	yes := c.teacher.starts[at]&(startsWord<<q) != 0
	c.teacher.see(q, features, yes)
	return yes
}
