package event_test

import (
	"strings"
	"testing"

	"readout/doc"
)

// Whatever the text, events quote it and point into it.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"Norway attacked Kenya. He said that “it would” not.", "talks", "Oslo, Nairobi to sign pact", "(Kenya)) and, Oman shelled it by",
		"BERLIN — Germany condemned Russia.", "between and Norway between", "no no no one of the of the Kenya's 's", "2019 1999 March 32, March",
		"Will Norway? If unless whether to to to attack", "\xff\xfe Kenya bombed \u00a0Oman…",
	} {
		f.Add(s)
	}
	f.Add("Kenya is in dispute with Norway, and its-Executive Council agreed to enter talks with Oman.") // who owns the subject is not the subject
	for _, s := range []string{"threatened to vow to ", "Kenya's aide's ", "said that it agreed that Kenya demanded that ", "the side of the group of "} {
		f.Add("Norway attacked " + strings.Repeat(s, 30) + "attack Kenya.") // rules that call each other must not run away
	}
	r := newReader(f)
	f.Fuzz(func(t *testing.T, s string) {
		d := r.read(s)
		for i := range d.Events {
			e := &d.Events[i]
			if e.Trigger.Start < 0 || e.Trigger.End > len(s) || e.Trigger.Start >= e.Trigger.End || e.Sentence < 0 || e.Sentence >= len(d.Sentences) {
				t.Fatalf("event %+v points outside the text", e)
			}
			for _, side := range [][]doc.Actor{e.Actors, e.Recipients} {
				for _, a := range side {
					if a.Text != s[a.Span.Start:a.Span.End] || a.Code == "" {
						t.Fatalf("actor %+v does not quote the text", a)
					}
				}
			}
		}
	})
}
