// Python string literals: their text, prefixes and escapes aside.

interface Literal {
  readonly text: string;
  /** Offsets of the contents within the literal. */
  readonly from: number;
  readonly to: number;
  readonly raw: boolean;
}

/** Takes quotes and prefix away; a literal that is not closed yet goes to its end. */
export function literal(source: string): Literal {
  const match = /^([A-Za-z]*)("""|'''|"|')/.exec(source);
  const prefix = match?.[1] ?? '';
  const quote = match?.[2] ?? '';
  const from = prefix.length + quote.length;
  const closed = quote !== '' && source.length >= from + quote.length && source.endsWith(quote);
  const to = closed ? source.length - quote.length : source.length;
  const raw = /r/i.test(prefix);
  return { text: unescape(source.slice(from, to), raw), from, to, raw };
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  '0': '\0',
  '\n': '',
};

/** Resolves escapes; what is no escape stays as written. */
export function unescape(text: string, raw: boolean): string {
  if (raw || !text.includes('\\')) return text;
  return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|[\s\S])/g, (all, code: string) => {
    if (/^[xuU]./.test(code)) {
      const point = parseInt(code.slice(1), 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : all;
    }
    if (code === '\r\n') return '';
    if (code in SIMPLE) return SIMPLE[code] ?? '';
    return /['"\\]/.test(code) ? code : all;
  });
}

/** Writes text as a literal in the given quotes. */
export function quoted(text: string, quote: '"' | "'"): string {
  const escaped = text
    .replace(/\\/g, '\\\\')
    .replace(/\r/g, '\\r')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replaceAll(quote, `\\${quote}`);
  return quote + escaped + quote;
}

/** The quotes that a text of code uses more often; `"` where it has none. */
export function quoteStyle(code: string): '"' | "'" {
  const single = code.match(/(?<![\w'])'(?!'')/g)?.length ?? 0;
  const double = code.match(/(?<![\w"])"(?!"")/g)?.length ?? 0;
  return single > double ? "'" : '"';
}
