package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"readout/internal/cli/text"
	"readout/internal/ledger"
)

type searchCmd struct {
	Words []string `arg:"" optional:"" help:"Words that must all be there; \"in quotes\" in a row, pre* by their beginning."`
	ledgerFlag
	Holder string `placeholder:"CODE" help:"Positions of this holder, such as USA."`
	Actor  string `placeholder:"CODE" help:"Records that this actor has a part in, such as IRN or USA.GOV."`
	Issue  string `placeholder:"KEY" help:"Positions on this issue, such as talks:IND+PAK."`
	Type   string `placeholder:"TYPE" help:"Records of this kind (attribution, event, position, engagement, warning), or with this event type, stance, status, engagement kind."`
	Status string `placeholder:"STATUS" help:"Events or engagements of this status, such as planned."`
	Outlet string `placeholder:"NAME" help:"Of this outlet alone, as its documents name it."`
	Since  string `placeholder:"DAY" help:"Published on this day or later."`
	Until  string `placeholder:"DAY" help:"Published on this day or before."`
	Limit  int    `default:"20" help:"How many to print; ${default} unless given."`
	Before string `placeholder:"MARK" help:"Go on behind the last page, which ended with this mark."`
	Format string `enum:"text,json,jsonl" default:"text" help:"text for people; jsonl, one hit a line; json, the page of hits with its mark."`
}

func (c *searchCmd) Help() string {
	return `Finds documents by their words. With --holder, --actor, --issue, --type or --status it finds records instead, each with the words that it stands on. The newest come first. Case, accents and plural endings do not matter.

Exit status: 0 something was found; 1 nothing was; 2 the command line is wrong.`
}

func (c *searchCmd) Run(e *env) error {
	if c.Limit < 1 || c.Limit > 10_000 {
		return usageError{fmt.Sprintf("--limit=%d is not between 1 and 10000", c.Limit)}
	}
	l, err := c.open(e, false)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := actorCodes(&c.Holder, &c.Actor); err != nil {
		return err
	}
	hits, err := l.Search(e.ctx, ledger.Query{
		Words: strings.Join(c.Words, " "), Holder: c.Holder, Actor: c.Actor, Issue: c.Issue, Type: c.Type, Status: c.Status, Outlet: c.Outlet,
		Since: c.Since, Until: c.Until, Limit: c.Limit, Before: c.Before,
	})
	if err != nil {
		return askedWrong(err)
	}
	if err := c.print(e, hits); err != nil {
		return err
	}
	if len(hits.Hits) == 0 {
		e.say("nothing found")
		if !knownType(c.Type) {
			e.say("--type=%s is none of %s", c.Type, strings.Join(ledger.Types(), ", "))
		}
		return errFailed
	}
	if hits.Next != "" && c.Format == "text" {
		e.say("there are more: --before %s goes on", hits.Next)
	}
	return nil
}

func (c *searchCmd) print(e *env, hits *ledger.Hits) error {
	switch c.Format {
	case "json":
		if hits.Hits == nil {
			hits.Hits = []ledger.Hit{}
		}
		return indented(e.stdout, hits)
	case "jsonl":
		for _, h := range hits.Hits {
			if err := line(e.stdout, h); err != nil {
				return err
			}
		}
		return nil
	}
	return text.Hits(e.stdout, hits, textOptions(e))
}

// actorCodes makes codes of what was given for actors, by code or name, in any case.
func actorCodes(given ...*string) error {
	for _, s := range given {
		if *s == "" {
			continue
		}
		code, err := ledger.ActorCode(*s)
		if err != nil {
			return askedWrong(err)
		}
		*s = code
	}
	return nil
}

// knownType says whether a type is one that the program gives. Modes of events are words of the dictionaries, with a hyphen mostly.
func knownType(s string) bool {
	is := func(t string) bool { return strings.EqualFold(t, s) }
	return s == "" || strings.ContainsAny(s, "- ") || slices.ContainsFunc(ledger.Types(), is)
}

// line writes a value as one line of JSON.
func line(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// indented writes a value as JSON for people.
func indented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// askedWrong makes an error about what was asked one of the command line, and leaves one of the ledger as it is.
func askedWrong(err error) error {
	if ledger.Asked(err) {
		return usageError{err.Error()}
	}
	return err
}
