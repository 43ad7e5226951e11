package policy

import (
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/internal/glob"
)

// callerKeys are hashes of the names by which policies may mean a caller: its
// account, its own name or that of its role, and its session. Names that differ in
// case alone have the same: they are in doubt, and must be found.
type callerKeys struct {
	account, name, session uint32
	// plain tells that all entries that may name the caller are found by these, or
	// are among those that must be asked always.
	plain bool
}

// withKeys returns p ready to be looked for.
func (p Principal) withKeys() Principal {
	p.setKeys()
	return p
}

func (p *Principal) setKeys() {
	k := callerKeys{plain: p.kind != 0 && p.kind != FederatedUser && isASCII(p.name) && isASCII(p.session)}
	account, name, noText := glob.HashFold(p.account), glob.HashFold(p.name), glob.HashFold("")
	switch p.kind {
	case RootUser:
		k.account = hashedKey(accountEntry, account, noText, noText)
	case User:
		k.account = hashedKey(accountEntry, account, noText, noText)
		k.name = hashedKey(userEntry, account, name, noText)
	case RoleSession:
		k.account = hashedKey(accountEntry, account, noText, noText)
		k.name = hashedKey(roleEntry, account, name, noText)
		k.session = hashedKey(sessionEntry, account, name, glob.HashFold(p.session))
	case AWSService:
		k.name = hashedKey(serviceEntry, noText, name, noText)
	}
	p.callerKeys = k
}

func callerKey(kind entryKind, account, name, session string) uint32 {
	return hashedKey(kind, glob.HashFold(account), glob.HashFold(name), glob.HashFold(session))
}

// hashedKey is callerKey of hashes. It is never 0, which is the key of no name.
func hashedKey(kind entryKind, account, name, session uint64) uint32 {
	const factor = 0x9E3779B97F4A7C15
	h := uint64(kind)*factor ^ account
	h = h*factor ^ name
	h = h*factor ^ session
	return uint32(h>>32) | 1
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// keys returns the keys under which an entry is found. All reports whether it must
// be asked whoever calls: it may name callers by more than their names.
func (e *principalEntry) keys() (keys [2]uint32, all bool) {
	if !isASCII(e.text) {
		return keys, true
	}
	switch e.kind {
	case accountEntry:
		keys[0] = callerKey(accountEntry, e.account(), "", "")
	case userEntry, roleEntry:
		keys[0] = callerKey(e.kind, e.account(), e.name(), "")
	case sessionEntry:
		// The role's sessions may all be meant, by a caller whose own is not known.
		keys[0] = callerKey(sessionEntry, e.account(), e.name(), "")
		keys[1] = callerKey(sessionEntry, e.account(), e.name(), e.text[strings.LastIndexByte(e.text, '/')+1:])
	case serviceEntry:
		keys[0] = callerKey(serviceEntry, "", e.text, "")
	case federatedEntry, providerEntry:
	default:
		return keys, true
	}
	return keys, false
}

// keyCount returns how many keys an entry has at most.
func (e *principalEntry) keyCount() int {
	if e.kind == sessionEntry {
		return 2
	}
	return 1
}

// has reports whether a key is one of the caller's.
func (k *callerKeys) has(key uint32) bool {
	return key == k.account || key == k.name || key == k.session
}

// A principalIndex has for each key the statements with an entry under it.
type principalIndex struct {
	named bool
	all   row // statements that must be asked whoever calls
	table []principalSlot
}

// A principalSlot is a key with its row. The key 0 is no key. A key that finds its
// slot taken has the next free one.
type principalSlot struct {
	key uint32
	row row
}

func (x *principalIndex) build(r *rows, statements []statement) {
	x.all = r.add()
	keys := 0
	for i := range statements {
		p := &statements[i].principals
		x.named = x.named || p.named
		for j := range p.list {
			keys += p.list[j].keyCount()
		}
	}
	// At most half of the slots are taken: a look-up ends at one that is free.
	size := 8
	for size < 2*keys {
		size *= 2
	}
	x.table = make([]principalSlot, size)
	for i := range statements {
		p := &statements[i].principals
		if !p.named || p.not {
			r.put(x.all, i)
			continue
		}
		if len(p.list) > fewEntries {
			p.keys = make([]uint32, len(p.list))
		}
		for j := range p.list {
			keys, all := p.list[j].keys()
			x.add(r, keys, all, i)
			if p.keys != nil && !all && p.list[j].keyCount() == 1 {
				p.keys[j] = keys[0]
			}
		}
	}
}

func (x *principalIndex) add(r *rows, keys [2]uint32, all bool, statement int) {
	if all {
		r.put(x.all, statement)
	}
	for _, key := range keys {
		if key == 0 {
			continue
		}
		slot := &x.table[x.slot(key)]
		if slot.key == 0 {
			*slot = principalSlot{key, r.add()}
		}
		r.put(slot.row, statement)
	}
}

// slot returns where a key is, or would be.
func (x *principalIndex) slot(key uint32) int {
	at := int(key>>1) & (len(x.table) - 1)
	for x.table[at].key != key && x.table[at].key != 0 {
		at = (at + 1) & (len(x.table) - 1)
	}
	return at
}

// find returns the rows of the statements that may be about a caller.
func (x *principalIndex) find(p *Principal) (all, account, name, session row) {
	return x.all, x.row(p.callerKeys.account), x.row(p.callerKeys.name), x.row(p.callerKeys.session)
}

func (x *principalIndex) row(key uint32) row {
	if key == 0 {
		return noStatements
	}
	return x.table[x.slot(key)].row
}
