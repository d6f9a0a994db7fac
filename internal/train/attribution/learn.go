package attribution

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"readout/doc"
	find "readout/internal/find/attribution"
	"readout/internal/lang"
	"readout/internal/lang/model"
)

// Config says where the corpus lies and how to learn from it.
type Config struct {
	Corpus string    // folder of PolNeAR with train and dev
	Log    io.Writer // what is done, and the figures
	Places int       // for the features of the model, as a power of two
}

// folds is how many parts the articles are dealt into: whether a relation is right is learned from relations that were found by
// models which had not seen the article.
const folds = 4

// step is what a weight of 1 in the model counts for.
const step = 1.0 / 16

var paces = [find.Questions]pace{}

func init() {
	for q := range paces {
		paces[q] = pace{epochs: 8, rate: 0.05, decay: 1e-3, seldom: 2}
	}
	paces[find.IsCue] = pace{epochs: 8, rate: 0.03, decay: 1e-3, seldom: 2}
	paces[find.IsRight] = pace{epochs: 10, rate: 0.05, decay: 1e-4, seldom: 3}
}

// Learn learns a model from the train part of the corpus and gives its file. The same corpus always gives the same file.
func Learn(c Config) ([]byte, error) {
	start := time.Now()
	note := func(format string, args ...any) {
		fmt.Fprintf(c.Log, "%4.0fs  ", time.Since(start).Seconds())
		fmt.Fprintf(c.Log, format+"\n", args...)
	}
	english, err := lang.NewEnglish(model.FastWidth)
	if err != nil {
		return nil, err
	}
	articles, err := readSplit(filepath.Join(c.Corpus, "train"), english)
	if err != nil {
		return nil, err
	}
	note("%d articles", len(articles))
	var all [find.Questions]cases
	tables := make([][find.Questions][]float32, folds+1)
	// Each step sees what models say to the steps before that have not seen the article.
	for _, only := range []find.Question{find.MayBeCue, find.IsCue, find.IsRight} {
		for fold := range folds {
			finder := find.NewWith(build(&all, tables[fold], c.Places))
			for i := range articles {
				if i%folds == fold {
					finder.Teach(&articles[i].text, &teacher{&articles[i], uint8(fold), only, &all})
				}
			}
		}
		if only == find.IsRight {
			learn(&all, tables, find.IsCue+1, find.IsRight)
		} else {
			learn(&all, tables, only, only+1)
		}
		note("learned up to question %d", only)
	}
	relations, heads := 0, 0
	for i := range articles {
		relations += len(articles[i].relations)
		heads += len(articles[i].cues)
	}
	positive := 0
	for _, r := range all[find.IsCue].right {
		positive += int(r)
	}
	note("%d relations, %d heads of cues, %d of them candidates", relations, heads, positive)
	// What is found by models that have not seen the article.
	for q := range find.IsRight {
		var without [][]float32
		for fold := range folds {
			without = append(without, tables[fold][q])
		}
		x := &all[q]
		right, likelihood := x.accuracy(without, paces[q].seldom)
		note("question %d: %d cases of %d asked, %d options, %d features: %.2f of 100 right, likelihood %.4f", q, len(x.ends), x.asked, len(x.options), len(x.hashes), right, likelihood)
	}
	right := &all[find.IsRight]
	for fold := range folds {
		finder := find.NewWith(build(&all, tables[fold], c.Places))
		for i := range articles {
			if i%folds == fold {
				examine(&articles[i], uint8(fold), finder, right)
			}
		}
	}
	note("%d relations examined", len(right.ends))
	last := make([][]float32, folds+1)
	sideBySide(folds+1, func(k int) { last[k] = right.learn(paces[find.IsRight], k) })
	levels := calibrate(right, last)
	for k := range tables {
		tables[k][find.IsRight] = last[k]
	}
	m := build(&all, tables[folds], c.Places)
	m.Levels = levels
	note("%d weights", count(&all, tables[folds]))
	note("levels %d", levels)
	file := m.Append(nil)
	note("model: %d bytes", len(file))
	return file, Report(c, file)
}

// learn learns the questions from first up to last, last not included, once without each fold, and once from all.
func learn(all *[find.Questions]cases, tables [][find.Questions][]float32, first, last find.Question) {
	n := len(tables)
	sideBySide(n*int(last-first), func(k int) {
		fold, q := k%n, first+find.Question(k/n)
		tables[fold][q] = all[q].learn(paces[q], fold)
	})
}

// sideBySide does n things that do not touch each other, as many at once as there are processors for.
func sideBySide(n int, do func(k int)) {
	var all sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k := range n {
		free <- struct{}{}
		all.Go(func() {
			do(k)
			<-free
		})
	}
	all.Wait()
}

// build makes a model of the weights of all questions.
func build(all *[find.Questions]cases, table [find.Questions][]float32, places int) *find.Model {
	var weights []find.Weight
	for q := range all {
		for r, w := range table[q] {
			if v := math.Round(float64(w) / step); v != 0 {
				weights = append(weights, find.Weight{Feature: all[q].hashes[r], Weight: int8(max(-127, min(127, v)))})
			}
		}
	}
	return find.NewModel(weights, places, step)
}

func count(all *[find.Questions]cases, table [find.Questions][]float32) int {
	n := 0
	for q := range all {
		for _, w := range table[q] {
			if math.Round(float64(w)/step) != 0 {
				n++
			}
		}
	}
	return n
}

// examine notes of the relations that a finder finds in an article whether they are right.
func examine(a *article, fold uint8, finder *find.Finder, right *cases) {
	golds := make([]spans, len(a.relations))
	for k := range golds {
		golds[k] = a.gold(k)
	}
	finder.Examine(&a.text, func(r *find.Relation, features []uint64) {
		s := a.found(r)
		yes := slices.ContainsFunc(golds, func(g spans) bool { return g.same(s) })
		right.add(fold, one(yes), []int32{int32(len(features))}, features)
	})
}

// calibrate finds how often answers of each level are right, of articles that had no part in the weights, so that likelier
// answers never count for less (pool adjacent violators).
func calibrate(right *cases, tables [][]float32) find.Levels {
	var levels find.Levels
	type block struct{ yes, n, width float64 }
	blocks := make([]block, len(levels))
	for i := range blocks {
		blocks[i] = block{0.01, 0.02, 1}
	}
	for k := range right.ends {
		p := sigmoid(right.sum(tables[right.folds[k]], int32(k), paces[find.IsRight].seldom))
		b := &blocks[min(len(levels)-1, int(p*float32(len(levels))))]
		b.n++
		b.yes += float64(right.right[k])
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
