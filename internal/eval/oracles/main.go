// Command oracles reads folders of pages with other libraries, and with Readout's own page reader, so that all of them can be
// scored and timed alike. It is a module of its own: none of these libraries gets into Readout.
//
//	go run . readability pages/html >readability.jsonl                     answers, one page a line
//	go run . -urls pages/gold.json trafilatura pages/html >out.jsonl       the same, each page with its address
//	go test -run '^$' -bench . -count 5                                    times on one core
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	urls := flag.String("urls", "", "JSON `file` of page id to an object with its \"url\", such as a gold file")
	flag.Usage = func() {
		fmt.Fprintf(os.Stderr, "usage: oracles [-urls FILE] ORACLE FOLDER\n\noracles: %s\n", strings.Join(names(), ", "))
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 2 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), flag.Arg(1), *urls); err != nil {
		fmt.Fprintln(os.Stderr, "oracles:", err)
		os.Exit(1)
	}
}

func names() []string {
	var out []string
	for _, o := range oracles {
		out = append(out, o.name)
	}
	return out
}

// run writes the oracle's answers in the order of the file names. A page that it cannot read gives an empty answer, which counts
// against it.
func run(name, folder, urls string) error {
	i := slices.IndexFunc(oracles, func(o oracle) bool { return o.name == name })
	if i < 0 {
		return fmt.Errorf("no oracle is called %q; there are %s", name, strings.Join(names(), ", "))
	}
	pages, err := load(folder, urls)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	read := oracles[i].open()
	for _, s := range pages {
		a, err := read(s)
		if err != nil {
			fmt.Fprintf(os.Stderr, "oracles: %s: %s: %v\n", name, s.file, err)
		}
		a.File = s.file
		if err := enc.Encode(a); err != nil {
			return err
		}
	}
	return out.Flush()
}

// load reads all pages (*.html, *.html.gz, *.htm) of a folder into memory.
func load(folder, urls string) ([]sheet, error) {
	known := map[string]struct{ URL string }{}
	if urls != "" {
		b, err := os.ReadFile(urls)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(b, &known); err != nil {
			return nil, fmt.Errorf("%s: %w", urls, err)
		}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var pages []sheet
	for _, e := range entries {
		if !strings.Contains(e.Name(), ".htm") {
			continue
		}
		b, err := content(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		id, _, _ := strings.Cut(e.Name(), ".")
		pages = append(pages, sheet{e.Name(), known[id].URL, b})
	}
	if len(pages) == 0 {
		return nil, errors.New(folder + ": no *.html or *.html.gz in it")
	}
	return pages, nil
}

func content(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if !strings.HasSuffix(path, ".gz") {
		return io.ReadAll(f)
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return io.ReadAll(z)
}
