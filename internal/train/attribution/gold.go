// Package attribution learns the model of internal/find/attribution from PolNeAR, a corpus of articles whose attributions people
// have marked. Nothing of it is linked into the reading program.
package attribution

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/doc"
	"readout/internal/find/mention"
	"readout/internal/lang"
)

// article is one text with the attributions that people marked in it.
type article struct {
	id        string
	text      lang.Text
	relations []gold
	cues      map[int]int // the relation whose cue has its head at a token
}

// gold is one marked attribution: for each role the bytes of the text that it covers.
type gold struct {
	source, cue, content []doc.Span
	// The same in tokens: those with letters or digits that a role covers, in order.
	sourceTokens, cueTokens, contentTokens []int
}

// readSplit reads the articles of a folder of PolNeAR, in order of their ids, annotates them and finds their mentions.
func readSplit(folder string, english *lang.English) ([]article, error) {
	names, err := filepath.Glob(filepath.Join(folder, "text", "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no articles in %s: it should hold text/ID.txt and attributions/ID.ann", folder)
	}
	slices.Sort(names)
	mentions := mention.New()
	articles := make([]article, len(names))
	for i, name := range names {
		a := &articles[i]
		a.id = strings.TrimSuffix(filepath.Base(name), ".txt")
		raw, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		english.Annotate(string(raw), &a.text)
		mentions.Find(&doc.Document{Text: a.text.Raw}, &a.text)
		marks := filepath.Join(folder, "attributions", a.id+".ann")
		ann, err := os.ReadFile(marks)
		if err != nil {
			return nil, err
		}
		if a.relations, err = readMarks(string(ann), a.text.Raw); err != nil {
			return nil, fmt.Errorf("%s: %w", marks, err)
		}
		a.align()
	}
	return articles, nil
}

// readMarks reads the relations of a standoff file of brat that have a cue and content.
func readMarks(ann, text string) ([]gold, error) {
	at := make([]int, 0, len(text)+1) // the byte of each code point
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	spans := map[string][]doc.Span{}
	var relations []gold
	var events []string
	for line := range strings.Lines(ann) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case len(cells) >= 2 && strings.HasPrefix(cells[0], "T") && strings.Contains(cells[1], " "):
			_, offsets, _ := strings.Cut(cells[1], " ")
			for piece := range strings.SplitSeq(offsets, ";") {
				a, b, _ := strings.Cut(piece, " ")
				start, err1 := strconv.Atoi(a)
				end, err2 := strconv.Atoi(b)
				if err1 != nil || err2 != nil || start < 0 || start >= end || end >= len(at) {
					return nil, fmt.Errorf("cannot read the span %q of %s", piece, cells[0])
				}
				spans[cells[0]] = append(spans[cells[0]], doc.Span{Start: at[start], End: at[end]})
			}
		case len(cells) >= 2 && strings.HasPrefix(cells[0], "E"):
			events = append(events, cells[1])
		}
	}
	for _, e := range events {
		var g gold
		for part := range strings.FieldsSeq(e) {
			role, ref, _ := strings.Cut(part, ":")
			switch strings.TrimRight(role, "0123456789") {
			case "Source":
				g.source = append(g.source, spans[ref]...)
			case "Cue":
				g.cue = append(g.cue, spans[ref]...)
			case "Content":
				g.content = append(g.content, spans[ref]...)
			}
		}
		if len(g.cue) > 0 && len(g.content) > 0 {
			relations = append(relations, g)
		}
	}
	return relations, nil
}

// align finds the tokens of the relations and the heads of their cues.
func (a *article) align() {
	a.cues = map[int]int{}
	for k := range a.relations {
		g := &a.relations[k]
		g.sourceTokens, g.cueTokens, g.contentTokens = a.tokens(g.source), a.tokens(g.cue), a.tokens(g.content)
		head := a.head(g.cueTokens)
		if head < 0 {
			// A cue without letters: a colon or a dash.
			if i := a.text.TokenAt(g.cue[0].Start); i < len(a.text.Tokens) && int(a.text.Tokens[i].Start) < g.cue[0].End {
				head = i
				g.cueTokens = []int{i}
			}
		}
		if _, taken := a.cues[head]; head >= 0 && !taken {
			a.cues[head] = k
		}
	}
}

// tokens are those with letters or digits, a letter of which spans cover.
func (a *article) tokens(spans []doc.Span) []int {
	var out []int
	t := &a.text
	for _, s := range spans {
		for i := t.TokenAt(s.Start); i < len(t.Tokens) && int(t.Tokens[i].Start) < s.End; i++ {
			from, to := max(s.Start, int(t.Tokens[i].Start)), min(s.End, int(t.Tokens[i].End))
			if hasLetters(t.Raw[from:to]) {
				out = append(out, i)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func hasLetters(s string) bool {
	return strings.IndexFunc(s, letter) >= 0
}

// letter says whether c counts where stretches are compared: marks and spaces at their edges do not matter.
func letter(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsNumber(c) }

// head is the first of tokens that hangs on none of them; a verb among such goes before. -1 where there are no tokens.
func (a *article) head(tokens []int) int {
	best := -1
	for _, i := range tokens {
		if _, inside := slices.BinarySearch(tokens, int(a.text.Tokens[i].Head)); inside {
			continue
		}
		if best < 0 || a.text.Tokens[i].UPOS == "VERB" && a.text.Tokens[best].UPOS != "VERB" {
			best = i
		}
	}
	if best < 0 && len(tokens) > 0 {
		best = tokens[0]
	}
	return best
}

// letters are the places of the letters and digits that spans cover, in order.
func letters(text string, spans []doc.Span) []int32 {
	var out []int32
	for _, s := range spans {
		for i := s.Start; i < s.End; {
			c, n := utf8.DecodeRuneInString(text[i:])
			if letter(c) {
				out = append(out, int32(i))
			}
			i += n
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
