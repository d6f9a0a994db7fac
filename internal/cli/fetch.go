package cli

import (
	"time"

	"readout"
	"readout/internal/source/fetch"
)

// fetching are the flags of commands that ask the web.
type fetching struct {
	AllowPrivate bool          `help:"Fetch from this machine and from private networks, too."`
	Timeout      time.Duration `default:"30s" placeholder:"TIME" help:"How long to wait for a page; ${default} unless given."`
	Delay        time.Duration `default:"1s" placeholder:"TIME" help:"How long to wait between two requests to a host; ${default} unless given."`
}

func (f *fetching) check() error {
	switch {
	case f.Timeout <= 0:
		return usageError{"--timeout must be longer than nothing"}
	case f.Delay < 0:
		return usageError{"--delay must not be less than nothing"}
	}
	return nil
}

func (f *fetching) client(maxBytes byteSize) *fetch.Client {
	o := fetch.Options{Agent: "readout/" + readout.Version, AllowPrivate: f.AllowPrivate, MaxBytes: int64(maxBytes), Timeout: f.Timeout, Delay: f.Delay}
	if o.Delay == 0 {
		o.Delay = -1
	}
	return fetch.New(o)
}
