package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"readout/doc"
	"readout/internal/ledger"
)

// api adds everything that the pages show, for programs: JSON under /v1, described by /v1/openapi.json.
func (d *Desk) api(mux *http.ServeMux) huma.API {
	config := huma.DefaultConfig("Readout", "1")
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/v1/openapi", "", ""
	config.CreateHooks = nil // no links to schemas in the answers
	config.Info.Description = "The record: who said what, who did what to whom, where each government stands. Spans are code points."
	inner := http.NewServeMux()
	a := humago.New(inner, config)
	mux.Handle("/v1/", inner)

	huma.Get(a, "/v1/count", func(ctx context.Context, _ *struct{}) (*answer[ledger.Count], error) {
		return given(d.Ledger.Count(ctx))
	})
	huma.Get(a, "/v1/documents/{id}", func(ctx context.Context, in *byID) (*answer[json.RawMessage], error) {
		k, err := d.Ledger.Document(ctx, in.ID)
		if err != nil {
			return nil, problem(err)
		}
		return asDocument(k.Doc)
	})
	huma.Get(a, "/v1/search", func(ctx context.Context, in *searchInput) (*answer[foundHits], error) {
		hits, err := d.Ledger.Search(ctx, in.query())
		if err != nil {
			return nil, problem(err)
		}
		return &answer[foundHits]{Body: found(hits)}, nil
	})
	huma.Get(a, "/v1/facets", func(ctx context.Context, in *facetsInput) (*answer[*ledger.Facets], error) {
		return given(d.Ledger.Facets(ctx, in.query()))
	})
	huma.Get(a, "/v1/moves", func(ctx context.Context, in *searchInput) (*answer[foundMoves], error) {
		q := in.query()
		q.Kind = ""
		m, err := d.Ledger.Moves(ctx, q)
		if err != nil {
			return nil, problem(err)
		}
		return &answer[foundMoves]{Body: foundMovesOf(m)}, nil
	})
	huma.Get(a, "/v1/sources", func(ctx context.Context, _ *struct{}) (*answer[*health], error) {
		return given(d.health(ctx))
	})
	huma.Register(a, huma.Operation{
		OperationID: "get-note", Method: http.MethodGet, Path: "/v1/note", Summary: "A briefing note of records, in Markdown",
		Responses: map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{"text/markdown": {Schema: &huma.Schema{Type: "string"}}}}},
	}, func(ctx context.Context, in *noteInput) (*noteAnswer, error) {
		entries, err := d.ticked(ctx, in.Records)
		if err != nil {
			return nil, problem(err)
		}
		var b bytes.Buffer
		writeMarkdown(&b, list{Title: in.Title, Entries: entries})
		return &noteAnswer{ContentType: "text/markdown; charset=utf-8", Body: b.Bytes()}, nil
	})
	huma.Get(a, "/v1/issues", func(ctx context.Context, in *issuesInput) (*answer[[]ledger.IssueCount], error) {
		return givenList(d.Ledger.Issues(ctx, ledger.IssueQuery{Words: in.Words, Holder: in.Holder, Since: in.Since, Until: in.Until, Limit: in.Limit}))
	})
	huma.Get(a, "/v1/stands", func(ctx context.Context, in *standsInput) (*answer[[]ledger.Stand], error) {
		return givenList(d.Ledger.Stands(ctx, ledger.StandQuery{Holder: in.Holder, Issue: in.Issue, Since: in.Since, Until: in.Until, Limit: in.Limit}))
	})
	huma.Get(a, "/v1/statements", func(ctx context.Context, in *statementsInput) (*answer[[]ledger.Statement], error) {
		return givenList(d.Ledger.Statements(ctx, ledger.StatementQuery{Holder: in.Holder, Issue: in.Issue}))
	})
	huma.Get(a, "/v1/dealings", func(ctx context.Context, in *dealingsInput) (*answer[[]ledger.Dealing], error) {
		return givenList(d.Ledger.Dealings(ctx, ledger.DealingsQuery{A: in.A, B: in.B, Type: in.Type, Since: in.Since, Until: in.Until}))
	})
	huma.Get(a, "/v1/offices", func(ctx context.Context, in *officesInput) (*answer[[]ledger.Office], error) {
		return givenList(d.Ledger.Offices(ctx, ledger.OfficeQuery{Name: in.Name, Actor: in.Actor, Limit: in.Limit}))
	})
	huma.Get(a, "/v1/stories/{id}", func(ctx context.Context, in *byID) (*answer[[]ledger.Witness], error) {
		return givenList(d.Ledger.Story(ctx, in.ID))
	})
	huma.Get(a, "/v1/corrections", func(ctx context.Context, in *correctionsInput) (*answer[[]ledger.Correction], error) {
		return givenList(d.Ledger.Corrections(ctx, in.Document))
	})
	huma.Post(a, "/v1/corrections", func(ctx context.Context, in *correctionInput) (*struct{}, error) {
		c := in.Body.correction()
		c.At = d.Now().UTC().Format(time.RFC3339)
		if err := d.Ledger.Correct(ctx, c); err != nil {
			if errors.Is(err, ledger.ErrNotFound) {
				return nil, problem(err)
			}
			return nil, huma.Error422UnprocessableEntity(err.Error())
		}
		return nil, nil
	})
	huma.Register(a, huma.Operation{
		OperationID: "read", Method: http.MethodPost, Path: "/v1/read", MaxBodyBytes: maxBody, Summary: "Read a page; nothing is kept",
	}, func(ctx context.Context, in *readInput) (*answer[json.RawMessage], error) {
		x, err := d.Read(ctx, in.Name, in.ContentType, in.RawBody)
		if err != nil {
			return nil, huma.Error422UnprocessableEntity(err.Error())
		}
		return asDocument(x)
	})
	return a
}

