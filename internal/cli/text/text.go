// Package text prints a document for a person: what the page is, who said what, what happened and where everyone stands, each
// with the page's own words.
package text

import (
	"io"
	"strings"

	"readout/doc"
)

// Options say how the text looks.
type Options struct {
	Color bool // with ANSI colours
	Width int  // in terminal columns; 0 means 80
}

const (
	defaultWidth = 80
	leastWidth   = 20 // below this nothing reads well, so lines get this long and the terminal folds them
)

// Write prints d. A section that would be empty is left out; where nothing was found at all, the page's text is printed, so that
// there is always something to read.
func Write(w io.Writer, d *doc.Document, o Options) error {
	s := newSheet(o)
	r := report{d, s}
	r.head()
	r.statements()
	r.events()
	r.positions()
	r.engagements()
	r.warnings()
	r.turns()
	r.body()
	r.images()
	_, err := w.Write(s.out)
	return err
}

// Rule prints the line that parts two documents.
func Rule(w io.Writer, o Options) error {
	s := newSheet(o)
	s.line(run{strings.Repeat("─", s.width), dim})
	_, err := io.WriteString(w, "\n"+string(s.out)+"\n")
	return err
}

// report is one document on its way to a sheet.
type report struct {
	*doc.Document
	s *sheet
}

// bare says that no record was found.
func (r report) bare() bool {
	return len(r.Attributions)+len(r.Events)+len(r.Positions)+len(r.Engagements)+len(r.Warnings) == 0
}

func (r report) head() {
	title := r.Title
	if strings.TrimSpace(title) == "" {
		title = r.ID
	}
	r.s.line(run{title, bold})
	r.s.line(run{r.Deck, dim})
	r.s.gap()

	var by, from facts
	if len(r.Byline) > 0 {
		by.add("By " + list(r.Byline))
	}
	by.add(r.Outlet)
	by.add(day(r.Published))
	if r.Kind != "article" {
		by.add(r.Kind)
	}
	r.s.line(run{by.String(), plain})
	if dl := r.Dateline; dl != nil {
		from.add(named(dl.Place, dl.Country))
		from.add(day(dl.Date))
		from.add(dl.Agency)
	}
	r.s.line(run{from.String(), plain})
	r.s.unbroken(run{value(r.URL), dim})
}

// statements prints who said what; what one speaker says in a row stands under one name.
func (r report) statements() {
	if len(r.Attributions) == 0 {
		return
	}
	r.s.heading("Who said what")
	speaker := ""
	for i := range r.Attributions {
		a := &r.Attributions[i]
		name, about := r.speaker(a)
		if who := name + "\n" + about; i == 0 || who != speaker {
			speaker = who
			r.s.gap()
			r.s.line(run{name, bold}, run{about, plain})
		}
		var f facts
		f.add(r.quote(a.Field, a.Cue.Spans))
		f.add(a.Type)
		if a.ReplyTo != nil {
			f.add("in reply to " + r.sourceOf(*a.ReplyTo, "a question"))
		}
		r.facts(f, a.Field, a.Confidence)
		words := r.quote(a.Field, a.Content.Spans)
		if a.Type == "direct" {
			words = inMarks(words)
		}
		r.s.evidence(run{words, plain})
	}
}

// events prints who did what to whom. Events of one sentence follow one another; the sentence stands once, below them.
func (r report) events() {
	if len(r.Events) == 0 {
		return
	}
	r.s.heading("What happened")
	for i := range r.Events {
		e := &r.Events[i]
		if i == 0 || !sameSentence(e, &r.Events[i-1]) {
			r.s.gap()
		}
		kind := e.Type
		if e.Mode != nil {
			kind += " (" + *e.Mode + ")"
		}
		line := []run{{r.actors(e.Actors, "unnamed"), bold}, {" → ", dim}, {kind, quadStyle(e.Quad)}}
		if len(e.Recipients) > 0 {
			line = append(line, run{" → ", dim}, run{r.actors(e.Recipients, ""), bold})
		}
		r.s.line(line...)

		var f facts
		f.add(inMarks(r.cut(e.Field, e.Trigger)))
		f.add(e.Status)
		f.add(day(e.Date))
		f.add(value(e.Place))
		f.add(strings.Join(e.Contexts, ", "))
		if e.Attribution != nil {
			f.add("according to " + r.sourceOf(*e.Attribution, "an unnamed source"))
		}
		r.facts(f, e.Field, e.Confidence)
		if i+1 == len(r.Events) || !sameSentence(e, &r.Events[i+1]) {
			first := i
			for first > 0 && sameSentence(e, &r.Events[first-1]) {
				first--
			}
			r.s.evidence(r.withTriggers(r.Events[first : i+1])...)
		}
	}
}

func sameSentence(a, b *doc.Event) bool { return a.Field == b.Field && a.Sentence == b.Sentence }

// withTriggers gives the sentence of events, the words that made them marked.
func (r report) withTriggers(events []doc.Event) []run {
	field := events[0].Field
	whole := doc.Span{Start: 0, End: len(r.field(field))}
	if field == doc.InText {
		i := events[0].Sentence
		if i < 0 || i >= len(r.Sentences) {
			return nil
		}
		whole = r.Sentences[i]
	}
	var runs []run
	at := whole.Start
	for _, e := range events {
		if t := e.Trigger; t.Start >= at && t.End <= whole.End && t.Start < t.End {
			runs = append(runs, run{r.cut(field, doc.Span{Start: at, End: t.Start}), plain}, run{r.cut(field, t), marked})
			at = t.End
		}
	}
	return append(runs, run{r.cut(field, doc.Span{Start: at, End: whole.End}), plain})
}

