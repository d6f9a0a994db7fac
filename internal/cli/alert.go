package cli

import (
	"readout/internal/ledger"
	"readout/internal/ledger/alert"
)

type alertCmd struct {
	Config string `arg:"" help:"A TOML file with rules, and where to tell what they find; docs/ledger.md describes it."`
	ledgerFlag
}

func (c *alertCmd) Help() string {
	return `Tells of shifts and events that came into the ledger since the last time, as the rules of the file ask: into an Atom feed, to a webhook, through a program. The first time it only remembers where it stands. readout add --alerts does the same after adding, readout watch --alerts as pages come.

Exit status: 0 all is told; 1 something could not be told, which is tried again the next time; 2 the command line is wrong.`
}

func (c *alertCmd) Run(e *env) error {
	config, err := loadAlerts(c.Config)
	if err != nil {
		return err
	}
	l, err := c.open(e, false)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := config.Begin(e.ctx, l); err != nil {
		return err
	}
	return tell(e, config, l)
}

// loadAlerts reads the rules of a file, nil where none is named.
func loadAlerts(path string) (*alert.Config, error) {
	if path == "" {
		return nil, nil
	}
	config, err := alert.Load(path)
	if err != nil {
		return nil, usageError{err.Error()}
	}
	return config, nil
}

// tell runs alerts and says how many there were.
func tell(e *env, c *alert.Config, l ledger.Ledger) error {
	n, err := c.Run(e.ctx, l)
	switch {
	case n == 1:
		e.say("1 alert")
	case n > 1:
		e.say("%d alerts", n)
	}
	return err
}
