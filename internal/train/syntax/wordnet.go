package syntax

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"readout/internal/lang/model/lexicon"
	"readout/internal/lang/model/linear"
)

// The parts of WordNet, by the names of its files.
var parts = []struct{ file, letter string }{{"noun", "n"}, {"verb", "v"}, {"adj", "a"}, {"adv", "r"}}

// rareClass is how many words a fine class needs; fewer go to the wider class.
const rareClass = 3

// WordNet makes a lexicon of the database files of WordNet 3 (data.noun, index.noun and so on). A word's class says which
// parts of speech it can be and, of nouns and verbs, the kind of its first sense: "n18 v32" can be a person or a word of
// communication. Regular inflections are added: "n18s" is its plural.
func WordNet(folder string) (*lexicon.Lexicon, error) {
	words := map[string]map[string]bool{}
	add := func(word, class string) {
		if words[word] == nil {
			words[word] = map[string]bool{}
		}
		words[word][class] = true
	}
	for _, part := range parts {
		kinds, capitals, err := senses(filepath.Join(folder, "data."+part.file))
		if err != nil {
			return nil, err
		}
		err = eachLine(filepath.Join(folder, "index."+part.file), func(f []string) error {
			word := f[0]
			if !simple(word) {
				return nil
			}
			pointers, err := strconv.Atoi(at(f, 3))
			if err != nil {
				return err
			}
			class := part.letter
			if class == "n" && capitals[word] > 0 {
				class = "N" // a name
			}
			if part.letter == "n" || part.letter == "v" {
				kind, ok := kinds[at(f, 4+pointers+2)]
				if !ok {
					return fmt.Errorf("no sense of %q", word)
				}
				class += strconv.Itoa(kind)
			}
			add(word, class)
			inflect(word, part.letter, class, add)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return lexiconOf(words), nil
}

func at(f []string, i int) string {
	if i < len(f) {
		return f[i]
	}
	return ""
}

// senses reads the kind (lexicographer file) of each sense, and how often each word is written with a capital rather than not.
func senses(name string) (kinds map[string]int, capitals map[string]int, err error) {
	kinds, capitals = map[string]int{}, map[string]int{}
	err = eachLine(name, func(f []string) error {
		kind, err := strconv.Atoi(at(f, 1))
		if err != nil {
			return err
		}
		kinds[f[0]] = kind
		n, err := strconv.ParseInt(at(f, 3), 16, 32)
		if err != nil {
			return err
		}
		for k := range int(n) {
			w := at(f, 4+2*k)
			if lower := strings.ToLower(w); lower != w {
				capitals[lower]++
			} else {
				capitals[w]--
			}
		}
		return nil
	})
	return kinds, capitals, err
}

// eachLine gives the fields of the lines of a file of WordNet. Those that begin with a space are its licence.
func eachLine(name string, use func(f []string) error) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.HasPrefix(lines.Text(), " ") {
			continue
		}
		if f := strings.Fields(lines.Text()); len(f) > 0 {
			if err := use(f); err != nil {
				return fmt.Errorf("%s line %d: %w", name, n, err)
			}
		}
	}
	return lines.Err()
}

// simple says whether a word is one: a letter, then letters, points, hyphens and apostrophes.
func simple(word string) bool {
	for i := range len(word) {
		c := word[i]
		if !('a' <= c && c <= 'z' || i > 0 && (c == '.' || c == '-' || c == '\'')) {
			return false
		}
	}
	return word != ""
}

// inflect adds the regular forms of a word. Some are none; that does no harm, as nobody writes them.
func inflect(word, letter, class string, add func(word, class string)) {
	n := len(word)
	last := func(k int) byte {
		if k <= n {
			return word[n-k]
		}
		return 0
	}
	vowel := func(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
	yToI := n > 2 && last(1) == 'y' && !vowel(last(2))
	plural := word + "s"
	switch {
	case strings.IndexByte("sxz", last(1)) >= 0 || last(1) == 'h' && (last(2) == 'c' || last(2) == 's') || letter == "v" && last(1) == 'o':
		plural = word + "es"
	case yToI:
		plural = word[:n-1] + "ies"
	}
	switch letter {
	case "n":
		add(plural, class+"s")
	case "v":
		add(plural, class+"z")
		past, ing := word+"ed", word+"ing"
		switch {
		case last(1) == 'e':
			past, ing = word+"d", word[:n-1]+"ing"
		case yToI:
			past = word[:n-1] + "ied"
		}
		add(past, class+"d")
		add(ing, class+"g")
		if n >= 3 && strings.IndexByte("bdgklmnprtv", last(1)) >= 0 && vowel(last(2)) && !vowel(last(3)) {
			add(word+word[n-1:]+"ed", class+"d")
			add(word+word[n-1:]+"ing", class+"g")
		}
	case "a":
		if n < 8 {
			stem := word
			if yToI {
				stem = word[:n-1] + "i"
			} else if last(1) == 'e' {
				stem = word[:n-1]
			}
			add(stem+"er", "aer")
			add(stem+"est", "aest")
		}
	}
}

// lexiconOf numbers the classes of the words.
func lexiconOf(words map[string]map[string]bool) *lexicon.Lexicon {
	sorted := sortedKeys(words, func(a, b string) bool { return a < b })
	fine, coarse := make([]string, len(sorted)), make([]string, len(sorted))
	count := map[string]int{}
	for i, w := range sorted {
		classes := sortedKeys(words[w], func(a, b string) bool { return a < b })
		fine[i] = strings.Join(classes, " ")
		for k, c := range classes {
			classes[k] = withoutDigits(c)
		}
		slices.Sort(classes)
		coarse[i] = strings.Join(slices.Compact(classes), " ")
		count[fine[i]]++
	}
	l := &lexicon.Lexicon{}
	index, wider := map[string]int{}, map[string]int{}
	var hashes []uint64
	var numbers []int
	for i, w := range sorted {
		name := fine[i]
		if count[name] < rareClass {
			name = coarse[i]
		}
		if _, ok := wider[coarse[i]]; !ok {
			wider[coarse[i]] = len(wider)
		}
		n, ok := index[name]
		if !ok {
			n = len(l.Fine)
			index[name] = n
			l.Fine, l.Coarse = append(l.Fine, name), append(l.Coarse, wider[coarse[i]])
		}
		hashes, numbers = append(hashes, linear.HashLower(w)), append(numbers, n)
	}
	l.Words = linear.BuildNumbers(hashes, numbers, len(l.Fine))
	return l
}

func withoutDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}, s)
}
