package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/versity/versitygw/auth"
	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/s3api"
	"github.com/versity/versitygw/s3api/middlewares"
	"github.com/versity/versitygw/s3api/utils"
)

// A Gateway is versitygw with the guard in front. There can be one in a process:
// its backend changes the working directory, and its settings are global.
type Gateway struct {
	server *s3api.S3ApiServer
	addrs  []string
	ready  chan struct{}
}

// NewGateway sets up a gateway that stores its buckets below dir, which must be
// empty. Decisions go to the log.
func NewGateway(files fs.FS, c *Config, dir string, log *slog.Logger) (*Gateway, error) {
	world, err := NewWorld(files, c)
	if err != nil {
		return nil, err
	}
	guard, err := newGuard(c, world, log)
	if err != nil {
		return nil, err
	}
	store, err := newStore(c, dir)
	if err != nil {
		return nil, err
	}
	// The source of a copy may be named by ARN, which is no bucket's name. The
	// guard has checked all names, and the store takes the source from it.
	utils.SetBucketNameValidationStrict(false)
	g := &Gateway{ready: make(chan struct{}), addrs: []string{c.Listen}}
	for _, e := range c.VPCEndpoints {
		g.addrs = append(g.addrs, e.Listen)
	}
	root := middlewares.RootUserConfig{Access: "nobody", Secret: rand.Text()} // the guard knows no such key
	g.server, err = s3api.New(store, root, c.Region, newAccounts(c), nil, nil, nil, nil,
		s3api.WithQuiet(), s3api.WithKeepAlive(), s3api.WithConcurrencyLimiter(1000, 1000),
		s3api.WithMiddleware("/", guard.handle),
		s3api.WithOnListen(func() { close(g.ready) }))
	return g, err
}

// newStore makes the buckets of the configuration in a file system.
func newStore(c *Config, dir string) (*store, error) {
	data, attributes := filepath.Join(dir, "data"), filepath.Join(dir, "attributes")
	for _, d := range []string{data, attributes} {
		if err := os.Mkdir(d, 0o700); err != nil {
			return nil, err
		}
	}
	// Attributes in files of their own need nothing of the file system.
	sidecar, err := meta.NewSideCar(attributes)
	if err != nil {
		return nil, err
	}
	disk, err := posix.New(data, sidecar, posix.PosixOpts{SideCarDir: attributes, CopyObjectThreshold: 5 << 30})
	if err != nil {
		return nil, err
	}
	s := &store{disk}
	for _, b := range c.Buckets {
		if err := s.create(context.Background(), b.Name, b.Account); err != nil {
			return nil, fmt.Errorf("bucket %s: %w", b.Name, err)
		}
	}
	return s, nil
}

// Serve serves until Stop is called.
func (g *Gateway) Serve() error { return g.server.ServeMultiPort(g.addrs) }

// Ready is closed once the gateway takes requests.
func (g *Gateway) Ready() <-chan struct{} { return g.ready }

// Stop lets requests end and stops.
func (g *Gateway) Stop() error { return g.server.ShutDown() }

// accounts has the secrets of the principals, with which signatures are checked.
// All are administrators below the guard, so that nothing else than our decision
// stands in their way: versitygw knows no principals with ARNs.
type accounts struct {
	auth.IAMService // refuses to change anything
	secrets         map[string]string
}

func newAccounts(c *Config) *accounts {
	a := &accounts{auth.NewIAMServiceSingle(auth.Account{}), make(map[string]string)}
	for _, p := range c.Principals {
		a.secrets[p.AccessKeyID] = p.SecretAccessKey
	}
	return a
}

// GetUserAccount returns the account of an access key.
func (a *accounts) GetUserAccount(access string) (auth.Account, error) {
	secret, ok := a.secrets[access]
	if !ok {
		return auth.Account{}, auth.ErrNoSuchUser
	}
	return auth.Account{Access: access, Secret: secret, Role: auth.RoleAdmin}, nil
}
