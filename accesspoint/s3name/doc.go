// Package s3name tells what a string names: an access point, a bucket, an object, an
// alias, or the host that a request for one of them is sent to.
//
// S3 knows an access point by many names. Policies name it by its ARN. SDKs take an
// ARN in place of a bucket's name that may have colons for slashes. A request names
// it in its host, as NAME-ACCOUNT.s3-accesspoint.REGION.amazonaws.com, or by an alias
// where a bucket's name could stand. [Parse] reads all of them, and [Name.Describe]
// says in a sentence what it found.
//
// A server asks [ParseHost], which knows every form of host that AWS has, in all
// partitions, and answers [ErrNotAWS] for all others, such as the server's own. For
// those, [SplitLabel] finds NAME-ACCOUNT in the label before the server's domain:
//
//	h, err := s3name.ParseHost(r.Host)
//	switch {
//	case err == nil && h.AccessPoint.IsValid(): // the host says it in full
//	case err == nil:                            // h.Label is an alias or a bucket, or "" with the path to tell
//	case errors.Is(err, s3name.ErrNotAWS):      // a domain of one's own
//	}
//
// In the other direction, [HostOf] and [HostOfAlias] make the host of an access point,
// and [Host.Text] refuses what does not exist, such as a FIPS endpoint in China.
//
// Nothing here resolves a name: whether there is such an access point or bucket, and
// which access point an alias belongs to, takes a look-up.
//
// The package follows the S3 User Guide, "Referencing access points with ARNs, access
// point aliases, or virtual-hosted-style URIs", "AWS PrivateLink for Amazon S3" and
// "Making requests through a Multi-Region Access Point", and the endpoint rules that
// AWS SDKs ship.
package s3name
