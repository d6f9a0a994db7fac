package attribution

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"readout/doc"
	find "readout/internal/find/attribution"
	"readout/internal/lang"
	"readout/internal/lang/model"
	"readout/internal/train/spread"
)

// Config says where the corpus lies and how to learn from it.
type Config struct {
	Corpus string    // folder of PolNeAR with train and dev
	Trees  string    // file of the model of English that annotates train, the one built in where empty
	Log    io.Writer // what is done, and the figures
	Places int       // for the features of the model, as a power of two
}

// folds is how many parts the articles are dealt into: whether a relation is right is learned from relations that were found by
// models which had not seen the article.
const folds = 8

// step is what a weight of 1 in the model counts for.
const step = 1.0 / 14

// paceOf is how a question is learned. On train, each part by models without it, twice or half the rate and ten times more or less
// decay made no difference to speak of.
func paceOf(q find.Question) pace {
	p := pace{epochs: 8, rate: 0.05, decay: 1e-3, seldom: 2}
	switch q {
	case find.IsCue:
		p.rate = 0.03
	case find.SourceHead, find.AfterFirst:
		p.epochs = 10
	case find.IsRight:
		p = pace{epochs: 10, rate: 0.05, decay: 1e-4, seldom: 3}
	}
	return p
}

// Learn learns a model from the train part of the corpus and gives its file. The same corpus always gives the same file.
func Learn(c Config) ([]byte, error) {
	start := time.Now()
	note := func(format string, args ...any) {
		fmt.Fprintf(c.Log, "%4.0fs  ", time.Since(start).Seconds())
		fmt.Fprintf(c.Log, format+"\n", args...)
	}
	english, err := c.english()
	if err != nil {
		return nil, err
	}
	articles, err := readSplit(filepath.Join(c.Corpus, "train"), english)
	if err != nil {
		return nil, err
	}
	note("%d articles", len(articles))
	l := &learner{articles: articles, places: c.Places, tables: make([][find.Questions][]float32, folds+1)}
	// Each step sees what models say to the steps before that have not seen the article.
	for _, step := range []struct{ teach, first, last find.Question }{
		{find.MayBeCue, find.MayBeCue, find.IsCue},
		{find.IsCue, find.IsCue, find.IsCue + 1},
		{find.IsRight, find.IsCue + 1, find.IsRight},
	} {
		l.teach(step.teach)
		l.learn(step.first, step.last)
		l.note(step.first, step.last, note)
	}
	l.examine(func(r *find.Relation, right bool, fold uint8, features []uint64, _ *find.Numbers) {
		l.all[find.IsRight].add(fold, one(right), []int32{int32(len(features))}, features)
	})
	l.learn(find.IsRight, find.Questions)
	l.note(find.IsRight, find.Questions, note)
	l.examine(func(r *find.Relation, right bool, fold uint8, _ []uint64, numbers *find.Numbers) {
		l.whole.add(right, fold, numbers)
	})
	l.forests = make([]find.Forest, len(l.tables))
	spread.Each(len(l.forests), func(fold int) { l.forests[fold] = l.whole.learn(fold) })
	right, likelihood := l.whole.accuracy(l.forests)
	note("forest: %d cases: %.2f of 100 right, mean logarithm of likelihood %.4f", len(l.whole.right), right, likelihood)
	note("train, found by models that have not seen the article:")
	l.crossed().print(c.Log)
	m := l.build(folds)
	m.Levels = l.calibrate()
	note("levels %d", m.Levels)
	file := m.Append(nil)
	note("model: %d bytes", len(file))
	return file, Report(c, file)
}

// english is the annotator of train. A model of English that has learned from these very articles errs less in them than in any other:
// what is learned of its trees trusts trees too much.
func (c *Config) english() (*lang.English, error) {
	if c.Trees == "" {
		return lang.NewEnglish(model.FastWidth)
	}
	file, err := os.ReadFile(c.Trees)
	if err != nil {
		return nil, err
	}
	m, err := model.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Trees, err)
	}
	return lang.EnglishOf(m, model.FastWidth), nil
}

// learner is a model on the way.
type learner struct {
	articles []article
	places   int
	all      [find.Questions]cases
	tables   [][find.Questions][]float32 // weights learned without each fold, and last those learned from all
	whole    whole
	forests  []find.Forest // likewise
}

// eachFold makes a finder with what was learned without each fold, and gives it the articles of that.
func (l *learner) eachFold(use func(f *find.Finder, a *article, fold uint8)) {
	for fold := range folds {
		f := find.NewWith(l.build(fold))
		for i := fold; i < len(l.articles); i += folds {
			use(f, &l.articles[i], uint8(fold))
		}
	}
}

// teach collects the cases of a question, or of all behind the first two where it is IsRight.
func (l *learner) teach(only find.Question) {
	l.eachFold(func(f *find.Finder, a *article, fold uint8) {
		f.Teach(&a.text, &teacher{a, fold, only, &l.all})
	})
}

