package policy

import (
	"math/bits"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/s3action"
)

// An index finds the statements of a policy that may apply to a request, so that
// a request costs what these do and not what all do. It is correct if it comes to
// what evaluateEach does, for which two things are enough:
//
//   - It leaves out a statement only if one of the statement's elements is False.
//   - What it holds for True of an element, without asking it, is True.
//
// A set of statements is a row of bits. Of each element there are rows, and those
// that a request leads to are put together with &: the row of its action, the rows
// of the caller's names, the rows of the beginnings of its resource. What is left
// is asked as always, Denies first, since one decides whatever the Allows say.
//
// Requests that are hard to tell by such means are not served, and rare: about
// actions that are not in the table, and from federated users or callers whose
// names have other letters than those of ASCII.
type index struct {
	rows       rows
	denies     row
	actions    actionIndex
	principals principalIndex
	resources  resourceIndex
}

// So many statements, or entries of Principal and Resource in one, are as fast without
// an index.
const (
	fewStatements = 2
	fewEntries    = 7
)

// worthIndex reports whether an index saves more than it costs.
func worthIndex(statements []statement) bool {
	for i := range statements {
		if s := &statements[i]; len(s.principals.list)+len(s.resources.list) > fewEntries {
			return true
		}
	}
	return len(statements) > fewStatements
}

// newIndex returns nil if an index is not worth it.
func newIndex(p *Policy) *index {
	if !worthIndex(p.statements) {
		return nil
	}
	x := &index{rows: newRows(len(p.statements))}
	x.denies = x.rows.add()
	for i := range p.statements {
		if p.statements[i].effect == Deny {
			x.rows.put(x.denies, i)
		}
	}
	x.actions.build(&x.rows, p.statements)
	x.principals.build(&x.rows, p.statements)
	x.resources.build(&x.rows, p.statements)
	return x
}

// serves reports whether the index can be used for a request.
func (x *index) serves(req *Asked) bool {
	return req.Number != s3action.NoNumber && req.Resource.IsValid() && (req.Principal.callerKeys.plain || !x.principals.named)
}

func (x *index) evaluate(p *Policy, f doubt.Favour, req *Asked) (a Answer) {
	about := x.actions.row(req.Number)
	all, account, name, session := x.principals.find(req.Principal)
	what := x.resources.find(req.Resource)
	var known answers
	for w := range x.rows.width {
		left := x.rows.word(about, w) & x.rows.word(what.may, w)
		left &= x.rows.word(all, w) | x.rows.word(account, w) | x.rows.word(name, w) | x.rows.word(session, w)
		if left == 0 {
			continue
		}
		sure, denies := x.rows.word(what.sure, w), x.rows.word(x.denies, w)
		// Denies first, after which no Allow needs to be asked.
		for of, rest := left&denies, left&^denies; of|rest != 0; of &= of - 1 {
			if of == 0 {
				of, rest = rest, 0
			}
			n := bits.TrailingZeros64(of)
			s := &p.statements[w<<wordShift+n]
			if holds, m := s.holdsFurther(req, sure>>n&1 != 0, &known); a.add(s, f, holds, m) {
				return a
			}
		}
	}
	return a
}

// holdsFurther is holds for a statement that the index has found. Covered tells that
// Resource is about the request; known is what conditions have been asked before.
func (s *statement) holdsFurther(req *Asked, covered bool, known *answers) (condition.Truth, match) {
	t := condition.True
	if s.actions.partly {
		if t = s.actions.coversNumber(req.Number, req.Action); t == condition.False {
			return t, match{}
		}
	}
	m := s.principals.about(req)
	if t = t.And(m.truth); t == condition.False {
		return t, m
	}
	if !covered {
		if t = t.And(s.resources.cover(req.Context, req.Resource)); t == condition.False {
			return t, m
		}
	}
	return t.And(s.meets(req.Context, known)), m
}

// A row is where a set of statements begins in rows.
type row uint32

// rows are sets of statements, each of the same width in words.
type rows struct {
	width int
	words []uint64
}

const wordShift = 6

// newRows returns no rows but that of no statements, which is 0.
func newRows(statements int) rows {
	r := rows{width: (statements + 63) >> wordShift}
	r.words = make([]uint64, r.width, (56+2*statements)*r.width)
	return r
}

// noStatements is the empty row.
const noStatements row = 0

// add adds an empty row.
func (r *rows) add() row {
	at := row(len(r.words))
	for range r.width {
		r.words = append(r.words, 0)
	}
	return at
}

// clone adds a copy of a row.
func (r *rows) clone(of row) row {
	at := r.add()
	copy(r.words[at:], r.words[of:int(of)+r.width])
	return at
}

// join puts the statements of another row into a row.
func (r *rows) join(to, from row) {
	for w := range r.width {
		r.words[int(to)+w] |= r.words[int(from)+w]
	}
}

func (r *rows) put(to row, statement int) {
	r.words[int(to)+statement>>wordShift] |= 1 << (statement & 63)
}

func (r *rows) word(of row, w int) uint64 { return r.words[int(of)+w] }
