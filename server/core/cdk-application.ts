// What a CDK application decides for its constructs from outside: its version, and the feature flags in its `cdk.json`.
import { afterAspects } from './cdk-aspects';
import type { FactDefault, FlagDefault } from './kind';
import { LazyResource } from './lazy-resource';
import { folderOf } from './paths';
import type { Application, Files, Resource } from './resource';

/** No project nests its stacks deeper below its `cdk.json`. */
const MAX_FOLDERS = 30;

/** Modules and classes whose instances are parts of constructs: their first arguments are no scope and id. */
const PARTS = new Set(['aws-cloudfront-origins', 'aws-ses-actions', 'aws-kinesisfirehose.S3Bucket', 'aws-lambda.Code']);

/** Whether a type such as `aws-cloudfront-origins.HttpOrigin` is a part of constructs and none itself. */
export function isPartOfConstructs(type: string): boolean {
  const [module = '', name = ''] = type.split('.');
  return PARTS.has(module) || PARTS.has(`${module}.${name}`);
}

/** Factories whose options may be left out, and where they take them. */
const OPTIONAL_OPTIONS: Readonly<Record<string, number>> = {
  'BlockDeviceVolume.ebs': 1,
  'BlockDeviceVolume.ebsFromSnapshot': 1,
  'BlockDeviceVolume.ephemeral': 1,
  'VirtualNodeListener.http': 0,
  'VirtualNodeListener.http2': 0,
  'VirtualNodeListener.grpc': 0,
  'VirtualNodeListener.tcp': 0,
  'VirtualGatewayListener.http': 0,
  'VirtualGatewayListener.http2': 0,
  'VirtualGatewayListener.grpc': 0,
  'Code.fromBucketV2': 2,
  'InstanceType.of': 2,
};

/** Where a factory takes its options, for those whose options may be left out; undefined for others. */
export function optionsPosition(name: string): number | undefined {
  return OPTIONAL_OPTIONS[name];
}

/** Code of version 1: its packages, and the module of its core. Alpha packages belong to version 2. */
const VERSION_1 =
  /['"]@aws-cdk\/(?:core|aws-[\w-]+)(?<!-alpha)['"]|\baws_cdk\.core\b|\bfrom\s+aws_cdk\s+import\s+(?:\([^)]*|[^(\n]*)\bcore\b/;

/** Code of version 2: its one package, and what only it exports from there. */
const VERSION_2 =
  /['"]aws-cdk-lib(?:\/[\w-]+)*['"]|\bfrom\s+constructs\s+import\b|\bfrom\s+aws_cdk\s+import\s+(?:\([^)]*|[^(\n]*)\b(?:App|Stack|Stage|Duration|RemovalPolicy)\b/;

/** The resources of a file, its constructs with the application that they belong to. */
export function inApplication(
  resources: readonly Resource[],
  { path, text }: { readonly path: string; readonly text: string },
  around: Pick<Files<unknown>, 'text'>,
): readonly Resource[] {
  const known = afterAspects(resources, text);
  if (!known.some(({ dialect }) => dialect === 'cdk')) return known;
  const version = VERSION_1.test(text) ? 1 : VERSION_2.test(text) ? 2 : undefined;
  const application: Application = { version, settings: settingsAbove(path, around) };
  return known.map((resource) =>
    resource.dialect === 'cdk' ? new LazyResource(resource, () => resource.body, application) : resource,
  );
}

/** The text of the nearest `cdk.json` in the folder of a file or above it. */
function settingsAbove(path: string, around: Pick<Files<unknown>, 'text'>): string | undefined {
  let folder = folderOf(path);
  for (let i = 0; i < MAX_FOLDERS; i++) {
    const text = around.text(folder === '' ? 'cdk.json' : `${folder}/cdk.json`);
    if (text !== undefined || folder === '') return text;
    folder = folderOf(folder);
  }
  return undefined;
}

/** A default that hangs on a feature flag, as the application has it. Flags that are not set are off. */
export function flaggedDefault({ flag, on, off, version2 }: FlagDefault, application?: Application): FactDefault {
  if (version2 !== undefined && application?.version === 2) return { known: true, value: version2 };
  const flags = application?.version === undefined ? undefined : flagsIn(application.settings);
  if (!flags) return { known: false, reason: `the default hangs on the feature flag ${flag}` };
  return { known: true, value: flags[flag] === true || flags[flag] === 'true' ? on : off };
}

/** The context in a `cdk.json`; undefined where there is none, or while it is half typed. */
function flagsIn(settings: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (settings === undefined) return undefined;
  try {
    const read = JSON.parse(settings) as { context?: unknown } | null;
    const context = read?.context ?? {};
    return typeof context === 'object' ? (context as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
