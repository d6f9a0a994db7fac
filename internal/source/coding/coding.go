// Package coding undoes what HTTP does to a page on its way: chunks and compression, within bounds.
package coding

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http/httputil"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// ErrTooLong means that a page is longer than allowed once it is inflated.
var ErrTooLong = errors.New("too long")

// Accepted is the Accept-Encoding of a client that uses Decode.
const Accepted = "gzip, br, zstd, deflate"

const (
	maxCodings = 4        // one over the other
	maxWindow  = 64 << 20 // memory that zstd data may ask for
)

// Decode undoes the codings of a Content-Encoding header and gives at most limit bytes. It takes what is not compressed
// although the header says so: archives often keep the header of a page that they store inflated. On an error it gives what
// could be inflated.
func Decode(body []byte, encoding string, limit int64) ([]byte, error) {
	names := strings.FieldsFunc(strings.ToLower(encoding), func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	if len(names) > maxCodings {
		return nil, fmt.Errorf("is coded %d times over", len(names))
	}
	for i := len(names) - 1; i >= 0; i-- { // the last one applied is undone first
		out, err := inflate(body, names[i], limit)
		switch {
		case errors.Is(err, errNotCoded):
			continue
		case err != nil:
			return out, err
		}
		body = out
	}
	if int64(len(body)) > limit {
		return nil, ErrTooLong
	}
	return body, nil
}

var errNotCoded = errors.New("is not coded as its header says")

func inflate(body []byte, name string, limit int64) ([]byte, error) {
	if len(body) == 0 {
		return body, nil
	}
	var r io.Reader
	switch name {
	case "", "identity", "none", "utf-8":
		return nil, errNotCoded
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(body, []byte("\x1f\x8b")) {
			return nil, errNotCoded
		}
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("its gzip data is broken: %w", err)
		}
		r = z
	case "deflate": // zlib, but some servers leave its header out
		if z, err := zlib.NewReader(bytes.NewReader(body)); err == nil {
			r = z
		} else {
			r = flate.NewReader(bytes.NewReader(body))
		}
	case "br":
		r = brotli.NewReader(bytes.NewReader(body))
	case "zstd":
		if !bytes.HasPrefix(body, []byte("\x28\xb5\x2f\xfd")) {
			return nil, errNotCoded
		}
		z, err := zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, fmt.Errorf("its zstd data is broken: %w", err)
		}
		defer z.Close()
		r = z
	default:
		return nil, fmt.Errorf("is coded as %q, which is not known", name)
	}
	var out bytes.Buffer
	_, err := out.ReadFrom(io.LimitReader(r, limit+1))
	switch {
	case int64(out.Len()) > limit:
		return nil, ErrTooLong
	case err != nil && out.Len() == 0 && isText(body): // deflate and br have no mark at their start
		return nil, errNotCoded
	case err != nil:
		return out.Bytes(), fmt.Errorf("its %s data is broken or cut short: %w", name, err)
	}
	return out.Bytes(), nil
}

// isText says whether a body starts as a page does.
func isText(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n\ufeff"), []byte("<"))
}

// Dechunk joins the chunks of a body. One that is not in chunks comes back as it is; of one that is cut short, what there is.
func Dechunk(body []byte) []byte {
	line, _, ok := bytes.Cut(body[:min(len(body), 64)], []byte("\n"))
	line, _, _ = bytes.Cut(bytes.TrimSpace(line), []byte(";"))
	if !ok || len(line) == 0 || len(line) > 8 || len(bytes.Trim(line, "0123456789abcdefABCDEF")) > 0 {
		return body
	}
	out, err := io.ReadAll(httputil.NewChunkedReader(bufio.NewReader(bytes.NewReader(body))))
	if err != nil && len(out) == 0 {
		return body
	}
	return out
}

// Size writes a number of bytes as people do.
func Size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
