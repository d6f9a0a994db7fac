package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"readout/internal/source/coding"
	"readout/internal/stream"
	"readout/internal/stream/nats"
	"readout/internal/work"
)

type streamCmd struct {
	Status streamStatusCmd `cmd:"" help:"Count what waits, what is in hand and what is dead, and how fast it goes."`
	Dead   streamDeadCmd   `cmd:"" help:"List what could not be read, with the reasons."`
	Revive streamReviveCmd `cmd:"" help:"Put dead documents back on the stream."`
	Forget streamForgetCmd `cmd:"" help:"Remove dead documents for good."`
	Serve  streamServeCmd  `cmd:"" help:"Run a server of the work stream in a folder, for one machine or a few."`
}

type streamStatusCmd struct {
	streamFlag
	During time.Duration `default:"2s" placeholder:"TIME" help:"How long to look for how fast it goes; ${default} unless given, 0s for not at all."`
	Format string        `enum:"text,json" default:"text" help:"text for people; json for programs."`
}

func (c *streamStatusCmd) Help() string {
	return `Counts are of batches, as readout send makes them. What came back, since its worker died or fell silent, is read again alone; it may be single documents of a batch that was taken apart. A rate is what was seen while the command looked; the time left is what waits at that rate.`
}

// streamStatus is what is told of a stream.
type streamStatus struct {
	Waiting  int64   `json:"waiting"`
	Taken    int64   `json:"taken"`
	CameBack int64   `json:"came_back"`
	Dead     int64   `json:"dead"`
	Bytes    int64   `json:"bytes"`
	Sent     float64 `json:"sent_per_second"`
	Done     float64 `json:"done_per_second"`
	Left     float64 `json:"seconds_left,omitempty"`
}

func statusOf(s stream.Status) streamStatus {
	return streamStatus{Waiting: s.Waiting, Taken: s.Taken, CameBack: s.Suspects, Dead: s.Dead, Bytes: s.Bytes}
}

func (c *streamStatusCmd) Run(e *env) error {
	s, err := c.openStream(e, nil, stream.Options{}, 0)
	if err != nil {
		return err
	}
	defer s.Close()
	began := time.Now()
	first, err := s.Status(e.ctx)
	if err != nil {
		return err
	}
	st := statusOf(first)
	if c.During > 0 {
		select {
		case <-time.After(c.During):
		case <-e.ctx.Done():
			return e.ctx.Err()
		}
		last, err := s.Status(e.ctx)
		if err != nil {
			return err
		}
		took := time.Since(began).Seconds()
		st = statusOf(last)
		st.Sent, st.Done = float64(last.Sent-first.Sent)/took, float64(last.Done-first.Done)/took
		if st.Done > 0 {
			st.Left = float64(st.Waiting+st.Taken) / st.Done
		}
	}
	if c.Format == "json" {
		return json.NewEncoder(e.stdout).Encode(st)
	}
	fmt.Fprintf(e.stdout, "%d batches wait, %d are in hand, %d came back, %d are dead; %s\n", st.Waiting, st.Taken, st.CameBack, st.Dead, coding.Size(st.Bytes))
	if c.During > 0 {
		fmt.Fprintf(e.stdout, "%.1f sent and %.1f done a second", st.Sent, st.Done)
		if st.Left > 0 {
			fmt.Fprintf(e.stdout, "; %s left at that pace", shortTime(time.Duration(st.Left*float64(time.Second))))
		}
		fmt.Fprintln(e.stdout)
	}
	return nil
}

type streamDeadCmd struct {
	streamFlag
	Format string `enum:"text,json" default:"text" help:"text for people; json, one object a line."`
	Pages  string `placeholder:"DIR" help:"Write the documents themselves into this folder, under their ids, such as to read or to report them."`
}

