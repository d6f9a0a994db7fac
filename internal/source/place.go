package source

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"

	"readout/internal/source/warc"
)

// Place is where a page lies in an archive: at this byte of the file begins its record, or the gzip member with it.
type Place struct {
	Path   string
	Offset int64
}

// At makes the item of the page that lies at an offset of an archive, loaded. Messages call it name.
func At(archive io.ReadSeeker, name string, offset, maxBytes int64) (*Item, error) {
	if maxBytes <= 0 {
		maxBytes = DefaultMaxBytes
	}
	moved := &Error{name, 0, "is not where it was in its archive", "send the archive again"}
	if _, err := archive.Seek(offset, io.SeekStart); err != nil {
		return nil, moved
	}
	c, err := inflate(name, archive, -1)
	if err != nil {
		return nil, moved
	}
	defer c.Close()
	records := warc.NewReader(c)
	rec, err := records.Next()
	if err != nil {
		return nil, moved
	}
	load, aside, err := answerOf(records, rec, maxBytes)
	switch {
	case err != nil:
		return nil, &Error{name, 0, err.Error(), "archive the page again"}
	case aside != "":
		return nil, moved
	}
	it := &Item{ID: rec.ID, Name: name, URL: rec.URI, Seen: fetched(rec)}
	return it, load(it)
}

// place tells where a record lies that begins at a byte of the inflated content; nil where nothing can be opened there.
func (c *content) place(inflated int64) *Place {
	switch {
	case c.path == "":
	case c.plain:
		return &Place{c.path, inflated}
	case c.parts != nil:
		if packed, ok := c.parts.begins(inflated); ok {
			return &Place{c.path, packed}
		}
	}
	return nil
}

// counter counts the bytes that are read through it.
type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

// members inflates the members of a gzip file as one stream, and knows where each begins.
type members struct {
	in       *bufio.Reader
	count    *counter // below in
	z        *gzip.Reader
	inflated int64
	starts   []start // in order; those that were asked for and the ones before them are forgotten
}

// maxStarts is more than an archive's reader can be ahead of the record that it asks for.
const maxStarts = 1 << 16

type start struct{ inflated, packed int64 }

func newMembers(in *bufio.Reader, count *counter) (*members, error) {
	m := &members{in: in, count: count, starts: []start{{0, 0}}}
	var err error
	if m.z, err = gzip.NewReader(in); err != nil {
		return nil, err
	}
	m.z.Multistream(false)
	return m, nil
}

func (m *members) Read(p []byte) (int, error) {
	for {
		n, err := m.z.Read(p)
		m.inflated += int64(n)
		if n > 0 && errors.Is(err, io.EOF) {
			return n, nil // the next call meets the end again
		}
		if !errors.Is(err, io.EOF) {
			return n, err
		}
		packed := m.count.n - int64(m.in.Buffered())
		if err := m.z.Reset(m.in); err != nil { // io.EOF at the end
			return 0, err
		}
		m.z.Multistream(false)
		if len(m.starts) == maxStarts { // nobody asks
			m.starts = m.starts[:copy(m.starts, m.starts[maxStarts/2:])]
		}
		if last := len(m.starts) - 1; last >= 0 && m.starts[last].inflated == m.inflated {
			m.starts[last].packed = packed // behind an empty member
		} else {
			m.starts = append(m.starts, start{m.inflated, packed})
		}
	}
}

// begins says where in the file the member begins that a byte of the inflated content is the first of.
func (m *members) begins(inflated int64) (packed int64, ok bool) {
	for i, s := range m.starts {
		if s.inflated == inflated {
			m.starts = m.starts[i+1:]
			return s.packed, true
		}
		if s.inflated > inflated {
			m.starts = m.starts[i:]
			return 0, false
		}
	}
	m.starts = m.starts[:0]
	return 0, false
}
