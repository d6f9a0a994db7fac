// Package confidence learns how likely a found event is right, from events that readers judged.
package confidence

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"readout/doc"
	"readout/internal/find/attribution"
	"readout/internal/find/event"
	"readout/internal/find/mention"
	"readout/internal/find/tenure"
	"readout/internal/know"
	"readout/internal/lang"
	"readout/internal/lang/model"
)

// Judged is a text and what a reader said of the events in it, a line of a file.
type Judged struct {
	Text   string    `json:"text"`
	Date   string    `json:"date"` // YYYY-MM-DD
	Events []Verdict `json:"events"`
}

// Verdict is what a reader said of an event.
type Verdict struct {
	Type    string `json:"type"`
	Trigger int    `json:"trigger"` // where it begins, in code points of the text
	Right   bool   `json:"right"`
}

// example is an event that is still found as it was judged.
type example struct {
	clues []float64
	right bool
	fold  int
}

const (
	folds = 10 // by text
	pull  = 6  // of each weight towards what it was before: the more, the less the new verdicts count
	steps = 30 // of Newton's method, which needs fewer
	bins  = 5  // of the table
)

// Learn reads judged events and writes the weights of internal/find/event/confidence.txt, mended by what was judged, to out; how such
// weights do on texts that they were not mended by goes to log.
func Learn(file string, out, log io.Writer) error {
	examples, missing, err := read(file)
	if err != nil {
		return err
	}
	if len(examples) == 0 {
		return fmt.Errorf("%s: none of %d judged events is found", file, missing)
	}
	right := 0
	for _, e := range examples {
		if e.right {
			right++
		}
	}
	fmt.Fprintf(log, "%d judged events, %d of them right; %d more are no longer found\n", len(examples), right, missing)
	before := event.Weights()
	report(before[:], examples, log)
	for c, w := range fit(before[:], examples, -1) {
		fmt.Fprintf(out, "%-10s %6.2f\n", event.Clues[c], w)
	}
	return nil
}

// read finds the events of the texts anew, and the clues of those that were judged.
func read(name string) (examples []example, missing int, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	english, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		return nil, 0, err
	}
	mentions, tenures, attributions, events := mention.New(), tenure.New(know.LoadActors()), attribution.New(), event.New()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<26)
	var text lang.Text
	for n := 1; lines.Scan(); n++ {
		var j Judged
		if err := json.Unmarshal(lines.Bytes(), &j); err != nil {
			return nil, 0, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		type place struct {
			kind string
			at   int // in bytes
		}
		verdicts := map[place]bool{}
		starts := offsets(j.Text)
		for _, v := range j.Events {
			if v.Trigger >= 0 && v.Trigger < len(starts) {
				verdicts[place{v.Type, starts[v.Trigger]}] = v.Right
			}
		}
		found := 0
		events.Watch = func(e *doc.Event, clues []float64) {
			if right, judged := verdicts[place{e.Type, e.Trigger.Start}]; judged {
				examples = append(examples, example{slices.Clone(clues), right, n % folds})
				found++
			}
		}
		d := &doc.Document{Text: j.Text, Published: &j.Date}
		english.Annotate(j.Text, &text)
		for i := range text.Sentences {
			d.Sentences = append(d.Sentences, text.Sentences[i].Span)
		}
		mentions.Find(d, &text)
		tenures.Find(d, &text)
		attributions.Find(d, &text)
		events.Find(d, &text)
		missing += len(j.Events) - found
	}
	return examples, missing, lines.Err()
}

// offsets gives for each code point where it begins.
func offsets(text string) (starts []int) {
	for i := range text {
		starts = append(starts, i)
	}
	return starts
}

// fit finds the weights under which the verdicts of all folds but one are likeliest, those near the ones before preferred, by Newton's
// method.
func fit(before []float64, examples []example, without int) []float64 {
	n := len(before)
	weights := slices.Clone(before)
	for range steps {
		slope, bend := make([]float64, n), make([][]float64, n)
		for i := range bend {
			bend[i] = make([]float64, n)
			slope[i], bend[i][i] = pull*(before[i]-weights[i]), pull
		}
		for _, e := range examples {
			if e.fold == without {
				continue
			}
			p := event.Likely(weights, e.clues)
			off := -p
			if e.right {
				off++
			}
			for i, x := range e.clues {
				slope[i] += off * x
				for k, y := range e.clues {
					bend[i][k] += p * (1 - p) * x * y
				}
			}
		}
		for i, d := range solve(bend, slope) {
			weights[i] += d
		}
	}
	return weights
}

// solve solves a system of equations by elimination; a, which is positive definite, and b are spoiled.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for r := i + 1; r < n; r++ {
			by := a[r][i] / a[i][i]
			for k := i; k < n; k++ {
				a[r][k] -= by * a[i][k]
			}
			b[r] -= by * b[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			b[i] -= a[i][k] * b[k]
		}
		b[i] /= a[i][i]
	}
	return b
}

// report prints, of events judged by weights that were learned without their texts, how well the order of their confidences parts the
// right ones from the others, and what share of each part of that order is right.
func report(old []float64, examples []example, log io.Writer) {
	type guess struct {
		p     float64
		right bool
	}
	var list []guess
	for fold := range folds {
		weights := fit(old, examples, fold)
		for _, e := range examples {
			if e.fold == fold {
				list = append(list, guess{event.Likely(weights, e.clues), e.right})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b guess) int {
		switch {
		case a.p > b.p:
			return -1
		case a.p < b.p:
			return 1
		}
		return 0
	})
	before, rights, wrongs := 0, 0, 0 // right ones met, pairs in order are right-before-wrong
	for _, g := range list {
		if g.right {
			rights++
		} else {
			wrongs++
			before += rights
		}
	}
	fmt.Fprintf(log, "a right one is before a wrong one in %.1f of 100 pairs\n", 100*float64(before)/float64(max(rights*wrongs, 1)))
	for b := range bins {
		part := list[b*len(list)/bins : (b+1)*len(list)/bins]
		sum, right := 0.0, 0
		for _, g := range part {
			sum += g.p
			if g.right {
				right++
			}
		}
		n := float64(max(len(part), 1))
		fmt.Fprintf(log, "part %d: confidence %.2f, right %.2f of %d\n", b+1, sum/n, float64(right)/n, len(part))
	}
}
