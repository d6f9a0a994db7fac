package lexicon

import (
	"testing"

	"readout/internal/lang/model/linear"
)

func TestFind(t *testing.T) {
	l := &Lexicon{
		Fine: []string{"n18", "n6"}, Coarse: []int{0, 0},
		Words: linear.BuildNumbers([]uint64{linear.HashLower("pilot"), linear.HashLower("ferry")}, []int{0, 1}, 2),
	}
	pilot, ferry := l.Find(linear.HashLower("Pilot")), l.Find(linear.HashLower("ferry"))
	if pilot.Coarse != ferry.Coarse || pilot.Fine == ferry.Fine {
		t.Error("a pilot and a ferry are both things, of two kinds")
	}
	if l.Find(linear.HashLower("harbour")) != Unknown {
		t.Error("a word that is not in the lexicon is known")
	}
}
