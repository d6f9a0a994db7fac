package token

// ruling is what the rules say of a place where a cut is possible.
type ruling uint8

const (
	open   ruling = iota // the model decides
	held                 // no cut
	parted               // a cut
)

// rule knows the places where treebanks have one way only, so that there is nothing to learn, and much to get wrong with words
// that were never seen. The place is before atom k.
func (c *Cutter) rule(k int) ruling {
	b, a := &c.atoms[k-1], &c.atoms[k]
	if a.inside && a.address != maybeHost {
		return held
	}
	before := &c.atoms[k-2]
	between := b.gap == None && before.alphanumeric() && a.alphanumeric() // b stands between two words
	switch {
	case between && (ties(b.hash) || apostrophes(b.hash) && !shortens(before)):
		// It goes with both or with none: "co-chair", "US|-|led".
		if c.cut.length > 1 {
			return held
		}
		return parted
	case b.class.letters() && a.class == digits && (b.gap != None || !before.alphanumeric()) && b.end-b.start <= 4:
		return held // "A64", "sx40"
	case !between && (b.hash == atSign || b.hash == hashSign) && a.class.letters():
		return held // "@name", "#tag"
	}
	if next := &c.atoms[k+1]; next.gap == None && next.alphanumeric() && b.alphanumeric() {
		switch {
		case a.hash == underscore:
			return held
		case apostrophes(a.hash) && b.class.letters() && next.class.letters() && !shortens(b):
			return held // "O'Brien", "Sana'a"
		}
	}
	return open
}

var (
	atSign, hashSign, underscore = hashString("@"), hashString("#"), hashString("_")
	singleQuote, curlyQuote      = hashString("'"), hashString("’")
	wordI, wordY                 = hashString("i"), hashString("y")
	hyphen, slash, ampersand     = hashString("-"), hashString("/"), hashString("&")
	colon, dash                  = hashString(":"), hashString("–")
)

// ties says whether a sign stands between two words that may be one token.
func ties(h uint32) bool {
	return h == hyphen || h == slash || h == ampersand || h == underscore || h == colon || h == dash
}

func apostrophes(h uint32) bool { return h == singleQuote || h == curlyQuote }

// shortens says whether an apostrophe behind a word is not of its name: "y'all", "I'ma".
func shortens(a *atom) bool { return a.hash == wordI || a.hash == wordY }
