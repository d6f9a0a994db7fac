package lemma

import (
	"testing"

	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

func TestScriptOf(t *testing.T) {
	for _, c := range []struct {
		form, lemma string
		want        Script
	}{
		{"talks", "talk", Script{Cut: 1}},
		{"Talks", "talk", Script{Cut: 1}},
		{"talks", "talks", Script{}},
		{"parties", "party", Script{Cut: 3, Add: "y"}},
		{"Oslo", "Oslo", Script{Written: true}},
		{"Alps", "Alp", Script{Written: true, Cut: 1}},
		{"was", "be", Script{Cut: WholeWord, Add: "be"}},
		{"NATO", "NATO", Script{Written: true}},
	} {
		got := ScriptOf(c.form, c.lemma)
		if got != c.want {
			t.Errorf("script of %q to %q: %+v, want %+v", c.form, c.lemma, got, c.want)
		}
		l := New(&Model{}, &lexicon.Lexicon{}, nil)
		if lemma := l.apply(&got, c.form, l.toLower(c.form)); lemma != c.lemma {
			t.Errorf("%+v makes %q of %q, want %q", got, lemma, c.form, c.lemma)
		}
	}
}

// A rule for an ending takes no part of a character away.
func TestCutsNoCharacter(t *testing.T) {
	l := New(&Model{}, &lexicon.Lexicon{}, nil)
	for _, c := range []struct {
		script     Script
		form, want string
	}{
		{Script{Cut: 1}, "―", "―"},
		{Script{Cut: 2, Add: "y"}, "cafés", "cafés"},
		{Script{Cut: 3}, "cafés", "caf"},
		{Script{Cut: 3}, "―", ""},
	} {
		if got := l.apply(&c.script, c.form, c.form); got != c.want {
			t.Errorf("%+v makes %q of %q, want %q", c.script, got, c.form, c.want)
		}
	}
}

// The longest rule wins: the word as written, then in lower case, then its ends.
func TestLongest(t *testing.T) {
	hashes := []uint64{Key(1, "", false, false), Key(1, "s", false, false), Key(1, "news", true, false), Key(1, "News", true, true)}
	r := Rules{linear.BuildNumbers(hashes, []int{10, 11, 12, 13}, 14)}
	for _, c := range []struct {
		class       uint8
		form, lower string
		want        int
	}{
		{1, "boat", "boat", 10},
		{1, "boats", "boats", 11},
		{1, "news", "news", 12},
		{1, "News", "news", 13},
		{1, "s", "s", 11},
		{2, "boats", "boats", -1},
	} {
		if got, _ := r.Longest(c.class, c.form, c.lower); got != c.want {
			t.Errorf("%q of class %d: rule %d, want %d", c.form, c.class, got, c.want)
		}
	}
}

func TestFindKeepsNoCount(t *testing.T) {
	m := &Model{
		Scripts: []Script{{Cut: 3, Add: "y"}},
		Lemmas:  Rules{linear.BuildNumbers([]uint64{Key(1, "ies", false, false)}, []int{0}, 1)},
		Feats:   Rules{linear.BuildNumbers(nil, nil, 1)},
	}
	l := New(m, &lexicon.Lexicon{}, make([]Part, 2))
	for range 3 {
		if got, _ := l.Find("Parties", 1); got != "party" {
			t.Errorf("lemma %q", got)
		}
	}
	if n := testing.AllocsPerRun(100, func() { l.Find("Parties", 1) }); n != 0 {
		t.Errorf("%v allocations for a word seen before", n)
	}
}

// What an end has told gives way to what a dictionary has.
func TestMend(t *testing.T) {
	fine := []string{"v32", "n18 v32", "N15"}
	words := map[string]int{"provoke": 0, "smell": 1, "model": 1, "mimic": 0, "cloak": 1, "florida": 2, "al": 2}
	var hashes []uint64
	var numbers []int
	for w, n := range words {
		hashes, numbers = append(hashes, linear.HashLower(w)), append(numbers, n)
	}
	lex := &lexicon.Lexicon{Fine: fine, Coarse: make([]int, len(fine)), Words: linear.BuildNumbers(hashes, numbers, len(fine))}
	l := New(&Model{}, lex, nil)
	for _, c := range []struct {
		form, lemma string
		part        Part
		want        string
	}{
		{"provoking", "provok", Verb, "provoke"},
		{"smelled", "smel", Verb, "smell"},
		{"modelling", "modell", Verb, "model"},
		{"mimicking", "mimick", Verb, "mimic"},
		{"cloaking", "cloake", Verb, "cloak"},
		{"cloaks", "cloak", Noun, "cloak"},
		{"blarging", "blarg", Verb, "blarg"},
		{"provoking", "provok", Noun, "provok"},
		{"florida", "florida", Name, "Florida"},
		{"Florida", "florida", Name, "florida"},
		{"al", "al", Name, "al"},
		{"1,100", "1,100", Number, "1100"},
		{"1,234,567.50", "1,234,567.50", Number, "1234567.50"},
		{"12", "12", Number, "12"},
		{"3,40", "3,40", Number, "3,40"},
		{",", ",", Number, ","},
		{"twenty,two", "twenty,two", Number, "twenty,two"},
	} {
		if got := l.mend(c.lemma, c.form, l.toLower(c.form), c.part); got != c.want {
			t.Errorf("%s, %q mended to %q, want %q", c.form, c.lemma, got, c.want)
		}
	}
}
