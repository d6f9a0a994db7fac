package cli

import (
	"fmt"
	"strings"

	"readout/internal/cli/text"
	"readout/internal/ledger"
)

type timelineCmd struct {
	ledgerFlag
	Holder  string `placeholder:"CODE" help:"Where this holder stands, such as USA."`
	Subject string `placeholder:"WORDS" help:"On issues with these words."`
	Issue   string `placeholder:"KEY" help:"On this issue, such as talks:IND+PAK."`
	Between string `placeholder:"A,B" help:"The events between two actors by month, such as USA,PAK."`
	Person  string `placeholder:"NAME" help:"What this person was called from when to when."`
	Offices string `placeholder:"CODE" help:"Who was called what on this side, such as USA.GOV."`
	Type    string `placeholder:"TYPE" help:"With --between: events of this type alone."`
	All     bool   `help:"With --holder and --issue: every statement, not the first and the last."`
	Since   string `placeholder:"DAY" help:"From this day on."`
	Until   string `placeholder:"DAY" help:"Up to this day."`
	Silent  int    `default:"180" placeholder:"DAYS" help:"How long nothing must have been said to call a holder silent; ${default} unless given."`
	Limit   int    `default:"20" help:"How many holders and issues to print; ${default} unless given."`
	Format  string `enum:"text,json" default:"text" help:"text for people; json."`
}

func (c *timelineCmd) Help() string {
	return `Tells where holders stand on issues: when it was first and last said, how often, by whom, in which words then and now, and whether it is new, reiterated, shifted, qualified, withdrawn or silent since. Copies of one story count once. With --between it counts the events between two actors by month.

Exit status: 0 something was found; 1 nothing was; 2 the command line is wrong.`
}

func (c *timelineCmd) Run(e *env) error {
	asked := 0
	for _, s := range []string{c.Holder + c.Subject + c.Issue, c.Between, c.Person + c.Offices} {
		if s != "" {
			asked++
		}
	}
	switch {
	case asked != 1:
		return usageError{"give --holder, --subject or --issue; or --between; or --person or --offices"}
	case c.Subject != "" && c.Issue != "":
		return usageError{"give one of --subject and --issue"}
	case c.All && (c.Holder == "" || c.Issue == ""):
		return usageError{"--all asks for --holder and --issue"}
	case c.Silent < 1, c.Limit < 1, c.Limit > 1000:
		return usageError{"--silent and --limit are numbers from 1 on, --limit up to 1000"}
	}
	if err := actorCodes(&c.Holder, &c.Offices); err != nil {
		return err
	}
	l, err := c.open(e, false)
	if err != nil {
		return err
	}
	defer l.Close()
	switch {
	case c.Between != "":
		return c.dealings(e, l)
	case c.All:
		return c.statements(e, l)
	case c.Person+c.Offices != "":
		return c.offices(e, l)
	}
	stands, err := c.stands(e, l)
	if err != nil {
		return askedWrong(err)
	}
	if c.Format == "json" {
		if err := indented(e.stdout, append([]ledger.Stand{}, stands...)); err != nil {
			return err
		}
	} else if err := text.Stands(e.stdout, stands, textOptions(e)); err != nil {
		return err
	}
	return found(e, len(stands))
}

func found(e *env, n int) error {
	if n == 0 {
		e.say("nothing found")
		return errFailed
	}
	return nil
}

// stands asks for one issue, or for those whose words match.
func (c *timelineCmd) stands(e *env, l ledger.Ledger) ([]ledger.Stand, error) {
	q := ledger.StandQuery{Holder: c.Holder, Issue: c.Issue, Since: c.Since, Until: c.Until, Limit: c.Limit, SilentAfter: c.Silent}
	if c.Subject == "" {
		return l.Stands(e.ctx, q)
	}
	issues, err := l.Issues(e.ctx, ledger.IssueQuery{Words: c.Subject, Holder: c.Holder, Since: c.Since, Until: c.Until, Limit: c.Limit})
	if err != nil {
		return nil, err
	}
	var all []ledger.Stand
	for _, i := range issues {
		q.Issue, q.Limit = i.Issue, c.Limit-len(all)
		if q.Limit <= 0 {
			break
		}
		some, err := l.Stands(e.ctx, q)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func (c *timelineCmd) statements(e *env, l ledger.Ledger) error {
	all, err := l.Statements(e.ctx, ledger.StatementQuery{Holder: c.Holder, Issue: c.Issue, Since: c.Since, Until: c.Until})
	if err != nil {
		return askedWrong(err)
	}
	if c.Format == "json" {
		err = indented(e.stdout, append([]ledger.Statement{}, all...))
	} else {
		err = text.Statements(e.stdout, all, textOptions(e))
	}
	if err != nil {
		return err
	}
	return found(e, len(all))
}

func (c *timelineCmd) dealings(e *env, l ledger.Ledger) error {
	a, b, ok := strings.Cut(c.Between, ",")
	if a, b = strings.TrimSpace(a), strings.TrimSpace(b); !ok || a == "" || b == "" {
		return usageError{fmt.Sprintf("--between=%s: give two codes, such as USA,PAK", c.Between)}
	}
	if err := actorCodes(&a, &b); err != nil {
		return err
	}
	all, err := l.Dealings(e.ctx, ledger.DealingsQuery{A: a, B: b, Type: c.Type, Since: c.Since, Until: c.Until})
	if err != nil {
		return askedWrong(err)
	}
	if c.Format == "json" {
		err = indented(e.stdout, append([]ledger.Dealing{}, all...))
	} else {
		err = text.Dealings(e.stdout, all, textOptions(e))
	}
	if err != nil {
		return err
	}
	return found(e, len(all))
}

func (c *timelineCmd) offices(e *env, l ledger.Ledger) error {
	all, err := l.Offices(e.ctx, ledger.OfficeQuery{Name: c.Person, Actor: c.Offices, Limit: c.Limit})
	if err != nil {
		return askedWrong(err)
	}
	if c.Format == "json" {
		err = indented(e.stdout, append([]ledger.Office{}, all...))
	} else {
		err = text.Offices(e.stdout, all, textOptions(e))
	}
	if err != nil {
		return err
	}
	return found(e, len(all))
}
