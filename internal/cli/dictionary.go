package cli

import (
	"fmt"
	"os"

	"readout"
)

// dictionaries is what the commands have in common that find records.
type dictionaries struct {
	Dictionary []string `sep:"none" placeholder:"FILE" help:"A file of names, roles or holders of offices that counts more than the built-in ones, in the form of docs/dictionaries.md or a PETRARCH dictionary; may be given several times, later ones count more."`
}

// knowledge reads the dictionaries of the command line. A mistake in one is one of the command line: nothing is read with half of it.
func (c *dictionaries) knowledge() (*readout.Knowledge, error) {
	var ds []readout.Dictionary
	for _, name := range c.Dictionary {
		b, err := os.ReadFile(name)
		if err != nil {
			return nil, usageError{fmt.Sprintf("--dictionary: %v", err)}
		}
		ds = append(ds, readout.Dictionary{Name: name, Bytes: b})
	}
	k, err := readout.Learn(ds...)
	if err != nil {
		return nil, usageError{fmt.Sprintf("--dictionary: %v", err)}
	}
	return k, nil
}
