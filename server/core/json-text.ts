// Reads a text that holds JSON (policies, container definitions), of which some parts may be filled in later.
import type { Span } from './text';
import { usedAt, type ConfigValue, type TextValue } from './value';

const MAX_JSON_TEXT = 200_000;
/** Stands for an unknown part in a text that is only partly known, here around its number; no configuration contains it. */
export const HOLE = '\uFFFC';
const NUMBERED = new RegExp(`${HOLE}(\\d+)${HOLE}`);

/** Reads a string or text that holds JSON. Its parts all have the span of the text; what is filled in stays what it is. Undefined where it is no JSON. */
export function parseJsonText(value: ConfigValue): ConfigValue | undefined {
  const text = value.kind === 'text' ? withMarks(value) : value.kind === 'scalar' ? value.value : undefined;
  if (typeof text !== 'string' || text.length > MAX_JSON_TEXT || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return fromJson(JSON.parse(text), { span: value.span, parts: value.kind === 'text' ? value.parts : [] }, 0);
  } catch {
    return undefined; // not JSON after all: half typed, or with an unknown part where no value stands
  }
}

/** The text with the number of each part that is filled in; one that stands for a whole value becomes a string. */
function withMarks({ parts }: TextValue): string {
  let quoted = false;
  return parts
    .map((part, index) => {
      if (typeof part !== 'string')
        return quoted ? HOLE + String(index) + HOLE : `"${HOLE}${String(index)}${HOLE}${HOLE}"`;
      quoted = endsQuoted(part, quoted);
      return part;
    })
    .join('');
}

function endsQuoted(text: string, before: boolean): boolean {
  let quoted = before;
  for (let i = 0; i < text.length; i++) {
    if (quoted && text[i] === '\\') i++;
    else if (text[i] === '"') quoted = !quoted;
  }
  return quoted;
}

interface Source {
  readonly span: Span;
  readonly parts: TextValue['parts'];
}

function fromJson(json: unknown, source: Source, depth: number): ConfigValue {
  const { span } = source;
  if (depth > 100) return { kind: 'unknown', span, reason: 'nested too deeply' };
  if (Array.isArray(json)) {
    // what is filled in between the items may be several of them
    const open = json.some((item) => typeof item === 'string' && item.endsWith(HOLE + HOLE));
    return { kind: 'list', span, open, items: json.map((item) => fromJson(item, source, depth + 1)) };
  }
  if (typeof json === 'string') return fromString(json, source);
  if (typeof json === 'number' || typeof json === 'boolean' || json === null)
    return { kind: 'scalar', span, value: json };
  const entries = Object.entries(json as Record<string, unknown>);
  return {
    kind: 'object',
    span,
    head: span,
    open: false,
    entries: entries.map(([key, item]) => ({
      key: key.replace(/\uFFFC\d+\uFFFC/g, HOLE),
      keySpan: span,
      value: fromJson(item, source, depth + 1),
    })),
  };
}

function fromString(text: string, { span, parts }: Source): ConfigValue {
  if (!text.includes(HOLE)) return { kind: 'scalar', span, value: text };
  const pieces = text
    .replace(/\uFFFC\uFFFC$/, HOLE)
    .split(NUMBERED)
    .map((piece, i) => {
      const part = i % 2 === 1 ? parts[Number(piece)] : undefined;
      return part === undefined || typeof part === 'string' ? piece : usedAt(part, span);
    })
    .filter((piece) => piece !== '');
  const [only, ...others] = pieces;
  if (only !== undefined && typeof only !== 'string' && others.length === 0) return only;
  return { kind: 'text', span, parts: pieces };
}
