// Reads `.cipherlint.yaml`: settings, and complaints with positions about what it can't understand.
import { isMap, isNode, parseDocument } from 'yaml';
import { PROFILES } from '../core/kind';
import { defaultSettings, matchesPattern, type Classification, type RuleLevel, type Settings } from '../core/settings';
import type { Problem } from '../core/resource';
import type { Span } from '../core/text';

/** What one configuration file says; what it leaves out is undefined. */
export interface Config extends Partial<Settings> {
  /** Settings for some paths only, later ones on top. */
  readonly overrides?: readonly { readonly paths: readonly string[]; readonly settings: Partial<Settings> }[];
}

export interface LoadedConfig {
  readonly config: Config;
  readonly problems: readonly Problem[];
}

const LEVELS: readonly RuleLevel[] = ['off', 'hint', 'info', 'warning', 'error'];
const KEYS = ['profile', 'rules', 'exclude', 'classification', 'compliance', 'overrides', '$schema'];

type Complain = (path: readonly (string | number)[], message: string) => void;

/** Reads a configuration. Never throws: what can't be read is left out and complained about. `ruleIds`: to find names of rules that don't exist. */
export function loadConfig(text: string, ruleIds: readonly string[]): LoadedConfig {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  const problems: Problem[] = document.errors.map((error) => ({
    span: { start: error.pos[0], end: error.pos[1] },
    message: error.message,
  }));
  const complain: Complain = (path, message) => void problems.push({ span: spanOf(path), message });
  if (document.errors.length > 0 || document.contents === null) return { config: {}, problems };
  const data: unknown = document.toJS({ maxAliasCount: 100 });
  if (!isRecord(data))
    return {
      config: {},
      problems: [...problems, { span: { start: 0, end: text.length }, message: 'Expected a map of settings.' }],
    };
  const overrides = Array.isArray(data.overrides) ? data.overrides : [];
  const config: Config = {
    ...readSettings(data, [], complain, ruleIds),
    ...(overrides.length === 0
      ? {}
      : {
          overrides: overrides.flatMap((item: unknown, i) => readOverride(item, ['overrides', i], complain, ruleIds)),
        }),
  };
  return { config, problems };

  function spanOf(path: readonly (string | number)[]): Span {
    const pair = path.length > 0 ? document.getIn(path.slice(0, -1), true) : undefined;
    const owner = path.length === 1 ? document.contents : pair;
    const key = path.at(-1);
    if (isMap(owner)) {
      const item = owner.items.find(({ key: name }) => isNode(name) && name.toJSON() === key);
      const node = item?.value ?? item?.key;
      if (isNode(node) && node.range) return { start: node.range[0], end: node.range[1] };
    }
    const node: unknown = document.getIn(path, true);
    return isNode(node) && node.range ? { start: node.range[0], end: node.range[1] } : { start: 0, end: 0 };
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readOverride(
  item: unknown,
  path: readonly (string | number)[],
  complain: Complain,
  ruleIds: readonly string[],
): NonNullable<Config['overrides']> {
  if (!isRecord(item)) {
    complain(path, 'Expected { paths, ...settings }.');
    return [];
  }
  const paths = texts(item.paths, [...path, 'paths'], complain);
  return paths.length === 0 ? [] : [{ paths, settings: readSettings(item, path, complain, ruleIds) }];
}

function readSettings(
  data: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  complain: Complain,
  ruleIds: readonly string[],
): Partial<Settings> {
  for (const key of Object.keys(data)) {
    if (!KEYS.includes(key) && !(path.length > 0 && key === 'paths'))
      complain([...path, key], `There is no setting "${key}". Known are ${KEYS.slice(0, -1).join(', ')}.`);
  }
  const profile = PROFILES.find((name) => name === data.profile);
  if (data.profile !== undefined && !profile) complain([...path, 'profile'], `Expected one of ${PROFILES.join(', ')}.`);
  return {
    ...(profile ? { profile } : {}),
    ...(isRecord(data.rules) ? { rules: readRules(data.rules, [...path, 'rules'], complain, ruleIds) } : {}),
    ...(data.exclude === undefined ? {} : { exclude: texts(data.exclude, [...path, 'exclude'], complain) }),
    ...(data.compliance === undefined ? {} : { compliance: texts(data.compliance, [...path, 'compliance'], complain) }),
    ...(isRecord(data.classification)
      ? { classification: readClassification(data.classification, [...path, 'classification'], complain) }
      : {}),
  };
}

function readRules(
  data: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  complain: Complain,
  ruleIds: readonly string[],
): Settings['rules'] {
  const rules: Record<string, RuleLevel> = {};
  for (const [pattern, value] of Object.entries(data)) {
    const level = LEVELS.find((word) => word === value || (word === 'off' && value === false));
    if (!level) complain([...path, pattern], `Expected one of ${LEVELS.join(', ')}.`);
    else if (!ruleIds.some((id) => matchesPattern(pattern, id)))
      complain([...path, pattern], `No rule is called "${pattern}".`);
    else rules[pattern] = level;
  }
  return rules;
}

function readClassification(
  data: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  complain: Complain,
): Classification {
  const tags = texts(data.tags, [...path, 'tags'], complain);
  const values = texts(data.values, [...path, 'values'], complain);
  return {
    tags: tags.length > 0 ? tags : defaultSettings.classification.tags,
    values: values.length > 0 ? values.map((value) => value.toLowerCase()) : defaultSettings.classification.values,
  };
}

function texts(value: unknown, path: readonly (string | number)[], complain: Complain): readonly string[] {
  if (value === undefined) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (items.some((item) => typeof item !== 'string')) complain(path, 'Expected a text or a list of texts.');
  return items.filter((item): item is string => typeof item === 'string');
}
