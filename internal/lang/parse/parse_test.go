package parse

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

func words(forms ...string) []conllu.Word {
	var w []conllu.Word
	for _, f := range forms {
		w = append(w, conllu.Word{Form: f})
	}
	return w
}

var noLexicon = &lexicon.Lexicon{Words: linear.BuildNumbers(nil, nil, 1)}

// nothing is a model that has learned nothing; its parser makes the first legal move.
func nothing() *Parser {
	return New(&Model{
		Labels: []string{"a", "b"}, Commas: make([]bool, 8), Verbs: make([]bool, 8), Plain: make([]uint8, 128),
		Moves: linear.BuildPacked(nil, 4), Names: linear.BuildTable(nil, 2),
	}, noLexicon)
}

// The moves that make "The ferry left early": what stands on the stack after each, and which arc it drew.
func TestMovesByHand(t *testing.T) {
	p := nothing()
	w := words("The", "ferry", "left", "early")
	s := p.Start(w, make([]uint8, len(w)))
	for _, c := range []struct {
		act   Action
		arc   string // head > child
		stack string // from the bottom
		next  int
	}{
		{Shift, "", "[0]", 1},
		{Left, "1>0", "[]", 1},
		{Shift, "", "[1]", 2},
		{Left, "2>1", "[]", 2},
		{Shift, "", "[2]", 3},
		{Shift, "", "[2 3]", 4},
		{Right, "2>3", "[2]", 4},
	} {
		if p.Done(&s) || !p.Legal(&s, c.act) {
			t.Fatalf("move %d is not legal", c.act)
		}
		arc := ""
		if c.act != Shift {
			head, child := p.Arc(&s, c.act)
			arc = fmt.Sprintf("%d>%d", head, child)
		}
		s = p.Step(&s, c.act, 1)
		if got := fmt.Sprint(stack(p, &s)); got != c.stack || arc != c.arc || int(s.next) != c.next {
			t.Errorf("after move %d: arc %q, stack %s, next %d; want %q, %s, %d", c.act, arc, got, s.next, c.arc, c.stack, c.next)
		}
	}
	if !p.Done(&s) {
		t.Error("not done")
	}
	root := p.nodes[s.top]
	if root.left != 1 || root.right != 1 || root.lowest != 0 || root.latest != 3 || root.lefts != 1<<1 {
		t.Errorf("the root's node: %+v", root)
	}
}

func stack(p *Parser, s *State) []int {
	list := []int{}
	for i := s.top; i != none; i = p.nodes[i].below {
		list = append([]int{int(p.nodes[i].word)}, list...)
	}
	return list
}

// Costs, against what can still be reached when all ways on are tried.
func TestCostsAreWhatIsLost(t *testing.T) {
	for _, heads := range [][]int16{
		{1, 2, none, 2}, {none, 0, 1, 2}, {2, 2, none, 2, 3}, {1, none, 1, 2, 2}, {3, 0, 3, none}, // the last but one crosses nothing, the last nests
		{2, 3, 4, 4, none}, {none, 0, 0, 2, 2}, {1, 4, 1, 4, none},
	} {
		if !projective(heads) {
			continue
		}
		w := words(make([]string, len(heads))...)
		p := nothing()
		s := p.Start(w, make([]uint8, len(w)))
		var walk func(s State)
		walk = func(s State) {
			if p.Done(&s) {
				return
			}
			costs := p.Costs(&s, heads)
			now := reach(p, s, heads)
			for a := range actions {
				if !p.Legal(&s, a) {
					continue
				}
				gained := 0
				if a != Shift {
					if h, c := p.Arc(&s, a); heads[c] == h {
						gained = 1
					}
				}
				next := p.Step(&s, a, 0)
				if want := now - gained - reach(p, next, heads); costs[a] != want {
					t.Fatalf("heads %v, stack %v, next %d, move %d: costs %d, want %d", heads, stack(p, &s), s.next, a, costs[a], want)
				}
				walk(next)
			}
		}
		walk(s)
	}
}

// reach is how many words can still get their right head, the root's included.
func reach(p *Parser, s State, heads []int16) int {
	if p.Done(&s) {
		if heads[p.nodes[s.top].word] == none {
			return 1
		}
		return 0
	}
	best := 0
	for a := range actions {
		if !p.Legal(&s, a) {
			continue
		}
		n := 0
		if a != Shift {
			if h, c := p.Arc(&s, a); heads[c] == h {
				n = 1
			}
		}
		next := p.Step(&s, a, 0)
		best = max(best, n+reach(p, next, heads))
	}
	return best
}

func projective(heads []int16) bool {
	for i, h := range heads {
		if h == none {
			continue
		}
		for j, g := range heads {
			if g == none || j == i {
				continue
			}
			a, b := min(int16(i), h), max(int16(i), h)
			c, d := min(int16(j), g), max(int16(j), g)
			if a < c && c < b && b < d {
				return false
			}
		}
	}
	return true
}