func (r report) positions() {
	if len(r.Positions) == 0 {
		return
	}
	r.s.heading("Where they stand")
	for i := range r.Positions {
		p := &r.Positions[i]
		r.s.gap()
		r.s.line(run{named(nameOf(p.Holder), p.Holder), bold}, run{" ", plain}, run{p.Stance, stanceStyle(p.Stance)}, run{" " + p.Subject, plain})
		var f facts
		f.add(value(p.Delta))
		if p.Attribution != nil {
			f.add("according to " + r.sourceOf(*p.Attribution, "an unnamed source"))
		}
		r.facts(f, p.Field, p.Confidence)
		for _, t := range terms(p.Terms) {
			r.s.detail(facts{t})
		}
		r.s.evidence(run{r.quote(p.Field, p.Evidence), plain})
	}
}

// terms says who decides what, the aspects that the same parties decide in one line.
func terms(all []doc.Term) []string {
	var says, out []string
	aspects := map[string][]string{}
	for _, t := range all {
		said := ""
		switch {
		case len(t.DecidedBy) > 0 && len(t.NotBy) > 0:
			said = "for " + list(names(t.DecidedBy)) + " to decide, not for " + list(names(t.NotBy))
		case len(t.DecidedBy) > 0:
			said = "for " + list(names(t.DecidedBy)) + " to decide"
		case len(t.NotBy) > 0:
			said = "not for " + list(names(t.NotBy)) + " to decide"
		default:
			continue
		}
		if aspects[said] == nil {
			says = append(says, said)
		}
		aspects[said] = append(aspects[said], t.Aspect)
	}
	for _, said := range says {
		out = append(out, list(aspects[said])+": "+said)
	}
	return out
}

func (r report) engagements() {
	if len(r.Engagements) == 0 {
		return
	}
	r.s.heading("Channels")
	for i := range r.Engagements {
		g := &r.Engagements[i]
		r.s.gap()
		line := []run{{strings.Join(names(g.Parties), " – "), bold}, {" " + g.Kind, plain}}
		if g.Topic != "" {
			line = append(line, run{" on " + g.Topic, plain})
		}
		r.s.line(line...)
		var f facts
		f.add(g.Status)
		f.add(value(g.Cadence))
		f.add(value(g.Level))
		r.facts(f, g.Field, g.Confidence)
		r.s.evidence(run{r.quote(g.Field, g.Evidence), plain})
	}
}

// facts prints what is known of a record beside its words, and what every record may have: where it stands, how sure it is.
func (r report) facts(f facts, field doc.Field, confidence float64) {
	f.add(where(field))
	f.add(unsure(confidence))
	r.s.detail(f)
}

func (r report) warnings() {
	if len(r.Warnings) == 0 {
		return
	}
	r.s.heading("Warnings")
	for i := range r.Warnings {
		w := &r.Warnings[i]
		r.s.gap()
		r.s.line(run{w.About, bold})
		var f facts
		if len(w.Target) > 0 {
			f.add("to " + list(names(w.Target)))
		}
		f.add(value(w.Horizon))
		if w.Until != nil {
			f.add("until " + day(w.Until))
		}
		if w.Source != nil {
			f.add("source: " + midSentence(*w.Source))
		}
		r.facts(f, w.Field, w.Confidence)
		r.s.evidence(run{r.quote(w.Field, w.Evidence), plain})
	}
}

// turns prints who spoke in which order. Beside records, which have the words already, a turn is one line to find it again by;
// without them it is the only way to read the transcript and stands in full.
func (r report) turns() {
	if len(r.Turns) == 0 {
		return
	}
	r.s.heading("Turns")
	r.s.gap()
	for _, t := range r.Turns {
		words := strings.TrimSpace(r.cut(doc.InText, t.Span))
		if rest, ok := strings.CutPrefix(words, t.Speaker); ok {
			words = strings.TrimLeft(rest, " \t\n:.")
		}
		speaker := []run{{t.Speaker, bold}}
		if t.Role != "" && !strings.EqualFold(t.Role, t.Speaker) {
			speaker = append(speaker, run{" · " + t.Role, dim})
		}
		if !r.bare() {
			r.s.firstLine(append(speaker, run{": " + words, plain})...)
			continue
		}
		r.s.gap()
		r.s.line(speaker...)
		r.s.evidence(run{words, plain})
	}
}

func (r report) body() {
	if !r.bare() || len(r.Turns) > 0 || strings.TrimSpace(r.Text) == "" {
		return
	}
	r.s.heading("Text")
	for p := range strings.SplitSeq(r.Text, "\n\n") {
		r.s.gap()
		r.s.line(run{p, plain})
	}
}

func (r report) images() {
	if len(r.Images) == 0 {
		return
	}
	r.s.heading("Pictures")
	for _, m := range r.Images {
		r.s.gap()
		var f facts
		f.add(m.Caption)
		f.add(m.Credit)
		r.s.line(run{strings.Join(f, " — "), dim})
	}
}
