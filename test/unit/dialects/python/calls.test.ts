// boto3, SageMaker SDK, CDK and other calls: which resources they become, under which names, at which places.
import assert from 'node:assert/strict';
import { places, resources, unitOf } from './helper';

const S3 = "import boto3\ns3 = boto3.client('s3')\n";

const CALLS: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'what only DynamoDB’s operation takes',
    'def f(made):\n  made.create_table(TableName="t", KeySchema=[], AttributeDefinitions=[])',
    ['dynamodb:CreateTable {TableName: "t", KeySchema: [], AttributeDefinitions: []}'],
  ],
  ['what several services’ operations take', 'def f(made):\n  made.create_table(TableName="t")', []],
  [
    'arguments of an upload that may be None',
    `${S3}s3.upload_file('f', 'b', 'k', ExtraArgs={'Metadata': m} if m else None)`,
    ['s3:PutObject {Filename: "f", Bucket: "b", Key: "k", Metadata: (? | null)}'],
  ],
  [
    'a client that a bracketed with opens',
    "import boto3\nwith (\n  boto3.client('s3') as s,\n  open('f') as f,\n):\n  s.put_object(Key='k')",
    ['s3:PutObject {Key: "k"}'],
  ],
  ['a client call', `${S3}s3.put_object(Bucket='b', Key="k")`, ['s3:PutObject {Bucket: "b", Key: "k"}']],
  [
    'a call without a variable',
    "import boto3\nboto3.client('rds').create_db_instance(StorageEncrypted=False)",
    ['rds:CreateDbInstance {StorageEncrypted: false}'],
  ],
  [
    'an import under another name',
    "import boto3 as b\nb.client(service_name='kms').create_key()",
    ['kms:CreateKey {}'],
  ],
  [
    'a session',
    "from boto3 import Session\nSession().client('sqs').create_queue(QueueName='q')",
    ['sqs:CreateQueue {QueueName: "q"}'],
  ],
  [
    'aioboto3',
    "import aioboto3\nasync def f():\n  async with aioboto3.Session().client('s3') as s:\n    await s.put_object(Key='k')",
    ['s3:PutObject {Key: "k"}'],
  ],
  [
    'a resource',
    "import boto3\nboto3.resource('s3').Bucket('b').put_object(Key='k')",
    ['s3:PutObject {Bucket: "b", Key: "k"}'],
  ],
  [
    'an object',
    "import boto3\no = boto3.resource('s3').Object('b', 'k')\no.put(Body=b'x')",
    ['s3:PutObject {Bucket: "b", Key: "k", Body: "x"}'],
  ],
  [
    'a resource’s client',
    "import boto3\nboto3.resource('s3').meta.client.put_object(Key='k')",
    ['s3:PutObject {Key: "k"}'],
  ],
  [
    'a table',
    "import boto3\nboto3.resource('dynamodb').create_table(TableName='t')",
    ['dynamodb:CreateTable {TableName: "t"}'],
  ],
  [
    'instances',
    "import boto3\nboto3.resource('ec2').create_instances(ImageId='i')",
    ['ec2:RunInstances {ImageId: "i"}'],
  ],
  [
    'a bucket policy',
    "import boto3\nboto3.resource('s3').Bucket('b').Policy().put(Policy='{}')",
    ['s3:PutBucketPolicy {Policy: "{}"}'],
  ],
  [
    'an upload',
    `${S3}s3.upload_file('f', 'b', 'k', ExtraArgs={'SSEKMSKeyId': 'x'})`,
    ['s3:PutObject {Filename: "f", Bucket: "b", Key: "k", SSEKMSKeyId: "x"}'],
  ],
  [
    'an upload to a bucket',
    "import boto3\nboto3.resource('s3').Bucket('b').upload_file('f', 'k')",
    ['s3:PutObject {Bucket: "b", Filename: "f", Key: "k"}'],
  ],
  [
    'an upload of unknown arguments',
    `${S3}s3.upload_fileobj(f, 'b', 'k', extra())`,
    ['s3:PutObject {Fileobj: ?, Bucket: "b", Key: "k", …}'],
  ],
  [
    'a dict that another function fills',
    `${S3}p = {'Key': 'k'}\nq = {'Key': 'q'}\nutil.merge_configs(p, more)\nlog(q)\ns3.put_object(**p)\ns3.put_object(**q)`,
    ['s3:PutObject {…}', 's3:PutObject {Key: "q"}'],
  ],
  ['a paginator', `${S3}s3.get_paginator('list_objects_v2')`, []],
  [
    'a client made elsewhere',
    "import boto3\nfrom x import s3_client\ns3_client.put_object(Bucket='b')",
    ['s3:PutObject {Bucket: "b"}'],
  ],
  [
    'a client among others, and names that its API writes small',
    "import boto3\nfrom x import clients, ecr\nclients['ecr'].create_repository(repositoryName='r')\necr.create_repository(repositoryName='r')\necr.create_repository(name='r')\nclients[x].create_repository(repositoryName='r')",
    ['ecr:CreateRepository {repositoryName: "r"}', 'ecr:CreateRepository {repositoryName: "r"}'],
  ],
  [
    'storage that is not Amazon’s',
    "import boto3\ns3 = boto3.resource('s3', endpoint_url='https://x.r2.cloudflarestorage.com')\ns3.Bucket('b').put_object(Key='k')\nc = boto3.client('s3', endpoint_url='https://s3.eu-west-1.amazonaws.com')\nc.put_object(Key='l')\nboto3.client('s3', endpoint_url=url).put_object(Key='m')",
    ['s3:PutObject {Key: "l"}', 's3:PutObject {Key: "m"}'],
  ],
  ['a thing that is only named so', "import boto3\ns3.put_object('b')\nsns.do_it(x=1)", []],
  [
    'a client kept in a class',
    "import boto3\nclass A:\n  def __init__(self):\n    self.c = boto3.client('s3')\n  def f(self):\n    self.c.put_object(Key='k')",
    ['s3:PutObject {Key: "k"}'],
  ],
  [
    'a client from a function',
    "import boto3\ndef c():\n  return boto3.client('s3')\nc().put_object(Key='k')",
    ['s3:PutObject {Key: "k"}'],
  ],
  [
    'a client of a type',
    "import boto3\nfrom mypy_boto3_s3.client import S3Client\ndef f(c: S3Client):\n  c.put_object(Key='k')",
    ['s3:PutObject {Key: "k"}'],
  ],
  [
    'requests',
    "import requests\nrequests.get('http://x', verify=False)",
    ['python:requests.get {0: "http://x", verify: false}'],
  ],
  [
    'a session of requests',
    'import requests\ns = requests.Session()\ns.verify = False\ns.get(u)',
    ['python:requests.Session {verify: false}', 'python:requests.Session.get {0: ?}'],
  ],
  [
    'a TLS context',
    'import ssl\nc = ssl.create_default_context()\nc.check_hostname = False\nc.verify_mode = ssl.CERT_NONE',
    ['python:ssl.create_default_context {check_hostname: false, verify_mode: "ssl.CERT_NONE"}'],
  ],
  [
    'a setting of a module',
    'import ssl\nssl._create_default_https_context = ssl._create_unverified_context',
    ['python:ssl._create_default_https_context {value: "ssl._create_unverified_context"}'],
  ],
  [
    'a setting of the environment',
    "import os\nos.environ['PYTHONHTTPSVERIFY'] = '0'",
    ['python:os.environ {PYTHONHTTPSVERIFY: "0"}'],
  ],
  [
    'a cipher',
    'from Crypto.Cipher import AES\nAES.new(k, AES.MODE_ECB)',
    ['python:Crypto.Cipher.AES.new {0: ?, 1: "Crypto.Cipher.AES.MODE_ECB"}'],
  ],
  [
    'an estimator',
    "from sagemaker.pytorch import PyTorch\nPyTorch('train.py', role='r', output_kms_key=None)",
    ['sagemaker-sdk:Estimator {entry_point: "train.py", role: "r", output_kms_key: null}'],
  ],
  [
    'a model’s deployment',
    "import sagemaker\nfrom sagemaker.model_monitor import DataCaptureConfig\nm = sagemaker.model.Model(image_uri='i')\nm.deploy(1, 'ml.m5.large', data_capture_config=DataCaptureConfig(True))",
    [
      'sagemaker-sdk:Model {image_uri: "i"}',
      'sagemaker-sdk:Model.deploy {initial_instance_count: 1, instance_type: "ml.m5.large", data_capture_config: {enable_capture: true}}',
      'sagemaker-sdk:DataCaptureConfig {enable_capture: true}',
    ],
  ],
  [
    'a feature group',
    "from sagemaker.feature_store.feature_group import FeatureGroup\ng = FeatureGroup(name='g')\ng.create(s3_uri='s3://b')",
    ['sagemaker-sdk:FeatureGroup {name: "g"}', 'sagemaker-sdk:FeatureGroup.create {s3_uri: "s3://b"}'],
  ],
  [
    'a construct',
    "from aws_cdk import aws_s3 as s3, aws_kms as kms, RemovalPolicy\nclass A(Stack):\n  def __init__(self):\n    self.key = kms.Key(self, 'K', enable_key_rotation=True)\n    s3.Bucket(self, 'B', encryption=s3.BucketEncryption.KMS, encryption_key=self.key, enforce_ssl=True, lifecycle_rules=[s3.LifecycleRule(noncurrent_versions_to_retain=2)])",
    [
      'aws-kms.Key {enableKeyRotation: true}',
      'aws-s3.Bucket {encryption: "BucketEncryption.KMS", encryptionKey: &aws-kms.Key, enforceSSL: true, lifecycleRules: [{noncurrentVersionsToRetain: 2}]}',
    ],
  ],
  [
    'a level 1 construct',
    "import aws_cdk as cdk\nb = cdk.aws_s3.CfnBucket(self, 'B', bucket_encryption=cdk.aws_s3.CfnBucket.BucketEncryptionProperty(server_side_encryption_configuration=[]))\nb.bucket_name = 'x'",
    ['aws-s3.CfnBucket {bucket_encryption: {server_side_encryption_configuration: []}, bucket_name: "x"}'],
  ],
  [
    'overrides of constructs',
    "from aws_cdk import aws_s3 as s3\nb = s3.Bucket(self, 'B')\nc = b.node.default_child\nc.add_property_override('A.B', 1)\nd = s3.CfnBucket(self, 'D')\nd.add_property_override('BucketName', 'x')",
    ['aws-s3.Bucket {…}', 'aws-s3.CfnBucket {BucketName: "x"}'],
  ],
  [
    'a factory of CDK',
    "from aws_cdk import aws_rds as rds, SecretValue\nrds.Thing(self, 'T', password=SecretValue.unsafe_plain_text('p'))",
    ['aws-rds.Thing {password: {new: "SecretValue.unsafePlainText", 0: "p"}}'],
  ],
  [
    'a version 3 trainer',
    "from sagemaker.modules.train import ModelTrainer\nfrom sagemaker.modules.configs import Compute\nModelTrainer(compute=Compute(volume_kms_key_id='k'))",
    [
      'sagemaker-sdk:ModelTrainer {compute: {volume_kms_key_id: "k"}}',
      'sagemaker-sdk:Compute {volume_kms_key_id: "k"}',
    ],
  ],
  [
    'a transformer from an estimator',
    "from sagemaker.sklearn import SKLearn\nt = SKLearn('a').transformer(1, 'm')\nt.transform('d')",
    [
      'sagemaker-sdk:Estimator.transformer {instance_count: 1, instance_type: "m"}',
      'sagemaker-sdk:Estimator {entry_point: "a"}',
      'sagemaker-sdk:Transformer.transform {data: "d"}',
    ],
  ],
  [
    'awswrangler',
    "import awswrangler as wr\nwr.s3.to_csv(df, 's3://b')",
    ['python:awswrangler.s3.to_csv {0: ?, 1: "s3://b"}'],
  ],
  [
    'a frame written to S3',
    "import pandas\ndf.to_csv(f's3://{b}/x')\ndf.to_csv('x')",
    ['python:pandas.DataFrame.to_csv {0: "s3://{?}/x"}'],
  ],
  [
    'children of constructs that are changed',
    "from aws_cdk import aws_sns as sns\na = sns.Topic(self, 'A')\na.node.default_child.kms_master_key_id = 'k'\nb = sns.Topic(self, 'B')\nc: sns.CfnTopic = b.node.find_child('Resource')\nc.kms_master_key_id = 'k'",
    ['aws-sns.Topic {…}', 'aws-sns.Topic {…}'],
  ],
  [
    'a state of CDK that calls any service',
    "from aws_cdk import aws_stepfunctions_tasks as tasks, aws_stepfunctions as sfn\ntasks.CallAwsService(self, 'C', service='sqs', action='createQueue', parameters={'QueueName.$': '$.name', 'Attributes': {'KmsMasterKeyId': sfn.JsonPath.string_at('$.k')}})",
    [
      'aws-stepfunctions-tasks.CallAwsService {service: "sqs", action: "createQueue", parameters: {QueueName.$: "$.name", Attributes: {KmsMasterKeyId: {new: "JsonPath.stringAt", 0: "$.k"}}}}',
      'sqs:CreateQueue {QueueName: ?, Attributes: {KmsMasterKeyId: ?}}',
    ],
  ],
  [
    'a logger',
    'import logging, requests\nlog = logging.getLogger()\nlog.info(event)',
    ['python:logging.getLogger {}', 'python:logging.getLogger.info {0: ?}'],
  ],
];

