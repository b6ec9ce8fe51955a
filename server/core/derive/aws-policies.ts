// What the AWS-managed policies that roles usually have allow on KMS keys. Any other is not known here.
// Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html

/** They don't mention KMS at all. */
const WITHOUT_KMS: ReadonlySet<string> = new Set([
  'AWSCodeBuildAdminAccess',
  'AWSCodeBuildDeveloperAccess',
  'AWSStepFunctionsFullAccess',
  'AWSXRayDaemonWriteAccess',
  'AmazonAthenaFullAccess',
  'AmazonEC2ContainerRegistryPowerUser',
  'AmazonEC2ContainerRegistryReadOnly',
  'AmazonKinesisFirehoseFullAccess',
  'AmazonS3FullAccess',
  'AmazonS3ReadOnlyAccess',
  'AmazonSSMManagedInstanceCore',
  'AmazonSSMReadOnlyAccess',
  'AmazonSageMakerFeatureStoreAccess',
  'CloudWatchFullAccess',
  'CloudWatchLogsFullAccess',
  'service-role/AWSGlueServiceRole',
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaDynamoDBExecutionRole',
  'service-role/AWSLambdaKinesisExecutionRole',
  'service-role/AWSLambdaSQSQueueExecutionRole',
  'service-role/AWSLambdaVPCAccessExecutionRole',
  'service-role/AmazonECSInfrastructureRolePolicyForVolumes',
  'service-role/AmazonECSTaskExecutionRolePolicy',
]);

const LOOK_UP = ['kms:DescribeKey', 'kms:ListAliases'];
const WITH_KMS: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  AmazonDynamoDBFullAccess: LOOK_UP,
  AmazonSageMakerFullAccess: LOOK_UP,
  PowerUserAccess: ['*'],
  SecretsManagerReadWrite: [...LOOK_UP, 'kms:ListKeys'],
};

/** The KMS actions of an AWS-managed policy, by its ARN, in which `hole` stands for the partition; undefined for one that is not known. */
export function kmsActionsOf(arn: string, hole: string): readonly string[] | undefined {
  const [prefix, name] = arn.split(':iam::aws:policy/');
  if (name === undefined || name.includes(hole) || !prefix?.startsWith('arn:')) return undefined;
  if (WITHOUT_KMS.has(name)) return [];
  return Object.hasOwn(WITH_KMS, name) ? WITH_KMS[name] : undefined;
}
