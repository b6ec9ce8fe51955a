// Turns `aws …` commands into resources: options become the operation's members, the client's switches a fact of their own.
import { isForeignEndpoint } from '../endpoint';
import type { Resource } from '../resource';
import type { SourceText, Span } from '../text';
import { looseName, usedAt, type ConfigValue, type Entry, type ObjectValue } from '../value';
import { GLOBAL_FLAGS, GLOBAL_VALUES, readCall, type Call, type Option } from './call';
import { wordValue } from './values';
import { textOf, type Command, type Word } from './words';

/** Reads the JSON that a word names by `file://`; undefined where the file is not seen, or is no JSON. */
export type ReadFile = (word: Word) => ConfigValue | undefined;

/** The file in which a command stands. */
type Source = Pick<SourceText, 'uri'>;

/** CLI commands whose service the API calls otherwise. */
const SERVICES: Readonly<Record<string, string>> = { s3api: 's3', configservice: 'config', deploy: 'codedeploy' };

/** The resources of one shell command: none for others than `aws`. */
export function resourcesOf(source: Source, command: Command, readFile: ReadFile): Resource[] {
  const call = readCall(command);
  if (!call || asksNothing(call)) return [];
  const client = clientFact(source, call);
  const isHighLevel = textOf(call.service) === 's3';
  const operation = isForeign(call)
    ? undefined
    : isHighLevel
      ? highLevel(source, call)
      : apiCall(source, call, readFile);
  return [...(operation ? [operation] : []), ...(client ? [client] : [])];
}

function isForeign({ options }: Call): boolean {
  const [address] = options.find(({ name }) => name === '--endpoint-url')?.values ?? [];
  return address !== undefined && isForeignEndpoint(wordValue(address, address.span));
}

/** `aws rds create-db-instance help` shows a page, `--generate-cli-skeleton` what could be asked. */
function asksNothing({ service, operation, positional, options }: Call): boolean {
  const isHelp = [service, operation, ...positional].some((word) => textOf(word) === 'help');
  return isHelp || options.some(({ name }) => name === '--generate-cli-skeleton');
}

/** `create-db-instance` gives `CreateDbInstance`. */
export function pascal(kebab: string): string {
  return kebab
    .split('-')
    .map((w) => w.charAt(0).toUpperCase() + w.slice(1))
    .join('');
}

function make(
  source: Source,
  type: string,
  call: Call,
  head: Span,
  entries: readonly Entry[],
  open = call.open,
): Resource {
  const body: ObjectValue = { kind: 'object', entries, open, span: call.span, head };
  return {
    dialect: 'sdk',
    type,
    id: `${type}@${String(call.span.start)}`,
    address: type,
    source: source.uri,
    language: 'shell',
    span: call.span,
    head,
    body,
    loose: true,
    exists: 'always',
  };
}

function apiCall(source: Source, call: Call, readFile: ReadFile): Resource | undefined {
  const service = textOf(call.service);
  const operation = textOf(call.operation);
  if (!service || !operation || !/^[a-z][\w-]*$/.test(service) || !/^[a-z][\w-]*$/.test(operation)) return undefined;
  const entries = new Map<string, Entry>();
  let open = call.open;
  for (const option of call.options) {
    if (GLOBAL_FLAGS.test(option.name) || GLOBAL_VALUES.test(option.name)) continue;
    const value = optionValue(source, option, readFile);
    if (!INPUT.test(option.name)) {
      const entry = memberOf(option, value);
      entries.set(entry.key, entry);
    } else if (value.kind !== 'object') open = true;
    else for (const e of value.entries) if (!isGiven(call, e.key)) entries.set(e.key, e);
  }
  const type = `${SERVICES[service] ?? service}:${pascal(operation)}`;
  return make(source, type, call, call.operation.span, [...entries.values()], open);
}

const INPUT = /^--cli-input-(?:json|yaml)$/;

/** True for a member with an option of its own, which wins over what an input file says. */
function isGiven({ options }: Call, key: string): boolean {
  return options.some(({ name }) => looseName(name.replace(/^--(?:no-)?/, '')) === looseName(key));
}

function memberOf({ name, span, values }: Option, value: ConfigValue): Entry {
  const isOff = name.startsWith('--no-') && values.length === 0;
  const key = pascal(name.replace(isOff ? /^--no-/ : /^--/, ''));
  return { key, keySpan: span, value: isOff && value.kind === 'scalar' ? { ...value, value: false } : value };
}

