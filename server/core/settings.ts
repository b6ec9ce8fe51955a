// What a user can set, and which findings that leaves: profile, severities by rule pattern, classification, compliance filter.
import type { BoundValues } from './bound';
import type { Finding } from './evaluate';
import { PROFILES, type Profile, type Rule, type Severity } from './kind';
import { firstBranch, walk } from './path';
import type { Given, Resource, Segment } from './resource';
import { entryOf } from './value';

/** `hint` is quieter than any severity of a rule. */
export type Level = Severity | 'hint';

export interface Settings {
  readonly profile: Profile;
  /** Rule id patterns with `*`; the last that fits wins. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
  /** Glob patterns of paths that are not looked at. */
  readonly exclude: readonly string[];
  readonly classification: Classification;
  /** Only rules that map to one of these frameworks, such as `hipaa`; empty: all. */
  readonly compliance: readonly string[];
  /** Values for what only a deployment knows. */
  readonly values: BoundValues;
  /** Terraform's variable files in use, the strongest last. A host makes them paths relative to the project's root. */
  readonly varFiles: readonly string[];
  /** A baseline file, whose findings are not shown; as the configuration writes it. */
  readonly baseline: string | undefined;
}

export const RULE_LEVELS = ['off', 'hint', 'info', 'warning', 'error'] as const;
export type RuleLevel = (typeof RULE_LEVELS)[number];

/** The standards to which rules map, by the names that settings use; `compliance/frameworks.yaml` says how. */
export const FRAMEWORKS: Readonly<Record<string, string>> = {
  'aws-fsbp': 'AWS Foundational Security Best Practices',
  'aws-ai-security': 'AWS AI Security Best Practices',
  'security-hub': 'AWS Security Hub controls',
  'cis-aws-v5': 'CIS AWS Foundations Benchmark v5.0.0',
  'nist-800-53-r5': 'NIST SP 800-53 Rev. 5',
  'pci-dss-v4': 'PCI DSS v4.0.1',
  hipaa: 'HIPAA Security Rule, 45 CFR 164.312',
  gdpr: 'General Data Protection Regulation (EU) 2016/679',
  'iso-27001-2022': 'ISO/IEC 27001:2022',
};

/** Resources that carry such a tag hold data that must have a key of its owner and TLS, whatever the profile. */
export interface Classification {
  readonly tags: readonly string[];
  readonly values: readonly string[];
}

/** What the settings give for linting. */
export function givenBy({ values, varFiles }: Settings): Given {
  return { bound: values, varFiles };
}

export const defaultSettings: Settings = {
  profile: 'customer-keys',
  rules: {},
  exclude: [],
  classification: {
    tags: ['DataClassification', 'data-classification', 'data_classification', 'Classification'],
    values: ['phi', 'pii', 'pci', 'confidential', 'restricted', 'secret', 'sensitive', 'hipaa', 'gdpr'],
  },
  compliance: [],
  values: {},
  varFiles: [],
  baseline: undefined,
};

const LEVELS: Readonly<Record<Exclude<RuleLevel, 'off'>, Level>> = {
  hint: 'hint',
  info: 'low',
  warning: 'medium',
  error: 'high',
};

/** The level at which a finding is shown; undefined where the settings hide it. */
export function levelOf(finding: Finding, settings: Settings): Level | undefined {
  const { rule } = finding;
  const own = ruleLevel(rule.id, settings.rules);
  if (own === 'off') return undefined;
  if (settings.compliance.length > 0 && !settings.compliance.some((framework) => framework in rule.compliance))
    return undefined;
  if (own !== undefined) return LEVELS[own];
  if (isInProfile(rule, settings.profile)) return rule.severity;
  return isClassified(finding.resource, settings.classification) ? raised(rule.severity) : undefined;
}

/** True where settings would show a rule's finding, whatever the resource: nothing is said of rules that they hide. */
export function shows(rule: Rule, settings: Settings): boolean {
  const own = ruleLevel(rule.id, settings.rules);
  const maps =
    settings.compliance.length === 0 || settings.compliance.some((framework) => framework in rule.compliance);
  return own !== 'off' && maps && (own !== undefined || isInProfile(rule, settings.profile));
}

function raised(severity: Severity): Severity {
  return severity === 'low' ? 'medium' : severity;
}

/** Each profile holds the ones before it: baseline, customer-keys, strict. */
export function isInProfile(rule: Rule, profile: Profile): boolean {
  return PROFILES.indexOf(rule.profile) <= PROFILES.indexOf(profile);
}

function ruleLevel(id: string, rules: Settings['rules']): RuleLevel | undefined {
  let level: RuleLevel | undefined;
  for (const [pattern, wanted] of Object.entries(rules)) if (matchesPattern(pattern, id)) level = wanted;
  return level;
}

/** A pattern of rule ids, in which `*` stands for anything; case does not count. */
export function matchesPattern(pattern: string, id: string): boolean {
  const [first = '', ...parts] = pattern.toLowerCase().split('*');
  const name = id.toLowerCase();
  const last = parts.pop();
  if (last === undefined) return first === name;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + last.length <= name.length;
}

/** What was found out, by the resource or by what stays the same of it from reading to reading. */
const classified = new WeakMap<object, { readonly by: Classification; readonly is: boolean }>();

/** True where a tag of the resource says that it holds sensitive data. */
export function isClassified(resource: Resource, classification: Classification): boolean {
  const identity = resource.meaning ?? resource.token ?? resource;
  const known = classified.get(identity);
  if (known?.by === classification) return known.is;
  const is = classesOf(resource, classification).some((value) => classification.values.includes(value.toLowerCase()));
  classified.set(identity, { by: classification, is });
  return is;
}

/** What the tags that classify data say of a resource, sensitive or not; empty where there are none, or their values are not known. */
export function classesOf(resource: Resource, { tags }: Classification): readonly string[] {
  const written = TAG_PROPERTIES.filter((property) => entryOf(resource.body, property));
  if (written.length === 0) return [];
  return [...new Set([...mapTags(resource, written, tags), ...listTags(resource, written, tags)])];
}

type Names = readonly string[];

function mapTags(resource: Resource, properties: Names, tags: Names): readonly string[] {
  return tags.flatMap((tag) => properties.flatMap((property) => textsAt(resource, [plain(property), plain(tag)])));
}

function listTags(resource: Resource, properties: Names, tags: Names): readonly string[] {
  return tags.flatMap((tag) =>
    properties.flatMap((property) =>
      TAG_ITEMS.flatMap(([key, value]) =>
        textsAt(resource, [{ ...plain(property), where: { name: key, value: tag } }, plain(value)]),
      ),
    ),
  );
}

const TAG_PROPERTIES = ['tags', 'Tags'] as const;
/** How services name the parts of a tag in a list. */
const TAG_ITEMS = [
  ['Key', 'Value'],
  ['key', 'value'],
  ['TagKey', 'TagValue'],
] as const;

function plain(name: string): Segment {
  return { name, list: false };
}

function textsAt(resource: Resource, path: readonly Segment[]): readonly string[] {
  return walk(resource.body, path, firstBranch).flatMap(({ value }) =>
    value?.kind === 'scalar' && typeof value.value === 'string' && value.value !== '' ? [value.value] : [],
  );
}
