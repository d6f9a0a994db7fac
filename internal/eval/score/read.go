package score

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"readout/doc"
	"readout/internal/source"
)

// Lines is a file of one JSON object a line, with the name by which messages call it.
type Lines struct {
	Name string
	Each iter.Seq2[source.Line, error]
}

// Fault is a mistake of a line, and how to mend it.
func (l Lines) Fault(line int, remedy, format string, args ...any) error {
	return &source.Error{Input: l.Name, Line: line, Reason: fmt.Sprintf(format, args...), Remedy: remedy}
}

// Object is what the object of any line must have.
type Object interface{ key() string }

// ID is the id of a line, to be embedded.
type ID struct {
	ID string `json:"id"`
}

func (i *ID) key() string { return i.ID }

// Once gives the objects of lines, whose ids must differ.
func Once[T any, P interface {
	*T
	Object
}](l Lines, use func(line int, x P) error) error {
	lines := map[string]int{}
	return Many(l, func(line int, x P) error {
		if first, ok := lines[x.key()]; ok {
			return l.Fault(line, "keep one line a document", "id %q is already that of line %d", x.key(), first)
		}
		lines[x.key()] = line
		return use(line, x)
	})
}

// Many gives the objects of lines.
func Many[T any, P interface {
	*T
	Object
}](l Lines, use func(line int, x P) error) error {
	for line, err := range l.Each {
		if err != nil {
			return err
		}
		x := P(new(T))
		if err := l.Decode(line, x); err != nil {
			return err
		}
		if x.key() == "" {
			return l.Fault(line.Number, "give the line the id of its document", `has no "id"`)
		}
		if err := use(line.Number, x); err != nil {
			return err
		}
	}
	return nil
}

// Decode reads the object of a line.
func (l Lines) Decode(line source.Line, into any) error {
	if !utf8.Valid(line.Bytes) {
		return l.Fault(line.Number, "write the file in UTF-8", "is no valid UTF-8")
	}
	err := json.Unmarshal(line.Bytes, into)
	var typ *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &typ) && typ.Field == "":
		return l.Fault(line.Number, `write {"id": ..., ...}`, "is a JSON %s, no object", typ.Value)
	case errors.As(err, &typ):
		return l.Fault(line.Number, "write it as readout read --format jsonl does", "%q: a JSON %s where %s is wanted", jsonPath(line.Bytes, typ.Field), typ.Value, jsonName(typ))
	}
	return l.Fault(line.Number, "write one JSON object a line", "is no JSON: %v", err)
}

// jsonPath is where a field stands in the line: the decoder's path begins with structs that are embedded in others.
func jsonPath(line []byte, path string) string {
	var top map[string]json.RawMessage
	_ = json.Unmarshal(line, &top) // it is an object, or the fault would be another one
	for rest, more := path, true; more; {
		first, below, dot := strings.Cut(rest, ".")
		if _, ok := top[first]; ok {
			return rest
		}
		rest, more = below, dot
	}
	return path
}

func jsonName(e *json.UnmarshalTypeError) string {
	switch e.Type.Kind().String() {
	case "string":
		return "a string"
	case "int":
		return "a whole number"
	case "float64":
		return "a number"
	case "bool":
		return "true or false"
	case "slice":
		return "a list"
	}
	return "an object"
}

// maxPlace is where a span may end at most.
const maxPlace = 1 << 30

// Spans checks the spans of a field; n is how long the text is, -1 where that is not known.
func (l Lines) Spans(line int, field string, raw [][]int, n int) ([]doc.Span, error) {
	var spans []doc.Span
	for _, s := range raw {
		switch {
		case len(s) != 2:
			return nil, l.Fault(line, "a span is [start, end]", "%s: %v is no span", field, s)
		case s[0] < 0 || s[0] >= s[1] || s[1] > maxPlace:
			return nil, l.Fault(line, "count code points, the end behind the last one", "%s: [%d, %d] is empty, reversed or too far", field, s[0], s[1])
		case n >= 0 && s[1] > n:
			return nil, l.Fault(line, "count code points of the text as it stands in the gold set", "%s: [%d, %d] leaves the text, which has %d code points", field, s[0], s[1], n)
		}
		spans = append(spans, doc.Span{Start: s[0], End: s[1]})
	}
	return spans, nil
}

// Matched says what of the output does not meet the gold set: documents that it has not, and those that it lacks.
func (l Lines) Matched(gold, extra, missing int) (notes []string, err error) {
	if gold > 0 && missing == gold && extra > 0 {
		return nil, l.Fault(0, "read the corpus of the gold set; its ids must be kept", "none of its %d ids is in the gold set", extra)
	}
	if extra > 0 {
		notes = append(notes, fmt.Sprintf("%s: %d documents are not in the gold set and left out", l.Name, extra))
	}
	if missing > 0 {
		notes = append(notes, fmt.Sprintf("%s: %d of %d documents of the gold set are missing and count as empty", l.Name, missing, gold))
	}
	return notes, nil
}
