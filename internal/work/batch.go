// Package work lets many machines read into one ledger: a [Sender] puts documents on a work stream in batches, and workers, started
// by [Run], take them off, read them and keep them.
//
// The stream gives a batch out at least once; the ledger keeps a document once, however often it is read. So a batch that may
// not have been finished is simply read again, and nothing but the document that cannot be read ends among the dead.
package work

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/klauspost/compress/zstd"

	"readout/internal/source"
	"readout/internal/stream"
)

// Document is one document of a batch: itself, or the place where it lies in an archive.
type Document struct {
	Input       string   `json:"input"` // what the ledger knows it by
	ID          string   `json:"id"`
	Name        string   `json:"name"` // what messages call it
	URL         string   `json:"url,omitempty"`
	Outlet      string   `json:"outlet,omitempty"`
	ContentType string   `json:"type,omitempty"`
	Damage      []string `json:"damage,omitempty"`
	Seen        int64    `json:"seen,omitempty"` // when it was fetched, in seconds from 1970; 0 unknown

	Corpus bool   `json:"corpus,omitempty"`
	Text   string `json:"text,omitempty"`
	Title  string `json:"title,omitempty"`
	Date   string `json:"date,omitempty"`

	Bytes []byte `json:"-"` // the page; travels beside the JSON

	Archive string `json:"archive,omitempty"` // a path below the folder of archives, with slashes; "" for a document that is here
	Offset  int64  `json:"offset,omitempty"`

	Length int `json:"length,omitempty"` // of Bytes, while it travels
}

// NewDocument makes a document of an item that has been loaded. input is what the ledger knows it by.
func NewDocument(it *source.Item, input string) Document {
	var seen int64
	if !it.Seen.IsZero() {
		seen = it.Seen.Unix()
	}
	return Document{
		Input: input, Seen: seen, ID: it.ID, Name: it.Name, URL: it.URL, Outlet: it.Outlet, ContentType: it.ContentType, Damage: it.Damage,
		Corpus: it.Corpus, Text: it.Text, Title: it.Title, Date: it.Date, Bytes: it.Bytes,
	}
}

// item is the opposite of NewDocument.
func (d *Document) item() *source.Item {
	var seen time.Time
	if d.Seen != 0 {
		seen = time.Unix(d.Seen, 0)
	}
	return &source.Item{
		Seen: seen, ID: d.ID, Name: d.Name, URL: d.URL, Outlet: d.Outlet, ContentType: d.ContentType, Damage: d.Damage,
		Corpus: d.Corpus, Text: d.Text, Title: d.Title, Date: d.Date, Bytes: d.Bytes,
	}
}

// size is about how much of a message a document takes before it is packed.
func (d *Document) size() int { return len(d.Bytes) + len(d.Text) + len(d.Title) + 300 }

const (
	batchMark   = "readout batch 1\n"
	maxInflated = 512 << 20 // of a batch
)

var (
	packer   = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault)))
	unpacker = must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxInflated)))
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // the options are wrong; every test sees it
	}
	return v
}

// Encode makes the message of a batch. It is named by its content, so that the same documents sent again are known again.
func Encode(documents []Document) (stream.Message, error) {
	var b bytes.Buffer
	for _, d := range documents {
		d.Length = len(d.Bytes)
		head, err := json.Marshal(d)
		if err != nil {
			return stream.Message{}, err
		}
		b.Write(binary.AppendUvarint(nil, uint64(len(head))))
		b.Write(head)
		b.Write(d.Bytes)
	}
	sum := sha256.Sum256(b.Bytes())
	return stream.Message{ID: hex.EncodeToString(sum[:8]), Data: packer.EncodeAll(b.Bytes(), []byte(batchMark))}, nil
}

// Decode reads a batch. What comes over the network is not trusted.
func Decode(data []byte) ([]Document, error) {
	packed, ok := bytes.CutPrefix(data, []byte(batchMark))
	if !ok {
		return nil, errors.New("is no batch of documents, or one of another version of the program")
	}
	b, err := unpacker.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("is a damaged batch: %w", err)
	}
	var all []Document
	for len(b) > 0 {
		n, width := binary.Uvarint(b)
		if width <= 0 || n > uint64(len(b)-width) {
			return nil, fmt.Errorf("is a damaged batch: document %d is cut", len(all)+1)
		}
		head, rest := b[width:width+int(n)], b[width+int(n):]
		var d Document
		if err := json.Unmarshal(head, &d); err != nil {
			return nil, fmt.Errorf("is a damaged batch: document %d: %w", len(all)+1, err)
		}
		if d.Length < 0 || d.Length > len(rest) {
			return nil, fmt.Errorf("is a damaged batch: document %d is cut", len(all)+1)
		}
		d.Bytes, b = rest[:d.Length:d.Length], rest[d.Length:]
		d.Length = 0
		all = append(all, d)
	}
	if len(all) == 0 {
		return nil, errors.New("is an empty batch")
	}
	return all, nil
}

// Describe says in a few words what a message holds.
func Describe(data []byte) string {
	all, err := Decode(data)
	switch {
	case err != nil:
		return "(" + err.Error() + ")"
	case len(all) > 1:
		return fmt.Sprintf("%s and %d more", all[0].Name, len(all)-1)
	}
	return all[0].Name
}
