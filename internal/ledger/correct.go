package ledger

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"readout/doc"
)

// Actions that a correction can take.
const (
	Wrong = "wrong" // the record should not be there
	Mend  = "mend"  // it should be After
	Add   = "add"   // After was missed
)

// Check says what is wrong with a correction, given the document as it is now.
func (c *Correction) Check(k *Kept) error {
	switch {
	case KindNumber(c.Kind) == 0:
		return fmt.Errorf("%q is no kind of record: give one of %s", c.Kind, strings.Join(Kinds, ", "))
	case strings.TrimSpace(c.By) == "":
		return fmt.Errorf("say who corrects")
	case c.Action != Wrong && c.Action != Mend && c.Action != Add:
		return fmt.Errorf("%q is no correction: give one of wrong, mend, add", c.Action)
	case c.Action == Add && len(c.After) == 0, c.Action == Mend && len(c.After) == 0:
		return fmt.Errorf("say what the record should be")
	case c.Action != Add && len(c.Before) == 0:
		return fmt.Errorf("say which record is meant")
	}
	after, err := Apply(k.machine, append(slices.Clone(k.Corrections), *c))
	if err != nil {
		return err
	}
	d, err := doc.Decode(after)
	if err != nil {
		return fmt.Errorf("the record does not read as one: %w", err)
	}
	return doc.Validate(d)
}

// Apply corrects a document in the contract's JSON. Corrections find their records by the words that these stand on, not by
// ids: another version of the program numbers anew. What a person mended or added stays even where the machine has lost it.
func Apply(machine []byte, corrections []Correction) ([]byte, error) {
	var d map[string]json.RawMessage
	if err := json.Unmarshal(machine, &d); err != nil {
		return nil, err
	}
	lists := map[string][]fields{}
	for _, kind := range Kinds {
		var list []fields
		if raw := d[kind+"s"]; len(raw) > 0 {
			if err := json.Unmarshal(raw, &list); err != nil {
				return nil, err
			}
		}
		lists[kind] = list
	}
	for i := range corrections {
		if err := apply(lists, &corrections[i]); err != nil {
			return nil, fmt.Errorf("correction %d: %w", i+1, err)
		}
	}
	mendReferences(lists)
	for kind, list := range lists {
		if list == nil {
			list = []fields{}
		}
		raw, err := json.Marshal(list)
		if err != nil {
			return nil, err
		}
		d[kind+"s"] = raw
	}
	return json.Marshal(d)
}

// fields is one record as JSON.
type fields map[string]json.RawMessage

func apply(lists map[string][]fields, c *Correction) error {
	var before, after fields
	for _, side := range []struct {
		raw json.RawMessage
		to  *fields
	}{{c.Before, &before}, {c.After, &after}} {
		if len(side.raw) > 0 {
			if err := json.Unmarshal(side.raw, side.to); err != nil {
				return fmt.Errorf("no record: %w", err)
			}
		}
	}
	list := lists[c.Kind]
	at := -1
	if before != nil {
		at = find(list, before)
	}
	switch {
	case c.Action == Wrong && at >= 0:
		list = slices.Delete(list, at, at+1)
	case c.Action == Wrong: // the machine no longer says so
	case at >= 0:
		after["id"] = list[at]["id"]
		list[at] = after
	default:
		after["id"] = freeID(lists)
		list = append(list, after)
	}
	lists[c.Kind] = list
	return nil
}

// find gives the record that stands on the same words as before does; of several the one with most in common.
func find(list []fields, before fields) int {
	best, most := -1, -1
	for i, r := range list {
		if !sameWords(r, before) {
			continue
		}
		n := 0
		for name, v := range before {
			if bytes.Equal(compact(r[name]), compact(v)) {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// sameWords compares where two records stand in the text.
func sameWords(a, b fields) bool {
	for _, name := range []string{"field", "trigger", "cue", "content", "evidence"} {
		if !bytes.Equal(compact(a[name]), compact(b[name])) {
			return false
		}
	}
	return true
}

func compact(raw json.RawMessage) []byte {
	var b bytes.Buffer
	if len(raw) == 0 || json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

func (f fields) id() string {
	var id string
	_ = json.Unmarshal(f["id"], &id)
	return id
}

// freeID is an id that no record has: h for human, and a number.
func freeID(lists map[string][]fields) json.RawMessage {
	taken := map[string]bool{}
	for _, list := range lists {
		for _, r := range list {
			taken[r.id()] = true
		}
	}
	for n := 1; ; n++ {
		if id := "h" + strconv.Itoa(n); !taken[id] {
			return json.RawMessage(strconv.Quote(id))
		}
	}
}

// mendReferences lets nothing refer to an attribution that is gone.
func mendReferences(lists map[string][]fields) {
	there := map[string]bool{}
	for _, a := range lists[Attribution] {
		there[a.id()] = true
	}
	for _, list := range lists {
		for _, r := range list {
			for _, name := range []string{"attribution", "reply_to"} {
				var id *string
				if json.Unmarshal(r[name], &id) == nil && id != nil && !there[*id] {
					r[name] = json.RawMessage("null")
				}
			}
		}
	}
}

// RecordJSON gives a record of a document in the contract's JSON, by its id.
func RecordJSON(document []byte, local string) (kind string, record json.RawMessage, err error) {
	var d map[string]json.RawMessage
	if err := json.Unmarshal(document, &d); err != nil {
		return "", nil, err
	}
	for _, kind := range Kinds {
		var list []json.RawMessage
		if err := json.Unmarshal(d[kind+"s"], &list); err != nil {
			continue
		}
		for _, raw := range list {
			var f fields
			if json.Unmarshal(raw, &f) == nil && f.id() == local {
				return kind, raw, nil
			}
		}
	}
	return "", nil, fmt.Errorf("record %q %w", local, ErrNotFound)
}
