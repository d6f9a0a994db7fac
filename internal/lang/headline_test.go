package lang

import "testing"

// Headlines are read as the sentences that they stand for, though nearly every word has a capital.
func TestHeadline(t *testing.T) {
	for _, c := range []struct{ text, word, upos string }{
		{"Former Mayor Says Port May Close After Storm", "Says", "VERB"},
		{"New Poll Shows Mid-Term Bump For Harbour Party", "Shows", "VERB"},
		{"Mayor of Narvik Vows To Reopen Quay", "Vows", "VERB"},
		{"Mayor Vows To Reopen Quay Before Brun Returns.\n\nThe harbour master saw Brun at the quay.", "Brun", "PROPN"},
		{"Mayor Vows To Reopen Quay Before Bill Returns.\n\nA clerk had told Bill of the quay, and so did others of Bill.", "Bill", "PROPN"},
		{"The minister of Kenya met Ida Brun of the Coast Party.", "Party", "PROPN"},
	} {
		var x Text
		english(t).Annotate(c.text, &x)
		for i := range x.Tokens {
			if k := &x.Tokens[i]; k.Form == c.word && k.UPOS != c.upos {
				t.Errorf("%q in %q is %s, want %s", c.word, c.text, k.UPOS, c.upos)
			}
		}
	}
}
