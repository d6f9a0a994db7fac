package syntax

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model"
	"readout/internal/lang/model/linear"
	"readout/internal/lang/neural"
	"readout/internal/lang/tag"
	"readout/internal/lang/token"
	"readout/internal/train/spread"
)

// Sentences of plain texts that are learned from have so many words: shorter ones are headings and names, longer ones lists.
const (
	shortSilver = 4
	longSilver  = 100
)

const silverNote = "; also from what networks learned from these made of plain texts (docs/model-card.md)"

// distil learns the fast way of m anew, from the treebanks and from what its network says of plain texts; and its network, from what
// the whole jury says of them: teachers are slow, but there is far more text than anybody has annotated.
func distil(m *model.Model, jury []*neural.Net, l *lectures, c Config) error {
	start := time.Now()
	texts, err := readTexts(c.Silver)
	if err != nil {
		return err
	}
	silver := teach(m, jury[:1], texts)
	words := 0
	for i := range silver {
		words += len(silver[i].Words)
	}
	fmt.Fprintf(c.Log, "silver: %d sentences, %d words, %s\n", len(silver), words, time.Since(start).Round(time.Second))
	drafts := make([][]uint8, len(silver))
	tagger := tag.New(&m.Tags, &m.Words)
	for i := range silver {
		drafts[i] = slices.Clone(tagger.Tag(silver[i].Words))
	}
	if c.Again.Epochs > 0 && c.Both.Epochs > 0 {
		m.Net = *l.heir(jury[0], teach(m, jury, texts), drafts, c)
		fmt.Fprintf(c.Log, "network learned anew: %s\n", time.Since(start).Round(time.Second))
	}
	all, tags := slices.Concat(l.sentences, silver), slices.Concat(l.tags, drafts)
	m.Note += silverNote
	c.TagEpochs, c.ParseEpochs = c.SilverEpochs, c.SilverEpochs
	distilTagger(m, all, len(l.sentences), c)
	m.Trees.Moves, m.Trees.Names = learnArcs(&m.Words, lessons{all, len(l.sentences), tags, goldTrees(m.Trees.Labels, all), m.Tags.Classes, m.Trees.Labels}, c)
	fmt.Fprintf(c.Log, "fast way learned anew: %s\n", time.Since(start).Round(time.Second))
	return nil
}

// distilTagger learns both readings of the tagger anew; the first of all sentences are the treebanks'. The second reading must
// learn from drafts of sentences that the first has not seen: the treebanks are drafted by one that learned from the other
// sentences, and these by the one of before.
func distilTagger(m *model.Model, all []conllu.Sentence, treebanks int, c Config) {
	right, classes := goldTags(m.Tags.Classes, all), len(m.Tags.Classes)
	var first, other linear.Table
	spread.Each(2, func(k int) {
		if k == 0 {
			first = learnTags(&m.Words, all, right, nil, classes, c, 11)
		} else {
			other = learnTags(&m.Words, all[treebanks:], right[treebanks:], nil, classes, c, 11)
		}
	})
	var drafts [][]uint8
	draft := func(first linear.Table, sentences []conllu.Sentence) {
		t := tag.New(&tag.Model{Classes: m.Tags.Classes, First: first, Sure: m.Tags.Sure}, &m.Words)
		for i := range sentences {
			drafts = append(drafts, slices.Clone(t.Draft(sentences[i].Words)))
		}
	}
	draft(other, all[:treebanks])
	draft(m.Tags.First, all[treebanks:])
	m.Tags.First, m.Tags.Second = first, learnTags(&m.Words, all, right, drafts, classes, c, 12)
}

// readTexts reads the plain text files that patterns name, and those in folders they name, in order of their names.
func readTexts(patterns []string) ([]string, error) {
	var texts []string
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", pattern, err)
		}
		if len(names) == 0 {
			return nil, fmt.Errorf("%s: %w", pattern, fs.ErrNotExist)
		}
		for _, name := range names {
			err := filepath.WalkDir(name, func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				b, err := os.ReadFile(name)
				texts = append(texts, string(b))
				return err
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return texts, nil
}

// teach cuts texts into sentences, which m parses with the networks.
func teach(m *model.Model, nets []*neural.Net, texts []string) []conllu.Sentence {
	parts := make([][]conllu.Sentence, len(texts))
	spread.Each(len(texts), func(k int) {
		var cut token.Text
		token.New().Cut(texts[k], &cut)
		a := model.NewJury(m, nets)
		for _, s := range cut.Sentences {
			if n := int(s.Last - s.First); n < shortSilver || n > longSilver {
				continue
			}
			var words []conllu.Word
			for _, w := range cut.Words[s.First:s.Last] {
				words = append(words, conllu.Word{Form: cut.Form(w)})
			}
			a.Annotate(words)
			parts[k] = append(parts[k], conllu.Sentence{Words: words})
		}
	})
	return slices.Concat(parts...)
}
