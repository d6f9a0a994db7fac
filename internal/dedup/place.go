package dedup

import (
	"cmp"
	"slices"
)

// What makes two documents copies, as shares of places. The figures were chosen on the development set of wire copies;
// docs/stories.md has what they give.
const (
	linked    = 0.50 // of the shorter one's places are in the longer: a copy,
	half      = 0.30 // if as much of the longer one's are in the shorter; shared background is less
	cut       = 0.60 // or so much of the shorter one's,
	least     = 0.15 // if as much of the longer one's; less is an excerpt
	twin      = 0.80 // of all places of both are in both
	part      = 0.30 // of a digest's places at least belong to each of its stories, or
	small     = 0.15 // of them, if most of that story is in it
	unrelated = 0.10 // of the shorter one's places at most: two stories
	fewest    = 8    // places in common, under which texts must be the same throughout
)

// link says whether two documents so many days apart are copies of one story as far as they themselves tell.
func link(a, b *Fingerprint, days int) bool {
	return inTime(a, b, days) && alike(a, b, compare(a, b))
}

func inTime(a, b *Fingerprint, days int) bool {
	return days <= MaxDays || days <= MaxDaysSame && same(a, b)
}

// alike says whether what two documents have in common makes them copies.
func alike(a, b *Fingerprint, o overlap) bool {
	if a.Digest() || b.Digest() || o.both < fewest {
		return o.both > 0 && o.share() >= twin
	}
	short, long := o.ofShorter(), o.ofLonger()
	return short >= linked && long >= half || short >= cut && long >= least
}

// Neighbour is a document that is known already.
type Neighbour struct {
	Story int64
	Day   int // of publication, counted from any day on; 0 unknown
	Print Fingerprint
}

// Placement says where a new document belongs.
type Placement struct {
	Join   []int64 // the stories that it joins, ascending: one, or several that prove to be one; none for a new story
	Digest bool    // it holds several stories and is one of its own; keep its fingerprint with MarkDigest
	Split  []int   // indices of neighbours that prove to be digests: each moves to a story of its own, marked
}

// Place says which story a document of a day, as Neighbour has it, belongs to. near are the documents that share a key with it and the others of their
// stories; their order does not matter.
func Place(d *Fingerprint, day int, near []Neighbour) Placement {
	v := newView(d, day, near)
	if copies := v.copiesOfDigest(); len(copies) > 0 {
		return Placement{Join: copies, Digest: true}
	}
	if v.isDigest() {
		return Placement{Digest: true}
	}
	var p Placement
	for _, s := range v.stories {
		digests := v.digests(s)
		p.Split = append(p.Split, digests...)
		if slices.ContainsFunc(s.members, func(i int) bool { return v.linked[i] && !slices.Contains(digests, i) }) {
			p.Join = append(p.Join, s.id)
		}
	}
	slices.Sort(p.Split)
	return p
}

// Wider gives the indices of neighbours that the document seems to be a copy of and that hold more than it: what else they were put
// together of may be too old to be of their story, and is not found by the document's keys.
func Wider(d *Fingerprint, day int, near []Neighbour) (wider []int) {
	for i := range near {
		n := &near[i]
		if n.Print.Digest() || !inTime(d, &n.Print, Apart(day, n.Day)) {
			continue
		}
		if o := compare(&n.Print, d); o.aHoldsB() && ratio(o.both, o.a) <= 1-small && alike(d, &n.Print, o) {
			wider = append(wider, i)
		}
	}
	return wider
}

// view is a document among its neighbours.
type view struct {
	d       *Fingerprint
	near    []Neighbour
	common  []overlap // of d and each neighbour
	linked  []bool
	stories []story // by id
}

type story struct {
	id      int64
	members []int // indices of neighbours
}

func newView(d *Fingerprint, day int, near []Neighbour) *view {
	v := &view{d: d, near: near, common: make([]overlap, len(near)), linked: make([]bool, len(near))}
	order := make([]int, len(near))
	for i := range near {
		order[i] = i
		v.common[i] = compare(d, &near[i].Print)
		v.linked[i] = inTime(d, &near[i].Print, Apart(day, near[i].Day)) && alike(d, &near[i].Print, v.common[i])
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(near[i].Story, near[j].Story) })
	for _, i := range order {
		if n := len(v.stories); n == 0 || v.stories[n-1].id != near[i].Story {
			v.stories = append(v.stories, story{id: near[i].Story})
		}
		s := &v.stories[len(v.stories)-1]
		s.members = append(s.members, i)
	}
	return v
}

// copiesOfDigest gives the stories of digests that the document is a copy of.
func (v *view) copiesOfDigest() []int64 {
	var ids []int64
	for _, s := range v.stories {
		if slices.ContainsFunc(s.members, func(i int) bool { return v.linked[i] && v.near[i].Print.Digest() }) {
			ids = append(ids, s.id)
		}
	}
	return ids
}

// isDigest says whether the document holds parts of two stories that have nothing to do with each other. Of what days they are does
// not matter: pages carry old stories along.
func (v *view) isDigest() bool {
	for i := range v.near {
		if !v.linked[i] || !v.common[i].aHoldsB() {
			continue
		}
		for j := range v.near {
			if v.near[j].Story != v.near[i].Story && !v.near[j].Print.Digest() && v.common[j].aHoldsB() && strangers(&v.near[i].Print, &v.near[j].Print) {
				return true
			}
		}
	}
	return false
}

// digests gives the members of a story that prove to be digests now: those that hold a part of the document and a part of
// members that are strangers to it. A full text holds parts of two cuttings that have nothing in common, too; but there are
// more full texts than such cuttings, and more copies of a story than digests of it. Strangers may be too old to be of the story.
func (v *view) digests(s story) []int {
	var bridges []int
	apart := map[int]bool{} // the strangers
	for _, m := range s.members {
		p := &v.near[m].Print
		if p.Digest() || !v.common[m].flip().aHoldsB() {
			continue
		}
		bridge := false
		for u := range v.near {
			if u == m || v.near[u].Story != s.id && !(v.linked[m] && v.tooOld(m, u)) || v.common[u].ofShorter() >= unrelated || !compare(p, &v.near[u].Print).aHoldsB() {
				continue
			}
			bridge, apart[u] = true, true
		}
		if bridge {
			bridges = append(bridges, m)
		}
	}
	if len(bridges) > len(apart) {
		return nil
	}
	return bridges
}

// tooOld says whether two neighbours are of two stories only by their days.
func (v *view) tooOld(m, u int) bool {
	a, b := &v.near[m], &v.near[u]
	return Apart(a.Day, b.Day) > MaxDays && link(&a.Print, &b.Print, 0)
}

// strangers says whether two documents have next to nothing in common.
func strangers(a, b *Fingerprint) bool { return compare(a, b).ofShorter() < unrelated }

// aHoldsB says whether a could be a digest with a part of b in it.
func (o overlap) aHoldsB() bool {
	share := ratio(o.both, o.a)
	return share >= part || share >= small && o.ofShorter() >= linked
}

func (o overlap) flip() overlap      { return overlap{o.both, o.b, o.a} }
func (o overlap) ofShorter() float64 { return ratio(o.both, min(o.a, o.b)) }
func (o overlap) ofLonger() float64  { return ratio(o.both, max(o.a, o.b)) }
func (o overlap) share() float64     { return ratio(o.both, o.a+o.b-o.both) }

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}
