package cli

import (
	"fmt"

	"readout"
	"readout/doc"
)

type versionCmd struct{}

func (c *versionCmd) Run(e *env) error {
	_, err := fmt.Fprintf(e.stdout, "readout %s\nschema %d\n", readout.Version, doc.Schema)
	return err
}