// learn learns the questions from first up to last, last not included, once without each fold, and once from all.
func (l *learner) learn(first, last find.Question) {
	n := len(l.tables)
	spread.Each(n*int(last-first), func(k int) {
		fold, q := k%n, first+find.Question(k/n)
		l.tables[fold][q] = l.all[q].learn(paceOf(q), fold)
	})
}

// note says how well questions are answered by what was learned without the article.
func (l *learner) note(first, last find.Question, note func(format string, args ...any)) {
	for q := first; q < last; q++ {
		x := &l.all[q]
		var without [][]float32
		for fold := range folds {
			without = append(without, l.tables[fold][q])
		}
		right, likelihood := x.accuracy(without, paceOf(q).seldom)
		note("question %d: %d cases, %d options, %d features: %.2f of 100 right, mean logarithm of likelihood %.4f",
			q, len(x.ends), len(x.options), len(x.hashes), right, likelihood)
	}
}

// build makes a model of what was learned without a fold, or from all where fold is the number of folds.
func (l *learner) build(fold int) *find.Model {
	var weights []find.Weight
	for q := range l.all {
		for r, w := range l.tables[fold][q] {
			if v := math.Round(float64(w) / step); v != 0 {
				weights = append(weights, find.Weight{Feature: l.all[q].hashes[r], Weight: int8(max(-127, min(127, v)))})
			}
		}
	}
	m := find.NewModel(weights, l.places, step)
	if len(l.forests) > 0 {
		m.Forest = l.forests[fold]
	}
	return m
}

// examine gives the relations found by models that have not seen the article, and whether they are right.
func (l *learner) examine(use func(r *find.Relation, right bool, fold uint8, features []uint64, numbers *find.Numbers)) {
	l.eachFold(func(f *find.Finder, a *article, fold uint8) {
		golds := make([]spans, len(a.relations))
		for k := range golds {
			golds[k] = a.gold(k)
		}
		f.Examine(&a.text, func(r *find.Relation, features []uint64, numbers *find.Numbers) {
			s := a.found(r)
			right := slices.ContainsFunc(golds, func(g spans) bool { return g.same(s) })
			use(r, right, fold, features, numbers)
		})
	})
}

// crossed counts what models find in the articles that they have not seen.
func (l *learner) crossed() *tally {
	var all tally
	l.eachFold(func(f *find.Finder, a *article, _ uint8) {
		d := &doc.Document{Text: a.text.Raw}
		f.Find(d, &a.text)
		all.count(a, d)
	})
	return &all
}

// calibrate finds how often answers of each level are right, of articles that had no part in the weights, so that likelier
// answers never count for less (pool adjacent violators).
func (l *learner) calibrate() find.Levels {
	var levels find.Levels
	type block struct{ yes, n, width float64 }
	blocks := make([]block, len(levels))
	for i := range blocks {
		blocks[i] = block{0.01, 0.02, 1}
	}
	w := &l.whole
	for k := range w.right {
		p := sigmoid(l.forests[w.folds[k]].Score(&w.numbers[k]))
		b := &blocks[min(len(levels)-1, int(p*float32(len(levels))))]
		b.n++
		b.yes += float64(one(w.right[k]))
	}
	var pooled []block
	for _, b := range blocks {
		pooled = append(pooled, b)
		for n := len(pooled); n > 1 && pooled[n-2].yes/pooled[n-2].n > pooled[n-1].yes/pooled[n-1].n; n-- {
			x, y := pooled[n-2], pooled[n-1]
			pooled = append(pooled[:n-2], block{x.yes + y.yes, x.n + y.n, x.width + y.width})
		}
	}
	k := 0
	for _, b := range pooled {
		for range int(b.width) {
			levels[k] = uint8(math.Round(100 * b.yes / b.n))
			k++
		}
	}
	return levels
}

// Report prints how well a model does on the dev part of the corpus.
func Report(c Config, file []byte) error {
	m, err := find.ReadModel(file)
	if err != nil {
		return err
	}
	english, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		return err
	}
	articles, err := readSplit(filepath.Join(c.Corpus, "dev"), english)
	if err != nil {
		return err
	}
	finder := find.NewWith(m)
	var all tally
	type level struct{ right, n int }
	var levels [10]level
	for i := range articles {
		a := &articles[i]
		d := &doc.Document{Text: a.text.Raw}
		finder.Find(d, &a.text)
		all.count(a, d)
		for k := range d.Attributions {
			one := *d
			one.Attributions = d.Attributions[k : k+1]
			var t tally
			t.count(a, &one)
			l := &levels[min(9, int(10*d.Attributions[k].Confidence))]
			l.right += t.found
			l.n++
		}
	}
	all.print(c.Log)
	for i, l := range levels {
		if l.n > 0 {
			fmt.Fprintf(c.Log, "confidence %.1f to %.1f: %d relations, %.1f of 100 found\n", float64(i)/10, float64(i+1)/10, l.n, 100*float64(l.right)/float64(l.n))
		}
	}
	return nil
}
