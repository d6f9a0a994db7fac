package attribution

import "readout/internal/lang"

// farFromHead is how many tokens a cue may reach out from its head, either way.
const farFromHead = 7

// cueEdges chooses where the cue with head i begins and ends, up to its source.
func (f *Finder) cueEdges(r *Relation, i int, s *lang.Sentence) {
	t, q := f.t, &f.ask
	c := &f.atoms[i]
	least, most := max(s.First, i-farFromHead), min(s.Last, i+1+farFromHead)
	if !r.Source.Empty() {
		if r.Source.Last <= i {
			least = max(least, r.Source.Last)
		}
		if r.Source.First > i {
			most = min(most, r.Source.First)
		}
	}
	q.begin(CueFirst)
	for k := i; k >= least; k-- {
		if f.t.Tokens[k].Kind == lang.Open || f.t.Tokens[k].Kind == lang.Close {
			break
		}
		q.option(k)
		a, out := &f.atoms[k], f.at(k-1, s)
		n := bin(i-k, 7)
		q.two(1, c.lemma, n)
		q.two(2, c.tag, n)
		q.three(3, a.form, a.rel, flag(int(t.Tokens[k].Head) == i))
		q.three(4, a.tag, a.rel, c.tag)
		q.three(5, out.form, out.rel, flag(k > s.First && int(t.Tokens[k-1].Head) == i))
		q.three(6, out.tag, a.tag, n)
		q.three(7, out.rel, a.rel, c.tag)
		q.two(8, c.lemma, a.form)
		q.three(9, a.form, out.form, flag(k == least))
		q.three(10, flag(r.Source.Last == k), a.tag, c.tag)
		q.three(11, out.tag, f.at(k-2, s).tag, n)
		q.three(12, flag(r.Source.Last == k), out.form, n)
	}
	first, _ := f.choose(i)

	q.begin(CueLast)
	for e := i + 1; e <= most; e++ {
		if e > i+1 && (f.t.Tokens[e-1].Kind == lang.Open || f.t.Tokens[e-1].Kind == lang.Close) {
			break
		}
		q.option(e)
		a, out := &f.atoms[e-1], f.at(e, s)
		n := bin(e-i, 7)
		topRel := nothing
		if e < s.Last {
			topRel = f.atoms[out.left].rel
		}
		q.two(1, c.lemma, n)
		q.two(2, c.tag, n)
		q.three(3, a.form, a.rel, n)
		q.three(4, out.form, out.rel, flag(e < s.Last && int(t.Tokens[e].Head) == i))
		q.three(5, a.tag, out.tag, n)
		q.three(6, a.rel, out.rel, c.tag)
		q.three(7, f.atoms[a.right].rel, n, flag(int(t.Tokens[a.right].Head) == i))
		q.three(8, c.lemma, f.at(i+1, s).form, n)
		q.three(9, a.lemma, c.fine, n)
		q.three(10, a.form, out.tag, c.tag)
		q.three(11, a.tag, out.tag, f.at(e+1, s).tag)
		q.three(12, c.lemma, topRel, n)
		q.three(13, flag(int(t.Tokens[a.right].Right) == e), a.rel, n)
	}
	last, _ := f.choose(i)
	r.Cue = Stretch{first, last}
}
