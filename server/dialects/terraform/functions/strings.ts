// Functions of text.
import type { ConfigValue } from '../../../core/value';
import { asString, joinText, scalar } from '../values';
import { ofStrings, refuse, type Fn, type Functions } from './call';

/** Changes text letter by letter, so the known parts of a text can be changed as well. */
function mapped(change: (text: string) => string): Fn {
  return (args, call) => {
    const [value] = args;
    if (value?.kind === 'text')
      return joinText(
        value.parts.map((part) => (typeof part === 'string' ? change(part) : part)),
        call.span,
      );
    const text = asString(value);
    return text === undefined ? refuse(args, call) : scalar(change(text), call.span);
  };
}

/** Tests one end of a text, of which the rest may be unknown. */
function testsEnd(at: 'start' | 'end'): Fn {
  return (args, call) => {
    const [value, wanted] = [args[0], asString(args[1])];
    const text = asString(value) ?? knownEnd(value, at);
    if (text === undefined || wanted === undefined) return refuse(args, call);
    const whole = value?.kind === 'scalar';
    const [short, long] = text.length < wanted.length && !whole ? [text, wanted] : [wanted, text];
    const fits = at === 'start' ? long.startsWith(short) : long.endsWith(short);
    if (fits && short === text && text !== wanted && !whole) return refuse(args, call);
    return scalar(fits, call.span);
  };
}

function knownEnd(value: ConfigValue | undefined, at: 'start' | 'end'): string | undefined {
  if (value?.kind !== 'text') return undefined;
  const part = at === 'start' ? value.parts[0] : value.parts[value.parts.length - 1];
  return typeof part === 'string' ? part : undefined;
}

function trimChars(text: string, chars: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && chars.includes(text.charAt(start))) start++;
  while (end > start && chars.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function substr(text = '', from = '', length = ''): string | undefined {
  const points = Array.from(text);
  const start = Number(from) < 0 ? points.length + Number(from) : Number(from);
  const count = Number(length) < 0 ? points.length : Number(length);
  if (!Number.isInteger(start) || !Number.isInteger(count) || start < 0) return undefined;
  return points.slice(start, start + count).join('');
}

function indent(text: string, count: number): string | undefined {
  if (!(count >= 0 && count <= 100) || text.length > 50_000) return undefined;
  return text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(count)}`);
}

/** Functions over texts that must be known, apart from those that work letter by letter. */
export const STRINGS: Functions = {
  upper: mapped((text) => text.toUpperCase()),
  lower: mapped((text) => text.toLowerCase()),
  title: ofStrings((text = '') => text.replace(/\b\p{L}/gu, (letter) => letter.toUpperCase())),
  trimspace: ofStrings((text = '') => text.trim()),
  chomp: ofStrings((text = '') => text.replace(/(?:\r?\n)+$/, '')),
  strrev: ofStrings((text = '') => Array.from(text).reverse().join('')),
  trim: ofStrings((text = '', chars = '') => trimChars(text, chars)),
  trimprefix: ofStrings((text = '', prefix = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimsuffix: ofStrings((text = '', suffix = '') =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  startswith: testsEnd('start'),
  endswith: testsEnd('end'),
  strcontains: ofStrings((text = '', part = '') => text.includes(part)),
  substr: ofStrings(substr),
  split: ofStrings((separator = '', text = '') => (text === '' ? [''] : text.split(separator))),
  indent: ofStrings((count = '', text = '') => indent(text, Number(count))),
  basename: ofStrings((path = '') => path.replace(/\/+$/, '').split('/').pop() ?? ''),
  dirname: ofStrings((path = '') => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.')),
};
