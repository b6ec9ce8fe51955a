// What a policy says of its surroundings: partition, region, account and AWS's domain, as each dialect names them.
import type { PlannedChange } from './fix';
import type { NewValue, Resource } from './resource';
import type { UnitIndex } from './unit-index';

/** The account as a principal, which leaves it to IAM who may: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
export const ACCOUNT_ROOT = 'arn:{partition}:iam::{account}:root';

const IN_TEMPLATES: readonly (readonly [string, string])[] = [
  ['{partition}', '${AWS::Partition}'],
  ['{suffix}', '${AWS::URLSuffix}'],
  ['{region}', '${AWS::Region}'],
  ['{account}', '${AWS::AccountId}'],
];

/** Where Terraform gets each part. */
const DATA = [
  { word: '{partition}', type: 'data.aws_partition', attribute: 'partition' },
  { word: '{suffix}', type: 'data.aws_partition', attribute: 'dns_suffix' },
  { word: '{region}', type: 'data.aws_region', attribute: 'name' },
  { word: '{account}', type: 'data.aws_caller_identity', attribute: 'account_id' },
] as const;

/** In raw texts of code: the construct by which its stack is reached. */
export const HOLDER = '{holder}';

/** Where CDK code gets each part, from a construct's stack; Python writes words with underscores. */
const IN_CODE: readonly (readonly [word: string, name: string, inPython: string])[] = [
  ['{partition}', 'partition', 'partition'],
  ['{suffix}', 'urlSuffix', 'url_suffix'],
  ['{region}', 'region', 'region'],
  ['{account}', 'account', 'account'],
];

/** Writes texts with `{partition}`, `{region}`, `{account}` and `{suffix}`, and remembers what has to be there for them. */
export interface Surroundings {
  fill(text: string): NewValue;
  /** Data sources that Terraform still lacks for what was filled in. */
  missing(): readonly PlannedChange[];
}

/** The surroundings of a resource of a template, of a Terraform module, or of a CDK stack. */
export function surroundingsOf(resource: Resource, index: UnitIndex): Surroundings {
  if (resource.dialect === 'cdk') return { fill: (text) => inCode(text, resource.language), missing: () => [] };
  const isTerraform = resource.dialect === 'terraform' || resource.type.startsWith('awscc_');
  return isTerraform ? inModule(resource, index) : { fill: inTemplate, missing: () => [] };
}

function inCode(text: string, language: Resource['language']): NewValue {
  const isPython = language === 'python';
  const filled = IN_CODE.reduce(
    (result, [word, name, pythonic]) =>
      result.replaceAll(word, `${isPython ? '' : '$'}{${HOLDER}.stack.${isPython ? pythonic : name}}`),
    text,
  );
  if (filled === text) return { kind: 'scalar', value: text };
  return { kind: 'raw', text: isPython ? `f"${filled}"` : `\`${filled}\`` };
}

function inTemplate(text: string): NewValue {
  const filled = IN_TEMPLATES.reduce((result, [word, written]) => result.replaceAll(word, written), text);
  const value: NewValue = { kind: 'scalar', value: filled };
  return filled === text ? value : { kind: 'object', entries: [['Fn::Sub', value]] };
}

function inModule(resource: Resource, index: UnitIndex): Surroundings {
  const missing = new Map<string, PlannedChange>();
  const named = (type: string): string => {
    const id = lookUpIn(resource, type, index);
    if (id !== undefined) return id;
    const change: PlannedChange['change'] = { kind: 'add-resource', type, name: 'current', body: [] };
    missing.set(type, { resource: resource.id, change });
    return `${type}.current`;
  };
  return {
    missing: () => [...missing.values()],
    fill(text) {
      const used = DATA.filter(({ word }) => text.includes(word));
      const filled = used.reduce(
        (result, { word, type, attribute }) => result.replaceAll(word, `\${${named(type)}.${attribute}}`),
        text,
      );
      if (used.length === 0) return { kind: 'scalar', value: text };
      return { kind: 'raw', text: /^\$\{([^${}]*)\}$/.exec(filled)?.[1] ?? `"${filled}"` };
    },
  };
}

/** The data source of this type in the resource's module; one with arguments may look somewhere else. */
function lookUpIn(resource: Resource, type: string, index: UnitIndex): string | undefined {
  const prefix = modulePrefix(resource);
  const own = index
    .byType(type)
    .find(({ id, body }) => body.entries.length === 0 && id.startsWith(`${prefix}data.`) && !body.open);
  return own?.id.slice(prefix.length);
}

/** `module.shop.` for a resource of that module, empty in the root. */
export function modulePrefix({ id, type, dialect }: Resource): string {
  if (dialect !== 'terraform') return '';
  const steps = id.split('.').slice(0, type.startsWith('data.') ? -3 : -2);
  return steps.length === 0 ? '' : `${steps.join('.')}.`;
}

/** The id of a resource within its module. */
export function idInModule(resource: Resource): string {
  return resource.id.slice(modulePrefix(resource).length);
}
