package cli

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"readout/internal/source"
	"readout/internal/stream"
	"readout/internal/stream/nats"
	"readout/internal/work"
)

// streamFlag says which work stream a command works on.
type streamFlag struct {
	Stream string `default:"nats://127.0.0.1:4222" env:"READOUT_STREAM" placeholder:"nats://..." help:"The NATS servers of the work stream, several parted by commas; ${default} unless given here or as $READOUT_STREAM. readout stream serve starts one."`
}

// openStream connects. Options that are not set leave the stream as it is. The log may be nil.
func (f *streamFlag) openStream(e *env, log *slog.Logger, o stream.Options, replicas int) (*nats.Stream, error) {
	ctx, cancel := context.WithTimeout(e.ctx, 15*time.Second)
	defer cancel()
	return nats.Open(ctx, nats.Config{Options: o, URL: f.Stream, Replicas: replicas, Name: "readout", Log: log})
}

type sendCmd struct {
	inputs
	streamFlag
	Batch    int      `default:"100" placeholder:"N" help:"How many documents to send in one batch, at most; ${default} unless given."`
	Archives string   `placeholder:"DIR" help:"Of WARC files in this folder send only where their pages lie. Workers must be given a folder with the same files."`
	MaxSize  byteSize `placeholder:"SIZE" help:"How much may wait on the stream, such as 20GB, before sending waits; the stream keeps it. 4GB unless given once."`
	Replicas int      `placeholder:"N" help:"How many servers of a cluster keep each batch: 1, 3 or 5; the stream keeps it. 1 unless given once."`
}

func (c *sendCmd) Help() string {
	return `Puts documents on a work stream in batches, for readout work to read them, on any number of machines. Where the stream is full, it waits until workers have made room. What was sent within the last hour is not taken again; what was sent before that is passed over by the workers, as the ledger has it. So a run that was cut short is completed by running it again.

Pages are sent themselves, packed. With --archives, of the WARC files below that folder only the places of the pages are sent, if the files are plain or have one gzip member a record, as those of Common Crawl.

Exit status: 0 all sent; 1 some inputs failed, each named on stderr with its reason, the others are sent; 2 the command line is wrong.`
}

func (c *sendCmd) Run(e *env) error {
	switch {
	case c.Batch < 1:
		return usageError{fmt.Sprintf("--batch=%d is less than one", c.Batch)}
	case c.Replicas != 0 && c.Replicas != 1 && c.Replicas != 3 && c.Replicas != 5:
		return usageError{fmt.Sprintf("--replicas=%d is not 1, 3 or 5", c.Replicas)}
	}
	if err := c.fetching.check(); err != nil {
		return err
	}
	p := startProgress(e, c.count)
	defer p.stop()
	s, err := c.openStream(e, plainLog(e, p), stream.Options{MaxBytes: int64(c.MaxSize)}, c.Replicas)
	if err != nil {
		return err
	}
	defer s.Close()
	var sum tally
	failed := func(err error) {
		sum.failed++
		p.clear()
		e.say("%v", err)
	}
	send := &work.Sender{Stream: s, Batch: c.Batch, Refused: func(long *work.TooLongError) { failed(long) }}
	for r := range c.items(e) {
		for _, n := range r.notes {
			p.clear()
			e.say("%s", n)
		}
		if err = r.err; err == nil && r.item != nil {
			var d work.Document
			if d, err = c.document(r.item); err == nil {
				sum.read++
				if err := send.Send(e.ctx, d); err != nil {
					return c.broken(e, send, err)
				}
			}
		}
		if err != nil {
			failed(err)
		}
		p.show(sum)
	}
	if e.ctx.Err() == nil {
		if err := send.Flush(e.ctx); err != nil {
			return c.broken(e, send, err)
		}
	}
	p.clear()
	e.say("%d documents sent in %d batches, %d of them sent before; %d failed; %s", send.Documents, send.Sent.New+send.Sent.Known, send.Sent.Known, sum.failed, p.pace(send.Documents))
	switch {
	case e.ctx.Err() != nil:
		return errCutShort
	case sum.failed > 0:
		return errFailed
	}
	return nil
}

// document makes what is sent of an item.
func (c *sendCmd) document(it *source.Item) (work.Document, error) {
	if d, ok := work.Refer(it, addressOf(it), c.Archives); ok {
		return d, nil
	}
	if err := it.Load(); err != nil {
		return work.Document{}, err
	}
	return work.NewDocument(it, addressOf(it)), nil
}

var errCutShort = fmt.Errorf("%w; what was sent is on the stream: run again to send the rest", errInterrupted)

// broken ends a sending that cannot go on.
func (c *sendCmd) broken(e *env, send *work.Sender, err error) error {
	if e.ctx.Err() != nil { // while it waited for room
		err = errCutShort
	} else {
		err = fmt.Errorf("the work stream: %w; what was sent is on the stream: run again to send the rest", err)
	}
	return fmt.Errorf("%d documents sent in %d batches: %w", send.Documents, send.Sent.New+send.Sent.Known, err)
}
