// Command bench measures what decisions cost: with this library, with what a Go user
// could take instead, and with the least code that would do. See README.md.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
)

// options are what the command line says.
type options struct {
	workloads, json, svg string
	rounds, accessPoints int
	only                 string
	scaling              bool
}

func main() {
	var o options
	flag.StringVar(&o.workloads, "workloads", "../testdata/workloads", "read workloads from this `folder`")
	flag.IntVar(&o.rounds, "rounds", 9, "measure in so many `rounds`")
	flag.IntVar(&o.accessPoints, "accesspoints", 10_000, "`number` of access points in W4")
	flag.StringVar(&o.json, "json", "", "write results to this `file` too")
	flag.StringVar(&o.svg, "svg", "", "draw results in this `file`")
	flag.StringVar(&o.only, "only", "", "measure these workloads and contenders only: `names`, with commas")
	flag.BoolVar(&o.scaling, "scaling", false, "measure how costs grow instead")
	flag.Parse()
	run := runComparison
	if o.scaling {
		run = runScaling
	}
	if err := run(&o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// contenders lists who is measured.
func contenders() ([]contender, error) {
	cel, err := newCEL()
	return []contender{
		ours{},
		&peerContender{peer: minio{}, title: "minio/pkg"},
		&peerContender{peer: newVersitygw(), title: "versitygw", unprepared: true},
		&peerContender{peer: cedarPeer{}, title: "cedar-go"},
		&peerContender{peer: cel, title: "cel-go"},
		&peerContender{peer: opaPeer{}, title: "OPA"},
		&peerContender{peer: casbinPeer{}, title: "casbin"},
		floor{},
	}, err
}

// chosen keeps what -only names. If it names none of a kind, all of that kind stay.
func chosen[T any](o *options, list []T, name func(T) string) []T {
	names := strings.Split(strings.ToLower(o.only), ",")
	named := slices.DeleteFunc(slices.Clone(list), func(x T) bool { return !slices.Contains(names, strings.ToLower(name(x))) })
	if len(named) == 0 {
		return list
	}
	return named
}

func (o *options) contenders() ([]contender, error) {
	all, err := contenders()
	return chosen(o, all, contender.name), err
}

func runComparison(o *options) error {
	contenders, err := o.contenders()
	if err != nil {
		return err
	}
	workloads, err := readWorkloads(o.workloads)
	if err != nil {
		return err
	}
	workloads = append(workloads, &workload{name: catalogueName}) // made when its turn comes
	var results []*result
	for _, w := range chosen(o, workloads, func(w *workload) string { return w.name }) {
		progress("%s …", w.name)
		if w.name == catalogueName {
			w = makeCatalogue(o.accessPoints)
		}
		more, err := compare([]*workload{w}, contenders, o.rounds)
		if err != nil {
			return err
		}
		if w.name == catalogueName {
			progress("memory …")
			if more, err = weighAll(more, contenders, o.accessPoints); err != nil {
				return err
			}
		}
		results = append(results, more...)
	}
	about := conditions(o.rounds)
	fmt.Printf("%s\n\n", about)
	writeTable(os.Stdout, results)
	return o.write(results, func() []byte { return drawBars(results, about) })
}

// write writes the files that were asked for.
func (o *options) write(results any, draw func() []byte) error {
	if o.json != "" {
		text, err := json.MarshalIndent(results, "", "\t")
		if err != nil {
			return err
		}
		if err := os.WriteFile(o.json, append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	if o.svg != "" {
		return os.WriteFile(o.svg, draw(), 0o644)
	}
	return nil
}

// progress tells what goes on, apart from the results.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
