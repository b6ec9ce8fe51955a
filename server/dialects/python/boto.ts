// boto3: clients, resources and sessions, and which API operation a method call is.
import type { Kind } from './module';

/** Resource methods whose operation isn't told by their name, from boto3's own resource models; `Service.Shape.method`, the service resource without a shape. */
const ACTIONS: Readonly<Record<string, string>> = {
  's3.Bucket.create': 'CreateBucket',
  's3.Bucket.delete': 'DeleteBucket',
  's3.BucketAcl.put': 'PutBucketAcl',
  's3.BucketCors.put': 'PutBucketCors',
  's3.BucketLifecycle.put': 'PutBucketLifecycle',
  's3.BucketLifecycleConfiguration.put': 'PutBucketLifecycleConfiguration',
  's3.BucketLogging.put': 'PutBucketLogging',
  's3.BucketNotification.put': 'PutBucketNotificationConfiguration',
  's3.BucketPolicy.put': 'PutBucketPolicy',
  's3.BucketPolicy.delete': 'DeleteBucketPolicy',
  's3.BucketRequestPayment.put': 'PutBucketRequestPayment',
  's3.BucketTagging.put': 'PutBucketTagging',
  's3.BucketVersioning.put': 'PutBucketVersioning',
  's3.BucketVersioning.enable': 'PutBucketVersioning',
  's3.BucketVersioning.suspend': 'PutBucketVersioning',
  's3.BucketWebsite.put': 'PutBucketWebsite',
  's3.MultipartUploadPart.copy_from': 'UploadPartCopy',
  's3.MultipartUploadPart.upload': 'UploadPart',
  's3.MultipartUpload.complete': 'CompleteMultipartUpload',
  's3.Object.put': 'PutObject',
  's3.Object.copy_from': 'CopyObject',
  's3.Object.delete': 'DeleteObject',
  's3.Object.get': 'GetObject',
  's3.Object.initiate_multipart_upload': 'CreateMultipartUpload',
  's3.ObjectAcl.put': 'PutObjectAcl',
  's3.ObjectVersion.get': 'GetObject',
  's3.ObjectVersion.delete': 'DeleteObject',
  'dynamodb.Table.update': 'UpdateTable',
  'dynamodb.Table.delete': 'DeleteTable',
  'sqs..get_queue_by_name': 'GetQueueUrl',
  'sqs.Queue.set_attributes': 'SetQueueAttributes',
  'sqs.Queue.delete': 'DeleteQueue',
  'sqs.Queue.send_messages': 'SendMessageBatch',
  'sqs.Queue.receive_messages': 'ReceiveMessage',
  'sqs.Queue.purge': 'PurgeQueue',
  'sns.Topic.set_attributes': 'SetTopicAttributes',
  'sns.Topic.delete': 'DeleteTopic',
  'sns.Subscription.set_attributes': 'SetSubscriptionAttributes',
  'sns.PlatformEndpoint.publish': 'Publish',
  'ec2..create_instances': 'RunInstances',
  'ec2.Subnet.create_instances': 'RunInstances',
  'ec2.Instance.modify_attribute': 'ModifyInstanceAttribute',
  'ec2.Snapshot.copy': 'CopySnapshot',
  'ec2.Snapshot.modify_attribute': 'ModifySnapshotAttribute',
  'ec2.Volume.modify_attribute': 'ModifyVolumeAttribute',
  'ec2.SecurityGroup.authorize_ingress': 'AuthorizeSecurityGroupIngress',
  'ec2.SecurityGroup.authorize_egress': 'AuthorizeSecurityGroupEgress',
};

/** Factories that give another shape than their own name; `Service.Shape.Factory`. */
const SHAPES: Readonly<Record<string, string>> = {
  's3.Object.Version': 'ObjectVersion',
  's3.Object.Acl': 'ObjectAcl',
  's3.MultipartUpload.Part': 'MultipartUploadPart',
  's3..ObjectSummary': 'Object',
  's3..BucketPolicy': 'BucketPolicy',
  'ec2.Instance.KeyPair': 'KeyPairInfo',
};

/** Methods that give a resource back. */
const CREATED: Readonly<Record<string, string>> = {
  create_bucket: 'Bucket',
  create_table: 'Table',
  create_queue: 'Queue',
  get_queue_by_name: 'Queue',
  create_topic: 'Topic',
  initiate_multipart_upload: 'MultipartUpload',
};

/** Methods of clients and resources that call no operation. */
const NO_OPERATIONS = new Set([
  'get_paginator',
  'get_waiter',
  'can_paginate',
  'close',
  'load',
  'reload',
  'get_available_subresources',
  'batch_writer',
  'all',
  'filter',
  'limit',
  'page_size',
  'pages',
]);

