package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"readout/internal/eval/made"
	"readout/internal/ledger"
	"readout/internal/ledger/postgres/pgtest"
)

// Every question is answered through indexes, and one with days looks into the partitions of their months alone.
func TestPlans(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a ledger")
	}
	const documents, months = 3000, 3
	heard := &listener{}
	address := pgtest.Database(t)
	l, err := open(t.Context(), address, heard)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	first := fill(t, l, documents, months)
	db, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(context.WithoutCancel(t.Context()))
	if _, err := db.Exec(t.Context(), "ANALYZE"); err != nil {
		t.Fatal(err)
	}
	// A month of these few fits in some pages, of which reading all is right where tens of rows are asked for. In a large ledger
	// there are fifty times as many rows to a month, so each that is looked at counts fifty times.
	if _, err := db.Exec(t.Context(), "SET cpu_tuple_cost = 0.5"); err != nil {
		t.Fatal(err)
	}
	p := &planner{t: t, db: db, large: large(t, db)}
	s := made.NewStock(7)
	holder, actor, issue, word := s.Actor(), s.Actor(), s.Common(), s.Word()
	search := func(q ledger.Query) func(context.Context) error {
		return func(ctx context.Context) error { _, err := l.Search(ctx, q); return err }
	}
	stands := func(q ledger.StandQuery) func(context.Context) error {
		return func(ctx context.Context) error { _, err := l.Stands(ctx, q); return err }
	}
	for _, c := range []struct {
		name   string
		months int // that may be looked into; 0 for all
		ask    func(context.Context) error
	}{
		{"search, a word", 0, search(ledger.Query{Words: word})},
		{"search, a seldom word", 0, search(ledger.Query{Words: "zuzuzuzu"})},
		{"search, a word of a month", 1, search(ledger.Query{Words: word, Since: "2020-02-01", Until: "2020-02-29"})},
		{"search, a phrase", 0, search(ledger.Query{Words: `"` + word + " " + s.Word() + `"`})},
		{"search, a holder's words", 0, search(ledger.Query{Words: word, Holder: holder})},
		{"search, an actor", 0, search(ledger.Query{Actor: actor})},
		{"search, an actor's events of a month", 1, search(ledger.Query{Actor: actor, Type: "event", Since: "2020-03-01"})},
		{"issue page", 0, stands(ledger.StandQuery{Issue: issue})},
		{"issue page of a month, and what was said before", 2, stands(ledger.StandQuery{Issue: issue, Since: "2020-02-01", Until: "2020-02-29"})},
		{"timeline of a holder", 0, stands(ledger.StandQuery{Holder: holder})},
		{"statements of a holder on an issue", 0, func(ctx context.Context) error {
			_, err := l.Statements(ctx, ledger.StatementQuery{Holder: holder, Issue: issue})
			return err
		}},
		{"timeline by subject", 0, func(ctx context.Context) error {
			_, err := l.Issues(ctx, ledger.IssueQuery{Words: s.Frame(), Holder: holder})
			return err
		}},
		{"timeline between two", 0, func(ctx context.Context) error {
			_, err := l.Dealings(ctx, ledger.DealingsQuery{A: holder, B: actor})
			return err
		}},
		{"the newest between two", 0, func(ctx context.Context) error {
			_, err := l.Newest(ctx, ledger.Query{Actor: holder, With: actor}, map[string]int{ledger.Event: 8, ledger.Position: 8, ledger.Warning: 8})
			return err
		}},
		{"what moved on an issue", 0, func(ctx context.Context) error {
			_, err := l.Moves(ctx, ledger.Query{Issue: issue})
			return err
		}},
		{"offices of an actor", 0, func(ctx context.Context) error {
			_, err := l.Offices(ctx, ledger.OfficeQuery{Actor: actor})
			return err
		}},
		{"offices of a person", 0, func(ctx context.Context) error {
			_, err := l.Offices(ctx, ledger.OfficeQuery{Name: s.Name()})
			return err
		}},
		{"story", 0, func(ctx context.Context) error { _, err := l.Story(ctx, first.ID); return err }},
		{"document", 1, func(ctx context.Context) error { _, err := l.Document(ctx, first.ID); return err }},
		{"what came since", 0, func(ctx context.Context) error { _, _, err := l.Since(ctx, documents-3, 3); return err }},
		{"known", 0, func(ctx context.Context) error { _, err := l.Known(ctx, first.Input); return err }},
	} {
		heard.forget()
		if err := c.ask(t.Context()); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		asked := heard.all()
		if len(asked) == 0 {
			t.Errorf("%s: nothing is asked", c.name)
		}
		for _, q := range asked {
			p.check(c.name, c.months, q)
		}
	}
}

