package export

import (
	"encoding/json"

	"readout/doc"
	"readout/internal/ledger"
)

// plover writes events as PLOVER records, one JSON object a line.
type plover struct {
	enc *json.Encoder
	o   Options
}

type ploverEvent struct {
	ID         string       `json:"id"`
	Date       string       `json:"date"`
	Type       string       `json:"type"`
	Mode       *string      `json:"mode"`
	Context    []string     `json:"context"`
	Status     string       `json:"status"`
	Actor      []ploverSide `json:"actor"`
	Recipient  []ploverSide `json:"recipient"`
	Location   *string      `json:"location"`
	EventText  string       `json:"eventText"`
	Text       string       `json:"text"`
	Language   string       `json:"language"`
	Publisher  string       `json:"publisher"`
	PublicDate *string      `json:"publicationDate"`
	URL        string       `json:"url"`
	CAMEO      string       `json:"cameo"`
	Quad       string       `json:"quad"`
	Goldstein  float64      `json:"goldstein"`
	Coder      string       `json:"coder"`
	Story      string       `json:"story"`
	Confidence float64      `json:"confidence"`
}

type ploverSide struct {
	Country string  `json:"country"`
	Sector  *string `json:"sector"`
	Name    *string `json:"name"`
	Text    string  `json:"text"`
}

func (p *plover) Write(k *ledger.Kept) error {
	if p.o.folded(k) {
		return nil
	}
	for i := range k.Doc.Events {
		e := &k.Doc.Events[i]
		x := ploverEvent{
			ID: ledger.RecordID(k.ID, e.ID), Date: eventDay(k, e), Type: e.Type, Mode: e.Mode, Context: append([]string{}, e.Contexts...), Status: e.Status,
			Actor: ploverSides(e.Actors), Recipient: ploverSides(e.Recipients), Location: e.Place,
			EventText: ledger.Words(k.Doc, e.Field, []doc.Span{e.Trigger}), Text: ledger.Evidence(k.Doc, e), Language: k.Doc.Language,
			Publisher: k.Doc.Outlet, PublicDate: k.Doc.Published, URL: k.Address, CAMEO: e.CAMEO, Quad: e.Quad, Coder: k.Doc.Coder,
			Story: k.Story, Confidence: e.Confidence,
		}
		x.Goldstein, _ = Goldstein(e.CAMEO)
		if err := p.enc.Encode(x); err != nil {
			return err
		}
	}
	return nil
}

func (p *plover) Close() error { return nil }

func ploverSides(all []doc.Actor) []ploverSide {
	out := []ploverSide{}
	for _, a := range all {
		out = append(out, ploverSide{a.Code, a.Sector, a.Name, a.Text})
	}
	return out
}

// eventDay is the day of an event, else that of publication, else "".
func eventDay(k *ledger.Kept, e *doc.Event) string {
	if e.Date != nil {
		return *e.Date
	}
	return value(k.Doc.Published)
}
