// What AWS services are called: package names of SDK v3 and class names of SDK v2 against the API's own names (those of botocore).
import { V3_NAMES } from '../../core/sdk-services';

/** SDK v2 class names (lower case) that no v3 package spells the same way. */
const V2_NAMES: Readonly<Record<string, string>> = {
  augmentedairuntime: 'sagemaker-a2i-runtime',
  cloudwatchevents: 'events',
  cognitoidentityserviceprovider: 'cognito-idp',
  forecastqueryservice: 'forecastquery',
  forecastservice: 'forecast',
  kinesisvideosignalingchannels: 'kinesis-video-signaling',
  rdsdataservice: 'rds-data',
  transcribeservice: 'transcribe',
};

/** Service names with hyphens, which class names of SDK v2 leave out. */
const HYPHENATED =
  'acm-pca application-insights application-signals arc-zonal-shift backup-gateway bcm-data-exports bedrock-agent bedrock-agent-runtime bedrock-runtime chime-sdk-identity chime-sdk-media-pipelines chime-sdk-meetings chime-sdk-messaging chime-sdk-voice cloudtrail-data codeguru-reviewer codeguru-security codestar-connections codestar-notifications cognito-identity cognito-sync compute-optimizer connect-contact-lens cost-optimization-hub customer-profiles devops-guru docdb-elastic ec2-instance-connect ecr-public eks-auth emr-containers emr-serverless finspace-data inspector-scan ivs-realtime kendra-ranking kinesis-video-archived-media kinesis-video-media kinesis-video-webrtc-storage launch-wizard license-manager license-manager-linux-subscriptions license-manager-user-subscriptions managedblockchain-query marketplace-agreement marketplace-catalog marketplace-deployment mediapackage-vod mediastore-data medical-imaging migration-hub-refactor-spaces migrationhub-config network-firewall payment-cryptography payment-cryptography-data pca-connector-ad pca-connector-scep personalize-events personalize-runtime pinpoint-email pinpoint-sms-voice-v2 redshift-data redshift-serverless resource-explorer-2 resource-groups route53-recovery-cluster route53-recovery-control-config route53-recovery-readiness sagemaker-edge sagemaker-featurestore-runtime sagemaker-geospatial sagemaker-metrics sagemaker-runtime service-quotas snow-device-management ssm-contacts ssm-incidents ssm-quicksetup ssm-sap sso-admin sso-oidc support-app timestream-influxdb timestream-query timestream-write voice-id vpc-lattice waf-regional workspaces-thin-client workspaces-web';

const SQUEEZED = new Map([
  ...HYPHENATED.split(' ').map((name) => [name.replace(/-/g, ''), name] as const),
  ...Object.entries(V3_NAMES).map(([suffix, name]) => [suffix.replace(/-/g, ''), name] as const),
]);

/** The API's service name for the suffix of `@aws-sdk/client-…`: `elastic-load-balancing-v2` gives `elbv2`. */
export function serviceOfPackage(suffix: string): string {
  return V3_NAMES[suffix] ?? suffix;
}

/** The API's service name for a class of SDK v2, `CloudWatchLogs` gives `logs`. */
export function serviceOfClass(name: string): string {
  const lower = name.toLowerCase();
  return V2_NAMES[lower] ?? SQUEEZED.get(lower) ?? lower;
}

/** Operations of the DynamoDB document clients by what the API calls them; others have the same name in both. */
export const DOCUMENT_OPERATIONS: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  TransactGet: 'TransactGetItems',
  TransactWrite: 'TransactWriteItems',
};

/** Members of SDK v3 enums that are spelled otherwise than their value. */
export const ENUM_VALUES: Readonly<Record<string, string>> = {
  'ServerSideEncryption.aws_kms': 'aws:kms',
  'ServerSideEncryption.aws_kms_dsse': 'aws:kms:dsse',
  'ServerSideEncryption.aws_fsx': 'aws:fsx',
  'ServerSideEncryption.aws_backup': 'aws:backup',
  'EncryptionType.SSE_C': 'SSE-C',
  'ViewerProtocolPolicy.allow_all': 'allow-all',
  'ViewerProtocolPolicy.https_only': 'https-only',
  'ViewerProtocolPolicy.redirect_to_https': 'redirect-to-https',
  'OriginProtocolPolicy.http_only': 'http-only',
  'OriginProtocolPolicy.https_only': 'https-only',
  'OriginProtocolPolicy.match_viewer': 'match-viewer',
  'SslProtocol.TLSv1_1': 'TLSv1.1',
  'SslProtocol.TLSv1_2': 'TLSv1.2',
  'MinimumProtocolVersion.TLSv1_1_2016': 'TLSv1.1_2016',
  'MinimumProtocolVersion.TLSv1_2_2018': 'TLSv1.2_2018',
  'MinimumProtocolVersion.TLSv1_2_2019': 'TLSv1.2_2019',
  'MinimumProtocolVersion.TLSv1_2_2021': 'TLSv1.2_2021',
  'MinimumProtocolVersion.TLSv1_2_2025': 'TLSv1.2_2025',
  'MinimumProtocolVersion.TLSv1_3_2025': 'TLSv1.3_2025',
  'TLSSecurityPolicy.POLICY_MIN_TLS_1_0_2019_07': 'Policy-Min-TLS-1-0-2019-07',
  'TLSSecurityPolicy.POLICY_MIN_TLS_1_2_2019_07': 'Policy-Min-TLS-1-2-2019-07',
  'TLSSecurityPolicy.POLICY_MIN_TLS_1_2_PFS_2023_10': 'Policy-Min-TLS-1-2-PFS-2023-10',
  'TLSSecurityPolicy.POLICY_MIN_TLS_1_2_RFC9151_FIPS_2024_08': 'Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08',
};
