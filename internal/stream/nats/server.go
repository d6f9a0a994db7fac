package nats

import (
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Server is a NATS server inside this process, for work on one machine without a server of its own.
type Server struct{ *server.Server }

// Serve starts a server that keeps its streams in the folder dir. With an empty address it can be reached from inside the process
// only; otherwise it listens on host and port (0 for any free one). With sync it forces every message to disk before it
// acknowledges it: some fifty times slower, and nothing is lost in a power cut.
func Serve(dir, host string, port int, sync bool) (*Server, error) {
	o := &server.Options{
		ServerName: "readout", JetStream: true, StoreDir: dir, DontListen: host == "", Host: host, Port: port, SyncAlways: sync,
		NoSigs: true, NoLog: true, MaxPayload: 8 << 20,
	}
	if port == 0 {
		o.Port = server.RANDOM_PORT
	}
	return serve(o)
}

func serve(o *server.Options) (*Server, error) {
	s, err := server.NewServer(o)
	if err != nil {
		return nil, fmt.Errorf("the work stream's server: %w", err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		s.Shutdown()
		return nil, errors.New("the work stream's server did not start within ten seconds; does another one use the folder " + o.StoreDir + " or the port?")
	}
	return &Server{s}, nil
}

// Close stops the server and waits until its files are closed.
func (s *Server) Close() {
	s.Shutdown()
	s.WaitForShutdown()
}