// fill adds articles of some months of 2020 and gives the first of February.
func fill(t *testing.T, l ledger.Ledger, documents, months int) (first *ledger.Entry) {
	t.Helper()
	p := ledger.NewPreparer()
	var batch []*ledger.Entry
	for i := range documents {
		d := made.Article(i)
		day := time.Date(2020, time.Month(1+i*months/documents), 1+i%28, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		d.Published = &day
		e, err := p.Prepare(d.ID, d)
		if err != nil {
			t.Fatal(err)
		}
		e.Input = ledger.DigestOf(d.ID)
		if first == nil && day >= "2020-02" {
			first = e
		}
		if batch = append(batch, e); len(batch) == 250 || i == documents-1 {
			if _, err := l.Add(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
			batch = nil
		}
	}
	return first
}

// asked is a statement with its parameters.
type asked struct {
	sql  string
	args []any
}

// listener hears what is asked.
type listener struct {
	mu   sync.Mutex
	said []asked
}

func (l *listener) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	l.mu.Lock()
	defer l.mu.Unlock()
	if words := strings.Fields(q.SQL); len(words) > 0 && words[0] == "SELECT" && strings.Contains(q.SQL, "FROM") {
		l.said = append(l.said, asked{q.SQL, q.Args})
	}
	return ctx
}

func (l *listener) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func (l *listener) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = nil
}

func (l *listener) all() []asked {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.said
}

// planner looks at how PostgreSQL would answer.
type planner struct {
	t     *testing.T
	db    *pgx.Conn
	large map[string]bool
}

// large are the tables of which a scan from end to end is too long, partitions among them.
func large(t *testing.T, db *pgx.Conn) map[string]bool {
	t.Helper()
	const rows = 500
	found, err := db.Query(t.Context(), "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > $1", rows)
	if err != nil {
		t.Fatal(err)
	}
	names, err := pgx.CollectRows(found, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, n := range names {
		all[n] = true
	}
	for _, n := range []string{"documents_2020_02", "records_2020_02", "document_words_2020_02", "record_words_2020_02", "pairs_2020_02", "bodies_2020_02", "places", "prints", "inputs"} {
		if !all[n] {
			t.Fatalf("%s is not large enough to show anything", n)
		}
	}
	return all
}

// node is what is looked at of a plan.
type node struct {
	Type     string `json:"Node Type"`
	Relation string `json:"Relation Name"`
	Plans    []node
}

func (p *planner) check(name string, months int, q asked) {
	p.t.Helper()
	var raw []byte
	if err := p.db.QueryRow(p.t.Context(), "EXPLAIN (FORMAT JSON) "+q.sql, q.args...).Scan(&raw); err != nil {
		p.t.Fatalf("%s: %s %v: %v", name, q.sql, q.args, err)
	}
	var plans []struct{ Plan node }
	if err := json.Unmarshal(raw, &plans); err != nil || len(plans) != 1 {
		p.t.Fatalf("%s: %v: %s", name, err, raw)
	}
	parts := map[string]bool{}
	var walk func(n node)
	walk = func(n node) {
		if n.Type == "Seq Scan" && p.large[n.Relation] {
			p.t.Errorf("%s: %s is read from end to end\nquery: %s %s\nplan: %s", name, n.Relation, q.sql, shortly(q.args), raw)
		}
		if i := strings.Index(n.Relation, "_2020_"); i > 0 {
			parts[n.Relation[i:]] = true
		}
		for _, below := range n.Plans {
			walk(below)
		}
	}
	walk(plans[0].Plan)
	if months > 0 && len(parts) > months {
		p.t.Errorf("%s: looks into %d months, want %d at most\nquery: %s %s\nplan: %s", name, len(parts), months, q.sql, shortly(q.args), raw)
	}
}

func shortly(args []any) string { return fmt.Sprintf("%.200v", args) }
