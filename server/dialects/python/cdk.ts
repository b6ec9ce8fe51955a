// CDK in Python: which calls are constructs, structs and factories, and how names are spelt in CDK's other languages.
import { isPartOfConstructs } from '../../core/cdk-application';
import { terraformTypeOfClass } from '../../core/cdktf';
import { madeByMethod } from '../../core/construct-methods';
import { cdkPath } from './paths';
import type { Kind } from './module';
import { argumentsOf, textOf, type Node } from './syntax';

/** Names whose capitals the words alone don't tell, from the name tables of the `aws-cdk-lib` package. */
const SPELLINGS: Readonly<Record<string, string>> = {
  allowed_origin_ssl_versions: 'allowedOriginSSLVersions',
  bundle_aws_sdk: 'bundleAwsSDK',
  enable_ecs_log_metadata: 'enableECSLogMetadata',
  enable_ecs_managed_tags: 'enableECSManagedTags',
  enforce_ssl: 'enforceSSL',
  graph_ql_endpoint_arn: 'graphQLEndpointArn',
  minimum_tls_version: 'minimumTLSVersion',
  parse_to_ocsf_options: 'parseToOCSFOptions',
  redirect_http: 'redirectHTTP',
  source_kms_key: 'sourceKMSKey',
  spark_ui: 'sparkUI',
  target_dns: 'targetDNS',
  total_local_storage_gb_max: 'totalLocalStorageGBMax',
  total_local_storage_gb_min: 'totalLocalStorageGBMin',
  web_acl_id: 'webACLId',
  require_tls: 'requireTLS',
  enable_sni: 'enableSNI',
  persistent_app_ui: 'persistentAppUI',
  root_ca_certificate: 'rootCaCertificate',
  source_kms_key_arn: 'sourceKMSKeyArn',
  managed_ebs_volume: 'managedEBSVolume',
  ignored_gid: 'ignoredGID',
  ignored_uid: 'ignoredUID',
};

/** A Python name as TypeScript spells it: `enforce_ssl` is `enforceSSL`. */
export function camelCase(name: string): string {
  const known = SPELLINGS[name];
  if (known) return known;
  const words = name.replace(/_$/, '').split('_');
  const joined = words.map((word, i) => (i ? (word[0] ?? '').toUpperCase() + word.slice(1) : word)).join('');
  return joined.replace(/(?<=[a-z])(M|G|K)ib(?=$|[A-Z])/g, '$1iB');
}

/** A TypeScript name as Python spells it: `enforceSSL` is `enforce_ssl`. */
export function snakeCase(name: string): string {
  return name
    .replace(/(M|G|K)iB(?=$|[A-Z])/g, '$1ib')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** Arguments before the properties: the scope and the id. */
export const CONSTRUCT_NAMES: readonly string[] = ['', ''];

/** Classes of the core that hold others; no rule reads them. */
const HOLDERS = new Set(['App', 'Stack', 'Stage', 'NestedStack', 'Construct']);

/** What a call of something below `aws_cdk` is. */
export function classifyCdk(path: string, call: Node): Kind | undefined {
  const cdk = cdkPath(path);
  const [first, ...rest] = cdk?.names ?? [];
  if (!cdk || !first) return undefined;
  const level1 = first.startsWith('Cfn');
  const last = rest[rest.length - 1];
  const type = `${cdk.module}.${first}`;
  if (last === undefined) return classCall(type, first, level1, call, cdk.module);
  if (/^[A-Z]/.test(last)) return { family: 'struct', type: `${type}.${rest.join('.')}`, level1 };
  if (last.startsWith('from_') && hasScope(call) && !isPartOfConstructs(type))
    return { family: 'imported', type: `${type}.${camelCase(last)}`, level1 };
  return { family: 'factory', type: `${first}.${camelCase(last)}`, level1 };
}

/** What a call of a class of CDK for Terraform's AWS provider is: a resource, or a part of one. Sources generate into `imports.aws`. */
export function classifyCdktf(path: string, call: Node): Kind | undefined {
  const [, name] = /^(?:cdktf_cdktf_provider_aws|imports\.aws)\.(?:\w+\.)*([A-Z]\w*)$/.exec(path) ?? [];
  if (name === undefined) return undefined;
  if (!hasScope(call)) return { family: 'struct', type: path, level1: true };
  return { family: 'construct', type: terraformTypeOfClass(name), level1: true, terraform: true };
}

/** The construct that a method of another makes: `balancer.add_listener("Web", port=80)`. */
export function methodConstruct(owner: string, method: string): Kind | undefined {
  const type = madeByMethod(owner, camelCase(method));
  return type === undefined ? undefined : { family: 'construct', type, level1: false, method: true };
}

function classCall(type: string, name: string, level1: boolean, call: Node, module: string): Kind | undefined {
  if (module === 'core' && HOLDERS.has(name)) return undefined;
  return hasScope(call) && !isPartOfConstructs(type)
    ? { family: 'construct', type, level1 }
    : { family: 'struct', type, level1 };
}

/** Constructs take a scope and an id first; structs take keywords only. */
function hasScope(call: Node): boolean {
  const given = argumentsOf(call);
  const plain = given.filter((a) => !a.name && !a.star);
  const named = given.some((a) => a.name && textOf(a.name) === 'scope');
  return named || plain.length >= 2 || plain[0]?.value?.name === 'VariableName';
}
