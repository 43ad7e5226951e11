package accesspoint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// principals checks Principal or NotPrincipal of a statement for what S3 cannot
// resolve or does not take. It answers "Invalid principal in policy".
//
// IAM User Guide, "AWS JSON policy elements: Principal": identity providers make no
// requests to S3, and partitions know nothing of each other.
func (p *put) principals(i int) {
	el := &p.doc.Statements[i].Principal
	partition := p.place.arn.Partition()
	for _, t := range el.AWS {
		who, err := policy.ParsePrincipal(t.Value)
		if err == nil && who.Partition() != partition {
			p.fault(i, t.Pos, fmt.Errorf("%w: %.200q is of partition %s, and %v is not", policy.ErrPrincipal, t.Value, who.Partition(), p.place.arn))
		}
	}
	for _, t := range el.Service {
		if !isServiceName(t.Value, partition) {
			p.fault(i, t.Pos, fmt.Errorf("%w: service %.200q; a service has a name such as logging.s3.amazonaws.com", policy.ErrPrincipal, t.Value))
		}
	}
	for _, t := range el.Federated {
		p.fault(i, t.Pos, fmt.Errorf("%w: identity provider %.200q; policies of S3 do not take those", policy.ErrPrincipal, t.Value))
	}
}

// isServiceName reports whether a service principal ends as they do. How they end
// in isolated partitions is not documented.
func isServiceName(name, partition string) bool {
	if strings.HasPrefix(partition, "aws-iso") {
		return strings.Contains(name, ".")
	}
	who, err := policy.ParsePrincipal(name)
	return err == nil && who.Type() == policy.AWSService
}