const MAPS =
  /(?:attributes|settings|options|details|properties|metadata|variables|access|status|address|ss|kms|tls|dns)$/;

/** What an option says, and by which variable it does. */
function optionValue(source: Source, option: Option, readFile?: ReadFile): ConfigValue {
  const { name, span, values, from, isMaybe } = option;
  if (isMaybe) return { kind: 'unknown', span, reason: `${name} is given on one branch only` };
  const held = from ?? values.find((word) => word.from)?.from;
  const [first, second] = values;
  const value = (first && !second ? readFile?.(first) : undefined) ?? plainValue(option);
  if (!held) return value;
  return usedAt(value, value.span, { place: { uri: source.uri, span: held.span }, note: `"${held.name}" is set here` });
}

function plainValue({ name, span, values }: Option): ConfigValue {
  const [first] = values;
  const last = values[values.length - 1];
  if (!first || !last) return { kind: 'scalar', value: true, span };
  const single = wordValue(first, span);
  // Shorthand can't show whether the member is a list of one: the plural of its name does.
  const isList =
    values.length > 1 ||
    (single.kind === 'object' && /[a-z]s$/.test(name) && !MAPS.test(name) && !/^\s*\{/.test(textOf(first) ?? ''));
  if (!isList) return single;
  const items = values.map((v) => wordValue(v, span));
  return { kind: 'list', items, open: false, span: { start: first.span.start, end: last.span.end } };
}

/** `aws s3 cp|mv|sync` that writes to a bucket, and `aws s3 mb`. */
function highLevel(source: Source, call: Call): Resource | undefined {
  const operation = textOf(call.operation);
  const head = call.operation.span;
  const target = call.positional[operation === 'mb' ? 0 : 1];
  const bucket = target && bucketOf(target);
  if (!target || !bucket) return undefined;
  const name: Entry[] =
    bucket.length === 0
      ? []
      : [{ key: 'Bucket', keySpan: target.span, value: wordValue({ ...target, parts: bucket }, target.span) }];
  if (operation === 'mb') return make(source, 's3:CreateBucket', call, head, name);
  if (operation !== 'cp' && operation !== 'mv' && operation !== 'sync') return undefined;
  return make(source, 's3:PutObject', call, head, [...name, ...encryptionOf(source, call)]);
}

/** The bucket's name in `s3://name/key`, with what of it is not known; undefined for paths that lead elsewhere. */
function bucketOf({ parts: [first, ...rest] }: Word): Word['parts'] | undefined {
  if (typeof first !== 'string' || !first.startsWith('s3://')) return undefined;
  const parts = [first.slice('s3://'.length), ...rest];
  const end = parts.findIndex((part) => typeof part === 'string' && part.includes('/'));
  const last = parts[end];
  const name = typeof last === 'string' ? [...parts.slice(0, end), last.slice(0, last.indexOf('/'))] : parts;
  return name.filter((part) => part !== '');
}

const SSE: Readonly<Record<string, string>> = {
  '--sse': 'ServerSideEncryption',
  '--sse-kms-key-id': 'SSEKMSKeyId',
  '--sse-c': 'SSECustomerAlgorithm',
};

function encryptionOf(source: Source, { options }: Call): Entry[] {
  return options.flatMap((option): Entry[] => {
    const key = SSE[option.name];
    if (key === undefined) return [];
    const value = optionValue(source, option);
    const isBare = option.values.length === 0 && value.kind === 'scalar';
    return [{ key, keySpan: option.span, value: isBare ? { ...value, value: 'AES256' } : value }];
  });
}

/** `--endpoint-url` and `--no-verify-ssl` say how the client connects. */
function clientFact(source: Source, call: Call): Resource | undefined {
  const entries: Entry[] = [];
  for (const option of call.options) {
    const value = optionValue(source, option);
    if (option.name === '--endpoint-url' && option.values.length > 0)
      entries.push({ key: 'endpoint', keySpan: option.span, value });
    if (option.name === '--no-verify-ssl')
      entries.push({
        key: 'verify',
        keySpan: option.span,
        value: value.kind === 'scalar' ? { ...value, value: false } : value,
      });
  }
  const [first] = entries;
  if (!first) return undefined;
  const service = textOf(call.service) ?? '';
  const named: Entry = {
    key: 'service',
    keySpan: call.service.span,
    value: { kind: 'scalar', value: SERVICES[service] ?? service, span: call.service.span },
  };
  return make(source, 'sdk:Client', call, first.keySpan, [named, ...entries]);
}
