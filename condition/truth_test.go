package condition

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTruthTables(t *testing.T) {
	for name, tt := range map[string]struct {
		a, b, and, or Truth
	}{
		"true and true":       {True, True, True, True},
		"true and false":      {True, False, False, True},
		"true and unknown":    {True, Unknown, Unknown, True},
		"false and false":     {False, False, False, False},
		"false and unknown":   {False, Unknown, False, Unknown},
		"unknown and unknown": {Unknown, Unknown, Unknown, Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			want := []Truth{tt.and, tt.and, tt.or, tt.or}
			if diff := cmp.Diff(want, []Truth{tt.a.And(tt.b), tt.b.And(tt.a), tt.a.Or(tt.b), tt.b.Or(tt.a)}); diff != "" {
				t.Errorf("and, or, in both orders (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTruthIsNegatedAndSaid(t *testing.T) {
	var zero Truth
	got := []string{zero.String(), True.String(), False.String(), zero.Not().String(), True.Not().String(), False.Not().String(), Truth(9).String(), Truth(9).Not().String()}
	want := []string{"unknown", "true", "false", "unknown", "false", "true", "unknown", "unknown"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
