// Command mix puts a large corpus together from paragraphs of smaller ones, so that reading and keeping can be measured on as
// many articles as one likes. The same seed gives the same corpus.
//
//	go run ./internal/eval/mix -documents 20000 CORPUS.jsonl... >mixed.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"time"
)

func main() {
	documents := flag.Int("documents", 20_000, "how many articles")
	words := flag.Int("words", 400, "how many words an article has, about")
	seed := flag.Uint64("seed", 1, "of the choice")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: mix [-documents N] [-words N] [-seed N] CORPUS.jsonl...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Args(), *documents, *words, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "mix:", err)
		os.Exit(1)
	}
}

func run(corpora []string, documents, words int, seed uint64) error {
	var pool []string
	for _, name := range corpora {
		some, err := paragraphs(name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		pool = append(pool, some...)
	}
	if len(pool) == 0 {
		return errors.New("there is no paragraph of ten words in these corpora")
	}
	r := rand.New(rand.NewPCG(seed, 0))
	out := bufio.NewWriter(os.Stdout)
	enc := json.NewEncoder(out)
	first := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range documents {
		var text []string
		for n := 0; n < words; {
			p := pool[r.IntN(len(pool))]
			text, n = append(text, p), n+len(strings.Fields(p))
		}
		err := enc.Encode(struct {
			ID   string `json:"id"`
			URL  string `json:"url"`
			Date string `json:"date"`
			Text string `json:"text"`
		}{fmt.Sprint("mixed-", i), fmt.Sprint("https://mixed.example/", i), first.AddDate(0, 0, i*730/documents).Format(time.DateOnly), strings.Join(text, "\n\n")})
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

// paragraphs gives those of ten words or more.
func paragraphs(name string) (all []string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for dec := json.NewDecoder(f); ; {
		var d struct {
			Text string `json:"text"`
		}
		if err := dec.Decode(&d); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		for p := range strings.SplitSeq(d.Text, "\n\n") {
			if p = strings.TrimSpace(p); len(strings.Fields(p)) >= 10 {
				all = append(all, p)
			}
		}
	}
}
