package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// What CI servers read of JUnit: a suite for each file, a case for each policy.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string      `xml:"name,attr"`
		Class   string      `xml:"classname,attr"`
		File    string      `xml:"file,attr"`
		Failure *junitFault `xml:"failure,omitempty"`
		Error   *junitFault `xml:"error,omitempty"`
		Out     string      `xml:"system-out,omitempty"`
	}
	junitFault struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// junit prints an XML document of test results. A policy fails if it has a finding
// that fails the run; other findings stand in what the case printed.
func junit(w *bufio.Writer, r *Report) {
	all := junitSuites{Name: "apcheck lint"}
	for _, file := range r.Files {
		s := junitSuite{Name: file.Name}
		if file.Fault != nil {
			s.Errors++
			fault := &junitFault{Message: file.Fault.Text, Type: "unusable", Text: file.place(file.Fault.At) + ": " + file.Fault.Text}
			s.Cases = append(s.Cases, junitCase{Name: "file", Class: file.Name, File: file.Name, Error: fault})
		}
		for _, u := range file.Units {
			for _, k := range u.Policies {
				c := r.junitCase(file, u, k)
				if c.Failure != nil {
					s.Failures++
				}
				s.Cases = append(s.Cases, c)
			}
		}
		if s.Tests = len(s.Cases); s.Tests > 0 {
			all.Suites = append(all.Suites, s)
		}
		all.Tests, all.Failures, all.Errors = all.Tests+s.Tests, all.Failures+s.Failures, all.Errors+s.Errors
	}
	w.WriteString(xml.Header)
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	e.Encode(all) // what the writer cannot take is told when it is flushed
	w.WriteString("\n")
}

func (r *Report) junitCase(file *File, u *Unit, k policy.Kind) junitCase {
	c := junitCase{Name: u.title(k), Class: file.Name, File: file.Name}
	var failing, others []string
	for _, f := range u.Findings {
		if f.Policy != k || f.Known {
			continue
		}
		line := fmt.Sprintf("%s:%d:%d: %v: %s (%s)", f.File, f.Begin.Line, f.Begin.Column, f.Severity, f.Message, f.Check)
		if f.Severity < r.Level {
			others = append(others, line)
			continue
		}
		if c.Failure == nil {
			c.Failure = &junitFault{Message: f.Message, Type: f.Check}
		}
		failing = append(failing, line)
	}
	if c.Failure != nil {
		c.Failure.Text = strings.Join(failing, "\n")
	}
	c.Out = strings.Join(others, "\n")
	return c
}