describe('python: calls', () => {
  for (const [name, code, expected] of CALLS) {
    it(name, () => {
      assert.deepEqual(resources(code), expected);
    });
  }

  it('reports clients with their options', () => {
    const code =
      "import boto3\nfrom botocore.config import Config\nboto3.client('s3', endpoint_url='http://x', config=Config(s3={'a': 1}))";
    assert.deepEqual(resources(code, true), [
      'sdk:Client {service: "s3", endpoint_url: "http://x", config: {s3: {a: 1}}}',
    ]);
  });

  it('says where everything stands', () => {
    const code = `${S3}s3.put_object(\n    Bucket='b',  # c\n    Tags={'a': {'b': 1}},\n)`;
    const resource = unitOf([code]).resources.find((r) => r.type === 's3:PutObject');
    assert.ok(resource);
    assert.deepEqual(places(code, resource), ['put_object', "Bucket -> 'b'", "Tags -> {'a': {'b': 1}}"]);
    assert.equal(code.slice(resource.span.start, resource.span.end), code.slice(code.indexOf('s3.put')));
    assert.equal(resource.address, 's3:PutObject');
    assert.equal(resource.id, 's3:PutObject@put_object#1');
    const tags = resource.body.entries[1]?.value;
    assert.ok(tags?.kind === 'object');
    assert.equal(code.slice(tags.head.start, tags.head.end), 'Tags');
  });

  it('gives constructs their ids, dialects and looseness', () => {
    const code = "from aws_cdk import aws_s3 as s3\nx = s3.Bucket(self, 'Logs')\ny = s3.CfnBucket(self, name())";
    const seen = unitOf([code]).resources.map((r) => [r.dialect, r.address, r.loose ?? false]);
    assert.deepEqual(seen, [
      ['cdk', 'Logs', false],
      ['cloudformation', 'y', true],
    ]);
  });
});
