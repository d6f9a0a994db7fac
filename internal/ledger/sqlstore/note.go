package sqlstore

import (
	"context"
	"database/sql"

	"readout/internal/ledger"
)

// Notes gives those notes of a kind that there are, by name.
func (s *Store) Notes(ctx context.Context, kind string, names []string) (map[string][]byte, error) {
	found, by := map[string][]byte{}, map[ledger.Digest]string{}
	var digests []any
	for _, name := range names {
		d := ledger.DigestOf(name)
		by[d] = name
		digests = append(digests, d[:])
	}
	const some = 500
	for len(digests) > 0 {
		part := digests[:min(some, len(digests))]
		digests = digests[len(part):]
		rows, err := s.query(ctx, "SELECT name, note FROM notes WHERE kind = ? AND name IN ("+marks(len(part))+")", append([]any{kind}, part...)...)
		err = each(rows, err, func(r *sql.Rows) error {
			var name, note []byte
			if err := r.Scan(&name, &note); err != nil {
				return err
			}
			if len(name) == len(ledger.Digest{}) {
				found[by[ledger.Digest(name)]] = note
			}
			return nil
		})
		if err != nil {
			return nil, s.explain(err)
		}
	}
	return found, nil
}

// NotesOf gives all notes of a kind.
func (s *Store) NotesOf(ctx context.Context, kind string) (all [][]byte, err error) {
	rows, err := s.query(ctx, "SELECT note FROM notes WHERE kind = ?", kind)
	err = each(rows, err, func(r *sql.Rows) error {
		var note []byte
		err := r.Scan(&note)
		all = append(all, note)
		return err
	})
	return all, s.explain(err)
}

// PutNote keeps a note in place of the one of that kind and name.
func (s *Store) PutNote(ctx context.Context, kind, name string, note []byte) error {
	d := ledger.DigestOf(name)
	return s.transact(ctx, func(t *tx) error {
		return t.exec("INSERT INTO notes (kind, name, note) VALUES (?, ?, ?) ON CONFLICT (kind, name) DO UPDATE SET note = excluded.note", kind, d[:], note)
	})
}
