package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3ap/s3ap/condition"
)

func TestExplainTellsWhatBecameOfEachElement(t *testing.T) {
	const vpc = `"Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1"}}`
	for name, tt := range map[string]struct {
		statement string
		edit      func(*Request)
		want      Trace
		missed    Element
		near      int
	}{
		"all elements are about it":               {`{"Effect":"Allow",…}`, asIs, Trace{Effect: Allow, Principal: yes, Action: yes, Resource: yes, Condition: yes, Applies: true}, NoElement, 4},
		"the principal misses":                    {`{"Effect":"Allow",…,"Principal":{"AWS":"111122223333"}}`, asIs, Trace{Effect: Allow, Principal: no, Action: yes, Resource: yes, Condition: yes}, PrincipalElement, 3},
		"the action misses":                       {`{"Effect":"Deny",…,"Action":"s3:Put*"}`, asIs, Trace{Effect: Deny, Principal: yes, Action: no, Resource: yes, Condition: yes}, ActionElement, 3},
		"the resource misses":                     {`{"Effect":"Deny",…,"Resource":"arn:aws:s3:::other"}`, asIs, Trace{Effect: Deny, Principal: yes, Action: yes, Resource: no, Condition: yes}, ResourceElement, 3},
		"the condition misses":                    {`{"Effect":"Deny",…,` + vpc + `}`, asIs, Trace{Effect: Deny, Principal: yes, Action: yes, Resource: yes, Condition: no}, ConditionElement, 3},
		"the first that misses is told":           {`{"Effect":"Deny",…,"Action":"s3:Put*","Resource":"arn:aws:s3:::other",` + vpc + `}`, asIs, Trace{Effect: Deny, Principal: yes, Action: no, Resource: no, Condition: no}, ActionElement, 1},
		"all miss":                                {`{"Effect":"Deny",…,"Principal":{"AWS":"111122223333"},"Action":"s3:Put*","Resource":"arn:aws:s3:::other",` + vpc + `}`, asIs, Trace{Effect: Deny, Principal: no, Action: no, Resource: no, Condition: no}, PrincipalElement, 0},
		"an Allow in doubt does not apply":        {`{"Effect":"Allow",…,` + vpc + `}`, with(condition.Unrecorded(condition.SourceVPC)), Trace{Effect: Allow, Principal: yes, Action: yes, Resource: yes, Condition: unsure}, ConditionElement, 3},
		"a Deny in doubt does":                    {`{"Effect":"Deny",…,` + vpc + `}`, with(condition.Unrecorded(condition.SourceVPC)), Trace{Effect: Deny, Principal: yes, Action: yes, Resource: yes, Condition: unsure, Applies: true}, ConditionElement, 3},
		"but not if another element misses":       {`{"Effect":"Deny",…,"Action":"s3:Put*",` + vpc + `}`, with(condition.Unrecorded(condition.SourceVPC)), Trace{Effect: Deny, Principal: yes, Action: no, Resource: yes, Condition: unsure}, ActionElement, 2},
		"doubt counts as a miss when it is first": {`{"Effect":"Deny",…,"Principal":{"AWS":"AIDAX"},"Action":"s3:Put*"}`, asIs, Trace{Effect: Deny, Principal: unsure, Action: no, Resource: yes, Condition: yes}, PrincipalElement, 2},
	} {
		t.Run(name, func(t *testing.T) {
			req := from(jane)
			tt.edit(&req)
			p := MustCompile(Bucket, inPolicy(Bucket, tt.statement))
			checkExplained(t, p, req)
			got := p.Explain(req)[0]
			if got.Missed() != tt.missed || got.Near() != tt.near {
				t.Errorf("missed %v, %d elements are about it; want %v, %d", got.Missed(), got.Near(), tt.missed, tt.near)
			}
			got.Cause, got.Statement = "", Ref{}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("trace (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExplainIsInTheOrderOfTheText(t *testing.T) {
	p := MustCompile(Bucket, `{"Statement": [
		{"Sid":"one","Effect":"Deny","Principal":"*","Action":"*","Resource":"*"},
		{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}
	]}`)
	var got []Ref
	for _, trace := range p.Explain(from(jane)) {
		got = append(got, trace.Statement)
	}
	want := []Ref{
		{Number: 1, Sid: "one", At: Position{Offset: 18, Line: 2, Column: 3}},
		{Number: 2, At: Position{Offset: 95, Line: 3, Column: 3}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statements (-want +got):\n%s", diff)
	}
}

func TestElementsPrint(t *testing.T) {
	for e, want := range map[Element]string{
		NoElement: "none", PrincipalElement: "Principal", ActionElement: "Action", ResourceElement: "Resource", ConditionElement: "Condition", ConditionElement + 1: "none",
	} {
		if got := e.String(); got != want {
			t.Errorf("element %d is %s, want %s", e, got, want)
		}
	}
}
