package analysis

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// An action stands for all actions that the policies do not tell apart and that are
// alike in what they act on and whether an access point offers them.
type action struct {
	name     string
	resource s3action.Resource // Unknown for actions that nobody knows yet: either is possible
	through  bool
}

// preferred are the actions that stand for others first: those that most readers know.
var preferred = [...]string{"s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:PutBucketPolicy"}

// addActions makes one action of each kind. Actions that are on neither a bucket nor an
// object reach neither policy.
func (s *space) addActions() {
	elements, keys := s.actionElements(), s.keysOfTests()
	for i := range s.groups {
		s.groups[i] = -1
	}
	seen := map[string]int{}
	add := func(name string) {
		number := s3action.Number(name)
		known := s3action.Numbered(number)
		if known.Resource == s3action.OtherResource {
			return
		}
		kind := kindOfAction(name, elements, keys)
		group, had := seen[kind]
		if !had {
			group = len(s.actions)
			seen[kind] = group
			s.actions = append(s.actions, action{name, known.Resource, known.ThroughAccessPoint})
		}
		if number != s3action.NoNumber {
			s.groups[number] = group
		}
	}
	for _, name := range preferred {
		add(name)
	}
	for a := range s3action.All() {
		if strings.HasPrefix(a.Name, "s3:") {
			add(a.Name)
		}
	}
	add(FutureAction)
}

// withAction returns the space with an action that is known in the place of the one that
// stands for it, so that witnesses have the action that is asked about.
func (s *space) withAction(number int) *space {
	made := *s
	made.actions = slices.Clone(s.actions)
	made.actions[s.groups[number]].name = s3action.Numbered(number).Name
	return &made
}

// kindOfAction tells actions apart: by what they act on, by whether an access point
// offers them, by which elements are about them, and by which keys come with them.
func kindOfAction(name string, elements []elementOf, keys []s3key.Key) string {
	number := s3action.Number(name)
	known := s3action.Numbered(number)
	kind := []byte{byte(known.Resource), bit(known.ThroughAccessPoint)}
	for _, e := range elements {
		kind = append(kind, byte(e.about(name)))
	}
	for i := range keys {
		kind = append(kind, bit(keys[i].ForAction(number)))
	}
	return string(kind)
}

func bit(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// actionElements returns the elements Action and NotAction, those that say the same
// once.
func (s *space) actionElements() (list []elementOf) {
	for _, src := range s.sources {
		for i := range src.doc.Statements {
			p := &src.doc.Statements[i].Action
			if !slices.ContainsFunc(list, func(e elementOf) bool { return samePatterns(e.patterns(), p) }) {
				list = append(list, elementOf{src, i})
			}
		}
	}
	return list
}

// keysOfTests returns what is known of the keys that tests name. Requests for some
// actions carry them, and others do not.
func (s *space) keysOfTests() (list []s3key.Key) {
	seen := map[string]bool{}
	for _, t := range s.tests {
		if k, ok := s3key.Lookup(t.key); ok && !seen[k.Name] {
			seen[k.Name] = true
			list = append(list, k)
		}
	}
	return list
}

// An elementOf is the element Action or NotAction of a statement.
type elementOf struct {
	src *source
	i   int
}

func (e elementOf) patterns() *policy.Patterns { return &e.src.doc.Statements[e.i].Action }

func (e elementOf) about(action string) condition.Truth {
	return e.src.compiled.About(e.i, policy.ActionElement, &policy.Request{Action: action})
}

// samePatterns reports whether two elements say the same in the same words.
func samePatterns(a, b *policy.Patterns) bool {
	return a.Not == b.Not && slices.EqualFunc(a.Items, b.Items, func(a, b policy.Text) bool { return a.Value == b.Value })
}
