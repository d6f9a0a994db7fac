package text

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"readout/internal/cli/explain"
	"readout/internal/cli/tree"
)

// Explain prints why the records of a document are there, under its title. A tree stands once, with the first record of its sentence
// whose parts are the same.
func Explain(w io.Writer, title string, records []explain.Record, o Options) error {
	s := newSheet(o)
	s.line(run{title, bold})
	if len(records) == 0 {
		s.gap()
		s.line(run{"no records", dim})
	}
	for i := range records {
		r := &records[i]
		s.gap()
		s.line(run{r.ID, bold}, run{" " + r.Kind + ": " + r.Says, plain})
		f := facts{"by " + r.By, "confidence " + strconv.FormatFloat(r.Confidence, 'f', 2, 64)}
		if r.Sentence >= 0 {
			f.add("sentence " + strconv.Itoa(r.Sentence))
		}
		s.detail(f)
		for _, p := range r.Parts {
			s.evidence(run{p.Name + ": ", dim}, run{p.Words, plain}, run{who(&p), dim})
		}
		if k := slices.IndexFunc(records[:i], func(x explain.Record) bool { return sameTree(&x, r) }); k >= 0 {
			s.detail(facts{"tree: as for " + records[k].ID})
		} else {
			s.tree(r.Tree)
		}
	}
	_, err := w.Write(s.out)
	return err
}

// who tells who the words of a part were taken for: " (Ida Brun, NOR.GOV)".
func who(p *explain.Part) string {
	var f []string
	if p.Meant != "" && p.Meant != p.Words {
		f = append(f, p.Meant)
	}
	if p.Code != "" {
		f = append(f, p.Code)
	}
	if p.Guessed {
		f = append(f, "a guess: no words here name the side")
	}
	if len(f) == 0 {
		return ""
	}
	return " (" + strings.Join(f, ", ") + ")"
}

// sameTree says whether the tree of b, with what it marks, is that of a.
func sameTree(a, b *explain.Record) bool {
	return a.Sentence >= 0 && a.Sentence == b.Sentence && slices.Equal(a.Tree, b.Tree)
}

// tree prints the words of a sentence one below the other, with the lines of their tree. Columns that the width does not hold are left
// out: first the part of speech, then what a word is to the record, then its relation.
func (s *sheet) tree(words []tree.Word) {
	if len(words) == 0 {
		return
	}
	if len(words) > tree.Most {
		s.detail(facts{"the sentence has " + strconv.Itoa(len(words)) + " words: too many to draw"})
		return
	}
	const indent = "    "
	room := s.width - columns(indent)
	stems := tree.Stems(words, room/2)
	table := make([][4][]cell, len(words))
	var wide [4]int // of the columns; the first holds stem and word
	for i, w := range words {
		style := plain
		if w.Part != "" {
			style = bold
		}
		table[i] = [4][]cell{cells([]run{{w.Form, style}}), cells([]run{{w.Deprel, dim}}), cells([]run{{w.UPOS, dim}}), cells([]run{{w.Part, style}})}
		for k := range wide {
			n := widthOf(table[i][k])
			if k == 0 {
				n += columns(stems[i])
			}
			wide[k] = max(wide[k], n)
		}
	}
	wide[0] = min(wide[0], max(room*2/3, 8))
	shown := []int{0, 1, 2, 3}
	for _, drop := range [...]int{2, 3, 1} {
		used := -2
		for _, k := range shown {
			used += 2 + wide[k]
		}
		if used <= room {
			break
		}
		shown = slices.DeleteFunc(shown, func(k int) bool { return k == drop })
	}
	for i := range words {
		var line []cell
		for _, k := range shown {
			c, left := table[i][k], wide[k]
			if k == 0 {
				left -= columns(stems[i])
			}
			c = clip(c, left)
			line = append(line, c...)
			for n := widthOf(c); n < left+2; n++ {
				line = append(line, cell{" ", 1, plain})
			}
		}
		for len(line) > 0 && line[len(line)-1].space() {
			line = line[:len(line)-1]
		}
		s.print(indent+stems[i], [][]cell{line})
	}
}

func widthOf(c []cell) int {
	n := 0
	for i := range c {
		n += c[i].width
	}
	return n
}

// clip shortens cells to room columns, with a mark where something is left out.
func clip(c []cell, room int) []cell {
	if widthOf(c) <= room {
		return c
	}
	n, used := 0, 0
	for n < len(c) && used+c[n].width < room {
		used += c[n].width
		n++
	}
	return append(c[:n:n], cell{"…", 1, dim})
}
