// Writes a fix's value as an expression, in a style.
import type { NewValue, Segment } from '../../core/resource';
import type { Style } from './layout';

/** Says how names and raw expressions look in the file at hand; undefined where they can't be written there. */
export interface Namer {
  key(name: string): string;
  raw(text: string): string | undefined;
  ref(target: string, attribute: string): string | undefined;
  /** Text that stands for a member of an enum or a factory: `BucketEncryption.KMS`. */
  symbol(text: string): string | undefined;
}

/** A value as source text, or undefined where a part of it can't be written. */
export function render(value: NewValue, style: Style, namer: Namer): string | undefined {
  switch (value.kind) {
    case 'scalar':
      if (typeof value.value !== 'string') return String(value.value);
      return isSymbolText(value.value)
        ? (namer.symbol(value.value) ?? quoted(value.value, style))
        : quoted(value.value, style);
    case 'raw':
      return namer.raw(value.text);
    case 'ref':
      return namer.ref(value.target, value.attribute);
    case 'object':
      return wrapped('{', '}', value.entries, style, ([key, inner], s) =>
        withKey(key, render(inner, s, namer), namer, s),
      );
    case 'list':
      return wrapped('[', ']', value.items, style, (item, s) => render(item, s, namer));
  }
}

/** True for text such as `BucketEncryption.KMS` or `Duration.days(7)`, which is code in CDK. */
export function isSymbolText(text: string): boolean {
  return /^[A-Z]\w*(?:\.[A-Za-z_]\w*)+(?:\([^)]*\))?$/.test(text);
}

/** `key: value`, or undefined where the value is. */
export function withKey(name: string, value: string | undefined, namer: Namer, style: Style): string | undefined {
  const key = namer.key(name);
  if (value === undefined) return undefined;
  return `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key, style)}: ${value}`;
}

/** A text as a literal with the style's quotes. */
export function quoted(text: string, { quote }: Style): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .split(quote)
    .join(`\\${quote}`)
    .replace(/\r/g, '\\r')
    .replace(/\n/g, '\\n');
  return quote + escaped + quote;
}

function wrapped<T>(
  open: string,
  close: string,
  items: readonly T[],
  style: Style,
  write: (item: T, style: Style) => string | undefined,
): string | undefined {
  const inner = style.multiline ? { ...style, indent: style.indent + style.unit } : style;
  const written: string[] = [];
  for (const item of items) {
    const text = write(item, inner);
    if (text === undefined) return undefined;
    written.push(text);
  }
  if (written.length === 0) return open + close;
  const pad = open === '{' ? ' ' : '';
  if (!style.multiline) return open + pad + written.join(', ') + pad + close;
  const lines = written.map((w) => style.eol + inner.indent + w).join(',');
  return `${open}${lines}${style.trailingComma ? ',' : ''}${style.eol}${style.indent}${close}`;
}

/** The value that must be put where a path is not there yet: `a: [{ b: value }]` for `a[].b`. */
export function nested(path: readonly Segment[], value: NewValue): NewValue {
  return path.reduceRight<NewValue>((inner, segment, index) => {
    const object: NewValue = {
      kind: 'object',
      entries: [[segment.name, index === path.length - 1 ? inner : inItem(segment, inner)]],
    };
    return object;
  }, value);
}

/** What stands at a list segment that is not there yet: a list with one item. */
export function inItem(segment: Segment, inner: NewValue): NewValue {
  if (!segment.list) return inner;
  const { where } = segment;
  if (!where || inner.kind !== 'object') return { kind: 'list', items: [inner] };
  const named: readonly [string, NewValue] = [where.name, { kind: 'scalar', value: where.value }];
  return { kind: 'list', items: [{ kind: 'object', entries: [named, ...inner.entries] }] };
}
