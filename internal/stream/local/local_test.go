package local

import (
	"testing"

	"readout/internal/stream"
	"readout/internal/stream/streamtest"
)

func TestStream(t *testing.T) {
	streamtest.Run(t, func(t *testing.T, o stream.Options) stream.Stream { return New(o) })
}
