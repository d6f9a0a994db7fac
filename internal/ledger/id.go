package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"readout/doc"
)

// Digest names an input in exactly these bytes.
type Digest [16]byte

// DigestOf makes the digest of an input's name and bytes.
func DigestOf(name string, content ...[]byte) Digest {
	h := sha256.New()
	part(h, []byte(name))
	for _, c := range content {
		part(h, c)
	}
	return Digest(h.Sum(nil)[:16])
}

// part writes a length before the bytes, so that two parts never read as two others.
func part(h interface{ Write([]byte) (int, error) }, b []byte) {
	var n [8]byte
	binary.LittleEndian.PutUint64(n[:], uint64(len(b)))
	h.Write(n[:])
	h.Write(b)
}

// idOf makes a document's id of its address and what it says.
func idOf(address string, d *doc.Document) string {
	h := sha256.New()
	for _, s := range []string{address, d.Title, d.Deck, d.Text} {
		part(h, []byte(s))
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Address gives the address of a document: its URL if it has one that leads to a page, else what the input is known by.
func Address(d *doc.Document, input string) string {
	if d.URL != nil {
		if u, err := url.Parse(*d.URL); err == nil && u.Host != "" && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
			return short(*d.URL)
		}
	}
	return short(input)
}

// short keeps an address within what a store can index. What is cut off lives on in a hash.
func short(address string) string {
	const most = 1000
	if c := clean(address, most); c == address {
		return c
	}
	h := sha256.Sum256([]byte(address))
	return clean(address, most-40) + "#" + hex.EncodeToString(h[:16])
}

// A document's key orders it: 22 bits of day, 28 bits of its id, and 13 bits of zeros that number its records. So the keys of
// a document's records lie right behind its own, and a newer day is a higher key.
const (
	recordBits = 13
	idBits     = 28

	// MaxRecords is how many records of a document can be found. A document keeps more than that, but they are not indexed.
	MaxRecords = 1<<recordBits - 1
)

// Key is the place of a document or record in the order of all.
type Key int64

// firstKey is a document's key unless another document of the same day has it.
func firstKey(day int, id string) Key {
	b, err := hex.DecodeString(id)
	if err != nil || len(b) < 4 {
		panic("ledger: id " + strconv.Quote(id))
	}
	return Key(day)<<(idBits+recordBits) | Key(binary.BigEndian.Uint32(b)>>(32-idBits))<<recordBits
}

// Undated is the greatest key of documents and records without a day.
const Undated Key = 1<<(idBits+recordBits) - 1

// Document is the key of the document that a record's key belongs to.
func (k Key) Document() Key { return k &^ MaxRecords }

// Next is where to look for a free key.
func (k Key) Next() Key {
	day := k >> (idBits + recordBits) << (idBits + recordBits)
	return day | (k+1<<recordBits)&(1<<(idBits+recordBits)-1)
}

// DayKeys are the least and the greatest key of documents and records of a range of days. Documents without a day are in it
// where there is no first day.
func DayKeys(since, until string) (least, greatest Key, err error) {
	first, last := 0, 1<<22-1
	if since != "" {
		if first, err = dayNumber(since); err != nil {
			return 0, 0, err
		}
	}
	if until != "" {
		if last, err = dayNumber(until); err != nil {
			return 0, 0, err
		}
	}
	return Key(first) << (idBits + recordBits), Key(last+1)<<(idBits+recordBits) - 1, nil
}

// epoch is the number of the first day of 1970.
const epoch = 719163

// Month numbers the month of a key's day, from the year 0; it is less than 12 where the day is not known.
func (k Key) Month() int {
	day := int64(k.dayNumber())
	if day == 0 {
		return 0
	}
	t := time.Unix((day-epoch)*86400, 0).UTC()
	return 12*t.Year() + int(t.Month()) - 1
}

// dayNumber is the number of a key's day, 0 where it is not known.
func (k Key) dayNumber() int { return int(k >> (idBits + recordBits)) }

// dayNumber counts days from the first of year 1, which is 1.
func dayNumber(day string) (int, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || t.Year() < 1 {
		return 0, Question("%q is no day such as 2024-06-20", day)
	}
	return int(t.Unix()/86400) + epoch, nil
}

// dayInt writes a day as the number 20240620, 0 where there is none.
func dayInt(day *string) int {
	if day == nil {
		return 0
	}
	if _, err := dayNumber(*day); err != nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.ReplaceAll(*day, "-", ""))
	return n
}

// DayInt writes a day as the number 20240620, 0 for none.
func DayInt(day string) int { return dayInt(&day) }

// DayString writes 20240620 as a day, "" for 0.
func DayString(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", n/10000, n/100%100, n%100)
}

// MonthString writes 202406 as a month, "" for 0.
func MonthString(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", n/100, n%100)
}

// RecordID joins a document's id and that of a record in it.
func RecordID(document, record string) string { return document + "/" + record }

// CutRecordID parts what RecordID joined.
func CutRecordID(id string) (document, record string, ok bool) { return strings.Cut(id, "/") }
