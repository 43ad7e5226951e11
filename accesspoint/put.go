package accesspoint

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/publicgrant"
	"github.com/s3ap/s3ap/policy"
)

// MayPutBucketPolicy answers a PutBucketPolicy as S3 would, once the caller has
// been found to be allowed it: nil if S3 takes the text as the policy of the
// bucket, else [PutErrors] with all that it refuses it for. The setting's own
// policy does not count. Of accounts, the bucket's owner matters, for its Block
// Public Access.
//
// Not everything that S3 refuses can be known here: whether a principal exists,
// and whether a condition key goes with an action. An action that the table of
// actions does not have is let pass, since it may be newer, unless it is close to
// one that the table has. An error that is no PutErrors is about the setting.
//
// S3 API Reference, PutBucketPolicy; S3 User Guide, "Blocking public access to
// your Amazon S3 storage".
func MayPutBucketPolicy(src []byte, b BucketSetting, accounts ...Account) error {
	s := Setting{Bucket: b, Accounts: accounts}
	var c checker
	s.checkBucket(&c)
	s.checkAccounts(&c)
	if len(c.errs) > 0 {
		return errors.Join(c.errs...)
	}
	p := put{kind: policy.Bucket, place: placeOf(b.Bucket.Object("k"), b.Bucket.ARN()), blocks: s.blocksBucketPolicy()}
	return p.check(src)
}

// MayPutAccessPointPolicy is the same for a PutAccessPointPolicy. Of accounts, the
// access point's owner matters. The bucket matters only if it is of the same
// account: its settings keep out public policies of its own access points.
//
// S3 API Reference, PutAccessPointPolicy; S3 User Guide, "Managing public access
// to access points for general purpose buckets".
func MayPutAccessPointPolicy(src []byte, ap AccessPointSetting, b BucketSetting, accounts ...Account) error {
	s := Setting{Bucket: b, AccessPoint: ap, Accounts: accounts}
	var c checker
	s.checkBucket(&c)
	s.checkAccessPoint(&c)
	s.checkAccounts(&c)
	c.unless(ap.AccessPoint.IsValid(), "AccessPoint.AccessPoint", ErrNoAccessPoint)
	if len(c.errs) > 0 {
		return errors.Join(c.errs...)
	}
	p := put{kind: policy.AccessPoint, place: placeOf(ap.AccessPoint.Object("k"), ap.AccessPoint.ARN())}
	if ap.Origin.VPCID() == "" { // else it is never public
		p.blocks = s.blocksAccessPointPolicy()
	}
	return p.check(src)
}

// blocksBucketPolicy returns who keeps out public policies of the bucket.
func (s *Setting) blocksBucketPolicy() (who []string) {
	if orBlockAll(s.Bucket.BlockPublicAccess).BlockPublicPolicy {
		who = append(who, "the bucket")
	}
	return append(who, s.blocksOf(s.Bucket.Account)...)
}

// blocksAccessPointPolicy returns who keeps out public policies of the access
// point.
func (s *Setting) blocksAccessPointPolicy() (who []string) {
	owner := s.AccessPoint.AccessPoint.Account()
	if orBlockAll(s.AccessPoint.BlockPublicAccess).BlockPublicPolicy {
		who = append(who, "the access point")
	}
	if owner == s.Bucket.Account && orBlockAll(s.Bucket.BlockPublicAccess).BlockPublicPolicy {
		who = append(who, "the bucket")
	}
	return append(who, s.blocksOf(owner)...)
}

func (s *Setting) blocksOf(account string) []string {
	if s.account(account).BlockPublicAccess.BlockPublicPolicy {
		return []string{"account " + account}
	}
	return nil
}

// A put is a policy on its way to its place.
type put struct {
	kind   policy.Kind
	place  place
	blocks []string // who keeps it out if it is public
	doc    *policy.Document
	errs   PutErrors
}

// check returns everything that S3 would refuse the text for. A statement of
// which something cannot be read is not looked at any further, and neither is a
// text that is too large, which bounds what a hostile one can cost.
func (p *put) check(src []byte) error {
	var err error
	p.doc, err = policy.Parse(p.kind, src)
	faulty := p.parsed(err)
	if err == nil && len(p.doc.Statements) == 0 {
		p.errs = append(p.errs, &PutError{Code: malformed, Err: fmt.Errorf("%w: S3 takes no policy without a statement", policy.ErrMissingElement)})
	}
	if p.doc != nil && !errors.Is(err, policy.ErrTooLarge) {
		for i := range p.doc.Statements {
			if !faulty[i] {
				p.statement(i)
			}
		}
	}
	if len(p.errs) == 0 {
		return nil
	}
	slices.SortStableFunc(p.errs, func(a, b *PutError) int { return cmp.Compare(a.At.Offset, b.At.Offset) })
	return p.errs
}

// statement notes what is wrong with a statement that is well-formed.
func (p *put) statement(i int) {
	s := &p.doc.Statements[i]
	p.principals(i)
	holder, objects := p.resources(i)
	p.actions(i, holder, objects)
	if len(p.blocks) > 0 && publicgrant.Is(s, p.kind) {
		p.add(accessDenied, i, s.Pos, fmt.Errorf("%w for %s", ErrPublicBlocked, strings.Join(p.blocks, " and ")))
	}
}

// fault notes something in a statement that S3 calls malformed.
func (p *put) fault(i int, pos policy.Pos, err error) { p.add(malformed, i, pos, err) }

func (p *put) add(code string, i int, pos policy.Pos, err error) {
	p.errs = append(p.errs, &PutError{Code: code, Statement: p.ref(i), At: p.doc.Position(pos), Err: err})
}

func (p *put) ref(i int) policy.Ref {
	s := &p.doc.Statements[i]
	return policy.Ref{Number: i + 1, Sid: s.Sid.Value, At: p.doc.Position(s.Pos)}
}

// parsed notes what is wrong with the text and returns the statements that it is
// wrong with.
func (p *put) parsed(err error) map[int]bool {
	faulty := make(map[int]bool)
	list, _ := errors.AsType[policy.ErrorList](err)
	for _, fault := range list {
		e := &PutError{Code: malformed, At: fault.At, Err: fault}
		if errors.Is(fault, policy.ErrTooLarge) {
			e.Code = "" // not documented
		}
		if i, ok := p.statementAt(fault); ok {
			faulty[i] = true
			e.Statement = p.ref(i)
		}
		p.errs = append(p.errs, e)
	}
	return faulty
}

// statementAt returns the statement that a fault is in: the last that begins
// before it, unless the fault is that something else stands among statements.
func (p *put) statementAt(fault *policy.Error) (int, bool) {
	path, ok := strings.CutPrefix(fault.Path, "/Statement/")
	if p.doc == nil || !ok || errors.Is(fault, policy.ErrType) && strings.Trim(path, "0123456789") == "" {
		return 0, false
	}
	at := -1
	for i := range p.doc.Statements {
		if int(p.doc.Statements[i].Pos)-1 <= fault.At.Offset {
			at = i
		}
	}
	return at, at >= 0
}
