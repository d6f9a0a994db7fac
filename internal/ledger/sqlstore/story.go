package sqlstore

import (
	"cmp"
	"database/sql"
	"slices"

	"readout/internal/dedup"
	"readout/internal/ledger"
)

// place finds the story of a new document and moves others as that asks for.
func (a *adder) place(e *ledger.Entry) (story int64, print []byte, err error) {
	p, err := ledger.Place(e, a.neighbours)
	if err != nil {
		return 0, nil, err
	}
	if len(p.Split) > 0 || len(p.Join) > 1 {
		if err := a.flushStories(); err != nil {
			return 0, nil, err
		}
	}
	for _, n := range p.Split {
		a.story++
		if err := a.exec("UPDATE fingerprints SET print = ? WHERE key = ?", n.Print, int64(n.Key)); err != nil {
			return 0, nil, err
		}
		a.known[n.Key] = n
		if err := a.move("key", int64(n.Key), a.story); err != nil {
			return 0, nil, err
		}
	}
	if len(p.Join) == 0 {
		return a.newStory(), p.Print, nil
	}
	for _, other := range p.Join[1:] {
		if err := a.move("story", other, p.Join[0]); err != nil {
			return 0, nil, err
		}
	}
	return p.Join[0], p.Print, nil
}

// newStory gives the number of a story that nobody is of yet.
func (a *adder) newStory() int64 {
	a.story++
	a.members[a.story] = nil
	a.tally.begin(a.story)
	return a.story
}

// move gives documents, chosen by key or by story, to another story, old versions of them too. What is known of the stories must be
// written down.
func (a *adder) move(column string, value, story int64) error {
	var keys []int64
	rows, err := a.query("SELECT key, story FROM "+a.s.d.Places()+" WHERE "+column+" = ?", value)
	err = each(rows, err, func(r *sql.Rows) error {
		var k, was int64
		err := r.Scan(&k, &was)
		keys = append(keys, k)
		a.touch(was)
		delete(a.members, was) // to be looked up again
		return err
	})
	if err != nil {
		return err
	}
	a.touch(story)
	delete(a.members, story)
	if err := a.takeOut(); err != nil {
		return err
	}
	for _, k := range keys {
		if p, ok := a.known[ledger.Key(k)]; ok {
			p.Story = story
			a.known[p.Key] = p
		}
		if err := a.exec("UPDATE documents SET story = ? WHERE key = ?", story, k); err != nil {
			return err
		}
		for _, table := range []string{"records", "pairs", "fingerprints"} {
			if err := a.exec("UPDATE "+table+" SET story = ? WHERE key BETWEEN ? AND ?", story, k, k+ledger.MaxRecords); err != nil {
				return err
			}
		}
	}
	return nil
}

// neighbours gives the documents that share a hash, and others of their stories.
func (a *adder) neighbours(hashes []uint64) ([]ledger.Neighbour, error) {
	if len(a.known) > maxKnown {
		if err := a.forget(); err != nil {
			return nil, err
		}
	}
	found, err := a.lookNear([][]uint64{hashes})
	if err != nil {
		return nil, err
	}
	var near []ledger.Neighbour
	seen := map[ledger.Key]bool{}
	stories := map[int64]bool{}
	for _, k := range found {
		seen[k] = true
		if p, ok := a.known[k]; ok { // else it is superseded in this transaction
			near = append(near, p)
		}
	}
	for _, p := range near {
		if stories[p.Story] {
			continue
		}
		stories[p.Story] = true
		for _, k := range a.members[p.Story] {
			if other, ok := a.known[k]; ok && !seen[k] {
				seen[k] = true
				near = append(near, other)
			}
		}
	}
	return near, nil
}

// nearest chooses among the documents that share hashes.
func (a *adder) nearest(hashes []uint64) []ledger.Key {
	var sharing []ledger.Key
	for _, h := range hashes {
		sharing = append(sharing, a.byHash[h]...)
	}
	return dedup.Nearest(sharing)
}

