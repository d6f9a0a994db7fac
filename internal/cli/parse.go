package cli

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"readout/internal/lang"
	"readout/internal/lang/model"
	"readout/internal/source"
)

type parseCmd struct {
	Inputs   []string `arg:"" optional:"" name:"input" default:"-" help:"Plain texts, folders, corpora, or - for the standard input; standard input unless given."`
	Analysis string   `enum:"fast,fine" default:"fast" help:"fast takes the best step at each word; fine looks at whole sentences with a small neural network, is some thirty times slower and right more often."`
	MaxBytes byteSize `default:"32MB" placeholder:"SIZE" help:"How long a text or a line of a corpus may be, such as 500KB; ${default} unless given."`
}

func (c *parseCmd) Help() string {
	return `Takes plain text in UTF-8 and prints CoNLL-U, the file form of Universal Dependencies: a line a word with its lemma, tags, features, head and relation, a blank line between sentences. A blank line in the text ends a paragraph, and with it a sentence. White space other than one space stands in the last column (SpacesAfter), so that the text can be had back.

Exit status: 0 all read; 1 some inputs failed, each named on stderr with its reason, the others are read; 2 the command line is wrong.`
}

// widths are how many ways are followed at once.
var widths = map[string]int{"fast": model.FastWidth, "fine": model.FineWidth}

func (c *parseCmd) Run(e *env) error {
	failed := false
	english, err := lang.NewEnglish(widths[c.Analysis])
	if err != nil {
		return err
	}
	var t lang.Text
	out := newSentenceWriter(e.stdout)
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
		english.Annotate(text, &t)
		if err := out.write(it.ID, &t); err != nil {
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
