//go:build unix

// Command memory shows that reading a folder takes no more memory for more pages. It copies the pages of a folder into temporary
// folders of growing size, runs the program over each and prints its peak resident memory.
//
//	go build -o readout.bin ./cmd/readout
//	go run ./internal/eval/memory -program ./readout.bin -most 250 PAGES
//
// The exit status is 1 where a run takes more than -most MB, or the largest folder more than a fifth above the smallest.
package main

import (
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

func main() {
	program := flag.String("program", "readout", "the built `program`")
	most := flag.Int("most", 250, "the most memory a run may take, in `MB`")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: memory [-program FILE] [-most MB] PAGES")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*program, flag.Arg(0), *most); err != nil {
		fmt.Fprintln(os.Stderr, "memory:", err)
		os.Exit(1)
	}
}

var sizes = []int{500, 1000, 2000} // pages in a folder

func run(program, pages string, most int) error {
	samples, err := filepath.Glob(filepath.Join(pages, "*.htm*"))
	if err != nil || len(samples) == 0 {
		return errors.Join(err, fmt.Errorf("%s: no *.html or *.html.gz in it", pages))
	}
	fmt.Println("pages  peak MB")
	var peaks []int
	for _, n := range sizes {
		peak, err := measure(program, samples, n)
		if err != nil {
			return fmt.Errorf("%d pages: %w", n, err)
		}
		fmt.Printf("%5d  %7d\n", n, peak)
		if peak > most {
			return fmt.Errorf("%d pages take %d MB, more than %d MB", n, peak, most)
		}
		peaks = append(peaks, peak)
	}
	if first, last := peaks[0], peaks[len(peaks)-1]; last > first+first/5 {
		return fmt.Errorf("memory grows with the folder: from %d MB to %d MB", first, last)
	}
	return nil
}

// measure gives the peak resident memory, in MB, of one run over n pages.
func measure(program string, samples []string, n int) (int, error) {
	dir, err := os.MkdirTemp("", "pages")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	for i := range n {
		if err := copyPage(filepath.Join(dir, fmt.Sprintf("%04d.html", i)), samples[i%len(samples)]); err != nil {
			return 0, err
		}
	}
	lines := 0
	cmd := exec.Command(program, "read", "--only", "page", "--format", "jsonl", dir)
	cmd.Stdout = writerFunc(func(b []byte) { lines += strings.Count(string(b), "\n") })
	cmd.Stderr = io.Discard // notices about pages without a date
	if err := cmd.Run(); err != nil && lines == 0 {
		return 0, err
	}
	if lines < n*9/10 { // a page or two hold no text
		return 0, fmt.Errorf("%s printed only %d lines", program, lines)
	}
	kb := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		kb /= 1024 // there it counts bytes
	}
	return int(kb / 1024), nil
}

func copyPage(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	var src io.Reader = in
	if strings.HasSuffix(from, ".gz") {
		if src, err = gzip.NewReader(in); err != nil {
			return fmt.Errorf("%s: %w", from, err)
		}
	}
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, src)
	return errors.Join(err, out.Close())
}

type writerFunc func([]byte)

func (f writerFunc) Write(b []byte) (int, error) {
	f(b)
	return len(b), nil
}
