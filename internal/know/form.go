package know

import (
	"fmt"
	"strings"
)

// Dictionary is a file of knowledge as it came: its name, which errors tell, and its bytes.
type Dictionary struct {
	Name  string
	Bytes []byte
}

// FormError is a mistake in a dictionary: where it is, what it is, and how to mend it.
type FormError struct {
	File string
	Line int // counted from one; 0 for the file as a whole
	What string
	Mend string
}

func (e *FormError) Error() string {
	where := e.File
	if e.Line > 0 {
		where = fmt.Sprintf("%s:%d", e.File, e.Line)
	}
	if e.Mend == "" {
		return where + ": " + e.What
	}
	return where + ": " + e.What + " (" + e.Mend + ")"
}

// The bounds of a dictionary that is read: the largest of the PETRARCH family is 1.5 MB.
const (
	maxDictionary = 8 << 20 // bytes
	maxLine       = 64 << 10
)

// entry is one line of a dictionary in our form: the section it stands in and its cells, which "|" divides.
type entry struct {
	file    string
	line    int
	section string
	cells   []string
}

// fails makes an error at the entry.
func (e *entry) fails(mend, what string, args ...any) error {
	return &FormError{e.file, e.line, fmt.Sprintf(what, args...), mend}
}

// cell gives cell i, "" where the line is shorter.
func (e *entry) cell(i int) string { return column(e.cells, i) }

// readForm yields the entries of a dictionary in our form. "#" starts a comment, "[name]" a section; section is the one that holds
// before any is named.
func readForm(file, text, section string, yield func(e *entry) error) error {
	if len(text) > maxDictionary {
		return &FormError{file, 0, fmt.Sprintf("it is longer than %d MB", maxDictionary>>20), "split it"}
	}
	e := entry{file: file, section: section}
	for line := range strings.Lines(text) {
		e.line++
		if len(line) > maxLine {
			return e.fails("begin a new line", "the line is longer than %d KB", maxLine>>10)
		}
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if line[0] == '[' {
			name, ok := strings.CutSuffix(line[1:], "]")
			if !ok || !sections[name] {
				return e.fails("the sections are "+sectionNames, "there is no section %q", strings.TrimSuffix(line[1:], "]"))
			}
			e.section = name
			continue
		}
		if e.section == "" {
			return e.fails("put a section such as [organs] before it; the sections are "+sectionNames, "the line stands in no section")
		}
		e.cells = e.cells[:0]
		for c := range strings.SplitSeq(line, "|") {
			e.cells = append(e.cells, strings.TrimSpace(c))
		}
		if err := yield(&e); err != nil {
			return err
		}
	}
	return nil
}

const sectionNames = "[states] [organs] [organisations] [members] [groups] [bodies] [holders] [roles] [titles] [prefer] [not] [codes]"

var sections = func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(sectionNames) {
		set[strings.Trim(w, "[]")] = true
	}
	return set
}()
