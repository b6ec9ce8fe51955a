// Which service a client is of that was made elsewhere: by its variable's name, or by what only one service's operation takes.

/** Names that people give clients, for those that were made elsewhere. */
const NICKNAMES: Readonly<Record<string, string>> = {
  sm: 'sagemaker',
  sagemaker: 'sagemaker',
  ddb: 'dynamodb',
  dynamo: 'dynamodb',
  dynamodb: 'dynamodb',
  s3: 's3',
  kms: 'kms',
  rds: 'rds',
  ec2: 'ec2',
  sqs: 'sqs',
  sns: 'sns',
  iam: 'iam',
  sts: 'sts',
  efs: 'efs',
  ecr: 'ecr',
  eks: 'eks',
  ecs: 'ecs',
  emr: 'emr',
  glue: 'glue',
  athena: 'athena',
  redshift: 'redshift',
  kinesis: 'kinesis',
  firehose: 'firehose',
  secretsmanager: 'secretsmanager',
  secrets: 'secretsmanager',
  secrets_manager: 'secretsmanager',
  ssm: 'ssm',
  lambda: 'lambda',
  logs: 'logs',
  bedrock: 'bedrock',
  cloudtrail: 'cloudtrail',
  backup: 'backup',
  fsx: 'fsx',
  elasticache: 'elasticache',
  opensearch: 'opensearch',
  stepfunctions: 'stepfunctions',
  sfn: 'stepfunctions',
  transcribe: 'transcribe',
  comprehend: 'comprehend',
  textract: 'textract',
  macie: 'macie2',
  dax: 'dax',
  kafka: 'kafka',
  mq: 'mq',
  dms: 'dms',
};

/** The service of a client by its variable's name (`self.s3_client`, `sm`), where nothing else tells it. */
export function nicknamed(name: string): string | undefined {
  const last = (name.split('.').pop() ?? '')
    .toLowerCase()
    .replace(/^_+|^(?:boto3?|aws)_/g, '')
    .replace(/_?(?:client|cli|conn)$/, '');
  return Object.hasOwn(NICKNAMES, last) ? NICKNAMES[last] : undefined;
}

/** Methods with arguments that no other service's operation of this name takes. */
const SIGNATURES: Readonly<Record<string, readonly [service: string, ...needed: string[]]>> = {
  copy_object: ['s3', 'Bucket', 'CopySource'],
  create_delivery_stream: ['firehose', 'DeliveryStreamName'],
  create_endpoint_config: ['sagemaker', 'EndpointConfigName', 'ProductionVariants'],
  create_hyper_parameter_tuning_job: ['sagemaker', 'HyperParameterTuningJobName'],
  create_notebook_instance: ['sagemaker', 'NotebookInstanceName'],
  create_processing_job: ['sagemaker', 'ProcessingJobName'],
  create_queue: ['sqs', 'QueueName'],
  create_replication_group: ['elasticache', 'ReplicationGroupId'],
  create_secret: ['secretsmanager', 'Name', 'SecretString'],
  create_table: ['dynamodb', 'TableName', 'KeySchema', 'AttributeDefinitions'],
  create_training_job: ['sagemaker', 'TrainingJobName'],
  create_transform_job: ['sagemaker', 'TransformJobName'],
  put_object: ['s3', 'Bucket', 'Key'],
  put_parameter: ['ssm', 'Name', 'Value', 'Type'],
  run_instances: ['ec2', 'MinCount', 'MaxCount'],
};

/** The service whose operation takes these arguments, whatever the client is called; undefined where that is not sure. */
export function serviceTaking(method: string, names: readonly string[]): string | undefined {
  const [service, ...needed] = Object.hasOwn(SIGNATURES, method) ? (SIGNATURES[method] ?? []) : [];
  return needed.every((name) => names.includes(name)) ? service : undefined;
}
