package neural

// Score counts how many words get the right tag, head, and head and relation.
func Score(n *Net, examples []Example, same func(a, b uint8) bool, sameTag func(a, b uint8) bool) (words, tags, heads, both int) {
	p := newPass(n, 1)
	for i := range examples {
		e := &examples[i]
		h, l, t := p.best(e)
		for d := 1; d < len(h); d++ {
			words++
			if sameTag(t[d], e.Tags[d]) {
				tags++
			}
			if h[d] == e.Heads[d] {
				heads++
				if same(l[d], e.Labels[d]) {
					both++
				}
			}
		}
	}
	return
}
