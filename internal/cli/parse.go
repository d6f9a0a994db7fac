package cli

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model"
	"readout/internal/lang/token"
	"readout/internal/source"
)

type parseCmd struct {
	Inputs   []string `arg:"" optional:"" name:"input" default:"-" help:"Plain texts, folders, corpora, or - for the standard input; standard input unless given."`
	Analysis string   `enum:"fast,fine" default:"fast" help:"fast takes the best step at each word; fine follows several ways at once, is three to four times slower and right more often."`
	MaxBytes byteSize `default:"32MB" placeholder:"SIZE" help:"How long a text or a line of a corpus may be, such as 500KB; ${default} unless given."`
}

func (c *parseCmd) Help() string {
	return `Takes plain text in UTF-8 and prints CoNLL-U, the file form of Universal Dependencies: a line a word with its lemma, tags, features, head and relation, a blank line between sentences. A blank line in the text ends a paragraph, and with it a sentence. White space other than one space stands in the last column (SpacesAfter), so that the text can be had back.

Exit status: 0 all read; 1 some inputs failed, each named on stderr with its reason, the others are read; 2 the command line is wrong.`
}

func (c *parseCmd) Run(e *env) error {
	failed := false
	m, err := model.English()
	if err != nil {
		return err
	}
	width := model.FastWidth
	if c.Analysis == "fine" {
		width = model.FineWidth
	}
	p := treePrinter{cutter: token.New(), annotator: model.NewAnnotator(m, width), out: conllu.NewWriter(e.stdout)}
	o := source.Options{MaxBytes: int64(c.MaxBytes), Stdin: e.stdin, Note: func(s string) { e.say("%s", s) }}
	for it, err := range source.Items(e.ctx, c.Inputs, o) {
		var text string
		if err == nil {
			text, err = plainText(it)
		}
		if err != nil {
			failed = true
			e.say("%v", err)
			continue
		}
		if err := p.print(it.ID, text); err != nil {
			return err
		}
	}
	switch {
	case e.ctx.Err() != nil:
		return e.ctx.Err()
	case failed:
		return errFailed
	}
	return nil
}

// plainText is the text of an item, made fit for CoNLL-U: whole characters, composed ones where there is a choice.
func plainText(it *source.Item) (string, error) {
	if err := it.Load(); err != nil {
		return "", err
	}
	text := it.Text
	if !it.Corpus {
		if it.ContentType == "text/html" {
			return "", &source.Error{Input: it.Name, Reason: "is an HTML page", Remedy: "parse takes plain text; readout read takes pages"}
		}
		text = strings.TrimPrefix(string(it.Bytes), "\ufeff")
	}
	return norm.NFC.String(strings.ToValidUTF8(text, "\ufffd")), nil
}

// treePrinter prints texts as CoNLL-U. It reuses its memory from text to text.
type treePrinter struct {
	cutter    *token.Cutter
	annotator *model.Annotator
	text      token.Text
	sentence  conllu.Sentence
	out       *conllu.Writer
}

func (p *treePrinter) print(id, text string) error {
	p.cutter.Cut(text, &p.text)
	prefix := sentenceID(id)
	for i := range p.text.Sentences {
		s := &p.sentence
		s.Comments = s.Comments[:0]
		if i == 0 {
			s.Comments = append(s.Comments, "newdoc id = "+id)
		}
		if p.text.Sentences[i].Opens {
			s.Comments = append(s.Comments, "newpar")
		}
		s.Comments = append(s.Comments, "sent_id = "+prefix+strconv.Itoa(i+1))
		p.fill(i)
		p.annotator.Annotate(s.Words)
		s.Comments = append(s.Comments, "text = "+strings.TrimSuffix(string(s.AppendText(nil)), " "))
		if err := p.out.Write(s); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
	}
	return p.out.Flush()
}

// fill makes the words and multiword tokens of sentence i.
func (p *treePrinter) fill(i int) {
	t, s := &p.text, &p.sentence
	s.Words, s.Ranges = s.Words[:0], s.Ranges[:0]
	words := t.Words[t.Sentences[i].First:t.Sentences[i].Last]
	for k := 0; k < len(words); {
		last := k
		for last+1 < len(words) && words[last+1].Inside {
			last++
		}
		misc := p.spaces(words[last])
		if last > k {
			s.Ranges = append(s.Ranges, conllu.Range{First: k + 1, Last: last + 1, Form: t.Raw[words[k].Start:words[last].End], Misc: misc})
			misc = ""
		}
		for ; k <= last; k++ {
			s.Words = append(s.Words, conllu.Word{Form: t.Form(words[k]), Head: -1, Misc: misc})
		}
	}
}

// spaces tells the white space behind a word, as MISC has it: nothing where it is one space.
func (p *treePrinter) spaces(w token.Word) string {
	if w.Gap == token.None {
		return "SpaceAfter=No"
	}
	rest := p.text.Raw[w.End:]
	space := rest[:len(rest)-len(strings.TrimLeftFunc(rest, token.IsSpace))]
	if space == " " || space == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString("SpacesAfter=")
	for _, r := range space {
		switch r {
		case ' ':
			b.WriteString(`\s`)
		case '\t':
			b.WriteString(`\t`)
		case '\r':
			b.WriteString(`\r`)
		case '\n':
			b.WriteString(`\n`)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	return b.String()
}

// sentenceID begins the ids of a document's sentences: they hold neither white space nor slashes.
func sentenceID(id string) string {
	return strings.Map(func(r rune) rune {
		if token.IsSpace(r) || r == '/' || r == '\\' {
			return '_'
		}
		return r
	}, id) + "-"
}
