package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"os"

	"github.com/klauspost/compress/zstd"

	"readout/internal/source/coding"
)

// content is an opened input, inflated on the way.
type content struct {
	*bufio.Reader
	size  int64    // -1 where it is not known: of streams and compressed files
	path  string   // of a regular file, "" for others
	parts *members // of a file packed with gzip, nil for others
	plain bool     // not compressed
	close []func()
}

func (c *content) Close() {
	for _, f := range c.close {
		f()
	}
}

const bom = "\xef\xbb\xbf"

// maxWindow bounds the memory that zstd data may ask for.
const maxWindow = 64 << 20

// inflate looks at the first bytes, not at the name, to tell whether a stream is compressed.
func inflate(name string, in io.Reader, size int64) (*content, error) {
	count := &counter{in: in}
	c := &content{Reader: bufio.NewReaderSize(count, headBytes), size: size, plain: true}
	head, err := c.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, &Error{name, 0, "cannot be read: " + cause(err), "check the file and the disk"}
	}
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		z, err := newMembers(c.Reader, count)
		if err != nil {
			return nil, broken(name, 0, err)
		}
		c.Reader, c.size, c.parts, c.plain = bufio.NewReaderSize(z, headBytes), -1, z, false
	case bytes.Equal(head, []byte(zstdMagic)), bytes.Equal(head, []byte(dictMagic)):
		options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow)}
		if bytes.Equal(head, []byte(dictMagic)) {
			dict, err := dictionary(c.Reader)
			if err != nil {
				return nil, broken(name, 0, err)
			}
			options = append(options, zstd.WithDecoderDicts(dict))
		}
		z, err := zstd.NewReader(c.Reader, options...)
		if err != nil {
			return nil, broken(name, 0, err)
		}
		c.close = append(c.close, z.Close)
		c.plain = false
		c.Reader, c.size = bufio.NewReaderSize(z, headBytes), -1
	}
	return c, nil
}

const (
	zstdMagic = "\x28\xb5\x2f\xfd"
	dictMagic = "\x5d\x2a\x4d\x18" // of the frame with a dictionary that a .warc.zst may begin with
	maxDict   = 16 << 20
)

// dictionary reads the frame in front of a .warc.zst: its length, then a dictionary, compressed itself or not.
func dictionary(in io.Reader) ([]byte, error) {
	var head [8]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return nil, err
	}
	n := uint32(head[4]) | uint32(head[5])<<8 | uint32(head[6])<<16 | uint32(head[7])<<24
	if n > maxDict {
		return nil, fmt.Errorf("its dictionary is longer than %s", coding.Size(maxDict))
	}
	dict, err := io.ReadAll(io.LimitReader(in, int64(n)))
	if err == nil && len(dict) < int(n) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil || !bytes.HasPrefix(dict, []byte(zstdMagic)) {
		return dict, err
	}
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxDict))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return z.DecodeAll(dict, nil)
}

func broken(name string, line int, err error) *Error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return &Error{name, line, "its compressed data ends too early", "get the file again"}
	}
	return &Error{name, line, "cannot be read on: " + cause(err), "get the file again"}
}

func open(path string) (*content, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, notOpened(path, err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, notOpened(path, err)
	}
	c, err := inflate(path, f, info.Size())
	if err != nil {
		f.Close()
		return nil, err
	}
	c.close = append(c.close, func() { f.Close() })
	c.path = path
	return c, nil
}

// fill reads the whole of a page into the item.
func (it *Item) fill(c *content, f form, limit int64) error {
	tooLong := &Error{it.Name, 0, "is longer than " + coding.Size(limit), "raise --max-bytes if it is one page all the same"}
	if c.size > limit {
		return tooLong
	}
	var b bytes.Buffer
	if c.size > 0 {
		b.Grow(int(c.size) + bytes.MinRead)
	}
	if _, err := b.ReadFrom(io.LimitReader(c, limit+1)); err != nil {
		return broken(it.Name, 0, err)
	}
	if int64(b.Len()) > limit {
		return tooLong
	}
	return it.take(b.Bytes(), f, "")
}

// take makes the item of the bytes of a page. said is the server's word for what it is, "" where there was no server.
func (it *Item) take(page []byte, f form, said string) error {
	if len(bytes.TrimSpace(bytes.TrimPrefix(page, []byte(bom)))) == 0 {
		return &Error{it.Name, 0, "is empty", "save the page again, or leave it out"}
	}
	if what, remedy, ok := noPage(page); ok {
		return &Error{it.Name, 0, "looks like " + what, remedy}
	}
	if mark := markOf(page[:min(len(page), headBytes)]); mark != "" && !bytes.HasPrefix(page, []byte(mark)) {
		page = append([]byte(mark), page...) // without it zeros look like ASCII
	}
	media, params, _ := mime.ParseMediaType(said)
	it.Bytes, it.ContentType = page, "text/plain"
	if f == formHTML || isHTMLType(media) || isHTML(page) {
		it.ContentType = "text/html"
	}
	if c := params["charset"]; c != "" {
		it.ContentType += "; charset=" + c
	}
	return nil
}

func isHTMLType(media string) bool { return media == "text/html" || media == "application/xhtml+xml" }
