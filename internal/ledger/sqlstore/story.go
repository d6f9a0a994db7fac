package sqlstore

import (
	"database/sql"
	"slices"

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
		a.story++
		return a.story, e.Print, nil
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
		if err := a.exec("UPDATE bodies SET print = ? WHERE key = ?", p.Split[i], int64(near[i].key)); err != nil {
			return 0, nil, err
		}
		if err := a.move("key", int64(near[i].key), a.story); err != nil {
			return 0, nil, err
		}
	}
	if len(p.Join) == 0 {
		a.story++
		return a.story, p.Print, nil
	}
	for _, other := range p.Join[1:] {
		if err := a.move("story", other, p.Join[0]); err != nil {
			return 0, nil, err
		}
	}
	return p.Join[0], p.Print, nil
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
	var keys []int64
	rows, err := a.query("SELECT key FROM documents WHERE "+column+" = ?", value)
	err = each(rows, err, func(r *sql.Rows) error {
		var k int64
		err := r.Scan(&k)
		keys = append(keys, k)
		return err
	})
	if err != nil {
		return err
	}
	for _, k := range keys {
		if err := a.exec("UPDATE documents SET story = ? WHERE key = ?", story, k); err != nil {
			return err
		}
		for _, table := range []string{"records", "pairs"} {
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
		if err := a.flush(); err != nil {
			return nil, err
		}
	}
	var near []printed
	seen := map[ledger.Key]bool{}
	var hashes []any
	for _, h := range keys {
		hashes = append(hashes, int64(h))
	}
	byKey := map[int64]int{}
	var found []any
	err := a.in("SELECT hash, key FROM prints WHERE hash IN (%s) ORDER BY hash, key DESC", hashes, func(r *sql.Rows) error {
		var h, k int64
		if err := r.Scan(&h, &k); err != nil {
			return err
		}
		if byKey[h]++; byKey[h] <= ledger.MaxByKey && !seen[ledger.Key(k)] {
			seen[ledger.Key(k)] = true
			found = append(found, k)
		}
		return nil
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	err = a.in("SELECT d.key, d.story, b.print FROM documents d JOIN bodies b ON b.key = d.key WHERE d.key IN (%s) ORDER BY d.key", found, func(r *sql.Rows) error {
		var p printed
		if err := r.Scan(&p.key, &p.story, &p.print); err != nil {
			return err
		}
		near = append(near, p)
		return nil
	})
	if err != nil {
		return nil, err
	}
	stories := map[int64]bool{}
	for _, n := range slices.Clone(near) {
		if stories[n.story] {
			continue
		}
		stories[n.story] = true
		rows, err := a.query("SELECT d.key, b.print FROM documents d JOIN bodies b ON b.key = d.key WHERE d.story = ? AND d.latest = 1 ORDER BY d.seq LIMIT ?", n.story, ledger.MaxOfStory)
		err = each(rows, err, func(r *sql.Rows) error {
			p := printed{story: n.story}
			err := r.Scan(&p.key, &p.print)
			if !seen[p.key] {
				seen[p.key] = true
				near = append(near, p)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return near, nil
}
