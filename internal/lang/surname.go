package lang

import "readout/internal/lang/conllu"

// The tagger takes a surname that is a verb and a month, too, for either: "Mrs May accused Oslo". Where the words around tell the
// name, it is given another in its place.

// Surname marks a token that is known to be a surname, in the words of Universal Dependencies.
const Surname = "NameType=Sur|Number=Sing"

// plain is a name that is nothing but a name.
const plain = "Smith"

// surnamed tells for the text whether somebody in it is called May, by a title or first name before it.
func (t *Text) surnamed() bool {
	for i := range t.Tokens {
		if t.may(i) && i > 0 && t.afterName(i) {
			return true
		}
	}
	return false
}

// may says whether token i is "May" and no day or year follows it.
func (t *Text) may(i int) bool {
	return t.Tokens[i].Form == "May" && (i+1 == len(t.Tokens) || t.Tokens[i+1].Kind != Number && !t.Tokens[i+1].Capital())
}

// afterName says whether a title or a first name stands before token i.
func (t *Text) afterName(i int) bool {
	k := &t.Tokens[i-1]
	return k.Capital() && len(k.Form) > 1 && !dates(k.Lower)
}

// surname says whether token i of a sentence that begins at first is the surname May; alone it is one where the text has told so.
func (t *Text) surname(i, first int) bool {
	switch {
	case !t.may(i):
		return false
	case i > first && t.afterName(i):
		return true
	case !t.namesMay:
		return false
	case i > first:
		return !dates(t.Tokens[i-1].Lower)
	}
	return i+1 < len(t.Tokens) && finite(t.Tokens[i+1].Lower) // "May said", and not "May the best man win"
}

// dates says whether a word stands before a month: "in May", "Tuesday, May", "last May".
func dates(w string) bool {
	switch w {
	case "in", "by", "since", "until", "till", "from", "to", "of", "on", "through", "between", "before", "after", "during", "around", "about",
		"for", "last", "next", "this", "early", "late", "mid", "mid-", "the", "a", "each", "every", "and", "or", ",", "-", "–", "april",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}

// finite says whether a word that follows a name at the beginning of a sentence goes on with what that person does.
func finite(w string) bool {
	switch w {
	case "'s", "’s", "is", "was", "has", "had", "will", "would", "could", "did", "does", "also", "told", "met", "said", "says", "and", "went", "made", "spoke", "gave", "came", "took", "faces":
		return true
	}
	return len(w) > 4 && w[len(w)-2:] == "ed"
}

// rename gives the words of t.Tokens[first:last] that are such surnames the plain name, for the models to read.
func rename(t *Text, words []conllu.Word, first int) {
	for i := range words {
		if t.surname(first+i, first) {
			words[i].Form = plain
		}
	}
}

// restore undoes rename in what was read.
func restore(k *Token, w *conllu.Word) {
	if w.Form == plain && k.Form != plain {
		k.Lemma, k.UPOS, k.XPOS, k.Feats = k.Form, "PROPN", "NNP", Surname
	}
}
