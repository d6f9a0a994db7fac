package desk

import (
	"net/http"
	"slices"
	"strings"

	"readout/internal/ledger"
	"readout/internal/ledger/stand"
)

// storyCopies is how many copies of a story are compared.
const storyCopies = 30

// story shows all copies of a text and how they differ from the first.
func (d *Desk) story(w http.ResponseWriter, r *http.Request) {
	witnesses, err := d.Ledger.Story(r.Context(), r.PathValue("id"))
	if err == nil && len(witnesses) == 0 {
		err = ledger.ErrNotFound
	}
	var copies []copied
	for _, x := range witnesses[:min(len(witnesses), storyCopies)] {
		if err != nil {
			break
		}
		var k *ledger.Kept
		if k, err = d.Ledger.Document(r.Context(), x.ID); err == nil {
			copies = append(copies, copied{Witness: x, kept: k})
		}
	}
	if err != nil {
		d.broken(w, r, err)
		return
	}
	var kept []*ledger.Kept
	for _, c := range copies {
		kept = append(kept, c.kept)
	}
	l := listOf(r, copies[0].Title, d.names.entriesOf(kept...))
	if d.export(w, r, l) {
		return
	}
	for i := range copies[1:] {
		copies[i+1].compare(copies[0].kept.Doc.Text)
	}
	d.show(w, r, http.StatusOK, "story", page{Title: copies[0].Title, Data: map[string]any{
		"Copies": copies, "More": len(witnesses) - len(copies), "Count": len(witnesses), "List": l,
	}})
}

// copied is one copy of a story.
type copied struct {
	ledger.Witness
	Changes [][]stand.Piece // paragraphs that are not word for word as in the first
	kept    *ledger.Kept
}

// compare fills in how a copy differs from the first text. A paragraph with a likeness in the first is compared with that word by word.
func (c *copied) compare(text string) {
	first, mine := strings.Split(text, "\n\n"), strings.Split(c.kept.Doc.Text, "\n\n")
	gone := slices.DeleteFunc(slices.Clone(first), func(p string) bool { return slices.Contains(mine, p) })
	for _, p := range mine {
		if slices.Contains(first, p) {
			continue
		}
		best, most := -1, leastAlike
		for i, g := range gone {
			if a := alike(g, p); a > most {
				best, most = i, a
			}
		}
		if best < 0 {
			c.Changes = append(c.Changes, []stand.Piece{{Op: stand.Came, Text: p}})
			continue
		}
		c.Changes = append(c.Changes, stand.Diff(gone[best], p))
		gone = slices.Delete(gone, best, best+1)
	}
	for _, g := range gone {
		c.Changes = append(c.Changes, []stand.Piece{{Op: stand.Gone, Text: g}})
	}
}

// leastAlike is from which share of common words on two paragraphs count as wordings of one.
const leastAlike = 0.4

// alike is the share of two texts' words that both have.
func alike(a, b string) float64 {
	words := map[string]int{}
	n := 0
	for w := range strings.FieldsSeq(a) {
		words[w]++
		n++
	}
	common := 0
	for w := range strings.FieldsSeq(b) {
		if words[w] > 0 {
			words[w]--
			common++
		}
		n++
	}
	if n == 0 {
		return 0
	}
	return float64(2*common) / float64(n)
}

// document shows a document with its records in place.
func (d *Desk) document(w http.ResponseWriter, r *http.Request) {
	k, err := d.Ledger.Document(r.Context(), r.PathValue("id"))
	if err != nil {
		d.broken(w, r, err)
		return
	}
	l := listOf(r, titleOf(k.Doc), d.names.entriesOf(k))
	if d.export(w, r, l) {
		return
	}
	v := d.names.view(k.Doc)
	v.Kept, v.List = k, l
	d.show(w, r, http.StatusOK, "document", page{Title: titleOf(k.Doc), Data: v})
}
