// Encoding and decoding. Encoded JSON and YAML keep their structure, so that rules can look inside.
import { parseDocument } from 'yaml';
import { parseJsonText } from '../../../core/json-text';
import type { Span } from '../../../core/text';
import type { ConfigValue } from '../../../core/value';
import { charge } from '../scope';
import { asString, failed, reasonOf, relocate, scalar, unknown } from '../values';
import { fromData, ofStrings, refuse, type Call, type Fn, type Functions } from './call';
import { readText } from './files';

/** The value itself: what a policy says matters, not how it is spelled. */
const encode: Fn = (args, call) => args[0] ?? refuse([], call);

const jsondecode: Fn = (args, call) => {
  const [value] = args;
  if (value?.kind === 'object' || value?.kind === 'list') return value;
  if (!charge(call.run, 100)) return unknown('too large to evaluate', call.span);
  const parsed = value && parseJsonText(value);
  if (parsed) return relocate(call.run, parsed, call.span, undefined);
  const text = asString(value);
  if (text === undefined) return refuse(args, call);
  try {
    return fromData(JSON.parse(text), call);
  } catch {
    return failed('this is not valid JSON', call.span);
  }
};

const MAX_YAML = 100_000;

/** Deep nesting brings the YAML parser down, so it is refused before. */
function isTame(text: string): boolean {
  const brackets = text.match(/[[{]/g)?.length ?? 0;
  return text.length <= MAX_YAML && brackets < 1000 && !/^[ -]{200}/m.test(text) && !/[[{](?:\s*[[{]){50}/.test(text);
}

const yamldecode: Fn = (args, call) => {
  const [value] = args;
  if (value?.kind === 'object' || value?.kind === 'list') return value;
  const text = asString(value);
  if (text === undefined) return refuse(args, call);
  if (!isTame(text) || !charge(call.run, 100 + (text.length >> 4))) return unknown('too large to evaluate', call.span);
  try {
    const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' });
    return document.errors.length > 0
      ? failed('this is not valid YAML', call.span)
      : fromData(document.toJS({ maxAliasCount: 50 }), call);
  } catch {
    return failed('this is not valid YAML', call.span);
  }
};

/** The fields of each line of a CSV text; undefined where a quote is not closed. */
function csvLines(text: string): readonly (readonly string[])[] | undefined {
  const lines: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (!found) return undefined;
    const [, quoted, plain = '', end = ''] = found;
    lines[lines.length - 1]?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',' && end !== '') lines.push([]);
  }
  return lines.filter((line) => line.length > 0);
}

const csvdecode: Fn = (args, call) => {
  const text = asString(args[0]);
  if (text === undefined) return refuse(args, call);
  if (text.length > MAX_YAML || !charge(call.run, text.length >> 4)) return unknown('too large to evaluate', call.span);
  const [names, ...lines] = csvLines(text) ?? [];
  if (!names || lines.some((line) => line.length !== names.length)) return failed('this is not valid CSV', call.span);
  return fromData(
    lines.map((line) => Object.fromEntries(names.map((name, i) => [name, line[i]]))),
    call,
  );
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function utf8(text: string): readonly number[] | undefined {
  try {
    const escaped = encodeURIComponent(text);
    return [...escaped.matchAll(/%([0-9A-F]{2})|[^%]/g)].map(([one, hex]) =>
      hex === undefined ? one.charCodeAt(0) : parseInt(hex, 16),
    );
  } catch {
    return undefined; // half of a surrogate pair
  }
}

function toBase64(text: string): string | undefined {
  const bytes = text.length > 50_000 ? undefined : utf8(text);
  if (!bytes) return undefined;
  let result = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const digit = (shift: number) => ALPHABET.charAt((bits >> shift) & 63);
    result += digit(18) + digit(12) + (b === undefined ? '=' : digit(6)) + (c === undefined ? '=' : digit(0));
  }
  return result;
}

function fromBase64(text: string): string | undefined {
  const digits = Array.from(text.replace(/=+$/, ''), (letter) => ALPHABET.indexOf(letter));
  if (digits.includes(-1) || text.length > 50_000) return undefined;
  let escaped = '';
  for (let i = 0; i < digits.length; i += 4) {
    const bits = [0, 1, 2, 3].reduce((sum, n) => (sum << 6) | (digits[i + n] ?? 0), 0);
    const count = Math.min(3, Math.floor(((digits.length - i) * 6) / 8));
    for (let byte = 0; byte < count; byte++)
      escaped += `%${((bits >> (16 - 8 * byte)) & 255).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined; // bytes that are no text
  }
}

function urlEncode(text: string): string | undefined {
  try {
    return encodeURIComponent(text).replace(/%20/g, '+');
  } catch {
    return undefined; // half of a surrogate pair
  }
}

/** Something that encodes a text, of which no letter is known. */
export function encodingOf(text: ConfigValue, reason: string, span: Span): ConfigValue {
  return { ...unknown(reason, span), encodes: text };
}

function base64(text: ConfigValue | undefined, call: Call): ConfigValue {
  if (text?.kind === 'text') return encodingOf(text, reasonOf(text), call.span);
  const known = asString(text);
  if (text === undefined || known === undefined) return refuse([text], call);
  const encoded = toBase64(known);
  if (encoded === undefined) return encodingOf(text, 'too large to encode here', call.span);
  return { ...scalar(encoded, call.span), encodes: text };
}

const filebase64: Fn = (args, call) => {
  const text = readText(args, call);
  return typeof text === 'string' ? base64(scalar(text, call.span), call) : text;
};

/** What is zipped is not known letter by letter. */
const base64gzip: Fn = ([text], call) =>
  text && (text.kind === 'text' || asString(text) !== undefined)
    ? encodingOf(text, 'it is zipped when Terraform runs', call.span)
    : refuse([text], call);

export const ENCODING: Functions = {
  jsonencode: encode,
  yamlencode: encode,
  jsondecode,
  yamldecode,
  csvdecode,
  base64encode: ([text], call) => base64(text, call),
  base64decode: ofStrings((text = '') => fromBase64(text)),
  base64gzip,
  filebase64,
  urlencode: ofStrings((text = '') => urlEncode(text)),
};
