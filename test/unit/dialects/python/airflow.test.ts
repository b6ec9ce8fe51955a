// Airflow's operators: what they call, with what, and how that is changed.
import assert from 'node:assert/strict';
import { unmark } from '../../../support/examples';
import { allKinds } from '../../../support/kinds';
import { applyFix, assertMarked, findingsIn, fixesOf, memoryProject } from '../../../support/memory-project';

const PACKAGE = 'from airflow.providers.amazon.aws';
const IMPORT = `${PACKAGE}.operators.sagemaker import `;
const KEYS = '"OutputDataConfig": {"KmsKeyId": key}, "ResourceConfig": {"VolumeKmsKeyId": key, "InstanceCount": 2}';

interface Case {
  readonly name: string;
  /** With `«»` around what is found. */
  readonly text: string;
  readonly rules: readonly string[];
  /** The text behind the first fix of the first finding. */
  readonly fixed?: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a training job',
    text: `${IMPORT}SageMakerTrainingOperator\n«SageMakerTrainingOperator»(task_id="train", config={${KEYS}})\n`,
    rules: ['sagemaker-training-traffic-unencrypted'],
    fixed: `${IMPORT}SageMakerTrainingOperator\nSageMakerTrainingOperator(task_id="train", config={${KEYS}, "EnableInterContainerTrafficEncryption": True})\n`,
  },
  {
    name: 'a dict in a variable',
    text: `${IMPORT}SageMakerTrainingOperator\nconfig = {${KEYS}, "EnableInterContainerTrafficEncryption": False}\nSageMakerTrainingOperator(task_id="train", config=«config»)\n`,
    rules: ['sagemaker-training-traffic-unencrypted'],
    fixed: `${IMPORT}SageMakerTrainingOperator\nconfig = {${KEYS}, "EnableInterContainerTrafficEncryption": True}\nSageMakerTrainingOperator(task_id="train", config=config)\n`,
  },
  {
    name: 'a model and a transform job',
    text: `${IMPORT}SageMakerTransformOperator\nSageMakerTransformOperator(task_id="t", config={"Model": {}, "Transform": {"TransformOutput": {"KmsKeyId": key}, «"TransformResources"»: {"InstanceType": "ml.m5.large"}}})\n`,
    rules: ['sagemaker-transform-volume-no-customer-key'],
  },
  {
    name: 'an endpoint configuration among others',
    text: `${IMPORT}SageMakerEndpointOperator\n«SageMakerEndpointOperator»(task_id="t", config={"Model": {}, "EndpointConfig": {"ProductionVariants": [{"InstanceType": "ml.m5.large"}]}, "Endpoint": {}})\n`,
    rules: ['sagemaker-endpoint-volume-no-customer-key'],
  },
  {
    name: 'parameters of a database',
    text: `${PACKAGE}.operators.rds import RdsCreateDbInstanceOperator\nRdsCreateDbInstanceOperator(task_id="t", db_instance_identifier="shop", db_instance_class="db.m6g.large", engine="postgres", rds_kwargs={"EngineVersion": "16", "StorageEncrypted": «False»})\n`,
    rules: ['rds-instance-unencrypted'],
    fixed: `${PACKAGE}.operators.rds import RdsCreateDbInstanceOperator\nRdsCreateDbInstanceOperator(task_id="t", db_instance_identifier="shop", db_instance_class="db.m6g.large", engine="postgres", rds_kwargs={"EngineVersion": "16", "StorageEncrypted": True})\n`,
  },
  {
    name: 'an argument that is a parameter by another name',
    text: `${PACKAGE}.operators.bedrock import BedrockCreateGuardrailOperator\n«BedrockCreateGuardrailOperator»(task_id="t", guardrail_name="chat")\n`,
    rules: ['bedrock-guardrail-no-customer-key'],
  },
  {
    name: 'a cluster that is encrypted whatever the flag says, under a key of its own',
    text: `${PACKAGE}.operators.redshift_cluster import RedshiftCreateClusterOperator\nRedshiftCreateClusterOperator(task_id="t", cluster_identifier="c", node_type="ra3.large", master_username="u", master_user_password=password, encrypted=False, kms_key_id="alias/data")\n`,
    rules: [],
  },
  {
    name: 'a job of AWS Glue',
    text: `${PACKAGE}.operators.glue import GlueJobOperator\n«GlueJobOperator»(task_id="t", job_name="load", create_job_kwargs={"GlueVersion": "5.0"})\n`,
    rules: ['glue-no-security-configuration'],
  },
  {
    name: 'a cluster of Amazon EMR, of which a connection may say more',
    text: `${PACKAGE}.operators.emr import EmrCreateJobFlowOperator\nEmrCreateJobFlowOperator(task_id="t", job_flow_overrides={"Name": "etl"})\n`,
    rules: [],
  },
  {
    name: 'a copy under a key of AWS',
    text: `${PACKAGE}.operators.s3 import S3CopyObjectOperator\nS3CopyObjectOperator(task_id="t", source_bucket_key="a", dest_bucket_key="b", kms_key_id=«"alias/aws/s3"», kms_encryption_type="aws:kms")\n`,
    rules: ['s3-object-no-customer-key'],
  },
  {
    name: 'a config that is not written here',
    text: `${IMPORT}SageMakerTrainingOperator\nSageMakerTrainingOperator(task_id="train", config=load())\nSageMakerTrainingOperator(task_id="train", config={**load()})\n`,
    rules: [],
  },
];

describe('Airflow operators', () => {
  for (const { name, text, rules, fixed } of CASES) {
    it(name, () => {
      const { text: source, spans } = unmark(text);
      const project = memoryProject({ 'dag.py': source }, allKinds());
      const found = findingsIn(project, 'dag.py').filter(({ verdict }) => verdict === 'fail');
      assertMarked({ text: source, spans }, rules, found);
      const [first] = found;
      const [fix] = first && fixed !== undefined ? fixesOf(project, 'dag.py', first) : [];
      assert.equal(fix && applyFix(project, 'dag.py', fix), fixed);
    });
  }
});
