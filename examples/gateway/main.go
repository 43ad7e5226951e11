// The program gateway is a real S3 server whose requests are decided by S3 access
// points: versitygw, which checks signatures and stores objects, with this
// module's library in front of it.
//
//	go run .                        # the workshop's bucket and access points
//	go run . -config mine.json      # others; the README has the format
//
// It serves on loopback, prints what to try with the aws command, and tells for
// each request why it was allowed or denied. Objects are in a temporary directory
// and gone when it ends.
package main

import (
	"context"
	"embed"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

//go:embed gateway.json policies
var workshop embed.FS

func main() {
	config := flag.String("config", "", "configuration file; policies that it names are in its folder or below")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *config, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gateway:", err)
		os.Exit(1)
	}
}

// run serves until the context ends.
func run(ctx context.Context, config string, out io.Writer) error {
	files, name := fs.FS(workshop), "gateway.json"
	if config != "" {
		files, name = os.DirFS(filepath.Dir(config)), filepath.Base(config)
	}
	c, err := ReadConfig(files, name)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "gateway")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	g, err := NewGateway(files, c, dir, slog.New(slog.NewTextHandler(out, nil)))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- g.Serve() }()
	select {
	case err := <-ended:
		return err
	case <-g.Ready():
	}
	if config == "" {
		printCommands(out, c)
	}
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		return g.Stop()
	}
}
