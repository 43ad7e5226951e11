package aptest

import (
	"errors"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
)

// A setup is what requests of one principal through one door have in common.
type setup struct {
	caller   *caller
	door     door
	endpoint *endpoint // nil if there is none
}

// broken reports whether something of it was found wrong where it is listed.
func (s *setup) broken() bool {
	return s.caller.broken || s.door.bucket.broken ||
		s.door.accessPoint != nil && s.door.accessPoint.broken || s.endpoint != nil && s.endpoint.broken
}

// A world is a setup made ready, shared by all its requests.
type world struct {
	setup
	setting   accesspoint.Setting
	evaluator *accesspoint.Evaluator // nil for a setting that cannot be
	accounts  map[string]*account
}

// world returns what is shared by the requests of a setup. What is wrong with the
// setting is reported where it stands.
func (r *reader) world(s setup) *world {
	if w := r.worlds[s]; w != nil {
		return w
	}
	w := &world{setup: s, accounts: r.accounts}
	w.setting = accesspoint.Setting{Bucket: s.door.bucket.setting, Caller: s.caller.setting}
	if s.door.accessPoint != nil {
		w.setting.AccessPoint = s.door.accessPoint.setting
	}
	if s.endpoint != nil {
		w.setting.Endpoint = s.endpoint.setting
	}
	broken := s.broken()
	for _, a := range w.relevant() {
		w.setting.Accounts = append(w.setting.Accounts, a.setting)
		broken = broken || a.broken
	}
	r.worlds[s] = w
	if broken {
		return w
	}
	var err error
	if w.evaluator, err = accesspoint.NewEvaluator(w.setting); err != nil {
		r.settingFaults(&s, err)
	}
	return w
}

// relevant returns the accounts that bear on the requests. There may be many that
// do not.
func (w *world) relevant() (list []*account) {
	ids := []string{w.setting.Caller.Principal.Account(), w.setting.Bucket.Account, w.setting.AccessPoint.AccessPoint.Account()}
	for i, id := range ids {
		a := w.accounts[id]
		if a != nil && id != "" && !slices.Contains(ids[:i], id) {
			list = append(list, a)
		}
	}
	return list
}

// settingFaults reports what is wrong with a setting, each fault where what it is
// about is listed.
func (r *reader) settingFaults(s *setup, err error) {
	all, _ := err.(interface{ Unwrap() []error })
	if all == nil {
		r.fault(s.caller.node, err)
		return
	}
	for _, err := range all.Unwrap() {
		n := s.caller.node
		if e, ok := errors.AsType[*accesspoint.SettingError](err); ok {
			switch {
			case strings.HasPrefix(e.Field, "Bucket."):
				n = s.door.bucket.node
			case strings.HasPrefix(e.Field, "AccessPoint.") && s.door.accessPoint != nil:
				n = s.door.accessPoint.node
			case strings.HasPrefix(e.Field, "Endpoint") && s.endpoint != nil:
				n = s.endpoint.node
			}
			err = e.Err
		}
		r.fault(n, err)
	}
}
