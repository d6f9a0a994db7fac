package attribution

import (
	"fmt"
	"slices"

	"readout/internal/eval/score"
)

// maxRelations is how many a document may have: every gold relation is compared with every one of the system.
const maxRelations = 5000

// written is a document's attributions as readout read prints them.
type written struct {
	Attributions *[]struct {
		Type    string `json:"type"`
		Field   string `json:"field"`
		Source  part   `json:"source"`
		Cue     part   `json:"cue"`
		Content part   `json:"content"`
	} `json:"attributions"`
}

type part struct {
	Spans [][]int `json:"spans"`
}

// relations reads the attributions of a text of n code points; copies counts those that are there twice.
func (w *written) relations(l score.Lines, line, n int) (all []relation, copies int, err error) {
	if w.Attributions == nil {
		return nil, 0, l.Fault(line, "write it as readout read --format jsonl does", `has no list "attributions"`)
	}
	if len(*w.Attributions) > maxRelations {
		return nil, 0, l.Fault(line, "cut the document into smaller ones", "has more than %d attributions", maxRelations)
	}
	seen := map[string]bool{}
	for i, a := range *w.Attributions {
		if a.Field != "" {
			continue
		}
		where := fmt.Sprintf("attributions[%d]", i)
		r := relation{typed: a.Type}
		for role, raw := range [roles][][]int{a.Cue.Spans, a.Source.Spans, a.Content.Spans} {
			if r.parts[role], err = l.Spans(line, where+"."+roleNames[role], raw, n); err != nil {
				return nil, 0, err
			}
		}
		if len(r.parts[cue])+len(r.parts[content]) == 0 {
			return nil, 0, l.Fault(line, "give it one, or leave it out", "%s: has neither cue nor content", where)
		}
		if !slices.Contains(kindNames[:], a.Type) {
			return nil, 0, l.Fault(line, "give one of direct, indirect, mixed", "%s.type: %q is no type", where, a.Type)
		}
		r.sort()
		if key := fmt.Sprint(r.parts); seen[key] {
			copies++
		} else {
			seen[key] = true
			all = append(all, r)
		}
	}
	return all, copies, nil
}

// Score compares output of readout read with the gold set; with spread, the main figures get 95 % intervals.
func (s *Set) Score(out score.Lines, spread bool) (*score.Report, error) {
	system, notes, err := s.system(out)
	if err != nil {
		return nil, err
	}
	whole, citron := new(counts), new(counts)
	each := make([]*counts, len(s.documents))
	for i := range s.documents {
		d := &s.documents[i]
		each[i] = d.compare(d.relations, system[d.id])
		whole.add(each[i])
		citron.add(d.compare(d.text.citron(d.relations), d.text.citron(system[d.id])))
	}
	return report(whole, citron, each, spread, append(slices.Clone(s.notes), notes...)), nil
}

// system reads the output, by id.
func (s *Set) system(out score.Lines) (map[string][]relation, []string, error) {
	system, copies, extra := map[string][]relation{}, 0, 0
	err := score.Once(out, func(line int, x *struct {
		score.ID
		Text *string `json:"text"`
		written
	}) error {
		d := s.byID[x.ID.ID]
		if d == nil {
			extra++
			return nil
		}
		if x.Text != nil {
			if at := differ(d.text.runes, []rune(*x.Text)); at >= 0 {
				return out.Fault(line, "score the output for the gold set's own corpus: the text of its lines is kept as it is", "%q: the text is another one from code point %d on", d.id, at)
			}
		}
		relations, twice, err := x.relations(out, line, len(d.text.runes))
		if err != nil {
			return err
		}
		copies += twice
		system[d.id] = relations
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	notes, err := out.Matched(len(s.documents), extra, len(s.documents)-len(system))
	if copies > 0 {
		notes = append(notes, fmt.Sprintf("%s: %d attributions are there twice and count once", out.Name, copies))
	}
	return system, notes, err
}

// differ gives the first place where two texts differ, -1 if they are one.
func differ(a, b []rune) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}