/** Transfers: the operation they come to and, by the kind of thing they are called on, their positional arguments. */
const TRANSFERS: Readonly<Record<string, { readonly operation: string; readonly first: string }>> = {
  upload_file: { operation: 'PutObject', first: 'Filename' },
  upload_fileobj: { operation: 'PutObject', first: 'Fileobj' },
  download_file: { operation: 'GetObject', first: 'Filename' },
  download_fileobj: { operation: 'GetObject', first: 'Fileobj' },
  copy: { operation: 'CopyObject', first: 'CopySource' },
};

/** True for a managed transfer of S3, whose API arguments stand in `ExtraArgs`. */
export function isTransfer(service: string, method: string): boolean {
  return service === 's3' && method in TRANSFERS;
}

/** Names of the positional arguments of a boto3 method, of the few that take any. */
export function botoPositions(service: string, shape: string, method: string): readonly string[] {
  if (method === 'generate_presigned_url') return ['ClientMethod', 'Params', 'ExpiresIn', 'HttpMethod'];
  if (method === 'generate_presigned_post') return ['Bucket', 'Key', 'Fields', 'Conditions', 'ExpiresIn'];
  const transfer = isTransfer(service, method) ? TRANSFERS[method] : undefined;
  if (!transfer) return [];
  const where = shape === 'Object' ? [] : shape === 'Bucket' ? ['Key'] : ['Bucket', 'Key'];
  if (method.startsWith('download')) {
    const target = method === 'download_file' ? 'Filename' : 'Fileobj';
    return [...where, target, 'ExtraArgs', 'Callback', 'Config'];
  }
  return [transfer.first, ...where, 'ExtraArgs', 'Callback', 'SourceClient', 'Config'].filter(
    (n) => n !== 'SourceClient' || method === 'copy',
  );
}

/** `create_db_instance` as `CreateDbInstance`: equal to the API's own name but for capitals. */
function pascalCase(method: string): string {
  return method
    .split('_')
    .map((word) => (word[0] ?? '').toUpperCase() + word.slice(1))
    .join('');
}

/** The operation that a method of a client (`shape` undefined) or of a resource calls; undefined for none. */
export function operationOf(service: string, shape: string | undefined, method: string): string | undefined {
  if (NO_OPERATIONS.has(method) || !/^[a-z]\w*$/.test(method)) return undefined;
  if (isTransfer(service, method) && shape !== 'MultipartUpload') return TRANSFERS[method]?.operation;
  if (shape === undefined) return pascalCase(method);
  const known = ACTIONS[`${service}.${shape}.${method}`];
  if (known) return known;
  // Short verbs such as `delete` belong to the shape; names of two words and more are the operation's own.
  return method.includes('_') ||
    method === 'publish' ||
    method === 'subscribe' ||
    method === 'query' ||
    method === 'scan'
    ? pascalCase(method)
    : undefined;
}

/** The shape that a resource's factory gives: `Bucket` of `s3.Bucket('x')`, `BucketPolicy` of `bucket.Policy()`; undefined for methods. */
export function shapeOf(service: string, shape: string, factory: string): string | undefined {
  if (!/^[A-Z]/.test(factory)) return CREATED[factory];
  const known = SHAPES[`${service}.${shape}.${factory}`];
  if (known) return known;
  return service === 's3' && shape === 'Bucket' && factory !== 'Object' ? `Bucket${factory}` : factory;
}

/** Names of S3 resources' identifiers, which the API takes as arguments. */
export function identifiersOf(service: string, shape: string): readonly string[] {
  if (service === 's3') return shape === 'Object' ? ['Bucket', 'Key'] : shape.startsWith('Bucket') ? ['Bucket'] : [];
  if (service === 'dynamodb' && shape === 'Table') return ['TableName'];
  return service === 'sqs' && shape === 'Queue' ? ['QueueUrl'] : [];
}

/** Calls that make a session. */
const SESSIONS = new Set([
  'boto3.Session',
  'boto3.session.Session',
  'aioboto3.Session',
  'aioboto3.session.Session',
  'botocore.session.get_session',
  'botocore.session.Session',
  'aiobotocore.session.get_session',
  'aiobotocore.get_session',
  'aiobotocore.session.AioSession',
  'boto3.DEFAULT_SESSION',
]);

/** True for a path whose call makes a session. */
export function isSession(path: string): boolean {
  return SESSIONS.has(path);
}

/** `client`, `resource`, or undefined: what a module function or a method of a session makes. */
export function clientMaker(path: string): 'client' | 'resource' | undefined {
  const match = /^(?:boto3|aioboto3)\.(client|resource)$/.exec(path)?.[1];
  return match === 'client' || match === 'resource' ? match : undefined;
}

/** The kind of a boto3 call. */
export function operationKind(
  service: string,
  operation: string,
  method: string,
  shape: string,
): Extract<Kind, { family: 'operation' }> {
  return { family: 'operation', type: `${service}:${operation}`, service, method, shape };
}
