package sqlstore

import (
	"context"
	"database/sql"

	"readout/internal/ledger"
)

// room lets the database make room for documents.
func (s *Store) room(ctx context.Context, entries []*ledger.Entry) error {
	if s.bulk == nil {
		return nil
	}
	keys := make([]ledger.Key, len(entries))
	for i, e := range entries {
		keys[i] = e.First
	}
	return s.insist(ctx, func() error { return s.bulk.Room(ctx, s.write, keys) })
}

// claim writes, before the lock and beside other writers, what does not depend on what they write: inputs, and of documents that
// are not there content, words and prints, which is most of the work. Who has written the content at a key holds the key: another
// writer of the same document waits here until this one is done, and finds that it is there.
func (a *adder) claim(entries []*ledger.Entry) error {
	if a.s.bulk == nil {
		return nil
	}
	inputs := map[ledger.Digest]bool{}
	byKey := map[ledger.Key]*ledger.Entry{}
	ids := make([]any, len(entries))
	for i, e := range entries {
		if e.Input != (ledger.Digest{}) && !inputs[e.Input] {
			inputs[e.Input] = true
			a.inputs.add(e.Input[:])
		}
		if _, ok := byKey[e.First]; !ok {
			byKey[e.First] = e
		}
		ids[i] = e.ID
	}
	if err := a.inputs.flush(); err != nil {
		return err
	}
	there := map[string]bool{}
	err := a.in("SELECT id FROM "+a.s.d.Places()+" WHERE id IN (%s)", ids, func(r *sql.Rows) error {
		var id string
		err := r.Scan(&id)
		there[id] = true
		return err
	})
	if err != nil {
		return err
	}
	for k, e := range byKey {
		if !there[e.ID] {
			a.bodies.add(int64(k), e.Body)
		}
	}
	if err := a.claimBodies(func(k ledger.Key) {
		e := byKey[k]
		a.claimed[k], a.taken[k] = e.ID, true
		a.indexWords(k, e.Index)
		for _, h := range e.Keys {
			a.prints.add(int64(h), int64(k))
		}
	}); err != nil {
		return err
	}
	for _, i := range []*inserter{a.documentWords, a.recordWords, a.prints} {
		if err := i.flush(); err != nil {
			return err
		}
	}
	return nil
}

// claimBodies writes contents at keys where none are, and tells where it did.
func (a *adder) claimBodies(claimed func(ledger.Key)) error {
	if len(a.bodies.rows) == 0 {
		return nil
	}
	a.bodies.conflict = " ON CONFLICT DO NOTHING RETURNING key"
	merge, err := a.bodies.staged()
	a.bodies.conflict = ""
	clear(a.bodies.rows)
	a.bodies.rows = a.bodies.rows[:0]
	if err != nil {
		return err
	}
	rows, err := a.query(merge)
	return each(rows, err, func(r *sql.Rows) error {
		var k ledger.Key
		err := r.Scan(&k)
		claimed(k)
		return err
	})
}

// unclaim takes back what was written of a document that is there already, under another key.
func (a *adder) unclaim(e *ledger.Entry) error {
	if a.claimed[e.First] != e.ID {
		return nil
	}
	if err := a.exec("DELETE FROM bodies WHERE key = ?", int64(e.First)); err != nil {
		return err
	}
	delete(a.claimed, e.First)
	delete(a.taken, e.First)
	return a.unclaimWords(e.First)
}

// unclaimWords takes back what was written of a document's words that is no newest version.
func (a *adder) unclaimWords(k ledger.Key) error {
	if err := a.forget(); err != nil {
		return err
	}
	if err := a.exec("DELETE FROM prints WHERE key = ?", int64(k)); err != nil {
		return err
	}
	for _, table := range []string{"document_words", "record_words"} {
		if err := a.exec("DELETE FROM "+table+" WHERE "+a.s.d.WordKey()+" BETWEEN ? AND ?", int64(k), int64(k)+ledger.MaxRecords); err != nil {
			return err
		}
	}
	return nil
}