type answer[T any] struct{ Body T }

// given is an answer of the ledger.
func given[T any](v T, err error) (*answer[T], error) {
	if err != nil {
		return nil, problem(err)
	}
	return &answer[T]{v}, nil
}

// givenList is a list of the ledger's, never null.
func givenList[T any](v []T, err error) (*answer[[]T], error) {
	if v == nil {
		v = []T{}
	}
	return given(v, err)
}

func problem(err error) error {
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return huma.Error404NotFound(err.Error())
	case ledger.Asked(err):
		return huma.Error422UnprocessableEntity(err.Error())
	}
	return huma.Error500InternalServerError(err.Error())
}

func asDocument(x *doc.Document) (*answer[json.RawMessage], error) {
	var b bytes.Buffer
	if err := doc.Encode(&b, x); err != nil {
		return nil, huma.Error500InternalServerError(err.Error())
	}
	return &answer[json.RawMessage]{Body: b.Bytes()}, nil
}

type byID struct {
	ID string `path:"id" maxLength:"64"`
}

// Days are those of publication.
type Days struct {
	Since string `query:"since" format:"date" doc:"first day of publication"`
	Until string `query:"until" format:"date" doc:"last day of publication"`
}

// Asked is what a search asks for; it is exported for huma, which looks for parameters in it.
type Asked struct {
	Days
	Words  string `query:"q" doc:"words that must be there; \"in quotes\" in a row; pre* by their beginning"`
	Holder string `query:"holder" example:"USA"`
	Actor  string `query:"actor" example:"IND"`
	With   string `query:"with" example:"PAK"`
	Issue  string `query:"issue" example:"talks:IND+PAK"`
	Type   string `query:"type" doc:"kind of record, event type, stance or kind of engagement"`
	Kind   string `query:"kind" enum:"attribution,event,position,engagement,warning"`
	Status string `query:"status" doc:"of an event or engagement" example:"planned"`
	Outlet string `query:"outlet"`
}

func (in *Asked) query() ledger.Query {
	return ledger.Query{Words: in.Words, Holder: in.Holder, Actor: in.Actor, With: in.With, Issue: in.Issue, Kind: in.Kind, Type: in.Type, Status: in.Status,
		Outlet: in.Outlet, Since: in.Since, Until: in.Until}
}

type facetsInput struct{ Asked }

type searchInput struct {
	Asked
	Limit  int    `query:"limit" minimum:"0" maximum:"100"`
	Before string `query:"before" doc:"the next of the page before"`
}

func (in *searchInput) query() ledger.Query {
	q := in.Asked.query()
	q.Limit, q.Before = in.Limit, in.Before
	return q
}

