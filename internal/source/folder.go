package source

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// folder reads a folder and those below it. Hidden files are passed over, and links to folders are not followed, so that no
// loop of them has to be found: nothing is read twice.
func (r *run) folder(root string) {
	f := &folder{run: r, root: root, aside: map[string]int{}}
	f.read("")
	if f.found == 0 && f.failed == 0 {
		r.fail(&Error{root, 0, "holds no page or corpus", "give a folder with HTML, text or jsonl files"})
	}
	if len(f.aside) > 0 && !r.done() {
		r.Note(fmt.Sprintf("%s: left aside what is no document: %s", root, counts(f.aside)))
	}
}

type folder struct {
	*run
	root          string
	found, failed int
	aside         map[string]int // files left aside, by their ending
}

func (f *folder) read(rel string) {
	dir := filepath.Join(f.root, filepath.FromSlash(rel))
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		f.failed++
		f.fail(unreadFolder(dir, err))
	}
	for _, e := range entries {
		if f.done() {
			return
		}
		if !strings.HasPrefix(e.Name(), ".") {
			f.entry(path.Join(rel, e.Name()), e.Type())
		}
	}
}

func (f *folder) entry(rel string, mode fs.FileMode) {
	name := filepath.Join(f.root, filepath.FromSlash(rel))
	if mode&fs.ModeSymlink != 0 {
		info, err := os.Stat(name)
		switch {
		case err != nil:
			f.failed++
			f.fail(&Error{name, 0, "is a link that leads nowhere", "mend the link, or remove it"})
			return
		case info.IsDir():
			f.aside["links to folders"]++
			return
		}
		mode = info.Mode()
	}
	switch {
	case mode.IsDir():
		f.read(rel)
	case !mode.IsRegular():
		f.aside["pipes and devices"]++
	case formOf(rel) == formAside:
		f.aside["."+ending(rel)]++
	default:
		f.found++
		f.file(name, rel)
	}
}

// counts is "3 .css, 1 .png".
func counts(aside map[string]int) string {
	var all []string
	for what, n := range aside {
		all = append(all, fmt.Sprintf("%d %s", n, what))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

func unreadFolder(dir string, err error) *Error {
	e := notOpened(dir, err)
	if os.IsPermission(err) {
		e.Reason = "is a folder that may not be read"
		e.Remedy = "allow reading it, or leave it out"
	}
	return e
}
