package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"readout/doc"
	"readout/internal/ledger"
)

func newEncoder(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

// lines writes JSON, one document or record a line, in the words of the contract and with what the ledger knows beside it.
type lines struct {
	w    io.Writer
	enc  *json.Encoder
	what string
	buf  bytes.Buffer // the document
}

func newLines(w io.Writer, what string) *lines { return &lines{w: w, enc: newEncoder(w), what: what} }

// kept is what the ledger knows of a document.
type kept struct {
	ID      string `json:"id"`
	Address string `json:"address"`
	Version int    `json:"version"`
	Latest  bool   `json:"latest"`
	Added   string `json:"added"`

	Corrections []ledger.Correction `json:"corrections,omitempty"`
}

func (l *lines) Write(k *ledger.Kept) error {
	if l.what == "gold" && len(k.Corrections) == 0 {
		return nil
	}
	l.buf.Reset()
	if err := doc.Encode(&l.buf, k.Doc); err != nil {
		return err
	}
	if l.what == "documents" || l.what == "gold" {
		return l.document(k)
	}
	return l.records(k)
}

// document writes the document with two fields before its own: story and ledger.
func (l *lines) document(k *ledger.Kept) error {
	about, err := json.Marshal(struct {
		Story  string `json:"story"`
		Ledger kept   `json:"ledger"`
	}{k.Story, kept{k.ID, k.Address, k.Version, k.Latest, k.Added, k.Corrections}})
	if err != nil {
		return err
	}
	about[len(about)-1] = ','
	if _, err := l.w.Write(about); err != nil {
		return err
	}
	_, err = l.w.Write(l.buf.Bytes()[1:])
	return err
}

// record is a record of the contract with where it comes from.
type record struct {
	ID        string          `json:"id"` // of the record in the ledger
	Document  string          `json:"document"`
	Story     string          `json:"story"`
	Address   string          `json:"address"`
	Outlet    string          `json:"outlet"`
	Title     string          `json:"title"`
	Published *string         `json:"published"`
	Words     string          `json:"words"`
	Corrected string          `json:"corrected,omitempty"` // by whom
	Record    json.RawMessage `json:"record"`
}

func (l *lines) records(k *ledger.Kept) error {
	var d map[string]json.RawMessage
	if err := json.Unmarshal(l.buf.Bytes(), &d); err != nil {
		return err
	}
	var list []json.RawMessage
	if err := json.Unmarshal(d[l.what], &list); err != nil {
		return fmt.Errorf("document %s: %w", k.ID, err)
	}
	for _, raw := range list {
		var x struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(raw, &x); err != nil {
			return err
		}
		_, r, err := ledger.Find(k.Doc, x.ID)
		if err != nil {
			return err
		}
		err = l.enc.Encode(record{ledger.RecordID(k.ID, x.ID), k.ID, k.Story, k.Address, k.Doc.Outlet, k.Doc.Title, k.Doc.Published,
			ledger.Evidence(k.Doc, r), k.CorrectedBy(x.ID), raw})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *lines) Close() error { return nil }
