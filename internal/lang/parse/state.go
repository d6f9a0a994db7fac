package parse

// Action is a move of the parser.
type Action uint8

// The moves of the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011). There is no word for the root: the word that
// is left when all others have a head is it, so every parse is a tree with one root.
const (
	Shift Action = iota // the next word goes on the stack
	Left                // the word on top of the stack gets the next word as head, and leaves
	Right               // the word on top of the stack gets the word under it as head, and leaves
	actions
)

// none is where a node, a word or a label is missing.
const none = -1

// node is a word with the dependents it has so far. Nodes do not change once made, so that states can share them.
type node struct {
	word           int16
	left, right    uint8    // how many dependents
	label          [4]uint8 // of the dependents below
	below          int32    // the node under this one on the stack
	dep            [4]int32 // nodes: outermost and next left dependent, outermost and next right
	lefts, rights  uint64   // the sets of their labels
	lowest, latest int16    // the words at the ends of what hangs on this one
}

const (
	left1 = iota
	left2
	right1
	right2
)

// State is how far a parse is: a stack of nodes and the words from next on.
type State struct {
	top   int32 // node on top of the stack
	front int32 // node of the next word, with its left dependents
	next  int16
	depth int16 // of the stack
}

// arena holds the nodes of the sentence at work.
type arena struct {
	nodes []node
	words int16
}

func (a *arena) reset(words int) State {
	a.nodes, a.words = a.nodes[:0], int16(words)
	return State{top: none, front: a.fresh(0)}
}

// fresh makes the node of a word without dependents; none past the last word.
func (a *arena) fresh(word int16) int32 {
	if word >= a.words {
		return none
	}
	return a.push(node{word: word, below: none, dep: [4]int32{none, none, none, none}, lowest: word, latest: word})
}

func (a *arena) push(n node) int32 {
	a.nodes = append(a.nodes, n)
	return int32(len(a.nodes) - 1)
}

// Legal says whether a move can be made.
func (a *arena) Legal(s *State, act Action) bool {
	switch act {
	case Shift:
		return s.next < a.words
	case Left:
		return s.depth >= 1 && s.next < a.words
	default:
		return s.depth >= 2
	}
}

// Done says whether one word is left: the root.
func (a *arena) Done(s *State) bool { return s.next == a.words && s.depth <= 1 }

// Step makes a legal move. label is the relation of the arc that Left and Right draw.
func (a *arena) Step(s *State, act Action, label uint8) State {
	t := *s
	switch act {
	case Shift:
		n := a.nodes[s.front]
		n.below = s.top
		t.top = a.push(n)
		t.depth++
		t.next++
		t.front = a.fresh(t.next)
	case Left:
		child := &a.nodes[s.top]
		n := a.nodes[s.front]
		n.dep[left2], n.label[left2] = n.dep[left1], n.label[left1]
		n.dep[left1], n.label[left1] = s.top, label
		n.left = min(n.left+1, 7)
		n.lefts |= 1 << (label & 63)
		n.lowest = child.lowest
		t.top = child.below
		t.depth--
		t.front = a.push(n)
	case Right:
		child := &a.nodes[s.top]
		n := a.nodes[child.below]
		n.dep[right2], n.label[right2] = n.dep[right1], n.label[right1]
		n.dep[right1], n.label[right1] = s.top, label
		n.right = min(n.right+1, 7)
		n.rights |= 1 << (label & 63)
		n.latest = child.latest
		t.depth--
		t.top = a.push(n)
	}
	return t
}

// arc gives the two nodes that a move would join.
func (a *arena) arc(s *State, act Action) (head, child int32) {
	if act == Left {
		return s.front, s.top
	}
	return a.nodes[s.top].below, s.top
}

// Arc gives the two words that a move would join, counted from 0.
func (a *arena) Arc(s *State, act Action) (head, child int16) {
	h, c := a.arc(s, act)
	return a.nodes[h].word, a.nodes[c].word
}

// Costs is how many arcs of the gold tree each move puts out of reach (Goldberg and Nivre 2013). heads counts words from 0,
// the root's head is none.
func (a *arena) Costs(s *State, heads []int16) [actions]int {
	var c [actions]int
	next := s.next
	if next < a.words {
		if heads[next] == none && s.depth > 0 {
			c[Shift]++
		}
		for i := s.top; i != none; i = a.nodes[i].below {
			w := a.nodes[i].word
			if heads[w] == next || heads[next] == w && i != s.top {
				c[Shift]++
			}
		}
	}
	if s.depth == 0 {
		return c
	}
	top := a.nodes[s.top].word
	deps := 0
	for d := next; d < a.words; d++ {
		if heads[d] == top {
			deps++
		}
	}
	c[Left], c[Right] = deps, deps
	below := int16(none - 1)
	if b := a.nodes[s.top].below; b != none {
		below = a.nodes[b].word
	}
	switch h := heads[top]; {
	case h == none:
		if s.depth == 1 {
			c[Left]++
		}
	case h == below || h > next:
		c[Left]++
	}
	if h := heads[top]; h >= next {
		c[Right]++
	}
	return c
}
