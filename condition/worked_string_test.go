package condition

import "testing"

func TestWorkedCasesOfStrings(t *testing.T) {
	const (
		category  = "StringEquals aws:PrincipalTag/job-category = iamuser-admin"
		homes     = "StringLike s3:prefix = home/ | home/${aws:username}/"
		walk      = `StringNotLike s3:prefix = Development/* | "" & Null s3:prefix = false`
		instances = "StringLikeIfExists ec2:InstanceType = t1.* | t2.* | m3.*"
	)
	checkWorked(t, map[string]worked{
		"the same text is equal":                           {64, category, "aws:PrincipalTag/job-category = iamuser-admin", True},
		"other text is not equal":                          {65, category, "aws:PrincipalTag/job-category = dev-ops", False},
		"an absent key is equal to nothing":                {66, category, "", False},
		"a star is no wildcard to StringEquals":            {67, "StringEquals x:y = a*", "x:y = ab", False},
		"case can be ignored":                              {68, "StringEqualsIgnoreCase x:y = preprod", "x:y = PreProd", True},
		"case counts else":                                 {69, "StringEquals x:y = preprod", "x:y = PreProd", False},
		"other text is not equal, and that is asked":       {70, "StringNotEquals x:y = a", "x:y = b", True},
		"an absent key is not equal either":                {71, "StringNotEquals x:y = a", "", True},
		"to be none of several":                            {72, "StringNotEquals x:y = a | b", "x:y = b", False},
		"to be none of several and be none":                {73, "StringNotEquals x:y = a | b", "x:y = c", True},
		"a variable stands for the caller's name":          {74, homes, "aws:username = martha_rivera & s3:prefix = home/martha_rivera/", True},
		"without a name its pattern matches nothing":       {75, homes, "s3:prefix = home/x/", False},
		"without a name another pattern's match is doubt":  {76, homes, "s3:prefix = home/", Unknown},
		"a star takes what follows":                        {77, "StringLike s3:prefix = public/*", "s3:prefix = public/a", True},
		"the slash before a star is wanted":                {78, "StringLike s3:prefix = public/*", "s3:prefix = public", False},
		"a question mark is one character":                 {79, "StringLike x:y = ?", "x:y = ab", False},
		"S3's walkthrough without a prefix":                {80, walk, "", False},
		"S3's walkthrough with another prefix":             {81, walk, "s3:prefix = Private/", True},
		"S3's walkthrough with an empty prefix":            {82, walk, `s3:prefix = ""`, False},
		"IfExists lets an absent key pass":                 {83, "StringEqualsIfExists x:y = a", "", True},
		"IfExists compares a key that is there":            {84, "StringEqualsIfExists x:y = a", "x:y = b", False},
		"a negation with IfExists holds for an absent key": {85, "StringNotEqualsIfExists x:y = a", "", True},
		"an instance of a type that is listed":             {86, instances, "ec2:InstanceType = t1.micro", True},
		"an instance of a type that is not":                {86, instances, "ec2:InstanceType = m2.micro", False},
		"no instance at all":                               {86, instances, "", True},
		"all keys of an operator must hold":                {87, "StringEquals x:k1 = v1 & StringEquals x:k2 = v2", "x:k1 = v1 & x:k2 = other", False},
		"a variable for both":                              {142, "StringEquals s3:ExistingObjectTag/owner = ${aws:PrincipalTag/owner}", "s3:ExistingObjectTag/owner = x & aws:PrincipalTag/owner = x", True},
		"a variable without a value equals nothing":        {143, "StringEquals s3:ExistingObjectTag/owner = ${aws:PrincipalTag/owner}", "s3:ExistingObjectTag/owner = x", False},
		"and is not equal to anything":                     {144, "StringNotEquals s3:ExistingObjectTag/Team = ${aws:PrincipalTag/Team}", "s3:ExistingObjectTag/Team = x", True},
		"an absent key is not equal to a variable":         {145, "StringNotEquals s3:ExistingObjectTag/Team = ${aws:PrincipalTag/Team}", "aws:PrincipalTag/Team = X", True},
		"an escaped dollar sign is one":                    {146, "StringEquals x:y = ${$}5", "x:y = $5", True},
		"an escaped star is one":                           {147, "StringLike x:y = a${*}b", "x:y = a*b", True},
		"an escaped star is no wildcard":                   {147, "StringLike x:y = a${*}b", "x:y = axb", False},
		"a key in capitals is the same key":                {148, "StringEquals AWS:SOURCEVPC = vpc-1", "aws:SourceVpc = vpc-1", True},
		"the VPC that is asked for":                        {150, "StringEquals aws:SourceVpc = vpc-91237329", "aws:SourceVpc = vpc-91237329", True},
		"no VPC at all":                                    {150, "StringEquals aws:SourceVpc = vpc-91237329", "", False},
	})
}

func TestWorkedCasesOfSeveralKeys(t *testing.T) {
	const (
		tags = "StringEquals aws:PrincipalTag/department = finance | hr | legal & StringEquals aws:PrincipalTag/role = audit | security"
		like = tags + " & ArnLike aws:PrincipalArn = arn:aws:iam::123456789012:user/Ana | arn:aws:iam::123456789012:user/Mary"
		not  = tags + " & ArnNotLike aws:PrincipalArn = arn:aws:iam::123456789012:user/Ana | arn:aws:iam::123456789012:user/Mary"
	)
	who := func(department, role, user string) string {
		return "aws:PrincipalTag/department = " + department + " & aws:PrincipalTag/role = " + role + " & aws:PrincipalArn = arn:aws:iam::123456789012:user/" + user
	}
	checkWorked(t, map[string]worked{
		"one value of each key matches":     {88, like, who("legal", "audit", "Mary"), True},
		"the caller is not listed":          {89, like, who("hr", "audit", "Nikki"), False},
		"the role is not listed":            {90, like, who("hr", "payroll", "Mary"), False},
		"there is no role":                  {91, like, "aws:PrincipalTag/department = hr & aws:PrincipalArn = arn:aws:iam::123456789012:user/Mary", False},
		"the caller is not of those barred": {92, not, who("legal", "audit", "Nikki"), True},
		"the caller is of those barred":     {93, not, who("hr", "audit", "Mary"), False},
	})
}

func TestWorkedCasesOfAccessPoints(t *testing.T) {
	const (
		mine   = "StringEquals s3:DataAccessPointAccount = 123456789012"
		others = "StringNotEquals s3:DataAccessPointAccount = 123456789012"
		notVPC = "StringNotEquals s3:AccessPointNetworkOrigin = VPC"
	)
	checkWorked(t, map[string]worked{
		"a direct request is through no account's":      {126, mine, "", False},
		"a direct request is caught by the negation":    {127, others, "", True},
		"an access point on the Internet is no VPC's":   {128, notVPC, "s3:AccessPointNetworkOrigin = Internet", True},
		"an access point of a VPC is one":               {128, notVPC, "s3:AccessPointNetworkOrigin = VPC", False},
		"a direct request comes from no VPC":            {128, notVPC, "", True},
		"the origin is written in capitals":             {129, "StringEquals s3:AccessPointNetworkOrigin = vpc", "s3:AccessPointNetworkOrigin = VPC", False},
		"an access point of the account is the account": {126, mine, "s3:DataAccessPointAccount = 123456789012", True},
	})
}
