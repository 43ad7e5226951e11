package lint

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// serviceNames are the names of service principals without the domain
// amazonaws.com, in order. AWS publishes no list. These are those that
//
//   - the managed policies of AWS name in conditions on iam:PassedToService,
//     iam:AWSServiceName, aws:PrincipalServiceName and aws:CalledVia, as collected in
//     iann0036/iam-dataset on 2026-08-22,
//   - Organizations can give access to, as listed in getmoto/moto on 2026-08-22,
//   - kevinslin/cdk-constants lists, and
//   - the user guides of AWS name in bucket policies: of S3, CloudWatch Logs, Elastic
//     Load Balancing, Data Exports, Serverless Application Repository and CloudFront.
//
// The date of the newest is servicesAsOf.
var serviceNames = [...]string{
	"access-analyzer", "access-grants.s3", "account", "acm", "aco-automation", "agent-registry",
	"agent.wellarchitected", "agentless.inspector2", "aiops", "airflow", "airflow-serverless",
	"apidestinations.events", "apigateway", "appfabric", "appflow", "application-autoscaling",
	"application-insights", "application-signals.cloudwatch", "application-transformation", "appmesh", "apprunner",
	"appstream.application-autoscaling", "appsync", "aps", "artifact", "assets.marketplace", "athena",
	"auditmanager", "autoscaling", "aws-artifact-account-sync", "aws-external-anthropic", "backup", "batch",
	"bcm-data-exports", "bedrock", "bedrock-agentcore", "bedrock-mantle", "billingreports", "braket", "budgets",
	"bugbust", "cassandra-streams", "cassandra.application-autoscaling", "channels.lex", "channels.lexv2", "chime",
	"cleanrooms", "cleanrooms-ml", "cloud9", "clouddirectory", "cloudformation", "cloudfront", "cloudsearch",
	"cloudtrail", "cloudwatch", "codebuild", "codecatalyst", "codecatalyst-runner", "codecommit", "codedeploy",
	"codeguru-profiler", "codeguru-reviewer", "codeguru-security", "codepipeline", "cognito-identity",
	"cognito-idp", "compute-optimizer", "config", "config-conforms", "config-multiaccountsetup", "connect",
	"continuousexport.discovery", "contract.iq", "contributorinsights.dynamodb", "controltower",
	"cost-optimization-hub.bcm", "credentials.iot", "crowd", "custom-resource.application-autoscaling", "databrew",
	"dataexchange", "datapipeline", "datasync", "datazone", "datazonecontrol", "dax", "deeplens", "delivery.logs",
	"detective", "devops-guru", "directconnect", "directquery.opensearchservice", "dlm", "dms",
	"dmsintegration.migrationhub", "docdb-elastic", "drs", "ds", "dsql", "dynamodb",
	"dynamodb.application-autoscaling", "ec2", "ec2-images", "ec2.application-autoscaling", "ec2fastlaunch",
	"ec2fleet", "ec2scheduled", "ecr", "ecs", "ecs-compute", "ecs-tasks", "ecs.application-autoscaling",
	"edgelambda", "eks", "elasticache", "elasticbeanstalk", "elasticfilesystem", "elasticloadbalancing",
	"elasticmapreduce", "elastictranscoder", "email.cognito-idp", "emr-containers", "emr-serverless",
	"entityresolution", "es", "events", "events.workmail", "export.rds", "firehose", "fis", "fms", "forecast",
	"frauddetector", "fsx", "globalaccelerator", "glue", "grafana", "greengrass", "guardduty", "health",
	"healthlake", "iam", "imagebuilder", "inspector", "inspector2", "internetmonitor", "iot",
	"iotmanagedintegrations", "iotroborunner", "iotsitewise", "ipam", "job.sagemaker", "justintimeaccess.ssm",
	"kafka", "kendra", "kinesis", "kinesisanalytics", "kinesisreplication.dynamodb", "kms", "lakeformation",
	"lambda", "launchwizard", "lex", "lexv2", "license-management.marketplace", "license-manager",
	"license-manager-linux-subscriptions", "license-manager.member-account", "lightsail",
	"logdelivery.elasticloadbalancing", "logging.s3", "logs", "lookoutequipment", "lookoutmetrics",
	"machinelearning", "macie", "maintenance.elasticbeanstalk", "malware-protection-plan.guardduty",
	"malware-protection.guardduty", "managedupdates.elasticbeanstalk", "mediaconnect", "mediaconvert",
	"medical-imaging", "member.org.stacksets.cloudformation", "memorydb", "metrics.wellarchitected", "mgn",
	"migrationhub", "migrationhub-orchestrator", "migrationhub-strategy", "monitoring", "monitoring.thinclient",
	"monitron", "mpa", "mq", "neptune-graph", "network-firewall", "network.bedrock-agentcore", "networkmanager",
	"nimble", "notifications.ssm", "observability.aoss", "observabilityadmin", "odb", "omics", "opensearchservice",
	"ops.emr-serverless", "opsworks", "organizations", "orgsdatasync.servicecatalog", "osis", "panorama",
	"partnercentral-account-management", "permission.iq", "personalize", "pipes", "pods.eks",
	"private-marketplace.marketplace", "profile", "proton", "q", "qldb", "quicksight", "ram", "rds",
	"rds.application-autoscaling", "reachabilityanalyzer.networkinsights", "redshift", "redshift-data",
	"redshift-serverless", "refactor-spaces", "rekognition", "remediation.config", "replication.cassandra",
	"replication.dynamodb", "replication.ecr", "replication.lexv2", "replication.s3tables", "replicator.lambda",
	"reporting.trustedadvisor", "resale-authorization.marketplace", "researchstudio", "resource-explorer-2",
	"resource-groups", "resource-snapshot-job.partnercentral-selling", "restore-testing.backup", "robomaker",
	"rolesanywhere", "route53", "route53resolver", "runtime-identity.bedrock-agentcore",
	"runtime-instances.bedrock-agentcore", "s3", "s3.data-source.lustre.fsx", "sagemaker", "sagemaker-geospatial",
	"sagemaker.application-autoscaling", "scheduler", "schema-conversion.dms", "schemas", "scraper.aps",
	"secretsmanager", "security-ir", "securityagent", "securityhub", "securityhubv2", "securitylake",
	"serverlessrepo", "servicecatalog", "servicecatalog-appregistry", "servicequotas", "ses", "shield", "signin",
	"sms", "smsintegration.migrationhub", "sns", "spot", "spotfleet", "sqlworkbench", "sqs", "ssm",
	"ssm-guiconnect", "ssm-sap", "ssm.integrations", "sso", "stacksets.cloudformation", "states",
	"storage-lens.s3", "storagegateway", "sts", "support", "swf", "sync.proton", "synthetics", "tagpolicies.tag",
	"telemetry-pipelines.observabilityadmin", "thirdparty.config", "thirdparty.inspector2", "timestream-influxdb",
	"transfer", "transform-custom", "transitgateway", "triage.security-ir", "trustedadvisor", "vmie",
	"vpc-lattice", "waf", "wafv2", "wellarchitected", "workdocs", "workspaces",
}

