package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"readout/internal/ledger"
)

// stored is a row of documents with its body.
type stored struct {
	ledger.Kept
	key       ledger.Key
	story     int64
	corrected bool
	body      []byte
}

// asking runs a query, outside of any transaction or in one.
type asking func(query string, args ...any) (*sql.Rows, error)

func (s *Store) asking(ctx context.Context) asking {
	return func(query string, args ...any) (*sql.Rows, error) { return s.query(ctx, query, args...) }
}

// kept reads documents by a condition, and their contents by their keys: so that each is looked for in its own month alone.
func (s *Store) kept(ctx context.Context, condition string, args ...any) ([]stored, error) {
	return s.keptBy(s.asking(ctx), condition, args...)
}

func (s *Store) keptBy(ask asking, condition string, args ...any) ([]stored, error) {
	var all []stored
	at := map[ledger.Key]int{}
	rows, err := ask("SELECT key, id, address, version, latest, corrected, seq, story, name, added, "+s.firstOf("documents.story")+" FROM documents "+condition, args...)
	err = each(rows, err, func(r *sql.Rows) error {
		var k stored
		var first sql.NullString // an old version's story may have none
		err := r.Scan(&k.key, &k.ID, &k.Address, &k.Version, &k.Latest, &k.corrected, &k.Seq, &k.story, &k.Input, &k.Added, &first)
		k.Story = first.String
		at[k.key] = len(all)
		all = append(all, k)
		return err
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	keys := make([]any, len(all))
	for i, k := range all {
		keys[i] = int64(k.key)
	}
	rows, err = ask("SELECT key, body FROM bodies WHERE key IN ("+marks(len(keys))+")", keys...)
	err = each(rows, err, func(r *sql.Rows) error {
		var k ledger.Key
		var body []byte
		err := r.Scan(&k, &body)
		all[at[k]].body = body
		return err
	})
	return all, err
}

// keys asks for the keys of documents, by what is known of them without their day.
func (s *Store) keys(ctx context.Context, condition string, args ...any) (keys []any, err error) {
	rows, err := s.query(ctx, "SELECT key FROM "+s.d.Places()+" WHERE "+condition, args...)
	err = each(rows, err, func(r *sql.Rows) error {
		var k int64
		err := r.Scan(&k)
		keys = append(keys, k)
		return err
	})
	return keys, err
}

// one reads the document of an id.
func (s *Store) one(ctx context.Context, id string) ([]stored, error) {
	keys, err := s.keys(ctx, "id = ?", id)
	if err != nil || len(keys) == 0 {
		return nil, err
	}
	return s.kept(ctx, "WHERE key = ?", keys...)
}

// open unpacks a stored document.
func (s *Store) open(ctx context.Context, k stored) (*ledger.Kept, error) {
	var err error
	if !k.Latest {
		if k.Story, err = s.storyOf(ctx, k.Address); err != nil {
			return nil, err
		}
	}
	if k.corrected {
		if k.Corrections, err = s.Corrections(ctx, k.ID); err != nil {
			return nil, err
		}
	}
	doc, err := ledger.NewKept(k.Kept, k.body)
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", k.ID, err)
	}
	return doc, nil
}

// firstOf is the SQL for the id of a story's first document, which the story is named after.
func (s *Store) firstOf(story string) string {
	return "(SELECT f.id FROM " + s.d.Places() + " f WHERE f.story = " + story + " AND f.latest = 1 ORDER BY CASE WHEN f.day = 0 THEN 1 ELSE 0 END, f.key LIMIT 1)"
}

// storyOf names the story that the newest version of an address is of. Old versions are of the same.
func (s *Store) storyOf(ctx context.Context, address string) (id string, err error) {
	rows, err := s.query(ctx, "SELECT "+s.firstOf("n.story")+" FROM "+s.d.Places()+" n WHERE n.address = ? AND n.latest = 1", address)
	err = each(rows, err, func(r *sql.Rows) error { return r.Scan(&id) })
	return id, err
}

// Document gives a document by its id.
func (s *Store) Document(ctx context.Context, id string) (*ledger.Kept, error) {
	all, err := s.one(ctx, id)
	if err != nil {
		return nil, s.explain(err)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("document %s %w", id, ledger.ErrNotFound)
	}
	k, err := s.open(ctx, all[0])
	return k, s.explain(err)
}

// How many documents are fetched at once.
const page = 100

// Documents gives all documents, the newest day first. What is added meanwhile may be among them or not.
func (s *Store) Documents(ctx context.Context, f ledger.Filter) iter.Seq2[*ledger.Kept, error] {
	return func(yield func(*ledger.Kept, error) bool) {
		least, greatest, err := ledger.DayKeys(f.Since, f.Until)
		if err != nil {
			yield(nil, err)
			return
		}
		for {
			condition := "WHERE key BETWEEN ? AND ?"
			if !f.All {
				condition += " AND latest = 1"
			}
			all, err := s.kept(ctx, condition+" ORDER BY key DESC LIMIT ?", int64(least), int64(greatest), page)
			if err != nil {
				yield(nil, s.explain(err))
				return
			}
			for _, k := range all {
				greatest = k.key - 1
				doc, err := s.open(ctx, k)
				if !yield(doc, s.explain(err)) {
					return
				}
			}
			if len(all) < page {
				return
			}
		}
	}
}

// Since gives the newest versions that came after a mark, in the order in which they came.
func (s *Store) Since(ctx context.Context, mark int64, limit int) ([]*ledger.Kept, int64, error) {
	var all []stored
	keys, err := s.keys(ctx, "seq > ? ORDER BY seq LIMIT ?", mark, limit)
	for some := range slices.Chunk(keys, page) {
		if err == nil {
			var part []stored
			part, err = s.kept(ctx, "WHERE key IN ("+marks(len(some))+") ORDER BY seq", some...)
			all = append(all, part...)
		}
	}
	if err != nil {
		return nil, mark, s.explain(err)
	}
	var docs []*ledger.Kept
	for _, k := range all {
		mark = k.Seq
		if !k.Latest {
			continue
		}
		doc, err := s.open(ctx, k)
		if err != nil {
			return nil, mark, s.explain(err)
		}
		docs = append(docs, doc)
	}
	return docs, mark, nil
}

// Last gives the mark behind the newest document.
func (s *Store) Last(ctx context.Context) (mark int64, err error) {
	rows, err := s.query(ctx, "SELECT COALESCE(MAX(seq), 0) FROM "+s.d.Places())
	err = each(rows, err, func(r *sql.Rows) error { return r.Scan(&mark) })
	return mark, s.explain(err)
}

// Story gives the documents of the story that a document is of, which is named by its id or its address.
func (s *Store) Story(ctx context.Context, id string) ([]ledger.Witness, error) {
	var all []ledger.Witness
	keys, err := s.keys(ctx, `story = (SELECT n.story FROM `+s.d.Places()+` n WHERE n.latest = 1 AND n.address = COALESCE((SELECT address FROM `+s.d.Places()+` WHERE id = ?), ?)) AND latest = 1
		ORDER BY CASE WHEN day = 0 THEN 1 ELSE 0 END, key`, id, id)
	if err != nil {
		return nil, s.explain(err)
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("story %s %w", id, ledger.ErrNotFound)
	}
	for some := range slices.Chunk(keys, page) {
		if all, err = s.witnesses(ctx, all, some); err != nil {
			return nil, s.explain(err)
		}
	}
	for i := range all {
		all[i].Story = all[0].ID
	}
	return all, nil
}

// witnesses appends the documents of keys, in the order of days.
func (s *Store) witnesses(ctx context.Context, all []ledger.Witness, keys []any) ([]ledger.Witness, error) {
	rows, err := s.query(ctx, `SELECT id, address, title, outlet, day, agency, added, seq FROM documents WHERE key IN (`+marks(len(keys))+`)
		ORDER BY CASE WHEN day = 0 THEN 1 ELSE 0 END, key`, keys...)
	err = each(rows, err, func(r *sql.Rows) error {
		var w ledger.Witness
		var day int
		err := r.Scan(&w.ID, &w.Address, &w.Title, &w.Outlet, &day, &w.Agency, &w.Added, &w.Seq)
		w.Published = ledger.DayString(day)
		all = append(all, w)
		return err
	})
	return all, err
}

// Corrections gives what people corrected.
func (s *Store) Corrections(ctx context.Context, document string) ([]ledger.Correction, error) {
	query, args := "SELECT body FROM corrections", []any{}
	if document != "" {
		query, args = query+" WHERE document = ?", append(args, document)
	}
	rows, err := s.query(ctx, query+" ORDER BY number", args...)
	all, err := scanCorrections(rows, err)
	return all, s.explain(err)
}

func (t *tx) corrections(document string) ([]ledger.Correction, error) {
	return scanCorrections(t.query("SELECT body FROM corrections WHERE document = ? ORDER BY number", document))
}

func scanCorrections(rows *sql.Rows, err error) ([]ledger.Correction, error) {
	var all []ledger.Correction
	err = each(rows, err, func(r *sql.Rows) error {
		var body string
		if err := r.Scan(&body); err != nil {
			return err
		}
		var c ledger.Correction
		if err := json.Unmarshal([]byte(body), &c); err != nil {
			return fmt.Errorf("a correction does not read: %w", err)
		}
		all = append(all, c)
		return nil
	})
	return all, err
}

// Correct keeps a correction and finds the document anew by what is now said of it.
func (s *Store) Correct(ctx context.Context, c ledger.Correction) error {
	if c.At == "" {
		c.At = s.now().UTC().Format("2006-01-02T15:04:05Z07:00")
	}
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.transact(ctx, func(t *tx) error {
		k, old, err := t.correctable(c.Document)
		if err != nil {
			return err
		}
		if err := c.Check(k); err != nil {
			return err
		}
		if err := t.exec("INSERT INTO corrections (document, at, body) VALUES (?, ?, ?)", c.Document, c.At, string(body)); err != nil {
			return err
		}
		if err := t.exec("UPDATE documents SET corrected = 1 WHERE key = ?", int64(old.key)); err != nil || !k.Latest {
			return err
		}
		a := newAdder(t)
		if k, err = ledger.NewKept(ledger.Kept{ID: k.ID, Corrections: append(k.Corrections, c)}, old.body); err != nil {
			return err
		}
		if err := a.unindexWords(old.key); err != nil {
			return err
		}
		x := k.Index()
		a.indexWords(old.key, x)
		a.index(old.key, old.story, x)
		if err := a.flush(); err != nil {
			return err
		}
		return a.settle()
	})
}

// correctable reads a document within a transaction.
func (t *tx) correctable(id string) (*ledger.Kept, stored, error) {
	var key int64
	rows, err := t.query("SELECT key FROM "+t.s.d.Places()+" WHERE id = ?", id)
	if err := each(rows, err, func(r *sql.Rows) error { return r.Scan(&key) }); err != nil {
		return nil, stored{}, err
	}
	all, err := t.s.keptBy(t.query, "WHERE id = ? AND key = ?", id, key)
	switch {
	case err != nil:
		return nil, stored{}, err
	case len(all) == 0:
		return nil, stored{}, fmt.Errorf("document %s %w", id, ledger.ErrNotFound)
	}
	old := all[0]
	if old.Corrections, err = t.corrections(id); err != nil {
		return nil, old, err
	}
	k, err := ledger.NewKept(old.Kept, old.body)
	return k, old, err
}

// Count says how much the ledger holds.
func (s *Store) Count(ctx context.Context) (c ledger.Count, err error) {
	rows, err := s.query(ctx, "SELECT name, value FROM meta WHERE name IN (?, ?, ?, ?)", "documents", "addresses", "stories", "records")
	err = each(rows, err, func(r *sql.Rows) error {
		var name string
		var n int
		err := r.Scan(&name, &n)
		switch name {
		case "documents":
			c.Documents = n
		case "addresses":
			c.Addresses = n
		case "stories":
			c.Stories = n
		case "records":
			c.Records = n
		}
		return err
	})
	return c, s.explain(err)
}
