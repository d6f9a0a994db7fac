package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"readout/internal/ledger"
)

// Known says whether an input was added before.
func (s *Store) Known(ctx context.Context, input ledger.Digest) (known bool, err error) {
	rows, err := s.query(ctx, "SELECT 1 FROM inputs WHERE digest = ?", input[:])
	err = each(rows, err, func(*sql.Rows) error { known = true; return nil })
	return known, s.explain(err)
}

// Add keeps documents in one transaction.
func (s *Store) Add(ctx context.Context, entries []*ledger.Entry) (out []ledger.Outcome, err error) {
	if len(entries) == 0 {
		return nil, nil
	}
	err = s.transact(ctx, func(t *tx) error {
		a, err := newAdder(t, entries)
		if err != nil {
			return err
		}
		out = make([]ledger.Outcome, len(entries))
		for i, e := range entries {
			if out[i], err = a.add(e); err != nil {
				return fmt.Errorf("%s: %w", e.Address, err)
			}
		}
		return a.finish()
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// present is a document that is there already.
type present struct {
	key       ledger.Key
	corrected bool
	seq       int64
	story     int64
	version   int
	latest    bool
	added     string
}

// address is what is known of an address.
type address struct {
	version int
	latest  ledger.Key // of the newest version
}

// adder adds the documents of one transaction.
type adder struct {
	*tx
	byID       map[string]present
	byAddress  map[string]address
	taken      map[ledger.Key]bool
	seq, story int64
	now        string

	inputs, documents, bodies, records, pairs, prints, fingers *inserter
	documentWords, recordWords                                 *inserter
	pending                                                    map[uint64]bool        // keys of fingerprints that are not written yet
	known                                                      map[ledger.Key]printed // fingerprints that were looked up: the same ones are asked for again and again
	members                                                    map[int64][]ledger.Key // of stories that were looked up
	tally                                                      tally
}

func newAdder(t *tx, entries []*ledger.Entry) (*adder, error) {
	a := &adder{
		tx: t, byID: map[string]present{}, byAddress: map[string]address{}, taken: map[ledger.Key]bool{}, pending: map[uint64]bool{},
		now:       t.s.now().UTC().Format(time.RFC3339),
		inputs:    t.into("inputs", "digest"),
		documents: t.into("documents", "key", "id", "address", "version", "latest", "corrected", "seq", "story", "day", "title", "outlet", "agency", "name", "kind", "language", "coder", "added"),
		bodies:    t.into("bodies", "key", "body"),
		records:   t.into("records", "key", "kind", "local", "day", "type", "holder", "issue", "name", "role", "delta", "decide", "story", "counts"),
		pairs:     t.into("pairs", "a", "b", "day", "key", "quad", "type", "happened", "story"),
		prints:    t.into("prints", "hash", "key"),
		fingers:   t.into("fingerprints", "key", "story", "print"),
		known:     map[ledger.Key]printed{},
		members:   map[int64][]ledger.Key{},
		tally:     newTally(),
	}
	a.inputs.conflict, a.prints.conflict = " ON CONFLICT DO NOTHING", " ON CONFLICT DO NOTHING"
	key := t.s.d.WordKey()
	a.documentWords, a.recordWords = t.into("document_words", key, "terms"), t.into("record_words", key, "terms")
	a.documentWords.terms, a.recordWords.terms = true, true
	var err error
	if a.seq, err = t.counter("seq"); err != nil {
		return nil, err
	}
	if a.story, err = t.counter("story"); err != nil {
		return nil, err
	}
	var ids, addresses, keys []any
	for _, e := range entries {
		ids, addresses, keys = append(ids, e.ID), append(addresses, e.Address), append(keys, int64(e.First))
	}
	err = t.in("SELECT id, key, corrected, seq, story, version, latest, added FROM documents WHERE id IN (%s)", ids, func(r *sql.Rows) error {
		var id string
		var p present
		if err := r.Scan(&id, &p.key, &p.corrected, &p.seq, &p.story, &p.version, &p.latest, &p.added); err != nil {
			return err
		}
		a.byID[id] = p
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = t.in("SELECT address, version, latest, key FROM documents WHERE address IN (%s)", addresses, func(r *sql.Rows) error {
		var at string
		var version int
		var latest bool
		var k ledger.Key
		if err := r.Scan(&at, &version, &latest, &k); err != nil {
			return err
		}
		x := a.byAddress[at]
		x.version = max(x.version, version)
		if latest {
			x.latest = k
		}
		a.byAddress[at] = x
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = t.in("SELECT key FROM documents WHERE key IN (%s)", keys, func(r *sql.Rows) error {
		var k ledger.Key
		err := r.Scan(&k)
		a.taken[k] = true
		return err
	})
	return a, err
}

func (a *adder) add(e *ledger.Entry) (ledger.Outcome, error) {
	if e.Input != (ledger.Digest{}) {
		a.inputs.add(e.Input[:])
	}
	old, there := a.byID[e.ID]
	switch {
	case there && !e.Again:
		return ledger.Same, nil
	case there:
		return ledger.Reread, a.replace(e, old)
	}
	p := present{latest: true, version: 1, added: a.now}
	a.tally.counts["documents"]++
	outcome := ledger.New
	if at, known := a.byAddress[e.Address]; known {
		outcome = ledger.Version
		p.version = at.version + 1
		if err := a.supersede(at.latest); err != nil {
			return 0, err
		}
	} else {
		a.tally.counts["addresses"]++
	}
	a.seq++
	p.seq = a.seq
	return outcome, a.insert(e, p)
}

// replace keeps a document's place and version, and takes everything else from the entry.
func (a *adder) replace(e *ledger.Entry, p present) error {
	if err := a.flush(); err != nil {
		return err
	}
	if p.latest {
		if err := a.unindex(p.key); err != nil {
			return err
		}
	}
	for _, table := range []string{"documents", "bodies"} {
		if err := a.exec("DELETE FROM "+table+" WHERE key = ?", int64(p.key)); err != nil {
			return err
		}
	}
	delete(a.taken, p.key)
	return a.insert(e, p)
}

// supersede takes an old version out of what is searched and counted.
func (a *adder) supersede(k ledger.Key) error {
	if err := a.flush(); err != nil {
		return err
	}
	if err := a.unindex(k); err != nil {
		return err
	}
	return a.exec("UPDATE documents SET latest = 0 WHERE key = ?", int64(k))
}

func (a *adder) unindex(k ledger.Key) error {
	if err := a.unindexWords(k); err != nil {
		return err
	}
	a.forget()
	for _, table := range []string{"prints", "fingerprints"} {
		if err := a.exec("DELETE FROM "+table+" WHERE key = ?", int64(k)); err != nil {
			return err
		}
	}
	return nil
}

// unindexWords takes out all but the fingerprint.
func (a *adder) unindexWords(k ledger.Key) error {
	first, last := int64(k), int64(k)+ledger.MaxRecords
	var story, records int64
	rows, err := a.query("SELECT d.story, (SELECT COUNT(*) FROM records WHERE key BETWEEN ? AND ?) FROM documents d WHERE d.key = ?", first, last, first)
	err = each(rows, err, func(r *sql.Rows) error { return r.Scan(&story, &records) })
	if err != nil {
		return err
	}
	if err := a.touch(story); err != nil {
		return err
	}
	a.tally.counts["records"] -= records
	word := a.s.d.WordKey()
	for _, c := range []struct{ table, column string }{
		{"record_words", word}, {"records", "key"}, {"pairs", "key"}, {"document_words", word},
	} {
		if err := a.exec("DELETE FROM "+c.table+" WHERE "+c.column+" BETWEEN ? AND ?", first, last); err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) insert(e *ledger.Entry, p present) error {
	var err error
	if p.key, err = a.freeKey(e.First); err != nil {
		return err
	}
	index := e.Index
	if p.corrected {
		c, err := a.corrections(e.ID)
		if err != nil {
			return err
		}
		k, err := ledger.NewKept(ledger.Kept{ID: e.ID, Address: e.Address, Corrections: c}, e.Body)
		if err != nil {
			return err
		}
		index = k.Index()
	}
	print := e.Print
	if p.latest {
		if p.story, print, err = a.place(e); err != nil {
			return err
		}
	}
	a.documents.add(int64(p.key), e.ID, e.Address, p.version, flag(p.latest), flag(p.corrected), p.seq, p.story, e.Day,
		e.Head.Title, e.Head.Outlet, e.Agency, e.Name, e.Kind, e.Language, e.Coder, p.added)
	a.bodies.add(int64(p.key), e.Body)
	a.byID[e.ID] = p
	if !p.latest {
		return nil
	}
	at := a.byAddress[e.Address]
	a.byAddress[e.Address] = address{max(at.version, p.version), p.key}
	a.fingers.add(int64(p.key), p.story, print)
	if m, ok := a.members[p.story]; ok && len(m) < ledger.MaxOfStory {
		a.members[p.story] = append(m, p.key)
	}
	for _, h := range e.Keys {
		a.prints.add(int64(h), int64(p.key))
		a.pending[h] = true
	}
	return a.index(p.key, p.story, index)
}

// index notes what a document is found by.
func (a *adder) index(k ledger.Key, story int64, x ledger.Index) error {
	if err := a.touch(story); err != nil {
		return err
	}
	a.documentWords.add(int64(k), x.Terms)
	for i := range x.Rows {
		a.recordWords.add(int64(k)+int64(x.Rows[i].Number), x.Rows[i].Terms)
	}
	a.tally.counts["records"] += int64(len(x.Rows))
	a.tally.pending[story] = append(a.tally.pending[story], parted{k, x})
	return nil
}

// freeKey gives the first key that no document has.
func (a *adder) freeKey(k ledger.Key) (ledger.Key, error) {
	for first := true; ; first = false {
		if !first && !a.taken[k] {
			n := 0
			rows, err := a.query("SELECT 1 FROM documents WHERE key = ?", int64(k))
			if err := each(rows, err, func(*sql.Rows) error { n++; return nil }); err != nil {
				return 0, err
			}
			a.taken[k] = n > 0
		}
		if !a.taken[k] {
			a.taken[k] = true
			return k, nil
		}
		k = k.Next()
	}
}

// flush writes everything down, so that statements see it.
func (a *adder) flush() error {
	if err := a.flushPlaces(); err != nil {
		return err
	}
	for story, docs := range a.tally.pending {
		a.rowsOf(story, docs)
	}
	for _, i := range []*inserter{a.inputs, a.bodies, a.records, a.pairs, a.documentWords, a.recordWords} {
		if err := i.flush(); err != nil {
			return err
		}
	}
	return a.settle()
}

// flushPlaces writes down what the stories of other documents are found by.
func (a *adder) flushPlaces() error {
	for _, i := range []*inserter{a.documents, a.prints, a.fingers} {
		if err := i.flush(); err != nil {
			return err
		}
	}
	clear(a.pending)
	return nil
}

func (a *adder) finish() error {
	if err := a.flush(); err != nil {
		return err
	}
	if err := a.setCounter("seq", a.seq); err != nil {
		return err
	}
	return a.setCounter("story", a.story)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// in runs a query for a list of values, some hundred at a time. The query has %s in place of the list. Lists are filled up to a
// few lengths with their last value, so that few statements are prepared.
func (t *tx) in(query string, values []any, scan func(*sql.Rows) error) error {
	for some := range slices.Chunk(values, 500) {
		n := 500
		for _, size := range []int{4, 16, 64, 256} {
			if len(some) <= size {
				n = size
				break
			}
		}
		args := append(make([]any, 0, n), some...)
		for len(args) < n {
			args = append(args, some[len(some)-1])
		}
		rows, err := t.query(fmt.Sprintf(query, marks(n)), args...)
		if err := each(rows, err, scan); err != nil {
			return err
		}
	}
	return nil
}