const servicesAsOf = "2026-08-22"

// serviceDomains are the domains that service principals of the partitions end in.
//
// Botocore, "partitions.json", dnsSuffix.
var serviceDomains = [...]string{
	".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu",
	".c2s.ic.gov", ".sc2s.sgov.gov", ".cloud.adc-e.uk", ".csp.hci.ic.gov",
}

// cutDomain returns the name of a service principal without its domain.
func cutDomain(principal string) (name string, ok bool) {
	for _, domain := range serviceDomains {
		if name, ok := strings.CutSuffix(principal, domain); ok {
			return name, true
		}
	}
	return principal, false
}

// knowsService reports whether the table has a name, also of the service in one
// region.
func knowsService(name string) bool {
	if _, ok := slices.BinarySearch(serviceNames[:], name); ok {
		return true
	}
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return false
	}
	_, ok := slices.BinarySearch(serviceNames[:], name[:dot])
	return ok && isRegion(name[dot+1:])
}

func isRegion(s string) bool {
	for _, partition := range [...]string{"aws", "aws-cn", "aws-us-gov", ""} {
		if arn.ValidRegion(s, partition) {
			return true
		}
	}
	return false
}

// isAlexa reports whether a service principal is one of Alexa, which are in a domain
// of their own.
func isAlexa(principal string) bool {
	return strings.HasPrefix(principal, "alexa-") && strings.HasSuffix(principal, ".amazon.com")
}

// isServiceName reports whether a name without its domain has the form of one:
// labels of lower-case letters, digits and hyphens.
func isServiceName(name string) bool {
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}
