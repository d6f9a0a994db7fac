package attribution

import (
	"testing"

	"readout/doc"
	"readout/internal/find/mention"
	"readout/internal/lang"
	"readout/internal/lang/model"
)

// attributed reads a document the fast way and finds its attributions.
func attributed(t *testing.T, d *doc.Document) (*Finder, *doc.Document, *lang.Text) {
	t.Helper()
	english, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		t.Fatal(err)
	}
	var x lang.Text
	english.Annotate(d.Text, &x)
	mention.New().Find(d, &x)
	f := New()
	f.Find(d, &x)
	return f, d, &x
}
