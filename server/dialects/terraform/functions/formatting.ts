// `format`, `join` and what else builds text from several values, known or not.
import type { ConfigValue } from '../../../core/value';
import { charge } from '../scope';
import { asNumber, asString, failed, isNull, joinText, list, unknown } from '../values';
import { refuse, type Call, type Fn, type Functions } from './call';

const VERB = /%(?:%|(0?)(\d*)([svdq]))/g;

/** Texts of known and unknown parts; undefined where a verb or an argument is out of the ordinary. */
function formatParts(pattern: string, args: readonly ConfigValue[]): readonly (string | ConfigValue)[] | undefined {
  const parts: (string | ConfigValue)[] = [];
  let last = 0;
  let next = 0;
  let literal = '';
  for (const match of pattern.matchAll(VERB)) {
    parts.push(pattern.slice(last, match.index));
    literal += pattern.slice(last, match.index);
    last = match.index + match[0].length;
    const part = match[0] === '%%' ? '%' : formatOne(match, args[next++]);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const rest = pattern.slice(last);
  return literal.includes('%') || rest.includes('%') ? undefined : [...parts, rest];
}

function formatOne(match: RegExpMatchArray, arg: ConfigValue | undefined): string | ConfigValue | undefined {
  const [, zero = '', width = '', verb] = match;
  if (!arg || isNull(arg) || arg.kind === 'list' || arg.kind === 'object' || Number(width) > 200) return undefined;
  if (verb === 'd') {
    const number = asNumber(arg);
    if (number === undefined) return arg.kind === 'scalar' ? undefined : arg;
    return String(number).padStart(Number(width), zero === '0' ? '0' : ' ');
  }
  const text = asString(arg);
  if (text === undefined) return arg;
  return (verb === 'q' ? JSON.stringify(text) : text).padStart(Number(width));
}

function format(args: readonly ConfigValue[], call: Call): ConfigValue {
  const pattern = asString(args[0]);
  const parts = pattern === undefined ? undefined : formatParts(pattern, args.slice(1));
  return parts ? joinText(parts, call.span) : refuse(args, call);
}

const formatlist: Fn = (args, call) => {
  const lists = args.slice(1).flatMap((arg) => (arg.kind === 'list' ? [arg] : []));
  if (lists.some((arg) => arg.open)) return unknown('the list is not known in full', call.span);
  const length = Math.max(1, ...lists.map((arg) => arg.items.length));
  if (lists.some((arg) => arg.items.length !== length))
    return lists.some((arg) => arg.items.length === 0) ? list([], call.span) : refuse(args, call);
  const row = (index: number) => args.map((arg) => (arg.kind === 'list' ? (arg.items[index] ?? arg) : arg));
  if (!charge(call.run, length)) return unknown('too large to evaluate', call.span);
  return list(
    Array.from({ length }, (_, index) => format(row(index), call)),
    call.span,
  );
};

const join: Fn = (args, call) => {
  const separator = asString(args[0]);
  const parts: (string | ConfigValue)[] = [];
  for (const arg of args.slice(1)) {
    if (separator === undefined || arg.kind !== 'list') return refuse(args, call);
    if (arg.open) return unknown('the list is not known in full', call.span);
    if (!charge(call.run, arg.items.length)) return unknown('too large to evaluate', call.span);
    for (const item of arg.items) {
      if (isNull(item) || item.kind === 'list' || item.kind === 'object')
        return failed('join() needs texts', call.span);
      if (parts.length > 0) parts.push(separator);
      parts.push(item);
    }
  }
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== 'string') return { ...only, span: call.span };
  return joinText(parts, call.span);
};

export const FORMATTING: Functions = { format, formatlist, join };
