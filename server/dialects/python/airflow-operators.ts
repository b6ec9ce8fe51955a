// Which call of AWS each of Airflow's Amazon operators makes when it runs, and where in its arguments the call's parameters stand.

/** How an operator's arguments become the parameters of its call. */
export interface Operator {
  readonly call: string;
  /** The argument that holds parameters as a dict. */
  readonly holds?: string;
  /** The key in there that holds those of this call; `shared`: only where other calls are made as well. */
  readonly inside?: { readonly key: string; readonly shared: boolean };
  /** Arguments that are parameters themselves, by the names of the API. */
  readonly names?: Readonly<Record<string, string>>;
  /** Arguments that are passed on only where they are true. */
  readonly onlyTrue?: readonly string[];
  /** More may come from an Airflow connection. */
  readonly open?: boolean;
}

const config = (call: string, inside?: Operator['inside']): Operator => ({
  call,
  holds: 'config',
  ...(inside ? { inside } : {}),
});
const held = (call: string, holds: string, names: Operator['names'] = {}): Operator => ({ call, holds, names });
const named = (call: string, names: Operator['names'] = {}): Operator => ({ call, names });

const COPY = named('s3:CopyObject', { kms_key_id: 'SSEKMSKeyId', kms_encryption_type: 'ServerSideEncryption' });

/** By class name; what a class passes on is told by its source in the package `apache-airflow-providers-amazon`, version 9.39. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  BedrockBatchInferenceOperator: held('bedrock:CreateModelInvocationJob', 'invoke_kwargs'),
  BedrockCreateDataSourceOperator: held('bedrock-agent:CreateDataSource', 'create_data_source_kwargs'),
  BedrockCreateEvaluationJobOperator: named('bedrock:CreateEvaluationJob', { output_data_config: 'outputDataConfig' }),
  BedrockCreateGuardrailOperator: named('bedrock:CreateGuardrail', { kms_key_id: 'kmsKeyId' }),
  BedrockCreateKnowledgeBaseOperator: held('bedrock-agent:CreateKnowledgeBase', 'create_knowledge_base_kwargs', {
    storage_config: 'storageConfiguration',
  }),
  BedrockCustomizeModelOperator: held('bedrock:CreateModelCustomizationJob', 'customization_job_kwargs'),
  ComprehendCreateDocumentClassifierOperator: held(
    'comprehend:CreateDocumentClassifier',
    'document_classifier_kwargs',
    {
      output_data_config: 'OutputDataConfig',
    },
  ),
  ComprehendStartPiiEntitiesDetectionJobOperator: held(
    'comprehend:StartPiiEntitiesDetectionJob',
    'start_pii_entities_kwargs',
    {
      output_data_config: 'OutputDataConfig',
    },
  ),
  DmsCreateReplicationConfigOperator: held('dms:CreateReplicationConfig', 'additional_config_kwargs', {
    compute_config: 'ComputeConfig',
  }),
  EC2CreateInstanceOperator: config('ec2:RunInstances'),
  EcrCreateRepositoryOperator: named('ecr:CreateRepository', { encryption_configuration: 'encryptionConfiguration' }),
  EcsCreateClusterOperator: held('ecs:CreateCluster', 'create_cluster_kwargs'),
  EcsRegisterTaskDefinitionOperator: held('ecs:RegisterTaskDefinition', 'register_task_kwargs', {
    container_definitions: 'containerDefinitions',
  }),
  EksCreateClusterOperator: held('eks:CreateCluster', 'create_cluster_kwargs'),
  EmrCreateJobFlowOperator: { call: 'emr:RunJobFlow', holds: 'job_flow_overrides', open: true },
  EmrServerlessCreateApplicationOperator: config('emr-serverless:CreateApplication'),
  GlueJobOperator: held('glue:CreateJob', 'create_job_kwargs'),
  KinesisAnalyticsV2CreateApplicationOperator: held(
    'kinesisanalyticsv2:CreateApplication',
    'create_application_kwargs',
  ),
  LambdaCreateFunctionOperator: held('lambda:CreateFunction', 'config', { code: 'Code' }),
  MwaaServerlessCreateWorkflowOperator: held('mwaa-serverless:CreateWorkflow', 'create_workflow_kwargs'),
  NeptuneCreateGraphOperator: named('neptune-graph:CreateGraph', { kms_key_id: 'kmsKeyIdentifier' }),
  RdsCopyDbSnapshotOperator: named('rds:CopyDBSnapshot', {
    source_db_snapshot_identifier: 'SourceDBSnapshotIdentifier',
    kms_key_id: 'KmsKeyId',
  }),
  RdsCreateDbInstanceOperator: held('rds:CreateDBInstance', 'rds_kwargs', {
    engine: 'Engine',
    db_instance_class: 'DBInstanceClass',
  }),
  RdsStartExportTaskOperator: named('rds:StartExportTask', { kms_key_id: 'KmsKeyId' }),
  RedshiftCreateClusterOperator: {
    call: 'redshift:CreateCluster',
    names: {
      encrypted: 'Encrypted',
      kms_key_id: 'KmsKeyId',
      hsm_configuration_identifier: 'HsmConfigurationIdentifier',
      node_type: 'NodeType',
    },
    onlyTrue: ['encrypted'],
  },
  S3CopyObjectOperator: COPY,
  S3CopyPrefixOperator: COPY,
  S3TablesCreateTableBucketOperator: named('s3tables:CreateTableBucket', {
    encryption_configuration: 'encryptionConfiguration',
  }),
  S3VectorsCreateVectorBucketOperator: named('s3vectors:CreateVectorBucket', {
    encryption_configuration: 'encryptionConfiguration',
  }),
  SageMakerCreateNotebookOperator: held('sagemaker:CreateNotebookInstance', 'create_instance_kwargs', {
    volume_kms_key_id: 'KmsKeyId',
    instance_type: 'InstanceType',
  }),
  SageMakerEndpointConfigOperator: config('sagemaker:CreateEndpointConfig'),
  SageMakerEndpointOperator: config('sagemaker:CreateEndpointConfig', { key: 'EndpointConfig', shared: false }),
  SageMakerModelOperator: config('sagemaker:CreateModel'),
  SageMakerProcessingOperator: config('sagemaker:CreateProcessingJob'),
  SageMakerTrainingOperator: config('sagemaker:CreateTrainingJob'),
  SageMakerTransformOperator: config('sagemaker:CreateTransformJob', { key: 'Transform', shared: true }),
  SageMakerTuningOperator: config('sagemaker:CreateHyperParameterTuningJob'),
};