// Any weights give a tree with one root.
func FuzzEveryParseIsATree(f *testing.F) {
	f.Add(uint64(1), uint8(1))
	f.Add(uint64(7), uint8(12))
	f.Add(uint64(9), uint8(30))
	f.Fuzz(func(t *testing.T, seed uint64, n uint8) {
		// A feature has one chance in some to be taken for one that the table knows: the checks are few.
		slots := make([]uint32, 1<<16)
		for i := range slots {
			slots[i] = uint32(linear.Join(seed, uint64(i)))
		}
		p := New(&Model{Labels: []string{"a", "b"}, Commas: make([]bool, 8), Verbs: make([]bool, 8), Plain: make([]uint8, 128),
			Moves: linear.NewPacked(slots), Names: linear.BuildTable(nil, 2)}, noLexicon)
		w := words(make([]string, n)...)
		tags := make([]uint8, n)
		for i := range tags {
			tags[i] = uint8(linear.Join(seed, uint64(1000+i)) % 8)
		}
		heads, labels := p.Parse(w, tags)
		if err := tree(heads, labels); err != nil && n > 0 {
			t.Fatal(err, heads)
		}
		again, _ := New(p.model, noLexicon).Parse(w, tags)
		if d := cmp.Diff(again, append([]int16(nil), heads...)); d != "" && n > 0 {
			t.Fatal("another parser gives another tree", d)
		}
	})
}

func tree(heads []int16, labels []uint8) error {
	roots := 0
	for i, h := range heads {
		if (h == none) != (labels[i] == RootLabel) {
			return fmt.Errorf("word %d has head %d and label %d", i, h, labels[i])
		}
		if h == none {
			roots++
		}
		steps := 0
		for k := int16(i); k != none; k = heads[k] {
			if steps++; steps > len(heads) {
				return fmt.Errorf("word %d hangs on itself", i)
			}
		}
	}
	if roots != 1 {
		return fmt.Errorf("%d roots", roots)
	}
	return nil
}

func TestParseDoesNotAllocate(t *testing.T) {
	p := nothing()
	w := words("the", "pilots", "of", "the", "harbour", "met", "on", "Sunday")
	tags := make([]uint8, len(w))
	p.Parse(w, tags)
	if n := testing.AllocsPerRun(50, func() { p.Parse(w, tags) }); n != 0 {
		t.Errorf("%v allocations a sentence", n)
	}
}

// No state asks for more features than can be summed.
func TestFeaturesFit(t *testing.T) {
	p := nothing()
	w := words("the", "pilots", "of", "the", "harbour", "who", "met", "on", "Sunday", "left", ",", "he", "said")
	s := p.Start(w, make([]uint8, len(w)))
	for k := 0; !p.Done(&s); k++ {
		if n := len(p.MoveFeatures(nil, &s)); n > linear.MaxFeatures {
			t.Fatalf("%d features of a move", n)
		}
		act := Shift
		for _, a := range []Action{Right, Left} {
			if p.Legal(&s, a) && (k%3 == 2 || !p.Legal(&s, Shift)) {
				act = a
				if n := len(p.LabelFeatures(nil, &s, a)); n > linear.MaxTableFeatures {
					t.Fatalf("%d features of a label", n)
				}
			}
		}
		s = p.Step(&s, act, 0)
	}
}

// Quotation marks hang on the head of what they enclose, where that is one piece and they are marks.
func TestPairQuotes(t *testing.T) {
	for _, c := range []struct {
		name        string
		words       []conllu.Word
		heads, want []int16
	}{
		{"one piece", words("the", `"`, "old", "ferry", `"`, "sank"), []int16{3, 5, 3, 5, 5, none}, []int16{3, 3, 3, 5, 3, none}},
		{"curly", words("“", "No", "”", "he", "said"), []int16{4, 4, 4, 4, none}, []int16{1, 4, 1, 4, none}},
		{"two pieces", words(`"`, "old", "ferry", `"`, "sank"), []int16{4, 4, 4, 4, none}, []int16{4, 4, 4, 4, none}},
		{"never closed", words(`"`, "ferry", "sank"), []int16{2, 2, none}, []int16{2, 2, none}},
		{"something hangs on the mark", words(`"`, "ferry", `"`, "sank"), []int16{3, 0, 3, none}, []int16{3, 0, 3, none}},
		{"nothing between", words(`"`, `"`, "sank"), []int16{2, 2, none}, []int16{2, 2, none}},
	} {
		p := nothing()
		p.heads, p.rels = append(p.heads, c.heads...), make([]uint8, len(c.heads))
		p.pairQuotes(c.words)
		if d := cmp.Diff(c.want, p.heads); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}
