package alert

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"readout/doc"
	"readout/internal/ledger"
)

// Alert is one thing to tell.
type Alert struct {
	ID     string `json:"id"` // the same for the same thing, however often it is told
	Rule   string `json:"rule"`
	Title  string `json:"title"`
	Record string `json:"record"`
	At     string `json:"at"` // when the document was added, RFC 3339

	Published string `json:"published,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Address   string `json:"address"`
	Words     string `json:"words"`

	// Of positions.
	Holder string `json:"holder,omitempty"`
	Issue  string `json:"issue,omitempty"`
	Stance string `json:"stance,omitempty"`
	Delta  string `json:"delta,omitempty"`
	Before string `json:"words_before,omitempty"` // the holder's words at the statement before

	// Of events.
	Type       string   `json:"type,omitempty"`
	Actors     []string `json:"actors,omitempty"`
	Recipients []string `json:"recipients,omitempty"`
}

// sink is one way to tell.
type sink interface {
	name() string
	tell(ctx context.Context, alerts []Alert) error
}

func (c *Config) sinks() []sink {
	var all []sink
	if c.Feed != nil {
		all = append(all, c.Feed)
	}
	if c.Webhook != nil {
		all = append(all, c.Webhook)
	}
	if c.Command != nil {
		all = append(all, c.Command)
	}
	return all
}

// Begin lets a ledger that has never told anything begin with what comes from now on.
func (c *Config) Begin(ctx context.Context, l ledger.Ledger) error {
	last, err := l.Last(ctx)
	if err != nil {
		return err
	}
	for _, s := range c.sinks() {
		mark, err := l.Mark(ctx, markOf(s))
		if err != nil {
			return err
		}
		if mark == 0 && last > 0 {
			if err := l.SetMark(ctx, markOf(s), last); err != nil {
				return err
			}
		}
	}
	return nil
}

func markOf(s sink) string { return "alerts by " + s.name() }

// How many documents are looked at between two marks.
const batch = 100

// Run tells what has come since the last time, each sink what it has not told yet. A sink that fails tells the same again the
// next time, so an alert may come twice, with the same id. It says how many there were.
func (c *Config) Run(ctx context.Context, l ledger.Ledger) (told int, err error) {
	for _, s := range c.sinks() {
		n, failed := c.run(ctx, l, s)
		told, err = max(told, n), errors.Join(err, failed)
	}
	return told, err
}

func (c *Config) run(ctx context.Context, l ledger.Ledger, s sink) (told int, err error) {
	mark, err := l.Mark(ctx, markOf(s))
	if err != nil {
		return 0, err
	}
	for {
		docs, next, err := l.Since(ctx, mark, batch)
		if err != nil || next == mark {
			return told, err
		}
		var alerts []Alert
		for _, k := range docs {
			some, err := c.of(ctx, l, k)
			if err != nil {
				return told, err
			}
			alerts = append(alerts, some...)
		}
		if len(alerts) > 0 {
			if err := s.tell(ctx, alerts); err != nil {
				return told, err
			}
		}
		told += len(alerts)
		if err := l.SetMark(ctx, markOf(s), next); err != nil {
			return told, err
		}
		mark = next
	}
}

// of gives the alerts of one document.
func (c *Config) of(ctx context.Context, l ledger.Ledger, k *ledger.Kept) ([]Alert, error) {
	var all []Alert
	seen := map[string]bool{}
	for i := range c.Rules {
		r := &c.Rules[i]
		for j := range k.Doc.Positions {
			p := &k.Doc.Positions[j]
			if r.ofEvents() || !r.asks(p) {
				continue
			}
			a, ok, err := shift(ctx, l, k, p)
			if err != nil {
				return nil, err
			}
			if ok && slices.Contains(r.Delta, a.Delta) {
				all = appendNew(all, seen, r, a)
			}
		}
		for j := range k.Doc.Events {
			e := &k.Doc.Events[j]
			if !r.ofEvents() || !r.asksEvent(e) {
				continue
			}
			first, err := firstToTell(ctx, l, k)
			if err != nil {
				return nil, err
			}
			if first {
				all = appendNew(all, seen, r, happened(k, e))
			}
		}
	}
	return all, nil
}

func appendNew(all []Alert, seen map[string]bool, r *Rule, a Alert) []Alert {
	a.Rule = r.Name
	sum := sha256.Sum256([]byte(strings.Join([]string{r.Name, a.Record, a.Delta}, "\x00")))
	a.ID = hex.EncodeToString(sum[:8])
	if same := r.Name + "\x00" + a.Title; !seen[same] { // one document says it twice
		seen[same] = true
		return append(all, a)
	}
	return all
}

func (r *Rule) asks(p *doc.Position) bool {
	if r.Holder != "" && r.Holder != p.Holder {
		return false
	}
	issue := ledger.IssueOf(p)
	if begin, ok := strings.CutSuffix(r.Issue, "*"); ok {
		return strings.HasPrefix(issue, begin)
	}
	return r.Issue == "" || r.Issue == issue
}

func (r *Rule) asksEvent(e *doc.Event) bool {
	if e.Status != "actual" || len(r.Types) > 0 && !slices.Contains(r.Types, e.Type) {
		return false
	}
	if len(r.Between) == 0 {
		return true
	}
	a, b := r.Between[0], r.Between[1]
	if len(e.Recipients) == 0 {
		return has(e.Actors, a) && has(e.Actors, b)
	}
	return has(e.Actors, a) && has(e.Recipients, b) || has(e.Actors, b) && has(e.Recipients, a)
}

func has(side []doc.Actor, code string) bool {
	return slices.ContainsFunc(side, func(a doc.Actor) bool { return a.Code == code || ledger.GroupOf(a) == code })
}

// shift says what a position is against those before it; ok is false where another document told it first, or where the ledger
// knows of a later one: then it is no news.
func shift(ctx context.Context, l ledger.Ledger, k *ledger.Kept, p *doc.Position) (a Alert, ok bool, err error) {
	stands, err := l.Stands(ctx, ledger.StandQuery{Holder: p.Holder, Issue: ledger.IssueOf(p), Limit: 1})
	if err != nil || len(stands) == 0 {
		return a, false, err
	}
	last := stands[0].Last
	if last.Stance != p.Stance || len(last.Witnesses) == 0 || last.Witnesses[0].Story != k.Story {
		return a, false, nil
	}
	for _, w := range last.Witnesses {
		if w.Seq < k.Seq {
			return a, false, nil
		}
	}
	a = about(k, p.ID, p)
	a.Holder, a.Issue, a.Stance, a.Delta = p.Holder, ledger.IssueOf(p), p.Stance, stands[0].Delta
	a.Before = stands[0].Before
	a.Title = p.Holder + ": " + a.Delta + " on " + p.Subject
	return a, true, nil
}

// firstToTell says whether a document is the first of its story that came.
func firstToTell(ctx context.Context, l ledger.Ledger, k *ledger.Kept) (bool, error) {
	story, err := l.Story(ctx, k.ID)
	if err != nil {
		return false, err
	}
	for _, w := range story {
		if w.Seq < k.Seq {
			return false, nil
		}
	}
	return true, nil
}

func happened(k *ledger.Kept, e *doc.Event) Alert {
	a := about(k, e.ID, e)
	a.Type, a.Actors, a.Recipients = e.Type, codes(e.Actors), codes(e.Recipients)
	a.Title = strings.Join(a.Actors, ", ") + " " + e.Type
	if len(a.Recipients) > 0 {
		a.Title += " " + strings.Join(a.Recipients, ", ")
	}
	return a
}

// codes are those of a side, of groups their own: "HAMAS" says more than its land.
func codes(side []doc.Actor) []string {
	var all []string
	for _, a := range side {
		if g := ledger.GroupOf(a); g != "" {
			all = append(all, g)
		} else {
			all = append(all, a.Code)
		}
	}
	return all
}

func about(k *ledger.Kept, local string, record any) Alert {
	h := k.Head()
	return Alert{Record: ledger.RecordID(k.ID, local), At: k.Added, Published: h.Published, Outlet: h.Outlet, Address: h.Address, Words: ledger.Evidence(k.Doc, record)}
}
