package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	osuser "os/user"
	"strings"

	"readout/doc"
	"readout/internal/ledger"
)

type correctCmd struct {
	Record string `arg:"" help:"The record, as search prints it: DOCUMENT/ID; for --add the document alone."`
	ledgerFlag
	Wrong bool     `xor:"what" help:"The record should not be there."`
	Set   []string `xor:"what" sep:"none" placeholder:"FIELD=VALUE" help:"What a field should be: a word, or JSON; may be given several times."`
	Add   string   `xor:"what" placeholder:"JSON" help:"A record that was missed, as readout read prints it, without its id."`
	Kind  string   `placeholder:"KIND" help:"With --add: attribution, event, position, engagement or warning."`
	List  bool     `xor:"what" help:"Print the corrections of the document."`
	By    string   `env:"READOUT_USER" placeholder:"NAME" help:"Who corrects; $READOUT_USER, or the name you are logged in by, unless given."`
	Why   string   `placeholder:"WORDS" help:"The reason."`
}

func (c *correctCmd) Help() string {
	return `Says that a record is wrong, mends it, or adds one. What the machine found stays beside it; searches, timelines and exports have the correction. Reading a document again keeps its corrections: they hold on to the words of the document.

Exit status: 0 kept; 1 the ledger failed, or has no such record; 2 the command line is wrong.`
}

func (c *correctCmd) Run(e *env) error {
	l, err := c.open(e, false)
	if err != nil {
		return err
	}
	defer l.Close()
	id, local, _ := ledger.CutRecordID(c.Record)
	k, err := l.Document(e.ctx, id)
	if err != nil {
		return err
	}
	if c.List {
		for _, x := range k.Corrections {
			if err := line(e.stdout, x); err != nil {
				return err
			}
		}
		return nil
	}
	x, err := c.correction(k, local)
	if err != nil {
		return err
	}
	if err := l.Correct(e.ctx, x); err != nil {
		return err
	}
	e.say("%s: %s, by %s", c.Record, map[string]string{ledger.Wrong: "taken out", ledger.Mend: "mended", ledger.Add: "added"}[x.Action], x.By)
	return nil
}

func (c *correctCmd) correction(k *ledger.Kept, local string) (ledger.Correction, error) {
	x := ledger.Correction{Document: k.ID, Record: local, By: c.By, Why: c.Why}
	if x.By == "" {
		if u, err := osuser.Current(); err == nil {
			x.By = u.Username
		}
	}
	if c.Add != "" {
		x.Action, x.Kind, x.After = ledger.Add, c.Kind, json.RawMessage(c.Add)
		switch {
		case local != "":
			return x, usageError{"--add takes a document, not a record"}
		case !json.Valid(x.After):
			return x, usageError{"--add is no JSON"}
		}
		return x, nil
	}
	if local == "" {
		return x, usageError{fmt.Sprintf("%q is no record: give DOCUMENT/ID", c.Record)}
	}
	var now bytes.Buffer
	if err := doc.Encode(&now, k.Doc); err != nil {
		return x, err
	}
	var err error
	if x.Kind, x.Before, err = ledger.RecordJSON(now.Bytes(), local); err != nil {
		return x, err
	}
	if c.Wrong {
		x.Action = ledger.Wrong
		return x, nil
	}
	if len(c.Set) == 0 {
		return x, usageError{"say what is wrong: --wrong, --set FIELD=VALUE, or --add"}
	}
	x.Action = ledger.Mend
	x.After, err = set(x.Before, c.Set)
	return x, err
}

// set changes fields of a record.
func set(record json.RawMessage, changes []string) (json.RawMessage, error) {
	var f map[string]json.RawMessage
	if err := json.Unmarshal(record, &f); err != nil {
		return nil, err
	}
	for _, s := range changes {
		name, v, ok := strings.Cut(s, "=")
		if _, known := f[name]; !ok || !known {
			return nil, usageError{fmt.Sprintf("--set %s: the record has no field %q", s, name)}
		}
		if name == "id" {
			return nil, usageError{"--set id: a record keeps its id"}
		}
		if json.Valid([]byte(v)) && !isWord(f[name]) {
			f[name] = json.RawMessage(v)
		} else if raw, err := json.Marshal(v); err == nil {
			f[name] = raw
		}
	}
	return json.Marshal(f)
}

// isWord says whether a field holds a string now: what it should be is one too, even if it looks like a number.
func isWord(v json.RawMessage) bool { return len(v) > 0 && v[0] == '"' }
