package analysis

// ActionNeeded asks whether there is an action, also of other services, that entry k
// of Action or NotAction of statement i matches and no other entry of the list does.
// No: the entry is redundant. The answer has the action in Value.
func (p *Policy) ActionNeeded(i, k int) Answer { return Answer{Reason: notYet} }

// ResourceNeeded asks whether there is a resource that entry k of Resource or
// NotResource of statement i matches and no other entry of the list does, among the
// ARNs of any service. No: the entry is redundant. The answer has the ARN in Value.
func (p *Policy) ResourceNeeded(i, k int) Answer { return Answer{Reason: notYet} }

// ValueNeeded asks whether there is a value of the condition key that makes condition
// c of statement i come out otherwise without its value v. No: the value is redundant.
// The answer has the value in Value.
func (p *Policy) ValueNeeded(i, c, v int) Answer { return Answer{Reason: notYet} }

// ConditionHolds asks whether there is a request that meets condition c of statement i
// together with the other conditions on the same key. No: the statement never applies.
// Whether the request must have other keys as well is not looked at.
func (p *Policy) ConditionHolds(i, c int) Answer { return Answer{Reason: notYet} }

// ConditionFails asks whether there is a request that does not meet condition c of
// statement i. No: the condition is always true.
func (p *Policy) ConditionFails(i, c int) Answer { return Answer{Reason: notYet} }

// ConditionFailsPresent is ConditionFails among the requests that have the key.
func (p *Policy) ConditionFailsPresent(i, c int) Answer { return Answer{Reason: notYet} }

// ConditionsHold asks whether there is a request that meets all conditions of
// statement i, whatever its other elements say. No: they contradict each other.
func (p *Policy) ConditionsHold(i int) Answer { return Answer{Reason: notYet} }

const notYet = "the question is not modelled yet"
