package syntax

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model"
	"readout/internal/train/neural"
)

// Config says where the treebanks lie and how long to learn.
type Config struct {
	Treebanks    string   // folder with en_ewt and en_gum
	WordNet      string   // folder of WordNet's database files
	Vectors      string   // JSON file of wink-embeddings
	Silver       []string // plain text files and folders of them, from which the fine way teaches the fast one; may be none
	Plain        string   // file to write the model to as it is before it learns from Silver; "" for none
	Teacher      string   // model file that was learned from these treebanks: only its fast way is learned anew; "" to learn all
	TagEpochs    int
	TagFolds     int // taggers that have not seen a sentence tag it for the parser to learn from
	ParseEpochs  int
	SilverEpochs int // of both, where texts without annotation come in
	Seeds        int // parsers that are learned, and averaged into one
	Sure         int // changes that a feature needs before it counts
	Net          neural.Plan
	Again        neural.Plan // of the network that is grown from Net's; none without epochs
	Moves        int         // places for the features of moves
	Log          io.Writer   // what is done, and the figures
}

// note stands in the model file.
const note = "UD_English-EWT train (CC BY-SA 4.0) and nine genres of UD_English-GUM train (CC BY 4.0, texts as docs/model-card.md says); word classes of WordNet 3.1; GloVe word vectors (6B words, PDDL 1.0)"

// Treebanks reads the train or dev files of both treebanks, in order of their names.
func Treebanks(folder, part string) ([][]conllu.Sentence, []string, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*", "*-"+part+".conllu"))
	if err != nil {
		return nil, nil, err
	}
	if len(names) == 0 {
		return nil, nil, fmt.Errorf("no treebanks below %s: it should hold en_ewt/en_ewt-ud-%s.conllu", folder, part)
	}
	var all [][]conllu.Sentence
	for i, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return nil, nil, err
		}
		s, err := conllu.ReadAll(f)
		f.Close()
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, s)
		names[i] = filepath.Base(filepath.Dir(name))
	}
	return all, names, nil
}

// Learn learns a model and gives its file. The same treebanks always give the same file.
func Learn(c Config) ([]byte, error) {
	start := time.Now()
	banks, names, err := Treebanks(c.Treebanks, "train")
	if err != nil {
		return nil, err
	}
	var sentences []conllu.Sentence
	for i, b := range banks {
		words := 0
		for k := range b {
			words += len(b[k].Words)
		}
		fmt.Fprintf(c.Log, "%s: %d sentences, %d words\n", names[i], len(b), words)
		sentences = append(sentences, b...)
	}
	m, tags, err := teacher(sentences, c)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(c.Log, "teacher: %s\n", time.Since(start).Round(time.Second))
	if c.Plain != "" {
		if err := os.WriteFile(c.Plain, model.Append(nil, m), 0o644); err != nil {
			return nil, err
		}
	}
	if len(c.Silver) > 0 {
		if err := distil(m, sentences, tags, c); err != nil {
			return nil, err
		}
	}
	file := model.Append(nil, m)
	fmt.Fprintf(c.Log, "model: %d bytes\n", len(file))
	return file, Report(c, file)
}

// teacher learns a model from treebanks alone, or reads it from a file if there is one already. It also gives the tags of their
// sentences by taggers that have not seen them.
func teacher(sentences []conllu.Sentence, c Config) (*model.Model, [][]uint8, error) {
	const seldom = 2
	classes := tagClasses(sentences, seldom)
	if c.Teacher != "" {
		file, err := os.ReadFile(c.Teacher)
		if err != nil {
			return nil, nil, err
		}
		m, err := model.Read(file)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", c.Teacher, err)
		}
		if !slices.Equal(m.Tags.Classes, classes) {
			return nil, nil, fmt.Errorf("%s was learned from other treebanks: its classes of words differ", c.Teacher)
		}
		_, tags := learnTagger(&m.Words, sentences, classes, c)
		return m, tags, nil
	}
	words, err := WordNet(c.WordNet)
	if err != nil {
		return nil, nil, err
	}
	vectors, err := readVectors(c.Vectors)
	if err != nil {
		return nil, nil, err
	}
	tagger, tags := learnTagger(words, sentences, classes, c)
	m := &model.Model{Note: note, Words: *words, Tags: *tagger, Lemmas: *learnLemmas(sentences, goldTags(classes, sentences))}
	m.Trees = *learnParser(words, sentences, tags, classes, c)
	m.Net = *learnNet(words, vectors, sentences, tags, classes, c)
	return m, tags, nil
}

// Report prints how well a model does on the dev files, whose tokens and sentences it is given.
func Report(c Config, file []byte) error {
	m, err := model.Read(file)
	if err != nil {
		return err
	}
	banks, names, err := Treebanks(c.Treebanks, "dev")
	if err != nil {
		return err
	}
	for k := range 2 * len(banks) {
		bank, way, a := banks[k/2], "fast", model.NewAnnotator(m, model.FastWidth)
		if k%2 == 1 {
			way, a = "fine", model.NewAnnotator(m, model.FineWidth)
		}
		n, count := 0, map[string]int{}
		var took time.Duration
		var words []conllu.Word
		for i := range bank {
			words = words[:0]
			for _, w := range bank[i].Words {
				words = append(words, conllu.Word{Form: w.Form})
			}
			start := time.Now()
			a.Annotate(words)
			took += time.Since(start)
			for j, w := range bank[i].Words {
				n++
				got := &words[j]
				agree := func(what string, yes bool) bool {
					if yes {
						count[what]++
					}
					return yes
				}
				agree("UPOS", got.UPOS == w.UPOS)
				agree("XPOS", got.XPOS == w.XPOS)
				agree("lemma", got.Lemma == w.Lemma)
				agree("feats", got.Feats == w.Feats)
				if agree("UAS", got.Head == w.Head) {
					agree("LAS", base(got.Deprel) == base(w.Deprel))
				}
			}
		}
		fmt.Fprintf(c.Log, "%s dev, tokens given, %s:", names[k/2], way)
		for _, what := range []string{"UPOS", "XPOS", "lemma", "feats", "UAS", "LAS"} {
			fmt.Fprintf(c.Log, " %s %.2f", what, 100*float64(count[what])/float64(n))
		}
		fmt.Fprintf(c.Log, "; %.0f words a second\n", float64(n)/took.Seconds())
	}
	return nil
}

// base is a relation without its subtype.
func base(deprel string) string {
	b, _, _ := strings.Cut(deprel, ":")
	return b
}
