// Package stand compares what a holder says on an issue with what it said before. It looks at the fields of records and at
// words one by one; what the words mean is none of its business.
package stand

import (
	"slices"
	"time"

	"readout/doc"
)

// What a statement is against the one before it.
const (
	New        = "new"        // nothing was said before
	Reiterated = "reiterated" // the same again, in whatever words
	Shifted    = "shifted"    // to another side, or from conditions to none
	Qualified  = "qualified"  // the same side, under conditions or other terms
	Withdrawn  = "withdrawn"  // by the document's own word
)

// Saying is one position as far as it is compared.
type Saying struct {
	Stance string     // supports, opposes, declines, demands, offers, conditions
	Own    string     // the delta that the document itself tells, or ""
	Terms  []doc.Term //
	Words  string
}

// side tells where a stance puts its holder: for, against, or for with conditions.
var side = map[string]int{"supports": 1, "offers": 1, "demands": 1, "conditions": 0, "opposes": -1, "declines": -1}

// Delta compares a statement with the one before it, nil where there is none. What the document says of its own statement
// goes first where it tells of a change: an outlet may know what the ledger does not.
func Delta(before *Saying, now Saying) string {
	switch now.Own {
	case Withdrawn, Shifted, Qualified:
		return now.Own
	}
	if before == nil {
		if now.Own == Reiterated {
			return Reiterated
		}
		return New
	}
	was, is := side[before.Stance], side[now.Stance]
	switch {
	case before.Own == Withdrawn: // what was taken back is held again
		return Shifted
	case was == 1 && is == 0:
		return Qualified
	case was != is:
		return Shifted
	case !coveredBy(now.Terms, before.Terms):
		return Qualified
	}
	return Reiterated
}

// coveredBy says whether every term was there before. A statement may leave terms out and mean the same.
func coveredBy(now, before []doc.Term) bool {
	for _, t := range now {
		if !slices.ContainsFunc(before, func(b doc.Term) bool { return same(t, b) }) {
			return false
		}
	}
	return true
}

func same(a, b doc.Term) bool {
	return a.Aspect == b.Aspect && sameSet(a.DecidedBy, b.DecidedBy) && sameSet(a.NotBy, b.NotBy)
}

func sameSet(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

// Silent says whether a holder has said nothing for that many days, seen from a day. Days are YYYY-MM-DD; what is no day is
// never silent.
func Silent(last, seenFrom string, days int) bool {
	a, err := time.Parse(time.DateOnly, last)
	b, err2 := time.Parse(time.DateOnly, seenFrom)
	return err == nil && err2 == nil && days > 0 && b.Sub(a) > time.Duration(days)*24*time.Hour
}
