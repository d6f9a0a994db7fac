package attribution

import "readout/internal/lang"

// turns makes an attribution of every turn. An answer replies to the questions since the answer before.
func (f *Finder) turns() {
	var asked Stretch
	for k := range f.d.Turns {
		turn := &f.d.Turns[k]
		first := f.t.TokenAt(turn.Span.Start)
		last := f.t.TokenAt(turn.Span.End-1) + 1
		if first >= len(f.t.Tokens) || last > len(f.t.Tokens) {
			continue
		}
		body := first
		r := Relation{mention: -1, sourceHead: None, rule: byTurn, confidence: turnConfidence, asks: turn.Role == "question"}
		if turn.Speaker != "" {
			body = f.t.TokenAt(turn.Span.Start+len(turn.Speaker)-1) + 1
			r.Source = Stretch{first, body}
			if body <= last && first < body {
				r.mention = int(f.beginsAt[first])
			}
			for body < last && (f.t.Tokens[body].Form == ":" || f.t.Tokens[body].Form == ".") {
				body++
			}
		}
		if body >= last {
			continue
		}
		r.After = Stretch{body, last}
		switch turn.Role {
		case "question":
			if asked.Empty() || !f.brokenOff(r.After) {
				asked = r.After
			}
		case "answer":
			r.replies = asked
		}
		f.relations = append(f.relations, r)
	}
}

// brokenOff says whether a question was cut short before it asked anything: "Right. But do you —". The answer that follows still
// answers the question before.
func (f *Finder) brokenOff(s Stretch) bool {
	const few = 12 // tokens
	if s.Last-s.First > few {
		return false
	}
	for i := s.First; i < s.Last; i++ {
		if f.t.Tokens[i].Form == "?" {
			return false
		}
	}
	switch f.t.Tokens[s.Last-1].Form {
	case "—", "–", "--", "-", "...", "…":
		return true
	}
	return false
}

// reportedQuestions finds the questions that sentences report before they give the answer: "Asked whether ..., she said".
func (f *Finder) reportedQuestions() {
	for si := range f.t.Sentences {
		f.reportedQuestion(&f.t.Sentences[si])
	}
}

func (f *Finder) reportedQuestion(s *lang.Sentence) {
	t := f.t
	for i := s.First; i+3 < s.Last && i < s.First+14; i++ {
		if t.QuoteOf(i) >= 0 {
			return
		}
		switch w := t.Tokens[i].Lower; {
		case w == "asked" && (i == s.First || t.Tokens[i-1].Form == "," || t.Tokens[i-1].Lower == "when"):
		case w == "question" && i > s.First+1 && f.answers(s.First, i):
		default:
			continue
		}
		for end := i + 2; end < s.Last; end++ {
			if t.Tokens[end].Form == "," && t.QuoteOf(end) < 0 {
				f.relations = append(f.relations, Relation{
					Head: i, mention: -1, sourceHead: None, rule: byQuestion, confidence: questionConfidence, asks: true,
					Cue: Stretch{i, i + 1}, After: Stretch{i + 1, end},
				})
				return
			}
		}
	}
}

// answers says whether the tokens [i, q) begin "Responding to a ...", "In response to a ...", "Answering a ...". "I will not answer
// a question" is no answer.
func (f *Finder) answers(i, q int) bool {
	if f.t.Tokens[i].Lower == "in" {
		i++
	}
	if i >= q {
		return false
	}
	switch f.t.Tokens[i].Lower {
	case "responding", "replying", "response", "reply", "answering", "answer":
		return true
	}
	return false
}
