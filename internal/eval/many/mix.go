//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"time"
)

// mix writes a corpus of documents whose paragraphs are those of pages, drawn at random, the same each time; and both halves of it.
func (b *bench) mix(ctx context.Context, pages string, documents, words int) error {
	cmd := b.on(ctx, "read", "--only", "page", "--format", "jsonl", pages)
	out, err := cmd.Output()
	if err != nil && len(out) == 0 {
		return fmt.Errorf("%s holds no pages: %w", pages, err)
	}
	var paragraphs []string
	lines := bufio.NewScanner(strings.NewReader(string(out)))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var d struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return err
		}
		for p := range strings.SplitSeq(d.Text, "\n\n") {
			if len(strings.Fields(p)) >= 12 {
				paragraphs = append(paragraphs, p)
			}
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if len(paragraphs) == 0 {
		return fmt.Errorf("the pages in %s have no paragraphs", pages)
	}
	var whole bytes.Buffer
	var halves [2]bytes.Buffer
	random := rand.New(rand.NewPCG(1, 9))
	for i := range documents {
		var text []string
		for n := 0; n < words; {
			p := paragraphs[random.IntN(len(paragraphs))]
			text = append(text, p)
			n += len(strings.Fields(p))
		}
		line, err := json.Marshal(map[string]string{
			"id": fmt.Sprint(i), "title": fmt.Sprint("Report ", i), "text": strings.Join(text, "\n\n"),
			"date": time.Date(2024, 1, 1+i*60/documents, 0, 0, 0, 0, time.UTC).Format(time.DateOnly),
		})
		if err != nil {
			return err
		}
		line = append(line, '\n')
		whole.Write(line)
		halves[i%2].Write(line)
	}
	return errors.Join(os.WriteFile(b.corpus, whole.Bytes(), 0o644),
		os.WriteFile(b.corpus+".0", halves[0].Bytes(), 0o644), os.WriteFile(b.corpus+".1", halves[1].Bytes(), 0o644))
}