func (c *streamDeadCmd) Run(e *env) error {
	s, err := c.openStream(e, nil, stream.Options{}, 0)
	if err != nil {
		return err
	}
	defer s.Close()
	if c.Pages != "" {
		if err := os.MkdirAll(c.Pages, 0o777); err != nil {
			return err
		}
	}
	for d, err := range s.Dead(e.ctx) {
		if err != nil {
			return err
		}
		what, since := work.Describe(d.Data), d.Since.UTC().Format(time.RFC3339)
		if c.Format == "json" {
			err = json.NewEncoder(e.stdout).Encode(map[string]any{"id": d.ID, "documents": what, "reason": d.Reason, "tries": d.Tries, "since": since, "bytes": len(d.Data)})
		} else {
			_, err = fmt.Fprintf(e.stdout, "%s  %s  %s\n    %s (try %d)\n", printable(d.ID), since, printable(what), printable(d.Reason), d.Tries)
		}
		if err == nil && c.Pages != "" {
			err = c.write(d.Message)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// write writes the page of a dead document, or a corpus of it; nothing where it lies in an archive. An id is no path.
func (c *streamDeadCmd) write(m stream.Message) error {
	documents, err := work.Decode(m.Data)
	if err != nil {
		return nil // the list tells
	}
	for i, d := range documents {
		name := filepath.Base(m.ID)
		if len(documents) > 1 {
			name = fmt.Sprintf("%s-%d", name, i+1)
		}
		content := d.Bytes
		switch {
		case d.Archive != "":
			continue
		case d.Corpus:
			name += ".jsonl"
			if content, err = json.Marshal(map[string]string{"id": d.ID, "text": d.Text, "title": d.Title, "date": d.Date}); err != nil {
				return err
			}
		case strings.Contains(d.ContentType, "html") || path.Ext(d.Name) != ".txt":
			name += ".html"
		default:
			name += ".txt"
		}
		if err := os.WriteFile(filepath.Join(c.Pages, name), content, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// printable leaves out what a terminal would obey.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if !strconv.IsPrint(c) {
			return ' '
		}
		return c
	}, s)
}

// ofDead says which of the dead a command is about.
type ofDead struct {
	IDs []string `arg:"" optional:"" name:"id" help:"Ids as readout stream dead lists them."`
	All bool     `help:"All of them."`
	streamFlag
}

// each does something with them and tells how many there were.
func (c *ofDead) each(e *env, do func(*nats.Stream, context.Context, ...string) (int, error), done string) error {
	if c.All == (len(c.IDs) > 0) {
		return usageError{"expected \"<id> ...\" or --all"}
	}
	s, err := c.openStream(e, plainLog(e, new(progress)), stream.Options{}, 0)
	if err != nil {
		return err
	}
	defer s.Close()
	n, err := do(s, e.ctx, c.IDs...)
	e.say("%d %s", n, done)
	if err == nil && n < len(c.IDs) {
		return fmt.Errorf("%d of the ids are not among the dead (readout stream dead lists them)", len(c.IDs)-n)
	}
	return err
}

type streamReviveCmd struct{ ofDead }

func (c *streamReviveCmd) Run(e *env) error {
	return c.each(e, (*nats.Stream).Revive, "put back on the stream")
}

type streamForgetCmd struct{ ofDead }

func (c *streamForgetCmd) Help() string {
	return `They are gone then: a document that was sent itself, not by its place in an archive, is nowhere else on the stream. Sent again, it is read again, an hour after it was sent first or in another batch.`
}

func (c *streamForgetCmd) Run(e *env) error {
	return c.each(e, (*nats.Stream).Forget, "forgotten")
}

type streamServeCmd struct {
	Folder string `arg:"" name:"folder" help:"Where the server keeps what is on the stream; made if it is not there."`
	Addr   string `default:"127.0.0.1:4222" placeholder:"ADDR" help:"Where it listens; ${default} unless given. It asks nobody for a password: let only machines reach it that you trust."`
	Sync   bool   `help:"Force every batch to disk before it counts as sent: slower, and a power cut costs nothing."`
}

func (c *streamServeCmd) Help() string {
	return `Runs until Ctrl-C or SIGTERM. What is on the stream is there again at the next start.

Without --sync, a power cut may cost what was sent in the two minutes before it: send it again then, what is known costs nothing.`
}

func (c *streamServeCmd) Run(e *env) error {
	host, port, err := net.SplitHostPort(c.Addr)
	n, bad := strconv.Atoi(port)
	if err != nil || bad != nil || n < 0 || n > 65535 {
		return usageError{fmt.Sprintf("--addr=%s is no address such as 127.0.0.1:4222", c.Addr)}
	}
	if host == "" {
		host = "127.0.0.1"
	}
	folder, err := filepath.Abs(c.Folder)
	if err == nil {
		err = os.MkdirAll(folder, 0o777)
	}
	if err != nil {
		return err
	}
	s, err := nats.Serve(folder, host, n, c.Sync)
	if err != nil {
		return err
	}
	e.say("the work stream of %s is at %s", c.Folder, s.ClientURL())
	<-e.ctx.Done()
	s.Close()
	return nil
}
