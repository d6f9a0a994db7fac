package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"readout/doc"
	"readout/internal/ledger"
)

// mendable are the fields that a person can mend in a form, by kind of record; the others are mended through the API.
var mendable = map[string][]string{
	ledger.Attribution: {"source.name", "source.role", "source.actor"},
	ledger.Event:       {"type", "status", "cameo", "date", "place"},
	ledger.Position:    {"holder", "subject", "issue", "stance", "delta"},
	ledger.Engagement:  {"kind", "topic", "cadence", "level", "status"},
	ledger.Warning:     {"about", "horizon", "until", "source"},
}

// correct keeps what a person says of a record and shows the document again.
func (d *Desk) correct(w http.ResponseWriter, r *http.Request) {
	k, err := d.Ledger.Document(r.Context(), r.PathValue("id"))
	if err != nil {
		d.broken(w, r, err)
		return
	}
	c, err := d.correction(r, k)
	if err == nil {
		err = d.Ledger.Correct(r.Context(), c)
	}
	if err != nil {
		d.fail(w, r, http.StatusUnprocessableEntity, "The correction was not kept: "+err.Error()+".")
		return
	}
	to := "/document/" + k.ID
	if c.Action != ledger.Wrong {
		to += "#record-" + c.Record
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// correction reads the form of a correction.
func (d *Desk) correction(r *http.Request, k *ledger.Kept) (ledger.Correction, error) {
	c := ledger.Correction{
		Document: k.ID, Record: r.PostFormValue("record"), Action: r.PostFormValue("action"), Kind: r.PostFormValue("kind"),
		By: strings.TrimSpace(r.PostFormValue("by")), Why: strings.TrimSpace(r.PostFormValue("why")), At: d.Now().UTC().Format(time.RFC3339),
	}
	var now strings.Builder
	if err := doc.Encode(&now, k.Doc); err != nil {
		return c, err
	}
	var err error
	switch c.Action {
	case ledger.Wrong:
		c.Kind, c.Before, err = ledger.RecordJSON([]byte(now.String()), c.Record)
	case ledger.Mend:
		if c.Kind, c.Before, err = ledger.RecordJSON([]byte(now.String()), c.Record); err == nil {
			c.After, err = mend(c.Before, r, mendable[c.Kind])
		}
	case ledger.Add:
		c.After, err = missed(k.Doc, r)
	default:
		err = errors.New("say whether the record is wrong, to be mended, or missing")
	}
	return c, err
}

// mend sets the fields of a record that a form has.
func mend(before json.RawMessage, r *http.Request, names []string) (json.RawMessage, error) {
	var rec map[string]any
	if err := json.Unmarshal(before, &rec); err != nil {
		return nil, err
	}
	for _, name := range names {
		if _, ok := r.PostForm[name]; !ok {
			continue
		}
		in := rec
		last := name
		if outer, inner, ok := strings.Cut(name, "."); ok {
			if in, ok = rec[outer].(map[string]any); !ok {
				continue
			}
			last = inner
		}
		v := strings.TrimSpace(r.PostFormValue(name))
		if was, _ := in[last].(string); was == v {
			continue
		}
		in[last] = v
		if v == "" {
			in[last] = nil
		}
	}
	return json.Marshal(rec)
}

// missed makes a record that a person adds: a position or a quotation, by its exact words.
func missed(d *doc.Document, r *http.Request) (json.RawMessage, error) {
	words := strings.TrimSpace(r.PostFormValue("words"))
	i := strings.Index(d.Text, words)
	if words == "" || i < 0 {
		return nil, errors.New("these words are not in the text; copy them from there")
	}
	start := utf8.RuneCountInString(d.Text[:i])
	span := [2]int{start, start + utf8.RuneCountInString(words)}
	get := func(name string) any {
		if v := strings.TrimSpace(r.PostFormValue(name)); v != "" {
			return v
		}
		return nil
	}
	switch kind := r.PostFormValue("kind"); kind {
	case ledger.Position:
		issue, _ := get("issue").(string)
		holder, _ := get("holder").(string)
		return json.Marshal(map[string]any{
			"id": "", "holder": code(holder), "subject": get("subject"), "issue": issue, "parties": append([]string{}, parties(issue)...), "stance": get("stance"),
			"delta": nil, "terms": []any{}, "evidence": [][2]int{span}, "attribution": nil, "confidence": 1,
		})
	case ledger.Attribution:
		return json.Marshal(map[string]any{
			"id": "", "type": "direct", "cue": map[string]any{"spans": []any{}}, "content": map[string]any{"spans": [][2]int{span}}, "reply_to": nil, "confidence": 1,
			"source": map[string]any{"spans": []any{}, "name": get("name"), "role": get("role"), "actor": get("actor"), "kind": "person"},
		})
	default:
		return nil, fmt.Errorf("%q cannot be added here; the API takes every kind", kind)
	}
}
