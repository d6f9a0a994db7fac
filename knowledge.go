package readout

import (
	"readout/internal/know"
	"readout/internal/lang/model"
)

// Dictionary is a file of names, roles and holders of offices: its name, which errors tell, and its bytes. docs/dictionaries.md has its
// forms.
type Dictionary struct {
	Name  string
	Bytes []byte
}

// Knowledge is what is known beside the text: the built-in files and dictionaries. It does not change and may be shared by Readers.
type Knowledge struct {
	actors *know.Actors
	hash   string // SHA-256 in hexadecimal of all files
}

// Learn makes the knowledge of the built-in files and dictionaries; those given later count more. The error names file and line, what
// is wrong and how to mend it.
func Learn(ds ...Dictionary) (*Knowledge, error) {
	more := make([]know.Dictionary, len(ds))
	for i, d := range ds {
		more[i] = know.Dictionary(d)
	}
	if len(more) == 0 {
		return &Knowledge{know.LoadActors(), know.EmbeddedHash()}, nil
	}
	a, err := know.NewActors(more...)
	if err != nil {
		return nil, err
	}
	return &Knowledge{a, know.Hash(more...)}, nil
}

// Coder tells what made a document's records: the program's version, and the first digits of the hashes of model and dictionaries.
func (k *Knowledge) Coder() string {
	return "readout " + Version + " model " + short(model.Hash()) + " dictionaries " + short(k.hash)
}

// short are the digits of a hash that tell versions apart well enough to ask.
func short(hash string) string { return hash[:4] }
