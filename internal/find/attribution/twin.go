package attribution

// twin tells relations of the same cue apart: beside the one of the likeliest answers may stand such as take the second answer to a
// question that was hard to tell. Which of them is right is decided when all of each is seen.
type twin uint8

const (
	firstChoice twin = iota
	byAnswer         // another source, or content elsewhere
	byEnd            // content that ends elsewhere
)

// Least probabilities for a twin: of the cue, and of the second answer, to where content ends and to other questions.
const (
	leastTwinCue = 0.25
	leastEnd     = 0.2
	leastAnswer  = 0.25
)

// doubt notes the second answer to the question that was just asked, if it is the likeliest second answer so far.
func (r *Relation) doubt(q *asking) {
	if q.pOther > r.pDoubted {
		r.doubted, r.pDoubted = q.question, q.pOther
	}
}

// twins proposes the twins of r, which is of the cue c.
func (f *Finder) twins(c likely, r *Relation) {
	if !r.After.Empty() && r.pOtherLast >= leastEnd && r.otherLast > r.After.First {
		t := *r
		t.twin, t.After.Last, t.pAfter = byEnd, r.otherLast, r.pOtherLast
		// Ends near each other are not worth a second look.
		a, b := r.length(), t.length()
		if 5*min(a, b) < 4*max(a, b) {
			f.propose(&t)
		}
	}
	if r.pDoubted >= leastAnswer {
		f.instead = r.doubted
		t := *r // with the same source and cue, if those are not in doubt
		if r.doubted == SourceHead {
			t = f.relation(c)
		} else {
			t.Before, t.After = Stretch{}, Stretch{}
			f.findContent(&t, c.token, &f.t.Sentences[f.t.SentenceOf(c.token)])
		}
		t.twin = byAnswer
		f.propose(&t)
	}
}

// length is how many tokens the content of r has.
func (r *Relation) length() int { return r.Before.Last - r.Before.First + r.After.Last - r.After.First }
