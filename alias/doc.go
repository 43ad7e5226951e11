// Package alias recognizes, reads and makes access point aliases: the names that
// S3 gives to access points so that they can stand wherever a request has room
// for a bucket's name.
//
// Aliases share one namespace with buckets, and reserved endings keep them apart:
//
//	PREFIX-METADATA-s3alias      access point of a general purpose bucket
//	PREFIX-METADATA-ext-s3alias  access point of another source, such as a file system
//	PREFIX-METADATA--ol-s3       Object Lambda Access Point
//	PREFIX-METADATA--op-s3       access point on Outposts
//	NAME--ZONE--xa-s3            access point of a directory bucket: the alias is its name
//	RANDOM.mrap                  Multi-Region Access Point
//
// PREFIX is the beginning of the access point's name and METADATA are lower-case
// letters and digits. Three questions, from the loosest to the strictest:
//
//   - [HasSuffix]: must this name be taken for an alias and never for a bucket?
//     The ending decides alone. Ask this before a policy is chosen.
//   - [Is] and [Parse]: does it also have the form of the aliases S3 has given out?
//   - [Alias.Names]: could it be an alias of this access point?
//
// # An alias says little
//
// Nothing in an alias tells the account, the bucket, the Region or, unless it is
// short, the access point's full name. Who wants the access point looks the alias
// up, in a table of their own or in what ListAccessPoints returns. The metadata of
// observed aliases end in what looks like a code of the Region; AWS publishes no
// list of these codes, and none must be read out of an alias. An alias is no
// secret either: whoever knows it still needs the permission to use it.
//
// Aliases are for reading, writing and listing objects. They can not stand in the
// Resource of a policy, which takes the ARN, nor in requests that manage access
// points, and can not be changed or switched off.
//
// # Making one
//
// A service that keeps access points of its own gives each an alias when it is
// created and remembers it. [New] makes one from random bytes, [Derive] from a
// secret key; both leave it to the service to see that the alias is not taken.
//
// The package follows the S3 User Guide, "Referencing access points with ARNs,
// access point aliases, or virtual-hosted-style URIs" and "Access points naming
// rules, restrictions, and limitations", which give the shapes above. Lengths and
// alphabets are those of aliases seen in public; AWS does not document them.
package alias
