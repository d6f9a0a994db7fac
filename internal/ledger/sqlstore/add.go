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
	if err := s.room(ctx, entries); err != nil {
		return nil, err
	}
	err = s.attempt(ctx, func(t *tx) error {
		a := newAdder(t)
		if err := a.claim(entries); err != nil {
			return err
		}
		if err := t.lock(); err != nil {
			return err
		}
		if err := a.lookUp(entries); err != nil {
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
	seen      int64
	sent      int64
}

// adder adds the documents of one transaction.
type adder struct {
	*tx
	byID       map[string]present
	byAddress  map[string][]version
	taken      map[ledger.Key]bool
	claimed    map[ledger.Key]string // keys at which content, words and prints are written already, and the ids of their documents
	seq, story int64
	now        time.Time

	inputs, documents, bodies, records, pairs, prints, fingers *inserter
	documentWords, recordWords                                 *inserter

	pending map[uint64]bool                 // hashes of prints that are not written yet
	byHash  map[uint64][]ledger.Key         // the latest documents that have a hash, as far as that was looked up
	known   map[ledger.Key]ledger.Neighbour // fingerprints that were looked up: the same ones are asked for again and again
	members map[int64][]ledger.Key          // of stories that were looked up
	tally   tally
}

func newAdder(t *tx) *adder {
	word := t.s.d.WordKey()
	a := &adder{
		tx: t, byID: map[string]present{}, byAddress: map[string][]version{}, taken: map[ledger.Key]bool{}, claimed: map[ledger.Key]string{},
		now:           t.s.now().UTC(),
		inputs:        t.into("inputs", "digest"),
		documents:     t.into("documents", "key", "id", "address", "version", "latest", "corrected", "seq", "story", "day", "title", "outlet", "agency", "name", "kind", "language", "coder", "added", "seen", "sent"),
		bodies:        t.into("bodies", "key", "body"),
		records:       t.into("records", "key", "kind", "local", "day", "type", "holder", "issue", "name", "role", "delta", "decide", "story", "counts"),
		pairs:         t.into("pairs", "a", "b", "day", "key", "quad", "type", "happened", "story"),
		prints:        t.into("prints", "hash", "key"),
		fingers:       t.into("fingerprints", "key", "story", "print"),
		documentWords: t.into("document_words", word, "terms"),
		recordWords:   t.into("record_words", word, "terms"),
		pending:       map[uint64]bool{}, byHash: map[uint64][]ledger.Key{}, known: map[ledger.Key]ledger.Neighbour{}, members: map[int64][]ledger.Key{}, tally: newTally(),
	}
	a.inputs.conflict = " ON CONFLICT DO NOTHING"
	a.documentWords.terms, a.recordWords.terms = true, true
	return a
}

// lookUp asks what the ledger has of entries, now that nobody else writes.
func (a *adder) lookUp(entries []*ledger.Entry) (err error) {
	if a.seq, err = a.counter("seq"); err != nil {
		return err
	}
	if a.story, err = a.counter("story"); err != nil {
		return err
	}
	var ids, addresses, keys []any
	hashes := make([][]uint64, 0, len(entries))
	for _, e := range entries {
		ids, addresses, keys = append(ids, e.ID), append(addresses, e.Address), append(keys, int64(e.First))
		hashes = append(hashes, e.Keys)
	}
	places := a.s.d.Places()
	err = a.in("SELECT id, key, seq, story, version, latest, seen, sent FROM "+places+" WHERE id IN (%s)", ids, func(r *sql.Rows) error {
		var id string
		var p present
		err := r.Scan(&id, &p.key, &p.seq, &p.story, &p.version, &p.latest, &p.seen, &p.sent)
		a.byID[id] = p
		return err
	})
	if err != nil {
		return err
	}
	err = a.in("SELECT address, key, version, latest, seen, sent FROM "+places+" WHERE address IN (%s) ORDER BY version", addresses, func(r *sql.Rows) error {
		var at string
		var v version
		err := r.Scan(&at, &v.key, &v.number, &v.latest, &v.seen, &v.sent)
		if l := a.byAddress[at]; len(l) == 0 || l[len(l)-1].number < v.number { // a list may ask twice
			a.byAddress[at] = append(l, v)
		}
		return err
	})
	if err != nil {
		return err
	}
	err = a.in("SELECT key FROM documents WHERE key IN (%s)", keys, func(r *sql.Rows) error {
		var k ledger.Key
		err := r.Scan(&k)
		a.taken[k] = true
		return err
	})
	if err != nil {
		return err
	}
	_, err = a.lookNear(hashes)
	return err
}

func (a *adder) add(e *ledger.Entry) (ledger.Outcome, error) {
	if e.Input != (ledger.Digest{}) && a.s.bulk == nil {
		a.inputs.add(e.Input[:])
	}
	old, there := a.byID[e.ID]
	switch {
	case there && !e.Again:
		return ledger.Same, a.unclaim(e)
	case there:
		return ledger.Reread, a.replace(e, old)
	}
	p := present{added: a.now.Format(time.RFC3339), seen: e.Seen, sent: e.Sent}
	if p.sent == 0 {
		p.sent = a.now.UnixMicro()
	}
	a.tally.counts["documents"]++
	outcome := ledger.Version
	if len(a.byAddress[e.Address]) == 0 {
		outcome = ledger.New
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
	rows, err := a.query("SELECT corrected, added FROM documents WHERE key = ?", int64(p.key))
	if err := each(rows, err, func(r *sql.Rows) error { return r.Scan(&p.corrected, &p.added) }); err != nil {
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
	a.forgetVersion(e.Address, p.key)
	return a.insert(e, p)
}

func (a *adder) unindex(k ledger.Key) error {
	if err := a.unindexWords(k); err != nil {
		return err
	}
	if err := a.forget(); err != nil {
		return err
	}
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
	a.touch(story)
	if err := a.takeOut(); err != nil {
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

// insert writes a document and, if it is the newest version of its address, what it is found by.
func (a *adder) insert(e *ledger.Entry, p present) error {
	claimed := a.claimed[e.First] == e.ID
	if claimed {
		delete(a.claimed, e.First)
		delete(a.taken, e.First)
	}
	var err error
	if p.key, err = a.freeKey(e.First); err != nil {
		return err
	}
	if err := a.rank(e.Address, &p); err != nil {
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
		e.Head.Title, e.Head.Outlet, e.Agency, e.Name, e.Kind, e.Language, e.Coder, p.added, p.seen, p.sent)
	a.byID[e.ID] = p
	if !claimed {
		a.bodies.add(int64(p.key), e.Body)
	}
	if !p.latest {
		if claimed {
			return a.unclaimWords(p.key)
		}
		return nil
	}
	a.fingers.add(int64(p.key), p.story, print)
	a.joins(p.story, ledger.Neighbour{Story: p.story, Key: p.key, Print: print}, e.Keys)
	if !claimed {
		for _, h := range e.Keys {
			a.prints.add(int64(h), int64(p.key))
			a.pending[h] = true
		}
		a.indexWords(p.key, index)
	}
	a.index(p.key, p.story, index)
	return nil
}

// indexWords writes the words that a document is found by.
func (a *adder) indexWords(k ledger.Key, x ledger.Index) {
	a.documentWords.add(int64(k), x.Terms)
	for i := range x.Rows {
		a.recordWords.add(int64(k)+int64(x.Rows[i].Number), x.Rows[i].Terms)
	}
}

// index notes what a document's records are found and counted by.
func (a *adder) index(k ledger.Key, story int64, x ledger.Index) {
	a.touch(story)
	a.tally.counts["records"] += int64(len(x.Rows))
	a.tally.pending[story] = append(a.tally.pending[story], parted{k, x})
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
	if err := a.flushStories(); err != nil {
		return err
	}
	return flushAll(a.inputs, a.bodies, a.documentWords, a.recordWords)
}

// flushStories writes down all that knows of a story. Words do not, and cost least when many are written at once.
func (a *adder) flushStories() error {
	if err := a.flushPlaces(); err != nil {
		return err
	}
	if err := a.takeOut(); err != nil {
		return err
	}
	for story, docs := range a.tally.pending {
		a.rowsOf(story, docs)
	}
	if err := flushAll(a.records, a.pairs); err != nil {
		return err
	}
	// What begins in this transaction is there now, like what was there before.
	clear(a.tally.pending)
	clear(a.tally.fresh)
	return nil
}

// flushPlaces writes down what the stories of other documents are found by.
func (a *adder) flushPlaces() error {
	clear(a.pending)
	return flushAll(a.documents, a.prints, a.fingers)
}

func flushAll(tables ...*inserter) error {
	for _, i := range tables {
		if err := i.flush(); err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) finish() error {
	if err := a.flush(); err != nil {
		return err
	}
	if err := a.settle(); err != nil {
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
