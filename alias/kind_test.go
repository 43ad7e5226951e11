package alias

import "testing"

func TestKindOfGoesByTheEndingAlone(t *testing.T) {
	for name, tt := range map[string]struct {
		name string
		want Kind
	}{
		"an access point's alias":                     {"my-access-point-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias", AccessPoint},
		"one in a document, with metadata too long":   {"my-ap-abcdefghij1234567890abcdefghijuse1a-s3alias", AccessPoint},
		"an ending and nothing before":                {"-s3alias", AccessPoint},
		"what ends in two endings has the longer one": {"fsxn-eda-s3ap-fhyst3uaibf46uywh5xka84pnz8jaapn1a-ext-s3alias", External},
		"an Object Lambda Access Point's alias":       {"my-object-lambda-acc-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3", ObjectLambda},
		"an alias on Outposts":                        {"my-access-po-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3", Outposts},
		"a directory bucket's access point":           {"my-ap--use1-az4--xa-s3", DirectoryAccessPoint},
		"a directory bucket":                          {"my-bucket--use1-az4--x-s3", DirectoryBucket},
		"a Multi-Region Access Point's alias":         {"mfzwi23gnjvgw.mrap", MultiRegion},
		"a table bucket":                              {"63a8e430-6e0b-46f5-k833abtwr6s8tmtsycedn8s4yc3xhuse1b--table-s3", TableBucket},
		"an ordinary bucket":                          {"amzn-s3-demo-bucket", Bucket},
		"an ending without its hyphen":                {"mys3alias", Bucket},
		"an ending that goes on":                      {"my-s3alias2", Bucket},
		"capitals, as an old bucket may have":         {"My-S3ALIAS", Bucket},
		"the ending of the account's own namespace":   {"amzn-s3-demo-bucket-111122223333-us-west-2-an", Bucket},
		"only the last ending counts":                 {"my-s3alias--x-s3", DirectoryBucket},
		"nothing":                                     {"", Bucket},
	} {
		t.Run(name, func(t *testing.T) {
			if got := KindOf(tt.name); got != tt.want {
				t.Errorf("KindOf(%q) is %v, want %v", tt.name, got, tt.want)
			}
			if got := HasSuffix(tt.name); got != tt.want.IsAlias() {
				t.Errorf("HasSuffix(%q) is %v, unlike its kind, %v", tt.name, got, tt.want)
			}
		})
	}
}

func TestKindsAreInWordsAndSomeAreAliases(t *testing.T) {
	for kind, want := range map[Kind]struct {
		words   string
		isAlias bool
	}{
		0:                    {"invalid", false},
		MultiRegion:          {"Multi-Region Access Point", true},
		DirectoryAccessPoint: {"directory bucket access point", true},
		DirectoryBucket:      {"directory bucket", false},
		ObjectLambda:         {"Object Lambda Access Point", true},
		Outposts:             {"Outposts access point", true},
		External:             {"external access point", true},
		AccessPoint:          {"access point", true},
		TableBucket:          {"table bucket", false},
		Bucket:               {"bucket", false},
		Bucket + 1:           {"invalid", false},
	} {
		if kind.String() != want.words || kind.IsAlias() != want.isAlias {
			t.Errorf("kind %d is %q, IsAlias %v; want %q, %v", kind, kind, kind.IsAlias(), want.words, want.isAlias)
		}
	}
}