// lookNear makes known, for each of some documents, which others share its hashes, their fingerprints, their stories, and the
// fingerprints of those stories. It gives those others.
func (a *adder) lookNear(documents [][]uint64) (found []ledger.Key, err error) {
	if err := a.lookHashes(slices.Concat(documents...)); err != nil {
		return nil, err
	}
	for _, hashes := range documents {
		found = append(found, a.nearest(hashes)...)
	}
	if err := a.look(slices.Clone(found)); err != nil {
		return nil, err
	}
	var stories []any
	for _, k := range found {
		if p, ok := a.known[k]; ok {
			if _, ok := a.members[p.Story]; !ok {
				stories = append(stories, p.Story)
			}
		}
	}
	others, err := a.lookMembers(stories)
	if err != nil {
		return nil, err
	}
	return found, a.look(others)
}

// lookHashes makes known which documents have hashes.
func (a *adder) lookHashes(hashes []uint64) error {
	var missing []int64
	flush := false
	for _, h := range hashes {
		if _, ok := a.byHash[h]; !ok {
			a.byHash[h] = nil
			missing = append(missing, int64(h))
			flush = flush || a.pending[h]
		}
	}
	// What is not written down yet is written now if it may matter, so that it makes no difference where a transaction ends.
	if flush {
		if err := a.flushPlaces(); err != nil {
			return err
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return a.s.d.Latest(missing, ledger.MaxByKey+len(a.claimed), func(query string, args ...any) error {
		rows, err := a.query(query, args...)
		return each(rows, err, func(r *sql.Rows) error {
			var h int64
			var k ledger.Key
			err := r.Scan(&h, &k)
			l := a.byHash[uint64(h)]
			if _, yet := a.claimed[k]; !yet && len(l) < ledger.MaxByKey {
				a.byHash[uint64(h)] = append(l, k)
			}
			return err
		})
	})
}

// joins makes known that a document is now of a story, so that those behind it in the transaction need not look for it.
func (a *adder) joins(story int64, p ledger.Neighbour, hashes []uint64) {
	a.known[p.Key] = p
	if m, ok := a.members[story]; ok && len(m) < ledger.MaxOfStory {
		a.members[story] = append(m, p.Key)
	}
	for _, h := range hashes {
		if l, ok := a.byHash[h]; ok {
			at, _ := slices.BinarySearchFunc(l, p.Key, func(x, y ledger.Key) int { return cmp.Compare(y, x) }) // the newest first
			l = slices.Insert(slices.Clone(l), at, p.Key)
			a.byHash[h] = l[:min(len(l), ledger.MaxByKey)]
		}
	}
}

// maxKnown bounds the memory of what was looked up: 600 bytes each.
const maxKnown = 20_000

// look makes fingerprints known.
func (a *adder) look(keys []ledger.Key) error {
	slices.Sort(keys)
	var missing []any
	for _, k := range slices.Compact(keys) {
		if _, ok := a.known[k]; !ok {
			missing = append(missing, int64(k))
		}
	}
	return a.in("SELECT key, story, print FROM fingerprints WHERE key IN (%s)", missing, func(r *sql.Rows) error {
		var p ledger.Neighbour
		err := r.Scan(&p.Key, &p.Story, &p.Print)
		a.known[p.Key] = p
		return err
	})
}

// lookMembers makes the earliest documents of stories known, and gives them.
func (a *adder) lookMembers(stories []any) ([]ledger.Key, error) {
	if len(stories) > 0 {
		if err := a.flushPlaces(); err != nil {
			return nil, err
		}
	}
	for _, s := range stories {
		a.members[s.(int64)] = nil
	}
	slices.SortFunc(stories, func(x, y any) int { return cmp.Compare(x.(int64), y.(int64)) })
	var all []ledger.Key
	err := a.in("SELECT story, key FROM "+a.s.d.Places()+" WHERE story IN (%s) AND latest = 1 ORDER BY story, seq", slices.Compact(stories), func(r *sql.Rows) error {
		var story int64
		var k ledger.Key
		err := r.Scan(&story, &k)
		if m := a.members[story]; len(m) < ledger.MaxOfStory {
			a.members[story] = append(m, k)
			all = append(all, k)
		}
		return err
	})
	return all, err
}

// forget drops what was looked up, when it no longer holds.
func (a *adder) forget() error {
	clear(a.byHash)
	clear(a.known)
	clear(a.members)
	return a.flushPlaces()
}
