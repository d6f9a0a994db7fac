package cli

import (
	"readout/internal/cli/text"
)

type storyCmd struct {
	Document string `arg:"" help:"A document's id or address, as search prints them."`
	ledgerFlag
	Format string `enum:"text,json" default:"text" help:"text for people; json."`
}

func (c *storyCmd) Help() string {
	return `Prints all documents that carry the same report as this one, the first published first, and whose text each is: the outlet's own, or an agency's.

Exit status: 0 printed; 1 there is no such document; 2 the command line is wrong.`
}

func (c *storyCmd) Run(e *env) error {
	l, err := c.open(e, false)
	if err != nil {
		return err
	}
	defer l.Close()
	all, err := l.Story(e.ctx, c.Document)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return indented(e.stdout, all)
	}
	return text.Story(e.stdout, all, textOptions(e))
}
