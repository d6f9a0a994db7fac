package event

import "readout/internal/know"

// class is a class of words that the rules themselves ask for, a bit of a token's flags.
type class uint64

type classes struct {
	support, happen, join, measure, agent, organ, official, troops, crowd, locative, serial, sport, undergo, craft, frontier, unchanging, courtroom, era, addressed, recall, often, setting, ordnance, giving, promised, hustings, contender, mishap, settlement, telling, faction, captured, market, statecraft, paper, uttering, conquer, capture, statute, share, rehearsal, bidding, letting, law, post, chief, suffered, doing, onlooker, befall, refusable, prosecuting, suspect class
}

// ruleClasses numbers the classes in the order of ruleNames.
var ruleClasses = classes{
	support:     1 << 0,
	happen:      1 << 1,
	join:        1 << 2,
	measure:     1 << 3,
	agent:       1 << 4,
	organ:       1 << 5,
	official:    1 << 6,
	troops:      1 << 7,
	crowd:       1 << 8,
	locative:    1 << 9,
	serial:      1 << 10,
	sport:       1 << 11,
	undergo:     1 << 12,
	craft:       1 << 13,
	frontier:    1 << 14,
	unchanging:  1 << 15,
	courtroom:   1 << 16,
	era:         1 << 17,
	addressed:   1 << 18,
	recall:      1 << 19,
	often:       1 << 20,
	setting:     1 << 21,
	ordnance:    1 << 22,
	giving:      1 << 23,
	promised:    1 << 24,
	hustings:    1 << 25,
	contender:   1 << 26,
	mishap:      1 << 27,
	settlement:  1 << 28,
	telling:     1 << 29,
	faction:     1 << 30,
	captured:    1 << 31,
	market:      1 << 32,
	statecraft:  1 << 33,
	paper:       1 << 34,
	uttering:    1 << 35,
	conquer:     1 << 36,
	capture:     1 << 37,
	statute:     1 << 38,
	share:       1 << 39,
	rehearsal:   1 << 40,
	bidding:     1 << 41,
	letting:     1 << 42,
	law:         1 << 43,
	post:        1 << 44,
	chief:       1 << 45,
	suffered:    1 << 46,
	doing:       1 << 47,
	onlooker:    1 << 48,
	befall:      1 << 49,
	refusable:   1 << 50,
	prosecuting: 1 << 51,
	suspect:     1 << 52,
}

// ruleNames are the classes' names in classes.txt.
var ruleNames = [...]string{
	"support", "happen", "join", "measure", "agent", "organ", "official", "troops", "crowd", "locative", "serial", "sport", "undergo", "craft", "frontier", "unchanging", "courtroom", "era", "addressed", "recall", "often", "setting", "ordnance", "giving", "promised", "hustings", "contender", "mishap", "settlement", "telling", "faction", "captured", "market", "statecraft", "paper", "uttering", "conquer", "capture", "statute", "share", "rehearsal", "bidding", "letting", "law", "post", "chief", "suffered", "doing", "onlooker", "befall", "refusable", "prosecuting", "suspect",
}

// classBits gives of each lemma that heads a word or phrase of a rule's class the bits of those classes.
func classBits(e *know.Events) map[string]uint64 {
	bits := map[string]uint64{}
	for i, name := range ruleNames {
		for _, head := range e.Class(name).Heads() {
			bits[head] |= 1 << i
		}
	}
	return bits
}

// classify finds the classes of the sentence's tokens, once for all rules.
func (f *Finder) classify() {
	for i := f.s.First; i < f.s.Last; i++ {
		k := &f.t.Tokens[i]
		maybe := f.bits[k.Lemma]
		if one := singular(k.Lemma); one != k.Lemma {
			maybe |= f.bits[one]
		}
		if k.Capital() {
			maybe |= f.bits[k.Lower] | f.bits[singular(k.Lower)]
		}
		sure := uint64(0)
		for n := 0; maybe != 0; n++ {
			if maybe&1 != 0 && f.among(f.events.Class(ruleNames[n]), i) {
				sure |= 1 << n
			}
			maybe >>= 1
		}
		f.flags[i] = sure
	}
}

// in says whether token i heads a word or phrase of a rule's class.
func (f *Finder) in(c class, i int) bool { return f.flags[i]&uint64(c) != 0 }
