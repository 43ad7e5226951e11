package s3key

// A Presence says which requests have a key.
type Presence uint8

const (
	UnknownPresence   Presence = iota // of a key that is not in the table
	Always                            // every request, also anonymous ones
	Signed                            // every request that is signed
	Presigned                         // those with a presigned URL or form
	TLSNotServiceCall                 // those over TLS that are no calls between services
	ActionSpecific                    // it depends on the action

	AccessPointRequest // those sent to an access point
	AccessPointHasTag  // likewise, where the access point has the tag
	BucketHasTag       // where the bucket has the tag, and tags of it count
	ObjectHasTag       // where the object has the tag
	ResourceHasTag     // where what is asked for has the tag, and the service passes it

	RequestHeader    // where the client sent a header
	RequestParameter // where the client sent a parameter
	RequestTags      // where the request carries tags
	BrowserRequest   // where the client sent a header that browsers send

	PrincipalInOrganization // where the caller is in an organization
	ResourceInOrganization  // where the account of the bucket is in an organization
	PrincipalHasTag         // where the caller has the tag
	IAMUser                 // those of IAM users
	TemporaryCredentials    // those with temporary credentials
	MFAUsed                 // those with multi-factor authentication
	FederatedSession        // those of sessions from outside identity providers
	AssumeRootSession       // those of sessions that AssumeRoot made
	SourceIdentitySet       // those of sessions that set a source identity
	AccessGrants            // those with credentials of S3 Access Grants
	ChatSession             // those of chat application roles
	EC2Role                 // those of roles of EC2 instances
	RoleSessionOfService    // those of role sessions that a certain service made

	NotThroughVPCEndpoint  // those that come through no VPC endpoint
	ThroughVPCEndpoint     // those that do
	SomeThroughVPCEndpoint // likewise, for services that support it

	ServicePrincipal // those of AWS services
	ServiceOnBehalf  // those that an AWS service makes on behalf of a resource
	Forwarded        // those that a service makes with the credentials of its caller
	MCPService       // those of AWS MCP servers
)

// ByClient reports whether who sends a request chooses if it has the key, without
// any other credentials or another way to S3.
func (p Presence) ByClient() bool {
	switch p {
	case RequestHeader, RequestParameter, RequestTags, BrowserRequest, Presigned:
		return true
	}
	return false
}
