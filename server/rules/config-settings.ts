// Reads the settings of a configuration, at its top and in its overrides; each that is wrong is complained about and left out.
import { BOUND_SORTS, type Bound, type BoundNames, type BoundValues } from '../core/bound';
import { PROFILES } from '../core/kind';
import {
  defaultSettings,
  FRAMEWORKS,
  matchesPattern,
  RULE_LEVELS,
  type Classification,
  type RuleLevel,
  type Settings,
} from '../core/settings';
import { nearest } from '../core/suppress/nearest';

export type ConfigPath = readonly (string | number)[];

/** A map of settings, where it stands, and what to do with complaints. */
export interface Reading {
  readonly data: Readonly<Record<string, unknown>>;
  readonly path: ConfigPath;
  readonly complain: (path: ConfigPath, message: string, at?: 'key' | 'value') => void;
  readonly ruleIds: readonly string[];
}

const SETTINGS = ['profile', 'rules', 'exclude', 'classification', 'compliance', 'values', 'varFiles', 'baseline'];
const ONLY_AT_TOP = ['overrides', '$schema'];

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The settings of one map. A setting without a value counts as not written. */
export function readSettings(reading: Reading): Partial<Settings> {
  const { data, path, complain } = reading;
  complainAboutNames(reading);
  const profile = PROFILES.find((name) => name === data.profile);
  if (isWritten(data.profile) && !profile) complain([...path, 'profile'], `Expected one of ${PROFILES.join(', ')}.`);
  const rules = mapAt(reading, 'rules');
  const classification = mapAt(reading, 'classification');
  const values = mapAt(reading, 'values');
  const textsAt = (name: string): readonly string[] => readTexts(data[name], [...path, name], complain);
  return {
    ...(profile ? { profile } : {}),
    ...(rules ? { rules: readRules(rules) } : {}),
    ...(isWritten(data.exclude) ? { exclude: textsAt('exclude') } : {}),
    ...(isWritten(data.compliance) ? { compliance: readFrameworks(reading) } : {}),
    ...(classification ? { classification: readClassification(classification) } : {}),
    ...(values ? { values: readValues(values) } : {}),
    ...(isWritten(data.varFiles) ? { varFiles: textsAt('varFiles') } : {}),
    ...(isWritten(data.baseline) ? readBaselineName(reading) : {}),
  };
}

function isWritten(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function complainAboutNames({ data, path, complain }: Reading): void {
  const known = [...SETTINGS, ...(path.length === 0 ? ['overrides'] : ['paths'])];
  for (const key of Object.keys(data)) {
    if (known.includes(key) || (path.length === 0 && ONLY_AT_TOP.includes(key))) continue;
    const meant = nearest(key, known);
    const hint = meant === undefined ? `Known are ${known.join(', ')}.` : `Did you mean "${meant}"?`;
    complain([...path, key], `There is no setting "${key}". ${hint}`, 'key');
  }
}

/** The map under a name, as a reading of its own; a complaint where something else stands there. */
function mapAt(reading: Reading, name: string): Reading | undefined {
  const value = reading.data[name];
  const path = [...reading.path, name];
  if (isRecord(value)) return { ...reading, data: value, path };
  if (isWritten(value)) reading.complain(path, 'Expected a map.');
  return undefined;
}

function readRules({ data, path, complain, ruleIds }: Reading): Settings['rules'] {
  const rules: Record<string, RuleLevel> = {};
  for (const [pattern, value] of Object.entries(data)) {
    // YAML 1.1 tools read a bare `off` as false.
    const level = RULE_LEVELS.find((word) => word === value || (word === 'off' && value === false));
    if (!level) complain([...path, pattern], `Expected one of ${RULE_LEVELS.join(', ')}.`);
    else if (ruleIds.some((id) => matchesPattern(pattern, id))) rules[pattern] = level;
    else complain([...path, pattern], noRule(pattern, ruleIds), 'key');
  }
  return rules;
}

function noRule(pattern: string, ruleIds: readonly string[]): string {
  const meant = pattern.includes('*') ? undefined : nearest(pattern, ruleIds);
  return `No rule is called "${pattern}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`;
}

function readFrameworks({ data, path, complain }: Reading): readonly string[] {
  const names = readTexts(data.compliance, [...path, 'compliance'], complain);
  return names.filter((name, i) => {
    if (Object.hasOwn(FRAMEWORKS, name)) return true;
    const at = Array.isArray(data.compliance) ? ['compliance', i] : ['compliance'];
    complain([...path, ...at], `No rule maps to "${name}". Known are ${Object.keys(FRAMEWORKS).join(', ')}.`);
    return false;
  });
}

function readClassification(reading: Reading): Classification {
  const { data, path, complain } = reading;
  const textsAt = (name: 'tags' | 'values'): readonly string[] => readTexts(data[name], [...path, name], complain);
  for (const key of Object.keys(data))
    if (key !== 'tags' && key !== 'values') complain([...path, key], `Expected "tags" or "values".`, 'key');
  const [tags, values] = [textsAt('tags'), textsAt('values').map((value) => value.toLowerCase())];
  return {
    tags: tags.length > 0 ? tags : defaultSettings.classification.tags,
    values: values.length > 0 ? values : defaultSettings.classification.values,
  };
}

/** `terraform`, `cloudformation` and `environment`, with names and values below. */
export function readValues(reading: Reading): BoundValues {
  const { data, path, complain } = reading;
  const values: Partial<Record<keyof BoundValues, BoundNames>> = {};
  for (const key of Object.keys(data)) {
    const sort = BOUND_SORTS.find((name) => name === key);
    const names = sort && mapAt(reading, sort);
    if (!sort)
      complain([...path, key], `Expected ${BOUND_SORTS.join(', ')}, with names and their values below.`, 'key');
    else if (names) values[sort] = boundNames(names);
  }
  return values;
}

function boundNames({ data }: Reading): BoundNames {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, toBound(value)]));
}

/** Any data as values: what is none of them is empty. */
function toBound(value: unknown): Bound {
  if (Array.isArray(value)) return value.map(toBound);
  if (isRecord(value) && !(value instanceof Date))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toBound(item)]));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : value instanceof Date ? value.toISOString().slice(0, 10) : '';
}

function readBaselineName({ data, path, complain }: Reading): Pick<Settings, 'baseline'> | undefined {
  if (typeof data.baseline === 'string' && path.length === 0) return { baseline: data.baseline };
  complain(
    [...path, 'baseline'],
    path.length === 0 ? 'Expected the name of a file.' : 'Expected at the top, not in an override.',
  );
  return undefined;
}

/** A text or a list of texts. */
export function readTexts(value: unknown, path: ConfigPath, complain: Reading['complain']): readonly string[] {
  if (!isWritten(value)) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.some((item) => typeof item !== 'string')) complain(path, 'Expected a text or a list of texts.');
  return items.filter((item): item is string => typeof item === 'string');
}
