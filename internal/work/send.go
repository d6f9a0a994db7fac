package work

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"readout/internal/source"
	"readout/internal/stream"
)

// Sender puts documents on a stream in batches.
type Sender struct {
	Stream  stream.Stream
	Batch   int                 // most documents of a batch; 0 for 100
	Refused func(*TooLongError) // is told of each document that does not fit; may be nil

	Sent      stream.Sent // batches
	Documents int         // on the stream, or known to it

	batch []Document
	size  int
}

const (
	batchCount = 100
	batchBytes = 8 << 20 // before they are packed
)

// TooLongError is a document that does not fit the stream even alone.
type TooLongError struct {
	Name          string
	Length, Limit int // bytes, packed
}

func (e *TooLongError) Error() string {
	return fmt.Sprintf("%s: is too long for the work stream: %d bytes, packed, where its server takes %d (raise the server's max_payload, or add it with readout add)", e.Name, e.Length, e.Limit)
}

// Send takes a document, and sends a batch when one is full. It waits while the stream is.
func (s *Sender) Send(ctx context.Context, d Document) error {
	most := s.Batch
	if most <= 0 {
		most = batchCount
	}
	if len(s.batch) > 0 && s.size+d.size() > batchBytes {
		if err := s.Flush(ctx); err != nil {
			return err
		}
	}
	s.batch = append(s.batch, d)
	s.size += d.size()
	if len(s.batch) >= most {
		return s.Flush(ctx)
	}
	return nil
}

// Flush sends what is left.
func (s *Sender) Flush(ctx context.Context) error {
	batch := s.batch
	s.batch, s.size = nil, 0
	return s.send(ctx, batch)
}

// send halves a batch until it fits.
func (s *Sender) send(ctx context.Context, batch []Document) error {
	if len(batch) == 0 {
		return nil
	}
	m, err := Encode(batch)
	if err != nil {
		return err
	}
	if len(m.Data) > s.Stream.Limit() {
		if len(batch) == 1 {
			if s.Refused != nil {
				s.Refused(&TooLongError{batch[0].Name, len(m.Data), s.Stream.Limit()})
			}
			return nil
		}
		half := len(batch) / 2
		if err := s.send(ctx, batch[:half]); err != nil {
			return err
		}
		return s.send(ctx, batch[half:])
	}
	sent, err := s.Stream.Send(ctx, m)
	if err != nil {
		return err
	}
	s.Sent.New += sent.New
	s.Sent.Known += sent.Known
	s.Documents += len(batch)
	return nil
}

// Refer makes a document that says where an item lies in its archive below a folder. It is false for one that does not.
func Refer(it *source.Item, input, folder string) (Document, bool) {
	if it.Place == nil || folder == "" {
		return Document{}, false
	}
	root, err1 := filepath.Abs(folder)
	path, err2 := filepath.Abs(it.Place.Path)
	if err1 != nil || err2 != nil {
		return Document{}, false
	}
	below, err := filepath.Rel(root, path)
	if err != nil || below == ".." || strings.HasPrefix(below, ".."+string(filepath.Separator)) {
		return Document{}, false
	}
	return Document{Input: input, ID: it.ID, Name: it.Name, URL: it.URL, Archive: filepath.ToSlash(below), Offset: it.Place.Offset}, true
}
