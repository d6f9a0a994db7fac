package ledger

import (
	"bytes"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"readout/doc"
	"readout/internal/dedup"
)

// Entry is a document ready to be kept. All that takes time has been done; a store only writes it down.
type Entry struct {
	Input Digest // what the document was read from; the zero Digest where there is nothing to know again
	Again bool   // replace the records of a document that is there already

	ID, Address string
	Day         int // of publication as YYYYMMDD, 0 unknown
	First       Key // the document's key, unless it is taken
	// Of two texts of one address the one seen later is the newer, of two seen at once the one sent later.
	Seen     int64 // when the page was so, in seconds from 1970: when it was fetched, else its day of publication; 0 unknown
	Sent     int64 // when it was given to be read, in microseconds from 1970; 0 for when it is added
	Head     Head
	Name     string // the document's own id
	Kind     string
	Language string
	Coder    string
	Agency   string // as Witness has it

	Body  []byte // the document in the contract's JSON, packed
	Print []byte
	Keys  []uint64
	Index
}

// Index is what a document is found by.
type Index struct {
	Terms string
	Rows  []Row
	Pairs []Pair
}

// Preparer makes entries. One goroutine uses it at a time.
type Preparer struct {
	buf  bytes.Buffer
	pack *zstd.Encoder
}

// NewPreparer makes a Preparer.
func NewPreparer() *Preparer {
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err) // the options are wrong; every test sees it
	}
	return &Preparer{pack: pack}
}

// Prepare makes the entry of a document that was read from an input of that name. The document must keep the contract.
func (p *Preparer) Prepare(input string, d *doc.Document) (*Entry, error) {
	if err := doc.Validate(d); err != nil {
		return nil, fmt.Errorf("the records do not keep the contract, so it is not kept: %w", err)
	}
	p.buf.Reset()
	if err := doc.Encode(&p.buf, d); err != nil {
		return nil, err
	}
	e := &Entry{
		Address: Address(d, input), Name: clean(d.ID, 1000), Kind: d.Kind, Language: d.Language, Coder: clean(d.Coder, 200),
		Day: dayInt(d.Published), Body: p.pack.EncodeAll(p.buf.Bytes(), nil), Index: indexOf(d),
	}
	if c, ok := dedup.CreditOf(d); ok {
		e.Agency = clean(c.Agency, 200)
		if !c.Whole {
			e.Agency = "with " + e.Agency
		}
	}
	e.ID = idOf(e.Address, d)
	day := 0
	if e.Day > 0 {
		day, _ = dayNumber(*d.Published)
		e.Seen = int64(day-epoch) * 86400
	}
	e.First = firstKey(day, e.ID)
	e.Head = Head{ID: e.ID, Address: e.Address, Title: clean(d.Title, 1000), Outlet: clean(d.Outlet, 200), Published: value(d.Published)}
	e.Print = printOf(d.Text)
	e.Keys = keysOf(e.Print)
	return e, nil
}

func indexOf(d *doc.Document) Index {
	all, pairs := rows(d)
	return Index{documentTerms(d), all, pairs}
}

// Size is about how much memory an entry holds, in bytes.
func (e *Entry) Size() int {
	n := len(e.Body) + len(e.Terms) + 1000
	for i := range e.Rows {
		n += len(e.Rows[i].Terms) + 200
	}
	return n
}

var unpack = func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxBody))
	if err != nil {
		panic(err)
	}
	return d
}()

// maxBody bounds the memory that a stored document may ask for.
const maxBody = 1 << 30

// Open reads what a store keeps of a document, and applies the corrections.
func Open(body []byte, corrections []Correction) (machine []byte, d *doc.Document, err error) {
	if machine, err = unpack.DecodeAll(body, nil); err != nil {
		return nil, nil, fmt.Errorf("its content cannot be unpacked: %w", err)
	}
	now := machine
	if len(corrections) > 0 {
		if now, err = Apply(machine, corrections); err != nil {
			return nil, nil, err
		}
	}
	if d, err = doc.Decode(now); err != nil {
		return nil, nil, fmt.Errorf("its content is no document: %w", err)
	}
	return machine, d, nil
}

// NewKept puts a document together from what a store keeps of it.
func NewKept(k Kept, body []byte) (*Kept, error) {
	var err error
	if k.machine, k.Doc, err = Open(body, k.Corrections); err != nil {
		return nil, err
	}
	return &k, nil
}

// IndexOf is what a document with corrections is found by.
func (k *Kept) Index() Index { return indexOf(k.Doc) }

// CheckIdentity says what is wrong with a stored document: its id, its contract.
func (k *Kept) CheckIdentity() error {
	machine, err := doc.Decode(k.machine)
	if err != nil {
		return err
	}
	if id := idOf(k.Address, machine); id != k.ID {
		return fmt.Errorf("its address and text make the id %s", id)
	}
	if err := doc.Validate(machine); err != nil {
		return err
	}
	return doc.Validate(k.Doc)
}
