package sqlstore

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"

	"readout/internal/dedup"
	"readout/internal/ledger"
)

// printed is a document with its fingerprint.
type printed struct {
	key   ledger.Key
	story int64
	print []byte
}

// place finds the story of a new document and moves others as that asks for.
func (a *adder) place(e *ledger.Entry) (story int64, print []byte, err error) {
	near, err := a.neighbours(e.Keys)
	if err != nil {
		return 0, nil, err
	}
	if len(near) == 0 {
		return a.begin(), e.Print, nil
	}
	given := make([]ledger.Neighbour, len(near))
	for i, n := range near {
		given[i] = ledger.Neighbour{Story: n.story, Print: n.print}
	}
	p, err := ledger.Place(e.Print, given)
	if err != nil {
		return 0, nil, err
	}
	if len(p.Split) > 0 || len(p.Join) > 1 {
		if err := a.flush(); err != nil {
			return 0, nil, err
		}
	}
	for _, i := range sortedKeys(p.Split) {
		a.story++
		if err := a.exec("UPDATE fingerprints SET print = ? WHERE key = ?", p.Split[i], int64(near[i].key)); err != nil {
			return 0, nil, err
		}
		if err := a.move("key", int64(near[i].key), a.story); err != nil {
			return 0, nil, err
		}
	}
	if len(p.Join) == 0 {
		return a.begin(), p.Print, nil
	}
	for _, other := range p.Join[1:] {
		if err := a.move("story", other, p.Join[0]); err != nil {
			return 0, nil, err
		}
	}
	return p.Join[0], p.Print, nil
}

// begin gives a new story.
func (a *adder) begin() int64 {
	a.story++
	a.tally.begin(a.story)
	return a.story
}

func sortedKeys(m map[int][]byte) []int {
	var all []int
	for i := range m {
		all = append(all, i)
	}
	slices.Sort(all)
	return all
}

// move gives documents, chosen by key or by story, to another story, old versions of them too.
func (a *adder) move(column string, value, story int64) error {
	a.forget()
	var keys, from []int64
	rows, err := a.query("SELECT key, story FROM documents WHERE "+column+" = ?", value)
	err = each(rows, err, func(r *sql.Rows) error {
		var k, was int64
		err := r.Scan(&k, &was)
		keys, from = append(keys, k), append(from, was)
		return err
	})
	if err != nil {
		return err
	}
	for _, s := range append(from, story) {
		if err := a.touch(s); err != nil {
			return err
		}
	}
	for _, k := range keys {
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

// neighbours gives the documents that share a key, and others of their stories.
func (a *adder) neighbours(keys []uint64) ([]printed, error) {
	// What is not written down yet is written now if it may matter, so that it makes no difference where a transaction ends.
	if slices.ContainsFunc(keys, func(h uint64) bool { return a.pending[h] }) {
		if err := a.flushPlaces(); err != nil {
			return nil, err
		}
	}
	seen := map[ledger.Key]bool{}
	if len(a.known) > maxKnown {
		a.forget()
	}
	shared := map[ledger.Key]int{}
	if err := a.latestByKey(keys, func(k ledger.Key) { shared[k]++ }); err != nil || len(shared) == 0 {
		return nil, err
	}
	found := dedup.Nearest(shared)
	for _, k := range found {
		seen[k] = true
	}
	if err := a.look(found); err != nil {
		return nil, err
	}
	var near []printed
	var stories []any
	for _, k := range found {
		p, ok := a.known[k]
		if !ok {
			continue // superseded in this transaction
		}
		near = append(near, p)
		if _, ok := a.members[p.story]; !ok {
			stories = append(stories, p.story)
		}
	}
	if err := a.lookMembers(stories); err != nil {
		return nil, err
	}
	var others []ledger.Key
	asked := map[int64]bool{}
	for _, p := range near {
		if asked[p.story] {
			continue
		}
		asked[p.story] = true
		for _, k := range a.members[p.story] {
			if !seen[k] {
				others = append(others, k)
			}
		}
	}
	if err := a.look(others); err != nil {
		return nil, err
	}
	for _, k := range others {
		if p, ok := a.known[k]; ok {
			near = append(near, p)
		}
	}
	return near, nil
}

// maxKnown bounds the memory of what was looked up: 600 bytes each.
const maxKnown = 20_000

// look makes fingerprints known.
func (a *adder) look(keys []ledger.Key) error {
	var missing []any
	for _, k := range keys {
		if _, ok := a.known[k]; !ok {
			missing = append(missing, int64(k))
		}
	}
	return a.in("SELECT key, story, print FROM fingerprints WHERE key IN (%s)", missing, func(r *sql.Rows) error {
		var p printed
		err := r.Scan(&p.key, &p.story, &p.print)
		a.known[p.key] = p
		return err
	})
}

// lookMembers makes the earliest documents of stories known.
func (a *adder) lookMembers(stories []any) error {
	for _, s := range stories {
		a.members[s.(int64)] = nil
	}
	slices.SortFunc(stories, func(x, y any) int { return cmp.Compare(x.(int64), y.(int64)) })
	return a.in("SELECT story, key FROM documents WHERE story IN (%s) AND latest = 1 ORDER BY story, seq", slices.Compact(stories), func(r *sql.Rows) error {
		var story int64
		var k ledger.Key
		err := r.Scan(&story, &k)
		if m := a.members[story]; len(m) < ledger.MaxOfStory {
			a.members[story] = append(m, k)
		}
		return err
	})
}

// forget drops what was looked up, when it no longer holds.
func (a *adder) forget() {
	clear(a.known)
	clear(a.members)
}

// latestByKey gives the latest documents that have any of the keys.
func (a *adder) latestByKey(keys []uint64, found func(ledger.Key)) error {
	if len(keys) == 0 {
		return nil
	}
	const one = "SELECT key FROM (SELECT key FROM prints WHERE hash = ? ORDER BY key DESC LIMIT ?) AS latest"
	args := make([]any, 0, 2*len(keys))
	for _, h := range keys {
		args = append(args, int64(h), ledger.MaxByKey)
	}
	rows, err := a.query(strings.TrimSuffix(strings.Repeat(one+" UNION ALL ", len(keys)), " UNION ALL "), args...)
	return each(rows, err, func(r *sql.Rows) error {
		var k ledger.Key
		err := r.Scan(&k)
		found(k)
		return err
	})
}
