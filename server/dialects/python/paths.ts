// Dotted import paths: what a constant that is reached through one is worth as a value.
import type { Span } from '../../core/text';
import type { ConfigValue } from '../../core/value';
import { scalar } from './values';
import { reportedModule } from './words';

/** A path into CDK, as CDK's other languages name it: module `aws-s3` and `BucketEncryption.KMS`. */
export interface CdkPath {
  readonly module: string;
  readonly names: readonly string[];
}

/** Splits a path below `aws_cdk`; undefined for other paths. The module of the core classes is `core`. */
export function cdkPath(path: string): CdkPath | undefined {
  const parts = path.split('.');
  if (parts[0] !== 'aws_cdk') return undefined;
  const at = parts.findIndex((part, i) => i > 0 && /^[A-Z]/.test(part));
  if (at < 0) return undefined;
  const module = parts.slice(1, at).join('.').replaceAll('_', '-');
  return { module: module || 'core', names: parts.slice(at) };
}

/** Modules of which constants are told by their whole path. */
const TOLD = /^(?:botocore|boto3|sagemaker)\./;

/** `aws_cdk.aws_s3.BucketEncryption.KMS` is `BucketEncryption.KMS`, `ssl.CERT_NONE` is itself; other paths are not known. */
export function constantOf(path: string, span: Span): ConfigValue | undefined {
  const cdk = cdkPath(path);
  if (cdk) return scalar(span, cdk.names.join('.'));
  return reportedModule(path) !== undefined || TOLD.test(path) ? scalar(span, path) : undefined;
}
