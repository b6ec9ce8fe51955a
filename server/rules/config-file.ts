// Reads `.cipherlint.yaml`: settings, and complaints with positions about what it can't understand.
import { isMap, isNode, parseDocument, type Document } from 'yaml';
import type { Problem } from '../core/resource';
import type { Settings } from '../core/settings';
import type { Span } from '../core/text';
import { isRecord, readSettings, readTexts, type ConfigPath, type Reading } from './config-settings';

/** What one configuration file says; what it leaves out is undefined. */
export interface Config extends Partial<Settings> {
  /** Settings for some paths only, later ones on top. */
  readonly overrides?: readonly { readonly paths: readonly string[]; readonly settings: Partial<Settings> }[];
}

export interface LoadedConfig {
  readonly config: Config;
  /** Other files that it names, relative to its folder, and where. */
  readonly files: readonly NamedFile[];
  readonly problems: readonly Problem[];
}

/** A file that a configuration names. */
export interface NamedFile {
  readonly file: string;
  readonly span: Span;
}

/** The names under which a configuration file is found, the first one before the second. */
export const CONFIG_NAMES = ['.cipherlint.yaml', '.cipherlint.yml'];

/** True for a path or URI of a configuration file. */
export function isConfigFile(path: string): boolean {
  return CONFIG_NAMES.includes(path.slice(path.lastIndexOf('/') + 1));
}

const MAX_LENGTH = 500_000;

/** Reads a configuration. Never throws: what can't be read is left out and complained about. `ruleIds`: to find names of rules that don't exist. */
export function loadConfig(text: string, ruleIds: readonly string[]): LoadedConfig {
  const start = { start: 0, end: 0 };
  if (text.length > MAX_LENGTH)
    return {
      config: {},
      files: [],
      problems: [{ span: start, message: 'This configuration is too large and is not read.' }],
    };
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
  const problems: Problem[] = document.errors.map(({ pos, message }) => ({
    span: { start: pos[0], end: pos[1] },
    message: message.split(/ at line \d+/)[0] ?? message,
  }));
  if (document.errors.length > 0 || document.contents === null) return { config: {}, files: [], problems };
  const data = dataOf(document);
  if (!isRecord(data))
    return { config: {}, files: [], problems: [{ span: whole(document), message: 'Expected a map of settings.' }] };
  const complain: Reading['complain'] = (path, message, at) =>
    void problems.push({ span: spanOf(document, path, at ?? 'value'), message });
  const config = { ...readSettings({ data, path: [], complain, ruleIds }), ...readOverrides(data, complain, ruleIds) };
  return { config, files: namedFiles(data, document), problems };
}

/** What to say of the files that a configuration names and that are not there. */
export function missingFiles(
  { files }: Pick<LoadedConfig, 'files'>,
  exists: (file: string) => boolean,
): readonly Problem[] {
  return files
    .filter(({ file }) => !exists(file))
    .map(({ file, span }) => ({ span, message: `There is no file ${file}.` }));
}

function namedFiles(data: Readonly<Record<string, unknown>>, document: Document): readonly NamedFile[] {
  const overrides: readonly unknown[] = Array.isArray(data.overrides) ? data.overrides : [];
  return [data, ...overrides].flatMap((map, i) => {
    if (!isRecord(map)) return [];
    const path = i === 0 ? [] : ['overrides', i - 1];
    return ['varFiles', ...(i === 0 ? ['baseline'] : [])].flatMap((name) => {
      const value = map[name];
      const items: readonly unknown[] = Array.isArray(value) ? value : [value];
      return items.flatMap((file, at): readonly NamedFile[] => {
        const place = Array.isArray(value) ? [...path, name, at] : [...path, name];
        return typeof file === 'string' ? [{ file, span: spanOf(document, place, 'value') }] : [];
      });
    });
  });
}

/** Undefined where aliases would blow it up. */
function dataOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

function whole({ contents }: Document): Span {
  return isNode(contents) && contents.range
    ? { start: contents.range[0], end: contents.range[1] }
    : { start: 0, end: 0 };
}

/** The place of a value, or of its key; of the nearest thing above it where it is not written. */
function spanOf(document: Document, path: ConfigPath, at: 'key' | 'value'): Span {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const name = path[length - 1];
    const pair = isMap(parent) ? parent.items.find(({ key }) => isNode(key) && key.toJSON() === name) : undefined;
    const value: unknown = pair ? pair.value : document.getIn(path.slice(0, length), true);
    const node = at === 'key' || length < path.length ? (pair?.key ?? value) : value;
    const found = [node, value, pair?.key].find((candidate) => isNode(candidate) && candidate.range);
    if (isNode(found) && found.range) return { start: found.range[0], end: found.range[1] };
  }
  return whole(document);
}

function readOverrides(
  data: Readonly<Record<string, unknown>>,
  complain: Reading['complain'],
  ruleIds: readonly string[],
): Pick<Config, 'overrides'> {
  if (data.overrides === undefined || data.overrides === null) return {};
  if (!Array.isArray(data.overrides)) {
    complain(['overrides'], 'Expected a list of { paths, ...settings }.');
    return {};
  }
  const overrides = data.overrides.flatMap((item: unknown, i): NonNullable<Config['overrides']> => {
    const path = ['overrides', i];
    if (!isRecord(item) || item.paths === undefined) {
      complain(path, 'Expected { paths, ...settings }: without "paths" it holds nowhere.');
      return [];
    }
    const paths = readTexts(item.paths, [...path, 'paths'], complain);
    return paths.length === 0 ? [] : [{ paths, settings: readSettings({ data: item, path, complain, ruleIds }) }];
  });
  return { overrides };
}
