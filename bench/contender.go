package main

import (
	"fmt"
	"iter"
)

// A contender is whoever is measured: this library, a peer or the floor.
type contender interface {
	name() string
	// setUp makes a workload ready.
	setUp(*workload) (*instance, error)
	// load makes a catalogue of so many access points ready, whose memory is then
	// measured.
	load(accessPoints int) (any, error)
}

// An instance is a contender with one workload. A nil function is one that the
// contender does not have.
type instance struct {
	// decide decides a request that was prepared, and tells whether it is allowed.
	decide func(i int) bool
	// plain decides a request from the strings that a service has of it.
	plain func(i int) bool
	// outcome tells Allow, ExplicitDeny or ImplicitDeny.
	outcome func(i int) string
	// parse reads and makes ready all policies. Catalogues are not parsed as a whole.
	parse func() error
}

// peerContender lets a peer decide workloads.
type peerContender struct {
	peer
	title string
	// unprepared tells that prepare makes more than what strings need, so that
	// deciding from plain strings is not measured.
	unprepared bool
}

func (c *peerContender) name() string { return c.title }

func (c *peerContender) setUp(w *workload) (*instance, error) {
	sources, err := c.sources(w)
	if err != nil {
		return nil, err
	}
	bucket, err := c.compile(sources[0])
	if err != nil {
		return nil, err
	}
	accessPoints, err := c.accessPoints(w, sources)
	if err != nil {
		return nil, err
	}
	d := &peerDecider{bucket, accessPoints}
	asked, requests := make([]asked, len(w.requests)), make([]prepared, len(w.requests))
	for i := range w.requests {
		asked[i] = ask(&w.requests[i])
		requests[i] = c.prepareAsked(&asked[i])
	}
	in := &instance{decide: func(i int) bool { return d.allows(&requests[i]) }}
	if !c.unprepared {
		in.plain = func(i int) bool {
			p := c.prepareAsked(&asked[i])
			return d.allows(&p)
		}
	}
	if len(w.accessPoints) <= 1 {
		in.parse = func() error { return c.compileSources(sources) }
	}
	return in, nil
}

// sources translates the bucket policy and, if there is just one, that of the
// access point.
func (c *peerContender) sources(w *workload) ([][]byte, error) {
	list := [][]byte{w.bucket}
	if len(w.accessPoints) == 1 {
		list = append(list, w.accessPoints[0].policy)
	}
	for i, src := range list {
		d, err := readDocument(src)
		if err != nil {
			return nil, err
		}
		if list[i], err = c.translate(d); err != nil {
			return nil, fmt.Errorf("%s: %w", w.name, err)
		}
	}
	return list, nil
}

func (c *peerContender) compileSources(sources [][]byte) error {
	for _, src := range sources {
		if _, err := c.compile(src); err != nil {
			return err
		}
	}
	return nil
}

// accessPoints makes the policies of a workload's access points ready.
func (c *peerContender) accessPoints(w *workload, sources [][]byte) (many, error) {
	if len(sources) == 1 {
		return c.compileAll(w.policies())
	}
	p, err := c.compile(sources[1])
	return shelved{w.accessPoints[0].arn(): p}, err
}

// compileAll makes the policies of many access points ready.
func (c *peerContender) compileAll(policies iter.Seq2[string, []byte]) (many, error) {
	var failed error
	documents := func(yield func(string, *document) bool) {
		for arn, src := range policies {
			d, err := readDocument(src)
			if err != nil {
				failed = err
				return
			}
			if !yield(arn, d) {
				return
			}
		}
	}
	if s, ok := c.peer.(shelf); ok {
		m, err := s.compileMany(documents)
		if failed != nil {
			err = failed
		}
		return m, err
	}
	m := shelved{}
	for arn, d := range documents {
		src, err := c.translate(d)
		if err != nil {
			return nil, err
		}
		if m[arn], err = c.compile(src); err != nil {
			return nil, err
		}
	}
	return m, failed
}

func (c *peerContender) load(accessPoints int) (any, error) {
	return c.compileAll(func(yield func(string, []byte) bool) {
		for i := range accessPoints {
			if !yield(accessPointARN(teamName(i)), teamPolicy(i)) {
				return
			}
		}
	})
}

// policies returns the policies of the access points by ARN.
func (w *workload) policies() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for i := range w.accessPoints {
			if !yield(w.accessPoints[i].arn(), w.accessPoints[i].policy) {
				return
			}
		}
	}
}

// An asked request is the questions that it is, in strings.
type asked struct {
	accessPoint             string // ARN, empty for a request made to the bucket
	toBucket, toAccessPoint question
}

func ask(r *request) (a asked) {
	a.toBucket = r.toBucket()
	if r.accessPoint != "" {
		a.accessPoint, a.toAccessPoint = accessPointARN(r.accessPoint), r.toAccessPoint()
	}
	return a
}

// A prepared request is the same as a peer takes it.
type prepared struct {
	accessPoint             string
	toBucket, toAccessPoint any
}

func (c *peerContender) prepareAsked(a *asked) (p prepared) {
	p.toBucket = c.prepare(&a.toBucket)
	if a.accessPoint != "" {
		p.accessPoint, p.toAccessPoint = a.accessPoint, c.prepare(&a.toAccessPoint)
	}
	return p
}

// peerDecider has the policies of a workload.
type peerDecider struct {
	bucket       compiled
	accessPoints many
}

func (d *peerDecider) allows(p *prepared) bool {
	if !d.bucket.allows(p.toBucket) {
		return false
	}
	return p.accessPoint == "" || d.accessPoints.allows(p.accessPoint, p.toAccessPoint)
}
