package doc

import _ "embed"

// JSONSchema describes the JSON form of a Document for other programs, in JSON Schema 2020-12.
//
//go:embed schema.json
var JSONSchema []byte
