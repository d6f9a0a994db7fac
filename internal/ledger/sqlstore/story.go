package sqlstore

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"

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
	seen := map[ledger.Key]bool{}
	var found []any
	err := a.latestByKey(keys, func(k ledger.Key) {
		if !seen[k] {
			seen[k] = true
			found = append(found, int64(k))
		}
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	var near []printed
	take := func(r *sql.Rows) error {
		var p printed
		err := r.Scan(&p.key, &p.story, &p.print)
		near = append(near, p)
		return err
	}
	const prints = "SELECT d.key, d.story, b.print FROM documents d JOIN bodies b ON b.key = d.key WHERE d.key IN (%s) ORDER BY d.key"
	if err := a.in(prints, found, take); err != nil {
		return nil, err
	}
	var stories []any
	for _, n := range near {
		stories = append(stories, n.story)
	}
	slices.SortFunc(stories, func(x, y any) int { return cmp.Compare(x.(int64), y.(int64)) })
	var others []any
	members := map[int64]int{}
	err = a.in("SELECT story, key FROM documents WHERE story IN (%s) AND latest = 1 ORDER BY story, seq", slices.Compact(stories), func(r *sql.Rows) error {
		var story int64
		var k ledger.Key
		if err := r.Scan(&story, &k); err != nil {
			return err
		}
		if members[story]++; members[story] <= ledger.MaxOfStory && !seen[k] {
			others = append(others, int64(k))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return near, a.in(prints, others, take)
}

// latestByKey gives the latest documents that have any of the keys.
func (a *adder) latestByKey(keys []uint64, found func(ledger.Key)) error {
	if len(keys) == 0 {
		return nil
	}
	const one = "SELECT key FROM (SELECT key FROM prints WHERE hash = ? ORDER BY key DESC LIMIT ?) AS some"
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
