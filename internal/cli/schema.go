package cli

import "readout/doc"

type schemaCmd struct{}

func (c *schemaCmd) Help() string {
	return `The schema (JSON Schema 2020-12) describes one line of readout read --format jsonl.`
}

func (c *schemaCmd) Run(e *env) error {
	_, err := e.stdout.Write(doc.JSONSchema)
	return err
}
