package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"readout/internal/ledger"
)

// newTable makes a writer of CSV or Parquet.
func newTable(w io.Writer, o Options) (Writer, error) {
	switch o.What {
	case "documents":
		return tableOf(w, o, documentRows)
	case "attributions":
		return tableOf(w, o, attributionRows)
	case "events":
		return tableOf(w, o, eventRows)
	case "positions":
		return tableOf(w, o, positionRows)
	case "engagements":
		return tableOf(w, o, engagementRows)
	case "warnings":
		return tableOf(w, o, warningRows)
	}
	return nil, fmt.Errorf("%s has no columns", o.What)
}

func tableOf[T any](w io.Writer, o Options, rows func(*ledger.Kept) []T) (Writer, error) {
	if o.Format == "parquet" {
		return &parquetTable[T]{parquet.NewGenericWriter[T](w, parquet.Compression(&zstd.Codec{}), parquet.MaxRowsPerRowGroup(rowGroup)), rows}, nil
	}
	t := &csvTable[T]{w: csv.NewWriter(w), rows: rows}
	return t, t.w.Write(columns(reflect.TypeFor[T]()))
}

// rowGroup is how many rows Parquet holds in memory before it writes them.
const rowGroup = 20_000

type parquetTable[T any] struct {
	w    *parquet.GenericWriter[T]
	rows func(*ledger.Kept) []T
}

func (t *parquetTable[T]) Write(k *ledger.Kept) error {
	_, err := t.w.Write(t.rows(k))
	return err
}

func (t *parquetTable[T]) Close() error { return t.w.Close() }

type csvTable[T any] struct {
	w    *csv.Writer
	rows func(*ledger.Kept) []T
	line []string
}

func (t *csvTable[T]) Write(k *ledger.Kept) error {
	for _, r := range t.rows(k) {
		t.line = cells(t.line[:0], reflect.ValueOf(r))
		if err := t.w.Write(t.line); err != nil {
			return err
		}
	}
	return nil
}

func (t *csvTable[T]) Close() error {
	t.w.Flush()
	return t.w.Error()
}

// columns gives the names of a row's columns, those of embedded rows in their place.
func columns(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if f := t.Field(i); f.Anonymous {
			names = append(names, columns(f.Type)...)
		} else {
			name, _, _ := strings.Cut(f.Tag.Get("parquet"), ",")
			names = append(names, name)
		}
	}
	return names
}

func cells(line []string, v reflect.Value) []string {
	for i := range v.NumField() {
		switch f := v.Field(i); {
		case v.Type().Field(i).Anonymous:
			line = cells(line, f)
		case f.Type() == reflect.TypeFor[day]():
			line = append(line, day(f.Int()).String())
		case f.CanInt():
			line = append(line, strconv.FormatInt(f.Int(), 10))
		case f.CanFloat():
			line = append(line, strconv.FormatFloat(f.Float(), 'f', -1, 64))
		default:
			line = append(line, f.String())
		}
	}
	return line
}
