// Command copies folds the documents of corpora into stories, as the ledger does when they are added, and prints
// {"id", "story", "first"} a line: what the scorer of wire copies reads.
//
//	go run ./internal/eval/copies [-shuffle N] CORPUS...
//
// A story is named by the id of its earliest document. -shuffle adds the documents in another order, by the seed N.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"readout/internal/dedup"
	"readout/internal/source"
)

func main() {
	shuffle := flag.Uint64("shuffle", 0, "add the documents in the order that seed `N` gives; 0 for their own order")
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Args(), *shuffle); err != nil {
		fmt.Fprintln(os.Stderr, "copies:", err)
		os.Exit(1)
	}
}

// dayNumber counts days, 0 for no day.
func dayNumber(t time.Time) int {
	if t.IsZero() {
		return 0
	}
	return int(t.Unix() / 86400)
}

func run(corpora []string, shuffle uint64) error {
	var docs []*source.Item
	for it, err := range source.Items(context.Background(), corpora, source.Options{}) {
		if err != nil {
			return err
		}
		docs = append(docs, it)
	}
	if shuffle != 0 {
		rand.New(rand.NewPCG(shuffle, 0)).Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	}
	x := dedup.NewIndex()
	for _, d := range docs {
		day, _ := time.Parse(time.DateOnly, d.Date) // none where it is not known
		x.Add(dedup.Of(d.Text), dayNumber(day))
	}
	stories := x.Stories()
	first := map[int]*source.Item{}
	for i, s := range stories {
		if f := first[s]; f == nil || docs[i].Date < f.Date {
			first[s] = docs[i]
		}
	}
	w := bufio.NewWriter(os.Stdout)
	out := json.NewEncoder(w)
	for i, s := range stories {
		id := first[s].ID
		if err := out.Encode(map[string]string{"id": docs[i].ID, "story": id, "first": id}); err != nil {
			return err
		}
	}
	return w.Flush()
}
