// Examples that a rule can't have, each with the reason; `example-coverage.test.ts` complains about one that is there after all.

export type Form = 'cloudformation' | 'terraform' | 'sdk python' | 'sdk typescript' | 'cdk typescript';
export type Part = 'bad' | 'good' | 'unknown';

export interface Exception {
  readonly rules: readonly string[];
  readonly forms: readonly Form[];
  readonly parts: readonly Part[];
  readonly reason: string;
}

const ALL: readonly Part[] = ['bad', 'good', 'unknown'];
const CODE: readonly Form[] = ['sdk python', 'sdk typescript'];

export const EXCEPTIONS: readonly Exception[] = [
  {
    rules: ['firehose-stream-encryption-stopped', 'kinesis-stream-encryption-stopped', 'kms-key-rotation-stopped'],
    forms: CODE,
    parts: ['unknown'],
    reason: 'the call itself switches it off, whatever its arguments are',
  },
  {
    rules: ['code-weak-cipher'],
    forms: CODE,
    parts: ['unknown'],
    reason: 'the class itself is the weak cipher, whatever its arguments are',
  },
  {
    rules: ['code-ecb-mode', 'code-mail-plaintext', 'code-plaintext-protocol', 'code-tls-unverified-context'],
    forms: ['sdk python'],
    parts: ['unknown'],
    reason: 'the call itself is the gap, whatever its arguments are',
  },
  {
    rules: ['code-cipher-from-password', 'code-grpc-server-plaintext', 'code-http-server-plaintext'],
    forms: ['sdk typescript'],
    parts: ['unknown'],
    reason: 'the call itself is the gap, whatever its arguments are',
  },
  {
    rules: [
      'code-data-key-exposed',
      'code-event-logged',
      'code-password-hashed-fast',
      'code-personal-data-hashed-without-key',
      'code-personal-data-logged',
      'code-secret-logged',
      'kms-encrypt-bulk-data',
    ],
    forms: CODE,
    parts: ['unknown'],
    reason: 'it goes by the words of an expression, and those always stand there',
  },
  {
    rules: ['aws-client-verification-off'],
    forms: ['sdk typescript'],
    parts: ALL,
    reason: 'the clients for JavaScript have no such option; code-tls-verification-off looks at their HTTPS agents',
  },
  {
    rules: ['code-cipher-outdated'],
    forms: ['sdk python'],
    parts: ALL,
    reason: 'Python names ciphers by classes, of which code-weak-cipher speaks',
  },
  {
    rules: ['code-tls-hostname-unchecked'],
    forms: ['sdk typescript'],
    parts: ALL,
    reason: 'Node.js has no switch for it, only a function that a program writes itself',
  },
  {
    rules: ['rds-instance-copy-unencrypted'],
    forms: CODE,
    parts: ALL,
    reason: 'the calls that replicate and restore take no StorageEncrypted, so they can not say false',
  },
  {
    rules: ['fsx-file-system-no-customer-key'],
    forms: ['cdk typescript'],
    parts: ALL,
    reason: 'the construct makes Lustre file systems only, of which fsx-lustre-no-customer-key speaks',
  },
  {
    rules: ['rds-cluster-unencrypted'],
    forms: ['cdk typescript'],
    parts: ALL,
    reason:
      'the engine of a construct is an object that is not looked into; rds-aurora-encryption-declined speaks of false',
  },
  {
    rules: ['secretsmanager-secret-literal'],
    forms: ['cdk typescript'],
    parts: ['unknown'],
    reason: 'a value that SecretValue takes from elsewhere does not stand in the file',
  },
  {
    rules: [
      'appmesh-backend-without-tls-policy',
      'ec2-instance-root-volume-left-to-image',
      'ecs-service-connect-plaintext',
      'launch-configuration-root-volume-left-to-image',
    ],
    forms: ['terraform'],
    parts: ['unknown'],
    reason: 'the block is there or not; a dynamic one over an unknown list counts as there',
  },
  {
    rules: ['code-plaintext-protocol'],
    forms: ['sdk typescript'],
    parts: ['unknown'],
    reason: 'the call itself is the gap, whatever its arguments are',
  },
  {
    rules: ['msk-cluster-encryption-left-to-aws'],
    forms: ['terraform'],
    parts: ['unknown'],
    reason: 'the block stands there or it does not, whatever is in it',
  },
  {
    rules: ['code-grpc-plaintext', 'code-plaintext-connection', 'code-weak-curve'],
    forms: ['sdk python'],
    parts: ['unknown'],
    reason: 'not written yet: the rule is younger than this list',
  },
  {
    rules: ['code-grpc-plaintext', 'code-jwt-unsecured'],
    forms: ['sdk typescript'],
    parts: ['unknown'],
    reason: 'not written yet: the rule is younger than this list',
  },
];
