package condition

import "testing"

func TestWorkedCasesOfNull(t *testing.T) {
	checkWorked(t, map[string]worked{
		"a key must be there and is not": {130, "Null aws:TokenIssueTime = false", "", False},
		"a key must be there and is":     {130, "Null aws:TokenIssueTime = false", "aws:TokenIssueTime = 2020-01-01T00:00:00Z", True},
		"a key must be absent and is":    {131, "Null aws:TokenIssueTime = true", "", True},
	})
}

func TestWorkedCasesOfSets(t *testing.T) {
	const (
		all    = "ForAllValues:StringEquals aws:TagKeys = environment | cost-center"
		notNil = all + " & Null aws:TagKeys = false"
		anyOf  = "ForAnyValue:StringEquals aws:TagKeys = environment | cost-center"
		logs   = "ForAllValues:ArnLike x:LogGeneratingResourceArns = arn:aws:cloudfront::123456789012:distribution/* | arn:aws:logs::123456789012:support*"
		tagged = "ForAnyValue:StringEquals aws:TagKeys = environment & StringEqualsIgnoreCase aws:RequestTag/environment = production"
	)
	checkWorked(t, map[string]worked{
		"all keys are of those allowed":                   {132, notNil, "aws:TagKeys = environment", True},
		"one key is not of those allowed":                 {132, notNil, "aws:TagKeys = environment | dept", False},
		"no key, and there must be one":                   {132, notNil, "", False},
		"no key is as if all were allowed":                {133, all, "", True},
		"all ARNs are like one":                           {134, logs, "x:LogGeneratingResourceArns = arn:aws:cloudfront::123456789012:distribution/costcenter | arn:aws:logs::123456789012:support2025", True},
		"one ARN is like none":                            {134, logs, "x:LogGeneratingResourceArns = arn:aws:cloudfront::123456789012:distribution/costcenter | arn:aws:s3:::b", False},
		"no ARN is as if all were like one":               {134, logs, "", True},
		"one key is of those wanted":                      {135, anyOf, "aws:TagKeys = environment | dept", True},
		"no key is of those wanted":                       {135, anyOf, "aws:TagKeys = dept", False},
		"no key at all":                                   {135, anyOf, "", False},
		"case counts in values though not in keys":        {136, tagged, "aws:TagKeys = Environment & aws:RequestTag/Environment = PRODUCTION", False},
		"all values are not like the pattern":             {137, "ForAllValues:StringNotLike x:y = p*", "x:y = q | r", True},
		"one value is like the pattern":                   {137, "ForAllValues:StringNotLike x:y = p*", "x:y = q | pa", False},
		"one value is none of those listed":               {138, "ForAnyValue:StringNotEquals x:y = a | b", "x:y = a | c", True},
		"each value is one of those listed":               {138, "ForAnyValue:StringNotEquals x:y = a | b", "x:y = a | b", False},
		"ForAnyValue does not hold for an absent key":     {139, "ForAnyValue:StringEquals x:y = a", "", False},
		"several values without a set operator are doubt": {140, "StringEquals x:y = a", "x:y = a | b", Unknown},
		"ForAllValues holds for an absent key":            {141, "ForAllValues:StringNotLike aws:ResourceOrgPaths = o-1/*", "", True},
	})
}
