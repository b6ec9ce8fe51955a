// Says whose key a key reference names: a customer's, or one that AWS owns or manages.
import { walk, type Choose } from './path';
import type { UnitIndex } from './unit-index';
import { truthOf, type Truth } from './truth';
import { isDynamicReference, type ConfigValue, type RefValue, type Scalar } from './value';

/** Values that some services take in place of a key to ask for AWS's own. */
const AWS_KEY_WORDS = /^(AWS_OWNED_KMS_KEY|AWS_OWNED_KEY|AWS_OWNED_CMK|AWS_MANAGED_KEY|AWS_MANAGED_KMS_KEY)$/i;
/** Aliases that begin with `alias/aws/` name AWS-managed keys: https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html */
const AWS_ALIAS = /(^|[:/])alias\/aws\/|^aws\/\w+$/;
const KEY_RESOURCE =
  /(^|\.)(aws_kms_key|aws_kms_external_key|aws_kms_replica_key|aws_kms_replica_external_key|aws_kms_custom_key_store)\.|^AWS::KMS::(Key|ReplicaKey)$/;
const ALIAS_RESOURCE = /(^|\.)aws_kms_alias\./;

/** Whether the value names a customer managed key of AWS KMS. `maybe` where that can't be seen. */
export function isCustomerKey(value: ConfigValue | undefined, index: UnitIndex, choose: Choose): Truth {
  if (value === undefined) return 'no';
  switch (value.kind) {
    case 'scalar':
      return ofScalar(value.value);
    case 'text':
      return ofText(value.parts.filter((part) => typeof part === 'string').join(''));
    case 'ref':
      return ofRef(value, index, choose);
    default:
      return 'maybe';
  }
}

function ofScalar(value: Scalar): Truth {
  if (isDynamicReference(value)) return 'maybe';
  return truthOf(typeof value === 'string' && value !== '' && !isAwsKeyText(value));
}

function isAwsKeyText(text: string): boolean {
  return AWS_ALIAS.test(text) || AWS_KEY_WORDS.test(text);
}

function ofText(known: string): Truth {
  if (isAwsKeyText(known)) return 'no';
  return /:key\/|:kms:|alias\//.test(known) ? 'yes' : 'maybe';
}

function ofRef(ref: RefValue, index: UnitIndex, choose: Choose): Truth {
  const target = index.byId(ref.target);
  const type = target?.type ?? '';
  if (/^data\.aws_kms_(alias|key)$/.test(type) && target) return ofLookedUpKey(target.body, type, index, choose);
  if (ref.target.startsWith('data.') || ref.target.includes('.data.')) return 'maybe';
  if (KEY_RESOURCE.test(type) || KEY_RESOURCE.test(ref.target) || ALIAS_RESOURCE.test(ref.target)) return 'yes';
  if (type === 'AWS::KMS::Alias' || type === 'kms:CreateKey' || /^aws-kms\.(?:Cfn)?(?:Key|Alias)$/.test(type))
    return 'yes';
  return ofCdkImport(type, target?.body, index, choose);
}

function ofLookedUpKey(body: Parameters<typeof walk>[0], type: string, index: UnitIndex, choose: Choose): Truth {
  const name = type === 'data.aws_kms_alias' ? 'name' : 'key_id';
  const found = walk(body, [{ name, list: false }], choose)[0];
  return isCustomerKey(found?.value, index, choose);
}

/** `kms.Alias.fromAliasName(this, 'Key', 'alias/aws/s3')` and its sisters. */
function ofCdkImport(
  type: string,
  body: Parameters<typeof walk>[0] | undefined,
  index: UnitIndex,
  choose: Choose,
): Truth {
  if (!/^aws-kms\.(Key|Alias)\.from/.test(type) || !body) return 'maybe';
  for (const path of ['aliasName', 'keyArn', '2.aliasName', '2']) {
    const steps = path.split('.').map((name) => ({ name, list: false }));
    const found = walk(body, steps, choose)[0];
    if (found?.value) return isCustomerKey(found.value, index, choose);
  }
  return 'maybe';
}
