// Command readout reads news pages and keeps who said what, who did what to whom and where each government stands.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"readout/internal/cli"
)

func main() {
	// Writing to a closed pipe (readout ... | head) is an error to be handled, not a signal that kills.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(cli.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