type noteInput struct {
	Records []string `query:"record,explode" required:"true" maxItems:"200" doc:"document/id; may be given several times"`
	Title   string   `query:"title" default:"Selection"`
}

type noteAnswer struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// foundMoves is a page of statements, each with the one before it of the same holder on the same issue.
type foundMoves struct {
	Moves []foundMove `json:"moves"`
	Next  string      `json:"next,omitempty"`
}

type foundMove struct {
	ledger.Statement
	Before *foundBefore `json:"before,omitempty" doc:"not for the first"`
}

type foundBefore struct {
	Record string `json:"record"`
	Day    string `json:"day,omitempty"`
	Stance string `json:"stance"`
	Words  string `json:"words"`
}

func foundMovesOf(m *ledger.Moves) foundMoves {
	out := foundMoves{Moves: []foundMove{}, Next: m.Next}
	for _, s := range m.Moves {
		f := foundMove{Statement: s}
		if b := s.Previous; b != nil {
			f.Before = &foundBefore{b.Record, b.Day, b.Stance, b.Words}
		}
		out.Moves = append(out.Moves, f)
	}
	return out
}

// foundHits is a page of answers whose marked words are pieces, so that nobody must count bytes.
type foundHits struct {
	Hits []foundHit `json:"hits"`
	Next string     `json:"next,omitempty"`
}

type foundHit struct {
	ledger.Head
	Kind   string       `json:"kind,omitempty"`
	Record string       `json:"record,omitempty"`
	Words  []foundWords `json:"words"`
}

type foundWords struct {
	Text   string `json:"text"`
	Marked bool   `json:"marked,omitempty"`
}

func found(hits *ledger.Hits) foundHits {
	out := foundHits{Hits: []foundHit{}, Next: hits.Next}
	for _, h := range hits.Hits {
		f := foundHit{Head: h.Head, Kind: h.Kind, Record: h.Record, Words: []foundWords{}}
		for _, p := range excerpt(h.Excerpt) {
			if p.Text != "" {
				f.Words = append(f.Words, foundWords(p))
			}
		}
		out.Hits = append(out.Hits, f)
	}
	return out
}

type issuesInput struct {
	Days
	Words  string `query:"q"`
	Holder string `query:"holder"`
	Limit  int    `query:"limit" minimum:"0" maximum:"1000"`
}

type standsInput struct {
	Days
	Holder string `query:"holder"`
	Issue  string `query:"issue"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type statementsInput struct {
	Holder string `query:"holder" required:"true"`
	Issue  string `query:"issue" required:"true"`
}

type dealingsInput struct {
	Days
	A    string `query:"a" required:"true"`
	B    string `query:"b" required:"true"`
	Type string `query:"type"`
}

type officesInput struct {
	Name  string `query:"name"`
	Actor string `query:"actor"`
	Limit int    `query:"limit" minimum:"0" maximum:"200"`
}

type correctionsInput struct {
	Document string `query:"document" doc:"of one document; of all without it"`
}

type correctionInput struct {
	Body correctionBody
}

type correctionBody struct {
	Document string         `json:"document"`
	Kind     string         `json:"kind" enum:"attribution,event,position,engagement,warning"`
	Record   string         `json:"record,omitempty"`
	Action   string         `json:"action" enum:"wrong,mend,add"`
	Before   map[string]any `json:"before,omitempty" doc:"the record as it is; not for add"`
	After    map[string]any `json:"after,omitempty" doc:"the record as it should be; not for wrong"`
	By       string         `json:"by" minLength:"1"`
	Why      string         `json:"why,omitempty"`
}

func (b *correctionBody) correction() ledger.Correction {
	raw := func(m map[string]any) json.RawMessage {
		if m == nil {
			return nil
		}
		r, _ := json.Marshal(m) // it was read from JSON
		return r
	}
	return ledger.Correction{Document: b.Document, Kind: b.Kind, Record: b.Record, Action: b.Action, Before: raw(b.Before), After: raw(b.After), By: b.By, Why: b.Why}
}

type readInput struct {
	Name        string `query:"name" default:"page" doc:"the document's id"`
	ContentType string `header:"Content-Type"`
	RawBody     []byte
}
