package syntax

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout/internal/lang/conllu"
	"readout/internal/lang/model"
	"readout/internal/lang/neural"
	"readout/internal/lang/tag"
	train "readout/internal/train/neural"
)

// Config says where the treebanks lie and how long to learn.
type Config struct {
	Treebanks    string   // folder with en_ewt and en_gum
	WordNet      string   // folder of WordNet's database files
	Vectors      string   // JSON file of wink-embeddings
	Silver       []string // plain text files and folders of them, from which both ways learn what the jury makes of them; may be none
	Plain        string   // file to write the model to as it is before it learns from Silver; "" for none. FILE.2, FILE.3 ... hold the others of the jury
	Teachers     []string // model files that were learned from these treebanks, a jury of them: only what comes of Silver is learned; none to learn all
	Jury         int      // networks that parse Silver together
	TagEpochs    int
	TagFolds     int // taggers that have not seen a sentence tag it for the parser to learn from
	ParseEpochs  int
	SilverEpochs int // of both, where texts without annotation come in
	Seeds        int // parsers that are learned, and averaged into one
	Sure         int // changes that a feature needs before it counts
	Net          train.Plan
	Again        train.Plan // of the network that is grown from Net's; none without epochs
	Both, Alone  train.Plan // of the network that is kept: from Silver and treebanks, then from treebanks alone
	Moves        int        // places for the features of moves
	Log          io.Writer  // what is done, and the figures
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
	m, jury, l, err := teachers(sentences, c)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(c.Log, "teachers: %s\n", time.Since(start).Round(time.Second))
	if c.Plain != "" {
		if err := writePlain(c.Plain, *m, jury); err != nil {
			return nil, err
		}
	}
	if len(c.Silver) > 0 {
		if err := distil(m, jury, l, c); err != nil {
			return nil, err
		}
	}
	file := model.Append(nil, m)
	fmt.Fprintf(c.Log, "model: %d bytes\n", len(file))
	return file, Report(c, file)
}

// teachers learns a model from treebanks alone, and further networks for the same model; or it reads them from files if they are there
// already. The network of the model is the first of the jury. It also gives what they learned from.
func teachers(sentences []conllu.Sentence, c Config) (*model.Model, []*neural.Net, *lectures, error) {
	const seldom = 2
	classes := tagClasses(sentences, seldom)
	vectors, err := readVectors(c.Vectors)
	if err != nil {
		return nil, nil, nil, err
	}
	if len(c.Teachers) > 0 {
		m, jury, err := readTeachers(c.Teachers, classes)
		if err != nil {
			return nil, nil, nil, err
		}
		_, tags := learnTagger(&m.Words, sentences, classes, c)
		return m, jury, newLectures(&m.Words, vectors, sentences, tags, classes, c), nil
	}
	words, err := WordNet(c.WordNet)
	if err != nil {
		return nil, nil, nil, err
	}
	tagger, tags := learnTagger(words, sentences, classes, c)
	m := &model.Model{Note: note, Words: *words, Tags: *tagger, Lemmas: *learnLemmas(sentences, goldTags(classes, sentences))}
	m.Trees = *learnParser(words, sentences, tags, classes, c)
	l := newLectures(words, vectors, sentences, tags, classes, c)
	jury := []*neural.Net{l.net(1, c)}
	for len(c.Silver) > 0 && len(jury) < c.Jury {
		jury = append(jury, l.net(uint64(len(jury)+1), c))
	}
	m.Net = *jury[0]
	return m, jury, l, nil
}

// readTeachers reads the model of the first file and the networks of all.
func readTeachers(names []string, classes []tag.Class) (m *model.Model, jury []*neural.Net, err error) {
	for _, name := range names {
		file, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		read, err := model.Read(file)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		if !slices.Equal(read.Tags.Classes, classes) {
			return nil, nil, fmt.Errorf("%s was learned from other treebanks: its classes of words differ", name)
		}
		if m == nil {
			m = read
		}
		net := read.Net
		jury = append(jury, &net)
	}
	return m, jury, nil
}

// writePlain writes the model with each network of the jury to a file.
func writePlain(name string, m model.Model, jury []*neural.Net) error {
	for i, n := range jury {
		m.Net = *n
		to := name
		if i > 0 {
			to += "." + strconv.Itoa(i+1)
		}
		if err := os.WriteFile(to, model.Append(nil, &m), 0o644); err != nil {
			return err
		}
	}
	return nil
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
