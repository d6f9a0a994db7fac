package dedup

import (
	"cmp"
	"slices"
)

// How many documents are looked at, so that the largest story and the commonest place cost little. A ledger keeps to the
// same bounds.
const (
	MaxByKey   = 64  // documents of one key at most, the latest ones: a place that more share is some outlet's furniture
	MaxOfStory = 32  // documents of one story at most, the earliest ones
	MaxNear    = 256 // documents that share a key at most: those that share most, of equals the latest ones. With 64, stories of reports in set phrases followed the order of arrival
)

// Index folds documents into stories in memory, one after another, as a ledger does.
type Index struct {
	prints  []Fingerprint
	days    []int           // of publication, as Neighbour has it
	story   []int64         // of each document
	members map[int64][]int // of each story
	byKey   map[uint32][]int
	last    int64 // story
}

// NewIndex makes an empty index.
func NewIndex() *Index {
	return &Index{members: map[int64][]int{}, byKey: map[uint32][]int{}}
}

// Add places the next document, of a day as Neighbour has it.
func (x *Index) Add(f Fingerprint, day int) {
	near, docs := x.near(nil, f.Keys())
	for _, i := range Wider(&f, day, near) {
		near, docs = x.near(docs, near[i].Print.Keys())
	}
	p := Place(&f, day, near)
	if p.Digest {
		f = f.MarkDigest()
	}
	for _, i := range p.Split {
		d := docs[i]
		x.prints[d] = x.prints[d].MarkDigest()
		x.leave(d)
		x.enter(d, x.fresh())
	}
	to := x.fresh()
	if len(p.Join) > 0 {
		to = p.Join[0]
		for _, other := range p.Join[1:] {
			for _, d := range x.members[other] {
				x.enter(d, to)
			}
			delete(x.members, other)
		}
	}
	doc := len(x.prints)
	x.prints = append(x.prints, f)
	x.days = append(x.days, day)
	x.story = append(x.story, 0)
	x.enter(doc, to)
	for _, k := range f.Keys() {
		x.byKey[k] = append(x.byKey[k], doc)
	}
}

func (x *Index) fresh() int64 { x.last++; return x.last }

func (x *Index) enter(doc int, story int64) {
	x.story[doc] = story
	x.members[story] = append(x.members[story], doc)
}

func (x *Index) leave(doc int) {
	m := x.members[x.story[doc]]
	i := slices.Index(m, doc)
	x.members[x.story[doc]] = slices.Delete(m, i, i+1)
}

// Stories gives each document's story in the order of adding, as the place of the story's first document in it.
func (x *Index) Stories() []int {
	all := make([]int, len(x.story))
	for i, s := range x.story {
		all[i] = slices.Min(x.members[s])
	}
	return all
}

// near gives documents that are found already, those that share a key, and others of their stories.
func (x *Index) near(found []int, keys []uint32) ([]Neighbour, []int) {
	var sharing []int
	for _, k := range keys {
		with := x.byKey[k]
		sharing = append(sharing, with[max(0, len(with)-MaxByKey):]...)
	}
	var near []Neighbour
	var docs []int
	seen := map[int]bool{}
	take := func(d int) {
		if !seen[d] {
			seen[d] = true
			docs = append(docs, d)
			near = append(near, Neighbour{x.story[d], x.days[d], x.prints[d]})
		}
	}
	for _, d := range found {
		take(d)
	}
	for _, d := range Nearest(sharing) {
		take(d)
	}
	for _, d := range slices.Clone(docs) {
		m := x.members[x.story[d]]
		for _, other := range m[:min(len(m), MaxOfStory)] {
			take(other)
		}
	}
	return near, docs
}

// Nearest chooses among the documents that share keys with another one, given each as often as it shares one. A greater number is a
// later document. It gives the latest first, and puts the list in another order.
func Nearest[D cmp.Ordered](sharing []D) []D {
	slices.SortFunc(sharing, func(a, b D) int { return cmp.Compare(b, a) })
	near := slices.Compact(slices.Clone(sharing))
	if len(near) <= MaxNear {
		return near
	}
	shared := make(map[D]int, len(near))
	for _, d := range sharing {
		shared[d]++
	}
	slices.SortStableFunc(near, func(a, b D) int { return shared[b] - shared[a] })
	return near[:MaxNear]
}
