package cli

import (
	"fmt"

	"readout"
	"readout/doc"
)

type versionCmd struct{}

func (c *versionCmd) Run(e *env) error {
	k, err := readout.Learn()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "%s\nschema %d\n", k.Coder(), doc.Schema)
	return err
}
